/* boot: start the server and the client, and wait until they are ready. */
#include "wire.h"

#include <sys/stat.h>       /* stat */

#define PATIENCE 5000           /* ms */

/* Check that this is a program that can be run. Otherwise exit status 2. */
void
check_program(const char *path)
{
    struct stat st;

    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        err_usage("[server [client]]", "%s: not a program", path);
    if (access(path, X_OK) < 0)
        err_usage("[server [client]]", "%s: %s", path, strerror(errno));
}

/* Start the server, and wait until clients can connect. If not: exit 1. */
void
server_boot(void)
{
    long start = clock_ms();

    program_start(SERVER);
    do {
        rest(0);
        if (state_listens(9877))
            return;
        if (process_count(SERVER) == 0)
            err_quit("%s has ended: it does not listen on port 9877",
                     program_path[SERVER]);
    } while (clock_ms() - start < PATIENCE);
    err_quit("%s does not listen on port 9877", program_path[SERVER]);
}

/* Start the client, and wait until it has connected or has ended. */
void
client_boot(void)
{
    program_start(CLIENT);
    rest(0);
    if (conn_number(0) == NULL && process_count(CLIENT) == 0)
        err_quit("%s has ended: it has not sent a SYN", program_path[CLIENT]);
}
