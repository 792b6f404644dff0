/*
 * act_segment: the commands about segments. Each returns 0, or -1 after a
 * message: that cannot be done.
 */
#include "wire.h"

/*
 * Returns the segment that text names, or NULL after a message. Without a text
 * it is the oldest on the cable. If `cabled`, it must be on the cable.
 */
static struct segment *
named(const char *text, int cabled, int *number)
{
    struct segment *s;

    *number = *text != '\0' ? (int)strtol(text, NULL, 10) : held_next(0);
    s = held(*number);
    if (*text == '\0' && s == NULL)
        answer("nothing is on the cable");
    else if (s == NULL || strspn(text, "0123456789") != strlen(text))
        answer("there is no segment %s", text);
    else if (cabled && s->where != ON_CABLE)
        answer("%d is not on the cable: it %s", *number,
              s->where == LOST ? "is lost" : "has arrived");
    else
        return s;
    return NULL;
}

/* Enter, or a number: the oldest segment, or this one, arrives. */
int
act_arrive(const char *text)
{
    int number;
    struct segment *s = named(text, 1, &number);

    if (s == NULL)
        return *text == '\0' ? 0 : -1;
    deliver(number, 0);
    return 0;
}

/* lose [N]: the oldest segment, or this one, is lost. */
int
act_lose(const char *text)
{
    int number;
    struct segment *s = named(text, 1, &number);

    if (s == NULL)
        return -1;
    s->where = LOST;
    event(CABLE, "%d is lost", number);
    return 0;
}

/* again N: put a copy of this segment on the cable. */
int
act_again(const char *text)
{
    int number;
    struct segment *s, copy;

    if (*text == '\0') {
        answer("which one? as in: again 5");
        return -1;
    }
    if ((s = named(text, 0, &number)) == NULL)
        return -1;
    copy = *s;
    copy.same = number;
    number = held_add(&copy);
    if (unplugged)
        held(number)->where = LOST;
    show_segment(number);
    return 0;
}
