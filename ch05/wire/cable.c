/*
 * cable: the two ends of the cable, as packet sockets (packet(7)). What a host
 * sends is read here; what is written here arrives at the host.
 */
#define _GNU_SOURCE         /* struct sockaddr_ll */
#include "host.h"

int cable_fd[2] = { -1, -1 };
long cable_frames[2], cable_segments[2];

#ifdef __linux__
#include <net/ethernet.h>   /* ETH_P_ALL */
#include <net/if.h>         /* if_nametoindex */
#include <netpacket/packet.h>       /* struct sockaddr_ll */

/* This interface is the cable's end at the host `side`. */
void
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
#endif
