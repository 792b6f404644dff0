/* lib-gone: str_echo with a peer that is gone: a message and a return. */
#include "check.h"

/* str_echo of fd comes back, and has said that call failed with this error. */
static void
expect_message(int fd, const char *call, int error)
{
    char said[200] = "", want[200];
    int err[2], saved = dup(STDERR_FILENO);

    if (pipe(err) < 0)
        err_sys("pipe");
    dup2(err[1], STDERR_FILENO);
    str_echo(fd);
    dup2(saved, STDERR_FILENO);
    Close(err[1]);
    readn(err[0], said, sizeof(said) - 1);
    snprintf(want, sizeof(want), "unp: %s: %s\n", call, strerror(error));
    check_mem("str_echo: a message and a return", want, said, strlen(want));
}

/* The server's end of a connection that its client has reset. */
static int
reset_connection(void)
{
    struct sockaddr_in addr = {
        .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) }
    };
    struct linger now = { .l_onoff = 1, .l_linger = 0 };
    socklen_t len = sizeof(addr);
    int listenfd = Socket(AF_INET, SOCK_STREAM, 0);
    int connfd, client = Socket(AF_INET, SOCK_STREAM, 0);

    Bind(listenfd, (struct sockaddr *)&addr, len);
    Getsockname(listenfd, (struct sockaddr *)&addr, &len);
    Listen(listenfd, 1);
    Connect(client, (struct sockaddr *)&addr, len);
    connfd = Accept(listenfd, NULL, NULL);
    Setsockopt(client, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    Close(client);
    return connfd;
}

int
main(void)
{
    int fd[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fd) < 0)
        err_sys("socketpair");
    Writen(fd[0], "hello\n", 6);
    Close(fd[0]);               /* str_echo can read this, and not answer it */
    Signal(SIGPIPE, SIG_DFL);   /* deadly until str_echo ignores it */
    expect_message(fd[1], "write", EPIPE);
    expect_message(reset_connection(), "read", ECONNRESET);
    return 0;
}
