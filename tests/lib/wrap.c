/* lib-wrap: if its call fails, a wrapper prints the reason and exits with 1. */
#include "child.h"

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
