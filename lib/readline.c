/*
 * readline: lines from a descriptor (after UNP 3.9).
 * It reads blocks, not bytes, so what is left of a block must be kept for the
 * next call. It is kept in the caller's struct linebuf, one for a descriptor:
 * two descriptors can be read in turn, and nothing here is static.
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

/* Read the next block; returns 1, or 0 at EOF or error (ended, error set). */
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
 * Put the next line, at most size - 1 bytes of it, and a '\0' into line.
 * Returns its length with the newline; NUL bytes are data. A longer line comes
 * in pieces (no newline yet); a last line may have no newline; 0 is EOF, and
 * stays so. -1 with errno is an error; what came before it is returned first.
 * After an error the next call reads again. A size below 2 is EINVAL.
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

/* As readline, but an error is a message and exit status 1. */
ssize_t
Readline(struct linebuf *lb, char *line, size_t size)
{
    ssize_t len = readline(lb, line, size);

    if (len < 0)
        err_sys("read");
    return len;
}
