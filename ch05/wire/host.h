/* host.h: two hosts, each a network namespace, and the ends of the cable. */
#ifndef HOST_H
#define HOST_H

#include "unp.h"

#include <stdint.h>         /* uint32_t */

/* A host; who has sent a segment; which program. CABLE is between the hosts. */
enum side { CLIENT, SERVER, CABLE };
#define other(side)     ((side) == CLIENT ? SERVER : CLIENT)
#define ADDRESS(side)   ((side) == CLIENT ? "192.0.2.1" : "192.0.2.2")

/* hosts.c */
void hosts_open(void);
void host_enter(enum side side);
void host_boot(enum side side);

/* refused.c */
_Noreturn void hosts_refused(const char *what);

/* link.c */
void link_pair(const char *here, const char *there, int there_ns);
void link_ioctl(unsigned long request, void *argument, const char *what);
void link_up(const char *name);
void link_plain(const char *name);

/* address.c */
void address_set(const char *name, enum side side);

/* setting.c */
int setting_put(const char *file, const char *text);
int setting_ipv4(const char *name, const char *value);

/* cable.c */
extern int cable_fd[2];
extern long cable_frames[2];        /* frames that each host has sent */
extern long cable_segments[2];      /* TCP segments that it was given */
void cable_attach(enum side side, const char *end);
size_t cable_read(enum side side, unsigned char *frame, size_t size);
void cable_write(enum side to, const unsigned char *frame, size_t size);

/* tables.c */
enum table { TCP, SNMP, DEV, TABLES };
void tables_open(enum side side);
void table_read(enum side side, enum table which, char *text, size_t size);
int tables_busy(enum side side);

#endif
