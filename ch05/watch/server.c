/*
 * server: start a server, read what it prints, and end it at the end.
 *
 * A second process, the keeper, leads its process group. While the keeper is
 * there, no other group can have that number. If we are killed, the keeper
 * reads the end of a pipe and kills the group, itself too.
 */
#include "watch.h"

#include <fcntl.h>          /* open */

pid_t started;
static int server_out = -1;     /* what it prints comes from here; or -1 */
static pid_t keeper;            /* 0: we have started nothing */
static int to_keeper;           /* open as long as we live */
static char printed[65536];     /* what it has printed, not yet said */
static size_t length;
static int has_status, status;  /* how it has ended, not yet said */

/* In a new process: it joins the group, and closes what it does not use. */
static void
join(pid_t group, int in, int out)
{
    int fd;

    setpgid(0, group);
    if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0
        || dup2(out, STDERR_FILENO) < 0)
        _exit(1);
    for (fd = STDERR_FILENO + 1; fd < 256; fd++)
        close(fd);              /* ours, and those of make */
}

/* The keeper: wait until our pipe ends, then kill the group. */
static _Noreturn void
keep(const int *pipe_end)
{
    char byte;

    join(0, pipe_end[0], open("/dev/null", O_WRONLY));
    while (read(STDIN_FILENO, &byte, 1) < 0 && errno == EINTR)
        ;
    kill(0, SIGKILL);
    _exit(1);
}

void
server_start(const char *command, unsigned int its_port)
{
    int alive[2], out[2];

    if (pipe(alive) < 0 || pipe(out) < 0)
        err_sys("pipe");
    keeper = Fork();
    if (keeper == 0)
        keep(alive);
    setpgid(keeper, keeper);        /* here too: before the server joins it */
    Close(alive[0]);
    to_keeper = alive[1];
    started = Fork();
    if (started == 0) {
        Signal(SIGPIPE, SIG_DFL);
        join(keeper, open("/dev/null", O_RDONLY), out[1]);
        run_command(command, SERV_ADDR, its_port);
        err_ret("%s", command);
        _exit(1);
    }
    setpgid(started, keeper);       /* here too: before we may end it */
    Close(out[1]);
    server_out = out[0];
    fcntl(server_out, F_SETFL, O_NONBLOCK);
}

void
server_read(void)
{
    ssize_t n;

    while (server_out >= 0 && length < sizeof(printed)) {
        n = read(server_out, printed + length, sizeof(printed) - length);
        if (n < 0)
            return;                 /* there is no more now */
        if (n == 0) {
            Close(server_out);
            server_out = -1;
        }
        length += (size_t)n;
    }
}

/* Of a line that is too long, only the first part is said. */
void
server_say(void)
{
    static char line[128];
    static size_t width;
    size_t i;

    if (has_status)
        server_read();              /* its last words */
    for (i = 0; i <= length; i++) {
        if (i < length ? printed[i] == '\n' : server_out < 0 && width > 0) {
            printable_bytes(line, width);
            event("server prints: %.*s", (int)width, line);
            width = 0;
        } else if (i < length && width < sizeof(line)) {
            line[width++] = printed[i];
        }
    }
    length = 0;
    if (has_status)
        event(WIFSIGNALED(status) ? "signal %d has killed the server"
              : "the server has exited with status %d",
              WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    has_status = 0;
}

int
server_ended(pid_t pid)
{
    if (waitpid(pid, &status, WNOHANG) != pid)
        return 0;
    has_status = 1;
    return 1;
}

void
server_end(void)
{
    if (keeper == 0)
        return;
    kill(-keeper, SIGKILL);
    waitpid(keeper, NULL, 0);
    waitpid(started, NULL, 0);
}
