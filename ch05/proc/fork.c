/*
 * fork: one call, two returns (UNP 4.7).
 *
 * The child's copy of number is its own. The open file's offset is shared: a
 * server's child can go on with a connection that the parent has accepted.
 */
#include "proc.h"

/* Where in the file the next read or write on fd will be. Error: exit 1. */
static long
offset(int fd)
{
    off_t place = lseek(fd, 0, SEEK_CUR);

    if (place < 0)
        err_sys("lseek");
    return (long)place;
}

/* Exit status 0 when the child has ended; an error is a message and exit 1. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);
    FILE *file = tmpfile();             /* any file: it has no name */
    int fd, number = 1;
    pid_t pid;

    if (file == NULL)
        err_sys("tmpfile");
    fd = fileno(file);
    pid_say("before fork: number %d, offset %ld", number, offset(fd));

    pid = Fork();
    if (pid == 0) {                     /* child */
        number = 2;                     /* in its own memory */
        Writen(fd, "hello\n", 6);       /* through the common descriptor */
        pid_say("fork returned 0: number %d, offset %ld", number, offset(fd));
        pause_ms(ms);
        _exit(0);                       /* _exit: stdio is the parent's */
    }
    pid_say("fork returned %d: number %d", pid, number);
    if (waitpid(pid, NULL, 0) < 0)
        err_sys("waitpid");
    pid_say("after the child: number %d, offset %ld", number, offset(fd));
    fclose(file);
    return 0;
}
