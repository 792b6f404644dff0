/*
 * make.h: segments for the tests of ch05/wire/segment.c, and checks of what it
 * says about them.
 */
static unsigned int client_port = 40000, server_port = 9877;

/* Put a 16-bit number there. */
static inline void
put(unsigned char *p, unsigned int n)
{
    p[0] = (unsigned char)(n >> 8);
    p[1] = (unsigned char)n;
}

/* Make a frame: Ethernet, IPv4 and TCP without options, and len bytes. */
static inline struct segment *
make(enum side from, unsigned int flags, unsigned int seq, unsigned int ack,
     unsigned int len)
{
    struct segment *s = segment_room();
    unsigned char *ip, *tcp;

    if (s == NULL)
        err_quit("these are too many segments");
    ip = s->frame + 14;
    tcp = ip + 20;
    memset(s, 0, sizeof(*s));
    s->from = from;
    s->size = 54 + len;
    s->frame[12] = 8;
    ip[0] = 0x45;
    put(ip + 2, 40 + len);
    ip[9] = 6;
    put(tcp, from == CLIENT ? client_port : server_port);
    put(tcp + 2, from == CLIENT ? server_port : client_port);
    put(tcp + 4, seq >> 16);
    put(tcp + 6, seq & 0xffff);
    put(tcp + 8, ack >> 16);
    put(tcp + 10, ack & 0xffff);
    tcp[12] = 0x50;
    tcp[13] = (unsigned char)flags;
    return s;
}

/* Forget all segments and connections. */
static inline void
forget(void)
{
    segment_count = conn_count = 0;
    memset(conns, 0, sizeof(conns));
}

/* Say whether the frame is a segment, and compare. */
static inline void
check_frame(const char *text, int want)
{
    printf("%s|%d|%d\n", text, want, segment_add());
}

/* Compare the text of segment `number`. */
static inline void
check_text(const char *what, const char *want, int number)
{
    char text[120] = "none";

    if (segment_number(number) != NULL)
        segment_text(segment_number(number), text, sizeof(text));
    printf("%s|%s|%s\n", what, want, text);
}

static inline void
check_int(const char *what, int want, int got)
{
    printf("%s|%d|%d\n", what, want, got);
}

/* Add a segment that is then at that place. */
static inline int
put_there(int where, enum side from, unsigned int flags, unsigned int seq,
          unsigned int ack, unsigned int len)
{
    make(from, flags, seq, ack, len);
    segment_add();
    segment_number(segment_count)->where = (unsigned int)where;
    return segment_count;
}
