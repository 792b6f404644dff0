/*
 * client: an echo client with one fault, which make grade must find. FLAW in
 * the environment names it. "nul": it sends nothing after a NUL; "cut": it
 * sends at most 4096 bytes of what it reads; "once": one read is one echo;
 * "hasty": it waits at most 1 s for an echo; "more": 1000 bytes more than it
 * has sent end it; "stdio": it polls, and reads lines with getchar; "prompt":
 * it prints one; "resend": at the end of its input it sends the last line
 * again; "stay": there it waits, and sends no FIN; "string": it sends a NUL
 * after each line; "strip": it sends no newline; "wait": the server must speak
 * first; "deaf": it does not see a FIN while it waits for stdin; "silent": it
 * does not say that the server has gone.
 */
#include "unp.h"
#include "bad.h"

static char buf[ECHOBUF];

/* Returns how many of n bytes are sent, with the fault. */
static size_t
send_some(int sockfd, size_t n)
{
    char *nul = memchr(buf, '\0', n);

    if (has("nul") && nul != NULL)
        n = (size_t)(nul - buf);
    if (has("cut") && n > 4096)
        n = 4096;
    if (has("strip") && buf[n - 1] == '\n')
        n--;
    Writen(sockfd, buf, n);
    if (has("string"))
        Writen(sockfd, "", 1);
    return n;
}

/* Copy n bytes of echo to stdout. */
static void
copy_echo(int sockfd, size_t n)
{
    struct pollfd in = { .fd = sockfd, .events = POLLIN };
    ssize_t got;

    while (n > 0) {
        if (has("hasty") && poll(&in, 1, 1000) == 0)
            return;
        got = read(sockfd, buf, n < sizeof(buf) ? n : sizeof(buf));
        if (got <= 0)
            err_quit("the server has gone");
        Writen(STDOUT_FILENO, buf, (size_t)got);
        if (has("once") && n < 100)
            return;
        n -= (size_t)got;
    }
}

/* The server has sent something that was not asked for, or its FIN. */
static void
surprise(int sockfd)
{
    ssize_t n = read(sockfd, buf, sizeof(buf));

    if (n <= 0 && has("silent"))
        exit(1);
    if (n <= 0)
        err_quit("the server has gone");
    if (has("more") && n > 1000)
        abort();
    if (!has("once"))
        Writen(STDOUT_FILENO, buf, (size_t)n);
}

/* Returns how many bytes of stdin are in buf; 0: the end. */
static ssize_t
next_input(void)
{
    static ssize_t last;
    ssize_t n;
    int c;

    if (has("stdio")) {
        for (n = 0; n < (ssize_t)sizeof(buf); n++)
            if ((c = getchar()) == EOF || (buf[n] = (char)c) == '\n')
                return c == EOF ? n : n + 1;
        return n;
    }
    n = read(STDIN_FILENO, buf, sizeof(buf));
    if (n > 0)
        last = n;
    return has("resend") ? last : n;
}

int
main(int argc, char **argv)
{
    struct sockaddr_in servaddr = peer_addr(argc, argv);
    int sockfd = Tcp_connect(&servaddr);
    struct pollfd in[2] = {
        { .fd = STDIN_FILENO, .events = POLLIN },
        { .fd = sockfd, .events = POLLIN }
    };
    ssize_t n;

    Signal(SIGPIPE, SIG_IGN);
    if (has("wait"))
        surprise(sockfd);
    for (;;) {
        if (poll(in, has("deaf") ? 1 : 2, -1) < 0)
            err_sys("poll");
        if (in[1].revents) {
            surprise(sockfd);
        } else if (in[0].revents) {
            if (has("prompt"))
                Writen(STDOUT_FILENO, "line: ", 6);
            if ((n = next_input()) > 0 || has("resend"))
                copy_echo(sockfd, send_some(sockfd, (size_t)n));
            else if (has("stay"))
                in[0].fd = -1;
            else
                return 0;
        }
    }
}
