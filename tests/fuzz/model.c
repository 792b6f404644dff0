/* model: random numbers, the bytes of a conversation, and their echo. */
#include "fuzz.h"

int upper_case;             /* 1: the server sends a to z back as A to Z */

/* Returns a well-mixed number: close arguments give results that are not. */
static uint64_t
mix(uint64_t x)
{
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
    x = (x ^ x >> 27) * 0x94d049bb133111eb;
    return x ^ x >> 31;
}

/* Returns a random number from 0 to n - 1, and moves dice to the next one. */
uint64_t
roll(uint64_t *dice, uint64_t n)
{
    return mix(*dice += 0x9e3779b97f4a7c15) % n;
}

/* Returns the byte that conversation t sends at this place: any of the 256. */
unsigned char
byte_sent(const struct talk *t, long at)
{
    return (unsigned char)mix(t->text + (uint64_t)at);
}

/* Returns the byte that a correct server sends back at this place. */
unsigned char
byte_echoed(const struct talk *t, long at)
{
    unsigned char c = byte_sent(t, at);

    if (upper_case && c >= 'a' && c <= 'z')
        return (unsigned char)(c - 'a' + 'A');
    return c;
}
