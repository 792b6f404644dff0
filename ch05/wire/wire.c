/*
 * wire: the cable between a client's host and a server's host. No segment
 * arrives unless the user lets it; beside each are the TCP states of both ends.
 *
 * Run it with `make wire`, or: ch05/wire/wire [server [client]]
 */
#include "wire.h"

#include <sys/stat.h>       /* stat */

/* Check that this is a program that can be run. Otherwise exit status 2. */
static void
check_program(const char *path)
{
    struct stat st;

    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        err_usage("[server [client]]", "%s: not a program", path);
    if (access(path, X_OK) < 0)
        err_usage("[server [client]]", "%s: %s", path, strerror(errno));
}

/* Start the client, and wait until it has connected or has ended. */
static void
client_boot(void)
{
    program_start(CLIENT);
    rest(0);
    if (conn_number(0) == NULL && process_count(CLIENT) == 0)
        err_quit("%s has ended: it has not sent a SYN", program_path[CLIENT]);
}

static pid_t mine;

/* At the end of the program: end all processes, and so the hosts. */
static void
clean(void)
{
    if (getpid() == mine)       /* not in a child before its exec */
        process_end_all();
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
    interrupts_open();
    Signal(SIGPIPE, SIG_IGN);
    cable_boot(CLIENT);
    cable_boot(SERVER);
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
