/*
 * sum.h: what the binary sum programs send each other, raw and portable.
 *
 * raw:      structures as they are in memory. The machine and the compiler
 *           decide the byte order, the size of long and the padding.
 * portable: a layout of bytes that is the same on every machine:
 *             question   a, 8 bytes    b, 8 bytes
 *             answer     ok, 1 byte    sum, 8 bytes
 *           Numbers are two's complement, most significant byte first.
 * In both, ok is 1. If the sum does not fit, ok is 0 and sum is 0.
 */
#ifndef SUM_H
#define SUM_H

#include "data.h"

#include <limits.h>         /* LONG_MIN, LONG_MAX */

struct raw_args {
    long a, b;
};

struct raw_result {
    char ok;                    /* then padding, often 7 bytes */
    long sum;
};

#define ARGS_SIZE   16
#define RESULT_SIZE 9

/* Store number in the 8 bytes at p, the most significant byte first. */
static inline void
put_int64(unsigned char *p, int64_t number)
{
    uint64_t u = (uint64_t)number;
    int i;

    for (i = 7; i >= 0; i--, u >>= 8)
        p[i] = (unsigned char)(u & 0xff);
}

/* Returns the number that put_int64 stored in the 8 bytes at p. */
static inline int64_t
get_int64(const unsigned char *p)
{
    uint64_t u = 0;
    int i;

    for (i = 0; i < 8; i++)
        u = u << 8 | p[i];
    return u <= INT64_MAX ? (int64_t)u : -(int64_t)~u - 1;
}

/* Pack the question: store a and b in buf. */
static inline void
pack_args(unsigned char buf[ARGS_SIZE], int64_t a, int64_t b)
{
    put_int64(buf, a);
    put_int64(buf + 8, b);
}

/* Unpack the question in buf into *a and *b. Any 16 bytes are valid. */
static inline void
unpack_args(const unsigned char buf[ARGS_SIZE], int64_t *a, int64_t *b)
{
    *a = get_int64(buf);
    *b = get_int64(buf + 8);
}

/* Pack the answer: store ok and sum in buf. */
static inline void
pack_result(unsigned char buf[RESULT_SIZE], int ok, int64_t sum)
{
    buf[0] = (unsigned char)ok;
    put_int64(buf + 1, sum);
}

/* Unpack the sum in buf into *sum. Returns 1 if ok is 1, otherwise 0. */
static inline int
unpack_result(const unsigned char buf[RESULT_SIZE], int64_t *sum)
{
    *sum = get_int64(buf + 1);
    return buf[0] == 1;
}

#endif
