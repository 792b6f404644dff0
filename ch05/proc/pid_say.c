/*
 * pid_say: a line on stdout that says which process it is from. It goes out
 * with one write(2), not through stdio: nothing is pending when the program
 * forks, and the lines of several processes do not mix.
 */
#include "proc.h"

#include <stdarg.h>         /* va_list */

/*
 * Write "pid PID parent PPID: " and the message, fmt as for printf, at most
 * 255 bytes with the newline. Not for signal handlers: there, sig_say. An
 * error ends the program, as in Writen.
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
    line[len] = '\n';           /* in the place of the '\0' */
    Writen(STDOUT_FILENO, line, len + 1);
}
