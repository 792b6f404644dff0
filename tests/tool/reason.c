/*
 * reason: prints the text that the C library has for an error. glibc and musl
 * have different texts, so the tests run this program.
 *   tests/tool/reason EADDRINUSE
 */
#include "unp.h"
#include "errno_of.h"

/* Exit status: 2 if the error is not known here. */
int
main(int argc, char **argv)
{
    int number = argc == 2 ? errno_of(argv[1]) : 0;

    set_progname(argv[0]);
    if (number == 0)
        err_usage("ERRNO", "no such error here: '%s'", argc > 1 ? argv[1] : "");
    return puts(strerror(number)) == EOF;
}
