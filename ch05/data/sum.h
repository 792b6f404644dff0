/*
 * sum.h: what the binary sum programs send each other, in both ways.
 *
 * raw:      the structures as they lie in memory. Byte order, size of long and
 *           padding are those of the machine, the compiler and its flags.
 * portable: a layout of our own, the same on every machine:
 *             question   a, 8 bytes    b, 8 bytes
 *             answer     ok, 1 byte    sum, 8 bytes
 *           Numbers are two's complement, most significant byte first.
 * In both, ok is 1; or 0, and sum is 0, if the sum does not fit.
 */
#ifndef SUM_H
#define SUM_H

#include "data.h"

#include <limits.h>         /* LONG_MIN, LONG_MAX */

struct raw_args {
    long a, b;
};

struct raw_result {
    char ok;                    /* behind it, 7 bytes of padding; or 3 */
    long sum;
};

#define ARGS_SIZE   16
#define RESULT_SIZE 9

/* Put number in the 8 bytes at p, the most significant first. */
static inline void
put_int64(unsigned char *p, int64_t number)
{
    uint64_t u = (uint64_t)number;
    int i;

    for (i = 7; i >= 0; i--, u >>= 8)
        p[i] = (unsigned char)(u & 0xff);
}

/* Returns the number that put_int64 has put in the 8 bytes at p. */
static inline int64_t
get_int64(const unsigned char *p)
{
    uint64_t u = 0;
    int i;

    for (i = 0; i < 8; i++)
        u = u << 8 | p[i];
    return u <= INT64_MAX ? (int64_t)u : -(int64_t)~u - 1;
}

/* The question: a and b to the bytes of buf. */
static inline void
pack_args(unsigned char buf[ARGS_SIZE], int64_t a, int64_t b)
{
    put_int64(buf, a);
    put_int64(buf + 8, b);
}

/* And back: the bytes of buf to *a and *b. Every 16 bytes are two numbers. */
static inline void
unpack_args(const unsigned char buf[ARGS_SIZE], int64_t *a, int64_t *b)
{
    *a = get_int64(buf);
    *b = get_int64(buf + 8);
}

/* The answer: ok and sum to the bytes of buf. */
static inline void
pack_result(unsigned char buf[RESULT_SIZE], int ok, int64_t sum)
{
    buf[0] = (unsigned char)ok;
    put_int64(buf + 1, sum);
}

/* And back: returns ok, 1 or 0 if the byte is anything but 1; sum to *sum. */
static inline int
unpack_result(const unsigned char buf[RESULT_SIZE], int64_t *sum)
{
    *sum = get_int64(buf + 1);
    return buf[0] == 1;
}

#endif
