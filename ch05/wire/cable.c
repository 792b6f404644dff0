/*
 * cable: the two ends of the cable, as packet sockets (packet(7)). What a host
 * sends is read here; what is written here arrives at the host. The kernels of
 * the hosts count the frames: so we know whether one is under way.
 */
#define _GNU_SOURCE         /* struct sockaddr_ll */
#include "wire.h"

#include <fcntl.h>          /* open */
#ifdef __linux__
#include <net/ethernet.h>   /* ETH_P_ALL */
#include <net/if.h>         /* if_nametoindex */
#include <netpacket/packet.h>       /* struct sockaddr_ll */
#endif

int cable_fd[2] = { -1, -1 };
long cable_frames[2], cable_segments[2];

#ifdef __linux__
/* This interface is the cable's end at the host `side`. */
static void
cable_attach(enum side side, const char *end)
{
    struct sockaddr_ll sll;
    int fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (fd < 0)
        hosts_refused("a packet socket");
    memset(&sll, 0, sizeof(sll));
    sll.sll_family = AF_PACKET;
    sll.sll_protocol = htons(ETH_P_ALL);
    sll.sll_ifindex = (int)if_nametoindex(end);
    if (bind(fd, (struct sockaddr *)&sll, sizeof(sll)) < 0)
        hosts_refused("to bind a packet socket");
    link_up(end);
    if (cable_fd[side] >= 0)
        Close(cable_fd[side]);
    cable_fd[side] = fd;
    cable_frames[side] = cable_segments[side] = 0;
}

/* Read a frame that the host has sent. Returns its size; 0 if there is none. */
size_t
cable_read(enum side side, unsigned char *frame, size_t size)
{
    struct sockaddr_ll sll;
    socklen_t len = sizeof(sll);
    ssize_t n;

    do
        n = recvfrom(cable_fd[side], frame, size, 0,
                     (struct sockaddr *)&sll, &len);
    while (n > 0 && sll.sll_pkttype == PACKET_OUTGOING);    /* our own */
    if (n <= 0)
        return 0;
    cable_frames[side]++;
    return (size_t)n;
}

/* Let the frame arrive at the host `to`. */
void
cable_write(enum side to, const unsigned char *frame, size_t size)
{
    if (send(cable_fd[to], frame, size, 0) < 0)
        err_sys("send");
}
#else
/* Not called. */
static void
cable_attach(enum side side, const char *end)
{
    (void)side;
    (void)end;
}

/* Not called. */
size_t
cable_read(enum side side, unsigned char *frame, size_t size)
{
    (void)side;
    (void)frame;
    return size;
}

/* Not called. */
void
cable_write(enum side to, const unsigned char *frame, size_t size)
{
    (void)to;
    (void)frame;
    (void)size;
}
#endif

static int table[2][TABLES] = { { -1, -1, -1 }, { -1, -1, -1 } };

/* This process is on the host `side`: open its tables. They stay its own. */
static void
tables_open(enum side side)
{
    static const char *const names[TABLES] = { "tcp", "snmp", "dev" };
    char file[64];
    int i;

    for (i = 0; i < TABLES; i++) {
        if (table[side][i] >= 0)
            Close(table[side][i]);
        snprintf(file, sizeof(file), "/proc/self/net/%s", names[i]);
        table[side][i] = open(file, O_RDONLY | O_CLOEXEC);
        if (table[side][i] < 0)
            err_sys("%s", file);
    }
}

/* Make a new host, and join it to the cable. It replaces the one before. */
void
cable_boot(enum side side)
{
    static int boots;
    char end[16];

    snprintf(end, sizeof(end), "end%d", ++boots);
    host_boot(side, end);
    tables_open(side);
    host_enter(CABLE);
    cable_attach(side, end);
}

/* Read a table into text, which ends with '\0'. The text can be cut. */
void
table_read(enum side side, enum table which, char *text, size_t size)
{
    int fd = table[side][which];
    size_t len = 0;
    ssize_t n;

    if (lseek(fd, 0, SEEK_SET) < 0)
        err_sys("lseek");
    while (len < size - 1 && (n = read(fd, text + len, size - 1 - len)) != 0) {
        if (n < 0 && errno != EINTR)
            err_sys("read");
        len += n > 0 ? (size_t)n : 0;
    }
    text[len] = '\0';
}

/* Returns the TCP segments that the host has received: InSegs, the tenth. */
static long
received(enum side side)
{
    char text[8192], *tcp;
    long n = 0;

    table_read(side, SNMP, text, sizeof(text));
    tcp = strstr(text, "\nTcp: ");                  /* the names */
    tcp = tcp != NULL ? strstr(tcp + 1, "\nTcp: ") : NULL;
    if (tcp != NULL)
        sscanf(tcp, " Tcp: %*d %*d %*d %*d %*d %*d %*d %*d %*d %ld", &n);
    return n;
}

/* Returns the frames that the host has sent: on the line of eth0, the tenth. */
static long
sent(enum side side)
{
    char text[4096], *eth0;
    long n = 0;

    table_read(side, DEV, text, sizeof(text));
    eth0 = strstr(text, "eth0:");
    if (eth0 != NULL)
        sscanf(eth0, "eth0: %*d %*d %*d %*d %*d %*d %*d %*d %*d %ld", &n);
    return n;
}

/* True if a frame is on its way inside a host: we have not read all that it
 * has sent, or it has not received all that we have given it. */
int
tables_busy(enum side side)
{
    return sent(side) != cable_frames[side]
        || received(side) != cable_segments[side];
}
