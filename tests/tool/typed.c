/*
 * typed: print a prompt on the terminal, and then the line that is typed.
 * It ignores what was typed before the prompt: that does not answer the
 * question. Exit status: 1 at the end of file, 2 if there is no terminal to
 * type on, 3 if one of the processes PID has gone meanwhile.
 *
 * typed PROMPT [PID...]
 */

#include "unp.h"
#include <fcntl.h>          /* open */
#include <poll.h>           /* poll */
#include <termios.h>        /* tcflush */

enum { LOOK_AGAIN = 500 };  /* milliseconds: is each PID there? */

/* Returns 1 if all of these processes are there. */
static int
all_there(char **pids)
{
    for (; *pids != NULL; pids++)
        if (kill((pid_t)strtol(*pids, NULL, 10), 0) == -1 && errno == ESRCH)
            return 0;
    return 1;
}

int
main(int argc, char **argv)
{
    struct pollfd terminal = { .events = POLLIN };
    char line[MAXLINE];
    ssize_t n;
    int ready;

    if (argc < 2)
        err_quit("usage: typed PROMPT [PID...]");
    terminal.fd = open("/dev/tty", O_RDWR);
    if (terminal.fd == -1)
        return 2;
    tcflush(terminal.fd, TCIFLUSH);
    writen(terminal.fd, argv[1], strlen(argv[1]));
    while ((ready = poll(&terminal, 1, LOOK_AGAIN)) == 0 ||
           (ready == -1 && errno == EINTR))
        if (!all_there(argv + 2))
            return 3;
    n = read(terminal.fd, line, sizeof(line));
    if (n <= 0)
        return 1;
    Writen(STDOUT_FILENO, line, n);
    return 0;
}
