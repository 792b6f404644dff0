/*
 * cable: the two ends of the cable, as packet sockets (packet(7)). What a host
 * sends is read here; what is written here arrives at the host. The kernel of
 * each host counts the frames, so we know if one is under way.
 */
#define _GNU_SOURCE         /* struct sockaddr_ll */
#include "wire.h"

#include <fcntl.h>          /* open */
#include <time.h>           /* clock_gettime */

int cable_fd[2] = { -1, -1 };
int unplugged;

static long frames[2];          /* that each host has sent */
static long received[2];        /* TCP segments that it was given */
static int tables[2][TABLES] = { { -1, -1, -1, -1 }, { -1, -1, -1, -1 } };

long long
cable_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

#ifdef __linux__
#include <net/ethernet.h>   /* ETH_P_ALL */
#include <net/if.h>         /* if_nametoindex */
#include <netpacket/packet.h>       /* struct sockaddr_ll */

/* This interface is the cable's end at the host `side`. */
static void
attach(enum side side, const char *end)
{
    struct sockaddr_ll sll;
    int fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (fd < 0)
        host_refused("a packet socket");
    memset(&sll, 0, sizeof(sll));
    sll.sll_family = AF_PACKET;
    sll.sll_protocol = htons(ETH_P_ALL);
    sll.sll_ifindex = (int)if_nametoindex(end);     /* 0 would mean: all */
    if (sll.sll_ifindex == 0 || bind(fd, (struct sockaddr *)&sll,
                                     sizeof(sll)) < 0)
        host_refused("binding a packet socket");
    host_link_up(end);
    if (cable_fd[side] >= 0)
        Close(cable_fd[side]);
    cable_fd[side] = fd;
    frames[side] = received[side] = 0;
}

int
cable_read(struct segment *s, enum side side)
{
    struct sockaddr_ll sll;
    socklen_t len = sizeof(sll);
    ssize_t n;

    do
        n = recvfrom(cable_fd[side], s->frame, FRAME, 0,
                     (struct sockaddr *)&sll, &len);
    while (n > 0 && sll.sll_pkttype == PACKET_OUTGOING);    /* our own */
    if (n <= 0)
        return 0;
    frames[side]++;
    s->from = side;
    s->where = FRESH;
    s->size = (size_t)n;
    s->when = cable_clock();
    return 1;
}

void
cable_write(const struct segment *s)
{
    enum side to = other(s->from);

    if (s->where != FRESH)      /* it is a TCP segment */
        received[to]++;
    if (send(cable_fd[to], s->frame, s->size, 0) < 0)
        err_sys("send");
}

#else
#define attach(side, end)   ((void)(side), (void)(end))
#endif

/* This process is on the host `side`: open its tables. They stay its own. */
static void
open_tables(enum side side)
{
    static const char *const names[TABLES] = { "tcp", "tcp6", "snmp", "dev" };
    char file[64];
    int i;

    for (i = 0; i < TABLES; i++) {
        if (tables[side][i] >= 0)
            Close(tables[side][i]);
        snprintf(file, sizeof(file), "/proc/self/net/%s", names[i]);
        tables[side][i] = open(file, O_RDONLY | O_CLOEXEC);
        if (tables[side][i] < 0 && i != TCP6)   /* a kernel without IPv6 */
            host_refused(file);
    }
}

void
cable_boot(enum side side)
{
    static int boots;
    char end[16];

    snprintf(end, sizeof(end), "end%d", ++boots);
    host_boot(side, end);
    open_tables(side);
    host_enter(CABLE);
    attach(side, end);
}

void
cable_table(enum side side, enum table which, char *text, size_t size)
{
    int fd = tables[side][which];
    size_t len = 0;
    ssize_t n;

    text[0] = '\0';
    if (fd < 0)
        return;
    if (lseek(fd, 0, SEEK_SET) < 0)
        err_sys("lseek");
    while (len < size - 1 && (n = read(fd, text + len, size - 1 - len)) != 0) {
        if (n < 0 && errno != EINTR)
            err_sys("read");
        len += n > 0 ? (size_t)n : 0;
    }
    text[len] = '\0';
}

/* The host has received so many TCP segments: InSegs, the tenth number. */
static long
count_received(enum side side)
{
    char text[8192], *tcp;
    long n = 0;

    cable_table(side, SNMP, text, sizeof(text));
    tcp = strstr(text, "\nTcp: ");                  /* the names */
    tcp = tcp != NULL ? strstr(tcp + 1, "\nTcp: ") : NULL;
    if (tcp != NULL)
        sscanf(tcp, " Tcp: %*d %*d %*d %*d %*d %*d %*d %*d %*d %ld", &n);
    return n;
}

/* The host has sent so many frames: on the line of eth0, the tenth number. */
static long
count_sent(enum side side)
{
    char text[4096], *eth0;
    long n = 0;

    cable_table(side, DEV, text, sizeof(text));
    eth0 = strstr(text, "eth0:");
    if (eth0 != NULL)
        sscanf(eth0, "eth0: %*d %*d %*d %*d %*d %*d %*d %*d %*d %ld", &n);
    return n;
}

int
cable_busy(enum side side)
{
    return count_sent(side) != frames[side]
        || count_received(side) != received[side];
}
