/*
 * watch: the server's processes and sockets, live: zombies, the SIGCHLD that is
 * pending, both ends of each connection, and what happens (UNP 5.7 to 5.12).
 *
 * Run it with `make watch`, or: ch05/watch/watch [port [server]]
 */
#define _XOPEN_SOURCE 700   /* SIGWINCH */
#include "watch.h"

#include <poll.h>           /* poll */
#include <sys/stat.h>       /* stat */
#include <time.h>           /* clock */

/* Returns the port that the text says; 0 only if zero_too. Otherwise exit 2. */
static unsigned int
port_of(const char *text, int zero_too, const char *usage)
{
    size_t digits = strspn(text, "0123456789");
    long port = strtol(text, NULL, 10);

    if (digits == 0 || text[digits] != '\0' || port > 65535
        || (port == 0 && !zero_too))
        err_usage(usage, "not a port: '%s'", text);
    return (unsigned int)port;
}

/* Check that this is a program that can be run. Otherwise exit status 2. */
static void
check_program(const char *path, const char *usage)
{
    struct stat st;

    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        err_usage(usage, "%s: not a program", path);
    if (access(path, X_OK) < 0)
        err_usage(usage, "%s: %s", path, strerror(errno));
}

/* Without /proc/net/tcp: say which commands show the same, exit status 1. */
static void
need_proc(unsigned int port)
{
    if (access("/proc/net/tcp", R_OK) == 0 && access("/proc/self/stat", R_OK)
        == 0)
        return;
    err_ret("/proc/net/tcp");
    fprintf(stderr, "This program needs the /proc of Linux. These commands show"
            " a part of it:\n"
            "    ps -A -o pid,ppid,stat,wchan,args\n"
            "    netstat -an | grep %u\n", port);
    exit(1);
}

static volatile sig_atomic_t interrupted, resized, stopped, continued;

/* A signal has come: check_signals does what it asks for. */
static void
note(int signo)
{
    if (signo == SIGWINCH) {
        resized = 1;
    } else if (signo == SIGTSTP) {
        stopped = 1;
        continued = 0;
    } else if (signo == SIGCONT) {
        continued = 1;
    } else {
        interrupted = signo;
    }
}

/* End: the terminal is as before, and no server of ours is left. */
_Noreturn void
watch_end(int status)
{
    screen_close();
    server_end();
    exit(status);
}

/* Nobody can read what we print. A reader that has gone is no error. */
_Noreturn void
output_failed(void)
{
    if (errno == EPIPE)
        watch_end(0);
    screen_close();
    err_ret("stdout");
    watch_end(1);
}

/* If a signal has come: end, stop, or draw again. */
static void
check_signals(void)
{
    if (interrupted != 0) {
        screen_close();
        server_end();
        Signal(interrupted, SIG_DFL);
        raise(interrupted);
    }
    if (stopped) {                  /* Ctrl-Z */
        stopped = 0;
        screen_close();
        if (!continued)             /* on a busy machine, fg may be faster */
            raise(SIGSTOP);
    }
    if (on_screen && (resized || continued)) {
        if (continued) {
            screen_close();
            screen_open();
        }
        resized = continued = 0;
        screen_size();
        draw(1);
    }
}

/* From here on, a signal ends the program only in check_signals. */
static void
catch_signals(void)
{
    static const int signals[] = {
        SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT
    };
    size_t i;

    Signal(SIGPIPE, SIG_IGN);
    for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
        Signal_intr(signals[i], note);
}

/* The events were kept for the screen, which is not opened now: print them, and
 * end with status 1. */
static _Noreturn void
give_up(const char *path, const char *why)
{
    int i;

    for (i = 20; on_screen && i > 0; i--)
        if (event_last(i) != NULL)
            printf("%s\n", event_last(i));
    errno = 0;
    err_ret("%s %s", path, why);
    watch_end(1);
}

/* Start the server, and wait until it listens. */
static void
begin_with(const char *path)
{
    int attempt;

    server_start(path, listener.port);
    for (attempt = 0; attempt < 500; attempt++) {
        check_signals();
        if (sockets_look(started) > 0)
            return;
        if (server_ended(started))
            give_up(path, "has ended: it does not listen");
        pause_ms(10);
    }
    give_up(path, "does not listen");
}

/* Find the server on the port, or start this one: exit status 1 if there is
 * none. Then the screen opens, if there is one. */
static void
begin(const char *path)
{
    int found;

    on_screen = screen_possible();
    if (path != NULL) {
        begin_with(path);
    } else if ((found = sockets_look(0)) <= 0) {
        err_quit(found == 0 ? "no process listens on port %u; start one, or:"
                 " make watch SERVER=ch05/server-v3" : "a process of another"
                 " user listens on port %u: we may not look at it",
                 listener.port);
    }
    if (on_screen)
        screen_open();
}

enum { STDIN, STDOUT, OUTPUT, OTHERS };     /* what we poll; then the pidfds */

/* Wait until then; print at once what happens meanwhile. */
static void
wait_until(long end)
{
    static struct pollfd fds[OTHERS + PIDFDS];
    long ms;
    int n;

    while (check_signals(), (ms = end - now_ms()) > 0) {
        fds[STDIN].fd = on_screen && keys ? STDIN_FILENO : -1;
        fds[STDIN].events = POLLIN;
        fds[STDOUT].fd = STDOUT_FILENO;     /* has its reader gone? */
        fds[STDOUT].events = 0;
        fds[OUTPUT].fd = server_out;
        fds[OUTPUT].events = POLLIN;
        n = pidfd_fill(fds + OTHERS);
        if (poll(fds, (nfds_t)(OTHERS + n), (int)ms) <= 0)
            continue;
        if (fds[STDOUT].revents & (POLLERR | POLLHUP))
            watch_end(0);
        if (fds[STDIN].revents != 0)
            read_keys();
        if (fds[OUTPUT].revents != 0)
            server_output();
        if (pidfd_check(fds + OTHERS, n) > 0)
            sigchld_look();
    }
}

/* Some work has begun at this CPU time, and ends now. Returns when to do it
 * again: in `ms` milliseconds, or later if it has cost much CPU time. */
static long
next(clock_t begin, long ms)
{
    double cost = (double)(clock() - begin) * 1000 / CLOCKS_PER_SEC;
    long rest = (long)(cost * 100);

    return now_ms() + (rest > ms ? rest : ms);
}

/* Look at everything, again and again. Never returns: a key or a signal ends
 * the program. */
static void
loop(void)
{
    long next_processes, next_sockets = 0, next_draw = 0;
    clock_t begin;

    for (;;) {
        begin = clock();
        processes_look();
        next_processes = next(begin, 20);
        if (now_ms() >= next_sockets) {
            begin = clock();
            sockets_look(0);
            next_sockets = next(begin, 200);
        }
        if (on_screen && !paused && now_ms() >= next_draw) {
            begin = clock();
            draw(0);
            next_draw = next(begin, 100);
        }
        wait_until(next_processes);
    }
}

static const char usage[] = "[port [server]]   (default: 9877)";

/* Never returns; on bad arguments exit status 2. */
int
main(int argc, char **argv)
{
    set_progname(argv[0]);
    if (argc > 3)
        err_usage(usage, "too many arguments: %s", argv[3]);
    listener.port = port_of(argc > 1 ? argv[1] : "9877", argc > 2, usage);
    if (argc > 2)
        check_program(argv[2], usage);
    need_proc(listener.port);
    catch_signals();
    begin(argc > 2 ? argv[2] : NULL);
    loop();
}
