/*
 * wrapunix: the process and descriptor calls, with the error handled (UNP
 * 1.4). As in wrapsock.c: on error "program: name: reason", exit status 1.
 */
#include "unp.h"

/* Drop this process's descriptor; the FIN goes when the last one is dropped. */
void
Close(int fd)
{
    if (close(fd) < 0)
        err_sys("close");
}

/* Returns twice: 0 in the child, the child's pid in the parent. */
pid_t
Fork(void)
{
    pid_t pid = fork();

    if (pid < 0)
        err_sys("fork");
    return pid;
}
