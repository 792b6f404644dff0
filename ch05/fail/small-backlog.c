/*
 * small-backlog: iterative with a backlog of 1 (UNP 4.5). The labs
 * eintr-connect and backlog use it.
 *
 * Still wrong: it serves one client; two more are connected and wait for their
 * echo; the next one blocks in connect: Linux drops its SYN until one ends.
 */
#include "unp.h"

#undef LISTENQ
#define LISTENQ 1               /* Linux queues one more than this */

#include "iterative.c"
