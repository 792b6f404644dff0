/* faulty-serve: serve with calls that fail (see faults.h). */
#include "faults.h"
#include "../../ch05/data/serve.c"
#include "echo_serve.h"
