/*
 * crossing: connects from port 9878 of its host to port 9878 of the other one,
 * says so, and waits for the end of file. If it runs on both hosts at once,
 * nobody accepts (RFC 9293, figure 7). On the server's host it also listens,
 * on its usual port, because wire waits for that, and then stops itself: it
 * connects after SIGCONT.
 */
#include "unp.h"

#define PORT 9878

/* Set the address and this port. */
static struct sockaddr_in
at(const char *address)
{
    struct sockaddr_in addr;

    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_port = htons(PORT);
    inet_pton(AF_INET, address, &addr.sin_addr);
    return addr;
}

int
main(int argc, char **argv)
{
    struct sockaddr_in server = peer_addr(argc, argv), mine, peer;
    int fd = Socket(AF_INET, SOCK_STREAM, 0), on_server, on = 1;
    char byte;

    peer = at("192.0.2.1");
    mine = at("192.0.2.2");
    Setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    on_server = bind(fd, (struct sockaddr *)&mine, sizeof(mine)) == 0;
    if (on_server) {
        Tcp_listen(&server);
        raise(SIGSTOP);
    } else {
        mine = at("192.0.2.1");
        peer = at("192.0.2.2");
        Bind(fd, (struct sockaddr *)&mine, sizeof(mine));
    }
    Connect(fd, (struct sockaddr *)&peer, sizeof(peer));
    printf("connected\n");
    fflush(stdout);
    Readn(fd, &byte, 1);
    return 0;
}
