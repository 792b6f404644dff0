/*
 * bsd-signal: as libc-signal, line for line, under another feature macro. With
 * it glibc's signal() is BSD's: the handler stays, accept is restarted, and
 * three children are reaped of three (UNP 5.8).
 */
#define _DEFAULT_SOURCE         /* what gcc sets by itself without -std=c11 */

#include "signal-server.h"
