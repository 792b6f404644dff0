/*
 * hosts: two hosts and the cable between them, each a network namespace
 * (namespaces(7)). The kernel removes one when its last process has ended.
 */
#define _GNU_SOURCE         /* unshare, setns */
#include "host.h"

#ifdef __linux__
#include <fcntl.h>          /* open */
#include <sched.h>          /* unshare, setns */
#include <sys/prctl.h>      /* prctl */

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

/* Make a new host, with its end of the cable. It replaces the one before. */
void
host_boot(enum side side)
{
    static int boots;
    char end[16];

    if (host_ns[side] >= 0)
        Close(host_ns[side]);
    if (unshare(CLONE_NEWNET) < 0)
        hosts_refused("a network namespace");
    host_ns[side] = open_namespace();
    tables_open(side);
    setting_put("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1");
    setting_put("/proc/sys/net/ipv4/tcp_invalid_ratelimit", "0");
    snprintf(end, sizeof(end), "end%d", ++boots);
    link_pair("eth0", end, cable_ns);
    host_enter(CABLE);
    cable_attach(side, end);
    host_enter(side);
    address_set("eth0", side);
    host_enter(CABLE);
}
#endif
