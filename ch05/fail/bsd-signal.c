/*
 * bsd-signal: libc-signal, compiled with another feature macro (UNP 5.8).
 * With it, glibc's signal() has BSD's semantics: the handler stays, accept is
 * restarted, and the server reaps three children of three.
 */
#define _DEFAULT_SOURCE         /* glibc's own default without -std=c11 */

#include "libc-signal.c"
