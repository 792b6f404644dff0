/* tool: a clock, a terminal, text that can be shown, a command that is run. */
#ifdef __linux__
#define _XOPEN_SOURCE 700   /* posix_openpt */
#endif
#include "tool.h"

#include <fcntl.h>          /* fcntl, O_RDWR, O_NOCTTY */
#include <sys/stat.h>       /* stat */
#include <time.h>           /* clock_gettime */

long long
clock_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
printable_bytes(char *bytes, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++)
        if ((unsigned char)bytes[i] < ' ' || bytes[i] == 127)
            bytes[i] = '?';
}

char *
printable(char *text)
{
    printable_bytes(text, strlen(text));
    return text;
}

int
pty_open(char *name, size_t size)
{
    int saved, fd = posix_openpt(O_RDWR | O_NOCTTY);
    const char *slave;

    if (fd < 0)
        return -1;
    if (fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 && grantpt(fd) == 0
        && unlockpt(fd) == 0 && (slave = ptsname(fd)) != NULL) {
        snprintf(name, size, "%s", slave);
        return fd;
    }
    saved = errno;
    close(fd);
    errno = saved;
    return -1;
}

/* Returns 1 if a shell must read the command: it is not the path of a file. */
static int
needs_shell(const char *command)
{
    return access(command, F_OK) < 0 && strpbrk(command, " \t'\"") != NULL;
}

void
check_command(const char *command, const char *usage)
{
    struct stat st;

    if (needs_shell(command))
        return;
    if (stat(command, &st) == 0 && !S_ISREG(st.st_mode))
        err_usage(usage, "%s: not a program", command);
    if (access(command, X_OK) < 0)
        err_usage(usage, "%s: %s", command, strerror(errno));
}

/* Store the shell's line for the command in line. Returns 0 if it is too long.
 * `exec` lets the program have the pid of the shell. */
static int
shell_line(char *line, size_t size, const char *command, const char *address,
           const char *port)
{
    const char *p, *word;
    size_t n = 0;

    n += (size_t)snprintf(line, size, "exec ");
    for (p = command; *p != '\0' && n < size; p++) {
        word = strncmp(p, "%p", 2) == 0 ? port
             : strncmp(p, "%a", 2) == 0 ? address : NULL;
        n += (size_t)snprintf(line + n, size - n, word ? "%s" : "%.1s",
                              word ? word : p);
        p += word != NULL;
    }
    if (strstr(command, "%p") == NULL && n < size)
        n += (size_t)snprintf(line + n, size - n, " %s %s", address, port);
    return n < size;
}

void
run_command(const char *command, const char *address, unsigned int port)
{
    char line[MAXLINE], number[16];

    snprintf(number, sizeof(number), "%u", port);
    if (!needs_shell(command))
        execl(command, command, address, number, (char *)NULL);
    else if (shell_line(line, sizeof(line), command, address, number))
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
    else
        errno = E2BIG;
}
