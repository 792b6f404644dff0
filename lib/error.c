/*
 * error: one line on stderr, "program: what: reason" (after UNP D.3). Each
 * line is one write, so the messages of several processes do not mix. Every
 * function flushes stdout first, so the output of both appears in order.
 */
#include "unp.h"

#include <stdarg.h>         /* va_list */

static const char *progname = "unp";

/* Set the name for the messages: argv[0] without its directory. */
void
set_progname(const char *argv0)
{
    const char *slash = argv0 ? strrchr(argv0, '/') : NULL;

    if (argv0 != NULL && *argv0 != '\0')
        progname = slash ? slash + 1 : argv0;
}

/* Print the message, and ": strerror(errnum)" unless errnum is 0. */
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
 * A system call has failed and the program continues: print the message with
 * the reason for errno, and return. errno keeps its value; with errno 0 the
 * message has no reason.
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

/* A system call has failed: print the reason for errno, exit with status 1. */
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

/* Something else has failed: print the message, exit with status 1. */
_Noreturn void
err_quit(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    say(0, fmt, ap);
    va_end(ap);
    exit(1);
}

/* Print the message and "usage: program args", and exit with status 2. */
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
