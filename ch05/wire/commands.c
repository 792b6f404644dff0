/* commands: find out which command a line is, and run it. */
#include "wire.h"

static const struct {
    const char *form;           /* the name, and what comes behind it */
    const char *help;
    int (*run)(const char *text);
} commands[] = {
    { "Enter", "the oldest segment on the cable arrives", act_arrive },
    { "N", "segment N arrives, before older ones", act_arrive },
    { "lose [N]", "the oldest segment, or N, is lost", act_lose },
    { "again N", "a copy of segment N is put on the cable", act_again },
    { "run", "everything arrives, until nothing moves", act_run },
    { "wait", "nothing arrives, until a retransmission comes", act_wait },
    { "unplug", "the cable is pulled out: what is sent is lost", act_unplug },
    { "plug", "the cable is plugged in", act_plug },
    { "type TEXT", "the client reads this line", act_type },
    { "eof", "the client reads Ctrl-D", act_eof },
    { "kill WHO", "SIGKILL; WHO is client, child or server", act_kill },
    { "stop WHO", "SIGSTOP", act_stop },
    { "cont WHO", "SIGCONT", act_cont },
    { "reboot", "the server's host forgets everything", act_reboot },
    { "set NAME N", "net.ipv4.NAME is N on both hosts", act_set },
    { "ps", "the processes on both hosts", act_ps },
    { "help", "this list", act_help },
    { "quit", "the end, as Ctrl-D", NULL }
};
enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

/* help: show all commands. */
int
act_help(const char *text)
{
    int i;

    (void)text;
    for (i = 0; i < COMMANDS; i++)
        answer("%-11s %s", commands[i].form, commands[i].help);
    return 0;
}

/* Returns the place of the command with this name, or COMMANDS. */
static int
find(const char *name, size_t length)
{
    int i;

    for (i = 2; i < COMMANDS; i++)      /* behind Enter and N */
        if (strcspn(commands[i].form, " ") == length
            && strncmp(name, commands[i].form, length) == 0)
            break;
    return i;
}

/*
 * Run the command in this line; a line that starts with '#' is none. Then wait
 * until nothing moves. Returns 1; 0 after `quit`; -1 if it is no command, or
 * one that cannot be done now: the message is on the screen.
 */
int
command_run(char *line)
{
    size_t end = strlen(line), length;
    int i, result;

    while (end > 0 && strchr(" \t\r", line[end - 1]) != NULL)
        line[--end] = '\0';
    line += strspn(line, " \t");
    if (*line == '#')
        return 1;
    length = strcspn(line, " \t");
    i = *line == '\0' || (*line >= '0' && *line <= '9') ? 0
                                                        : find(line, length);
    if (i == COMMANDS) {
        answer("there is no command '%s'", line);
        act_help("");
        return -1;
    }
    if (commands[i].run == NULL)
        return 0;
    if (i > 0)
        line += length + strspn(line + length, " \t");
    result = commands[i].run(line);
    rest(0);
    return result < 0 ? -1 : 1;
}
