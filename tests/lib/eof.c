/* lib-eof: for readline EOF is final, even if the file then grows. */
#include "check.h"

int
main(void)
{
    FILE *file = tmpfile();
    struct linebuf lb;
    char line[8];
    int fd;

    if (file == NULL)
        err_sys("tmpfile");
    fd = fileno(file);
    Writen(fd, "end", 3);
    lseek(fd, 0, SEEK_SET);
    linebuf_init(&lb, fd);
    check_num("the last line", 3, readline(&lb, line, sizeof(line)));
    check_num("EOF", 0, readline(&lb, line, sizeof(line)));
    Writen(fd, "less", 4);
    lseek(fd, 3, SEEK_SET);
    check_num("EOF again", 0, readline(&lb, line, sizeof(line)));
    return 0;
}
