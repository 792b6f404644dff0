/* lib-echo: signals interrupt str_echo, but every byte comes back. */
#include "child.h"

#define MANY    (1 << 20)   /* bytes, more than two socket buffers hold */

/* Send MANY bytes and compare; signals interrupt read, then write. */
static void
send_and_compare(int fd, pid_t parent)
{
    static char sent[MANY], back[MANY];
    size_t i, n;

    for (i = 0; i < MANY; i++)
        sent[i] = (char)(i % 251);
    if (Fork() == 0) {
        for (i = 0; i < 10; i++) {
            pause_ms(5);
            kill(parent, SIGUSR1);
            pause_ms(5);
            Writen(fd, sent + i, 1);
        }
        Writen(fd, sent + i, MANY - i);
        Shutdown(fd, SHUT_WR);
        _exit(0);
    }
    n = (size_t)Readn(fd, back, 10);
    for (i = 0; i < 20; i++) {
        pause_ms(5);
        kill(parent, SIGUSR1);
        n += (size_t)Readn(fd, back + n, 10000);
    }
    n += (size_t)Readn(fd, back + n, MANY - n);
    _exit(n == MANY && memcmp(sent, back, MANY) == 0 ? 0 : 1);
}

int
main(void)
{
    int status, fd;
    pid_t pid;

    Signal_intr(SIGUSR1, on_usr1);      /* no SA_RESTART */
    fd = peer(send_and_compare, &pid);
    str_echo(fd);
    Close(fd);
    check_num("str_echo: it was interrupted", 1, signals > 0);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    check_num("str_echo: every byte came back", 0, status);
    return 0;
}
