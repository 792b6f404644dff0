/*
 * sum-raw-client: sends the two numbers of each input line in a structure, and
 * prints the sum (UNP 5.18).
 *
 * Still wrong: it sends the structure as it is in memory. A server on another
 * kind of machine reads other numbers.
 */
#include "sum.h"

/*
 * Ask the server for a + b. Returns 1 and stores the sum in *sum, or returns 0
 * if a number or the sum does not fit in a long. If the answer does not come,
 * it prints a message and exits with status 1.
 */
static int
ask(int sockfd, int64_t a, int64_t b, int64_t *sum)
{
    struct raw_args args;
    struct raw_result result;

    if (a < LONG_MIN || a > LONG_MAX || b < LONG_MIN || b > LONG_MAX)
        return 0;
    args.a = (long)a;
    args.b = (long)b;
    Writen(sockfd, &args, sizeof(args));
    if (Readn(sockfd, &result, sizeof(result)) < (ssize_t)sizeof(result))
        err_quit("server terminated prematurely");
    *sum = result.sum;
    return result.ok == 1;
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
