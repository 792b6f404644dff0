/* stat: what /proc says of a process (proc(5)). */
#include "wire.h"

/* Read /proc/NAME/stat. Returns 1, or 0 if that is no process any more. */
int
stat_read(const char *name, int *pid, int *parent, char *state)
{
    char file[300], text[512], *end;
    FILE *fp;
    size_t n;

    snprintf(file, sizeof(file), "/proc/%s/stat", name);
    fp = fopen(file, "r");
    if (fp == NULL)
        return 0;
    n = fread(text, 1, sizeof(text) - 1, fp);
    fclose(fp);
    text[n] = '\0';
    end = strrchr(text, ')');           /* PID (COMMAND) STATE PARENT ... */
    return end != NULL && sscanf(text, "%d", pid) == 1
        && sscanf(end + 1, " %c %d", state, parent) == 2;
}
