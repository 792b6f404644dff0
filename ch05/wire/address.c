/* address: what a host knows of itself and of the other one. */
#define _GNU_SOURCE         /* struct ifreq */
#include "host.h"
#include "rtnetlink.h"

#ifdef __linux__
#include <net/if.h>         /* struct ifreq, if_nametoindex */
#include <net/if_arp.h>     /* struct arpreq */
#include <sys/ioctl.h>      /* SIOCSIFADDR */

/* Set *sa to the Internet address of this side. */
static void
internet(struct sockaddr *sa, enum side side)
{
    struct sockaddr_in in;

    memset(&in, 0, sizeof(in));
    in.sin_family = AF_INET;
    inet_pton(AF_INET, ADDRESS(side), &in.sin_addr);
    memcpy(sa, &in, sizeof(in));
}

/* Set *sa to its Ethernet address, 02:00:00:00:00:01 or 02:00:00:00:00:02. */
static void
ethernet(struct sockaddr *sa, enum side side)
{
    memset(sa, 0, sizeof(*sa));
    sa->sa_family = ARPHRD_ETHER;
    sa->sa_data[0] = 2;
    sa->sa_data[5] = side == CLIENT ? 1 : 2;
}

/*
 * A route to the other host, with the metric quickack: every ACK is sent at
 * once. Otherwise the ACK of a FIN may wait, and travel with the next FIN.
 */
static void
route_to(enum side other, uint32_t interface)
{
    struct request r;
    struct route route = {
        .family = AF_INET, .dst_len = 32, .table = 254 /* main */,
        .protocol = 4 /* static */, .scope = 253 /* link */, .type = 1
    };
    struct in_addr to;
    uint32_t one = 1, metrics;

    inet_pton(AF_INET, ADDRESS(other), &to);
    request_start(&r, NEWROUTE, &route, sizeof(route));
    request_add(&r, DST, &to, sizeof(to));
    request_add(&r, OIF, &interface, sizeof(interface));
    metrics = request_add(&r, METRICS, NULL, 0);
    request_add(&r, QUICKACK, &one, sizeof(one));
    request_end(&r, metrics);
    if (request_send(&r) < 0)
        hosts_refused("a route");
}

/*
 * Give this host's interface its addresses and switch it on. The host knows
 * the other one's Ethernet address (as after arp -s), so it need not ask.
 */
void
address_set(const char *name, enum side side)
{
    enum side other = side == CLIENT ? SERVER : CLIENT;
    struct ifreq ifr;
    struct arpreq arp;

    memset(&ifr, 0, sizeof(ifr));
    snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", name);
    ethernet(&ifr.ifr_hwaddr, side);
    link_ioctl(SIOCSIFHWADDR, &ifr, "an Ethernet address");
    internet(&ifr.ifr_addr, side);
    link_ioctl(SIOCSIFADDR, &ifr, "an Internet address");
    link_plain(name);
    link_up(name);
    memset(&arp, 0, sizeof(arp));
    internet(&arp.arp_pa, other);
    ethernet(&arp.arp_ha, other);
    arp.arp_flags = ATF_PERM | ATF_COM;
    snprintf(arp.arp_dev, sizeof(arp.arp_dev), "%s", name);
    link_ioctl(SIOCSARP, &arp, "an ARP entry");
    route_to(other, if_nametoindex(name));
}
#endif
