/*
 * sum-raw-server: receives two numbers and returns their sum, both in a
 * structure as it is in memory (UNP 5.18).
 *
 * Still wrong: the client must have the same byte order, size of long and
 * padding as this machine. Any other client gets a wrong answer.
 */
#include "sum.h"

/* Answer each question until EOF. Returns 0, or 1 after a message. */
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

        memset(&result, 0, sizeof(result)); /* clears the padding */
        result.ok = ok && sum >= LONG_MIN && sum <= LONG_MAX;
        result.sum = result.ok ? (long)sum : 0;
        if (writen(connfd, &result, sizeof(result)) < 0) {
            err_ret("write");
            return 1;
        }
    }
    return got < 0;
}

/* serve never returns. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = serv_addr(argc, argv);

    serve(&servaddr, serve_sums);
}
