/* lib-writen: writen under short counts and signals. */
#include "check.h"

enum { BIG = 1 << 20 };
static char big[BIG], back[BIG];

/* Take BIG bytes, a little at a time; exit 1 if one of them is wrong. */
static void
sip(int fd, pid_t parent)
{
    size_t n = 0;
    ssize_t r;

    pause_ms(10);               /* the writer has filled the socket by now */
    while ((r = read(fd, back + n, BIG - n < 50000 ? BIG - n : 50000)) > 0) {
        n += (size_t)r;
        kill(parent, SIGUSR1);
    }
    _exit(n == BIG && memcmp(big, back, BIG) == 0 ? 0 : 1);
}

/* The reader is slow, and sends signals; no SA_RESTART. */
int
main(void)
{
    int i, fd, status;
    pid_t pid;

    Signal_intr(SIGUSR1, on_usr1);
    for (i = 0; i < BIG; i++)
        big[i] = (char)(i * 31 >> 3);
    fd = peer(sip, &pid);
    check_num("writen: 1 MiB to a slow reader", BIG, writen(fd, big, BIG));
    check_num("writen: it was interrupted", 1, signals > 0);
    Close(fd);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    check_num("writen: every byte arrived, once", 0, status);
    check_num("writen: an error is -1", -1, writen(-1, big, 1));
    check_num("writen: with errno", EBADF, errno);
    return 0;
}
