/* proc-errno: the SIGCHLD handler of zombie-sig keeps errno. */
#define PROGRAM "zombie-sig"
#define main program
#include "../../ch05/proc/zombie-sig.c"
#undef main
#include "../../ch05/proc/pid_say.c"
#include "../../ch05/proc/wait_arg.c"
#include "../lib/keeps_errno.h"
