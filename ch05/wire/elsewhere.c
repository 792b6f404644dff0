/*
 * elsewhere: only Linux has network namespaces. On other systems these
 * functions replace hosts.c and cable.c; hosts_open ends the program before the
 * others run.
 */
#include "host.h"

#ifndef __linux__
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
host_boot(enum side side)
{
    (void)side;
}

/* Not called. */
size_t
cable_read(enum side side, unsigned char *frame, size_t size)
{
    (void)side;
    (void)frame;
    return size;
}

/* Not called. */
void
cable_write(enum side to, const unsigned char *frame, size_t size)
{
    (void)to;
    (void)frame;
    (void)size;
}
#endif
