/*
 * reason: prints the text that the C library has for an error. glibc and musl
 * use different texts, so the tests call, for example, reason EADDRINUSE.
 */
#include "unp.h"

int
main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int number;
    } errors[] = {
        { "EADDRINUSE", EADDRINUSE }, { "EADDRNOTAVAIL", EADDRNOTAVAIL },
        { "EAGAIN", EAGAIN }, { "EALREADY", EALREADY },
        { "ECHILD", ECHILD }, { "ECONNREFUSED", ECONNREFUSED },
        { "EBADF", EBADF }, { "ECONNRESET", ECONNRESET },
        { "ENFILE", ENFILE }, { "ENOBUFS", ENOBUFS }, { "ENOMEM", ENOMEM },
        { "EHOSTUNREACH", EHOSTUNREACH }, { "EINTR", EINTR },
        { "EISCONN", EISCONN }, { "EISDIR", EISDIR },
        { "EMFILE", EMFILE }, { "ENOSPC", ENOSPC }, { "EPIPE", EPIPE },
        { "ETIMEDOUT", ETIMEDOUT },
    };
    size_t i;

    set_progname(argv[0]);
    for (i = 0; argc == 2 && i < sizeof(errors) / sizeof(errors[0]); i++)
        if (strcmp(argv[1], errors[i].name) == 0)
            return puts(strerror(errors[i].number)) == EOF;
    err_usage("ERRNO", "no such error here: '%s'", argc > 1 ? argv[1] : "");
}
