/* lib-sock: sock_parse, sock_address, sock_state on lines of /proc/net/tcp. */
#include "check.h"
#include "../../lib/proc.h"

#define INODE " 00000000     0        0 4711 1 0000000000000000 100 0 0 10 0"
#define REST  " 00:00000000" INODE

static struct sock s;

/* Check how one side of s is printed. */
static void
check_address(const char *text, int side, const char *want)
{
    char got[64];

    memset(got, 0, sizeof(got));
    sock_address(&s, side, got, sizeof(got));
    check_mem(text, want, got, strlen(want) + 1);
}

static void
check_v4(void)
{
    check_num("a line of tcp", 1, sock_parse(&s, "   2: 0100007F:2695 "
              "0200007F:C001 08 00000003:00000002 01:00000014" INODE));
    check_num("its state", CLOSE_WAIT, (long)s.state);
    check_num("its local port", 9877, (long)s.port[LOCAL]);
    check_num("its remote port", 49153, (long)s.port[REMOTE]);
    check_num("Send-Q", 3, (long)s.sendq);
    check_num("Recv-Q", 2, (long)s.recvq);
    check_num("its timer", 1, (long)s.timer);
    check_num("the timer's ticks", 20, (long)s.ticks);
    check_num("its inode", 4711, (long)s.inode);
    check_num("it is of IPv4", 0, s.v6);
    check_num("its address is as in sin_addr", 1,
              s.address[LOCAL] == (htonl(1) == 1 ? 0x0100007Fu
                                                 : htonl(INADDR_LOOPBACK)));
    check_num("an IPv4 line has no IPv6 address", 0,
              (long)(s.address6[LOCAL][0] | s.address6[REMOTE][3]));
}

static void
check_v6(void)
{
    check_num("a line of tcp6", 1, sock_parse(&s, "   0: "
              "0000000000000000FFFF00000100007F:2695 "
              "00000000000000000000000001000000:0000 0A 00000000:00000005"
              REST));
    check_num("it is of IPv6", 1, s.v6);
    check_num("clients wait for accept", 5, (long)s.recvq);
    if (htonl(1) == 1)          /* the digits above are of the other order */
        return;
    check_address("an IPv4 address in tcp6", LOCAL, "::ffff:127.0.0.1");
    check_num("it is the IPv4 address", 1,
              s.address[LOCAL] == htonl(INADDR_LOOPBACK));
    check_address("loopback of IPv6", REMOTE, "::1");
    check_num("it has no IPv4 address", 0, (long)s.address[REMOTE]);
    sock_parse(&s, " 0: B80D012000000000FFFF00000100007F:0001 "
               "00000000B80D0120FFFF00000100007F:0002 01 0:0" REST);
    check_num("nor has one that only ends so", 0,
              (long)(s.address[LOCAL] | s.address[REMOTE]));
    sock_parse(&s, " 0: 0100007F:0001 0200007F:0002 01 0:0" REST);
    check_address("an IPv4 address", REMOTE, "127.0.0.2");
    check_mem("an address that does not fit is empty", "",
              sock_address(&s, LOCAL, (char[4]){ "abc" }, 4), 1);
}

static void
check_refused(void)
{
    static const char *const lines[] = {
        "", "\n", "  sl  local_address rem_address   st tx_queue rx_queue tr",
        "   2: 0100007F:2695",
        "   2: 0100007F:2695 0200007F:C001 08 00000003:00000002 01:00000014",
        "   2: 0100007:2695 0200007F:C001 08 0:0" REST,
        "   2: 0100007F:2695 0200007FFF:C001 08 0:0" REST,
        "   2: 0100007G:2695 0200007F:C001 08 0:0" REST,
    };
    size_t i;

    for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
        check_num("this is no line of the table", 0, sock_parse(&s, lines[i]));
}

int
main(void)
{
    static const char *const names[] = {
        "?", "ESTABLISHED", "SYN_SENT", "SYN_RCVD", "FIN_WAIT1", "FIN_WAIT2",
        "TIME_WAIT", "CLOSED", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING",
        "?", "?"
    };
    unsigned int i;

    check_v4();
    check_v6();
    check_refused();
    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        check_mem("the name of a state", names[i], sock_state(i),
                  strlen(names[i]) + 1);
    return 0;
}
