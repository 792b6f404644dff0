/*
 * sum-portable-server: receives two numbers and returns their sum, both in a
 * fixed layout of bytes (UNP 5.18).
 *
 * New since sum-raw-server: it packs and unpacks bytes, and sends no structure.
 */
#include "sum.h"

/* Answer each question until EOF. Returns 0, or 1 after a message. */
static int
serve_sums(int connfd, const struct sockaddr_in *peer)
{
    unsigned char args[ARGS_SIZE];
    unsigned char result[RESULT_SIZE];
    int got;

    (void)peer;
    while ((got = read_record(connfd, args, sizeof(args))) > 0) {
        int64_t a, b, sum = 0;
        int ok;

        unpack_args(args, &a, &b);
        ok = add_two(a, b, &sum);
        pack_result(result, ok, sum);
        if (writen(connfd, result, sizeof(result)) < 0) {
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
