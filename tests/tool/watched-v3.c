/* watched-v3: server-v3 that checks its own steps (see watched.h). */
#include "watched.h"
#include "../../ch05/server-v3.c"
