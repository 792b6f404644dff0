/*
 * peer: the peers that a test needs and the chapter has no program for.
 *   peer half-close ADDRESS PORT   stdin to the server, then shutdown; what
 *                                  comes back, all the while, to stdout
 *   peer bind ADDRESS PORT         bind without SO_REUSEADDR, and no more
 */
#include "unp.h"

/* Copy from one descriptor to another until EOF; an error is exit 1. */
static void
copy(int from, int to)
{
    char buf[ECHOBUF];
    ssize_t n;

    while ((n = read(from, buf, sizeof(buf))) > 0)
        Writen(to, buf, (size_t)n);
    if (n < 0)
        err_sys("read");
}

/* Two processes, so that neither direction waits for the other. */
static void
half_close(const struct sockaddr_in *addr)
{
    int status, sockfd = Tcp_connect(addr);

    if (Fork() == 0) {
        copy(STDIN_FILENO, sockfd);
        Shutdown(sockfd, SHUT_WR);
        _exit(0);
    }
    copy(sockfd, STDOUT_FILENO);
    if (wait(&status) < 0 || status != 0)
        err_quit("the sender failed");
}

int
main(int argc, char **argv)
{
    const char *mode = argc > 1 ? argv[1] : "";
    struct sockaddr_in addr = serv_addr(argc - 1, argv + 1);

    set_progname(argv[0]);
    if (strcmp(mode, "half-close") == 0)
        half_close(&addr);
    else if (strcmp(mode, "bind") == 0)
        Bind(Socket(AF_INET, SOCK_STREAM, 0), (struct sockaddr *)&addr,
             sizeof(addr));
    else
        err_usage("half-close|bind address port", "no such mode: '%s'", mode);
    return 0;
}
