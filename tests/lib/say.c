/* lib-say: sig_say writes each line with one write, and keeps errno. */
#include "check.h"

#include <limits.h>         /* INT_MIN */

static int saved, out[2];       /* stdout, and a pipe in its place */

/* Redirect stdout to the pipe, or, if on is 0, back to where it was. */
static void
divert(int on)
{
    if (dup2(on ? out[1] : saved, STDOUT_FILENO) < 0)
        err_sys("dup2");
}

/* sig_say prints small and large numbers; errno keeps its value. */
static void
test_numbers(void)
{
    char want[100], got[100] = "";
    ssize_t n;

    snprintf(want, sizeof(want),
             "0\n-1\n5 and 6\n100%%\n7 %% of 8%%s\n%d\n%d\n",
             INT_MIN, INT_MAX);
    divert(1);
    errno = ERANGE;
    sig_say("%d", 0);
    sig_say("%d", -1);
    sig_say("%d and %d", 5, 6);
    sig_say("100%");
    sig_say("%d % of %d%s", 7, 8);
    sig_say("%d", INT_MIN);
    sig_say("%d", INT_MAX);
    divert(0);
    check_num("sig_say: errno is kept", ERANGE, errno);
    n = read(out[0], got, sizeof(got));
    check_num("sig_say: the number of bytes", (long)strlen(want), (long)n);
    check_mem("sig_say: 0, -1, two numbers, %, INT_MIN, INT_MAX", want, got,
              strlen(want));
}

/* sig_say cuts a long line; a failed write does not change errno. */
static void
test_limits(void)
{
    char longer[400], got[400];
    ssize_t n;

    memset(longer, 'x', sizeof(longer));
    longer[sizeof(longer) - 1] = '\0';
    divert(1);
    sig_say(longer);
    divert(0);
    n = read(out[0], got, sizeof(got));
    check_num("sig_say: a long line is cut after 242 bytes", 243, (long)n);
    check_num("sig_say: the cut line has a newline", '\n', got[n - 1]);
    Close(STDOUT_FILENO);       /* write will fail */
    errno = 0;
    sig_say("this text is lost");
    divert(0);
    check_num("sig_say: errno is kept when write fails", 0, errno);
}

/* A datagram socket shows that one line is one write. */
static void
test_one_write(void)
{
    char got[100] = "";
    int fd[2];

    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, fd) < 0)
        err_sys("socketpair");
    dup2(fd[1], STDOUT_FILENO);
    sig_say("child %d terminated", 7);
    divert(0);
    check_num("sig_say: one write", 19, read(fd[0], got, sizeof(got)));
    check_mem("sig_say: that write has the whole line", "child 7 terminated\n",
              got, 19);
}

int
main(void)
{
    saved = dup(STDOUT_FILENO);
    if (saved < 0 || pipe(out) < 0)
        err_sys("pipe");
    test_numbers();
    test_limits();
    test_one_write();
    return 0;
}
