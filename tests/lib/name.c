/* lib-name: the names and the reasons in messages; Fork and Readline fail. */
#include "child.h"

/* Takes the place of fork in Fork. */
static pid_t
failing_fork(void)
{
    errno = EAGAIN;
    return -1;
}

#define Fork failing_Fork
#define Close unused_Close
#define Read unused_Read
#define Write unused_Write
#define fork failing_fork
#include "../../lib/wrapunix.c"
#undef fork
#undef Write
#undef Read
#undef Close
#undef Fork

static void fork_fails(void) { failing_Fork(); }
static void readline_fails(void)
{
    struct linebuf lb;
    char line[8];

    linebuf_init(&lb, -1);
    Readline(&lb, line, sizeof(line));
}
static void quit(void) { errno = ERANGE; err_quit("no call has failed"); }
static void quit_long(void) { err_quit("%0150d", 1); }
static void usage(void) { errno = ERANGE; err_usage("ARGS", "bad: %d", 3); }
static void name_path(void) { set_progname("a/path/name"); err_quit("x"); }
static void name_plain(void) { set_progname("name"); err_quit("x"); }
static void name_empty(void) { set_progname(""); err_quit("x"); }
static void name_null(void) { set_progname(NULL); err_quit("x"); }
static void keep_errno(void)
{
    errno = ERANGE;
    set_progname("name");
    err_ret("x");
    _exit(errno == ERANGE ? 1 : 3);
}
static void keep_errno_unsaid(void)
{
    Close(STDERR_FILENO);       /* the message itself now fails */
    errno = ERANGE;
    err_ret("x");
    _exit(errno == ERANGE ? 1 : 3);
}

int
main(void)
{
    static const struct {
        const char *text;
        void (*act)(void);
        int status, error;
        const char *want;
    } cases[] = {
        { "Fork fails", fork_fails, 1, EAGAIN, "unp: fork: " },
        { "Readline fails", readline_fails, 1, EBADF, "unp: read: " },
        { "err_quit has no reason", quit, 1, 0, "unp: no call has failed" },
        { "err_usage has none", usage, 2, 0, "unp: bad: 3\nusage: unp ARGS" },
        { "a name without its path", name_path, 1, 0, "name: x" },
        { "a name without a path", name_plain, 1, 0, "name: x" },
        { "an empty name", name_empty, 1, 0, "unp: x" },
        { "no name", name_null, 1, 0, "unp: x" },
        { "err_ret keeps errno", keep_errno, 1, ERANGE, "name: x: " },
    };
    char said[200], want[200];
    size_t i;

    check_num("err_ret keeps errno if it cannot print", 1,
              run_child(keep_errno_unsaid, said, sizeof(said)));
    check_num("a long message", 1, run_child(quit_long, said, sizeof(said)));
    check_num("a long message is whole", 156, (long)strlen(said));
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        check_num(cases[i].text, cases[i].status,
                  run_child(cases[i].act, said, sizeof(said)));
        snprintf(want, sizeof(want), "%s%s\n", cases[i].want,
                 cases[i].error ? strerror(cases[i].error) : "");
        check_mem(cases[i].text, want, said, strlen(want) + 1);
    }
    return 0;
}
