/* proc.h: what the warm-ups share. The contracts are above the definitions. */
#ifndef PROC_H
#define PROC_H

#include "unp.h"

/* pid_say.c: a line on stdout that says which process wrote it */
void pid_say(const char *fmt, ...);

/* wait_arg.c: the command line, PROGRAM [seconds] */
long wait_arg(int argc, char **argv, const char *option);

#endif
