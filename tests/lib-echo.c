/* lib-echo: str_echo among signals, and with a peer that is gone. */
#include "check.h"

/* Ten bytes, a signal before each, then our FIN; exit 1 unless they return. */
static void
send_and_compare(int fd, pid_t parent)
{
    char back[11] = "";
    int i;

    for (i = 0; i < 10; i++) {
        pause_ms(5);
        kill(parent, SIGUSR1);
        pause_ms(5);
        Writen(fd, &"abcdefgh\nj"[i], 1);
    }
    Shutdown(fd, SHUT_WR);
    _exit(readn(fd, back, 10) == 10 && memcmp(back, "abcdefgh\nj", 10) == 0
          ? 0 : 1);
}

/* What str_echo says on stderr, in said, when the echo finds no reader. */
static void
echo_to_nobody(char *said, size_t size)
{
    int fd[2], err[2], saved = dup(STDERR_FILENO);
    ssize_t n;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fd) < 0 || pipe(err) < 0)
        err_sys("pipe");
    Writen(fd[0], "hello\n", 6);
    Close(fd[0]);               /* str_echo can read this, and not answer it */
    dup2(err[1], STDERR_FILENO);
    str_echo(fd[1]);
    dup2(saved, STDERR_FILENO);
    Close(err[1]);
    n = read(err[0], said, size - 1);
    said[n > 0 ? n : 0] = '\0';
}

/* No SA_RESTART for SIGUSR1; SIGPIPE is deadly until str_echo ignores it. */
int
main(void)
{
    char said[200], want[200];
    int status;
    pid_t pid;

    Signal_intr(SIGUSR1, on_usr1);
    Signal(SIGPIPE, SIG_DFL);
    str_echo(peer(send_and_compare, &pid));
    check_num("str_echo: it was interrupted", 1, signals > 0);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    check_num("str_echo: every byte came back", 0, status);

    Signal(SIGPIPE, SIG_DFL);
    echo_to_nobody(said, sizeof(said));
    snprintf(want, sizeof(want), "unp: write: %s\n", strerror(EPIPE));
    check_num("str_echo: a peer that is gone is a message and a return", 0,
              strcmp(want, said));
    return 0;
}
