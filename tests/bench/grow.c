/*
 * grow: what a connection costs when many clients stay connected, and when
 * another server beside it has left many zombies. GROW=1 shows this instead of
 * the table of the bench.
 */
#include "measure.h"

#include "lib/proc.h"
#include <sys/resource.h>   /* getrlimit */

enum { SIZES = 6, SAMPLE = 50 };
enum { SPEED, TRIP, MEMORY, FIGURES };

static const int sizes[] = { 1, 10, 100, 1000, 3000, 10000 };
static const char *const titles[] = {
    "clients that stay: connections/s", "clients that stay: round trip, us",
    "clients that stay: memory of each, KiB"
};
static int *stay;               /* the clients that stay */
static int staying;

/* Returns how many of something this user may have, or `most`. */
static int
at_most(rlim_t limit, int most, int unused)
{
    return limit == RLIM_INFINITY || limit >= (rlim_t)(most + unused) ? most
        : limit > (rlim_t)unused ? (int)limit - unused : 0;
}

/* Returns how many clients can stay: each needs a descriptor here, a process
 * there. */
static int
room(void)
{
    struct rlimit files = { 0, 0 };
    long processes = sysconf(_SC_CHILD_MAX);
    int most = sizes[SIZES - 1];

    if (getrlimit(RLIMIT_NOFILE, &files) == 0)
        most = at_most(files.rlim_cur, most, 64);
    return processes < 0 ? most : at_most((rlim_t)processes / 2, most, 0);
}

/* More clients connect and stay, until there are n. */
static void
fill(const struct target *t, int n)
{
    for (; staying < n; staying++) {
        stay[staying] = client(t);
        exchange(stay[staying], "hello, world\n", 13);
    }
}

/* All clients that stay leave. The server is gone already. */
static void
leave(void)
{
    while (staying > 0)
        Close(stay[--staying]);
}

/* Connections, one after the other, in slices. Returns how many in a second, in
 * the best slice: in the others, another process may have used the CPU. */
static double
speed(const struct target *t, int slices, int each)
{
    double start, best = 0, rate;
    int i, sockfd;

    while (slices-- > 0) {
        start = now();
        for (i = 0; i < each; i++) {
            sockfd = client(t);
            exchange(sockfd, "hello, world\n", 13);
            Close(sockfd);
        }
        rate = each / (now() - start);
        best = rate > best ? rate : best;
    }
    return best;
}

/* Returns the median of the times of a round trip, in microseconds. */
static double
round_trip(int sockfd, int trips)
{
    double took[1000], start;
    int i;

    for (i = 0; i < trips; i++) {
        start = now();
        exchange(sockfd, "hello, world\n", 13);
        took[i] = now() - start;
    }
    return percentile(took, trips, 50) * 1e6;
}

/* Measure one server with n clients that stay. */
static void
measure(const struct target *t, int quick, double *result)
{
    size_t count;

    pin(1);
    speed(t, 1, quick ? 2 : 20);            /* its first children are slow */
    result[SPEED] = speed(t, quick ? 1 : 20, quick ? 10 : 25);
    result[TRIP] = round_trip(stay[0], quick ? 10 : 1000);
    pin(0);
    result[MEMORY] = t->pid == 0 ? UNKNOWN
        : children_pss(t->pid, SAMPLE, &count);
}

/* Print a table of one figure: a row for each size. */
static void
print_sizes(const char *title, const struct target *t, int columns,
            double figure[][COLUMNS], int rows)
{
    char name[64];
    int i;

    printf("\n%s\n", title);
    print_heading(t, columns);
    for (i = 0; i < rows; i++) {
        snprintf(name, sizeof(name), "%8d", sizes[i]);
        print_line(name, figure[i], columns);
    }
}

/* The clients that stay: each server grows from 1 to the most. */
static void
grow_clients(struct target *t, int columns, int rows, int quick)
{
    double figure[FIGURES][SIZES][COLUMNS], result[FIGURES];
    int c, i, k;

    for (c = 0; c < columns; c++) {
        start_target(&t[c]);
        for (i = 0; i < rows; i++) {
            progress("clients that stay", t[c].name, sizes[i]);
            fill(&t[c], sizes[i]);
            measure(&t[c], quick, result);
            for (k = 0; k < FIGURES; k++)
                figure[k][i][c] = result[k];
        }
        if (t[c].pid > 0)
            kill(t[c].pid, SIGKILL);    /* it need not wait for each child */
        leave();
        end_target(&t[c]);
    }
    progress(NULL, NULL, 0);
    for (k = 0; k < FIGURES; k++)
        print_sizes(titles[k], t, columns, figure[k], rows);
}

/* Let this server-v1 leave more zombies, until there are n. */
static void
leave_zombies(const struct target *v1, int *zombies, int n)
{
    int sockfd;

    for (; *zombies < n; ++*zombies) {
        sockfd = client(v1);
        exchange(sockfd, "hello, world\n", 13);
        Close(sockfd);
    }
}

/* The zombies: server-v1 leaves them, and stays beside the measured server. */
static void
grow_zombies(struct target *t, int columns, int rows, int quick)
{
    struct target v1 = { "server-v1", "ch05/server-v1", 0, 0, t->addr };
    double figure[SIZES][COLUMNS], result[FIGURES];
    int c, i, zombies = 0;

    start_target(&v1);
    for (i = 0; i < rows; i++) {
        leave_zombies(&v1, &zombies, sizes[i]);
        for (c = 0; c < columns; c++) {
            progress("zombies beside it", t[c].name, sizes[i]);
            start_target(&t[c]);
            fill(&t[c], 1);
            measure(&t[c], quick, result);
            figure[i][c] = result[SPEED];
            leave();
            if (t[c].pid > 0)
                guarded_end_one(t[c].pid);
            t[c].pid = 0;
        }
    }
    end_target(&v1);
    progress(NULL, NULL, 0);
    print_sizes("zombies of a server-v1 beside it: connections/s", t, columns,
                figure, rows);
}

/* Print the tables. With quick, only small sizes. Sizes that this user may not
 * have are left out, which the last line says. */
void
grow(struct target *t, int columns, int quick)
{
    int most = quick ? 10 : room(), rows = 0;

    while (rows < SIZES && sizes[rows] <= most)
        rows++;
    stay = malloc((size_t)sizes[SIZES - 1] * sizeof(*stay));
    if (stay == NULL)
        err_sys("malloc");
    grow_clients(t, columns, rows, quick);
    grow_zombies(t, columns, rows, quick);
    if (rows < SIZES && !quick)
        printf("\nlimits of this user (ulimit -n, ulimit -u): at most %d\n",
               most);
    free(stay);
}
