/*
 * stepwise-v1: server-v1, but each process stops itself (SIGSTOP) before it
 * closes a descriptor. A test looks at it there, and sends SIGCONT.
 */
#include "unp.h"

static void
stop_and_close(int fd)
{
    raise(SIGSTOP);
    Close(fd);
}

#define Close   stop_and_close
#include "../../ch05/server-v1.c"
