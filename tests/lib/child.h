/* child.h: what the C tests with more than one process share. */
#ifndef CHILD_H
#define CHILD_H

#include "check.h"

static volatile sig_atomic_t signals;   /* how often on_usr1 has run */

static inline void
on_usr1(int signo)
{
    (void)signo;
    signals++;
}

/*
 * Run act in a child. Its output, stdout and stderr, is stored in said; the
 * rest of said is NUL bytes. Returns the child's exit status: 0 if act returns,
 * -1 if a signal kills the child.
 */
static inline int
run_child(void (*act)(void), char *said, size_t size)
{
    int status, fd[2];
    pid_t pid;

    if (pipe(fd) < 0)
        err_sys("pipe");
    pid = Fork();
    if (pid == 0) {
        dup2(fd[1], STDOUT_FILENO);
        dup2(fd[1], STDERR_FILENO);
        act();
        _exit(0);
    }
    Close(fd[1]);
    memset(said, 0, size);
    readn(fd[0], said, size - 1);
    Close(fd[0]);
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/*
 * Fork a peer: a process that calls steps with the other end of a socketpair.
 * steps sends signals to this process, so that they interrupt the call that
 * waits for the peer. Returns our end; *pid is the pid of the peer.
 */
static inline int
peer(void (*steps)(int fd, pid_t parent), pid_t *pid)
{
    int fd[2];
    pid_t parent = getpid();

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fd) < 0)
        err_sys("socketpair");
    signals = 0;
    *pid = Fork();
    if (*pid == 0) {
        Close(fd[0]);
        steps(fd[1], parent);
        _exit(0);
    }
    Close(fd[1]);
    return fd[0];
}

#endif
