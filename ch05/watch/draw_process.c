/* draw_process: the rows of the server and its children. */
#include "watch.h"

/* Returns a word for a state of ps. */
static const char *
word(char state)
{
    return state == 'R' ? "runs" : state == 'S' ? "sleeps"
        : state == 'T' ? "stopped" : state == 'Z' ? "ZOMBIE"
        : state == 't' ? "traced" : state == 'D' ? "waits" : "";
}

/* The row of a process. */
static void
row(const struct process *p)
{
    char descriptors[16] = "-", wchan[64];
    /* a process that has ended has closed them all */
    int n = p->stat.state == 'Z' ? 0 : stat_descriptors(p->pid);

    if (n >= 0)
        snprintf(descriptors, sizeof(descriptors), "%d", n);
    if (file_read(wchan, sizeof(wchan), (int)p->pid, "wchan") <= 0
        || strcmp(wchan, "0") == 0)
        snprintf(wchan, sizeof(wchan), "-");
    frame_row(p->stat.state == 'Z' ? RED : PLAIN,
              "%7d  %-6s  %c %-7s  %6lds  %11s  %s", (int)p->pid,
              p->is_child ? "child" : "server", p->stat.state,
              word(p->stat.state), stat_age(p->stat.start), descriptors,
              wchan);
}

/* A title and at most `most` rows for `total` processes. */
void
draw_processes(int total, int most)
{
    int i, shown = total > most ? most - 1 : total;

    frame_row(BOLD, "    PID  %-6s  STATE          AGE  DESCRIPTORS  "
              "SLEEPS IN", "");
    for (i = 0; i < shown; i++)
        row(process_number(i));
    if (shown < total)
        frame_row(PLAIN, "         and %d more",
                  total - shown + children_left_out);
}
