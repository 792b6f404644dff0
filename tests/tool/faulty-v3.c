/* faulty-v3: server-v3, where accept and fork fail: see tests/tool/faults.h. */
#include "faults.h"
#include "../../ch05/server-v3.c"
