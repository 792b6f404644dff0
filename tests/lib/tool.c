/* lib-tool: a clock, a terminal, text that can be shown, commands. */
#ifdef __linux__
#define _XOPEN_SOURCE 700   /* posix_openpt, in lib/tool.c */
#endif
#include "child.h"
#include "../../lib/tool.h"

#include <fcntl.h>          /* fcntl, open */
#include <sys/resource.h>   /* setrlimit */

/* Takes the place of grantpt: it may be that we are not allowed to do so. */
static int is_refused;
static int
grant(int fd)
{
    errno = EACCES;
    return is_refused ? -1 : grantpt(fd);
}

#define grantpt grant
#undef _XOPEN_SOURCE            /* tool.c defines it, too */
#include "../../lib/tool.c"

static const char *command;

static void check_it(void) { check_command(command, "[server]"); }
static void run_it(void)
{
    run_command(command, "192.0.2.2", 9877);
    err_sys("%s", command);
}

/* Check what a command says, and its exit status. */
static void
check_said(const char *cmd, void (*act)(void), int status, const char *want)
{
    char said[200];

    command = cmd;
    check_num(cmd, status, run_child(act, said, sizeof(said)));
    check_mem(cmd, want, said, strlen(want));
}

/* A program whose path has a space needs no shell. */
static void
check_space(void)
{
    static const char text[] = "#!/bin/sh\necho \"$@\"\n";
    const char *folder = getenv("TMPDIR");
    char path[300];
    int fd;

    snprintf(path, sizeof(path), "%s/a program.%d", folder ? folder : "/tmp",
             (int)getpid());
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0700);
    if (fd < 0)
        err_sys("%s", path);
    Writen(fd, text, sizeof(text) - 1);
    Close(fd);
    check_said(path, check_it, 0, "");
    check_said(path, run_it, 0, "192.0.2.2 9877\n");
    unlink(path);
}

static void
check_commands(void)
{
    static char said[2 * MAXLINE], longer[2 * MAXLINE] = "echo '";

    check_said("/bin/echo", check_it, 0, "");
    check_said("/bin", check_it, 2, "unp: /bin: not a program\n");
    check_said("/dev/null", check_it, 2, "unp: /dev/null: not a program\n");
    check_said("/no/program", check_it, 2, "unp: /no/program: No such file");
    check_said("/etc/passwd", check_it, 2, "unp: /etc/passwd: Permission");
    check_said("'/no/program' %p", check_it, 0, "");
    check_said("/bin/echo", run_it, 0, "192.0.2.2 9877\n");
    check_said("echo 'a  b'", run_it, 0, "a  b 192.0.2.2 9877\n");
    check_said("\"/bin/echo\"", run_it, 0, "192.0.2.2 9877\n");
    check_said("echo %p: %a, %p.", run_it, 0, "9877: 192.0.2.2, 9877.\n");
    check_said("echo %d%%p", run_it, 0, "%d%9877\n");
    check_said("echo '%a'", run_it, 0, "192.0.2.2 192.0.2.2 9877\n");
    check_said("/no/program", run_it, 1, "unp: /no/program: No such file");
    memset(longer + 6, 'x', MAXLINE);
    command = longer;
    check_num("a command that is too long", 1, run_child(run_it, said,
              sizeof(said)));
    check_num("the message says so", 1, strstr(said, strerror(E2BIG)) != NULL);
}

/* There is no descriptor for a terminal. */
static void
check_no_terminal(void)
{
    struct rlimit before, none;
    char name[64];
    int fd, error;

    getrlimit(RLIMIT_NOFILE, &before);
    none = before;
    none.rlim_cur = 0;
    setrlimit(RLIMIT_NOFILE, &none);
    fd = pty_open(name, sizeof(name));
    error = errno;
    setrlimit(RLIMIT_NOFILE, &before);
    check_num("no terminal can be opened", -1, fd);
    check_num("... the reason", EMFILE, error);
    fd = dup(STDIN_FILENO);     /* the lowest that is free */
    Close(fd);
    is_refused = 1;
    check_num("a terminal that we may not have", -1,
              pty_open(name, sizeof(name)));
    check_num("... the reason", EACCES, errno);
    is_refused = 0;
    check_num("... its master is closed", fd, dup(STDIN_FILENO));
    Close(fd);
}

int
main(void)
{
    char text[] = "a\tb\033[2J\177\303\244\n ~", name[64];
    long long start = clock_ms();
    int master, slave;

    pause_ms(3);
    check_num("time goes on", 1, clock_ms() >= start + 3);
    check_num("in milliseconds", 1, clock_ms() < start + 2900);
    check_mem("control bytes are a ?", "a?b?[2J?\303\244? ~",
              printable(text), 14);
    text[1] = '\0';
    text[2] = '\r';
    printable_bytes(text, 3);
    check_mem("also after a NUL", "a??[", text, 3);
    master = pty_open(name, sizeof(name));
    if (master >= 0) {          /* without /dev/pts there is none */
        check_num("the slave is a terminal", 1, access(name, R_OK | W_OK) == 0);
        slave = open(name, O_RDWR | O_NOCTTY);
        check_num("the slave can be opened", 1, slave >= 0);
        close(slave);
        check_num("the master is a terminal, too", 1, isatty(master));
        check_num("it is closed in other programs", FD_CLOEXEC,
                  fcntl(master, F_GETFD));
        Close(master);
        check_no_terminal();
    }
    check_commands();
    check_space();
    return 0;
}
