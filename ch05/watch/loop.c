/*
 * loop: look, show, wait. Each of three things costs CPU time: to look at the
 * processes, to look at the sockets, to draw. Until we do one of them again, we
 * wait at least a hundred times as long, so each needs at most 1 % of a CPU.
 */
#include "watch.h"

#include <poll.h>           /* poll */
#include <time.h>           /* clock */

enum { STDIN, STDOUT, OUTPUT, OTHERS };     /* what we poll; then the pidfds */

/* Wait until then; print at once what happens meanwhile. */
static void
wait_until(long end)
{
    static struct pollfd fds[OTHERS + PIDFDS];
    long ms;
    int n;

    while (check_signals(), (ms = end - now_ms()) > 0) {
        fds[STDIN].fd = on_screen && keys ? STDIN_FILENO : -1;
        fds[STDIN].events = POLLIN;
        fds[STDOUT].fd = STDOUT_FILENO;     /* has its reader gone? */
        fds[STDOUT].events = 0;
        fds[OUTPUT].fd = server_out;
        fds[OUTPUT].events = POLLIN;
        n = pidfd_fill(fds + OTHERS);
        if (poll(fds, (nfds_t)(OTHERS + n), (int)ms) <= 0)
            continue;
        if (fds[STDOUT].revents & (POLLERR | POLLHUP))
            watch_end(0);
        if (fds[STDIN].revents != 0)
            read_keys();
        if (fds[OUTPUT].revents != 0)
            server_output();
        if (pidfd_check(fds + OTHERS, n) > 0)
            sigchld_look();
    }
}

/* Some work has begun at this CPU time, and ends now. Returns when to do it
 * again: in `ms` milliseconds, or later if it has cost much CPU time. */
static long
next(clock_t begin, long ms)
{
    double cost = (double)(clock() - begin) * 1000 / CLOCKS_PER_SEC;
    long rest = (long)(cost * 100);

    return now_ms() + (rest > ms ? rest : ms);
}

/* Look at everything, again and again. Never returns: a key or a signal ends
 * the program. */
void
loop(void)
{
    long next_processes, next_sockets = 0, next_draw = 0;
    clock_t begin;

    for (;;) {
        begin = clock();
        processes_look();
        next_processes = next(begin, 20);
        if (now_ms() >= next_sockets) {
            begin = clock();
            sockets_look(0);
            next_sockets = next(begin, 200);
        }
        if (on_screen && !paused && now_ms() >= next_draw) {
            begin = clock();
            draw(0);
            next_draw = next(begin, 100);
        }
        wait_until(next_processes);
    }
}
