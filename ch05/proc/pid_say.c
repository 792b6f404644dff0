/*
 * pid_say: a line on stdout that says which process wrote it. It uses one
 * write(2), not stdio: no buffer has data when the program forks, and the lines
 * of several processes do not mix.
 */
#include "proc.h"

#include <stdarg.h>         /* va_list */

/*
 * Write "pid PID parent PPID: " and the message, at most 255 bytes; a longer
 * line is cut. fmt is as for printf. In a signal handler, call sig_say instead.
 * On an error it prints a message and exits with status 1.
 */
void
pid_say(const char *fmt, ...)
{
    char line[256];
    size_t len;
    va_list ap;

    snprintf(line, sizeof(line), "pid %d parent %d: ", getpid(), getppid());
    len = strlen(line);
    va_start(ap, fmt);
    vsnprintf(line + len, sizeof(line) - len - 1, fmt, ap);
    va_end(ap);
    len = strlen(line);
    line[len] = '\n';           /* replaces the '\0' */
    Writen(STDOUT_FILENO, line, len + 1);
}
