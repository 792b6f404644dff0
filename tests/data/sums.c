/* data-sums: the records of the sum programs; the padding of a raw answer. */
#include "../lib/child.h"

#include <fcntl.h>          /* O_NONBLOCK */
#include <stddef.h>         /* offsetof */

#define main unused_main
#include "../../ch05/data/sum-raw-server.c"
#undef main
#include "../../ch05/data/numbers.c"
#include "../../ch05/data/read_record.c"
#include "../../ch05/data/serve.c"

/* Fill a part of the stack, where variables without a value come to lie. */
static void
scribble(void)
{
    volatile char rubbish[1 << 14];
    size_t i;

    for (i = 0; i < sizeof(rubbish); i++)
        rubbish[i] = 'x';
}

/* Every byte of a raw answer has a value, also those between its members. */
static void
test_padding(void)
{
    struct raw_args args = { 1, 2 };
    unsigned char bytes[sizeof(struct raw_result)];
    size_t i, not_0 = 0;
    int fd[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fd) < 0)
        err_sys("socketpair");
    Writen(fd[0], &args, sizeof(args));
    Shutdown(fd[0], SHUT_WR);
    scribble();
    check_num("raw: one question", 0, serve_sums(fd[1], NULL));
    check_num("raw: one answer", (long)sizeof(bytes),
              (long)readn(fd[0], bytes, sizeof(bytes)));
    for (i = 1; i < offsetof(struct raw_result, sum); i++)
        not_0 += bytes[i] != 0;
    check_num("raw: bytes of the padding that are not 0", 0, (long)not_0);
}

/* Only 1 means that there is a sum. */
static void
test_ok(void)
{
    unsigned char buf[RESULT_SIZE];
    int64_t sum;
    int ok;

    for (ok = 0; ok <= 2; ok++) {
        pack_result(buf, ok, -5);
        check_num("portable: only 1 is ok", ok == 1, unpack_result(buf, &sum));
        check_num("portable: the sum", -5, (long)sum);
    }
}

/* At EOF errno is 0, whatever it was; an error is told from it. */
static void
test_end(void)
{
    struct linebuf lb;
    int64_t a, b;

    linebuf_init(&lb, pipe_with("", 0));
    errno = ERANGE;
    check_num("read_two: EOF", -1, read_two(&lb, &a, &b));
    check_num("read_two: errno is then 0", 0, errno);
    linebuf_init(&lb, -1);
    check_num("read_two: an error", -1, read_two(&lb, &a, &b));
    check_num("read_two: errno is then EBADF", EBADF, errno);
}

/* An error in the middle of a long line is an error, and not a bad line. */
static void
test_long_line(void)
{
    static char digits[MAXLINE - 1];
    struct linebuf lb;
    int64_t a, b;
    int fd[2];

    memset(digits, '1', sizeof(digits));
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fd) < 0
        || fcntl(fd[1], F_SETFL, O_NONBLOCK) < 0)
        err_sys("socketpair");
    Writen(fd[0], digits, sizeof(digits));
    linebuf_init(&lb, fd[1]);
    check_num("read_two: an error in a long line", -1, read_two(&lb, &a, &b));
    check_num("read_two: errno is then EAGAIN", EAGAIN, errno);
    Shutdown(fd[0], SHUT_WR);
    linebuf_init(&lb, fd[1]);
    check_num("read_two: EOF after it", -1, read_two(&lb, &a, &b));
    check_num("read_two: errno is then 0", 0, errno);
}

int
main(void)
{
    int64_t sum = 0;

    test_padding();
    test_end();
    test_long_line();
    test_ok();
    check_num("add_two: the largest sum", 1, add_two(INT64_MAX - 1, 1, &sum));
    check_num("add_two: it is right", 1, sum == INT64_MAX);
    check_num("add_two: one more", 0, add_two(INT64_MAX, 1, &sum));
    check_num("add_two: the smallest sum", 1,
              add_two(INT64_MIN + 1, -1, &sum));
    check_num("add_two: it is right", 1, sum == INT64_MIN);
    check_num("add_two: one less", 0, add_two(INT64_MIN, -1, &sum));
    return 0;
}
