/*
 * wire: the cable between a client's host and a server's host. No segment
 * arrives unless the user lets it; beside it are the TCP states of both sides.
 *
 * Run it with `make wire`, or: ch05/wire/wire [server [client]]
 */
#include "wire.h"

/*
 * At the end of the program, also after Ctrl-C: end all processes, and so the
 * hosts; and save what has passed if WIRE_SAVE says where. Let the caller see
 * which signal it was.
 */
static void
clean(void)
{
    const char *file = getenv("WIRE_SAVE");

    process_end_all();
    if (file != NULL && *file != '\0' && save(file) < 0) {
        err_ret("%s", file);
        _exit(1);
    }
    if (interrupted != 0) {
        fflush(stdout);
        Signal(interrupted, SIG_DFL);
        raise(interrupted);
    }
}

/* Returns the place of the command with this name, or command_count. */
static int
find(const char *name, size_t length)
{
    int i;

    if (length == 0 || (*name >= '0' && *name <= '9'))
        return 0;
    for (i = 2; i < command_count; i++)      /* after Enter and N */
        if (strcspn(command_table[i].form, " ") == length
            && strncmp(name, command_table[i].form, length) == 0)
            break;
    return i;
}

/*
 * Run the command in this line; a line that starts with '#' is none. Then wait
 * until nothing moves. Returns what the command returns.
 */
static int
run_line(char *line)
{
    size_t end = strlen(line), length;
    int i, result, is_cut = end == LINE_MOST;

    while (end > 0 && strchr(" \t\r", line[end - 1]) != NULL)
        line[--end] = '\0';
    line += strspn(line, " \t");
    if (*line == '#')
        return DONE;
    if (is_cut)
        return REFUSE("a command has less than %d bytes", LINE_MOST);
    if (strcmp(line, "q") == 0)
        return QUIT;
    length = strcspn(line, " \t");
    i = find(line, length);
    if (i == command_count)
        return REFUSE("there is no command '%s': type help for the list", line);
    if (command_table[i].run == NULL)
        return QUIT;
    if (i > 0)
        line += length + strspn(line + length, " \t");
    result = command_table[i].run(line, command_table[i].what);
    if (result == DONE)
        rest(0);
    return result;
}

/* Read a command. What happens meanwhile is shown. Returns 0 at the end. */
static int
read_line(char *line, size_t size)
{
    int n;

    while ((n = input_line(line, size, 0)) == 0) {
        show_prompt();
        show_all();
        if (!input_wait(-1, TYPED))
            rest(terminal);
    }
    if (n > 0)
        hide_prompt((int)strlen(line));
    else if (terminal) {
        printf("\n");           /* after the prompt: Ctrl-D prints nothing */
        prompt_width = 0;
    }
    return n > 0;
}

/* Read commands and run them, until the end. Returns the exit status: 2 if one
 * of a list of commands cannot be done, otherwise 0. */
static int
commands(void)
{
    char line[LINE_MOST + 1];
    int result, status = 0;

    while (read_line(line, sizeof(line))) {
        result = run_line(line);
        if (result == QUIT)
            break;
        if (result == FAILED && !terminal)
            status = 2;
    }
    return status;
}

/* Exits with 0 at the end of the commands, or with 1 and a message on an error.
 * It is 2 on bad usage, or if a command of a list cannot be done. */
int
main(int argc, char **argv)
{
    const char *usage = "[server [client]]";
    int side, status, n;

    set_progname(argv[0]);
    need_stdio();
    program[SERVER] = argc > 1 ? argv[1] : "ch05/server-v3";
    program[CLIENT] = argc > 2 ? argv[2] : "ch05/client-v1";
    if (argc > 3)
        err_usage(usage, "too many arguments: %s", argv[3]);
    for (side = SERVER; side >= CLIENT; side--)
        check_command(program[side], usage);
    hosts_open();
    atexit(clean);
    signals_open();
    keeper_start();
    cable_boot(CLIENT);
    cable_boot(SERVER);
    show_title();
    server_boot();
    client_boot();
    status = commands();
    for (n = segment_next(0); n > 0; n = segment_next(n))
        event(CABLE, "%d is still on the cable", n);
    guess_result();
    show_all();
    return status;
}
