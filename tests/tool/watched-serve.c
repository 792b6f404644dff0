/* watched-serve: serve that checks its own steps (see watched.h). */
#include "watched.h"
#include "../../lib/tcp_listen.c"
#include "../../ch05/data/serve.c"

/* Echo all that comes from connfd. Returns the child's exit status. */
static int
echo(int connfd, const struct sockaddr_in *peer)
{
    (void)peer;
    str_echo(connfd);
    return 0;
}

/* Never returns; see serve. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);

    serve(&servaddr, echo);
}
