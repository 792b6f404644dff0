/* link: the cable's network interfaces, by rtnetlink(7) and netdevice(7). */
#define _GNU_SOURCE         /* struct ifreq */
#include "host.h"
#include "rtnetlink.h"

#ifdef __linux__
#include <net/if.h>         /* struct ifreq */
#include <sys/ioctl.h>      /* ioctl */

/* Make a pair of interfaces: `here`, and `there` in another namespace. */
void
link_pair(const char *here, const char *there, int there_ns)
{
    struct request r;
    struct link link = { 0, 0, 0, 0, 0 };
    uint32_t info, data, peer;

    request_start(&r, NEWLINK, &link, sizeof(link));
    request_add(&r, NAME, here, strlen(here) + 1);
    info = request_add(&r, INFO, NULL, 0);
    request_add(&r, KIND, "veth", 4);
    data = request_add(&r, DATA, NULL, 0);
    peer = request_add(&r, PEER, &link, sizeof(link));
    request_add(&r, NAME, there, strlen(there) + 1);
    request_add(&r, NS_FD, &there_ns, sizeof(there_ns));
    request_end(&r, peer);
    request_end(&r, data);
    request_end(&r, info);
    if (request_send(&r) < 0)
        hosts_refused("a pair of network interfaces (veth)");
}

/* ioctl with a new socket. If it fails: message, exit status 1. */
void
link_ioctl(unsigned long request, void *argument, const char *what)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    if (fd < 0 || ioctl(fd, request, argument) < 0)
        hosts_refused(what);
    Close(fd);
}

/* Switch the interface on. */
void
link_up(const char *name)
{
    struct ifreq ifr = { .ifr_flags = IFF_UP };

    snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", name);
    link_ioctl(SIOCSIFFLAGS, &ifr, "to switch an interface on");
}

/*
 * By default the network card computes the checksums and cuts data into
 * segments. Here is no card: the kernel does both (ETHTOOL_STXCSUM, _SGSO).
 */
void
link_plain(const char *name)
{
    uint32_t off[2][2] = { { 0x17, 0 }, { 0x24, 0 } };
    struct ifreq ifr;
    int i;

    for (i = 0; i < 2; i++) {
        memset(&ifr, 0, sizeof(ifr));
        snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", name);
        ifr.ifr_data = (char *)off[i];
        link_ioctl(0x8946 /* SIOCETHTOOL */, &ifr, "to change an interface");
    }
}

#endif
