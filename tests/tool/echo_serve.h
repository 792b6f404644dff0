/* echo_serve.h: an echo server that uses serve. Include it after serve.c. */

/* Echo all that comes from connfd. Returns the child's exit status. */
static int
echo(int connfd, const struct sockaddr_in *client)
{
    (void)client;
    str_echo(connfd);
    return 0;
}

/* Never returns, because serve does not return. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);

    serve(&servaddr, echo);
}
