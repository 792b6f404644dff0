/*
 * wire: the cable between a client's host and a server's host. No segment
 * arrives unless the user lets it; beside it are the TCP states of both sides.
 *
 * Run it with `make wire`, or: ch05/wire/wire [server [client]]
 */
#include "wire.h"

static pid_t mine;

/* Start the client, and wait until it has connected or has ended. */
static void
client_boot(void)
{
    program_start(CLIENT);
    rest(0);
    if (conn_number(0) == NULL && process_count(CLIENT, 0) == 0)
        err_quit("%s has ended: it has not sent a SYN", program[CLIENT]);
}

/*
 * At the end of the program, also after Ctrl-C: end all processes, and so the
 * hosts; and save what has passed if WIRE_SAVE says where.
 */
static void
clean(void)
{
    const char *file = getenv("WIRE_SAVE");

    if (getpid() != mine)       /* in a child before its exec */
        return;
    process_end_all();
    if (file != NULL && *file != '\0' && save(file) < 0) {
        err_ret("%s", file);
        _exit(1);
    }
}

/* Exit status 0; 2 if stdin is a list of commands and one cannot be done. */
int
main(int argc, char **argv)
{
    const char *usage = "[server [client]]";
    int side, status;

    set_progname(argv[0]);
    need_stdio();
    program[SERVER] = argc > 1 ? argv[1] : "ch05/server-v3";
    program[CLIENT] = argc > 2 ? argv[2] : "ch05/client-v1";
    if (argc > 3)
        err_usage(usage, "too many arguments: %s", argv[3]);
    for (side = SERVER; side >= CLIENT; side--)
        check_command(program[side], usage);
    hosts_open();
    mine = getpid();
    atexit(clean);
    signals_open(clean);
    keeper_start();
    cable_boot(CLIENT);
    cable_boot(SERVER);
    show_title();
    server_boot();
    client_boot();
    status = commands();
    show_left();
    guess_result();
    show_all();
    return status;
}
