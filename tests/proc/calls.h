/*
 * calls.h: which timers does a program of ch05/proc set, and how long does it
 * sleep? Include it, then the program with alarm, sleep and nanosleep replaced.
 */
#include "../lib/child.h"
#include "../../ch05/proc/proc.h"
#include "../../ch05/proc/pid_say.c"
#include "../../ch05/proc/wait_arg.c"

#include <fcntl.h>          /* open */
#include <time.h>           /* nanosleep */

/* These take the places of the calls; each prints a line. */
static inline unsigned int
seen_alarm(unsigned int seconds)
{
    sig_say("alarm %d", (int)seconds);
    return 0;
}

static inline unsigned int
seen_sleep(unsigned int seconds)
{
    sig_say("sleep %d", (int)seconds);
    return 0;
}

/* A signal interrupts the first call; 1.007 s are then left. */
static inline int
seen_nanosleep(const struct timespec *time, struct timespec *left)
{
    static int calls;

    sig_say("nanosleep %d s %d ms", (int)time->tv_sec,
            (int)(time->tv_nsec / 1000000));
    if (calls++ > 0)
        return 0;
    if (left != NULL)
        *left = (struct timespec){ .tv_sec = 1, .tv_nsec = 7000000 };
    errno = EINTR;
    return -1;
}

static int (*program)(int argc, char **argv);
static char *its_argument;

/* Run the program. Its stdin is empty. */
static inline void
run_program(void)
{
    char *argv[] = { "program", its_argument, NULL };

    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    _exit(program(2, argv));
}

/* Run main_of with this argument, and check the lines of the calls above. */
static inline void
check_calls(int (*main_of)(int argc, char **argv), char *argument,
            const char *want)
{
    char said[4000], calls[1000] = "", text[80];
    char *line, *end;

    program = main_of;
    its_argument = argument;
    check_num("exit status", 0, run_child(run_program, said, sizeof(said)));
    for (line = said; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = '\0';
        if (strncmp(line, "pid ", 4) != 0 && strlen(calls) < 900)
            strcat(strcat(calls, line), ", ");
    }
    snprintf(text, sizeof(text), "with %s seconds: its calls", argument);
    check_mem(text, want, calls, strlen(want) + 1);
}
