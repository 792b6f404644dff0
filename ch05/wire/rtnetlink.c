/* rtnetlink: build a request to the kernel, and send it. */
#include "rtnetlink.h"

/* Append size bytes to the request, which stays a multiple of four long. */
static void
append(struct request *r, const void *data, size_t size)
{
    if (size > 0)
        memcpy((unsigned char *)r + r->len, data, size);
    r->len += (uint32_t)((size + 3) & ~(size_t)3);
}

/* Start a request of this type with the size bytes at data. */
void
request_start(struct request *r, int type, const void *data, size_t size)
{
    memset(r, 0, sizeof(*r));
    r->len = 16;                /* the bytes before body */
    r->type = (uint16_t)type;
    r->flags = 0x405;           /* NLM_F_REQUEST, _ACK, _CREATE */
    append(r, data, size);
}

/* Append an attribute. Returns where it starts, for request_end. */
uint32_t
request_add(struct request *r, int type, const void *data, size_t size)
{
    uint32_t at = r->len;
    uint16_t header[2];

    header[0] = (uint16_t)(sizeof(header) + size);
    header[1] = (uint16_t)type;
    append(r, header, sizeof(header));
    append(r, data, size);
    return at;
}

/* The attribute that starts at `at` holds all that was added since then. */
void
request_end(struct request *r, uint32_t at)
{
    uint16_t size = (uint16_t)(r->len - at);

    memcpy((unsigned char *)r + at, &size, sizeof(size));
}

/* Send the request. Returns 0, or -1 with errno if the kernel refuses it. */
int
request_send(struct request *r)
{
    struct { char head[16]; int32_t error; char rest[1024]; } answer;
    ssize_t n = -1;
#ifdef AF_NETLINK
    int fd = socket(AF_NETLINK, SOCK_RAW, 0);

    if (fd < 0)
        return -1;
    if (send(fd, r, r->len, 0) >= 0)
        n = recv(fd, &answer, sizeof(answer), 0);
    Close(fd);
#else
    (void)r;
    errno = ENOSYS;
#endif
    if (n < 0)
        return -1;
    errno = -answer.error;
    return answer.error == 0 ? 0 : -1;
}
