/* lib-book: the wrappers that a reader types as UNP prints them. */
#include "child.h"

#include <fcntl.h>          /* fcntl, O_NONBLOCK */

static char line[20];

/* broken: a stream without buffer, whose descriptor is closed */
static FILE *
broken(const char *mode)
{
    FILE *stream = fopen("/dev/null", mode);

    if (stream == NULL || setvbuf(stream, NULL, _IONBF, 0) != 0)
        err_sys("/dev/null");
    close(fileno(stream));
    return stream;
}

/* Each call gets an argument that makes it fail; -1 is no descriptor. */
static void bad_text(void) { Inet_pton(AF_INET, "1.2.3", line); }
static void bad_family(void) { Inet_pton(-1, "1.2.3.4", line); }
static void bad_fgets(void) { Fgets(line, 20, broken("r")); }
static void bad_fputs(void) { Fputs("x", broken("w")); }
static void bad_read(void) { Read(-1, line, 1); }
static void bad_write(void) { Write(-1, line, 1); }

/* More than the pipe has room for: a nonblocking write writes a part. */
static void
short_write(void)
{
    static char much[1 << 20];
    int fd[2];

    if (pipe(fd) < 0 || fcntl(fd[1], F_SETFL, O_NONBLOCK) < 0)
        err_sys("pipe");
    Write(fd[1], much, sizeof(much));
}

/* Check that bad ends with status 1 and a message that begins with want. */
static void
test_fails(const char *what, void (*bad)(void), const char *want)
{
    char said[200], text[100];

    snprintf(text, sizeof(text), "%s: exit status", what);
    check_num(text, 1, run_child(bad, said, sizeof(said)));
    snprintf(text, sizeof(text), "%s: message", what);
    check_mem(text, want, said, strlen(want));
}

int
main(void)
{
    struct sockaddr_in addr;
    FILE *in = fdopen(pipe_with("one\ntwo", 7), "r");
    int fd = pipe_with("abc", 3), p[2];

    Inet_pton(AF_INET, "192.0.2.1", &addr.sin_addr);
    check_num("Inet_pton: the address", 0xc0000201,
              ntohl(addr.sin_addr.s_addr));
    check_mem("Fgets: a line", "one\n", Fgets(line, sizeof(line), in), 5);
    check_mem("Fgets: a last line", "two", Fgets(line, sizeof(line), in), 4);
    check_num("Fgets: NULL at EOF", 1, Fgets(line, sizeof(line), in) == NULL);
    check_num("Read: as many bytes as there are", 3, Read(fd, line, 20));
    check_mem("Read: the bytes", "abc", line, 3);
    check_num("Read: 0 at EOF", 0, Read(fd, line, 20));
    if (pipe(p) < 0)
        err_sys("pipe");
    Write(p[1], "xyz", 3);
    check_num("Write: all bytes", 3, Read(p[0], line, 20));
    check_mem("Write: the bytes", "xyz", line, 3);
    Fputs("Fputs: prints the text|1|1\n", stdout);
    fflush(stdout);

    test_fails("Inet_pton, no address", bad_text,
               "unp: inet_pton: not an address: '1.2.3'\n");
    test_fails("Inet_pton, no family", bad_family, "unp: inet_pton: ");
    test_fails("Fgets fails", bad_fgets, "unp: fgets: ");
    test_fails("Fputs fails", bad_fputs, "unp: fputs: ");
    test_fails("Read fails", bad_read, "unp: read: ");
    test_fails("Write fails", bad_write, "unp: write: ");
    test_fails("Write writes a part", short_write, "unp: write: only ");
    return 0;
}
