/*
 * grade.h: what the programs of the grader share, in the order to read: keeper
 * runs the server, look says what is seen of it, peer is its clients.
 */

/* --- tree.c: the processes below one process (Linux) --- */

#define TREE_MOST   2048        /* so many processes at most */

struct proc {
    pid_t pid;
    char state;                 /* R, S, T, Z ... */
    unsigned long ticks;        /* CPU time */
};

size_t tree(pid_t root, struct proc *list);

/* --- talk.c: what peer does with a connection --- */

#define SILENCE 2000            /* ms: so long we wait for the next byte */
#define AMOUNT  (1 << 20)       /* bytes for put, get and bulk, at most */

struct talk {
    int fd;
    const char *out;            /* bytes to send, in pieces */
    size_t outlen, piece;
    const char *want;           /* bytes that should come */
    size_t wantlen;
};

const char *talk(const struct talk *t);
const char *want_fin(int fd);
const char *fill(int fd);
int accept_soon(int listenfd);
const char *serve(int fd, int slow, int bytes);
