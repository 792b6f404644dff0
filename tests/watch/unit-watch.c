/*
 * unit-watch: when ch05/watch/watch.c looks and rests, and what it says first,
 * with clocks of our own. Each line below is TEXT|WANT|GOT; tests/lib/lib.t
 * compares them.
 */
#ifdef __linux__
#define _XOPEN_SOURCE 700   /* SIGWINCH */
#endif
#include "ch05/watch/watch.h"

#include <poll.h>           /* poll */
#include <time.h>           /* clock */

/* --- in the place of the system, and of other files of watch --- */

static long long time_ms;
static long long cpu_ms;        /* CPU time */
static long cost;               /* CPU time of a look at the sockets, ms */
static long long listens_at;    /* then the server listens; 0: never */
static int other_port;          /* it listens on another one */
static int has_ended, lives = 1;
static size_t news_left;        /* so often something is new */
static short key_event;         /* what poll says of the keys */
static const char *typed = "";
static char calls[400];         /* what was called, a space after each */
static int looks, polls, waits;

volatile sig_atomic_t end_signal;
int on_screen, keys;
int screen_columns = 80;
pid_t started = 77;
struct process server;
unsigned int port = 9877;
struct sock listener;

static int
call(const char *what)
{
    size_t len = strlen(calls);

    snprintf(calls + len, sizeof(calls) - len, "%s ", what);
    return 0;
}

void event(const char *fmt, ...) { (void)fmt, call("event"); }
int screen_possible(void) { return 0; }
void screen_open(void) { call("open"); }
void screen_close(void) { call("close"); }
void screen_size(void) { call("size"); }
char screen_key(void) { return *typed == '\0' ? '\0' : *typed++; }
void server_start(const char *command, unsigned int its_port)
{
    (void)command, (void)its_port;
}
void server_read(void) { }
void server_say(void) { call("say"); }
int server_ended(pid_t pid) { (void)pid; return has_ended; }
void server_end(void) { }
int server_lives(void) { return lives; }
int server_is(pid_t pid) { return pid == 78; }
void sigchld_look(void) { }
size_t processes_look(void) { return news_left > 0 ? news_left--, 1 : 0; }
void tell_server(void) { call("server"); }
void tell_children(void) { call("children"); }
void tell_sigchld(void) { call("sigchld"); }
void tell_server_end(void) { call("end"); }
void tell_orphans(void) { call("orphans"); }
void tell_reaped(void) { call("reaped"); }
void tell_opened(void) { call("opened"); }
void tell_conns(void) { call("conns"); }
void draw(int is_paused, int anew)
{
    call(is_paused ? "paused" : "draw");
    call(anew ? "anew" : "new");
}
pid_t
sockets_look(pid_t root)
{
    looks++;
    cpu_ms += cost;
    if (other_port && port == 0)
        port = 1234;
    return root != 0 && (port == 1234
                         || (listens_at > 0 && time_ms >= listens_at)) ? 78 : 0;
}

static long long made_up_clock(void) { return time_ms; }
static clock_t made_up_cpu(void)
{
    return (clock_t)(cpu_ms * (CLOCKS_PER_SEC / 1000));
}
static void made_up_pause(long ms) { time_ms += ms; waits++; }
static int made_up_raise(int signo)
{
    return call(signo == SIGSTOP ? "stop" : "raise");
}
static int
made_up_poll(struct pollfd *fds, nfds_t n, int ms)
{
    polls++;
    fds[0].revents = 0;
    fds[1].revents = n == 2 && fds[1].fd >= 0 ? key_event : 0;
    time_ms += fds[1].revents != 0 ? 1 : ms;
    return fds[1].revents != 0;
}

#define clock_ms    made_up_clock
#define clock       made_up_cpu
#define pause_ms    made_up_pause
#define raise       made_up_raise
#define poll        made_up_poll
#define main        watch_main
#ifdef __linux__
#undef _XOPEN_SOURCE            /* watch.c defines it, too */
#endif
#include "ch05/watch/watch.c"
#undef main
#include "tests/lib/child.h"

/* --- the tests --- */

static void
check_calls(const char *text, const char *want)
{
    printf("%s|%s|%s\n", text, want, calls);
    fflush(stdout);
    calls[0] = '\0';
}

/* Work that has needed so many ms of CPU time rests so long. */
static void
check_rest(const char *text, long worked, int percent, long want)
{
    clock_t before = made_up_cpu();

    cpu_ms += worked;
    check_num(text, want, (long)rest(before, percent));
}

static void
rests(void)
{
    check_rest("no work: 20 ms", 0, 1, 20);
    check_rest("work of 5 ms: a hundred times as long", 5, 1, 500);
    check_rest("... and with a tenth of a CPU, ten times", 5, 10, 50);
    check_rest("much work: at most a second", 50, 1, 1000);
}

/* How often do we look at the sockets, ms after the last time? */
static void
check_look(const char *text, long long ms, size_t news, int want)
{
    pid_t pid;
    clock_t spent;

    time_ms += ms;
    news_left = news;
    looks = 0;
    check_num(text, want, (look(&pid, &spent), looks));
    news_left = 0;
}

static void
looks_rest(void)
{
    pid_t pid;
    clock_t spent;

    cost = 50;
    check_look("the first look at the sockets", 0, 0, 1);
    check_look("the next one has a rest of a second", 999, 0, 0);
    check_look("... and comes then", 1, 0, 1);
    check_look("a child has begun: not at once", 100, 1, 0);
    check_num("... and nothing is said before", 0, look(&pid, &spent));
    check_look("... but after half a second", 400, 0, 1);
    check_num("nothing is new: something may be said", 1, look(&pid, &spent));
    check_look("at each look something is new: at most four times", 1000, 9,
               4);
    cost = 0;
}

/* Causes before effects. */
static void
says(void)
{
    tell();
    check_calls("what is said first", "server opened children conns sigchld "
                "orphans reaped say end ");
    lives = 0;
    tell();
    check_calls("... if the server has ended", "server opened children say end "
                "conns sigchld orphans reaped say end ");
    lives = 1;
    begin(78);
    check_calls("a server is found", "event server opened children conns "
                "sigchld orphans reaped say end ");
    begin(79);
    check_calls("... which has ended meanwhile", "");
}

static void
obeys(void)
{
    note(SIGCONT);
    obey_signals();
    note(SIGTSTP);
    obey_signals();
    check_calls("a SIGCONT before Ctrl-Z does not matter", "close stop ");
    note(SIGTSTP);
    note(SIGCONT);
    obey_signals();
    check_calls("... after it, nothing stops us", "close ");
    on_screen = keys = 1;
    obey_signals();
    check_calls("the picture is drawn anew", "close open size draw anew ");
    obey_signals();
    check_calls("... once", "");
    note(SIGWINCH);
    obey_signals();
    check_calls("a new size", "size draw anew ");
    typed = "xpyP";
    obey_keys();
    check_calls("p and P", "paused anew draw anew ");
    typed = "p";
    obey_keys();
    note(SIGWINCH);
    obey_signals();
    check_calls("a new size while it is paused",
                "paused anew size paused anew ");
    paused = 0;
}

/* How long wait_until takes, and what ends the keys. */
static void
waits_until(void)
{
    polls = 0;
    time_ms = 0;
    wait_until(1200);
    check_num("it waits", 1200, (long)time_ms);
    check_num("... at most half a second in one call", 3, polls);
    key_event = POLLIN;
    typed = "p";
    wait_until(time_ms + 1);
    check_calls("a key", "paused anew ");
    check_num("... the keys go on", 1, keys);
    key_event = POLLIN | POLLHUP;
    polls = 0;
    wait_until(time_ms + 10);
    check_num("the terminal of the keys has gone: no more keys", 0, keys);
    check_num("... and no more looks at them", 2, polls);
    on_screen = paused = 0;
}

/* In a child: start a server, and say its pid. */
static void
start_it(void)
{
    pid_t pid = start("a server");

    printf("%d after %lld ms, %d naps\n", (int)pid, time_ms, waits);
    fflush(stdout);
}

static void
check_start(const char *text, int status, const char *want)
{
    char out[300];

    time_ms = 0;
    check_num(text, status, run_child(start_it, out, sizeof(out)));
    out[strcspn(out, "\n")] = '\0';
    printf("%s|%s|%s\n", text, want, out);
    fflush(stdout);
}

static void
starts(void)
{
    set_progname("watch");
    listens_at = 4900;
    check_start("a server that needs 4.9 s", 0, "78 after 4950 ms, 54 naps");
    listens_at = 0;
    check_start("one that does not listen", 1,
                "watch: a server does not listen");
    other_port = 1;
    check_start("one that listens on another port", 1,
                "watch: a server listens on port 1234, not on port 9877: in the"
                " command, write %p for the port");
    other_port = 0;
    has_ended = 1;
    check_start("one that has ended", 1,
                "watch: a server has ended: it does not listen");
}

int
main(void)
{
    rests();
    looks_rest();
    says();
    obeys();
    waits_until();
    starts();
    return 0;
}
