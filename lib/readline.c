/*
 * readline: lines from a descriptor (after UNP 3.9).
 * It reads blocks, not single bytes, and keeps the rest of a block for the next
 * call in the caller's struct linebuf. Each descriptor has a struct linebuf of
 * its own, and nothing is static, so two descriptors can be read in turn.
 */
#include "unp.h"

/* Start reading lines from fd. Nothing else may read from fd afterwards. */
void
linebuf_init(struct linebuf *lb, int fd)
{
    lb->fd = fd;
    lb->ended = lb->error = 0;
    lb->next = lb->end = 0;
}

/* Read the next block. Returns 1; 0 at EOF or error (sets ended, error). */
static int
fill(struct linebuf *lb)
{
    ssize_t r = 0;

    while (!lb->ended && (r = read(lb->fd, lb->block, LINEBLOCK)) < 0
           && errno == EINTR)
        ;
    if (r > 0) {
        lb->next = 0;
        lb->end = (size_t)r;
    } else if (!lb->ended) {
        lb->ended = 1;
        lb->error = r < 0 ? errno : 0;
    }
    return r > 0;
}

/*
 * Copy the next line, at most size - 1 bytes, and a '\0' into line. Returns its
 * length with the newline; NUL bytes are data. A longer line is returned in
 * pieces; a piece, and a last line, may have no newline. Returns 0 at EOF, and
 * from then on. On an error it returns -1 with errno; bytes that came earlier
 * are returned first. The next call reads again. A size below 2 is EINVAL.
 */
ssize_t
readline(struct linebuf *lb, char *line, size_t size)
{
    size_t len = 0;
    char *newline = NULL;

    if (size < 2) {             /* no room: 0 would look like EOF */
        errno = EINVAL;
        return -1;
    }
    while (newline == NULL && len < size - 1) {
        size_t n = lb->end - lb->next;
        char *from = lb->block + lb->next;

        if (n == 0) {
            if (!fill(lb))
                break;
            continue;
        }
        if (n > size - 1 - len)
            n = size - 1 - len;
        newline = memchr(from, '\n', n);
        if (newline != NULL)
            n = (size_t)(newline - from) + 1;
        memcpy(line + len, from, n);
        lb->next += n;
        len += n;
    }
    line[len] = '\0';
    if (len == 0 && lb->error != 0) {
        errno = lb->error;
        lb->ended = lb->error = 0;
        return -1;
    }
    return (ssize_t)len;
}

/* The same as readline, but an error ends the program with status 1. */
ssize_t
Readline(struct linebuf *lb, char *line, size_t size)
{
    ssize_t len = readline(lb, line, size);

    if (len < 0)
        err_sys("read");
    return len;
}
