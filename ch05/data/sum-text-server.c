/*
 * sum-text-server: two numbers come in a line, their sum goes back (UNP 5.18).
 *
 * What you will see: text has no byte order and no size; any two machines
 * understand each other. What is not two numbers is an answer, not the end.
 */
#include "data.h"

/* A line back for each line, until EOF. Returns 0, or 1 after a message. */
static int
serve_sums(int connfd, const struct sockaddr_in *peer)
{
    struct linebuf in;
    int64_t a, b, sum = 0;
    int ok;

    (void)peer;
    linebuf_init(&in, connfd);
    while ((ok = read_two(&in, &a, &b)) >= 0) {
        ok = ok && add_two(a, b, &sum);
        if (write_sum(connfd, ok, sum) < 0) {
            err_ret("write");
            return 1;
        }
    }
    if (errno != 0) {
        err_ret("read");
        return 1;
    }
    return 0;
}

/* Never returns; see serve. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);

    serve(&servaddr, serve_sums);
}
