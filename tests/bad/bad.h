/* bad.h: what the bad servers share */
#include <poll.h>           /* struct pollfd */

int has(const char *name);
void bad_echo(int connfd);

#define CLIENTS 256             /* of poll.c, with the listening socket */

extern struct pollfd fds[CLIENTS];      /* fds[0] is the listening socket */
void leave(int i);
int enter(int connfd);
