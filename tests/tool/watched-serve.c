/* watched-serve: serve that checks its own steps (see watched.h). */
#include "watched.h"
#include "../../lib/tcp_listen.c"
#include "../../ch05/data/serve.c"
#include "echo_serve.h"
