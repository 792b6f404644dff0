/*
 * host: a host is a network namespace (namespaces(7)): make it, give it an
 * interface and addresses, set it, and say why the system refuses it. The
 * kernel removes a host when its last process has ended and no descriptor of it
 * is open.
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

    if (fp == NULL || fscanf(fp, "%d", &number) != 1)
        number = -1;
    if (fp != NULL)
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
#include <fcntl.h>          /* open */
#include <net/if.h>         /* struct ifreq, if_nametoindex */
#include <net/if_arp.h>     /* struct arpreq */
#include <sched.h>          /* unshare, setns */
#include <stddef.h>         /* offsetof */
#include <sys/ioctl.h>      /* ioctl */
#include <sys/prctl.h>      /* prctl */

static int namespace[3] = { -1, -1, -1 };       /* of both hosts, the cable */

#define NO_IPV6     "/proc/sys/net/ipv6/conf/all/disable_ipv6"

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

/* The network namespace of this process is now the one of this side. */
static void
keep_namespace(enum side side)
{
    if (namespace[side] >= 0)
        Close(namespace[side]);
    namespace[side] = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    if (namespace[side] < 0)
        host_refused("/proc/self/ns/net");
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
    keep_namespace(CABLE);
    put(NO_IPV6, "1");          /* the cable itself sends nothing */
    /* The hosts get small tables of sockets: to read a large one is slow. */
    put("/proc/sys/net/ipv4/tcp_child_ehash_entries", "256");
    prctl(PR_SET_CHILD_SUBREAPER, 1);   /* orphans become ours */
}

void
host_enter(enum side side)
{
    if (setns(namespace[side], CLONE_NEWNET) < 0)
        host_refused("entering a namespace");
}

/*
 * A request about interfaces or routes, as rtnetlink(7) has it: a header, then
 * one of two structures, then attributes, which may have others inside. Not
 * every C library comes with <linux/rtnetlink.h>.
 */
struct header { uint32_t size; uint16_t type, flags; uint32_t number, port; };
struct link { uint16_t family, type; int32_t index; uint32_t flags, change; };
struct route {
    uint8_t family, dst_len, src_len, tos, table, protocol, scope, type;
    uint32_t flags;
};
struct attribute { uint16_t size, type; };      /* with these 4 bytes */
enum { REQUEST = 0x405 };   /* NLM_F_REQUEST, _ACK, _CREATE */
#define TO_THE_END(request, member) \
    (uint16_t)(sizeof(request) - offsetof(request, member))

/* Send the request. What the kernel answers is an error, or 0. */
static void
ask_kernel(const struct header *r, const char *what)
{
    struct { struct header header; int32_t error; char rest[1024]; } answer;
    int fd = socket(AF_NETLINK, SOCK_RAW, 0);

    answer.error = 0;
    if (fd < 0 || send(fd, r, r->size, 0) < 0
        || recv(fd, &answer, sizeof(answer), 0) < 0
        || (errno = -answer.error) != 0)
        host_refused(what);
    Close(fd);
}

/* Make a pair of interfaces: eth0 here, and `there` at the cable. */
static void
make_pair(const char *there)
{
    struct pair {
        struct header header;
        struct link link;
        struct attribute name;
        char eth0[8];
        struct attribute info, kind;
        char veth[8];
        struct attribute data, peer;
        struct link link_there;
        struct attribute name_there;
        char there[16];
        struct attribute namespace;
        int32_t cable;
    } r = {
        .header = { sizeof(r), 16 /* RTM_NEWLINK */, REQUEST, 0, 0 },
        .name = { 4 + 8, 3 /* IFLA_IFNAME */ }, .eth0 = "eth0",
        .info = { TO_THE_END(struct pair, info), 18 /* IFLA_LINKINFO */ },
        .kind = { 4 + 8, 1 /* IFLA_INFO_KIND */ }, .veth = "veth",
        .data = { TO_THE_END(struct pair, data), 2 /* IFLA_INFO_DATA */ },
        .peer = { TO_THE_END(struct pair, peer), 1 /* VETH_INFO_PEER */ },
        .name_there = { 4 + 16, 3 },
        .namespace = { 4 + 4, 28 /* IFLA_NET_NS_FD */ },
        .cable = namespace[CABLE]
    };

    snprintf(r.there, sizeof(r.there), "%s", there);
    ask_kernel(&r.header, "a pair of interfaces (veth)");
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
    struct {
        struct header header;
        struct route route;
        struct attribute dst;
        struct in_addr to;
        struct attribute oif;
        uint32_t interface;
        struct attribute metrics, quickack;
        uint32_t one;
    } r = {
        .header = { sizeof(r), 24 /* RTM_NEWROUTE */, REQUEST, 0, 0 },
        .route = { .family = AF_INET, .dst_len = 32, .table = 254 /* main */,
            .protocol = 4 /* static */, .scope = 253 /* link */, .type = 1 },
        .dst = { 4 + 4, 1 /* RTA_DST */ },
        .oif = { 4 + 4, 4 /* RTA_OIF */ }, .interface = if_nametoindex("eth0"),
        .metrics = { 4 + 8, 8 /* RTA_METRICS */ },
        .quickack = { 4 + 4, 15 /* RTAX_QUICKACK */ }, .one = 1
    };

    inet_pton(AF_INET, ADDRESS(other), &r.to);
    ask_kernel(&r.header, "a route");
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
    if (unshare(CLONE_NEWNET) < 0)
        host_refused("a network namespace");
    keep_namespace(side);
    host_number[side] = host_of(getpid());
    put(NO_IPV6, "1");
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
        host_enter(side);
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
