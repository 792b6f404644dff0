/* data-errno: the SIGCHLD handler of half-close-client keeps errno. */
#define PROGRAM "half-close-client"
#define main program
#include "../../ch05/data/half-close-client.c"
#undef main
#include "../lib/keeps_errno.h"
