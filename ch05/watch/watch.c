/*
 * watch: the server's processes and sockets, live: zombies, the SIGCHLD that is
 * pending, both ends of each connection, and what happens (UNP 5.7 to 5.12).
 *
 * Run it with `make watch`, or: ch05/watch/watch [port [server]]
 */
#include "watch.h"

static const char usage[] = "[port [server]]   (default: 9877)";

/* Never returns; on bad arguments exit status 2. */
int
main(int argc, char **argv)
{
    set_progname(argv[0]);
    if (argc > 3)
        err_usage(usage, "too many arguments: %s", argv[3]);
    listener.port = port_of(argc > 1 ? argv[1] : "9877", argc > 2, usage);
    if (argc > 2)
        check_program(argv[2], usage);
    need_proc(listener.port);
    catch_signals();
    begin(argc > 2 ? argv[2] : NULL);
    loop();
}
