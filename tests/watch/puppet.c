/*
 * puppet: a server that does what the lines of its stdin say, so that a test
 * can make what is rare.
 *
 *   puppet ADDRESS PORT       an IPv4 address, or :: for both families
 *   connect N    N connections with itself; both sides stay open
 *   mapped       one whose client has an IPv6 socket for the IPv4 address
 *   half         the client closes its side of the last of them
 *   keep N       the client of the last of them sends a probe in N seconds
 *   send N       the client sends N bytes, which nobody reads
 *   over N       N connections that the client has closed first: TIME_WAITs
 *   first N      N clients at 127.0.0.2; the server has closed first
 *   leave        the client closes the last of them, then the server
 *   reset        the server closes the last of them without reading: a RST
 *   fork N       N children that wait        thread    a thread forks one
 *   states       three children: one runs, one is traced, one waits in vfork
 *   kill         the last child ends         reap      wait for all that ended
 *   share        from here on, children keep the listening socket
 *   as PID       a child with this pid (in a pid namespace of its own)
 *   raise        it blocks SIGCHLD, and sends it to its first thread
 *   name TEXT    what /proc says is its name
 *   print N      a line of N bytes           say TEXT  a line with this text
 *   close        it listens no more          end N     it exits with status N
 * In a TEXT, ~ stands for ESC.
 */
#ifdef __linux__
#define _DEFAULT_SOURCE     /* vfork */
#endif
#include "lib/tool.h"

#include <fcntl.h>          /* open */
#include <netinet/tcp.h>    /* TCP_KEEPIDLE */
#include <pthread.h>        /* pthread_create */
#ifdef __linux__
#include <sys/prctl.h>      /* PR_SET_NAME, PR_SET_PDEATHSIG */
#include <sys/ptrace.h>     /* PTRACE_TRACEME */
#endif

enum { MOST = 2000 };

static int listenfd, client[MOST], accepted[MOST], pairs;
static pid_t child[MOST];
static int children, is_shared;
static struct sockaddr_storage addr;
static socklen_t len = sizeof(addr);

/* Listen, and print the line that says so. */
static void
listen_on(const char *host, unsigned int port)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)&addr;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&addr;
    int is6 = strchr(host, ':') != NULL, on = 1;

    addr.ss_family = is6 ? AF_INET6 : AF_INET;
    if (inet_pton(addr.ss_family, host, is6 ? (void *)&v6->sin6_addr
                                            : (void *)&v4->sin_addr) != 1)
        err_quit("not an address: %s", host);
    v4->sin_port = htons((in_port_t)port);      /* it is at the same place */
    listenfd = Socket(addr.ss_family, SOCK_STREAM, 0);
    Setsockopt(listenfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    Bind(listenfd, (struct sockaddr *)&addr, is6 ? sizeof(*v6) : sizeof(*v4));
    Listen(listenfd, LISTENQ);
    Getsockname(listenfd, (struct sockaddr *)&addr, &len);
    printf("listening on %s port %d\n", host, ntohs(v4->sin_port));
    fflush(stdout);
}

/* Connect with ourselves; `to` is our address. The client has the address
 * `from`, or, if that is NULL, the one that the kernel chooses. */
static void
connect_pair(const struct sockaddr_storage *to, const char *from)
{
    struct sockaddr_in its = { .sin_family = AF_INET };

    if (pairs == MOST)
        err_quit("there are enough connections");
    client[pairs] = Socket(to->ss_family, SOCK_STREAM, 0);
    if (from != NULL) {
        Inet_pton(AF_INET, from, &its.sin_addr);
        Bind(client[pairs], (struct sockaddr *)&its, sizeof(its));
    }
    Connect(client[pairs], (const struct sockaddr *)to,
            to->ss_family == AF_INET ? sizeof(struct sockaddr_in)
                                     : sizeof(struct sockaddr_in6));
    accepted[pairs++] = Accept(listenfd, NULL, NULL);
}

/* The same from an IPv6 socket. */
static void
connect_mapped(void)
{
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)&addr;
    struct sockaddr_storage to;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&to;

    memset(&to, 0, sizeof(to));
    to.ss_family = AF_INET6;
    inet_pton(AF_INET6, "::ffff:127.0.0.1", &v6->sin6_addr);
    v6->sin6_port = v4->sin_port;
    connect_pair(&to, NULL);
}

/* The client of the last connection waits n seconds for its probe. */
static void
keep_alive(int n)
{
    int on = 1;

    Setsockopt(client[pairs - 1], SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
#ifdef TCP_KEEPIDLE
    Setsockopt(client[pairs - 1], IPPROTO_TCP, TCP_KEEPIDLE, &n, sizeof(n));
#else
    (void)n;
#endif
}

/* The client of the last connection sends n bytes. */
static void
send_bytes(int n)
{
    static char bytes[65536];

    if (n > (int)sizeof(bytes))
        err_quit("send at most %zu bytes", sizeof(bytes));
    Writen(client[pairs - 1], bytes, (size_t)n);
}

/* The last connection ends. This side closes it first, then the other one. */
static void
close_pair(const int *first, const int *second)
{
    char byte;

    Close(first[--pairs]);
    while (read(second[pairs], &byte, 1) > 0)
        ;
    Close(second[pairs]);
}

/* In a child: be in this state until the end. */
static void
be(char state)
{
#ifdef __linux__
    if (state == 't' && ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
        err_sys("ptrace");
    if (state == 't')
        raise(SIGSTOP);
    if (state == 'R')
        for (;;)
            ;
    if (state == 'D' && vfork() == 0) {     /* until its child ends: */
        prctl(PR_SET_PDEATHSIG, SIGKILL);   /* that is never */
        for (;;)
            pause();
    }
#else
    (void)state;
#endif
    for (;;)
        pause();
}

/* A child in this state, until it is killed; it has none of our sockets. */
static void
fork_in(char state)
{
    if (children == MOST)
        err_quit("there are enough children");
    if ((child[children++] = Fork()) > 0)
        return;
    while (pairs-- > 0) {
        close(client[pairs]);
        close(accepted[pairs]);
    }
    if (!is_shared)
        close(listenfd);
    be(state);
}

static void *
thread(void *unused)
{
    fork_in('S');
    while (pause() < 0)         /* a thread that ends gives its children away */
        ;
    return unused;
}

/* The last child ends; it is a zombie, until `reap`. */
static void
kill_one(void)
{
    siginfo_t info;

    kill(child[--children], SIGKILL);
    if (waitid(P_PID, (id_t)child[children], &info, WEXITED | WNOWAIT) < 0)
        err_sys("waitid");
}

/* A child with this pid. If somebody else was faster, try again. */
static void
fork_as(int pid)
{
    FILE *file;
    int tries;

    for (tries = 0; tries < 100; tries++) {
        file = fopen("/proc/sys/kernel/ns_last_pid", "w");
        if (file == NULL || fprintf(file, "%d", pid - 1) < 0
            || fclose(file) != 0)
            err_sys("ns_last_pid");
        fork_in('S');
        if (child[children - 1] == pid)
            return;
        kill_one();
        waitpid(child[children], NULL, 0);
    }
    err_quit("the pid %d is taken", pid);
}

/* Block SIGCHLD; then it is pending for this thread. */
static void
raise_blocked(void)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    Signal(SIGCHLD, SIG_DFL);
    raise(SIGCHLD);
}

/* Print a line of n bytes. */
static void
print_line(int n)
{
    while (n-- > 1)
        putchar('a' + n % 26);
    putchar('\n');
}

/* Do something n times. Returns 0 if the word is none of these. */
static int
repeat(const char *word, int n)
{
    int i, known = 0;

    for (i = 0; i < n; i++) {
        known = 1;
        if (strcmp(word, "connect") == 0)
            connect_pair(&addr, NULL);
        else if (strcmp(word, "over") == 0)
            connect_pair(&addr, NULL), close_pair(client, accepted);
        else if (strcmp(word, "first") == 0)
            connect_pair(&addr, "127.0.0.2"), close_pair(accepted, client);
        else if (strcmp(word, "fork") == 0)
            fork_in('S');
        else
            return 0;
    }
    return known;
}

/* Do what changes this process, not a connection. */
static void
change(const char *word, char *text, int n)
{
    pthread_t id;

    if (strcmp(word, "thread") == 0)
        pthread_create(&id, NULL, thread, NULL);
    else if (strcmp(word, "states") == 0)
        fork_in('R'), fork_in('t'), fork_in('D');
    else if (strcmp(word, "kill") == 0)
        kill_one();
    else if (strcmp(word, "raise") == 0)
        raise_blocked();
    else if (strcmp(word, "share") == 0)
        is_shared = 1;
    else if (strcmp(word, "as") == 0)
        fork_as(n);
#ifdef __linux__
    else if (strcmp(word, "name") == 0)
        prctl(PR_SET_NAME, text);
#endif
    else if (strcmp(word, "say") == 0)
        puts(text);
    else if (strcmp(word, "end") == 0)
        exit(n);
    else if (strcmp(word, "print") == 0)
        print_line(n);
    while (strcmp(word, "reap") == 0 && waitpid(-1, NULL, WNOHANG) > 0)
        ;
}

/* Do what the line says. */
static void
obey(const char *word, char *text)
{
    int n = (int)strtol(text, NULL, 10);

    if (strcmp(word, "half") == 0)
        Shutdown(client[pairs - 1], SHUT_WR);
    else if (strcmp(word, "mapped") == 0)
        connect_mapped();
    else if (strcmp(word, "leave") == 0)
        close_pair(client, accepted);
    else if (strcmp(word, "reset") == 0)
        send_bytes(1), close_pair(accepted, client);
    else if (strcmp(word, "keep") == 0)
        keep_alive(n);
    else if (strcmp(word, "send") == 0)
        send_bytes(n);
    else if (strcmp(word, "close") == 0)
        Close(listenfd);
    else if (!repeat(word, n))
        change(word, text, n);
    fflush(stdout);
}

int
main(int argc, char **argv)
{
    char line[256], *text, *p;

    set_progname(argv[0]);
    if (argc != 3)
        err_quit("usage: puppet ADDRESS PORT");
    setvbuf(stdin, NULL, _IONBF, 0);    /* a child that exits reads nothing */
    listen_on(argv[1], (unsigned int)strtol(argv[2], NULL, 10));
    while (fgets(line, sizeof(line), stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        text = line + strcspn(line, " ");
        if (*text != '\0')
            *text++ = '\0';
        for (p = text; *p != '\0'; p++)
            *p = *p == '~' ? '\033' : *p;
        obey(line, text);
    }
    for (;;)                            /* the end of stdin is not its end */
        pause();
}
