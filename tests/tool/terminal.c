/*
 * terminal PROGRAM [ARGUMENT...]: run it on a terminal of 24 rows, 80 columns;
 * copy its output to stdout. stdin has lines: "wait TEXT" waits until TEXT
 * is printed; "type TEXT" types it and Enter, "type ^C" Ctrl-C, "key p" only p;
 * "size 12 50" resizes the window. The exit status is that of the program. At
 * the end, stderr says how it has ended, and if the terminal is as before.
 */
#include "unp.h"
#include "terminal.h"
#include <sys/select.h>     /* select */

static char seen[65536];    /* what was printed since the last TEXT */
static size_t nseen;        /* how many bytes that is */

/*
 * Wait until a or b can be read. Returns it, a if both can; -1 after the limit.
 * The poll of macOS refuses some terminals.
 */
static int
readable(int a, int b, struct timeval *limit)
{
    fd_set set;

    FD_ZERO(&set);
    FD_SET(a, &set);
    FD_SET(b, &set);
    if (select((a > b ? a : b) + 1, &set, NULL, NULL, limit) <= 0)
        return -1;
    return FD_ISSET(a, &set) ? a : b;
}

/* Copy more output. Returns 0 at its end, or if none comes for 60 seconds. */
static int
more(int master)
{
    struct timeval minute = { .tv_sec = 60 };
    ssize_t n = 0;

    if (nseen == sizeof(seen) - 1)      /* forget the older half */
        memmove(seen, seen + sizeof(seen) / 2, nseen -= sizeof(seen) / 2);
    if (readable(master, master, &minute) == master)
        n = read(master, seen + nseen, sizeof(seen) - 1 - nseen);
    if (n <= 0)             /* at the end, Linux says EIO */
        return 0;
    Writen(STDOUT_FILENO, seen + nseen, (size_t)n);
    nseen += (size_t)n;
    seen[nseen] = '\0';
    return 1;
}

/* Wait for the text. What was printed before it is then forgotten. */
static void
wait_text(int master, const char *text)
{
    char *found;

    while ((found = strstr(seen, text)) == NULL)
        if (!more(master))
            err_quit("the program has not printed '%s'", text);
    found += strlen(text);
    nseen -= (size_t)(found - seen);
    memmove(seen, found, nseen + 1);
}

/* Read a line of stdin and obey it. Returns 0 at the end of stdin. */
static int
obey(int master)
{
    unsigned short rows, columns;
    char line[MAXLINE] = "", ctrl;

    if (fgets(line, sizeof(line), stdin) == NULL)
        return 0;
    ctrl = line[6] & 037;               /* of "type ^C" */
    if (strncmp(line, "type ^", 6) == 0)
        Writen(master, &ctrl, 1);
    else if (strncmp(line, "type ", 5) == 0)
        Writen(master, line + 5, strlen(line + 5));
    else if (strncmp(line, "key ", 4) == 0)
        Writen(master, line + 4, 1);
    else if (sscanf(line, "size %hu %hu", &rows, &columns) == 2)
        resize_terminal(master, rows, columns);
    else if (line[strcspn(line, "\n")] = '\0', strncmp(line, "wait ", 5) == 0)
        wait_text(master, line + 5);
    else
        err_quit("there is no command '%s'", line);
    return 1;
}

int
main(int argc, char **argv)
{
    int master, fd;

    set_progname(argv[0]);
    if (argc < 2)
        err_usage("PROGRAM [ARGUMENT...]", "which program?");
    setvbuf(stdin, NULL, _IONBF, 0);    /* select sees what is unread */
    master = start_on_terminal(argv + 1);
    while ((fd = readable(STDIN_FILENO, master, NULL)) >= 0
           && (fd == master ? more : obey)(master)) {}
    while (more(master)) {}
    return end_on_terminal(master);
}
