/*
 * server: your server. It starts as an echo server for one client at a time;
 * six tasks make it the server of the chapter. Do them in the order of their
 * numbers, and then type, with the lessons of the task:
 *     make grade LESSON='five-clients one-leaves'
 * Still wrong: make grade says what.
 */
#include "unp.h"

/*
 * Task 4: a client that leaves early must not end the server. After task 1 such
 * a client ends only its own child, so these lessons are ok already. But
 * SIGPIPE kills that child without a message. So ignore SIGPIPE, and if read or
 * write fails, print a message and return.
 *     lessons: reset-accept reset-echo sigpipe
 */
static void
echo(int connfd)
{
    char buf[MAXLINE];
    ssize_t n;

    while ((n = read(connfd, buf, sizeof(buf))) > 0)
        Writen(connfd, buf, (size_t)n);
    if (n < 0)
        err_sys("read");
}

/*
 * Task 3: write a handler for SIGCHLD, and install it with Signal before the
 * first client comes. Each child that ends must be waited for, also if five end
 * at once; and a child that is only stopped must not be waited for.
 *     lessons: handler zombie zombies fifty stopped-child newcomer eintr
 */

/* Never returns. On an error it prints a message and exits with status 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);
    int listenfd, connfd;

    listenfd = Socket(AF_INET, SOCK_STREAM, 0);
    /*
     * Task 6: let it restart although its port has a connection in TIME_WAIT.
     *     lesson: restart
     */
    Bind(listenfd, (struct sockaddr *)&servaddr, sizeof(servaddr));
    Listen(listenfd, LISTENQ);
    say_listening(listenfd);

    for (;;) {
        /*
         * Task 5: go on if accept or fork fails, without using up the CPU.
         *     lessons: no-descriptors no-processes
         */
        connfd = Accept(listenfd, NULL, NULL);
        /*
         * Task 1: serve many clients at the same time: a child for each.
         *     lessons: five-clients one-leaves printed-twice child-ends
         * Task 2: each process closes the descriptor that it does not need.
         *     lessons: fin descriptors listening
         */
        echo(connfd);
        Close(connfd);
    }
}
