/* lib-readline: lines of many lengths, two descriptors, and an error. */
#include "check.h"

#include <fcntl.h>          /* O_NONBLOCK */

static struct linebuf lb;

/* Read a line into room bytes; compare it and its length with want and len. */
static void
expect(const char *text, size_t room, const char *want, size_t len)
{
    char line[64];

    memset(line, '#', sizeof(line));
    check_num(text, (long)len, (long)readline(&lb, line, room));
    check_mem(text, want, line, len + 1);
}

/* Lines that just fit the caller's buffer of 8 bytes, and lines that do not. */
static void
test_lengths(void)
{
    linebuf_init(&lb, pipe_with("12345\n123456\n1234567\n\n\0\0\nend", 28));
    expect("line of size - 1, newline counted", 8, "12345\n", 6);
    expect("line of size", 8, "123456\n", 7);
    expect("line of size + 1, first piece", 8, "1234567", 7);
    expect("line of size + 1, the rest", 8, "\n", 1);
    expect("empty line", 8, "\n", 1);
    expect("NUL bytes are data", 8, "\0\0\n", 3);
    expect("a last line without newline", 8, "end", 3);
    expect("EOF", 8, "", 0);
    expect("EOF again", 8, "", 0);
    linebuf_init(&lb, pipe_with("12345678", 8));
    expect("as many bytes as the buffer has, and no newline", 8, "1234567", 7);
    expect("the byte that did not fit", 8, "8", 1);
    check_num("no room for a line is an error", -1, readline(&lb, NULL, 1));
    check_num("errno is then EINVAL", EINVAL, errno);
}

/* Of a line longer than the block, every byte comes once and in order. */
static void
test_long_line(void)
{
    static char sent[3 * LINEBLOCK], got[4 * LINEBLOCK];
    size_t i, n = 0;
    ssize_t r;

    for (i = 0; i < sizeof(sent); i++)
        sent[i] = (char)('a' + i % 26);
    linebuf_init(&lb, pipe_with(sent, sizeof(sent)));
    while (n <= sizeof(sent) && (r = readline(&lb, got + n, 1000)) > 0)
        n += (size_t)r;
    check_num("a line of 48 KiB in pieces", sizeof(sent), (long)n);
    check_num("every byte of it", 0, memcmp(sent, got, sizeof(sent)));
}

/* The lines of two descriptors that are read in turn do not mix. */
static void
test_two(void)
{
    struct linebuf other;
    char line[8];

    linebuf_init(&lb, pipe_with("a1\na2\n", 6));
    linebuf_init(&other, pipe_with("b1\nb2\n", 6));
    expect("two in turn: first of a", 8, "a1\n", 3);
    check_num("two in turn: first of b", 3, readline(&other, line, 8));
    expect("two in turn: second of a", 8, "a2\n", 3);
    check_num("two in turn: second of b", 3, readline(&other, line, 8));
    check_mem("two in turn: second of b", "b2\n", line, 3);
}

/* Bytes before an error come first, then -1; the next call reads again. */
int
main(void)
{
    int fd[2];

    test_lengths();
    test_long_line();
    test_two();
    if (pipe(fd) < 0 || fcntl(fd[0], F_SETFL, O_NONBLOCK) < 0)
        err_sys("pipe");
    linebuf_init(&lb, fd[0]);
    Writen(fd[1], "half", 4);
    expect("the bytes before an error", 8, "half", 4);
    errno = 0;
    check_num("then the error", -1, readline(&lb, (char[8]){0}, 8));
    check_num("the errno of the error", EAGAIN, errno);
    Writen(fd[1], "rest\n", 5);
    expect("the bytes after the error", 8, "rest\n", 5);
    return 0;
}
