/*
 * readline: how fast the library's readline reads 64-byte lines from a socket.
 * The floor reads the same blocks and finds the newlines, but copies no line.
 */
#include "measure.h"

#define BATCH   65536       /* bytes in the socket before the clock starts */
#define LINE    64

/* Make two connected sockets with room for a batch: we write it, then read. */
static void
make_sockets(int fd[2])
{
    int room = 4 * BATCH;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fd) < 0)
        err_sys("socketpair");
    Setsockopt(fd[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
    Setsockopt(fd[1], SOL_SOCKET, SO_RCVBUF, &room, sizeof(room));
}

/* Read a batch in blocks. Returns the number of its lines. */
static int
count_newlines(int fd)
{
    static char block[LINEBLOCK];
    int left = BATCH, lines = 0;

    while (left > 0) {
        ssize_t n = read(fd, block, sizeof(block));
        char *p = block;

        if (n <= 0)
            err_sys("read");
        left -= (int)n;
        while ((p = memchr(p, '\n', (size_t)(block + n - p))) != NULL) {
            lines++;
            p++;
        }
    }
    return lines;
}

/* Read a batch line by line. Returns the number of its lines. */
static int
count_lines(struct linebuf *lb)
{
    char line[MAXLINE];
    int left = BATCH, lines = 0;

    for (; left > 0; lines++)
        left -= (int)Readline(lb, line, sizeof(line));
    return lines;
}

/* result[0]: lines per second. */
void
measure_readline(const struct target *t, double *result)
{
    static char batch[BATCH];
    static struct linebuf lb;
    int fd[2], lines, done = 0;
    double took = 0, start;

    memset(batch, 'x', sizeof(batch));
    for (lines = 1; lines <= BATCH / LINE; lines++)
        batch[lines * LINE - 1] = '\n';
    make_sockets(fd);
    linebuf_init(&lb, fd[1]);
    while (done < amount.lines) {
        Writen(fd[0], batch, sizeof(batch));
        start = now();
        lines = t->floor ? count_newlines(fd[1]) : count_lines(&lb);
        took += now() - start;
        if (lines != BATCH / LINE)
            err_quit("readline: %d lines of %d", lines, BATCH / LINE);
        done += lines;
    }
    result[0] = done / took;
    Close(fd[0]);
    Close(fd[1]);
}
