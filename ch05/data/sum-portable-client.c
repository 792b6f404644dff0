/*
 * sum-portable-client: sends the two numbers of each input line in a fixed
 * layout of bytes, and prints the sum (UNP 5.18).
 *
 * New since sum-raw-client: it packs and unpacks bytes, and sends no structure.
 */
#include "sum.h"

/*
 * Ask the server for a + b. Returns 1 and stores the sum in *sum, or returns 0
 * if it does not fit. If the answer does not come, it prints a message and
 * exits with status 1.
 */
static int
ask(int sockfd, int64_t a, int64_t b, int64_t *sum)
{
    unsigned char args[ARGS_SIZE];
    unsigned char result[RESULT_SIZE];

    pack_args(args, a, b);
    Writen(sockfd, args, sizeof(args));
    if (Readn(sockfd, result, sizeof(result)) < (ssize_t)sizeof(result))
        err_quit("server terminated prematurely");
    return unpack_result(result, sum);
}

/* Exits with 0 when each line of stdin has an answer, otherwise with 1. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int ok, sockfd = Tcp_connect(&servaddr);
    struct linebuf in;
    int64_t a, b, sum = 0;

    Signal(SIGPIPE, SIG_IGN);   /* a late write fails with EPIPE */
    linebuf_init(&in, STDIN_FILENO);
    while ((ok = read_two(&in, &a, &b)) >= 0) {
        ok = ok && ask(sockfd, a, b, &sum);
        if (write_sum(STDOUT_FILENO, ok, sum) < 0)
            err_sys("write");
    }
    if (errno != 0)
        err_sys("read");
    Close(sockfd);
    return 0;
}
