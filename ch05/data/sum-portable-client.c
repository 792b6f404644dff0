/*
 * sum-portable-client: lines of text to a fixed layout of bytes, and back
 * (UNP 5.18).
 *
 * New since sum-raw-client: pack and unpack; no structure on the wire.
 */
#include "sum.h"

/*
 * Ask the server for a + b. Returns 1 and *sum; 0 if the sum does not fit.
 * No answer: message, exit 1.
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
