/* act_host: the commands about hosts and the whole cable. */
#include "wire.h"

/* Whatever is on the cable is lost. */
static void
lose_all(void)
{
    int number;

    while ((number = held_next(0)) > 0) {
        held(number)->where = LOST;
        event(CABLE, "%d is lost", number);
    }
}

/* unplug: the cable is pulled out. */
int
act_unplug(const char *text)
{
    (void)text;
    unplugged = 1;
    event(CABLE, "the cable is unplugged");
    lose_all();
    return 0;
}

/* plug: it is plugged in. */
int
act_plug(const char *text)
{
    (void)text;
    unplugged = 0;
    event(CABLE, "the cable is plugged in");
    return 0;
}

/*
 * reboot: a new host with the same address, and the server runs on it. The old
 * host's cable is cut before its processes end: their FINs and RSTs are lost.
 */
int
act_reboot(const char *text)
{
    (void)text;
    event(SERVER, "the server's host reboots");
    lose_all();
    host_boot(SERVER);
    process_end(SERVER);
    process_end(CHILD);
    server_boot();
    return 0;
}

/* set NAME VALUE: /proc/sys/net/ipv4/NAME on both hosts. */
int
act_set(const char *text)
{
    char name[128], value[128];

    if (sscanf(text, "%127[a-z0-9_] %127s", name, value) != 2)
        answer("which value? as in: set tcp_rfc1337 1");
    else if (setting_ipv4(name, value) < 0)
        answer("%s cannot be %s: %s", name, value, strerror(errno));
    else {
        event(CABLE, "%s is %s on both hosts", name, value);
        return 0;
    }
    return -1;
}
