/* title: what is on the screen first. */
#include "wire.h"

int terminal;                   /* a person types the commands */
int colour;                     /* ... and wants colour */

/* Returns the last part of a path. */
static const char *
base(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* Show who is at the two ends. On a terminal, say what this is about. */
void
show_title(void)
{
    const char *no = getenv("NO_COLOR");
    char client[80];

    terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    colour = terminal && (no == NULL || *no == '\0');
    snprintf(client, sizeof(client), "%s on %s", base(program_path[CLIENT]),
             ADDRESS(CLIENT));
    printf("     %-51s  %s on %s\n", client, base(program_path[SERVER]),
           ADDRESS(SERVER));
    if (terminal)
        printf("     You are the cable: nothing arrives unless you let it.\n"
               "     The TCP states of both ends are at the margins.\n");
}
