/*
 * sum-raw-client: lines of text to structures, and back (UNP 5.18).
 *
 * Still wrong: it sends them just as they lie in memory; a server on another
 * kind of machine takes them for other numbers.
 */
#include "sum.h"

/*
 * Ask the server for a + b. Returns 1 and *sum; 0 if a number or the sum does
 * not fit a long. No answer: message, exit 1.
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

/* Exit status 0 when each line of stdin has its answer; else 1, and why. */
int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int ok, sockfd = Tcp_connect(&servaddr);
    struct linebuf in;
    int64_t a, b, sum = 0;

    Signal(SIGPIPE, SIG_IGN);   /* the server is gone: write says EPIPE */
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
