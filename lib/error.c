/*
 * error: one line on stderr, "program: what: reason", in one write, so that
 * the messages of several processes do not mix (after UNP D.3).
 * All of them flush stdout first, so that the two appear in order. err_usage
 * adds the usage line.
 */
#include "unp.h"

#include <stdarg.h>         /* va_list */

static const char *progname = "unp";

/* Remember how the program was called, without its directory: argv[0]. */
void
set_progname(const char *argv0)
{
    const char *slash = argv0 ? strrchr(argv0, '/') : NULL;

    if (argv0 != NULL && *argv0 != '\0')
        progname = slash ? slash + 1 : argv0;
}

/* Print the message; with ": strerror(errnum)" unless errnum is 0. */
static void
say(int errnum, const char *fmt, va_list ap)
{
    char what[MAXLINE], line[2 * MAXLINE];

    vsnprintf(what, sizeof(what), fmt, ap);
    snprintf(line, sizeof(line), "%s: %s%s%s\n", progname, what,
             errnum ? ": " : "", errnum ? strerror(errnum) : "");
    fflush(stdout);
    fputs(line, stderr);
}

/*
 * A system call failed and the program goes on: message, return; errno kept.
 * With errno 0 the message has no reason.
 */
void
err_ret(const char *fmt, ...)
{
    int saved = errno;
    va_list ap;

    va_start(ap, fmt);
    say(saved, fmt, ap);
    va_end(ap);
    errno = saved;
}

/* A system call failed for good: message with errno's reason, exit status 1. */
_Noreturn void
err_sys(const char *fmt, ...)
{
    int saved = errno;
    va_list ap;

    va_start(ap, fmt);
    say(saved, fmt, ap);
    va_end(ap);
    exit(1);
}

/* Something failed that is no system call: message alone, exit status 1. */
_Noreturn void
err_quit(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    say(0, fmt, ap);
    va_end(ap);
    exit(1);
}

/* Bad arguments: message, the usage line "program args", exit status 2. */
_Noreturn void
err_usage(const char *args, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    say(0, fmt, ap);
    va_end(ap);
    fprintf(stderr, "usage: %s %s\n", progname, args);
    exit(2);
}
