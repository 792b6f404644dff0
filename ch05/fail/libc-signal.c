/*
 * libc-signal: server-v3 with the libc's own signal() (UNP 5.8).
 *
 * Still wrong: what signal() means depends on the libc and on the feature
 * macros. With ours (-std=c11 -D_POSIX_C_SOURCE=200809L) glibc's is System
 * V's: one child reaped of three. bsd-signal is the same under another macro.
 */
#include "signal-server.h"
