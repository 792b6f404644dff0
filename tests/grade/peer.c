/*
 * peer [-e ECHO] [-s MS] [-t MS] ADDRESS PORT: the other side of a server, or
 * of a client, as the test wants it. It reads commands from stdin, such as
 * "echo 1-5 hello" for the connections 1 to 5, and answers each with one line:
 * "ok", or what it has seen instead. "help" prints the commands. -e: the echo
 * is same, upper, lower, rot1 to rot25, or any; -s: so long a silence may be;
 * -t: after so long, no command waits any more.
 */
#include "grade.h"

#include <fcntl.h>          /* fcntl */
#include <netinet/tcp.h>    /* TCP_NODELAY */
#include <poll.h>           /* POLLIN */

enum { CONNECTIONS = 200, LATE = 1600 };    /* LATE: ms of slow-serve */

struct command {
    const char *name, *help;
    const char *(*run)(int *fd, const struct command *self, const char *text);
    const char *what;           /* of talk: o(ut), w(ant), t(ext), 1 (piece) */
};

static struct sockaddr_in peer_address;
static int fds[CONNECTIONS + 1];        /* the connections; -1: not open */

/* --- how a connection begins and ends --- */

/* Returns text for an error: "no connect: Connection refused". */
static const char *
failed(const char *what)
{
    static char text[100];

    snprintf(text, sizeof(text), "no %s: %s", what, strerror(errno));
    return text;
}

/* Begin to connect from a local port, or from any if that is 0. Returns the
 * socket, which sends each piece at once, or -1 with errno. */
static int
begin_connect(unsigned int port)
{
    struct sockaddr_in from = { .sin_family = AF_INET };
    int on = 1, fd = Socket(AF_INET, SOCK_STREAM, 0);

    from.sin_port = htons((uint16_t)port);
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    fcntl(fd, F_SETFL, O_NONBLOCK);
    if ((port == 0 || bind(fd, (struct sockaddr *)&from, sizeof(from)) == 0)
        && (connect(fd, (struct sockaddr *)&peer_address, sizeof(peer_address))
            == 0 || errno == EINPROGRESS))
        return fd;
    close(fd);
    return -1;
}

/* Connect. With 'k', do not wait until that has happened. */
static const char *
do_open(int *fd, const struct command *self, const char *text)
{
    socklen_t len = sizeof(errno);
    int error = 0;

    (void)text;
    if (*fd >= 0)
        close(*fd);
    *fd = begin_connect(0);
    if (*fd < 0)
        return failed("connect");
    if (strchr(self->what, 'k') != NULL)
        return "ok";
    if (!wait_event(*fd, POLLOUT, 0))
        return silent("no connect: the SYN is not answered");
    getsockopt(*fd, SOL_SOCKET, SO_ERROR, &error, &len);
    errno = error;
    return error != 0 ? failed("connect") : "ok";
}

/* Listen at our address, or accept a connection there. */
static const char *
do_listen(int *fd, const struct command *self, const char *text)
{
    static int listenfd = -1;
    socklen_t len = sizeof(peer_address);
    int on = 1;

    (void)text;
    if (self->what[0] == 'a') {
        if (!wait_event(listenfd, POLLIN, 0))
            return silent("no client");
        *fd = accept(listenfd, NULL, NULL);
        return *fd < 0 ? failed("client") : "ok";
    }
    listenfd = Socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(listenfd, (struct sockaddr *)&peer_address, len) < 0
        || listen(listenfd, LISTENQ) < 0)
        return failed("listen");
    return "ok";
}

/* Close: our FIN, or a RST. Or send a FIN and stay. */
static const char *
do_close(int *fd, const struct command *self, const char *text)
{
    struct linger now = { .l_onoff = 1, .l_linger = 0 };
    int closed;

    (void)text;
    if (self->what[0] == 'f')
        return shutdown(*fd, SHUT_WR) < 0 ? failed("close") : "ok";
    if (self->what[0] == 'r')
        setsockopt(*fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    closed = close(*fd);
    *fd = -1;
    return closed < 0 ? failed("close") : "ok";
}

/* --- what it does with a connection --- */

/* Talk in a line of text, or in the first bytes of a pattern. */
static const char *
do_talk(int *fd, const struct command *self, const char *text)
{
    static char pattern[AMOUNT], mapped[AMOUNT], line[600];
    struct talk t = { .fd = *fd, .piece = ECHOBUF, .want = mapped };
    size_t i, n = (size_t)strtoul(text, NULL, 10);

    n = n < AMOUNT ? n : AMOUNT;
    for (i = 0; i < n; i++)             /* all values, or lines of text */
        pattern[i] = (char)(strchr(self->what, 'b') != NULL
                            ? i * 31 + i / 256 * 7
                            : i % 96 == 95 ? '\n' : ' ' + i % 96);
    if (strchr(self->what, 't') != NULL) {
        for (n = 0; *text != '\0'; text++)      /* "\n" is a newline */
            line[n++] = *text == '\\' && text[1] == 'n' ? (text++, '\n')
                                                        : *text;
        line[n++] = '\n';
    }
    t.out = strchr(self->what, 't') != NULL ? line : pattern;
    memcpy(mapped, t.out, n);
    map_echo(mapped, n);
    t.outlen = strchr(self->what, 'o') != NULL ? n : 0;
    t.wantlen = strchr(self->what, 'w') != NULL ? n : 0;
    if (strchr(self->what, '1') != NULL)
        t.piece = 1;
    return talk(&t);
}

/* Send the line, unless it is empty. Returns what comes, as text. Or send that
 * back. */
static const char *
do_show(int *fd, const struct command *self, const char *text)
{
    if (*fd < 0)
        return "no connection";
    return self->what[0] == 'm' ? mirror(*fd) : show(*fd, text);
}

/* Wait for a FIN, or fill all the buffers on the way. */
static const char *
do_quiet(int *fd, const struct command *self, const char *text)
{
    (void)text;
    return self->what[0] == 'f' ? fill(*fd) : self->what[0] == 'l'
        ? late_read(*fd) : want_fin(*fd);
}

/* Connect, echo a line, and perhaps close. */
static const char *
do_visit(int *fd, const struct command *self, const char *text)
{
    const char *result = do_open(fd, self, text);

    if (strcmp(result, "ok") == 0)
        result = do_talk(fd, self, text);
    if (strchr(self->what, 'c') != NULL && *fd >= 0) {
        close(*fd);
        *fd = -1;
    }
    return result;
}

/* Echo until the client's FIN, or until nothing comes. */
static const char *
do_serve(int *fd, const struct command *self, const char *text)
{
    size_t most = (size_t)strtoul(text, NULL, 10);

    return serve(*fd, most, self->what[0] == 's' ? LATE : 0,
                 self->what[0] == 'b' ? 1 : ECHOBUF);
}

/* --- the TIME_WAITs on our port --- */

/* Find the TIME_WAITs on our port, at most `most`. Returns how many; ports are
 * those of the other side. */
static size_t
find_time_waits(unsigned int *ports, size_t most)
{
    struct sock s;
    size_t count = 0;

    while (next_sock(&s))
        if (count < most && s.state == TIME_WAIT
            && s.port[LOCAL] == ntohs(peer_address.sin_port))
            ports[count++] = s.port[REMOTE];
    return count;
}

/* Is there a TIME_WAIT on the port? With 'c', a RST ends all of them: one that
 * is the server's answers our SYN from its other port with an ACK; that is no
 * SYN-ACK, and the kernel sends a RST. On a busy machine that may fail; then
 * the kernel answers no SYN for half a second. */
static const char *
do_time_wait(int *fd, const struct command *self, const char *text)
{
    unsigned int ports[100];
    size_t i, count = find_time_waits(ports, 100), left = count;
    int round, one;

    (void)fd, (void)text;
    for (round = 0; self->what[0] == 'c' && left > 0 && round < 10; round++) {
        for (i = 0; i < left; i++)
            if ((one = begin_connect(ports[i])) >= 0)
                close(one);
        left = find_time_waits(ports, 100);
        if (left > 0)
            pause_ms(60);
    }
    return count > 0 ? "ok" : "no TIME_WAIT";
}

/* --- the commands --- */

static const struct command commands[] = {
    { "open A", "connect", do_open, "" },
    { "knock A", "the same, but do not wait for the SYN-ACK", do_open, "k" },
    { "join A TEXT", "connect, send the line, it comes back", do_visit, "owt" },
    { "visit A TEXT", "the same, and close", do_visit, "owtc" },
    { "gather A TEXT", "connect, send the line, with 20 ms for each", NULL,
      "" },
    { "crowd A TEXT", "the same; then the line comes back to each", NULL, "w" },
    { "close A", "close: a FIN", do_close, "c" },
    { "reset A", "close: a RST", do_close, "r" },
    { "fin A", "a FIN, and stay", do_close, "f" },
    { "echo A TEXT", "send the line, and it comes back", do_talk, "owt" },
    { "slow A TEXT", "the same, byte by byte", do_talk, "owt1" },
    { "send A TEXT", "send the line", do_talk, "ot" },
    { "want A TEXT", "the line comes", do_talk, "wt" },
    { "show A TEXT", "send the line; what comes is the answer", do_show, "" },
    { "mirror A", "send back what was shown last", do_show, "m" },
    { "bulk A N", "send N bytes, and they come back", do_talk, "owb" },
    { "put A N", "send N bytes of text", do_talk, "o" },
    { "get A N", "these N bytes come", do_talk, "w" },
    { "end A", "a FIN comes", do_quiet, "e" },
    { "fill A", "send, and never read", do_quiet, "f" },
    { "late-read A", "the same, then read: all comes back", do_quiet, "l" },
    { "listen", "wait for clients", do_listen, "l" },
    { "accept A", "the next client", do_listen, "a" },
    { "serve A N", "echo until the client's FIN, at most N", do_serve, "" },
    { "slow-serve A N", "the same, the last echo 1.6 s late", do_serve, "s" },
    { "byte-serve A N", "the same, byte by byte", do_serve, "b" },
    { "time-wait", "there is a TIME_WAIT on the port", do_time_wait, "w" },
    { "clean", "end the TIME_WAITs on the port", do_time_wait, "c" },
    { NULL, NULL, NULL, NULL }
};

/* Run the command for the connections in turn. Returns the first bad answer. */
static const char *
run_all(const struct command *command, int first, int last, const char *text)
{
    const char *answer = "ok";
    int i;

    if (first < 1 || last > CONNECTIONS)
        return "no such connection: 1 to 200";
    for (i = first; i <= last && strncmp(answer, "ok", 2) == 0; i++)
        if (fds[i] < 0 && (command->run == do_talk || command->run == do_close
                           || command->run == do_quiet
                           || command->run == do_serve))
            answer = "no connection: it is not open";
        else
            answer = command->run(&fds[i], command, text);
    return answer;
}

/* Connect many; with 'w', wait then for all their echoes. A server that takes
 * its time for an echo is given 20 ms to accept each of them. */
static const char *
run_crowd(const struct command *self, int first, int last, const char *text)
{
    static const struct command step[] = {
        { "", "", do_visit, "ot" }, { "", "", do_talk, "wt" }
    };
    const char *answer = "ok";
    int i;

    for (i = first; i <= last && strcmp(answer, "ok") == 0; i++) {
        answer = run_all(&step[0], i, i, text);
        if (strcmp(answer, "ok") == 0)
            wait_event(fds[i], POLLIN, 20);
    }
    if (strcmp(answer, "ok") != 0 || self->what[0] != 'w')
        return answer;
    return run_all(&step[1], first, last, text);
}

/* Print the answer to a line: COMMAND [FIRST[-LAST] [TEXT]]. */
static void
obey(const char *line)
{
    const struct command *c = commands;
    char name[16] = "";
    int first = 1, last = 0, length = 0;
    size_t length_of;

    sscanf(line, "%15s%n %d%n-%d%n", name, &length, &first, &length, &last,
           &length);
    if (line[length] == ' ')
        length++;
    last = last > 0 ? last : first;
    if (strcmp(name, "help") == 0) {
        for (; c->name != NULL; c++)
            printf("%-16s%s\n", c->name, c->help);
        return;
    }
    length_of = strlen(name);
    while (c->name != NULL && (strncmp(c->name, name, length_of) != 0
                               || strchr(" ", c->name[length_of]) == NULL))
        c++;
    puts(c->name == NULL ? "no such command: try help"
         : c->run == NULL ? run_crowd(c, first, last, line + length)
                          : run_all(c, first, last, line + length));
}

/* Read the options. Returns the number of the last one in argv. */
static int
read_options(int argc, char **argv)
{
    int option, silence = 2000, left = 24 * 3600 * 1000;
    const char *echo = "same";

    while ((option = getopt(argc, argv, "+e:s:t:")) != -1)
        if (option == 'e')
            echo = optarg;
        else if (option == 's')
            silence = (int)strtol(optarg, NULL, 10);
        else
            left = (int)strtol(optarg, NULL, 10);
    talk_begin(echo, silence, left);
    return optind - 1;
}

/* Exits with 0 at EOF on stdin; with 2 and a message for a bad address. */
int
main(int argc, char **argv)
{
    char line[512];
    int i, skipped = read_options(argc, argv);

    argv[skipped] = argv[0];
    peer_address = serv_addr(argc - skipped, argv + skipped);
    for (i = 0; i <= CONNECTIONS; i++)
        fds[i] = -1;
    while (fgets(line, sizeof(line), stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        obey(line);
        fflush(stdout);
    }
    return 0;
}
