/*
 * wire.h: the table of contents, in the order to read: a file uses only what
 * stands above it. The contract of a function is above its definition.
 */
#ifndef WIRE_H
#define WIRE_H

#include "unp.h"

#include <stdint.h>         /* uint32_t */

/* A host; who has sent a segment; which program. CABLE is between the hosts. */
enum side { CLIENT, SERVER, CABLE };
#define other(side)     ((side) == CLIENT ? SERVER : CLIENT)
#define ADDRESS(side)   ((side) == CLIENT ? "192.0.2.1" : "192.0.2.2")

/* host.c: two hosts, each a network namespace */
_Noreturn void hosts_refused(const char *what);
void hosts_open(void);
void host_enter(enum side side);
void host_boot(enum side side, const char *end);
void link_up(const char *name);
int setting_ipv4(const char *name, const char *value);

/* cable.c: the ends of the cable, and what the hosts say of their traffic */
enum table { TCP, SNMP, DEV, TABLES };
extern int cable_fd[2];
extern long cable_frames[2];        /* frames that each host has sent */
extern long cable_segments[2];      /* TCP segments that it was given */
void cable_boot(enum side side);
size_t cable_read(enum side side, unsigned char *frame, size_t size);
void cable_write(enum side to, const unsigned char *frame, size_t size);
void table_read(enum side side, enum table which, char *text, size_t size);
int tables_busy(enum side side);

/* segment.c: segments and connections */
#define FRAME 2048          /* more bytes than an Ethernet frame has */
enum { FIN = 1, SYN = 2, RST = 4, ACK = 16 };       /* the flags of TCP */

struct segment {
    enum side from;
    enum { ON_CABLE, ARRIVED, LOST } where;
    int conn;               /* the number of its connection */
    int same;               /* the segment that it repeats, or 0 */
    unsigned int flags;
    uint32_t seq, ack, len; /* seq and ack are counted from the SYNs */
    size_t size;            /* of the frame */
    unsigned char frame[FRAME];
};

struct conn {               /* each member has a value for each side */
    unsigned int port[2];
    uint32_t first[2];      /* the sequence number of its SYN */
    int known[2];           /* we have seen its SYN */
    int seen[2];            /* it has had a socket for this connection */
    const char *state[2];   /* the socket's state now */
    const char *shown[2];   /* and the last one on the screen */
};

int conn_find(unsigned int client_port, unsigned int server_port);
struct conn *conn_number(int number);
int segment_parse(struct segment *s);
void segment_text(const struct segment *s, char *text, size_t size);
uint32_t segment_end(const struct segment *s);
struct segment *held(int number);
int held_next(int number);
int held_add(const struct segment *s);
int held_same(const struct segment *s);
int due(int number);
int due_any(void);

/* process.c: the programs on both hosts, and all their processes */
enum { CHILD = 2, HELPER, ROLES };      /* a child of the server, the client */
enum { GONE = 'X' };                   /* a state, as R, S, T, Z */
enum { MOVES = 1, WAITS = 2 };          /* what process_scan has found */
#define PLACE(role) ((role) == CLIENT || (role) == HELPER ? CLIENT : SERVER)

struct process {
    pid_t pid;
    int role;               /* CLIENT, SERVER, CHILD or HELPER */
    int status;             /* of waitpid, if we are its parent */
    char state;             /* now */
    char shown;             /* the last one on the screen, or 0 */
};

extern int program_in, program_out[2];
extern const char *program_path[2];
extern char printed[2][65536];      /* what the programs have printed */
extern size_t printed_len[2];
const char *process_name(int role);
struct process *process_number(int number);
int process_scan(void);
void make_pipe(int fd[2]);
void program_start(enum side side);
int output_read(enum side side);
int process_role(const char *name);
int process_count(int role);
void process_signal(struct process *p, int signo);
void process_end(int role);
void process_end_all(void);

/* screen.c: all that is printed */
extern int unplugged;               /* the cable is pulled out */
extern int repeats;                 /* retransmissions that were not shown */
extern int terminal, colour, shown, shown_segment;
void show_title(void);
void show_prompt(void);
void hide_prompt(int typed);
void event(enum side where, const char *fmt, ...);
void answer(const char *fmt, ...);
void show_arrival(int number);
void show_left(void);
void show_segment(int number);
void show_states(int number);
void process_show(void);
void process_list(void);
void output_show(enum side side);

/* rest.c: wait until nothing moves, and show what has happened */
void interrupts_open(void);
long clock_ms(void);
int look(int ms, int typed);
int rest(int waiting);
int state_listens(unsigned int port);

/* commands.c: read a command and run it */
int command_read(char *to, size_t size);
int command_run(char *line);
void server_boot(void);

#endif
