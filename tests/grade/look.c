/*
 * look PID WHAT [UNTIL TIME [PID...]]: print a line for each process below PID,
 * but not for the PIDs at the end. WHAT is
 *   alive, zombies   its pid, if it is alive, or if it is a zombie
 *   PORT             its pid, if it has a socket that listens on that port
 *   ports            the ports where it listens
 *   queue            the port, for each client that waits for accept there
 *   all              PID STATE TICKS DESCRIPTORS FREE: its CPU time, how many
 *                    descriptors it has, and the lowest that is not open
 * First it waits, for at most TIME hundredths of a second, until there are as
 * many lines as UNTIL; "+" is any number, "calm" means: nothing runs, and the
 * lines stay the same; "never" waits for TIME. Exit status 1 if that does not
 * happen, or if all processes have ended.
 * look NUMBER free: print a port that no socket has; it depends on NUMBER.
 */
#include "unp.h"
#include "grade.h"

#include <dirent.h>         /* opendir, readdir */
#include <time.h>           /* clock_gettime */

#define LISTENERS 1024          /* listening sockets */

struct listener {
    unsigned port, waiting;     /* so many clients wait for accept */
    unsigned long inode;
};

static struct listener found[LISTENERS];
static int known;               /* so many are read */
static FILE *table;             /* the table that we read now, or NULL */
static int tables;              /* so many are read to the end */

/* Close the table that we read now. */
static void
close_table(void)
{
    if (table != NULL)
        fclose(table);
    table = NULL;
}

/* Forget what was read: the sockets may have changed. */
static void
forget_listeners(void)
{
    close_table();
    known = tables = 0;
}

/*
 * Read the next listening socket, of IPv4 or IPv6. Returns 0 if there is none.
 * In a table they come first. To read on is slow: the kernel then looks into
 * all of a large table. The small buffer asks it for one line at a time.
 */
static int
read_next(void)
{
    static const char *const paths[] = { "/proc/net/tcp", "/proc/net/tcp6" };
    static char buf[128];
    struct listener *l = &found[known];
    char line[512];

    for (; tables < 2; tables++, close_table()) {
        unsigned state = 10;

        if (table == NULL && (table = fopen(paths[tables], "r")) != NULL)
            setvbuf(table, buf, _IOFBF, sizeof(buf));
        while (state == 10 && known < LISTENERS && table != NULL
               && fgets(line, sizeof(line), table) != NULL)
            if (sscanf(line, " %*d: %*[0-9A-F]:%x %*[0-9A-F]:%*x %x %*x:%x"
                       " %*s %*s %*s %*s %lu", &l->port, &state, &l->waiting,
                       &l->inode) == 4 && state == 10)
                return ++known;
    }
    return 0;
}

/* Returns the listening socket with that inode, or NULL. */
static const struct listener *
listener_of(unsigned long inode)
{
    int i = 0;

    do {
        for (; i < known; i++)
            if (found[i].inode == inode)
                return &found[i];
    } while (read_next());
    return NULL;
}

/* Returns a port from 20000 to 31999 that no socket has, or 0. */
static unsigned
free_port(unsigned number)
{
    struct sockaddr_in addr = { .sin_family = AF_INET };
    int fd, used, tries;

    for (tries = 0; tries < 12000; tries++, number += 37) {
        unsigned port = 20000 + number % 12000;

        addr.sin_port = htons((uint16_t)port);
        fd = Socket(AF_INET, SOCK_STREAM, 0);
        used = bind(fd, (struct sockaddr *)&addr, sizeof(addr)) < 0;
        close(fd);
        if (!used)
            return port;
    }
    return 0;
}

#define FDS 4096                /* descriptors */

/* Returns the listening socket that the descriptor is, or NULL. */
static const struct listener *
listens(pid_t pid, const char *fd)
{
    char path[300], target[64];
    unsigned long inode;
    ssize_t n;

    snprintf(path, sizeof(path), "/proc/%d/fd/%s", (int)pid, fd);
    n = readlink(path, target, sizeof(target) - 1);
    target[n < 0 ? 0 : n] = '\0';
    if (sscanf(target, "socket:[%lu]", &inode) != 1)
        return NULL;
    return listener_of(inode);
}

/* Print a line for a listening socket. Returns 0 if it is on another port. */
static int
print_listener(FILE *out, const struct listener *l, pid_t pid, const char *what)
{
    unsigned i, wanted = (unsigned)strtoul(what, NULL, 10);

    for (i = 0; what[0] == 'q' && i < l->waiting; i++)
        fprintf(out, "%u\n", l->port);
    if (what[0] == 'p')
        fprintf(out, "%u\n", l->port);
    if (wanted == l->port)
        fprintf(out, "%d\n", (int)pid);
    return wanted == l->port;
}

/* Print what WHAT says about the descriptors of the process. */
static void
print_descriptors(FILE *out, const struct proc *p, const char *what)
{
    static char used[FDS + 1];
    int fds = 0, lowest = 0, all = strcmp(what, "all") == 0, printed = 0;
    const struct listener *l;
    struct dirent *entry;
    char path[64];
    DIR *dir;

    memset(used, 0, sizeof(used));
    snprintf(path, sizeof(path), "/proc/%d/fd", (int)p->pid);
    dir = opendir(path);
    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        long fd = strtol(entry->d_name, NULL, 10);

        if (entry->d_name[0] == '.')
            continue;
        fds++;
        used[fd < FDS ? fd : FDS] = 1;
        if (!all && !printed && (l = listens(p->pid, entry->d_name)) != NULL)
            printed = print_listener(out, l, p->pid, what);
    }
    if (dir != NULL)
        closedir(dir);
    while (used[lowest] && lowest < FDS)
        lowest++;
    if (all)
        fprintf(out, "%d %c %lu %d %d\n", (int)p->pid, p->state, p->ticks, fds,
                lowest);
}

/* Returns 1 if the list has the pid, otherwise 0. */
static int
is_in(pid_t pid, char **list)
{
    while (*list != NULL)
        if (strtol(*list++, NULL, 10) == pid)
            return 1;
    return 0;
}

/*
 * Returns the lines of look, in memory from malloc, without some processes. All
 * processes are *count.
 */
static char *
describe(pid_t root, const char *what, char **without, size_t *count)
{
    static struct proc list[TREE_MOST];
    int alive = strcmp(what, "alive") == 0, zombies = what[0] == 'z';
    char *text = NULL;
    size_t size, i, n = tree(root, list);
    FILE *out = open_memstream(&text, &size);

    if (out == NULL)
        err_sys("open_memstream");
    forget_listeners();
    *count = n;
    for (i = 0; i < n; i++)
        if (is_in(list[i].pid, without))
            continue;
        else if (!alive && !zombies)
            print_descriptors(out, &list[i], what);
        else if (zombies == (list[i].state == 'Z'))
            fprintf(out, "%d\n", (int)list[i].pid);
    fclose(out);
    return text;
}

/* Returns the time in hundredths of a second. */
static long
now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long)t.tv_sec * 100 + t.tv_nsec / 10000000;
}

/* Returns 1 if the text is what UNTIL asks for, otherwise 0. */
static int
is_so(const char *text, const char *before, const char *until)
{
    int lines = 0;

    if (strcmp(until, "calm") == 0)
        return before != NULL && strcmp(text, before) == 0
               && strstr(text, " R ") == NULL && strstr(text, " D ") == NULL;
    if (until[0] == 'n')                /* never */
        return 0;
    while (*text != '\0')
        lines += *text++ == '\n';
    return until[0] == '+' ? lines > 0 : lines == strtol(until, NULL, 10);
}

/* Look until it is so, or the time is up. Returns 1 if it is so. */
static int
wait_until(pid_t root, char **argv)
{
    long end = now() + strtol(argv[4], NULL, 10), looks = 0;
    char *text = NULL, *before = NULL;
    size_t count = 0, had;
    int so;

    for (;;) {
        free(before);
        before = text;
        had = count;
        text = describe(root, argv[2], argv + 5, &count);
        so = is_so(text, before, argv[3]);
        if (so || now() >= end || (had > 0 && count == 0))
            break;
        pause_ms(looks++ < 10 ? 20 : 100);
    }
    fputs(text, stdout);
    return so;
}

int
main(int argc, char **argv)
{
    long number = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    size_t count;

    set_progname(argv[0]);
    if (number <= 0 || argc == 4)
        err_usage("PID alive|zombies|PORT|ports|queue|all "
                  "[UNTIL TIME [PID...]]", "what?");
    if (strcmp(argv[2], "free") == 0)
        printf("%u\n", free_port((unsigned)number));
    else if (argc == 3)
        fputs(describe((pid_t)number, argv[2], argv + 3, &count), stdout);
    else
        return !wait_until((pid_t)number, argv);
    return 0;
}
