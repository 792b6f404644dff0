/*
 * host: a host is a network namespace (namespaces(7)): make it, give it its end
 * of the cable and its addresses, set it, and say why the system refuses it.
 * The kernel removes a host when its last process has ended.
 */
#define _GNU_SOURCE         /* unshare, setns, struct ifreq */
#include "wire.h"
#include "rtnetlink.h"

#include <fcntl.h>          /* open */
#ifdef __linux__
#include <net/if.h>         /* struct ifreq, if_nametoindex */
#include <net/if_arp.h>     /* struct arpreq */
#include <sched.h>          /* unshare, setns */
#include <sys/ioctl.h>      /* ioctl */
#include <sys/prctl.h>      /* prctl */
#endif

/* Returns the number in this file, or -1 if there is no such file. */
static int
number_in(const char *file)
{
    FILE *fp = fopen(file, "r");
    int number = -1;

    if (fp == NULL)
        return -1;
    if (fscanf(fp, "%d", &number) != 1)
        number = -1;
    fclose(fp);
    return number;
}

/* The system did not allow `what`, for the reason in errno. Exit status 1. */
void
hosts_refused(const char *what)
{
    const char *why = strerror(errno), *by = "";

    if (number_in("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") > 0)
        by = "AppArmor forbids it: "
             "kernel.apparmor_restrict_unprivileged_userns is 1.\n"
             "    sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"
             "   allows it to all\n";
    else if (number_in("/proc/sys/kernel/unprivileged_userns_clone") == 0)
        by = "kernel.unprivileged_userns_clone is 0.\n"
             "    sudo sysctl kernel.unprivileged_userns_clone=1"
             "   allows it to all\n";
    else if (number_in("/proc/sys/user/max_user_namespaces") == 0)
        by = "user.max_user_namespaces is 0.\n"
             "    sudo sysctl user.max_user_namespaces=1000"
             "   allows it to all\n";
    fflush(stdout);
    fprintf(stderr, "wire: no hosts: this system refuses %s: %s\n%s"
        "    sudo ch05/wire/wire   (client and server still run as you)\n"
        "    in a container: --cap-add SYS_ADMIN --cap-add NET_ADMIN\n",
        what, why, by);
    exit(1);
}

/* Write text to a file of /proc. Returns 0, or -1 with errno. */
static int
setting_put(const char *file, const char *text)
{
    int fd = open(file, O_WRONLY), error;
    ssize_t n;

    if (fd < 0)
        return -1;
    n = write(fd, text, strlen(text));
    error = errno;
    Close(fd);
    errno = error;
    return n < 0 ? -1 : 0;
}

/* Set /proc/sys/net/ipv4/NAME on both hosts. Returns 0, or -1 with errno. */
int
setting_ipv4(const char *name, const char *value)
{
    char file[256];
    int side, error = 0;

    snprintf(file, sizeof(file), "/proc/sys/net/ipv4/%s", name);
    for (side = CLIENT; side <= SERVER; side++) {
        host_enter(side);
        if (setting_put(file, value) < 0)
            error = errno;
        host_enter(CABLE);
    }
    errno = error;
    return error == 0 ? 0 : -1;
}

#ifdef __linux__
/* Make a pair of interfaces: `here`, and `there` in another namespace. */
static void
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
static void
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
static void
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
static void
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

static int cable_ns, host_ns[2] = { -1, -1 };

/* Map one user or group of the new user namespace: to itself. */
static void
map_itself(const char *file, unsigned int id)
{
    char map[64];

    snprintf(map, sizeof(map), "%u %u 1", id, id);
    if (setting_put(file, map) < 0)
        hosts_refused(file);
}

/* Returns a descriptor of the network namespace of this process. */
static int
open_namespace(void)
{
    int fd = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        hosts_refused("/proc/self/ns/net");
    return fd;
}

/*
 * Make the cable's namespace. Root may do that; another user first gets a user
 * namespace, where this process has root's rights. If not: message, exit 1.
 */
void
hosts_open(void)
{
    unsigned int uid = geteuid(), gid = getegid();

    if (unshare(CLONE_NEWNET) < 0) {
        if (unshare(CLONE_NEWUSER | CLONE_NEWNET) < 0)
            hosts_refused("a user namespace with a network");
        setting_put("/proc/self/setgroups", "deny");
        map_itself("/proc/self/gid_map", gid);
        map_itself("/proc/self/uid_map", uid);
    }
    cable_ns = open_namespace();
    /* The hosts get small tables of sockets: to read a large one is slow. */
    setting_put("/proc/sys/net/ipv4/tcp_child_ehash_entries", "256");
    prctl(PR_SET_CHILD_SUBREAPER, 1);   /* a server's orphans become ours */
}

/* From here on this process is on the host `side`, or at the cable. */
void
host_enter(enum side side)
{
    if (setns(side == CABLE ? cable_ns : host_ns[side], CLONE_NEWNET) < 0)
        hosts_refused("to enter a network namespace");
}

/* Make a new host, which replaces the one before, and its interface; `end` is
 * the other end, here. From here on this process is on the host. */
void
host_boot(enum side side, const char *end)
{
    if (host_ns[side] >= 0)
        Close(host_ns[side]);
    if (unshare(CLONE_NEWNET) < 0)
        hosts_refused("a network namespace");
    host_ns[side] = open_namespace();
    setting_put("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1");
    setting_put("/proc/sys/net/ipv4/tcp_invalid_ratelimit", "0");
    link_pair("eth0", end, cable_ns);
    address_set("eth0", side);
}

#else
/* There can be no hosts: message, exit status 1. */
void
hosts_open(void)
{
    err_quit("no hosts: only Linux has network namespaces");
}

/* Not called. */
void
host_enter(enum side side)
{
    (void)side;
}

/* Not called. */
void
host_boot(enum side side, const char *end)
{
    (void)side;
    (void)end;
}

/* Not called. */
void
link_up(const char *name)
{
    (void)name;
}
#endif
