/* server: starting and ending what is measured. */
#include "measure.h"

/* In the child: become the program, on a port that the kernel chooses. */
_Noreturn static void
run_program(const char *program, int output)
{
    if (dup2(output, STDOUT_FILENO) >= 0)
        execl(program, program, "127.0.0.1", "0", (char *)NULL);
    err_ret("%s", program);
    _exit(1);
}

/* Wait for the readiness line. Returns its port. If the server ends: exit 1. */
static int
wait_for_port(const struct target *t, int output)
{
    char line[128];
    int port;

    do {
        ssize_t n = pread(output, line, sizeof(line) - 1, 0);

        line[n > 0 ? n : 0] = '\0';
        if (waitpid(t->pid, NULL, WNOHANG) != 0)
            err_quit("%s does not start", t->program);
        pause_ms(1);
    } while (strchr(line, '\n') == NULL);
    if (sscanf(line, "listening on %*s port %d", &port) != 1)
        err_quit("%s does not say its port: %s", t->program, line);
    return port;
}

/* Start t->program. Its stdout is a file, so it never waits for a reader. */
static void
start_program(struct target *t)
{
    FILE *output = tmpfile();

    if (output == NULL)
        err_sys("tmpfile");
    t->pid = guarded_fork();
    if (t->pid == 0)
        run_program(t->program, fileno(output));
    t->addr.sin_port = htons((in_port_t)wait_for_port(t, fileno(output)));
    fclose(output);
}

/* Start the server unless it already runs. Afterwards t->addr is set. */
void
start_target(struct target *t)
{
    if (t->floor)
        start_floor(t);
    else if (t->program != NULL)
        start_program(t);
}

/* End the server if we started it, and wait for its orphans. */
void
end_target(struct target *t)
{
    if (t->pid > 0)
        guarded_end();
    t->pid = 0;
}
