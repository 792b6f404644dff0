/* errno_of.h: the errors by name */
int errno_of(const char *name);
