/* begin: find the server, or start it. If there is none, say why. */
#include "watch.h"

/* The events were kept for the screen, which is not opened now: print them, and
 * end with status 1. */
static _Noreturn void
give_up(const char *path, const char *why)
{
    int i;

    for (i = 20; on_screen && i > 0; i--)
        if (event_last(i) != NULL)
            printf("%s\n", event_last(i));
    errno = 0;
    err_ret("%s %s", path, why);
    watch_end(1);
}

/* Start the server, and wait until it listens. */
static void
begin_with(const char *path)
{
    int attempt;

    server_start(path, listener.port);
    for (attempt = 0; attempt < 500; attempt++) {
        check_signals();
        if (sockets_look(started) > 0)
            return;
        if (server_ended(started))
            give_up(path, "has ended: it does not listen");
        pause_ms(10);
    }
    give_up(path, "does not listen");
}

/* Find the server on the port, or start this one: exit status 1 if there is
 * none. Then the screen opens, if there is one. */
void
begin(const char *path)
{
    int found;

    on_screen = screen_possible();
    if (path != NULL) {
        begin_with(path);
    } else if ((found = sockets_look(0)) <= 0) {
        err_quit(found == 0 ? "no process listens on port %u; start one, or:"
                 " make watch SERVER=ch05/server-v3" : "a process of another"
                 " user listens on port %u: we may not look at it",
                 listener.port);
    }
    if (on_screen)
        screen_open();
}
