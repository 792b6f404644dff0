/*
 * sum-text-server: receives two numbers in a line of text and returns their sum
 * as a line of text (UNP 5.18).
 *
 * You will see: text has no byte order, so any two machines understand
 * each other. A bad line gets the answer "input error"; the connection stays.
 */
#include "data.h"

/* Answer each line until EOF. Returns 0, or 1 after a message. */
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

/* serve never returns. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);

    serve(&servaddr, serve_sums);
}
