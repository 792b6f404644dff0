/*
 * numbers: two numbers in a line of text, and their sum.
 * A number is decimal and fits a signed 64-bit integer, on every machine.
 */
#include "data.h"

#include <ctype.h>          /* isspace */

/*
 * Returns a pointer to the byte after the number, or NULL if there is no number
 * or if it is too big.
 */
static const char *
parse_number(const char *text, int64_t *number)
{
    char *end;

    errno = 0;
    *number = strtoll(text, &end, 10);
    return end == text || errno == ERANGE ? NULL : end;
}

/* Returns 1 if the len bytes of line are two numbers and spaces, or else 0. */
static int
parse_two(const char *line, size_t len, int64_t *a, int64_t *b)
{
    const char *p = parse_number(line, a);

    if (p == NULL || !isspace((unsigned char)*p))
        return 0;
    p = parse_number(p, b);
    if (p == NULL)
        return 0;
    while (isspace((unsigned char)*p))
        p++;
    return p == line + len;     /* false if a NUL byte comes before */
}

/*
 * Read a line from lb. Returns 1 if it holds two numbers, and 0 if the line is
 * bad: other text, a number too many or too few, a number that is too big, or a
 * NUL byte. A line of MAXLINE bytes or more counts as one bad line; at EOF
 * without a newline, MAXLINE - 1 bytes are already too many. Returns -1 at EOF,
 * with errno 0, or on an error, also in the middle of a long line.
 */
int
read_two(struct linebuf *lb, int64_t *a, int64_t *b)
{
    char line[MAXLINE];
    int pieces = 0;
    ssize_t n;

    while ((n = readline(lb, line, sizeof(line))) > 0) {
        pieces++;
        if (line[n - 1] == '\n' || (size_t)n < sizeof(line) - 1)
            break;
    }
    if (pieces == 0 && n == 0)
        errno = 0;
    if (pieces == 0 || n < 0)
        return -1;
    return pieces == 1 && n > 0 && parse_two(line, (size_t)n, a, b);
}

/* Returns 1 and a + b in *sum; 0 if the sum does not fit 64 bits. */
int
add_two(int64_t a, int64_t b, int64_t *sum)
{
    if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b)
        return 0;       /* check first: signed overflow is undefined */
    *sum = a + b;
    return 1;
}

/* Write sum as a line to fd, or "input error" if not ok. Returns as writen. */
ssize_t
write_sum(int fd, int ok, int64_t sum)
{
    char line[32] = "input error\n";

    if (ok)
        snprintf(line, sizeof(line), "%lld\n", (long long)sum);
    return writen(fd, line, strlen(line));
}
