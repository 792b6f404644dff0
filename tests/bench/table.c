/* table: prints the figures in 80 columns; on a terminal also the progress. */
#include "measure.h"

#define TITLE   30          /* width of the first column */

/* Print a number in 10 columns, with about three significant digits. */
static void
print_number(double value)
{
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;

    if (value < 0)
        printf("%10s", "-");
    else
        printf("%10.*f", digits, value);
}

/* On a terminal, show what is measured now; `what` NULL clears that line. */
void
progress(const char *what, const char *name, int round)
{
    char text[78] = "";

    if (!isatty(STDERR_FILENO))
        return;
    if (what != NULL)
        snprintf(text, sizeof(text), "%s: %s, round %d", what, name, round);
    fprintf(stderr, "\r%-78s\r%s", "", text);
}

/* Print the names of the columns; the last is the ratio of the two before. */
void
print_heading(const struct target *t, int columns)
{
    int i;

    printf("%-*s", TITLE, "");
    for (i = 0; i < columns; i++)
        printf("%10s", t[i].name);
    printf("%10s\n", columns > 2 ? "v3/floor" : "ratio");
}

/* Print a row: a value for each column, then the ratio of the last two. */
void
print_line(const char *title, const double *value, int columns)
{
    double measured = value[columns - 2], floor = value[columns - 1];
    int i;

    printf("%-*s", TITLE, title);
    for (i = 0; i < columns; i++)
        print_number(value[i]);
    print_number(measured < 0 || floor <= 0 ? UNKNOWN : measured / floor);
    printf("\n");
    if (fflush(stdout) != 0)            /* the buffer is empty when we fork */
        err_sys("stdout");
}

/* Print the conditions of the figures. theirs: we did not start the server. */
void
print_notes(int theirs)
{
    int cpu = pin(1);

    printf("burst: %d connections; reaping: one among %d live children\n",
           amount.burst, amount.live);
    if (cpu < 0)
        printf("client and server are not pinned to a CPU on this system\n");
    else if (theirs)
        printf("connections, round trips: client on CPU %d; the server too if"
               " you do\ntaskset -acp %d PID\n", cpu, cpu);
    else
        printf("connections, round trips: client and server on CPU %d\n", cpu);
    puts("floor: a server of bare system calls. A ratio below 1 in a /s row,");
    puts("or above 1 in a row with us, ms or KiB, is worse than the floor");
}
