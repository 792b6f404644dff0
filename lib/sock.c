/* sock: lines of /proc/net/tcp and tcp6, read as text (proc_net_tcp(5)). */
#include "proc.h"

enum { V4_DIGITS = 8, V6_DIGITS = 32 };     /* of an address in the table */

/*
 * Read an address of 8 or 32 hexadecimal digits: each 8 of them are 4 bytes as
 * this machine has them in memory. Returns 0 if these are no such digits.
 */
static int
parse_address(struct sock *s, int side, const char *digits)
{
    unsigned int *word = s->address6[side];
    size_t i, len = strlen(digits);

    if (len != V4_DIGITS && len != V6_DIGITS)
        return 0;
    s->v6 = len == V6_DIGITS;
    for (i = 0; i < len / V4_DIGITS; i++)
        if (sscanf(digits + i * V4_DIGITS, "%8x", &word[i]) != 1)
            return 0;
    if (!s->v6) {
        s->address[side] = word[0];
        word[0] = 0;
    } else if (word[0] == 0 && word[1] == 0 && word[2] == htonl(0xffff)) {
        s->address[side] = word[3];         /* ::ffff:127.0.0.1 */
    }
    return 1;
}

int
sock_parse(struct sock *s, const char *line)
{
    char address[2][V6_DIGITS + 1];

    memset(s, 0, sizeof(*s));
    return sscanf(line, " %*u: %32[0-9A-F]:%4x %32[0-9A-F]:%4x %2x %lx:%lx"
                  " %x:%lx %*x %*u %*u %lu", address[LOCAL], &s->port[LOCAL],
                  address[REMOTE], &s->port[REMOTE], &s->state, &s->sendq,
                  &s->recvq, &s->timer, &s->ticks, &s->inode) == 10
        && parse_address(s, LOCAL, address[LOCAL])
        && parse_address(s, REMOTE, address[REMOTE]);
}

const char *
sock_address(const struct sock *s, int side, char *text, socklen_t size)
{
    const void *from = s->v6 ? (const void *)s->address6[side]
                             : (const void *)&s->address[side];

    if (inet_ntop(s->v6 ? AF_INET6 : AF_INET, from, text, size) == NULL)
        text[0] = '\0';                     /* it does not fit */
    return text;
}

const char *
sock_state(unsigned int state)
{
    static const char *const names[] = {
        "?", "ESTABLISHED", "SYN_SENT", "SYN_RCVD", "FIN_WAIT1", "FIN_WAIT2",
        "TIME_WAIT", "CLOSED", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING"
    };

    return names[state < sizeof(names) / sizeof(names[0]) ? state : 0];
}
