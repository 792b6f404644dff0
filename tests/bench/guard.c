/* guard: however the bench ends, the server that it started ends too. */
#include "measure.h"

enum { MOST = 2 };
static volatile pid_t running[MOST];    /* what we must end; 0: a free place */

/* Kill these processes. Their children end when their clients close. A handler
   may call this function. */
static void
end_running(void)
{
    int i;

    for (i = 0; i < MOST; i++)
        if (running[i] > 0)
            kill(running[i], SIGKILL);
}

/* Handle SIGINT, SIGTERM, SIGHUP: end the server, then end as by default. */
static void
sig_end(int signo)
{
    end_running();
    Signal(signo, SIG_DFL);
    raise(signo);               /* delivered when this handler returns */
}

/* Handle SIGALRM: the bench has taken too long. */
static void
sig_alarm(int signo)
{
    static const char text[] = "bench: out of time: does the server echo?\n";

    (void)signo;
    end_running();
    _exit(write(STDERR_FILENO, text, sizeof(text) - 1) < 0 ? 2 : 1);
}

/* Handle SIGPIPE. Servers would inherit SIG_IGN, so we do not ignore it. */
static void
sig_pipe(int signo)
{
    (void)signo;
}

/* Install these handlers; end the bench after at most `seconds`. */
void
guard(int seconds)
{
    Signal(SIGINT, sig_end);
    Signal(SIGTERM, sig_end);
    Signal(SIGHUP, sig_end);
    Signal(SIGALRM, sig_alarm);
    Signal(SIGPIPE, sig_pipe);
    alarm((unsigned int)seconds);
    if (atexit(end_running) != 0)
        err_quit("atexit failed");
}

/* The same as Fork, and guard the child: all signals are blocked meanwhile. */
pid_t
guarded_fork(void)
{
    sigset_t all, before;
    pid_t pid;

    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    pid = Fork();
    running[running[0] > 0] = pid;
    sigprocmask(SIG_SETMASK, &before, NULL);
    return pid;
}

/* End this child now, and wait for it, not for its orphans. */
void
guarded_end_one(pid_t pid)
{
    int i;

    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    for (i = 0; i < MOST; i++)
        if (running[i] == pid)
            running[i] = 0;
}

/* End all these children now, and wait for them and for their orphans. */
void
guarded_end(void)
{
    pid_t pid;
    int i;

    end_running();
    do
        pid = waitpid(-1, NULL, 0);
    while (pid > 0 || errno == EINTR);  /* until no child is left (ECHILD) */
    for (i = 0; i < MOST; i++)
        running[i] = 0;
}
