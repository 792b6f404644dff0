/*
 * keeper [-t] [-i FILE] [-u UID] FOLDER COMMAND...: run a program that may do
 * anything, until our stdin ends; then kill it and all that it has started.
 * FOLDER/out and err get what it prints, FOLDER/end how it ends. After 1 MiB of
 * output, at 500 processes, or after 60 seconds it is killed earlier, and
 * FOLDER/why says so. -t: its stdout is a terminal; -u: it is another user.
 */
#include "unp.h"
#include "keeper.h"

#include <poll.h>           /* poll */
#ifdef __linux__
#include <sys/prctl.h>      /* prctl */
#endif

/* Read the command line. An error ends the program. */
static struct plan
read_plan(int argc, char **argv)
{
    struct plan plan = { .input = "/dev/null", .uid = -1 };
    int option;

    set_progname(argv[0]);
    while ((option = getopt(argc, argv, "+ti:u:")) != -1)
        if (option == 't')
            plan.terminal = 1;
        else if (option == 'i')
            plan.input = optarg;
        else if (option == 'u')
            plan.uid = strtol(optarg, NULL, 10);
        else
            break;
    if (option != -1 || argc - optind < 2)
        err_usage("[-t] [-i FILE] [-u UID] FOLDER COMMAND...", "what to run?");
    plan.folder = argv[optind];
    plan.command = argv + optind + 1;
    return plan;
}

/* Watch the program until our stdin ends. Returns why it must end, or NULL. */
static const char *
watch(const struct plan *plan, pid_t *program, int terminal)
{
    int out = open_in(plan->folder, "out"), err = open_in(plan->folder, "err");
    int end = open_in(plan->folder, "end"), tick;
    struct pollfd until = { .fd = STDIN_FILENO, .events = POLLIN };
    char name[64] = "";
    const char *why = NULL;

    if (plan->terminal)
        terminal = open_terminal(name, sizeof(name));
    *program = begin(plan, out, err, name);
    for (tick = 0; tick < 6000 && poll(&until, 1, 10) == 0; tick++) {
        if (terminal >= 0)
            copy_terminal(terminal, out);
        reap(*program, end);
        if (tick % 3 == 0 && (why = too_much(out, err)) != NULL)
            return why;
    }
    if (terminal >= 0)
        copy_terminal(terminal, out);
    return tick < 6000 ? NULL : "too late: it ran for 60 seconds";
}

int
main(int argc, char **argv)
{
    struct plan plan = read_plan(argc, argv);
    const char *why;
    pid_t program;
    char byte;

#ifdef PR_SET_CHILD_SUBREAPER
    prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L);     /* adopt its orphans */
#endif
    Signal(SIGINT, SIG_IGN);            /* the end of stdin ends us */
    Signal(SIGTERM, SIG_IGN);
    Signal(SIGHUP, SIG_IGN);
    why = watch(&plan, &program, -1);
    if (why != NULL)
        dprintf(open_in(plan.folder, "why"), "%s\n", why);
    kill_all(program);
    while (read(STDIN_FILENO, &byte, 1) > 0)
        ;
    return 0;
}
