/*
 * host: a host is a network namespace (namespaces(7)): make it, give it an
 * interface and addresses, set it, and say why the system refuses it. The
 * kernel removes a host when its last process has ended.
 */
#define _GNU_SOURCE         /* unshare, setns, struct ifreq */
#include "wire.h"

#include <sys/stat.h>       /* stat */

unsigned long host_number[2];

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

/* What may forbid a user to make one, and the way out. */
#define USER_NAMESPACE  "a user namespace"
static const struct { const char *file; int bad; const char *why, *cure; }
forbidden[] = {
    { "/proc/sys/kernel/apparmor_restrict_unprivileged_userns", 1,
      "AppArmor forbids it",
      "kernel.apparmor_restrict_unprivileged_userns=0" },
    { "/proc/sys/kernel/unprivileged_userns_clone", 0,
      "kernel.unprivileged_userns_clone is 0",
      "kernel.unprivileged_userns_clone=1" },
    { "/proc/sys/user/max_user_namespaces", 0,
      "user.max_user_namespaces is 0", "user.max_user_namespaces=1000" }
};

unsigned long
host_of(pid_t pid)
{
    struct stat st;
    char path[64];

    snprintf(path, sizeof(path), "/proc/%d/ns/net", (int)pid);
    return stat(path, &st) == 0 ? (unsigned long)st.st_ino : 0;
}

int
sudo_caller(uid_t *uid, gid_t *gid)
{
    const char *user = getenv("SUDO_UID"), *group = getenv("SUDO_GID");

    if (geteuid() != 0 || user == NULL || group == NULL)
        return 0;
    *uid = (uid_t)strtoul(user, NULL, 10);
    *gid = (gid_t)strtoul(group, NULL, 10);
    return 1;
}

void
host_refused(const char *what)
{
    const char *why = strerror(errno), *cure = NULL;
    int i;

    if (errno == EMFILE || errno == ENFILE || errno == ENOMEM)
        err_sys("%s", what);    /* it is allowed, but there is no room */
    for (i = 0; i < 3 && strcmp(what, USER_NAMESPACE) == 0; i++)
        if (number_in(forbidden[i].file) == forbidden[i].bad) {
            why = forbidden[i].why;
            cure = forbidden[i].cure;
        }
    fflush(stdout);
    fprintf(stderr, "wire: no hosts: %s is refused: %s\n", what, why);
    if (cure != NULL)
        fprintf(stderr, "    sudo sysctl %s   allows it to all\n", cure);
    fprintf(stderr,
        "    sudo ch05/wire/wire   (client and server still run as you)\n"
        "    in a container: --cap-add SYS_ADMIN --cap-add NET_ADMIN\n");
    exit(1);
}

#ifdef __linux__
#include "rtnetlink.h"

#include <fcntl.h>          /* open */
#include <net/if.h>         /* struct ifreq, if_nametoindex */
#include <net/if_arp.h>     /* struct arpreq */
#include <sched.h>          /* unshare, setns */
#include <sys/ioctl.h>      /* ioctl */
#include <sys/prctl.h>      /* prctl */

static int cable_ns, host_ns[2] = { -1, -1 };

/* Write text to a file of /proc. Returns 0, or -1 with errno. */
static int
put(const char *file, const char *text)
{
    int fd = open(file, O_WRONLY | O_CLOEXEC), saved;
    ssize_t n;

    if (fd < 0)
        return -1;
    n = write(fd, text, strlen(text));
    saved = errno;
    Close(fd);
    errno = saved;
    return n < 0 ? -1 : 0;
}

/* Map one user or group of the new user namespace: to itself. AppArmor forbids
 * this, and not the namespace. */
static void
map_itself(const char *file, unsigned int id)
{
    char map[64];

    snprintf(map, sizeof(map), "%u %u 1", id, id);
    if (put(file, map) < 0)
        host_refused(USER_NAMESPACE);
}

/* Returns a descriptor of the network namespace of this process. */
static int
open_namespace(void)
{
    int fd = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        host_refused("/proc/self/ns/net");
    return fd;
}

/* Root may make the namespace. Another user first gets a user namespace, where
 * this process has root's rights. */
void
hosts_open(void)
{
    unsigned int uid = geteuid(), gid = getegid();

    if (unshare(CLONE_NEWNET) < 0) {
        if (unshare(CLONE_NEWUSER | CLONE_NEWNET) < 0)
            host_refused(USER_NAMESPACE);
        put("/proc/self/setgroups", "deny");
        map_itself("/proc/self/gid_map", gid);
        map_itself("/proc/self/uid_map", uid);
    }
    cable_ns = open_namespace();
    /* The hosts get small tables of sockets: to read a large one is slow. */
    put("/proc/sys/net/ipv4/tcp_child_ehash_entries", "256");
    prctl(PR_SET_CHILD_SUBREAPER, 1);   /* orphans become ours */
}

void
host_enter(enum side side)
{
    if (setns(side == CABLE ? cable_ns : host_ns[side], CLONE_NEWNET) < 0)
        host_refused("entering a namespace");
}

/* Make a pair of interfaces: eth0 here, and `there` at the cable. */
static void
make_pair(const char *there)
{
    struct request r;
    struct link link = { 0, 0, 0, 0, 0 };
    uint32_t info, data, peer;

    request_start(&r, NEWLINK, &link, sizeof(link));
    request_add(&r, NAME, "eth0", sizeof("eth0"));
    info = request_add(&r, INFO, NULL, 0);
    request_add(&r, KIND, "veth", 4);
    data = request_add(&r, DATA, NULL, 0);
    peer = request_add(&r, PEER, &link, sizeof(link));
    request_add(&r, NAME, there, strlen(there) + 1);
    request_add(&r, NS_FD, &cable_ns, sizeof(cable_ns));
    request_end(&r, peer);
    request_end(&r, data);
    request_end(&r, info);
    if (request_send(&r) < 0)
        host_refused("a pair of interfaces (veth)");
}

/* ioctl with a new socket. */
static void
set_link(unsigned long request, void *argument, const char *what)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    if (fd < 0 || ioctl(fd, request, argument) < 0)
        host_refused(what);
    Close(fd);
}

void
host_link_up(const char *name)
{
    struct ifreq ifr = { .ifr_flags = IFF_UP };

    snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", name);
    set_link(SIOCSIFFLAGS, &ifr, "switching an interface on");
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
route_to(enum side other)
{
    struct request r;
    struct route route = {
        .family = AF_INET, .dst_len = 32, .table = 254 /* main */,
        .protocol = 4 /* static */, .scope = 253 /* link */, .type = 1
    };
    struct in_addr to;
    uint32_t one = 1, interface = if_nametoindex("eth0"), metrics;

    inet_pton(AF_INET, ADDRESS(other), &to);
    request_start(&r, NEWROUTE, &route, sizeof(route));
    request_add(&r, DST, &to, sizeof(to));
    request_add(&r, OIF, &interface, sizeof(interface));
    metrics = request_add(&r, METRICS, NULL, 0);
    request_add(&r, QUICKACK, &one, sizeof(one));
    request_end(&r, metrics);
    if (request_send(&r) < 0)
        host_refused("a route");
}

/*
 * Give eth0 its addresses and switch it on. The host knows the other one's
 * Ethernet address (as after arp -s), so it need not ask. By default the
 * network card computes the checksums and cuts data into segments; here is no
 * card: it is switched off, and the kernel does both.
 */
static void
set_addresses(enum side side)
{
    uint32_t checksums_off[2] = { 0x17 /* ETHTOOL_STXCSUM */, 0 };
    struct ifreq ifr = { .ifr_name = "eth0" };
    struct arpreq arp = { .arp_flags = ATF_PERM | ATF_COM, .arp_dev = "eth0" };

    ethernet(&ifr.ifr_hwaddr, side);
    set_link(SIOCSIFHWADDR, &ifr, "an Ethernet address");
    internet(&ifr.ifr_addr, side);
    set_link(SIOCSIFADDR, &ifr, "an Internet address");
    ifr.ifr_data = (char *)checksums_off;
    set_link(0x8946 /* SIOCETHTOOL */, &ifr, "changing an interface");
    host_link_up("eth0");
    internet(&arp.arp_pa, other(side));
    ethernet(&arp.arp_ha, other(side));
    set_link(SIOCSARP, &arp, "an ARP entry");
    route_to(other(side));
}

void
host_boot(enum side side, const char *end)
{
    if (host_ns[side] >= 0)
        Close(host_ns[side]);
    if (unshare(CLONE_NEWNET) < 0)
        host_refused("a network namespace");
    host_ns[side] = open_namespace();
    host_number[side] = host_of(getpid());
    put("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1");
    put("/proc/sys/net/ipv4/tcp_invalid_ratelimit", "0");
    make_pair(end);
    set_addresses(side);
}

int
host_set(const char *name, const char *value)
{
    char file[256];
    int side, error = 0;

    snprintf(file, sizeof(file), "/proc/sys/net/ipv4/%s", name);
    for (side = CLIENT; side <= SERVER; side++) {
        host_enter((enum side)side);
        if (put(file, value) < 0)
            error = errno;
        host_enter(CABLE);
    }
    errno = error;
    return error == 0 ? 0 : -1;
}

#else
void
hosts_open(void)
{
    err_quit("no hosts: only Linux has network namespaces");
}
#endif
