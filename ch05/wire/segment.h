/* segment.h: segments, the cable that carries them, and connections. */
#ifndef SEGMENT_H
#define SEGMENT_H

#include "host.h"

#define FRAME 2048          /* more bytes than an Ethernet frame has */
enum { FIN = 1, SYN = 2, RST = 4, ACK = 16 };       /* the flags of TCP */

struct segment {
    enum side from;
    enum { ON_CABLE, ARRIVED, LOST } where;
    int conn;               /* the number of its connection */
    int same;               /* the segment that it repeats, or 0 */
    unsigned int flags;
    uint32_t seq, ack, len; /* seq and ack are counted from the SYNs */
    size_t size;            /* of the frame */
    unsigned char frame[FRAME];
};

struct conn {               /* each member has a value for each side */
    unsigned int port[2];
    uint32_t first[2];      /* the sequence number of its SYN */
    int known[2];           /* we have seen its SYN */
    int seen[2];            /* it has had a socket for this connection */
    const char *state[2];   /* the socket's state now */
    const char *shown[2];   /* and the last one on the screen */
};

/* segment.c: what is in a frame */
int segment_parse(struct segment *s);
void segment_text(const struct segment *s, char *text, size_t size);
uint32_t segment_end(const struct segment *s);

/* held.c, due.c: all segments, and which of them will come again */
struct segment *held(int number);
int held_next(int number);
int held_add(const struct segment *s);
int held_same(const struct segment *s);
int due(int number);
int due_any(void);

/* batch.c: the segments that have left the hosts since nothing moved */
extern int unplugged, repeats;
int batch_read(void);
int batch_show(int waiting);

/* states.c: connections */
int conn_find(unsigned int client_port, unsigned int server_port);
struct conn *conn_number(int number);
int state_listens(unsigned int port);
void states_read(void);

/* show.c, event.c, title.c: the screen */
extern int terminal, colour, shown, shown_segment;
void event(enum side where, const char *fmt, ...);
void answer(const char *fmt, ...);
void show_title(void);
void show_segment(int number);
void show_states(int number);
void show_arrival(int number);
void show_left(void);

#endif
