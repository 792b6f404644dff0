/* lib-cli: str_cli among signals: every byte of the echo all the same. */
#include "check.h"

/* Read a line of ten bytes; send it back a byte at a time, between signals. */
static void
echo_slowly(int fd, pid_t parent)
{
    char line[10];
    int i;

    if (readn(fd, line, 10) != 10)
        _exit(1);
    for (i = 0; i < 10; i++) {
        pause_ms(5);
        kill(parent, SIGUSR1);
        pause_ms(5);
        Writen(fd, line + i, 1);
    }
}

/* What str_cli puts on stdout, 10 bytes in got, for the bytes of text. */
static void
talk(int sockfd, const char *text, char *got)
{
    int out[2], saved = dup(STDOUT_FILENO), in = pipe_with(text, 10);

    if (pipe(out) < 0)
        err_sys("pipe");
    dup2(out[1], STDOUT_FILENO);
    str_cli(in, sockfd);
    dup2(saved, STDOUT_FILENO);
    Close(out[1]);
    Readn(out[0], got, 10);
}

/* No SA_RESTART for SIGUSR1. */
int
main(void)
{
    char got[10] = "";
    int status;
    pid_t pid;

    Signal_intr(SIGUSR1, on_usr1);
    talk(peer(echo_slowly, &pid), "abcd\0fghi\n", got);
    check_num("str_cli: it was interrupted", 1, signals > 0);
    check_mem("str_cli: the echo", "abcd\0fghi\n", got, 10);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    check_num("str_cli: its peer had the whole line", 0, status);
    return 0;
}
