/* lib-addr: what serv_addr and peer_addr make of the command line. */
#include "child.h"

static const char *args[4];     /* the command line of run_child's child */
static struct sockaddr_in (*parse)(int argc, char **argv);

/* Parse args. The exit status is 0 if they are good. */
static void
parse_args(void)
{
    int argc = 1;

    while (argc < 4 && args[argc] != NULL)
        argc++;
    args[0] = "path/program";
    parse(argc, (char **)args);
}

/* Check the exit status of a client, or a server, with these two arguments. */
static void
expect(int client, const char *address, const char *port, int status)
{
    char text[100], said[400];

    parse = client ? peer_addr : serv_addr;
    args[1] = address;
    args[2] = port;
    snprintf(text, sizeof(text), "%s '%s' '%s': exit status",
             client ? "client" : "server", address, port);
    check_num(text, status, run_child(parse_args, said, sizeof(said)));
}

/* The fields of an address with and without arguments. */
static void
test_fields(void)
{
    char *argv[] = { "program", "192.0.2.7", "65535", NULL };
    struct sockaddr_in addr = serv_addr(3, argv);
    char zeros[sizeof(addr.sin_zero)] = "";

    check_num("sin_family", AF_INET, addr.sin_family);
    check_num("sin_port", 65535, ntohs(addr.sin_port));
    check_num("sin_addr", (long)0xc0000207, (long)ntohl(addr.sin_addr.s_addr));
    check_num("the rest is 0", 0, memcmp(addr.sin_zero, zeros, sizeof(zeros)));
    addr = serv_addr(1, argv);
    check_num("the default port", 9877, ntohs(addr.sin_port));
    check_num("the default address", (long)INADDR_LOOPBACK,
              (long)ntohl(addr.sin_addr.s_addr));
    addr = peer_addr(2, argv);
    check_num("a client, only an address: the port", 9877,
              ntohs(addr.sin_port));
}

int
main(void)
{
    static const char *bad[] = { "/", "80.", "8/", ":", "8:", "655360" };
    size_t i;

    test_fields();
    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        expect(0, "127.0.0.1", bad[i], 2);
    expect(0, "127.0.0.1", "0", 0);
    expect(0, "0.0.0.0", "00001", 0);
    expect(1, "127.0.0.1", "1", 0);
    expect(1, "127.0.0.1", "0", 2);
    expect(1, "127.0.0.1", "00", 2);
    return 0;
}
