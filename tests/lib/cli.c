/* lib-cli: str_cli with signals, and with a server that echoes too little. */
#include "child.h"

static const char text[] = "abcd\0fghi\n";      /* a line of ten bytes */

/* Echo the line byte by byte, send signals meanwhile, and add two bytes. */
static void
echo_slowly(int fd, pid_t parent)
{
    char line[] = "..........xy";
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

/* Echo all bytes except the last one, then close. */
static void
echo_nine(int fd, pid_t parent)
{
    char line[10];

    (void)parent;
    if (readn(fd, line, 10) != 10)
        _exit(1);
    Writen(fd, line, 9);
}

/* str_cli talks to echo_slowly. Exits with 2 if no signal has arrived. */
static void
talk_slowly(void)
{
    pid_t pid;

    Signal_intr(SIGUSR1, on_usr1);      /* no SA_RESTART */
    str_cli(pipe_with(text, 10), peer(echo_slowly, &pid));
    if (signals == 0)
        _exit(2);
}

/* str_cli talks to echo_nine. */
static void
talk_in_vain(void)
{
    pid_t pid;

    str_cli(pipe_with(text, 10), peer(echo_nine, &pid));
}

int
main(void)
{
    static const char want[] =
        "abcd\0fghiunp: str_cli: server terminated prematurely\n";
    char said[100];

    check_num("str_cli: signals interrupt it, and it continues", 0,
              run_child(talk_slowly, said, sizeof(said)));
    check_mem("str_cli: it prints the echo and no more", "abcd\0fghi\n\0\0",
              said, 12);
    check_num("str_cli: the echo ends too early, exit status", 1,
              run_child(talk_in_vain, said, sizeof(said)));
    check_mem("str_cli: it prints the nine bytes and a message", want, said,
              sizeof(want));
    return 0;
}
