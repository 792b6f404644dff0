/*
 * cable: the two ends of the cable, as packet sockets (packet(7)). What a host
 * sends is read here; what is written here arrives at the host. The kernel of
 * each host counts the frames, so we know if one is under way.
 */
#define _GNU_SOURCE         /* struct sockaddr_ll */
#include "wire.h"

#include <time.h>           /* clock_gettime */

int cable_fd[2] = { -1, -1 };
int unplugged;

static long frames[2];          /* that each host has sent */
static long received[2];        /* TCP segments that it was given */

long long
cable_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

#ifdef __linux__
#include <net/ethernet.h>   /* ETH_P_ALL */
#include <net/if.h>         /* struct ifreq */
#include <netpacket/packet.h>       /* struct sockaddr_ll */
#include <sys/ioctl.h>      /* ioctl */

/* This interface is the cable's end at the host `side`. */
static void
attach(enum side side, const char *end)
{
    struct sockaddr_ll sll;
    struct ifreq ifr = { .ifr_ifindex = 0 };
    int fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (fd < 0)
        host_refused("a packet socket");
    memset(&sll, 0, sizeof(sll));
    sll.sll_family = AF_PACKET;
    sll.sll_protocol = htons(ETH_P_ALL);
    snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", end);
    if (ioctl(fd, SIOCGIFINDEX, &ifr) < 0)
        host_refused("finding an interface");
    sll.sll_ifindex = ifr.ifr_ifindex;          /* 0 would mean: all */
    if (bind(fd, (struct sockaddr *)&sll, sizeof(sll)) < 0)
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
    ssize_t n = recv(cable_fd[side], s->frame, FRAME, 0);

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

void
cable_boot(enum side side)
{
    static int boots;
    char end[16];

    snprintf(end, sizeof(end), "end%d", ++boots);
    host_boot(side, end);
    host_enter(CABLE);
    attach(side, end);
}

void
cable_table(enum side side, const char *name, char *text, size_t size)
{
    host_enter(side);           /* the tables are those of our host */
    if (proc_text(getpid(), name, text, size) < 0
        && strcmp(name, "net/tcp6") != 0)       /* a kernel without IPv6 */
        host_refused(name);
    host_enter(CABLE);
}

/* Returns the tenth number after this word in a table of the host, or 0. */
static long
count(enum side side, const char *table, const char *word)
{
    char text[8192], *p;
    long n = 0;

    cable_table(side, table, text, sizeof(text));
    p = strstr(text, word);
    if (p != NULL)
        sscanf(p, "%*s %*d %*d %*d %*d %*d %*d %*d %*d %*d %ld", &n);
    return n;
}

/* The frames that eth0 has sent; and InSegs: a line of names stands above it,
 * and the first number is always 1. */
int
cable_busy(enum side side)
{
    return count(side, "net/dev", "eth0:") != frames[side]
        || count(side, "net/snmp", "Tcp: 1") != received[side];
}
