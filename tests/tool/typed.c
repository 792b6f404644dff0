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
#include <sys/select.h>     /* select: the poll of macOS refuses /dev/tty */
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

/* Returns 1 when fd can be read, 0 after LOOK_AGAIN; -1 on an error. */
static int
can_read(int fd)
{
    struct timeval again = { .tv_usec = LOOK_AGAIN * 1000 };
    fd_set set;

    FD_ZERO(&set);
    FD_SET(fd, &set);
    return select(fd + 1, &set, NULL, NULL, &again);
}

int
main(int argc, char **argv)
{
    char line[MAXLINE];
    int terminal, ready;
    ssize_t n;

    if (argc < 2)
        err_quit("usage: typed PROMPT [PID...]");
    terminal = open("/dev/tty", O_RDWR);
    if (terminal == -1)
        return 2;
    tcflush(terminal, TCIFLUSH);
    writen(terminal, argv[1], strlen(argv[1]));
    while ((ready = can_read(terminal)) == 0 ||
           (ready == -1 && errno == EINTR))
        if (!all_there(argv + 2))
            return 3;
    n = read(terminal, line, sizeof(line));
    if (n <= 0)
        return 1;
    Writen(STDOUT_FILENO, line, n);
    return 0;
}
