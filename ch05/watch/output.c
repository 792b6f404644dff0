/* output: what the server prints that we have started. */
#include "watch.h"

int server_out = -1;

/* Say a line of it. What cannot be printed is a '?'. */
static void
say(char *line)
{
    char *p;

    for (p = line; *p != '\0'; p++)
        if ((unsigned char)*p < ' ' || *p == 127)
            *p = '?';
    event("server prints: %s", line);
}

/* Read what is there, and say the lines of it. */
void
server_output(void)
{
    static char text[4096];
    static size_t len;
    char *line, *end;
    ssize_t n;

    while (server_out >= 0) {
        n = read(server_out, text + len, sizeof(text) - 1 - len);
        if (n < 0)
            return;                 /* there is no more now */
        len += (size_t)n;
        text[len] = '\0';
        for (line = text; (end = strchr(line, '\n')) != NULL; line = end + 1) {
            *end = '\0';
            say(line);
        }
        len -= (size_t)(line - text);
        memmove(text, line, len + 1);
        if (len > 0 && (n == 0 || len == sizeof(text) - 1)) {
            say(text);              /* the last line, or a very long one */
            len = 0;
        }
        if (n == 0) {
            Close(server_out);
            server_out = -1;
        }
    }
}
