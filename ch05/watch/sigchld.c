/*
 * sigchld: is SIGCHLD pending for the server, does the server block it, and
 * what does it do with it? A signal that is pending cannot be pending twice.
 */
#include "watch.h"

struct sigchld sigchld;
static struct sigchld said;

/* Returns 1 if SIGCHLD is in that set of /proc/PID/status, otherwise 0. */
static int
is_in(const char *set, const char *text)
{
    const char *line = strstr(text, set);
    unsigned long long bits;

    return line != NULL && sscanf(line + strlen(set), " %llx", &bits) == 1
        && (bits >> (SIGCHLD - 1) & 1);
}

/* Say it if SIGCHLD has become pending, or has become blocked. A handler blocks
 * its own signal: we say only what two looks have found. */
static void
say_changes(const struct sigchld *now)
{
    if (now->pending != said.pending)
        event(now->pending ? "SIGCHLD is pending for server %d"
                           : "SIGCHLD is not pending any more for server %d",
              (int)server);
    said.pending = now->pending;
    if (now->blocked != said.blocked && now->blocked == sigchld.blocked) {
        event(now->blocked ? "server %d blocks SIGCHLD"
                           : "server %d does not block SIGCHLD any more",
              (int)server);
        said.blocked = now->blocked;
    }
}

/* Look at the server's signal sets. Without a server they are empty. */
void
sigchld_look(void)
{
    static char text[16384];
    struct sigchld now = { 0, 0, 0, 0 };

    if (server != 0
        && file_read(text, sizeof(text), (int)server, "status") > 0) {
        now.pending = is_in("\nSigPnd:", text) || is_in("\nShdPnd:", text);
        now.blocked = is_in("\nSigBlk:", text);
        now.ignored = is_in("\nSigIgn:", text);
        now.caught = is_in("\nSigCgt:", text);
        say_changes(&now);
    } else {
        said = now;
    }
    sigchld = now;
}
