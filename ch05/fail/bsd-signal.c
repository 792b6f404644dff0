/*
 * bsd-signal: libc-signal, compiled with another feature macro (UNP 5.8).
 * With this macro, signal() of glibc has the BSD semantics: the handler stays
 * installed, accept is restarted, and the server reaps three of three children.
 */
#define _DEFAULT_SOURCE         /* glibc sets it if no -std=c11 is given */

#include "libc-signal.c"
