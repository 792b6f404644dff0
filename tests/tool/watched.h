/*
 * watched.h: a server that checks its own steps. Include it before the server.
 * It prints a message if the server says that it listens before it does, if its
 * handler changes errno, or if a process has one of the descriptors 3 to 9 open
 * that it should have closed.
 */
#include "unp.h"
#include "../lib/listens.h"
#include <fcntl.h>          /* fcntl */

/* Print a message for each open descriptor from 3 to 9, except mine. */
static inline void
watch_descriptors(const char *where, int mine)
{
    int fd;

    for (fd = 3; fd <= 9; fd++)
        if (fd != mine && fcntl(fd, F_GETFD) >= 0) {
            errno = 0;
            err_ret("%s: descriptor %d is still open", where, fd);
        }
}

/*
 * The parent is about to accept. The first time there is no child: wait fails
 * in the handler. A child that calls exit writes the text in stdio's buffer.
 */
static inline void
watch_parent(int listenfd)
{
    static int calls;

    watch_descriptors("parent", listenfd);
    if (calls++ > 0)
        return;
    errno = ERANGE;
    raise(SIGCHLD);             /* returns after the handler */
    if (errno != ERANGE)
        err_quit("the SIGCHLD handler has changed errno");
    printf("in the buffer of the parent");
}

static inline int
watched_accept(int fd, struct sockaddr *addr, socklen_t *len)
{
    watch_parent(fd);
    return accept(fd, addr, len);
}

static inline int
watched_accept_wrapper(int fd, struct sockaddr *addr, socklen_t *len)
{
    watch_parent(fd);
    return Accept(fd, addr, len);
}

static inline void
watched_say_listening(int listenfd)
{
    if (!listens(listenfd))
        err_quit("say_listening is called before listen");
    say_listening(listenfd);
}

static inline void
watched_str_echo(int connfd)
{
    watch_descriptors("child", connfd);
    str_echo(connfd);
}

static inline _Noreturn void
watched_exit(int status)
{
    watch_descriptors("child ends", -1);
    if (status != 0)
        err_quit("child ends with exit status %d", status);
    _exit(status);
}

#define accept          watched_accept
#define Accept          watched_accept_wrapper
#define say_listening   watched_say_listening
#define str_echo        watched_str_echo
#define _exit           watched_exit
