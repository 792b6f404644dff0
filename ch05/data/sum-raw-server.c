/*
 * sum-raw-server: two numbers come in a structure, their sum goes back in one,
 * just as they lie in memory (UNP 5.18).
 *
 * Still wrong: right only for a client with this machine's byte order, its
 * size of long and its padding; any other gets an answer, a wrong one.
 */
#include "sum.h"

/* An answer for each question, until EOF. Returns 0, or 1 after a message. */
static int
serve_sums(int connfd, const struct sockaddr_in *peer)
{
    struct raw_args args;
    struct raw_result result;
    int got;

    (void)peer;
    while ((got = read_record(connfd, &args, sizeof(args))) > 0) {
        int64_t sum = 0;
        int ok = add_two(args.a, args.b, &sum);

        memset(&result, 0, sizeof(result)); /* or the padding tells secrets */
        result.ok = ok && sum >= LONG_MIN && sum <= LONG_MAX;
        result.sum = result.ok ? (long)sum : 0;
        if (writen(connfd, &result, sizeof(result)) < 0) {
            err_ret("write");
            return 1;
        }
    }
    return got < 0;
}

/* Never returns; see serve. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);

    serve(&servaddr, serve_sums);
}
