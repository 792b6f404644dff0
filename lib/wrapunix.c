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

/* Read at most n bytes. Returns how many; 0 at EOF. */
ssize_t
Read(int fd, void *buf, size_t n)
{
    ssize_t r = read(fd, buf, n);

    if (r < 0)
        err_sys("read");
    return r;
}

/* Write n bytes with one call. Fewer are an error; writen would go on. */
void
Write(int fd, const void *buf, size_t n)
{
    ssize_t w = write(fd, buf, n);

    if (w < 0)
        err_sys("write");
    if ((size_t)w < n)
        err_quit("write: only %zd of %zu bytes", w, n);
}
