/*
 * unit-socket: ch05/watch/socket.c joins the lines of /proc/net/tcp and tcp6 to
 * connections, and says what has changed. The tables are texts here, so that a
 * line can be missing for a moment. Each line below is TEXT|WANT|GOT;
 * tests/lib/lib.t compares them.
 */
#include "ch05/watch/watch.h"
#include "tests/lib/check.h"
#include "tests/watch/said.h"

#include <dirent.h>         /* opendir */

/* --- in the place of the system, and of other files of watch --- */

enum { DESCRIPTORS = 200 };

static const char *tcp = "\n", *tcp6 = "\n", *tcp_later;
static int reads, lives, hidden, entries;
static int no_file;             /* errno, if a table cannot be opened */

void *
grow(void *array, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return array;
    if (*room > 0)
        err_quit("there are more than %zu", *room);
    *room = 1000;
    array = calloc(*room, size);
    if (array == NULL)
        err_sys("calloc");
    return array;
}

int
server_lives(void)
{
    return lives;
}

void
screen_close(void)
{
}

/* The first look at a table, or a later one. */
static FILE *
made_up_file(const char *path, const char *mode)
{
    const char *text = strchr(path, '6') ? tcp6 : reads > 0 && tcp_later
                       ? tcp_later : tcp;

    (void)mode;
    reads++;
    if (no_file != 0) {
        errno = no_file;
        return NULL;
    }
    return fmemopen((void *)text, strlen(text), "r");
}

/* The last descriptor of each process is the socket 7, unless we may not see
 * them. */
static int
made_up_fds(pid_t pid, struct proc_fd *list, int most)
{
    int n;

    (void)pid;
    for (n = 0; n < DESCRIPTORS && n < most; n++)
        list[n] = (struct proc_fd){ n, n == DESCRIPTORS - 1 ? 7 : 0 };
    return hidden ? -1 : DESCRIPTORS;
}

/* There are two processes: 50, and its child 60. */
static int
made_up_read(struct proc *p, pid_t pid)
{
    memset(p, 0, sizeof(*p));
    p->pid = pid;
    p->parent = pid == 60 ? 50 : 1;
    return 1;
}

static DIR *
made_up_folder(const char *name)
{
    (void)name;
    entries = 1;
    return opendir(".");
}

static struct dirent *
made_up_entry(DIR *dir)
{
    static struct dirent entry;

    (void)dir;
    snprintf(entry.d_name, 3, "60");
    return entries-- > 0 ? &entry : NULL;
}

#define fopen       made_up_file
#define proc_fds    made_up_fds
#define proc_read   made_up_read
#define opendir     made_up_folder
#define readdir     made_up_entry
#include "ch05/watch/socket.c"

/* --- the tests --- */

/* A line of a table. 127.0.0.1 is 0100007F there, 192.0.2.9 is 090200C0, port
 * 9877 is 2695, port 40000 is 9C40. */
#define LINE(from, to, state, inode) \
    " 0: " from " " to " " state " 0:0 00:0 0 0 0 " inode "\n"
#define LISTENS     LINE("0100007F:2695", "00000000:0000", "0A", "7")
#define CLIENT_SIDE(state)  LINE("0100007F:9C40", "0100007F:2695", state, "8")
#define SERVER_SIDE(state)  LINE("0100007F:2695", "0100007F:9C40", state, "9")
#define MAPPED      "0000000000000000FFFF00000100007F"      /* 127.0.0.1 */
#define V6_HERE     "00000000000000000000000001000000"      /* ::1 */
#define V6_THERE    "B80D0120000000000000000001000000"      /* 2001:db8::1 */
#define OPENED      "connection 40000: client ESTABLISHED, server ESTABLISHED;"
#define CLOSES      "connection 40000: client CLOSED, server CLOSED;"

static void
check_said(const char *text, const char *want)
{
    printf("%s|%s|%s\n", text, want, said);
    said[0] = '\0';
}

/* Look at these tables, and say what has changed. */
static void
check_look(const char *text, const char *v4, const char *v6, const char *want)
{
    tcp = v4;
    tcp6 = v6;
    reads = 0;
    sockets_look(0);
    tell_opened();
    tell_conns();
    check_said(text, want);
}

/* The same, as if there had been no look before. */
static void
check_first(const char *text, const char *v4, const char *v6, const char *want)
{
    conn_count = 0;
    check_look(text, v4, v6, want);
}

/* Those that were over before the first look are old. */
static void
old_ones(void)
{
    check_look("two TIME_WAITs, and one that lives",
        LISTENS CLIENT_SIDE("06")
        LINE("0100007F:9C41", "0100007F:2695", "06", "0")
        LINE("090200C0:9C40", "0100007F:2695", "01", "8")
        LINE("0100007F:2695", "090200C0:9C40", "01", "8"), "\n",
        OPENED "TIME_WAITs of earlier connections: 2;");
    check_num("the owner of the socket is found", LISTEN,
              (long)listener.state);
    check_num("three connections", 3, (long)conn_count);
    check_num("two of them are over", 2, conn_over(&conns[0])
              + conn_over(&conns[1]) + conn_over(&conns[2]));
    check_look("a TIME_WAIT ends, and the port of the other is taken again",
        LISTENS CLIENT_SIDE("01") SERVER_SIDE("01"), "\n", OPENED CLOSES);
    check_num("... one is left", 1, (long)conn_count);
    check_look("it ends", LISTENS CLIENT_SIDE("06"), "\n",
        "connection 40000: client TIME_WAIT, server CLOSED;");
    check_look("... and is forgotten", LISTENS, "\n", CLOSES);
    check_num("none is left", 0, (long)conn_count);
    check_look("the server's side has the TIME_WAIT", LISTENS SERVER_SIDE("06"),
        "\n", "connection 40000: client CLOSED, server TIME_WAIT;");
    check_num("... it is over, too", 1, conn_over(&conns[0]));
}

/* Which sides are on this machine. */
static void
sides(void)
{
    check_first("a client on another machine", LISTENS
        LINE("0100007F:2695", "090200C0:9C40", "01", "8"), "\n",
        "connection 40000: client -, server ESTABLISHED;");
    check_num("... is not looked for a second time", 1, reads);
    check_first("a server on another machine",
        LINE("0100007F:9C40", "090200C0:2695", "01", "8"), "\n",
        "connection 40000: client ESTABLISHED, server -;");
    check_first("the same address, and a side has closed",
        LINE("090200C0:9C40", "090200C0:2695", "06", "0"), "\n",
        "connection 40000: client TIME_WAIT, server CLOSED;");
    check_first("a client with an IPv6 socket", LISTENS SERVER_SIDE("01"),
        LINE(MAPPED ":9C40", MAPPED ":2695", "01", "8"), OPENED);
    check_num("... is one connection", 1, (long)conn_count);
    check_first("a server with an IPv6 socket", "\n",
        LINE(V6_HERE ":2695", V6_HERE ":0000", "0A", "7")
        LINE(V6_HERE ":9C40", V6_HERE ":2695", "01", "8")
        LINE(V6_HERE ":2695", V6_HERE ":9C40", "01", "8")
        LINE(V6_HERE ":2695", V6_THERE ":9C40", "01", "8"),
        OPENED "connection 40000: client -, server ESTABLISHED;");
    check_first("a client port with two addresses of the server", LISTENS
        CLIENT_SIDE("01") SERVER_SIDE("01")
        LINE("0200007F:2695", "0100007F:9C40", "01", "9")
        LINE("0100007F:9C40", "0200007F:2695", "01", "8"), "\n",
        OPENED OPENED);
    check_num("... two connections", 2, (long)conn_count);
    check_num("... and one look at both tables", 2, reads);
}

/* What has been opened is said before what has been closed. */
static void
opened(void)
{
    conn_count = 0;
    tcp6 = "\n";
    tcp = LISTENS LINE("0100007F:2695", "090200C0:9C40", "03", "8");
    sockets_look(0);
    tell_opened();
    check_said("a SYN is there",
               "connection 40000: client -, server SYN_RCVD;");
    tcp = LISTENS LINE("0100007F:2695", "090200C0:9C40", "08", "8");
    sockets_look(0);
    tell_opened();
    check_said("a FIN is there: that is said later", "");
    tell_conns();
    check_said("... now", "connection 40000: client -, server CLOSE_WAIT;");
    conn_count = 0;
}

/* While the table changes, a line may be missing, or be there twice. */
static void
changes(void)
{
    tcp_later = LISTENS CLIENT_SIDE("01") SERVER_SIDE("01");
    check_first("a side is missing at first", LISTENS SERVER_SIDE("01"), "\n",
        OPENED);
    check_num("... there was a second look, at both tables", 3, reads);
    tcp_later = NULL;
    check_look("a line is there twice", LISTENS CLIENT_SIDE("01")
        SERVER_SIDE("01") CLIENT_SIDE("01"), "\n", "");
    check_num("... that is one connection", 1, (long)conn_count);
    check_num("... and one look", 1, reads);
    tcp_later = LISTENS CLIENT_SIDE("04") SERVER_SIDE("08");
    check_look("both sides are missing at first", LISTENS, "\n",
        "connection 40000: client FIN_WAIT1, server CLOSE_WAIT;");
    tcp_later = NULL;
    check_look("it has ended", LISTENS, "\n", CLOSES);
}

/* Who listens. */
static void
owners(void)
{
    tcp = LISTENS;
    tcp6 = "\n";
    check_num("the parent of those that have the socket", 50,
              (long)sockets_look(0));
    check_num("... which listens", LISTEN, (long)listener.state);
    lives = 1;
    check_num("... and is known then", 0, (long)sockets_look(0));
    lives = 0;
    check_num("if it has ended, it is another one", 50, (long)sockets_look(0));
    hidden = 1;
    check_num("somebody whom we may not see", -1, (long)sockets_look(0));
    hidden = 0;
    tcp = "\n";
    check_num("nobody listens", 0, (long)sockets_look(0));
    check_num("... and so there is no socket", 0, (long)listener.state);
    port = 80;
    tcp = LINE("0100007F:0050", "00000000:0000", "0A", "7");
    check_num("a port of two digits", 50, (long)sockets_look(0));
    port = 0;
    tcp = LISTENS;
    check_num("any port of that process", 60, (long)sockets_look(60));
    check_num("... which is known then", 9877, (long)port);
}

/* Returns the exit status of a look at tables that cannot be opened. */
static int
look_without(int reason)
{
    int status = -1;

    fflush(stdout);
    if (Fork() == 0) {
        close(STDERR_FILENO);
        no_file = reason;
        sockets_look(0);
        _exit(0);
    }
    wait(&status);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int
main(void)
{
    if (htonl(1) == 1)          /* the digits above are of the other order */
        return 0;
    port = 9877;
    old_ones();
    sides();
    opened();
    changes();
    owners();
    check_num("a system without a table", 0, look_without(ENOENT));
    check_num("no descriptor is left for a table", 1, look_without(EMFILE));
    return 0;
}
