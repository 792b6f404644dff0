/*
 * proc.h: processes and TCP sockets as Linux shows them in /proc (proc(5),
 * proc_net_tcp(5)), for wire, watch, the grader and the bench; unp.h does not
 * have it. Nothing here prints, ends the program or keeps anything between two
 * calls. On other systems there is no process and no socket.
 */
#ifndef PROC_H
#define PROC_H

#include "unp.h"

/* --- proc.c: processes --- */

enum { GONE = 'X' };            /* a state, as R, S, D, T, t, Z */

struct proc {
    pid_t pid, parent;
    char state;                 /* of the first thread */
    char name[16];              /* of the program; '?' replaces control bytes */
    unsigned long ticks;        /* CPU time of all threads, user and system, in
                                   units of 1 / sysconf(_SC_CLK_TCK) s */
    unsigned long long start;   /* such ticks since boot: a pid may come again,
                                   the pair of pid and start cannot */
};

/* Read /proc/PID/stat. Returns 1; 0 if there is no such process, or if it
 * cannot be read: GONE. */
int proc_read(struct proc *p, pid_t pid);

/* The same from a text in this format. Returns 0 if it is none: GONE. */
int proc_parse(struct proc *p, const char *text);

/* Send a signal, unless the pid belongs to another process now. Returns 0, or
 * -1 with errno; ESRCH: that process is gone. */
int proc_kill(const struct proc *p, int signo);

/* Read /proc/PID/FILE into text, which then ends with '\0'; what does not fit
 * is cut off. Returns its length, or -1 with errno and an empty text. */
ssize_t proc_text(pid_t pid, const char *file, char *text, size_t size);

/* Store the children of all its threads, also zombies. Returns how many are
 * stored. Where the kernel has no list of them, it looks at each process. */
size_t proc_children(pid_t pid, pid_t *list, size_t most);

/* The same for all that is below it: children, their children, and so on. */
size_t proc_tree(pid_t root, pid_t *list, size_t most);

struct proc_fd { int fd; unsigned long socket; };   /* its inode, or 0 */

/* Store the open descriptors. Returns how many there are, which may be more
 * than `most`; -1 with errno if we may not see them. With most 0 it counts. */
int proc_fds(pid_t pid, struct proc_fd *list, int most);

/* --- sock.c: lines of /proc/net/tcp and tcp6 --- */

enum { LOCAL, REMOTE };         /* the two sides, seen from the socket */
enum {                          /* as in Linux's <net/tcp_states.h> */
    ESTABLISHED = 1, SYN_SENT, SYN_RCVD, FIN_WAIT1, FIN_WAIT2, TIME_WAIT,
    CLOSED, CLOSE_WAIT, LAST_ACK, LISTEN, CLOSING
};

struct sock {
    unsigned int state;                     /* ESTABLISHED, ... */
    unsigned int address[2];                /* as in sin_addr.s_addr; of an IPv6
                                               address that has no IPv4: 0 */
    unsigned int port[2];                   /* in host byte order */
    unsigned int address6[2][4];            /* as in sin6_addr; IPv4: 0 */
    int v6;                                 /* 1: a line of tcp6 */
    unsigned long recvq, sendq;             /* bytes; LISTEN: recvq is how many
                                               clients wait for accept */
    unsigned int timer;                     /* 0: none; what it is for */
    unsigned long ticks;                    /* until it expires, 1/100 s */
    unsigned long inode;                    /* 0: no process has it */
};

/* Parse a line. Returns 1, or 0 if it is the title or no line of a table. Who
 * calls it reads the table: of this host, of another one, or only its start. */
int sock_parse(struct sock *s, const char *line);

/* Store the address of that side: "127.0.0.1", "::1". Returns text, which is
 * empty if the address does not fit. */
const char *sock_address(const struct sock *s, int side, char *text,
                         socklen_t size);

/* Returns the name as in RFC 9293: "SYN_RCVD"; "?" for what has none. */
const char *sock_state(unsigned int state);

#endif
