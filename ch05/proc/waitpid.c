/*
 * waitpid: with WNOHANG it does not block; 0 means "still running" (UNP 5.10).
 *
 * The parent polls, and works between the polls (here: a pause of 200 ms).
 */
#include "proc.h"

/* Exit status 0 when the child is reaped; an error is a message and exit 1. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);
    int status, polls = 1;
    pid_t pid = Fork(), ended;

    if (pid == 0) {                     /* child */
        pid_say("child, exits with 7 later");
        pause_ms(ms);
        _exit(7);
    }
    while ((ended = waitpid(pid, &status, WNOHANG)) == 0) {
        pid_say("poll %d returned 0: parent works on", polls++);
        pause_ms(200);                  /* the work */
    }
    if (ended < 0)
        err_sys("waitpid");
    if (WIFEXITED(status))
        pid_say("poll %d returned %d: exited with status %d", polls, ended,
                WEXITSTATUS(status));
    else
        pid_say("poll %d returned %d: killed by signal %d", polls, ended,
                WTERMSIG(status));
    return 0;
}
