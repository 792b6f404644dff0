/*
 * watch: the server's processes and sockets, live: zombies, the SIGCHLD that is
 * pending, both sides of each connection, and what happens (UNP 5.7 to 5.12).
 *
 * Run it with `make watch`, or: ch05/watch/watch [port [server]]
 */
#ifdef __linux__
#define _XOPEN_SOURCE 700   /* SIGWINCH */
#endif
#include "watch.h"

#include <poll.h>           /* poll */
#include <time.h>           /* clock */

static const char usage[] = "[port [server]]   (default: 9877)";
static volatile sig_atomic_t resized, stopped, continued;
static int paused;              /* the picture stays as it is */

/* --- a signal sets a flag; between two looks we obey it, and read keys --- */

/* Set the flag of the signal. obey_signals does the rest. */
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
        end_signal = signo;
    }
}

/* At the exit: the terminal is as before, no server of ours is left. */
static void
finish(void)
{
    int signo = end_signal;

    screen_close();
    server_end();
    if (signo != 0) {
        Signal(signo, SIG_DFL);
        raise(signo);
    }
}

/* From here on, these signals set a flag, and finish runs at the exit. What we
 * have inherited of signals is not passed on to the server. */
static void
catch_signals(void)
{
    static const int signals[] = {
        SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT
    };
    sigset_t none;
    size_t i;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (atexit(finish) != 0)
        err_quit("atexit failed");
    Signal(SIGPIPE, SIG_IGN);
    Signal(SIGCHLD, SIG_DFL);
    for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
        Signal_intr(signals[i], note);
}

/* Do what signals ask for: end, stop, draw anew. */
static void
obey_signals(void)
{
    if (end_signal != 0)
        exit(1);
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
        draw(paused, 1);
    }
}

/* Do what keys ask for: q quits, p pauses. */
static void
obey_keys(void)
{
    char key;

    while (keys && (key = screen_key()) != '\0')
        if (key == 'q' || key == 'Q') {
            exit(0);
        } else if (key == 'p' || key == 'P') {
            paused = !paused;
            draw(paused, 1);
        }
}

/* --- the start --- */

/* Returns the port that the text says; 0 only if zero_too. Otherwise exit 2. */
static unsigned int
port_of(const char *text, int zero_too)
{
    size_t digits = strspn(text, "0123456789");
    long number = strtol(text, NULL, 10);

    if (digits == 0 || text[digits] != '\0' || number > 65535
        || (number == 0 && !zero_too))
        err_usage(usage, "not a port: '%s'", text);
    return (unsigned int)number;
}

/* Without /proc/net/tcp: say which commands show the same, exit status 1. */
static void
need_proc(void)
{
    if (access("/proc/net/tcp", R_OK) == 0
        && access("/proc/self/stat", R_OK) == 0)
        return;
    err_ret("/proc/net/tcp");
    fprintf(stderr, "This program needs the /proc of Linux. These commands show"
            " a part of it:\n"
            "    ps -A -o pid,ppid,stat,wchan,args\n"
            "    netstat -an | grep %u\n", port);
    exit(1);
}

/* Start the server, and wait until it listens. If it does not, say why, and
 * end with status 1. Returns its pid. */
static pid_t
start(const char *command)
{
    unsigned int wanted = port;
    long long until = clock_ms() + 5000;
    long nap;
    pid_t pid;

    server_start(command, port);
    for (nap = 10; clock_ms() < until; nap += nap < 100 ? 10 : 0) {
        obey_signals();
        server_read();
        if ((pid = sockets_look(started)) > 0)
            return pid;
        if (server_ended(started)) {
            server_say();
            err_quit("%s has ended: it does not listen", command);
        }
        pause_ms(nap);
    }
    server_say();
    port = 0;
    if (sockets_look(started) > 0)
        err_quit("%s listens on port %u, not on port %u: in the command, write"
                 " %%p for the port", command, port, wanted);
    err_quit("%s does not listen", command);
}

/* --- look, tell, draw, wait --- */

/* Say all that a look has found: causes before their effects. */
static void
tell(void)
{
    tell_server();
    tell_opened();
    tell_children();
    if (!server_lives()) {          /* its last words, and its end */
        server_say();
        tell_server_end();
    }
    tell_conns();
    tell_sigchld();
    tell_orphans();
    tell_reaped();
    server_say();
    tell_server_end();
}

/* A process listens: it is the server, with the children that it has now. */
static void
begin(pid_t pid)
{
    char address[INET6_ADDRSTRLEN];

    if (!server_is(pid))
        return;
    event("server %d is %s, listens on %s port %u", (int)pid, server.now.name,
          sock_address(&listener, LOCAL, address, sizeof(address)), port);
    tell();
}

/* The rule: work that has needed CPU time since `before` rests a hundred times
 * as long, so it needs at most 1 % of a CPU; `percent` may be more. But whoever
 * watches does not wait for more than a second. */
static long long
rest(clock_t before, int percent)
{
    double ms = (double)(clock() - before) * 1000 / CLOCKS_PER_SEC;

    ms = ms * 100 / percent;
    return ms < 20 ? 20 : ms > 1000 ? 1000 : (long long)ms;
}

/*
 * Look: effects before their causes, so that no effect is seen without its
 * cause. The tables of sockets cost most, so they have a rest of their own. It
 * is shorter if a process has begun or ended, because its connection must be
 * known when we say so. Returns 0 if it is too early for that: say nothing yet.
 * *found is the process that listens now, if it is another one than before;
 * *spent is the CPU time for the tables.
 */
static int
look(pid_t *found, clock_t *spent)
{
    static long long due, soonest;
    static size_t news;
    clock_t before = clock();
    pid_t pid;
    int pass;

    *found = 0;
    *spent = 0;
    server_read();
    sigchld_look();
    if (clock_ms() < due) {
        news += processes_look();
        if (news == 0 || clock_ms() < soonest)
            return news == 0;
    }
    for (pass = 0, news = 1; pass < 4 && news > 0; pass++) {
        if ((pid = sockets_look(0)) > 0)
            *found = pid;
        news = processes_look();
    }
    due = clock_ms() + rest(before, 1);
    soonest = clock_ms() + rest(before, 10);
    *spent = clock() - before;
    return 1;
}

/* Wait until then, or until a signal or a key asks for something. */
static void
wait_until(long long end)
{
    struct pollfd fds[] = {
        { .fd = STDOUT_FILENO },                /* has its reader gone? */
        { .events = POLLIN }                    /* keys */
    };
    long long ms;

    while (obey_signals(), (ms = end - clock_ms()) > 0) {
        fds[1].fd = on_screen && keys ? STDIN_FILENO : -1;
        /* a signal may come just before poll, and would not interrupt it */
        if (poll(fds, 2, ms < 500 ? (int)ms : 500) <= 0)
            continue;
        if (fds[0].revents != 0)
            exit(0);
        if (fds[1].revents & ~POLLIN)
            keys = 0;
        else if (fds[1].revents != 0)
            obey_keys();
    }
}

/* Look at everything, again and again: a key or a signal ends the program. */
static _Noreturn void
run(void)
{
    clock_t before, spent;
    pid_t pid;

    for (;;) {
        before = clock();
        if (look(&pid, &spent)) {
            tell();
            if (pid > 0)
                begin(pid);
            if (on_screen && !paused)
                draw(0, 0);
        }
        wait_until(clock_ms() + rest(before + spent, 1));
    }
}

/* Never returns; on bad arguments exit status 2. */
int
main(int argc, char **argv)
{
    pid_t pid;

    set_progname(argv[0]);
    need_stdio();
    if (argc > 3)
        err_usage(usage, "too many arguments: %s", argv[3]);
    port = port_of(argc > 1 ? argv[1] : "9877", argc > 2);
    if (argc > 2)
        check_command(argv[2], usage);
    need_proc();
    catch_signals();
    pid = argc > 2 ? start(argv[2]) : sockets_look(0);
    if (pid <= 0)
        err_quit(pid == 0 ? "no process listens on port %u; start one, or:"
                 " make watch SERVER=ch05/server-v3" : "a process of another"
                 " user listens on port %u: we may not look at it", port);
    if (screen_possible())
        screen_open();
    begin(pid);
    run();
}
