/* measure.h: what the rows of the bench share: targets, amounts, helpers. */
#ifndef MEASURE_H
#define MEASURE_H

#include "unp.h"

#define ROUNDS      9       /* at most; odd, so the median is one of them */
#define COLUMNS     4       /* of the table, at most */
#define RESULTS     3       /* lines of the table that one measure can fill */
#define UNKNOWN     (-1.0)  /* a result that this system cannot give */

struct target {             /* what is measured: a column of the table */
    const char *name;
    const char *program;    /* we start it; NULL for a floor or if it runs */
    int floor;              /* 1: only the system calls, without our code */
    pid_t pid;              /* the server's, or 0 if we did not start it */
    struct sockaddr_in addr;
};

struct amounts {            /* how much work a measure does */
    int rounds, connections, round_trips, mebibytes, burst, open, lines, live;
};
extern struct amounts amount;

/* Each measure has a file. It fills result[]; what it leaves out is UNKNOWN. */
typedef void measurer(const struct target *t, double *result);
measurer measure_bulk, measure_burst, measure_connections, measure_memory;
measurer measure_readline, measure_reaping, measure_round_trips;

struct measure {
    const char *title[RESULTS];
    measurer *run;
    int server;             /* 1: of a server; 0: of a function of lib/ */
    int pinned;             /* 1: client and server run on one CPU */
};

/* server.c, floor.c, guard.c: starting and ending what is measured */
void start_floor(struct target *t);
void start_target(struct target *t);
void end_target(struct target *t);
void guard(int seconds);
pid_t guarded_fork(void);
void guarded_end(void);
void guarded_end_one(pid_t pid);

/* client.c: talking to the server */
int client(const struct target *t);
void exchange(int sockfd, const char *bytes, size_t n);

/* amounts.c, pin.c: how much and where, within the limits of this user */
void choose_amounts(int quick);
int pin(int on);
void adopt_orphans(void);

/* memory.c, grow.c: many clients, or many zombies */
double children_pss(pid_t parent, size_t most, size_t *count);
void grow(struct target *t, int columns, int quick);

/* figures.c, table.c: numbers, and how they are shown */
double now(void);
double percentile(double *values, int n, int percent);
void progress(const char *what, const char *name, int round);
void print_heading(const struct target *t, int columns);
void print_line(const char *title, const double *value, int columns);
void print_notes(int theirs);

#endif
