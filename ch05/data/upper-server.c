/*
 * upper-server: an echo in upper case, with a log (UNP 5.10).
 *
 * You will see: the log has each client's address and port, the number of
 * bytes received, and how each child ended. The server changes only the letters
 * a to z; every other byte comes back unchanged.
 */
#include "data.h"

/* Change the ASCII letters a to z in the n bytes at buf to upper case. */
static void
make_upper(char *buf, size_t n)
{
    for (; n > 0; n--, buf++)
        if (*buf >= 'a' && *buf <= 'z')
            *buf = (char)(*buf - 'a' + 'A');
}

/*
 * Send back in upper case what comes from connfd, and log it as child pid.
 * Returns 0 at EOF, or 1 after a message if read or write fails.
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

/* Serve one client and log it. Returns the child's exit status. */
static int
serve_upper(int connfd, const struct sockaddr_in *client)
{
    char host[INET_ADDRSTRLEN];
    int status, pid = (int)getpid();

    inet_ntop(AF_INET, &client->sin_addr, host, sizeof(host));
    printf("child %d: client %s port %d connected\n", pid, host,
           ntohs(client->sin_port));    /* from network byte order to ours */
    status = str_upper(connfd, pid);
    printf("child %d: client gone\n", pid);
    return status;
}

/* serve never returns. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);

    setvbuf(stdout, NULL, _IOLBF, 0);   /* write each line at once */
    serve(&servaddr, serve_upper);
}
