/* listens.h: does a socket listen? The SO_ACCEPTCONN of macOS only fails. */
#ifndef LISTENS_H
#define LISTENS_H

#include "unp.h"

#include <fcntl.h>          /* fcntl, O_NONBLOCK */

/* Returns 1 if fd listens, and no client waits; otherwise 0. */
static inline int
listens(int fd)
{
    int no_client, flags = fcntl(fd, F_GETFL);

    fcntl(fd, F_SETFL, flags | O_NONBLOCK);
    no_client = accept(fd, NULL, NULL) < 0 && errno == EAGAIN;
    fcntl(fd, F_SETFL, flags);
    return no_client;
}

#endif
