/*
 * look PID WHAT [UNTIL TIME [PID...]]: print a line for each process below PID,
 * but not for the PIDs at the end. If PID is a keeper, that is what it keeps.
 * WHAT is
 *   alive, zombies   its pid, if it is alive, or if it is a zombie
 *   PORT             its pid, if it has a socket that listens on that port
 *   where            PORT ADDRESS, where it listens
 *   queue            the port, for each client that waits for accept there
 *   all              PID STATE TICKS DESCRIPTORS FREE: its CPU time, how many
 *                    descriptors it has, and the lowest that is not open
 * First it waits, for at most TIME hundredths of a second, until there are as
 * many lines as UNTIL; "+" is any number, "calm" means: nothing runs, and the
 * lines stay the same; "never" waits for TIME. Exit status 1 if that does not
 * happen, or if all processes have ended.
 * look NUMBER free: print a port that no socket has; it depends on NUMBER.
 */
#include "grade.h"

#define LISTENERS   4096        /* listening sockets */
#define FDS         4096        /* descriptors */

static struct sock listeners[LISTENERS];
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
    struct sock s;
    char line[512];

    for (; tables < 2; tables++, close_table()) {
        s.state = LISTEN;
        if (table == NULL && (table = fopen(paths[tables], "r")) != NULL)
            setvbuf(table, buf, _IOFBF, sizeof(buf));
        while (s.state == LISTEN && known < LISTENERS && table != NULL
               && fgets(line, sizeof(line), table) != NULL)
            if (!sock_parse(&s, line)) {
                s.state = LISTEN;               /* it is the title */
            } else if (s.state == LISTEN) {
                listeners[known++] = s;
                return 1;
            }
    }
    return 0;
}

/* Returns the listening socket with that inode, or NULL. */
static const struct sock *
listener_of(unsigned long inode)
{
    int i = 0;

    do {
        for (; i < known; i++)
            if (listeners[i].inode == inode)
                return &listeners[i];
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

/* Print a line for a listening socket. Returns 0 if it is on another port. */
static int
print_listener(FILE *out, const struct sock *s, pid_t pid, const char *what)
{
    unsigned wanted = (unsigned)strtoul(what, NULL, 10);
    char address[64];
    unsigned long i;

    for (i = 0; what[0] == 'q' && i < s->recvq; i++)
        fprintf(out, "%u\n", s->port[LOCAL]);
    if (what[0] == 'w')
        fprintf(out, "%u %s\n", s->port[LOCAL],
                sock_address(s, LOCAL, address, sizeof(address)));
    if (wanted == s->port[LOCAL])
        fprintf(out, "%d\n", (int)pid);
    return wanted == s->port[LOCAL];
}

/* Print what WHAT says about the descriptors of the process. */
static void
print_descriptors(FILE *out, const struct proc *p, const char *what)
{
    static struct proc_fd fds[FDS];
    static char used[FDS + 1];
    int i, n = proc_fds(p->pid, fds, FDS), lowest = 0, printed = 0;
    const struct sock *s;

    memset(used, 0, sizeof(used));
    for (i = 0; i < n && i < FDS; i++) {
        used[fds[i].fd < FDS ? fds[i].fd : FDS] = 1;
        if (strcmp(what, "all") != 0 && !printed && fds[i].socket != 0
            && (s = listener_of(fds[i].socket)) != NULL)
            printed = print_listener(out, s, p->pid, what);
    }
    while (used[lowest] && lowest < FDS)
        lowest++;
    if (strcmp(what, "all") == 0)
        fprintf(out, "%d %c %lu %d %d\n", (int)p->pid, p->state, p->ticks,
                n > 0 ? n : 0, lowest);
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

/* Returns the first process of a keeper's that has no program of its own yet:
 * the keeper, or the init of its namespace. What it keeps is below that. */
static pid_t
last_keeper(pid_t root)
{
    char path[64], ours[300], its[300];
    ssize_t n, length;
    pid_t child;

    snprintf(path, sizeof(path), "/proc/%d/exe", (int)root);
    n = readlink(path, ours, sizeof(ours) - 1);
    ours[n > 0 ? n : 0] = '\0';
    if (strstr(ours, "/keeper") == NULL)
        return root;            /* another program may have one like it, too */
    while (proc_children(root, &child, 1) == 1) {
        snprintf(path, sizeof(path), "/proc/%d/exe", (int)child);
        length = readlink(path, its, sizeof(its));
        if (length != n || memcmp(ours, its, (size_t)n) != 0)
            break;
        root = child;
    }
    return root;
}

/* Returns how many processes are below root; list has them. While a process
 * ends, its children get another parent, and one look may miss them: if there
 * are none, look again. */
static size_t
list_all(pid_t root, pid_t *list)
{
    size_t n = 0, i, alive = 0;
    struct proc p;
    int looks;

    for (looks = 0; alive == 0 && looks < 2; looks++) {
        n = proc_tree(last_keeper(root), list, MOST_BELOW);
        for (i = 0; i < n && alive == 0; i++)
            alive += (size_t)(proc_read(&p, list[i]) && p.state != 'Z');
    }
    return n;
}

/*
 * Returns the lines of look, in memory from malloc, without some processes. All
 * processes are *count.
 */
static char *
describe(pid_t root, const char *what, char **without, size_t *count)
{
    static pid_t list[MOST_BELOW];
    int alive = strcmp(what, "alive") == 0, zombies = what[0] == 'z';
    size_t size, i, n = list_all(root, list);
    char *text = NULL;
    struct proc p;
    FILE *out = open_memstream(&text, &size);

    if (out == NULL)
        err_sys("open_memstream");
    forget_listeners();
    *count = 0;
    for (i = 0; i < n; i++) {
        if (!proc_read(&p, list[i]))
            continue;
        ++*count;
        if (is_in(p.pid, without))
            continue;
        else if (!alive && !zombies)
            print_descriptors(out, &p, what);
        else if (zombies == (p.state == 'Z'))
            fprintf(out, "%d\n", (int)p.pid);
    }
    fclose(out);
    return text;
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
    long long end = clock_ms() + strtol(argv[4], NULL, 10) * 10;
    char *text = NULL, *before = NULL;
    size_t count = 0, had;
    int so, looks = 0;

    for (;;) {
        free(before);
        before = text;
        had = count;
        text = describe(root, argv[2], argv + 5, &count);
        so = is_so(text, before, argv[3]);
        if (so || clock_ms() >= end || (had > 0 && count == 0))
            break;
        pause_ms(looks++ < 10 ? 20 : 100);
    }
    fputs(text, stdout);
    return so;
}

/* The exit status is in the comment at the top; on bad usage it is 2. */
int
main(int argc, char **argv)
{
    long number = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    size_t count;

    set_progname(argv[0]);
    if (number <= 0 || argc == 4)
        err_usage("PID alive|zombies|PORT|where|queue|all "
                  "[UNTIL TIME [PID...]]", "what?");
    if (strcmp(argv[2], "free") == 0)
        printf("%u\n", free_port((unsigned)number));
    else if (argc == 3)
        fputs(describe((pid_t)number, argv[2], argv + 3, &count), stdout);
    else
        return !wait_until((pid_t)number, argv);
    return 0;
}
