/* lib-gone: if the client is gone, str_echo prints a message and returns. */
#include "child.h"

/* Returns the server's side of a connection that its client has reset. */
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

/* Call str_echo with data of a client that has closed its end. */
static void
echo_to_nobody(void)
{
    int fd[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fd) < 0)
        err_sys("socketpair");
    Writen(fd[0], "hello\n", 6);
    Close(fd[0]);
    Signal(SIGPIPE, SIG_DFL);   /* it would kill us; str_echo ignores it */
    str_echo(fd[1]);
}

/* Call str_echo with a connection that its client has reset. */
static void
echo_to_reset(void)
{
    str_echo(reset_connection());
}

/* Check that echo prints the error of this call, and then returns. */
static void
expect(void (*echo)(void), const char *call, int error)
{
    char said[200], want[200];

    check_num("str_echo: it returns", 0, run_child(echo, said, sizeof(said)));
    snprintf(want, sizeof(want), "unp: %s: %s\n", call, strerror(error));
    check_mem("str_echo: after a message", want, said, strlen(want) + 1);
}

int
main(void)
{
    expect(echo_to_nobody, "write", EPIPE);
    expect(echo_to_reset, "read", ECONNRESET);
    return 0;
}
