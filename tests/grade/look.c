/*
 * look PID WHAT [UNTIL TIME [PID...]]: print a line for each process below PID,
 * but not for the PIDs at the end. WHAT is
 *   alive, zombies   its pid, if it is alive, or if it is a zombie
 *   PORT             its pid, if it has a socket that listens on that port
 *   ports            the ports where it listens
 *   queue            the port, for each client that waits for accept there
 *   all              PID STATE TICKS DESCRIPTORS FREE: its CPU time, how many
 *                    descriptors it has, and the lowest that is not open
 * First it waits, for at most TIME hundredths of a second, until there are as
 * many lines as UNTIL; "+" is any number, "calm" means: nothing runs, and the
 * lines stay the same; "never" waits for TIME. Exit status 1 if that does not
 * happen, or if all processes have ended.
 * look NUMBER free: print a port that no socket has; it depends on NUMBER.
 */
#include "unp.h"
#include "tree.h"

#include <time.h>           /* clock_gettime */

/* Returns the time in hundredths of a second. */
static long
now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long)t.tv_sec * 100 + t.tv_nsec / 10000000;
}

/* Returns 1 if the text is what UNTIL asks for, otherwise 0. */
static int
is_so(const char *text, const char *before, const char *until)
{
    int lines = 0;

    if (strcmp(until, "calm") == 0)
        return before != NULL && strcmp(text, before) == 0
               && strstr(text, " R ") == NULL && strstr(text, " D ") == NULL;
    if (until[0] == 'n')                /* never */
        return 0;
    while (*text != '\0')
        lines += *text++ == '\n';
    return until[0] == '+' ? lines > 0 : lines == strtol(until, NULL, 10);
}

/* Look until it is so, or the time is up. Returns 1 if it is so. */
static int
wait_until(pid_t root, char **argv)
{
    long end = now() + strtol(argv[4], NULL, 10), looks = 0;
    char *text = NULL, *before = NULL;
    size_t count = 0, had;
    int so;

    for (;;) {
        free(before);
        before = text;
        had = count;
        text = describe(root, argv[2], argv + 5, &count);
        so = is_so(text, before, argv[3]);
        if (so || now() >= end || (had > 0 && count == 0))
            break;
        pause_ms(looks++ < 10 ? 20 : 100);
    }
    fputs(text, stdout);
    return so;
}

int
main(int argc, char **argv)
{
    long number = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    size_t count;

    set_progname(argv[0]);
    if (number <= 0 || argc == 4)
        err_usage("PID alive|zombies|PORT|ports|queue|all "
                  "[UNTIL TIME [PID...]]", "what?");
    if (strcmp(argv[2], "free") == 0)
        printf("%u\n", free_port((unsigned)number));
    else if (argc == 3)
        fputs(describe((pid_t)number, argv[2], argv + 3, &count), stdout);
    else
        return !wait_until((pid_t)number, argv);
    return 0;
}
