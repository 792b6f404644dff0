/* lib-writen: writen with short counts and signals. */
#include "child.h"

#include <fcntl.h>          /* O_NONBLOCK */

enum { BIG = 1 << 20 };
static char big[BIG], back[BIG];

/*
 * Read BIG bytes, a few at a time. Exits with 0 if they are all right. It sends
 * the first signal before it reads, while the writer waits for room.
 */
static void
sip(int fd, pid_t parent)
{
    size_t n = 0;
    ssize_t r;

    pause_ms(20);
    kill(parent, SIGUSR1);
    pause_ms(20);
    while ((r = read(fd, back + n, BIG - n < 50000 ? BIG - n : 50000)) > 0) {
        n += (size_t)r;
        kill(parent, SIGUSR1);
    }
    _exit(n == BIG && memcmp(big, back, BIG) == 0 ? 0 : 1);
}

/* Write as much of big as fits without blocking. Returns how much it was. */
static size_t
fill_up(int fd)
{
    size_t n = 0;
    ssize_t w;

    fcntl(fd, F_SETFL, O_NONBLOCK);
    while ((w = write(fd, big + n, BIG - n)) > 0)
        n += (size_t)w;
    check_num("the socket is full", EAGAIN, errno);
    fcntl(fd, F_SETFL, 0);
    return n;
}

/* The reader is slow and sends signals, which have no SA_RESTART. */
int
main(void)
{
    int i, fd, status;
    size_t n;
    pid_t pid;

    Signal_intr(SIGUSR1, on_usr1);
    for (i = 0; i < BIG; i++)
        big[i] = (char)(i * 31 >> 3);
    fd = peer(sip, &pid);
    n = fill_up(fd);
    check_num("writen: the rest of 1 MiB to a slow reader", (long)(BIG - n),
              (long)writen(fd, big + n, BIG - n));
    check_num("writen: it was interrupted", 1, signals > 0);
    Close(fd);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    check_num("writen: every byte arrived, once", 0, status);
    check_num("writen: an error returns -1", -1, writen(-1, big, 1));
    check_num("writen: errno is then EBADF", EBADF, errno);
    return 0;
}
