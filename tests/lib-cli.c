/* lib-cli: str_cli among signals, and with a server that gives too little. */
#include "check.h"

static const char text[] = "abcd\0fghi\n";      /* a line of ten bytes */

/* Echo the line byte by byte, between signals; two bytes more at its end. */
static void
echo_slowly(int fd, pid_t parent)
{
    char line[12] = "..........xy";
    int i;

    if (readn(fd, line, 10) != 10)
        _exit(1);
    for (i = 0; i < 10; i++) {
        pause_ms(5);
        kill(parent, SIGUSR1);
        pause_ms(5);
        Writen(fd, line + i, i < 9 ? 1 : 3);
    }
}

/* Echo all but the last byte, then FIN. */
static void
echo_nine(int fd, pid_t parent)
{
    char line[10];

    (void)parent;
    if (readn(fd, line, 10) != 10)
        _exit(1);
    Writen(fd, line, 9);
}

/*
 * str_cli in a child, with a peer that does these steps. What it puts on stdout
 * and stderr to said; returns its exit status.
 */
static int
talk(void (*steps)(int fd, pid_t parent), char *said, size_t size)
{
    int status, out[2];
    pid_t pid, peer_pid;

    if (pipe(out) < 0)
        err_sys("pipe");
    pid = Fork();
    if (pid == 0) {
        dup2(out[1], STDOUT_FILENO);
        dup2(out[1], STDERR_FILENO);
        Signal_intr(SIGUSR1, on_usr1);  /* no SA_RESTART */
        str_cli(pipe_with(text, 10), peer(steps, &peer_pid));
        _exit(signals > 0 ? 0 : 2);
    }
    Close(out[1]);
    memset(said, 0, size);
    readn(out[0], said, size);
    Close(out[0]);
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int
main(void)
{
    static const char want[] =
        "abcd\0fghiunp: str_cli: server terminated prematurely\n";
    char said[100];

    check_num("str_cli: it was interrupted, and went on", 0,
              talk(echo_slowly, said, sizeof(said)));
    check_mem("str_cli: the echo, no more, no less", "abcd\0fghi\n\0\0", said,
              12);
    check_num("str_cli: the echo has an end before its time", 1,
              talk(echo_nine, said, sizeof(said)));
    check_mem("str_cli: what it got, and why it ended", want, said,
              sizeof(want));
    return 0;
}
