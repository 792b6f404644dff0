/*
 * look.h: processes and sockets as the kernel shows them. The contract of a
 * function is above its definition.
 */
#ifndef LOOK_H
#define LOOK_H

#include "unp.h"

enum { CLIENT, SERVER, SIDES };     /* the ends of a connection */
enum { GONE = 'X' };                /* a process state, as R, S, T, Z */
enum { LISTEN = 10 };               /* a socket state, as in /proc/net/tcp */
enum { PIDFDS = 250 };              /* so many pidfds at most */

/* file.c, stat.c, children.c: files in /proc */
struct stat_line {
    char name[32];                  /* of the program */
    char state;                     /* R, S, D, T, Z or GONE */
    pid_t parent;
    unsigned long long start;       /* in ticks since the machine started */
};
int file_read(char *text, size_t size, int pid, const char *name);
void stat_read(struct stat_line *to, pid_t pid);
long stat_age(unsigned long long start);
int stat_descriptors(pid_t pid);
void stat_children(pid_t pid, void (*found)(pid_t child));

/* process.c, look.c, family.c: the server and its children */
struct process {
    pid_t pid;
    int is_child;                   /* otherwise it is the server */
    int pidfd;                      /* or -1 */
    struct stat_line stat;          /* at the last look */
};
extern pid_t server;                /* or 0: no process listens */
extern long reaped;                 /* children that were seen and are gone */
extern int children_left_out;       /* more than the table can hold */
struct process *process_number(int number);
struct process *process_find(pid_t pid);
struct process *process_add(pid_t pid, int is_child);
void process_remove(struct process *p);
void process_look(struct process *p);
void processes_look(void);
int process_count(int zombies);
void server_set(pid_t pid);

/* pidfd.c: the kernel says when a process ends, and when it is reaped */
struct pollfd;
int pidfd_open(pid_t pid);
void pidfd_close(struct process *p);
int pidfd_fill(struct pollfd *fds);
int pidfd_check(const struct pollfd *fds, int n);

/* sigchld.c: the signal that merges */
extern struct sigchld { int pending, blocked, caught, ignored; } sigchld;
void sigchld_look(void);

/* table.c, conn.c, owner.c: /proc/net/tcp */
struct end { unsigned int state, timer; unsigned long recvq, sendq, ticks; };
struct conn {
    unsigned int address[SIDES], port[SIDES];
    struct end end[SIDES];          /* state 0: there is no such end now */
    unsigned int said[SIDES];       /* the states in the last event */
    int seen[SIDES];                /* there was such an end */
};
struct listener { unsigned int address, port; unsigned long inode, queue; };
extern struct listener listener;
extern int conns_left_out;          /* more than the table can hold */
int table_read(void (*listens)(const struct listener *found));
struct conn *conn_number(int number);
void conn_put(int side, const unsigned int *address, const unsigned int *port,
              const struct end *end);
void conns_look(void (*listens)(const struct listener *found));
int sockets_look(pid_t pid);

#endif
