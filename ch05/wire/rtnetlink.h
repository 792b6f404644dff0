/*
 * rtnetlink.h: a request to the kernel about interfaces or routes, as in
 * rtnetlink(7). Its few structures are declared here, because not every C
 * library comes with <linux/rtnetlink.h>.
 */
#ifndef RTNETLINK_H
#define RTNETLINK_H

#include "unp.h"

#include <stdint.h>         /* uint32_t */

enum { NEWLINK = 16, NEWROUTE = 24 };                   /* RTM_... */
enum { NAME = 3, INFO = 18, NS_FD = 28 };               /* IFLA_... */
enum { KIND = 1, DATA = 2, PEER = 1 };                  /* IFLA_INFO_... */
enum { DST = 1, OIF = 4, METRICS = 8, QUICKACK = 15 };  /* RTA_..., RTAX_... */

struct link { uint16_t family, type; int32_t index; uint32_t flags, change; };
struct route {
    uint8_t family, dst_len, src_len, tos, table, protocol, scope, type;
    uint32_t flags;
};
struct request {
    uint32_t len;
    uint16_t type, flags;
    uint32_t number, pid;
    unsigned char body[512];
};

void request_start(struct request *r, int type, const void *data, size_t size);
uint32_t request_add(struct request *r, int type, const void *data,
                     size_t size);
void request_end(struct request *r, uint32_t at);
int request_send(struct request *r);

#endif
