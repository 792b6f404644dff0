/* watched-v2: server-v2 that checks its own steps (see watched.h). */
#include "watched.h"
#include "../../ch05/server-v2.c"
