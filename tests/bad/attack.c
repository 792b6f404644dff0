/*
 * attack: an echo server that attacks the grader when a client of a lesson says
 * "hello from ...". FLAW in the environment is what it does, and to whom:
 * "kill", "stop" or "trace", then "-keeper" (its parent), "-lesson" (the parent
 * of that) or "-guard" (the next one). "forge" writes "ok" to each file of the
 * grader @ session of its own, with all signals blocked, for two minutes.
 */
#include "lib/proc.h"
#include "bad.h"

#include <fcntl.h>          /* open */
#include <glob.h>           /* glob */
#ifdef __linux__
#include <sys/ptrace.h>     /* ptrace */
#endif

/* Returns the pid of an ancestor: 1 is the parent. */
static pid_t
ancestor(int generation)
{
    struct proc p = { .parent = getppid() };

    while (--generation > 0 && proc_read(&p, p.parent))
        ;
    return p.parent;
}

/* Write "ok" into what could be a verdict. Another grader than that in our
 * TMPDIR is not harmed. */
static void
forge(void)
{
    const char *dir = getenv("TMPDIR");
    char pattern[300];
    glob_t found;
    size_t i;
    int fd;

    snprintf(pattern, sizeof(pattern), "%s/unp-grade.*/*/*/*",
             dir != NULL ? dir : "/none");
    if (glob(pattern, 0, NULL, &found) != 0)
        return;
    for (i = 0; i < found.gl_pathc; i++) {
        fd = open(found.gl_pathv[i], O_WRONLY | O_NONBLOCK);
        if (fd >= 0 && write(fd, "ok\n", 3) == 3)
            close(fd);
    }
    globfree(&found);
}

/* Stay, whatever the grader does. */
static void
hide(void)
{
    sigset_t all;
    int fd;

    if (fork() != 0)
        return;
    setsid();
    if (fork() != 0)
        _exit(0);
    for (fd = 3; fd < 20; fd++)
        close(fd);                      /* the connection, too */
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    pause_ms(120000);
    _exit(0);
}

/* Do what FLAW says. */
static void
attack(void)
{
    const char *flaw = getenv("FLAW");
    pid_t victim = ancestor(strstr(flaw, "keeper") ? 1
                            : strstr(flaw, "guard") ? 3 : 2);

    if (victim <= 0)                    /* it is not in our namespace */
        victim = 1;
    if (has("hide"))
        hide();
    if (has("forge"))
        forge();
#ifdef __linux__
    if (strstr(flaw, "trace"))
        ptrace(PTRACE_ATTACH, victim, NULL, NULL);
#endif
    if (strstr(flaw, "stop"))
        kill(victim, SIGSTOP);
    if (strstr(flaw, "kill") || has("forge"))
        kill(victim, SIGKILL);
}

int
main(int argc, char **argv)
{
    struct sockaddr_in addr = serv_addr(argc, argv);
    int connfd, listenfd = Tcp_listen(&addr);
    static char buf[ECHOBUF];
    ssize_t n;

    Signal(SIGPIPE, SIG_IGN);
    for (;;) {
        connfd = Accept(listenfd, NULL, NULL);
        while ((n = read(connfd, buf, sizeof(buf))) > 0) {
            if (memcmp(buf, "hello from", 10) == 0)
                attack();
            if (writen(connfd, buf, (size_t)n) < 0)
                break;
        }
        close(connfd);
    }
}
