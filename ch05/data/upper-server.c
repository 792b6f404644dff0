/*
 * upper-server: sends back what it gets in upper case, and logs it (UNP 5.10).
 *
 * What you will see: who connects (port in the right byte order), what comes
 * and goes, how each child ended. Any bytes; only a to z change.
 */
#include "data.h"

/* The ASCII letters a to z among the n bytes at buf become capitals. */
static void
make_upper(char *buf, size_t n)
{
    for (; n > 0; n--, buf++)
        if (*buf >= 'a' && *buf <= 'z')
            *buf = (char)(*buf - 'a' + 'A');
}

/*
 * Send back all that comes from connfd in upper case; log it as child pid.
 * Returns 0 at EOF, 1 after a message if the client has reset the connection.
 */
static int
str_upper(int connfd, int pid)
{
    char buf[ECHOBUF];
    ssize_t n;

    while ((n = read(connfd, buf, sizeof(buf))) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            err_ret("read");
            return 1;
        }
        make_upper(buf, (size_t)n);
        if (writen(connfd, buf, (size_t)n) < 0) {
            err_ret("write");
            return 1;
        }
        printf("child %d: %zd bytes received, sent back in upper case\n",
               pid, n);
    }
    return 0;
}

/* One client, from hello to goodbye; returns the child's exit status. */
static int
serve_upper(int connfd, const struct sockaddr_in *client)
{
    char host[INET_ADDRSTRLEN];
    int status, pid = (int)getpid();

    inet_ntop(AF_INET, &client->sin_addr, host, sizeof(host));
    printf("child %d: client %s port %d connected\n", pid, host,
           ntohs(client->sin_port));    /* the wire's byte order, not ours */
    status = str_upper(connfd, pid);
    printf("child %d: client gone\n", pid);
    return status;
}

/* Never returns; see serve. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);

    setvbuf(stdout, NULL, _IOLBF, 0);   /* one line, one write; none lost */
    serve(&servaddr, serve_upper);
}
