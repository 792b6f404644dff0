/*
 * fork: one call returns twice, in the parent and in the child (UNP 4.7).
 *
 * The child gets a copy of the variable number, but it shares the offset of the
 * open file with the parent. In the same way a server's child shares the
 * connection that the parent has accepted.
 */
#include "proc.h"

/* Returns the file offset of fd. An error ends the program with status 1. */
static long
offset(int fd)
{
    off_t place = lseek(fd, 0, SEEK_CUR);

    if (place < 0)
        err_sys("lseek");
    return (long)place;
}

/* Exits with 0 when the child has ended, or with 1 and a message. */
int
main(int argc, char **argv)
{
    long ms = wait_arg(argc, argv, NULL);
    FILE *file = tmpfile();             /* a temporary file without a name */
    int fd, number = 1;
    pid_t pid;

    if (file == NULL)
        err_sys("tmpfile");
    fd = fileno(file);
    pid_say("before fork: number %d, offset %ld", number, offset(fd));

    pid = Fork();
    if (pid == 0) {                     /* child */
        number = 2;                     /* changes the child's copy only */
        Writen(fd, "hello\n", 6);       /* moves the offset that both share */
        pid_say("fork returned 0: number %d, offset %ld", number, offset(fd));
        pause_ms(ms);
        _exit(0);                       /* exit would flush stdio twice */
    }
    pid_say("fork returned %d: number %d", pid, number);
    if (waitpid(pid, NULL, 0) < 0)
        err_sys("waitpid");
    pid_say("after the child: number %d, offset %ld", number, offset(fd));
    fclose(file);
    return 0;
}
