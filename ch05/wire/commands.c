/* commands: read a command, find out which one it is, and run it. */
#include "wire.h"

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
    int i, result;

    while (end > 0 && strchr(" \t\r", line[end - 1]) != NULL)
        line[--end] = '\0';
    line += strspn(line, " \t");
    if (*line == '#')
        return DONE;
    if (strcmp(line, "q") == 0)
        return QUIT;
    length = strcspn(line, " \t");
    i = find(line, length);
    if (i < command_count && command_table[i].run == NULL)
        return QUIT;
    if (i == command_count) {
        answer("there is no command '%s': type help for the list", line);
        return FAILED;
    }
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

int
commands(void)
{
    char line[4097];
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
