/* peer.h: what the files of peer share */
#define SILENCE 2000            /* ms: so long we wait for the next byte */
#define AMOUNT  (1 << 20)       /* bytes for put, get and bulk, at most */

struct talk {
    int fd;
    const char *out;            /* bytes to send, in pieces */
    size_t outlen, piece;
    const char *want;           /* bytes that should come */
    size_t wantlen;
};

struct command {
    const char *name, *help;
    const char *(*run)(int *fd, const struct command *self, const char *text);
    const char *what;           /* of talk: o(ut), w(ant), t(ext), 1 (piece) */
};

typedef const char *run(int *fd, const struct command *self, const char *text);
run do_open, do_listen, do_close, do_talk, do_quiet, do_serve, do_visit;

extern struct sockaddr_in peer_address;

const char *talk(const struct talk *t);
const char *want_fin(int fd);
const char *fill(int fd);
int accept_soon(int listenfd);
