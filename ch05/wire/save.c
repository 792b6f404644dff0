/*
 * save: all segments in a file that Wireshark, tshark and tcpdump read: pcapng
 * (draft-ietf-opsawg-pcapng), of which three kinds of blocks are enough.
 */
#include "wire.h"

#define PAD(size)   (((size) + 3) & ~(size_t)3)

/* Write size bytes, and zeros up to a multiple of four. */
static void
put(FILE *fp, const void *data, size_t size)
{
    fwrite(data, size, 1, fp);
    fwrite("\0\0\0", PAD(size) - size, 1, fp);
}

/* Write what the file begins with: the section, and an interface a host. A
 * block begins with its type, and has its size at both ends. */
static void
put_start(FILE *fp)
{
    const struct {
        uint32_t type, size, byte_order;
        uint16_t version[2];
        uint32_t unknown[2], size_again;        /* how long the section is */
    } section = { 0x0a0d0d0a, 28, 0x1a2b3c4d, { 1, 0 },
                  { 0xffffffff, 0xffffffff }, 28 };
    struct {
        uint32_t type, size;
        uint16_t ethernet, unused;
        uint32_t whole_frames;
        uint16_t option, length;                /* a name of 6 bytes */
        char name[8];
        uint32_t no_option, size_again;
    } host = { 1, 36, 1, 0, 0, 2, 6, "client", 0, 36 };

    put(fp, &section, sizeof(section));
    put(fp, &host, sizeof(host));
    memcpy(host.name, "server", 6);
    put(fp, &host, sizeof(host));
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

/* Write a segment, and say what has become of it. */
static void
put_segment(FILE *fp, int number)
{
    const struct segment *s = segment_number(number);
    long long when = s->when;
    uint32_t size = (uint32_t)s->size;
    struct { uint32_t type, size, interface, when[2], length, whole; } packet
        = { 6, 0, s->from, { (uint32_t)(when >> 32), (uint32_t)when },
            size, size };
    uint16_t option[2] = { 1 /* a comment */, 0 };
    uint32_t end[2] = { 0 /* no other option */, 0 };
    char comment[120];

    make_comment(number, comment, sizeof(comment));
    option[1] = (uint16_t)strlen(comment);
    packet.size = end[1] = (uint32_t)(sizeof(packet) + PAD(s->size)
        + sizeof(option) + PAD(strlen(comment)) + sizeof(end));
    put(fp, &packet, sizeof(packet));
    put(fp, s->frame, s->size);
    put(fp, option, sizeof(option));
    put(fp, comment, strlen(comment));
    put(fp, end, sizeof(end));
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
    FILE *fp = open_as_caller(file);
    int number, failed;

    if (fp == NULL)
        return -1;
    put_start(fp);
    for (number = 1; segment_number(number) != NULL; number++)
        put_segment(fp, number);
    failed = ferror(fp);
    return fclose(fp) != 0 || failed ? -1 : 0;
}
