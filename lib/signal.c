/*
 * signal: install a handler with sigaction (UNP 5.8). POSIX leaves it open
 * whether signal() restarts interrupted calls and whether the handler stays
 * installed; with sigaction() the program decides.
 */
#include "unp.h"

/*
 * Call sigaction with these flags. Returns the old handler. On an error it
 * prints a message and exits with status 1.
 */
static Sigfunc *
install(int signo, Sigfunc *handler, int flags)
{
    struct sigaction act, old;

    act.sa_handler = handler;
    act.sa_flags = flags;
    sigemptyset(&act.sa_mask);  /* signo itself is blocked while it runs */
    if (sigaction(signo, &act, &old) < 0)
        err_sys("sigaction");
    return old.sa_handler;
}

/*
 * The handler stays installed; the kernel restarts an interrupted accept or
 * read. Returns the old handler. On an error it prints a message and exits with
 * status 1.
 */
Sigfunc *
Signal(int signo, Sigfunc *handler)
{
    return install(signo, handler, SA_RESTART);
}

/* The same, but an interrupted accept or read fails with EINTR. */
Sigfunc *
Signal_intr(int signo, Sigfunc *handler)
{
    return install(signo, handler, 0);
}
