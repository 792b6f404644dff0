/* wait_arg: the command line of the programs in ch05/proc, [seconds]. */
#include "proc.h"

#define DEFAULT_MS  3000        /* time to look at a second terminal */
#define MAX_SECONDS 86400       /* a day */

/*
 * Parse decimal seconds, at most three places after the point: "60", "0.25".
 * Returns milliseconds, or -1 if text is anything else, or more than a day.
 */
static long
parse_seconds(const char *text)
{
    long ms = 0;
    const char *digit = text;

    for (; *digit >= '0' && *digit <= '9'; digit++)
        if ((ms = ms * 10 + (*digit - '0')) > MAX_SECONDS)
            return -1;
    if (digit == text)          /* no digit in front of the point */
        return -1;
    ms *= 1000;
    if (digit[0] == '.' && digit[1] != '\0') {
        long place = 100;

        while (*++digit >= '0' && *digit <= '9' && place > 0) {
            ms += place * (*digit - '0');
            place /= 10;
        }
    }
    return *digit == '\0' && ms <= MAX_SECONDS * 1000L ? ms : -1;
}

/*
 * Returns how long the program should wait, in milliseconds; the default is 3
 * seconds. Unless option is NULL, that word may follow the seconds; then argc
 * is 3. It also sets the program's name for error.c. On bad arguments it prints
 * the usage line and exits with status 2.
 */
long
wait_arg(int argc, char **argv, const char *option)
{
    char usage[80];
    long ms = argc > 1 ? parse_seconds(argv[1]) : DEFAULT_MS;
    int most = option == NULL ? 2 : 3;

    set_progname(argc > 0 ? argv[0] : NULL);
    snprintf(usage, sizeof(usage), "[seconds%s%s%s]   (default: 3)",
             option ? " [" : "", option ? option : "", option ? "]" : "");
    if (argc > most)
        err_usage(usage, "too many arguments: %s", argv[most]);
    if (ms < 0)
        err_usage(usage, "not seconds (0 to %d, or like 0.25): '%s'",
                  MAX_SECONDS, argv[1]);
    if (argc > 2 && strcmp(argv[2], option) != 0)
        err_usage(usage, "not '%s': '%s'", option, argv[2]);
    return ms;
}
