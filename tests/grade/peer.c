/*
 * peer ADDRESS PORT: the other end of a server, or of a client, as the test
 * wants it. It reads commands from stdin, such as "echo 1-5 hello" for the
 * connections 1 to 5, and answers each with one line: "ok", or what it has seen
 * instead. "help" prints the commands.
 */
#include "unp.h"
#include "peer.h"

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
