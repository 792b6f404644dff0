/* has: which fault FLAW in the environment asks for. */
#include "unp.h"
#include "bad.h"

/* Returns 1 if FLAW is name, otherwise 0. */
int
has(const char *name)
{
    const char *flaw = getenv("FLAW");

    return flaw != NULL && strcmp(flaw, name) == 0;
}
