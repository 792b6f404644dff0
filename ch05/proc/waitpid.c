/*
 * waitpid: with WNOHANG, waitpid does not block (UNP 5.10).
 *
 * It returns 0 while the child still runs. The parent polls, and can work
 * between two polls; here the work is a pause of 200 ms.
 */
#include "proc.h"

/* Exits with 0 when the child is reaped, or with 1 and a message. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);
    int status, polls = 1;
    pid_t pid = Fork(), ended;

    if (pid == 0) {                     /* child */
        pid_say("child will exit with status 7");
        pause_ms(ms);
        _exit(7);
    }
    while ((ended = waitpid(pid, &status, WNOHANG)) == 0) {
        pid_say("poll %d returned 0: child still runs", polls++);
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
