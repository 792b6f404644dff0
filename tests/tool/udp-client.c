/*
 * udp-client: for each line of stdin it sends a datagram to the port above the
 * server's, where no socket is, and says if the host answers (by ICMP) within
 * half a second. At first it connects as a TCP client does.
 */
#include "unp.h"

#include <poll.h>           /* poll */

int
main(int argc, char **argv)
{
    struct sockaddr_in addr = peer_addr(argc, argv);
    char line[MAXLINE];
    struct pollfd one = { .events = POLLIN };

    Tcp_connect(&addr);
    one.fd = Socket(AF_INET, SOCK_DGRAM, 0);
    addr.sin_port = htons((in_port_t)(ntohs(addr.sin_port) + 1));
    Connect(one.fd, (struct sockaddr *)&addr, sizeof(addr));
    while (fgets(line, sizeof(line), stdin) != NULL) {
        if (send(one.fd, line, strlen(line), 0) < 0)
            err_sys("send");
        poll(&one, 1, 500);
        printf("%s\n", recv(one.fd, line, sizeof(line), MSG_DONTWAIT) < 0
               && errno == ECONNREFUSED ? "refused" : "no answer");
        fflush(stdout);
    }
    return 0;
}
