/* data.h: what the programs here share; the contracts are in the .c files. */
#ifndef DATA_H
#define DATA_H

#include "unp.h"

#include <stdint.h>         /* int64_t */

/* numbers.c: two numbers in a line of text, and their sum */
int read_two(struct linebuf *lb, int64_t *a, int64_t *b);
int add_two(int64_t a, int64_t b, int64_t *sum);
ssize_t write_sum(int fd, int ok, int64_t sum);

/* read_record.c: a whole record, or nothing */
int read_record(int fd, void *buf, size_t n);

/* serve.c: what server-v3 does, for a server that does more than echo */
typedef int service(int connfd, const struct sockaddr_in *client);
_Noreturn void serve(const struct sockaddr_in *addr, service *serve_one);

#endif
