/* server: start a server, read what it prints, and end it at the end. */
#include "watch.h"

#include <fcntl.h>          /* open */
#ifdef __linux__
#include <sys/prctl.h>      /* prctl */
#endif

int server_out = -1;

/* Say a line of it. What cannot be printed is a '?'. */
static void
say(char *line)
{
    char *p;

    for (p = line; *p != '\0'; p++)
        if ((unsigned char)*p < ' ' || *p == 127)
            *p = '?';
    event("server prints: %s", line);
}

/* Read what is there, and say the lines of it. */
void
server_output(void)
{
    static char text[4096];
    static size_t len;
    char *line, *end;
    ssize_t n;

    while (server_out >= 0) {
        n = read(server_out, text + len, sizeof(text) - 1 - len);
        if (n < 0)
            return;                 /* there is no more now */
        len += (size_t)n;
        text[len] = '\0';
        for (line = text; (end = strchr(line, '\n')) != NULL; line = end + 1) {
            *end = '\0';
            say(line);
        }
        len -= (size_t)(line - text);
        memmove(text, line, len + 1);
        if (len > 0 && (n == 0 || len == sizeof(text) - 1)) {
            say(text);              /* the last line, or a very long one */
            len = 0;
        }
        if (n == 0) {
            Close(server_out);
            server_out = -1;
        }
    }
}

pid_t started;
static int running;             /* it was not reaped yet */

/* In the new process: become the server. It ends if we are killed. With a
 * process group of its own, Ctrl-Z does not stop it. */
static void
become(const char *path, unsigned int port, const int *out)
{
    char text[16];
    int in = open("/dev/null", O_RDONLY);

    snprintf(text, sizeof(text), "%u", port);
    setpgid(0, 0);
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    Signal(SIGPIPE, SIG_DFL);
    if (in < 0 || dup2(in, STDIN_FILENO) < 0
        || dup2(out[1], STDOUT_FILENO) < 0
        || dup2(out[1], STDERR_FILENO) < 0)
        err_sys("dup2");
    for (in = STDERR_FILENO + 1; in < 256; in++)
        close(in);                  /* ours, and those of make */
    execl(path, path, SERV_ADDR, text, (char *)NULL);
    err_ret("%s", path);
    _exit(1);
}

/* Start this program on that port. What it prints comes to server_out. */
void
server_start(const char *path, unsigned int port)
{
    int out[2];

    if (pipe(out) < 0)
        err_sys("pipe");
    started = Fork();
    if (started == 0)
        become(path, port, out);
    setpgid(started, started);      /* here too: before we may kill the group */
    Close(out[1]);
    server_out = out[0];
    fcntl(server_out, F_SETFL, O_NONBLOCK);
    running = 1;
}

/* Returns 1 if this is our server, and it has ended: it is reaped here. */
int
server_ended(pid_t pid)
{
    int status;

    if (pid != started || !running || waitpid(pid, &status, WNOHANG) != pid)
        return 0;
    running = 0;
    server_output();
    event(WIFSIGNALED(status) ? "signal %d has killed the server"
          : "the server has exited with status %d",
          WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    return 1;
}

/* The server that we have started ends, with its children: they are in its
 * process group. If it has ended before, its children are in the table. */
void
server_end(void)
{
    struct process *p;
    struct stat_line now;
    int i;

    if (running) {
        kill(-started, SIGKILL);
        waitpid(started, NULL, 0);
    }
    for (i = 0; started != 0 && (p = process_number(i)) != NULL; i++) {
        stat_read(&now, p->pid);
        if (now.state != GONE && now.start == p->stat.start
            && getpgid(p->pid) == started)
            kill(p->pid, SIGKILL);
    }
}
