/* rest: wait until nothing moves on both hosts, then show what has happened. */
#include "wire.h"

#include <poll.h>           /* poll */
#include <time.h>           /* clock_gettime */

#define QUIET 30            /* ms without anything new */
#define LIMIT 5000          /* ms after which we go on anyway */
#define DISK 60000          /* ms that a process may wait for the disk */

/* Returns the milliseconds since some moment in the past. */
long
clock_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000L + now.tv_nsec / 1000000;
}

/* Wait at most ms milliseconds for a frame, for something printed or, if
 * `typed`, for a command. Returns true if a command has come. */
int
look(int ms, int typed)
{
    struct pollfd fds[6];
    int i;

    for (i = 0; i < 6; i++)
        fds[i] = (struct pollfd){ .fd = -1, .events = POLLIN };
    for (i = 0; i < 2; i++) {
        fds[i].fd = cable_fd[i];
        fds[2 + i].fd = program_out[i];
    }
    fds[4].fd = typed ? STDIN_FILENO : -1;
    fds[5].fd = wake[0];
    poll(fds, 6, ms);
    check_interrupted();
    return fds[4].revents != 0;
}

/*
 * Wait until nothing moves: for 30 ms there was nothing to read, no frame is on
 * its way inside a host, and every process sleeps, twice in succession.
 */
static void
settle(void)
{
    long begin = clock_ms(), start = begin, last = begin, now = begin;
    int still = 0, moved;

    while (still < 2 && now - start < LIMIT) {
        look(3, 0);
        now = clock_ms();
        if (batch_read() + output_read(CLIENT) + output_read(SERVER) > 0) {
            last = now;
            still = 0;
        } else if (now - last >= QUIET) {
            moved = process_scan();
            if (moved & WAITS && now - begin < DISK)
                start = now;
            still = moved || tables_busy(CLIENT) || tables_busy(SERVER)
                    ? 0 : still + 1;
        }
    }
}

/*
 * Wait until nothing moves, and show what has happened. A retransmission is
 * something new only if the user is `waiting`. Returns the last segment whose
 * retransmission was dropped, or 0.
 */
int
rest(int waiting)
{
    int i, vain;

    settle();
    states_read();
    output_show(SERVER);
    output_show(CLIENT);
    process_show();
    vain = batch_show(waiting);
    for (i = 0; conn_number(i) != NULL; i++)
        show_states(i);
    fflush(stdout);
    if (ferror(stdout))
        err_sys("stdout");
    return vain;
}
