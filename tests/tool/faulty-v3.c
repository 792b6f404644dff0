/* faulty-v3: server-v3 with an accept and a fork that fail (see faults.h). */
#include "faults.h"
#include "../../ch05/server-v3.c"
