/* show: the lines that have states: segments, and what came of them. */
#include "wire.h"

/* End the line of a connection: the server's state, and the port if there are
 * several connections. */
static void
end_line(struct conn *c)
{
    if (conn_number(1) != NULL)
        printf("%-11s port %u\n", c->state[SERVER], c->port[CLIENT]);
    else
        printf("%s\n", c->state[SERVER]);
    c->shown[CLIENT] = c->state[CLIENT];
    c->shown[SERVER] = c->state[SERVER];
    shown++;
    shown_segment = 0;
}

/* Show a segment that was put on the cable, and the states of both ends. */
void
show_segment(int number)
{
    const struct segment *s = held(number);
    struct conn *c = conn_number(s->conn);
    const char *left = "---", *right = "---";
    int red = colour && (s->flags & RST || s->where == LOST);
    char text[120];

    if (s->from == CLIENT)
        right = s->where == LOST ? "--X" : "-->";
    else
        left = s->where == LOST ? "X--" : "<--";
    segment_text(s, text, sizeof(text));
    hide_prompt(0);
    printf("%3d  %-11s  %s%s %-30s %s%s  ", number, c->state[CLIENT],
           red ? "\033[1;31m" : "", left, text, right, red ? "\033[0m" : "");
    end_line(c);
    shown_segment = number;
}

/* Show the states of the two ends, if they are not what was shown last. */
void
show_states(int number)
{
    struct conn *c = conn_number(number);

    if (c->shown[CLIENT] != NULL
        && strcmp(c->shown[CLIENT], c->state[CLIENT]) == 0
        && strcmp(c->shown[SERVER], c->state[SERVER]) == 0)
        return;
    hide_prompt(0);
    printf("     %-11s%*s", c->state[CLIENT], 42, "");
    end_line(c);
}

