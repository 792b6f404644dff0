/* lib-wrap: if its call fails, a wrapper prints the reason and exits with 1. */
#include "child.h"

#include <sys/time.h>       /* struct timeval */

static const int on = 1;
static struct sockaddr_in addr;
static socklen_t len = sizeof(addr);

/* Each call gets an argument that makes it fail; -1 is no descriptor. */
static void bad_accept(void) { Accept(-1, NULL, NULL); }
static void bad_bind(void) { Bind(-1, (struct sockaddr *)&addr, len); }
static void bad_close(void) { Close(-1); }
static void bad_connect(void) { Connect(-1, (struct sockaddr *)&addr, len); }
static void bad_getsockname(void)
{
    Getsockname(-1, (struct sockaddr *)&addr, &len);
}
static void bad_listen(void) { Listen(-1, 1); }
static void bad_read(void) { char c; Readn(-1, &c, 1); }
static void bad_setsockopt(void)
{
    Setsockopt(-1, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
}
static void bad_shutdown(void) { Shutdown(-1, SHUT_WR); }
static void bad_sigaction(void) { Signal(SIGKILL, on_usr1); }
static void bad_socket(void) { Socket(-1, SOCK_STREAM, 0); }
static void bad_write(void) { Writen(-1, "x", 1); }

static void (*bad)(void);       /* one of these */

/* Call it while stdio's buffer holds text. */
static void
print_and_fail(void)
{
    printf("before, ");
    bad();
}

/* What the wrappers pass on: addresses, the type of a socket, the backlog. */
static void
check_passed_on(void)
{
    const struct timeval second = { .tv_sec = 1 };
    struct sockaddr_in from, its = { .sin_family = AF_INET };
    int i, fd, type = 0, clients[4];

    its.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    fd = Socket(AF_INET, SOCK_DGRAM, 0);
    len = sizeof(type);
    getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len);
    check_num("the type of a socket", SOCK_DGRAM, type);
    Close(fd);
    fd = Socket(AF_INET, SOCK_STREAM, 0);
    Bind(fd, (struct sockaddr *)&its, sizeof(its));
    Listen(fd, 4);
    len = sizeof(its);
    Getsockname(fd, (struct sockaddr *)&its, &len);
    for (i = 0; i < 4; i++) {
        clients[i] = Socket(AF_INET, SOCK_STREAM, 0);
        Setsockopt(clients[i], SOL_SOCKET, SO_SNDTIMEO, &second,
                   sizeof(second));
        check_num("a client that waits for accept", 0, connect(clients[i],
                  (struct sockaddr *)&its, sizeof(its)));
    }
    len = sizeof(from);
    Close(Accept(fd, (struct sockaddr *)&from, &len));
    Getsockname(clients[0], (struct sockaddr *)&its, &len);
    check_num("the address of the client", its.sin_port, from.sin_port);
    for (i = 0; i < 4; i++)
        Close(clients[i]);
    Close(fd);
    len = sizeof(addr);
}

int
main(void)
{
    static const struct {
        const char *name;
        void (*bad)(void);
        int error;
    } calls[] = {
        { "accept", bad_accept, EBADF }, { "bind", bad_bind, EBADF },
        { "close", bad_close, EBADF }, { "connect", bad_connect, EBADF },
        { "getsockname", bad_getsockname, EBADF },
        { "listen", bad_listen, EBADF }, { "read", bad_read, EBADF },
        { "setsockopt", bad_setsockopt, EBADF },
        { "shutdown", bad_shutdown, EBADF },
        { "sigaction", bad_sigaction, EINVAL },
        { "socket", bad_socket, EAFNOSUPPORT }, { "write", bad_write, EBADF },
    };
    char want[200], said[200], text[100];
    size_t i;

    check_passed_on();
    for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        snprintf(text, sizeof(text), "%s fails: exit status", calls[i].name);
        bad = calls[i].bad;
        check_num(text, 1, run_child(print_and_fail, said, sizeof(said)));
        snprintf(want, sizeof(want), "before, unp: %s: %s\n", calls[i].name,
                 strerror(calls[i].error));
        snprintf(text, sizeof(text), "%s fails: stdout, then the message",
                 calls[i].name);
        check_mem(text, want, said, strlen(want));
    }
    return 0;
}
