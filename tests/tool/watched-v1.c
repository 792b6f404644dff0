/* watched-v1: server-v1 that checks its own steps (see watched.h). */
#include "watched.h"
#include "../../ch05/server-v1.c"
