/*
 * typed: print a prompt on the terminal, and then the line that is typed.
 * It ignores what was typed before the prompt: that does not answer the
 * question. Exit status 1 if there is no terminal, or at its end of file.
 *
 * typed PROMPT
 */

#include "unp.h"
#include <fcntl.h>          /* open */
#include <termios.h>        /* tcflush */

int
main(int argc, char **argv)
{
    char line[MAXLINE];
    ssize_t n;
    int tty;

    if (argc != 2)
        err_quit("usage: typed PROMPT");
    tty = open("/dev/tty", O_RDWR);
    if (tty == -1)
        return 1;
    tcflush(tty, TCIFLUSH);
    writen(tty, argv[1], strlen(argv[1]));
    n = read(tty, line, sizeof(line));
    if (n <= 0)
        return 1;
    Writen(STDOUT_FILENO, line, n);
    return 0;
}
