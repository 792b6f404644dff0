/* arguments: what the command line says, and what the system must have. */
#include "watch.h"

#include <sys/stat.h>       /* stat */

/* Returns the port that the text says; 0 only if zero_too. Otherwise exit 2. */
unsigned int
port_of(const char *text, int zero_too, const char *usage)
{
    size_t digits = strspn(text, "0123456789");
    long port = strtol(text, NULL, 10);

    if (digits == 0 || text[digits] != '\0' || port > 65535
        || (port == 0 && !zero_too))
        err_usage(usage, "not a port: '%s'", text);
    return (unsigned int)port;
}

/* Check that this is a program that can be run. Otherwise exit status 2. */
void
check_program(const char *path, const char *usage)
{
    struct stat st;

    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        err_usage(usage, "%s: not a program", path);
    if (access(path, X_OK) < 0)
        err_usage(usage, "%s: %s", path, strerror(errno));
}

/* Without /proc/net/tcp: say which commands show the same, exit status 1. */
void
need_proc(unsigned int port)
{
    if (access("/proc/net/tcp", R_OK) == 0 && access("/proc/self/stat", R_OK)
        == 0)
        return;
    err_ret("/proc/net/tcp");
    fprintf(stderr, "This program needs the /proc of Linux. These commands show"
            " a part of it:\n"
            "    ps -A -o pid,ppid,stat,wchan,args\n"
            "    netstat -an | grep %u\n", port);
    exit(1);
}
