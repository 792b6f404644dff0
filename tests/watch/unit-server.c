/*
 * unit-server: ch05/watch/server.c says all that a server has printed, in the
 * order in which it has happened. A pipe is the server here. Each line below is
 * TEXT|WANT|GOT; tests/lib/lib.t compares them.
 */
#include "ch05/watch/server.c"
#include "tests/lib/check.h"
#include "tests/watch/said.h"

/* Check what was said since the last call. */
static void
check_said(const char *text, const char *want)
{
    printf("%s|%s|%s\n", text, want, said);
    said[0] = '\0';
}

/* Returns the end into which the server prints. */
static int
begin(void)
{
    int fd[2];

    if (pipe(fd) < 0)
        err_sys("pipe");
    server_out = fd[0];
    fcntl(server_out, F_SETFL, O_NONBLOCK);
    return fd[1];
}

static void
lines(void)
{
    int fd = begin();

    Writen(fd, "one\ntwo\nhalf", 12);
    server_read();
    server_say();
    check_said("two lines, and a part of one", "server prints: one;"
               "server prints: two;");
    Writen(fd, " and half\n", 10);
    server_say();
    check_said("what was not read is not said", "");
    server_read();
    server_say();
    check_said("the rest of the line", "server prints: half and half;");
    length = sizeof(printed) - 2;
    Writen(fd, "\nlast\n", 6);
    server_read();
    check_num("as much as there is room for", (long)sizeof(printed),
              (long)length);
    server_read();
    check_num("... and no end of it", 1, server_out >= 0);
    memcpy(printed, "x\n", 2);
    length = 2;                     /* as if the others were said */
    server_say();
    server_read();
    server_say();
    check_said("the rest comes later", "server prints: x;"
               "server prints: ast;");
    Close(fd);
    server_read();
    check_num("its end", -1, server_out);
}

/* It has printed something and ended since we have read. */
static void
ends(void)
{
    int fd = begin();

    Writen(fd, "last words", 10);
    has_status = 1;
    status = 3 << 8;
    Close(fd);
    server_say();
    check_said("the last words, then the end", "server prints: last words;"
               "the server has exited with status 3;");
    server_say();
    check_said("that is said once", "");
    fd = begin();
    Writen(fd, "more", 4);
    has_status = 1;
    status = SIGKILL;
    server_say();
    check_said("it is killed; a child of it may print more",
               "signal 9 has killed the server;");
    Close(fd);
    server_read();
    server_say();
    check_said("... which is said at its end", "server prints: more;");
}

int
main(void)
{
    lines();
    ends();
    return 0;
}
