/*
 * watch.h: what the files of watch share. It is the table of contents: a file
 * uses only files that stand above it here, and that is the order to read them.
 */
#ifndef WATCH_H
#define WATCH_H

#include "lib/proc.h"
#include "lib/tool.h"

/* --- event.c: what has happened, a line each --- */

extern volatile sig_atomic_t end_signal;    /* it ends this program; or 0 */
extern int on_screen;           /* 1: the screen shows the events; 0: each is
                                   printed at once */

/* This has happened. Keep it; without a screen, print it. */
void event(const char *fmt, ...);

/* Returns event `number` from the end, 1 is the last; NULL if there are not so
 * many, or if it is too old. */
const char *event_last(int number);

/* Write all of it to stdout, unless end_signal comes. On an error the program
 * ends: with status 0 if the reader has gone, otherwise 1 and a message. */
void output(const char *bytes, size_t len);

/* Make room for one more element after the count that there are. Returns the
 * array, which may have moved; *room is how many fit. Without memory: exit. */
void *grow(void *array, size_t count, size_t *room, size_t size);

/* --- screen.c: the terminal, if stdout is one --- */

#define PLAIN   ""
#define BOLD    "\033[1m"
#define RED     "\033[1;31m"

extern int keys;                /* 1: stdin is a terminal, too */
extern int screen_columns;

/* True if stdout is a terminal that can move its cursor. */
int screen_possible(void);

/* From here on the screen is ours. */
void screen_open(void);

/* The terminal is as it was before. Errors do not matter any more. */
void screen_close(void);

/* Ask how large the window is now. */
void screen_size(void);

/* Returns the next key that was typed, or '\0' if there is none. */
char screen_key(void);

/* Begin a picture of the whole screen. */
void frame_begin(void);

/* Returns how many rows are left in it. */
int frame_left(void);

/* Add a row, which is cut at the screen's width. colour: RED, BOLD or PLAIN. */
void frame_row(const char *colour, const char *fmt, ...);

/* Show the picture. `anew`: although it is the same as the last one. */
void frame_end(int anew);

/* --- server.c: the server that we have started, if any --- */

extern pid_t started;           /* or 0; it may be a shell that starts it */

/* Start this command, see tool.h, on that port. */
void server_start(const char *command, unsigned int port);

/* Read what it has printed, if there is room for it; server_say says it. */
void server_read(void);

/* Say each line that it has printed, and how it has ended, if it has. */
void server_say(void);

/* Returns 1 if this process is the one that we have started, and it has ended:
 * it is reaped here. */
int server_ended(pid_t pid);

/* It ends, with all processes of its group, however they are. */
void server_end(void);

/* --- process.c: the server that listens, and its children --- */

struct process {
    struct proc now;            /* at the last look; pid 0: there is none */
    char said;                  /* its state in the last event; 0: no event */
    pid_t parent;               /* the same for its parent */
};
extern struct process server;
extern struct process *children;
extern size_t child_count;
extern long reaped;             /* children that were there and are gone */
extern struct sigchld { int pending, blocked, caught, ignored; } sigchld;

/* True if there is a server that has not ended. */
int server_lives(void);

/* Look: which children are there, and in which states are all of them? Returns
 * how many are new or have ended since the last look. */
size_t processes_look(void);

/* This process listens: it is the server from here on. Look at the children
 * that it has. Returns 0 if it is gone already. */
int server_is(pid_t pid);

/* Look: is SIGCHLD pending for the server, and what does it do with it? */
void sigchld_look(void);

/* Say it if the server was stopped, or continues. */
void tell_server(void);

/* Say which children are new, were stopped, continue, or have ended. */
void tell_children(void);

/* Say it if SIGCHLD is pending or blocked, or is it no more. */
void tell_sigchld(void);

/* Say it if the server has ended; if it is gone, there is no server. */
void tell_server_end(void);

/* Say which children have another parent now. */
void tell_orphans(void);

/* Say which children are reaped, and forget them. */
void tell_reaped(void);

/* Returns how many children are zombies. */
size_t zombies(void);

/* --- socket.c: who listens, and the connections --- */

enum { CLIENT, SERVER, SIDES };         /* the sides of a connection */

struct place { unsigned int address[4], port; };    /* IPv4: ::ffff:a.b.c.d */
struct conn {
    struct place at[SIDES];
    struct sock side[SIDES];            /* state 0: it is not there */
    unsigned int said[SIDES];           /* the states in the last event */
    int here[SIDES];                    /* it is on this machine */
    int old;                            /* it was over before we began */
};
extern unsigned int port;               /* that we watch; 0: any */
extern struct sock listener;            /* state 0: no socket listens there */
extern struct conn *conns;              /* by the client's address and port */
extern size_t conn_count;

/* Look: who listens, and which connections are there? Returns the process that
 * listens if it is another one than before; 0 if not; -1 if we may not see
 * which it is. With `root`, only it or a process below it may be the server. */
pid_t sockets_look(pid_t root);

/* True if only a TIME_WAIT is left of the connection. */
int conn_over(const struct conn *c);

/* Returns the state of that side; "-" if it is on another machine. */
const char *conn_state(const struct conn *c, int side);

/* Say which connections have been opened. */
void tell_opened(void);

/* Say what else has changed, and forget the connections that are closed. */
void tell_conns(void);

/* --- draw.c: the picture --- */

/* Draw all of it; `paused` is for the title, `anew` as in frame_end. */
void draw(int paused, int anew);

#endif
