/* lib-listen: the socket that Tcp_listen returns; its port and its backlog. */
#include "child.h"
#include "listens.h"

static int backlog;             /* what Tcp_listen gives to Listen */

/* Takes the place of Listen. */
static void
seen_listen(int fd, int wanted)
{
    backlog = wanted;
    Listen(fd, wanted);
}

#define Listen seen_listen
#include "../../lib/tcp_listen.c"
#undef Listen

/* Returns the value of an option of fd. */
static int
option(int fd, int name)
{
    int value = -1;
    socklen_t len = sizeof(value);

    if (getsockopt(fd, SOL_SOCKET, name, &value, &len) < 0)
        err_sys("getsockopt");
    return value;
}

/* Listen on a port of 127.0.0.1 that the kernel chooses, and look. */
static void
listen_and_look(void)
{
    struct sockaddr_in addr = {
        .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) }
    };
    socklen_t len = sizeof(addr);
    int fd = Tcp_listen(&addr);

    Getsockname(fd, (struct sockaddr *)&addr, &len);
    printf("%d %d %d %d\n", ntohs(addr.sin_port),
           option(fd, SO_REUSEADDR) != 0, listens(fd), backlog);
    fflush(stdout);
}

int
main(void)
{
    char said[200];
    int port, its_port, reuse, listens, queue;

    check_num("Tcp_listen: it succeeds", 0,
              run_child(listen_and_look, said, sizeof(said)));
    check_num("Tcp_listen: one line says where it listens", 5,
              sscanf(said, "listening on 127.0.0.1 port %d\n%d %d %d %d\n",
                     &port, &its_port, &reuse, &listens, &queue));
    check_num("Tcp_listen: the line has the real port", its_port, port);
    check_num("Tcp_listen: a restart need not wait for TIME_WAIT", 1, reuse);
    check_num("Tcp_listen: the socket listens", 1, listens);
    check_num("Tcp_listen: the backlog", 4096, queue);
    return 0;
}
