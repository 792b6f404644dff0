/*
 * wire.h: the table of contents of wire, in the order to read. A file uses only
 * what stands above it here. The last one, wire.c, has main.
 */
#ifndef WIRE_H
#define WIRE_H

#include "lib/proc.h"       /* struct proc; the states of TCP */
#include "lib/tool.h"       /* clock_ms, printable */

#include <stdint.h>         /* uint32_t */

#define WIRE_PORT   9877
#define FRAME       1600        /* more bytes than an Ethernet frame has */

/* A host; who has sent a segment; which program. CABLE is between the hosts. */
enum side { CLIENT, SERVER, CABLE };
#define other(side)     ((side) == CLIENT ? SERVER : CLIENT)
#define ADDRESS(side)   ((side) == CLIENT ? "192.0.2.1" : "192.0.2.2")
#define NAME(side)      ((side) == CLIENT ? "client" : "server")

/* --- host.c: a host is a network namespace --- */

/* Make the namespace of the cable, where this process is from here on. If the
 * system refuses it: say what forbids it and the ways out, exit status 1. So do
 * all functions here that return nothing. */
void hosts_open(void);

/* Make a new host, which replaces the one before, and its interface eth0; the
 * other end is `end`, at the cable. This process is then on the host. */
void host_boot(enum side side, const char *end);

/* From here on this process is on the host `side`, or at the cable. */
void host_enter(enum side side);

/* The number of each host's namespace, or 0 as long as there is no host. */
extern unsigned long host_number[2];

/* Returns the number of the host where this process is. 0: it has ended, or we
 * may not see it. */
unsigned long host_of(pid_t pid);

/* Returns 1 if sudo has started us, and who has called it; otherwise 0. */
int sudo_caller(uid_t *uid, gid_t *gid);

/* The system does not allow `what`, for the reason in errno. */
_Noreturn void host_refused(const char *what);

/* Switch the interface on. */
void host_link_up(const char *name);

/* Set net.ipv4.NAME on both hosts. Returns 0, or -1 with errno. */
int host_set(const char *name, const char *value);

/* --- segment.c: segments and connections; without any system call --- */

enum { FIN = 1, SYN = 2, RST = 4, ACK = 16 };       /* the flags of TCP */

struct segment {
    enum side from;
    /* FRESH: it has left its host, and is not on the screen yet. */
    enum { FRESH, ON_CABLE, ARRIVED, LOST } where;
    int conn;               /* the number of its connection */
    int same;               /* the segment that it repeats, or 0 */
    int repeated;           /* 1: a later segment repeats it */
    int copied;             /* 1: a copy that the user has made */
    unsigned int flags;
    unsigned int state[2];  /* of both sides, when it left */
    uint32_t seq, ack, len; /* seq and ack are counted from the SYNs */
    uint32_t raw;           /* seq as it is in the frame */
    long long when;         /* microseconds since 1970: when it left */
    int arrived_after;      /* the newest segment when it arrived */
    size_t size;            /* of the frame */
    unsigned char frame[FRAME];
};

struct conn {               /* each member has a value for each side */
    unsigned int port[2];
    uint32_t first[2];      /* the sequence number of its SYN, or 0 */
    int known[2];           /* we have seen its SYN */
    int seen[2];            /* it has had a socket for this connection */
    unsigned int state[2];  /* the socket's state now */
    unsigned int shown[2];  /* and the last one on the screen, or 0 */
};

/* Returns connection `number`, the first is 0; NULL if there is none. */
struct conn *conn_number(int number);

/* Returns segment `number`, the first is 1; NULL if there is none. */
struct segment *segment_number(int number);

/* Returns the next segment on the cable after `number`, or 0. */
int segment_next(int number);

/* Returns room for a segment: set from, when, size and frame of it. NULL if
 * there were too many. */
struct segment *segment_room(void);

/* Read that frame. Returns 1 if it is a segment, which is now FRESH; 0 if it is
 * something else or is not complete; -1 if it is of one connection too many. */
int segment_add(void);

/* Put those that are FRESH in the order in which they have left, the client's
 * first. Returns the first of them, or 0. */
int segment_sort(void);

/* Forget a segment: it is FRESH, and does not come onto the screen. */
void segment_drop(int number);

/* Put a copy of a segment on the cable. Returns its number, or 0. */
int segment_copy(int number);

/* Returns the latest segment that this one retransmits, or 0. */
int segment_same(int number);

/* True if a retransmission of this segment is something new: it was lost, or
 * all its ACKs were. Otherwise it, or an ACK, is still on the cable. */
int segment_due(int number);

/* True if such a retransmission may still come. */
int segment_due_any(void);

/* Set s->state to those of the two sides when it left. Those after it are new,
 * too, and the states of its connection are those after the last. */
void segment_states(int number);

/* Print it as "FIN ACK 7 seq 7": the number of the ACK is after it. */
void segment_text(const struct segment *s, char *text, size_t size);

/* Returns 1 if the words of a guess ("server SYN ACK 1") are right for the
 * segment; 0 if one is wrong; -1 if one is no word: it is then in *word. */
int segment_guess(const struct segment *s, const char *line, const char **word);

/* --- cable.c: the ends of the cable, and the counters of the hosts --- */

extern int cable_fd[2];
extern int unplugged;           /* the cable is pulled out */

/* Make a new host, and join it to the cable. It replaces the one before. */
void cable_boot(enum side side);

/* Read a frame that the host has sent. Returns 0 if there is none. */
int cable_read(struct segment *s, enum side side);

/* Let the frame arrive at the other host. */
void cable_write(const struct segment *s);

/* Read a table of a host, such as net/tcp, as proc_text does. */
void cable_table(enum side side, const char *name, char *text, size_t size);

/* True if a frame is on its way inside a host: we have not read all that it
 * has sent, or it has not received all that we have given it. */
int cable_busy(enum side side);

/* Returns microseconds since 1970. */
long long cable_clock(void);

/* --- save.c: all segments in a file, for Wireshark and tcpdump --- */

/* Save what has passed so far as a capture (pcapng). The file belongs to the
 * caller of sudo, if there is one. Returns 0, or -1 with errno. */
int save(const char *file);

/* --- process.c: the programs on both hosts; it prints nothing --- */

enum { MOVES = 1, WAITS = 2 };          /* what process_scan has found */

struct process {
    struct proc proc;       /* proc.state: now */
    enum side host;
    int child;              /* 0: it is the program that we have started */
    int status;             /* of waitpid, if we are its parent */
    char shown;             /* the last state on the screen, or 0 */
};

extern const char *program[2];  /* paths, or commands for a shell */
extern int program_in;          /* the stdin of the client, or -1 */
extern int program_out[2];      /* stdout and stderr of both, or -1 */
extern char printed[2][65536];  /* what they have printed, not yet shown */
extern size_t printed_len[2];

/* Start the process that ends all others if we are killed. */
void keeper_start(void);

/* Start the program of this side on its host. On an error: exit status 1. */
void program_start(enum side side);

/* Read what the programs have printed. Returns 1, or 0 if nothing is new. */
int program_read(void);

/* Returns process `number`, the first is 0; NULL if there is none. */
struct process *process_number(int number);

/* True if it has not ended. */
int process_alive(const struct process *p);

/* True if the program of this side has not ended; its children do not count. */
int program_alive(enum side side);

/*
 * Find our processes and their states. Returns MOVES if one runs, or if
 * something is not as it was at the last call; MOVES and WAITS if one waits for
 * the disk; otherwise 0. What has ended as our child is reaped.
 */
int process_scan(void);

/* Send the signal, and wait until it has worked, at most 2 s. */
void process_signal(struct process *p, int signo);

/* End all processes of this host, whose number is or was that. They will not be
 * shown. */
void process_end(enum side host, unsigned long number);

/* End all processes, so that the hosts are gone, too. */
void process_end_all(void);

/* --- screen.c: all that is printed --- */

extern int terminal;            /* a person types the commands */
extern int prompt_width;        /* of the prompt on the screen; 0: none */
extern int shown;               /* how many lines were shown */
extern int repeats;             /* retransmissions that were not shown */
extern int times;               /* a column of seconds */

/* Say who is on the hosts; on a terminal, also what this is about. */
void show_title(void);

/* On a terminal: show what is on the cable, and what can be typed. */
void show_prompt(void);
/* Take it away. So many bytes were typed after it, and Enter; -1: nothing. */
void hide_prompt(int typed);

/* Show a line at its place, or to the left of it if it is long. */
void event(enum side where, const char *fmt, ...);
/* Show the answer to a command. */
#define answer(...) event(CLIENT, __VA_ARGS__)

/* Show a segment with the states of both sides, when it has left. */
void show_segment(int number);
/* Show the states of a connection, if they are not what was shown last. */
void show_states(int conn);
/* Show that a segment arrives. */
void show_arrival(int number);
/* Show what a program has printed. */
void show_printed(enum side side);
/* Show which processes have begun or ended since the last call. */
void show_ends(void);

/* Print what is in the buffer. If that fails: message, exit status 1. */
void show_all(void);

/* --- input.c: what the user types, and the signals that end us --- */

enum { NOT_TYPED, TYPED, ONLY_TYPED };

/* From here on INT, TERM, HUP and QUIT end us as exit does. */
void signals_open(void);
extern volatile sig_atomic_t interrupted;       /* this signal, or 0 */

/* Wait at most ms milliseconds for a frame, for something printed or, if
 * `typed`, for a line; or only for a line. True if something was typed. */
int input_wait(int ms, int typed);

/* Copy a line without its end to `to`; what is longer than LINE_MOST is cut.
 * Returns 1; 0: it is not complete; -1: it is the end. With `wait` it waits for
 * the line. */
#define LINE_MOST 4096      /* bytes */
int input_line(char *to, size_t size, int wait);

/* --- rest.c: wait until nothing moves, then show what has happened --- */

/* A retransmission is something new only if the user is `waiting`. Returns the
 * last segment whose retransmission was dropped, or 0. */
int rest(int waiting);

/* Start the server, and wait until clients can connect. If not: exit 1. */
void server_boot(void);

/* Start the client; a list of commands waits at most 5 seconds for its SYN. If
 * it ends before: exit 1. */
void client_boot(void);

extern int guessing;            /* the user guesses each segment first */
extern char guessed[200];       /* and the next one so, unless it is empty */

/* Say how many guesses were right, if there were any. */
void guess_result(void);

/* --- act.c: what each command does --- */

/* What a command returns: it has failed, after a message, as REFUSE says it; it
 * is done, and something may move now; it is done, and nothing moves; it is the
 * end. */
enum { FAILED = -1, DONE, RESTED, QUIT };
#define REFUSE(...) (answer(__VA_ARGS__), FAILED)

struct command {
    const char *form;           /* the name, and what comes after it */
    const char *help;
    int (*run)(const char *text, int what);     /* with the rest of its line */
    int what;
};
extern const struct command command_table[];    /* first: Enter and N */
extern const int command_count;

#ifndef __linux__           /* hosts_open ends the program: none is called */
#define host_boot(side, end)        ((void)(side), (void)(end))
#define host_enter(side)            ((void)(side))
#define host_link_up(name)          ((void)(name))
#define host_set(name, value)       ((void)(name), (void)(value), -1)
#define cable_read(s, side)         ((void)(s), (void)(side), 0)
#define cable_write(s)              ((void)(s))
#endif

#endif
