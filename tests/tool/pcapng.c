/*
 * pcapng: read a capture from stdin; print a line for each of its interfaces
 * and packets: "INTERFACE NAME", "PACKET INTERFACE MICROSECONDS TTL CHECKSUMS
 * COMMENT". If the file is not as it should be: message, exit status 1.
 */
#include "unp.h"

#include <stdint.h>         /* uint32_t */

static unsigned char block[70000];

/* Returns the 32-bit number at this place of the block. */
static uint32_t
word(size_t at)
{
    uint32_t value;

    memcpy(&value, block + at, sizeof(value));
    return value;
}

/* Returns the 16-bit number there. */
static unsigned int
half(size_t at)
{
    uint16_t value;

    memcpy(&value, block + at, sizeof(value));
    return value;
}

/* Add n bytes to an Internet checksum (RFC 1071). */
static uint32_t
add(uint32_t sum, const unsigned char *p, size_t n)
{
    for (; n > 1; p += 2, n -= 2)
        sum += (uint32_t)(p[0] << 8 | p[1]);
    if (n > 0)
        sum += (uint32_t)(p[0] << 8);
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return sum;
}

/* Returns 1 if the checksums of IP and of TCP are right. */
static int
checksums(const unsigned char *ip)
{
    size_t len = (size_t)(ip[2] << 8 | ip[3]) - 20;
    uint32_t sum = add(add(6 + (uint32_t)len, ip + 12, 8), ip + 20, len);

    return ip[0] == 0x45 && add(0, ip, 20) == 0xffff && sum == 0xffff;
}

/* Print the option with this code, from `at` on. It must end with an end. */
static void
print_option(size_t at, size_t end, unsigned int code)
{
    for (; at + 4 <= end && half(at) != 0;
         at += 4 + ((half(at + 2) + 3u) & ~3u))
        if (half(at) == code)
            printf(" %.*s", (int)half(at + 2), (char *)block + at + 4);
    if (at + 4 != end || half(at + 2) != 0)
        err_quit("the options do not end");
    printf("\n");
}

int
main(void)
{
    size_t n, blocks, size;

    set_progname("pcapng");
    for (blocks = 0; (n = fread(block, 1, 8, stdin)) == 8; blocks++) {
        size = word(4);
        if (size % 4 != 0 || size < 12 || size > sizeof(block)
            || fread(block + 8, 1, size - 8, stdin) != size - 8
            || word(size - 4) != size)
            err_quit("block %zu: a wrong length", blocks);
        if ((word(0) == 0x0a0d0d0a) != (blocks == 0))
            err_quit("block %zu: a section must come first", blocks);
        if (blocks == 0 && (word(8) != 0x1a2b3c4d || word(12) != 1))
            err_quit("this is no pcapng 1.0 of this machine");
        if (word(0) == 1) {
            printf("INTERFACE");
            print_option(16, size - 4, 2);
        } else if (word(0) == 6) {
            printf("PACKET %u %llu %d %s", (unsigned int)word(8),
                   (unsigned long long)word(12) << 32 | word(16),
                   block[28 + 14 + 8], word(20) == word(24)
                   && checksums(block + 28 + 14) ? "right" : "wrong");
            print_option(28 + ((word(20) + 3u) & ~3u), size - 4, 1);
        }
    }
    if (n != 0 || blocks == 0)
        err_quit("the file is cut");
    return 0;
}
