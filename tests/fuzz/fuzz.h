/* fuzz.h: what the files of fuzz share; the contracts are in the .c files. */
#ifndef FUZZ_H
#define FUZZ_H

#include "unp.h"

#include <stdint.h>         /* uint64_t */

#define PIECE   65536       /* most bytes of one read or write */

/* How a client ends a conversation when it has sent all its bytes. */
enum ending {
    CLOSE,                  /* it waits for the whole echo, then closes */
    LEAVE,                  /* it closes, whether it has the echo or not */
    RESET,                  /* the same, with an RST */
    HALF_CLOSE,             /* it sends its FIN, then reads echo and EOF */
    FIN_RESET,              /* it sends its FIN, and then an RST */
    ENDINGS
};

struct talk {               /* one conversation */
    int id, fd;             /* fd is -1 when it has ended */
    enum ending ending;
    int talkative;          /* percent of turns in which it rather sends */
    size_t piece;           /* most bytes that it sends or reads in one turn */
    long total;             /* bytes that it will send */
    long sent, received;
    int fin_sent;
    uint64_t dice, text;    /* random numbers; which bytes it sends */
};

/* model.c: random numbers, the bytes that are sent, the echo that is right */
uint64_t roll(uint64_t *dice, uint64_t n);
unsigned char byte_sent(const struct talk *t, long at);
unsigned char byte_echoed(const struct talk *t, long at);
extern int upper_case;

/* begin.c: the plan of a conversation, its start, and its failure */
void begin(struct talk *t, const struct sockaddr_in *addr, uint64_t seed);
_Noreturn void fail(const struct talk *t, const char *what);

/* talk.c: one conversation, a turn at a time */
int turn(struct talk *t);

#endif
