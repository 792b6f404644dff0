/* serv_addr: the command line of servers and clients, [address [port]]. */
#include "unp.h"

#include <fcntl.h>          /* fcntl */

static const char usage[] = "[address [port]]   (default: 127.0.0.1 9877)";

/* Parse a decimal port, digits only. Returns 0 to 65535, or -1 if invalid. */
static int
parse_port(const char *text)
{
    int port = 0;

    if (*text == '\0')
        return -1;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return -1;
        port = port * 10 + (*text - '0');
        if (port > 65535)
            return -1;
    }
    return port;
}

/*
 * Exit with status 1 if descriptor 0, 1 or 2 is closed. A new socket gets the
 * lowest free number: as stdin, stdout or stderr it would carry our own output.
 */
void
need_stdio(void)
{
    int fd;

    for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            err_quit("stdin, stdout or stderr is closed");
}

/*
 * For a server: returns the address to listen on. Port 0 means "kernel, choose
 * one". It also sets the program's name for error.c, and checks that
 * descriptors 0 to 2 are open. On bad arguments it prints the usage line and
 * exits with status 2.
 */
struct sockaddr_in
serv_addr(int argc, char **argv)
{
    struct sockaddr_in addr;
    const char *host = argc > 1 ? argv[1] : SERV_ADDR;
    int port = argc > 2 ? parse_port(argv[2]) : SERV_PORT;

    set_progname(argc > 0 ? argv[0] : NULL);
    need_stdio();
    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    if (argc > 3)
        err_usage(usage, "too many arguments: %s", argv[3]);
    if (inet_pton(AF_INET, host, &addr.sin_addr) != 1)
        err_usage(usage, "not a dotted-quad IPv4 address: '%s'", host);
    if (port < 0)
        err_usage(usage, "not a port (0 to 65535): '%s'", argv[2]);
    addr.sin_port = htons((in_port_t)port);
    return addr;
}

/* For a client: returns the server's address. Port 0 is a bad argument. */
struct sockaddr_in
peer_addr(int argc, char **argv)
{
    struct sockaddr_in addr = serv_addr(argc, argv);

    if (addr.sin_port == 0)
        err_usage(usage, "not a port to connect to: '%s'", argv[2]);
    return addr;
}
