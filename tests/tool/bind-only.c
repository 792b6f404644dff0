/*
 * bind-only: bind an address and a port without SO_REUSEADDR, then exit.
 *   tests/tool/bind-only ADDRESS PORT
 */
#include "unp.h"

/* Exits with 0 if bind succeeds, otherwise with 1 and a message. */
int
main(int argc, char **argv)
{
    struct sockaddr_in addr = serv_addr(argc, argv);

    Bind(Socket(AF_INET, SOCK_STREAM, 0), (struct sockaddr *)&addr,
         sizeof(addr));
    return 0;
}
