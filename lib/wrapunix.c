/*
 * wrapunix: the process and descriptor calls, with the error handled (UNP
 * 1.4). On an error they print "program: name: reason" and exit with status 1.
 */
#include "unp.h"

/*
 * Close fd. The FIN is sent when no process has the socket open any more.
 * EBADF ends the program. After any other error, such as EINTR, Linux has
 * closed fd anyway: print the message and return.
 */
void
Close(int fd)
{
    if (close(fd) == 0)
        return;
    if (errno == EBADF)
        err_sys("close");
    err_ret("close");
}

/* Returns twice: 0 in the child, the pid of the child in the parent. */
pid_t
Fork(void)
{
    pid_t pid = fork();

    if (pid < 0)
        err_sys("fork");
    return pid;
}
