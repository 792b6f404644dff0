/*
 * save: all segments in a file that Wireshark, tshark and tcpdump read: pcapng
 * (draft-ietf-opsawg-pcapng), of which three kinds of blocks are enough.
 */
#include "wire.h"

#include <time.h>           /* time */

enum { SECTION = 0x0a0d0d0a, INTERFACE = 1, PACKET = 6 };   /* block types */
enum { END = 0, COMMENT = 1, NAME = 2 };                    /* options */
#define PAD(size)   (((size) + 3) & ~(size_t)3)

struct block {
    size_t size;
    unsigned char bytes[FRAME + 512];
};

/* Append size bytes, and zeros up to a multiple of four. */
static void
add(struct block *b, const void *data, size_t size)
{
    memset(b->bytes + b->size, 0, PAD(size));
    memcpy(b->bytes + b->size, data, size);
    b->size += PAD(size);
}

/* Append a number of 4 bytes. */
static void
add_number(struct block *b, unsigned long number)
{
    uint32_t value = (uint32_t)number;

    add(b, &value, sizeof(value));
}

/* Append an option with a text. */
static void
add_option(struct block *b, int code, const char *text)
{
    uint16_t header[2] = { (uint16_t)code, (uint16_t)strlen(text) };

    add(b, header, sizeof(header));
    add(b, text, strlen(text));
}

/* Write the block, with its length at both ends. */
static void
put_block(FILE *fp, unsigned int type, struct block *b)
{
    uint32_t header[2];

    header[0] = type;
    header[1] = (uint32_t)b->size + 12;
    fwrite(header, sizeof(header), 1, fp);
    fwrite(b->bytes, b->size, 1, fp);
    fwrite(&header[1], sizeof(header[1]), 1, fp);
}

/* Write what the file begins with: the section, and an interface a host. */
static void
put_start(FILE *fp)
{
    struct block b = { .size = 0 };
    int side;

    add_number(&b, 0x1a2b3c4d);         /* the byte order of this machine */
    add_number(&b, 1);                  /* version 1.0 */
    add_number(&b, 0xffffffff);         /* how long the section is: unknown */
    add_number(&b, 0xffffffff);
    put_block(fp, SECTION, &b);
    for (side = CLIENT; side <= SERVER; side++) {
        b.size = 0;
        add_number(&b, 1);              /* Ethernet */
        add_number(&b, 0);              /* whole frames */
        add_option(&b, NAME, side == CLIENT ? "client" : "server");
        add_option(&b, END, "");
        put_block(fp, INTERFACE, &b);
    }
}

/* Say what has become of the segment. */
static void
make_comment(int number, char *text, size_t size)
{
    const struct segment *s = segment_number(number);
    char same[40] = "";

    if (s->same > 0)
        snprintf(same, sizeof(same), s->copied ? ", your copy of %d"
                                               : ", repeats %d", s->same);
    if (s->where == ARRIVED && s->arrived_after > number)
        snprintf(text, size, "segment %d%s: held, arrives after %d", number,
                 same, s->arrived_after);
    else
        snprintf(text, size, "segment %d%s: %s", number, same,
                 s->where == ARRIVED ? "arrives" : s->where == LOST ? "lost"
                 : "still on the cable");
}

/* Write a segment; `epoch` is the clock's zero, in microseconds since 1970. */
static void
put_segment(FILE *fp, int number, long long epoch)
{
    const struct segment *s = segment_number(number);
    unsigned long long when = (unsigned long long)(s->when + epoch);
    struct block b = { .size = 0 };
    char comment[120];

    add_number(&b, s->from);
    add_number(&b, (unsigned long)(when >> 32));
    add_number(&b, (unsigned long)(when & 0xffffffff));
    add_number(&b, s->size);
    add_number(&b, s->size);
    add(&b, s->frame, s->size);
    make_comment(number, comment, sizeof(comment));
    add_option(&b, COMMENT, comment);
    add_option(&b, END, "");
    put_block(fp, PACKET, &b);
}

/* Open the file as the caller of sudo: it is the caller's, and so are the
 * rights. Returns NULL with errno on error. */
static FILE *
open_as_caller(const char *file)
{
    FILE *fp = NULL;
    uid_t uid;
    gid_t gid;
    int saved;

    if (!sudo_caller(&uid, &gid))
        return fopen(file, "w");
    if (setegid(gid) == 0 && seteuid(uid) == 0)
        fp = fopen(file, "w");
    saved = errno;
    if (seteuid(0) < 0 || setegid(0) < 0)
        err_sys("seteuid");
    errno = saved;
    return fp;
}

int
save(const char *file)
{
    long long epoch = (long long)time(NULL) * 1000000 - cable_clock();
    FILE *fp = open_as_caller(file);
    int number, failed;

    if (fp == NULL)
        return -1;
    put_start(fp);
    for (number = 1; segment_number(number) != NULL; number++)
        put_segment(fp, number, epoch);
    failed = ferror(fp);
    return fclose(fp) != 0 || failed ? -1 : 0;
}
