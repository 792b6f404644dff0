/*
 * bench: how fast the servers are, next to a floor measured in the same run.
 *
 *   tests/bench/bench                 ch05/server-v1, v2, v3, side by side
 *   tests/bench/bench ADDRESS [PORT]  an echo server that already runs
 *   GROW=1 tests/bench/bench          how the cost grows with many clients
 *   QUICK=1 tests/bench/bench         only shows that the bench works
 * The columns are measured in turn, several times; a figure is the median.
 */
#include "measure.h"

#define BUDGET  6.0         /* after so many seconds no new round starts */
#define LIMIT   58          /* after so many seconds the whole bench ends */
#define LIMIT_GROW  300     /* the same with GROW=1 */

static const struct measure servers[] = {
    { { "connections/s" }, measure_connections, 1, 1 },
    { { "round trips/s, 64 bytes", "  half of them within, us",
        "  99 of 100 within, us" }, measure_round_trips, 1, 1 },
    { { "bulk echo, MiB/s" }, measure_bulk, 1, 0 },
    { { "opening a burst, ms", "closing it, ms" }, measure_burst, 1, 0 },
    { { "memory per connection, KiB" }, measure_memory, 1, 0 },
}, locals[] = {
    { { "readline, lines/s" }, measure_readline, 0, 1 },
    { { "reaping one of many, us" }, measure_reaping, 0, 1 },
};

/* Measure the columns in turn, one round after the other; print the medians. */
static void
run_measure(const struct measure *m, struct target *t, int columns)
{
    double sample[RESULTS][COLUMNS][ROUNDS], result[RESULTS], median[COLUMNS];
    double until = now() + BUDGET;
    int c, i, rounds = 0;

    do {
        for (c = 0; c < columns; c++) {
            progress(m->title[0], t[c].name, rounds + 1);
            for (i = 0; i < RESULTS; i++)
                result[i] = UNKNOWN;
            pin(m->pinned);
            if (m->server)
                start_target(&t[c]);
            m->run(&t[c], result);
            end_target(&t[c]);
            pin(0);
            for (i = 0; i < RESULTS; i++)
                sample[i][c][rounds] = result[i];
        }
    } while (++rounds < amount.rounds && now() < until);
    progress(NULL, NULL, 0);
    for (i = 0; i < RESULTS && m->title[i] != NULL; i++) {
        for (c = 0; c < columns; c++)
            median[c] = percentile(sample[i][c], rounds, 50);
        print_line(m->title[i], median, columns);
    }
}

/* Returns 1 if the environment has this variable, and it is not empty. */
static int
is_set(const char *name)
{
    const char *value = getenv(name);

    return value != NULL && *value != '\0';
}

/* Exits with 1 and a message if an echo is wrong or does not come. */
int
main(int argc, char **argv)
{
    struct sockaddr_in addr = peer_addr(argc, argv);
    struct target server[COLUMNS] = {
        { "server-v1", "ch05/server-v1", 0, 0, addr },
        { "server-v2", "ch05/server-v2", 0, 0, addr },
        { "server-v3", "ch05/server-v3", 0, 0, addr },
        { "floor", NULL, 1, 0, addr } };
    struct target ours[2] = {
        { "lib/", NULL, 0, 0, addr }, { "floor", NULL, 1, 0, addr } };
    struct target grown[3] = { server[0], server[2], server[3] };
    int first = argc > 1 ? COLUMNS - 2 : 0;
    int quick = is_set("QUICK"), grows = is_set("GROW");
    size_t i;

    if (ntohl(addr.sin_addr.s_addr) >> 24 != 127)
        err_usage("[address [port]]", "not a loopback address: '%s'", argv[1]);
    if (argc > 1)               /* a running server replaces server-v3 */
        grown[0] = server[first]
                 = (struct target){ "server", NULL, 0, 0, addr };
    choose_amounts(quick);
    guard(grows ? LIMIT_GROW : LIMIT);
    adopt_orphans();
    if (grows) {                /* v1, or the running server; v3, the floor */
        grow(grown, 3, quick);
        return 0;
    }
    print_heading(server + first, COLUMNS - first);
    for (i = 0; i < sizeof(servers) / sizeof(servers[0]); i++)
        run_measure(&servers[i], server + first, COLUMNS - first);
    print_heading(ours, 2);
    for (i = 0; i < sizeof(locals) / sizeof(locals[0]); i++)
        run_measure(&locals[i], ours, 2);
    print_notes(argc > 1);
    return 0;
}
