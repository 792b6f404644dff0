/* ending: how keeper ends the program that it watches, and when. */
#include "unp.h"
#include "keeper.h"
#include "tree.h"

#include <sys/stat.h>       /* fstat */

static struct proc list[TREE_MOST];

/* Returns why the program must end now, or NULL. */
const char *
too_much(int out, int err)
{
    struct stat a, b;

    if (fstat(out, &a) == 0 && fstat(err, &b) == 0
        && a.st_size + b.st_size > 1 << 20)
        return "it floods: it has printed more than 1 MiB";
    if (tree(getpid(), list) > 500)
        return "it forks: it has more than 500 processes";
    return NULL;
}

/*
 * Wait for orphans too. If it is the program itself, say how it has ended while
 * it is still a zombie: who sees it gone can read that.
 */
void
reap(pid_t program, int fd)
{
    siginfo_t child = { 0 };

    while (waitid(P_ALL, 0, &child, WEXITED | WNOHANG | WNOWAIT) == 0
           && child.si_pid > 0) {
        if (child.si_pid == program && child.si_code == CLD_EXITED)
            dprintf(fd, "exit status %d\n", child.si_status);
        else if (child.si_pid == program)
            dprintf(fd, "killed by signal %d\n", child.si_status);
        waitpid(child.si_pid, NULL, 0);
        child.si_pid = 0;
    }
}

/* Kill all that is below this process, and wait for it. */
void
kill_all(pid_t group)
{
    int round;
    size_t i, n;

    kill(-group, SIGKILL);              /* all of the group at once */
    for (round = 0; round < 500; round++) {
        n = tree(getpid(), list);
        for (i = 0; i < n; i++)
            kill(list[i].pid, SIGKILL);
        while (waitpid(-1, NULL, WNOHANG) > 0)
            ;
        if (waitpid(-1, NULL, WNOHANG) < 0)
            return;                     /* no child is left */
        pause_ms(2);
    }
}

/* Copy to out what the program has printed on its terminal. */
void
copy_terminal(int terminal, int out)
{
    char buf[4096];
    ssize_t n;

    while ((n = read(terminal, buf, sizeof(buf))) > 0)
        Writen(out, buf, (size_t)n);
}
