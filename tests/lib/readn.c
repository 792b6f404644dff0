/* lib-readn: readn and readline with short counts and signals. */
#include "child.h"

/* Send ten bytes, one at a time, then EOF. */
static void
dribble(int fd, pid_t parent)
{
    int i;

    for (i = 0; i < 10; i++) {
        pause_ms(5);
        kill(parent, SIGUSR1);
        pause_ms(5);
        Writen(fd, &"abcdefgh\nj"[i], 1);
    }
}

/* Linux: the peer closes and has not read all. That error comes only once,
 * after the bytes; EOF follows. */
static void
error_once(void)
{
#ifdef __linux__
    char buf[16];
    int fd[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fd) < 0)
        err_sys("socketpair");
    Writen(fd[0], "unread", 6);
    Writen(fd[1], "abc", 3);
    Close(fd[1]);
    check_num("readn: an error after three bytes", -1, readn(fd[0], buf, 10));
    check_num("readn: ... errno is then ECONNRESET", ECONNRESET, errno);
#endif
}

/* The bytes arrive one by one; signals without SA_RESTART come between them. */
int
main(void)
{
    char buf[16] = "";
    struct linebuf lb;
    pid_t pid;
    int fd;

    Signal_intr(SIGUSR1, on_usr1);
    fd = peer(dribble, &pid);
    check_num("readn: ten bytes arrive one by one", 10, readn(fd, buf, 10));
    check_mem("readn: the bytes", "abcdefgh\nj", buf, 10);
    check_num("readn: it was interrupted", 1, signals > 0);
    check_num("readn: EOF at once returns 0", 0, readn(fd, buf, 10));
    fd = peer(dribble, &pid);
    check_num("readn: EOF after 10 of 16 bytes", 10, readn(fd, buf, 16));
    linebuf_init(&lb, peer(dribble, &pid));
    check_num("readline: nine bytes one by one", 9, readline(&lb, buf, 16));
    check_num("readline: it was interrupted", 1, signals > 0);
    check_num("readline: the rest at EOF", 1, readline(&lb, buf, 16));
    check_num("readn: an error returns -1", -1, readn(-1, buf, 1));
    check_num("readn: errno is then EBADF", EBADF, errno);
    error_once();
    return 0;
}
