/*
 * peer ADDRESS PORT: the other end of a server, or of a client, as the test
 * wants it. It reads commands from stdin, such as "echo 1-5 hello" for the
 * connections 1 to 5, and answers each with one line: "ok", or what it has seen
 * instead. "help" prints the commands.
 */
#include "unp.h"
#include "grade.h"

#include <netinet/tcp.h>    /* TCP_NODELAY */

struct command {
    const char *name, *help;
    const char *(*run)(int *fd, const struct command *self, const char *text);
    const char *what;           /* of talk: o(ut), w(ant), t(ext), 1 (piece) */
};

static struct sockaddr_in peer_address;

/* Returns text for an error: "no connect: Connection refused". */
static const char *
failed(const char *what)
{
    static char text[100];

    snprintf(text, sizeof(text), "no %s: %s", what, strerror(errno));
    return text;
}

/* Connect, and send each piece at once. */
static const char *
do_open(int *fd, const struct command *self, const char *text)
{
    int on = 1;

    (void)self, (void)text;
    *fd = Socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(*fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return connect(*fd, (struct sockaddr *)&peer_address,
                   sizeof(peer_address)) < 0 ? failed("connect") : "ok";
}

/* Listen at our address, or accept a connection there. */
static const char *
do_listen(int *fd, const struct command *self, const char *text)
{
    static int listenfd = -1;
    socklen_t len = sizeof(peer_address);
    int on = 1;

    (void)text;
    if (self->what[0] == 'a')
        return (*fd = accept_soon(listenfd)) < 0 ? "no client" : "ok";
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

    (void)text;
    if (self->what[0] == 'f')
        return shutdown(*fd, SHUT_WR) < 0 ? failed("close") : "ok";
    if (self->what[0] == 'r')
        setsockopt(*fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    return close(*fd) < 0 ? failed("close") : "ok";
}

/* Talk in a line of text, or in the first bytes of a pattern. */
static const char *
do_talk(int *fd, const struct command *self, const char *text)
{
    static char pattern[AMOUNT], line[600];
    struct talk t = { .fd = *fd, .piece = ECHOBUF };
    size_t i, n = (size_t)strtoul(text, NULL, 10);

    n = n < AMOUNT ? n : AMOUNT;
    for (i = 0; i < n; i++)             /* all values, or text */
        pattern[i] = (char)(strchr(self->what, 'b') != NULL
                            ? i * 31 + i / 256 * 7 : ' ' + i % 95);
    if (strchr(self->what, 't') != NULL) {
        for (n = 0; *text != '\0'; text++)      /* "\n" is a newline */
            line[n++] = *text == '\\' && text[1] == 'n' ? (text++, '\n')
                                                        : *text;
        line[n++] = '\n';
    }
    t.out = t.want = strchr(self->what, 't') != NULL ? line : pattern;
    t.outlen = strchr(self->what, 'o') != NULL ? n : 0;
    t.wantlen = strchr(self->what, 'w') != NULL ? n : 0;
    if (strchr(self->what, '1') != NULL)
        t.piece = 1;
    return talk(&t);
}

/* Wait for a FIN, or fill all the buffers on the way. */
static const char *
do_quiet(int *fd, const struct command *self, const char *text)
{
    (void)text;
    return self->what[0] == 'f' ? fill(*fd) : want_fin(*fd);
}

/* Connect, echo a line, and perhaps close. */
static const char *
do_visit(int *fd, const struct command *self, const char *text)
{
    const char *answer = do_open(fd, self, text);

    if (strcmp(answer, "ok") == 0)
        answer = do_talk(fd, self, text);
    if (strchr(self->what, 'c') != NULL)
        close(*fd);
    return answer;
}

/* Echo until the client's FIN, or until nothing comes. */
static const char *
do_serve(int *fd, const struct command *self, const char *text)
{
    (void)text;
    return serve(*fd, self->what[0] == 's', self->what[0] == 'b');
}

#define CONNECTIONS 200

static const struct command commands[] = {
    { "open A", "connect", do_open, "" },
    { "join A TEXT", "connect, send the line, it comes back", do_visit, "owt" },
    { "visit A TEXT", "the same, and close", do_visit, "owtc" },
    { "close A", "close: a FIN", do_close, "c" },
    { "reset A", "close: a RST", do_close, "r" },
    { "fin A", "a FIN, and stay", do_close, "f" },
    { "echo A TEXT", "send the line, and it comes back", do_talk, "owt" },
    { "slow A TEXT", "the same, byte by byte", do_talk, "owt1" },
    { "send A TEXT", "send the line", do_talk, "ot" },
    { "want A TEXT", "the line comes", do_talk, "wt" },
    { "bulk A N", "send N bytes, and they come back", do_talk, "owb" },
    { "put A N", "send N bytes of text", do_talk, "o" },
    { "get A N", "these N bytes come", do_talk, "w" },
    { "trickle A TEXT", "send the line, byte by byte", do_talk, "ot1" },
    { "end A", "a FIN comes", do_quiet, "e" },
    { "fill A", "send, and never read", do_quiet, "f" },
    { "listen", "wait for clients", do_listen, "l" },
    { "accept A", "the next client", do_listen, "a" },
    { "serve A", "echo until the client's FIN", do_serve, "" },
    { "slow-serve A", "the same, each echo 0.8 s late", do_serve, "s" },
    { "byte-serve A", "the same, byte by byte", do_serve, "b" },
    { NULL, NULL, NULL, NULL }
};

/* Run the command for the connections in turn. Returns the first bad answer. */
static const char *
run_all(const struct command *command, int first, int last, const char *text)
{
    static int fds[CONNECTIONS + 1];
    const char *answer = "ok";
    int i;

    if (first < 1 || last > CONNECTIONS)
        return "no such connection: 1 to 200";
    for (i = first; i <= last && strncmp(answer, "ok", 2) == 0; i++)
        answer = command->run(&fds[i], command, text);
    return answer;
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
         : run_all(c, first, last > 0 ? last : first, line + length));
}

int
main(int argc, char **argv)
{
    char line[512];

    peer_address = serv_addr(argc, argv);
    while (fgets(line, sizeof(line), stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        obey(line);
        fflush(stdout);
    }
    return 0;
}
