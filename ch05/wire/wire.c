/*
 * wire: the cable between a client's host and a server's host. No segment
 * arrives unless the user lets it; beside each are the TCP states of both ends.
 *
 * Run it with `make wire`, or: ch05/wire/wire [server [client]]
 */
#include "wire.h"

int wake[2];                    /* a pipe: a byte for a signal that has come */
static volatile sig_atomic_t interrupted;       /* this signal, or 0 */
static pid_t mine;

/* A signal that ends the program: check_interrupted does it. The byte ends a
 * poll, even if the signal has come just before it. */
static void
note(int signo)
{
    int saved = errno;

    interrupted = signo;
    while (write(wake[1], "", 1) < 0 && errno == EINTR)
        ;
    errno = saved;
}

/* At the end of the program: end all processes, and so the hosts. */
static void
clean(void)
{
    if (getpid() == mine)       /* not in a child before its exec */
        process_end_all();
}

/* If a signal has come: end, and let the caller see which it was. */
void
check_interrupted(void)
{
    if (interrupted == 0)
        return;
    hide_prompt(0);
    fflush(stdout);
    clean();
    Signal(interrupted, SIG_DFL);
    raise(interrupted);
}

/* Exit status 0; 2 if stdin is a list of commands and one cannot be done. */
int
main(int argc, char **argv)
{
    char line[5000];
    int result = 1, status = 0;

    set_progname(argv[0]);
    program_path[SERVER] = argc > 1 ? argv[1] : "ch05/server-v3";
    program_path[CLIENT] = argc > 2 ? argv[2] : "ch05/client-v1";
    if (argc > 3)
        err_usage("[server [client]]", "too many arguments: %s", argv[3]);
    check_program(program_path[SERVER]);
    check_program(program_path[CLIENT]);
    hosts_open();
    mine = getpid();
    atexit(clean);
    make_pipe(wake);
    Signal_intr(SIGINT, note);
    Signal_intr(SIGTERM, note);
    Signal_intr(SIGHUP, note);
    Signal(SIGPIPE, SIG_IGN);
    host_boot(CLIENT);
    host_boot(SERVER);
    show_title();
    server_boot();
    client_boot();
    while (result != 0 && command_read(line, sizeof(line))) {
        result = command_run(line);
        if (result < 0 && !terminal)
            status = 2;
    }
    show_left();
    return status;
}
