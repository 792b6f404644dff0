/*
 * said.h: what the unit tests of watch have in the place of event.c. All events
 * are in `said`, a ; after each.
 */
#include <stdarg.h>         /* va_list */

static char said[4000];

/* As in event.c, but without the time. */
void
event(const char *fmt, ...)
{
    size_t len = strlen(said);
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(said + len, sizeof(said) - len, fmt, ap);
    va_end(ap);
    len = strlen(said);
    snprintf(said + len, sizeof(said) - len, ";");
}
