/*
 * tool.h: what more than one of the tools needs: wire, watch, the grader, the
 * bench, and the tests of what a terminal shows. unp.h does not have it.
 */
#ifndef TOOL_H
#define TOOL_H

#include "unp.h"

/* Returns milliseconds since some moment in the past, by a clock that no user
 * can set. It cannot fail. */
long long clock_ms(void);

/* Replace each control byte of the text by '?', so that it cannot move the
 * cursor or clear the screen. UTF-8 stays as it is. Returns text. */
char *printable(char *text);

/* The same for len bytes, of which some may be '\0'. */
void printable_bytes(char *bytes, size_t len);

/* Open a new terminal (POSIX posix_openpt). Returns the descriptor of the
 * master, close-on-exec; the name of the slave is in name. Returns -1 with errno
 * if that fails. */
int pty_open(char *name, size_t size);

/* Check that the command can be run: a path of a program, or, with a space in
 * it, what a shell will read. Otherwise: a message and exit status 2. */
void check_command(const char *command, const char *usage);

/* Become the command, as in exec: never returns without an error in errno. A
 * path of a program gets the arguments ADDRESS PORT. All else is read by the
 * shell: 'python3 my.py %p', '"/a b/server" %a %p'. There %a is the address, %p
 * the port; without %p, both are added at the end. */
void run_command(const char *command, const char *address, unsigned int port);

#endif
