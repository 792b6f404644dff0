/* lib-client: which of its five connections client-v2 uses, and closes. */
#include "check.h"

static int connected[8], connects;      /* the descriptors, in order */
static int used = -1, input = -1;       /* what str_cli gets */
static int closed[8], closes;           /* after str_cli, in order */

/* These take the places of the functions that the client calls. */
static void
seen_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
    (void)addr;
    (void)len;
    connected[connects++ % 8] = fd;
}

static void
seen_str_cli(int infd, int sockfd)
{
    input = infd;
    used = sockfd;
    check_num("client-v2: str_cli starts when five are connected", 5, connects);
}

static void
seen_close(int fd)
{
    closed[closes++ % 8] = used < 0 ? -1 : fd;
    close(fd);
}

#define main    client
#define Connect seen_connect
#define str_cli seen_str_cli
#define Close   seen_close
#include "../../ch05/client-v2.c"
#undef main
#undef Connect
#undef str_cli
#undef Close

int
main(void)
{
    char *argv[] = { "client-v2", NULL };
    int i;

    check_num("client-v2: it ends with 0", 0, client(1, argv));
    check_num("client-v2: it reads stdin", STDIN_FILENO, input);
    check_num("client-v2: it uses the first connection", connected[0], used);
    check_num("client-v2: afterwards it closes five", 5, closes);
    for (i = 0; i < 5; i++)
        check_num("client-v2: it closes each of them", connected[i], closed[i]);
    return 0;
}
