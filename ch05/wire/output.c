/* output: what client and server print. */
#include "wire.h"

static char text[2][65536];
static size_t length[2];

/* Read what it has printed. Returns 1, or 0 if there is nothing new. */
int
output_read(enum side side)
{
    size_t room = sizeof(text[side]) - length[side];
    ssize_t n;

    if (program_out[side] < 0 || room == 0)
        return 0;
    n = read(program_out[side], text[side] + length[side], room);
    if (n == 0) {               /* no process has it open any more */
        Close(program_out[side]);
        program_out[side] = -1;
    }
    if (n <= 0)
        return 0;
    length[side] += (size_t)n;
    return 1;
}

/* Show it, a line for each of its lines. What cannot be printed is a '?'. */
void
output_show(enum side side)
{
    char *line = text[side], *end = line + length[side], *p;

    while (line < end) {
        for (p = line; p < end && *p != '\n'; p++)
            if ((unsigned char)*p < ' ' || *p == 127)
                *p = '?';
        event(side, "%s prints: %.*s", side == CLIENT ? "client" : "server",
              (int)(p - line), line);
        line = p + 1;
    }
    length[side] = 0;
}
