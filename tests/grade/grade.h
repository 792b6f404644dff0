/*
 * grade.h: what the programs of the grader share, in the order to read. guard
 * runs a lesson, which is a script. The script lets keeper run the server, and
 * look say what is seen of it. limit changes its limits, and peer has its
 * clients.
 */
#ifndef GRADE_H
#define GRADE_H

#include "lib/proc.h"
#include "lib/tool.h"

/* --- below.c: the processes below this one (Linux) --- */

#define MOST_BELOW  2048        /* so many processes are seen at most */

/* Adopt the orphans below this process. `signo` comes when its parent ends. */
void adopt(int signo);

/* Returns how many processes are below this one. */
size_t count_below(void);

/* Kill all that is below this process, and wait for it, at most a second. */
void kill_below(void);

/* --- talk.c: what peer does with one connection --- */

#define AMOUNT  (1 << 20)       /* bytes for put, get and bulk, at most */
#define FLOOD   (8 << 20)       /* bytes for fill and late-read, at most */

struct talk {
    int fd;
    const char *out;            /* bytes to send, in pieces */
    size_t outlen, piece;
    const char *want;           /* bytes that should come */
    size_t wantlen;
};

/* The echo is "same", "upper", "lower", "rot1" to "rot25", or "any". A silence
 * is ms milliseconds, and after `left` of them no command waits any more. */
void talk_begin(const char *echo, int ms, int left);

/* Replace n bytes by what their echo should be. */
void map_echo(char *bytes, size_t n);

/* Wait for one of the events, for at most ms milliseconds, or a silence if ms
 * is 0. Returns what has come; 0: nothing. */
int wait_event(int fd, short events, int ms);

/* Returns the answer for a wait in vain: "WHAT: ...", or that time is over. */
const char *silent(const char *what);

/* Find the next socket, of tcp and then of tcp6. Returns 0 after the last one;
 * the next call begins again. */
int next_sock(struct sock *s);

/* These return "ok", or what was seen instead. Send and receive at once: */
const char *talk(const struct talk *t);
/* The next thing that comes is a FIN: */
const char *want_fin(int fd);
/* Send until nothing more can be sent for 100 ms, and never read: */
const char *fill(int fd);
/* The same, and then read: all comes back. */
const char *late_read(int fd);
/* Be the server of a client, until its FIN, or for at most `most` bytes. The
 * last echo is `late` milliseconds late; it comes in pieces. If `most` is 0,
 * nobody knows which is the last one, and the first is late. */
const char *serve(int fd, size_t most, long late, size_t piece);

/* --- show.c: what comes, as text --- */

/* Send the line, unless it is empty. Returns what comes then. */
const char *show(int fd, const char *line);

/* Send back what `show` has shown. Returns "ok", or what went wrong. */
const char *mirror(int fd);

#endif
