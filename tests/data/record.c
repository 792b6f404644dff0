/* data-record: read_record, at EOF and after other calls have failed. */
#include "../lib/child.h"
#include "../../ch05/data/data.h"
#include "../../ch05/data/read_record.c"

/* errno has an old value when EOF comes after three bytes of eight. */
static void
read_a_part(void)
{
    char record[8];
    int fd = pipe_with("abc", 3);

    errno = ERANGE;
    _exit(read_record(fd, record, sizeof(record)) == -1 ? 3 : 4);
}

/* read itself fails. */
static void
read_nothing(void)
{
    char record[8];

    _exit(read_record(-1, record, sizeof(record)) == -1 ? 3 : 4);
}

int
main(void)
{
    char record[3], said[200], want[200];
    int fd = pipe_with("abcdef", 6);

    check_num("read_record: a record", 1, read_record(fd, record, 3));
    check_mem("read_record: its bytes", "abc", record, 3);
    check_num("read_record: the next one", 1, read_record(fd, record, 3));
    check_mem("read_record: its bytes", "def", record, 3);
    check_num("read_record: EOF between records", 0,
              read_record(fd, record, 3));
    check_num("read_record: EOF in a record is -1", 3,
              run_child(read_a_part, said, sizeof(said)));
    snprintf(want, sizeof(want), "%s",
             "unp: connection ended after 3 of 8 bytes of a record\n");
    check_mem("read_record: the message has no old reason", want, said,
              strlen(want));
    check_num("read_record: an error is -1", 3,
              run_child(read_nothing, said, sizeof(said)));
    snprintf(want, sizeof(want), "unp: read: %s\n", strerror(EBADF));
    check_mem("read_record: the message has the reason", want, said,
              strlen(want));
    return 0;
}
