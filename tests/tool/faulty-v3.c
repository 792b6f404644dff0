/* faulty-v3: server-v3 with calls that fail (see faults.h). */
#include "faults.h"
#include "../../ch05/server-v3.c"
