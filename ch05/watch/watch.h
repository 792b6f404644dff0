/*
 * watch.h: what the files of watch share, in the order to read them. The
 * contract of a function is above its definition.
 */
#ifndef WATCH_H
#define WATCH_H

#include "unp.h"

enum { CLIENT, SERVER, SIDES };     /* the ends of a connection */
enum { GONE = 'X' };                /* a process state, as R, S, T, Z */
enum { LISTEN = 10 };               /* a socket state, as in /proc/net/tcp */
enum { PIDFDS = 250 };              /* so many pidfds at most */

/* event.c: what happens, a line each */
long now_ms(void);
void event(const char *fmt, ...);
const char *event_last(int number);

/* screen.c: the terminal, if there is one */
#define PLAIN   ""
#define BOLD    "\033[1m"
#define RED     "\033[1;31m"
enum { EVENT_ROWS = 5 };            /* at least so many events */
extern int on_screen;               /* otherwise each event is printed */
extern int keys;                    /* stdin is a terminal, too */
extern int paused;                  /* the picture stays as it is */
extern int screen_rows, screen_columns;
int screen_possible(void);
void screen_size(void);
void screen_open(void);
void screen_close(void);
void frame_begin(void);
int frame_left(void);
void frame_row(const char *colour, const char *fmt, ...);
void frame_end(int anew);
void read_keys(void);

/* server.c: the server that we have started, if any */
extern pid_t started;               /* or 0 */
extern int server_out;              /* what it prints, or -1 */
void server_start(const char *path, unsigned int port);
void server_output(void);
int server_ended(pid_t pid);
void server_end(void);

/* process.c: the server and its children */
struct stat_line {
    char name[32];                  /* of the program */
    char state;                     /* R, S, D, T, Z or GONE */
    pid_t parent;
    unsigned long long start;       /* in ticks since the machine started */
};
struct process {
    pid_t pid;
    int is_child;                   /* otherwise it is the server */
    int pidfd;                      /* or -1 */
    struct stat_line stat;          /* at the last look */
};
struct pollfd;
extern pid_t server;                /* or 0: no process listens */
extern long reaped;                 /* children that were seen and are gone */
extern int children_left_out;       /* more than the table can hold */
extern struct sigchld { int pending, blocked, caught, ignored; } sigchld;
int file_read(char *text, size_t size, int pid, const char *name);
void stat_read(struct stat_line *to, pid_t pid);
long stat_age(unsigned long long start);
int stat_descriptors(pid_t pid);
struct process *process_number(int number);
struct process *process_find(pid_t pid);
void processes_look(void);
int process_count(int zombies);
void server_set(pid_t pid);
void sigchld_look(void);
int pidfd_fill(struct pollfd *fds);
int pidfd_check(const struct pollfd *fds, int n);

/* socket.c: who listens, and the connections */
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
const char *conn_state(const struct conn *c, int side);
const char *listener_address(void);
void timer_text(char *text, size_t size, const struct end *end);
struct conn *conn_number(int number);
int sockets_look(pid_t pid);

/* draw.c: the picture */
void draw(int anew);

/* watch.c: the end of the program */
_Noreturn void watch_end(int status);
_Noreturn void output_failed(void);

#endif
