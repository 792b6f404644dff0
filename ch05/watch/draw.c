/* draw: the screen: the server, its processes, its connections, the events. */
#include "watch.h"

#include <time.h>           /* clock_gettime */

enum { EVENT_ROWS = 5 };    /* at least so many */

/* --- processes --- */

/* Returns how many seconds ago that was, in ticks since the start of the
 * machine. */
static long
age(unsigned long long start)
{
#ifdef CLOCK_BOOTTIME
    const clockid_t clock = CLOCK_BOOTTIME;     /* also while it was asleep */
#else
    const clockid_t clock = CLOCK_MONOTONIC;
#endif
    struct timespec now = { 0, 0 };

    clock_gettime(clock, &now);
    return (long)now.tv_sec
        - (long)(start / (unsigned long)sysconf(_SC_CLK_TCK));
}

/* Returns a word for a state of ps. */
static const char *
word(char state)
{
    return state == 'R' ? "runs" : state == 'S' ? "sleeps"
        : state == 'T' ? "stopped" : state == 'Z' ? "ZOMBIE"
        : state == 't' ? "traced" : state == 'D' ? "waits" : "";
}

/* The row of a process. One that has ended has closed all its descriptors. */
static void
draw_process(const struct proc *p, const char *kind)
{
    char descriptors[16] = "-", wchan[64];
    int n = p->state == 'Z' ? 0 : proc_fds(p->pid, NULL, 0);

    if (n >= 0)
        snprintf(descriptors, sizeof(descriptors), "%d", n);
    if (proc_text(p->pid, "wchan", wchan, sizeof(wchan)) <= 0
        || strcmp(wchan, "0") == 0)
        snprintf(wchan, sizeof(wchan), "-");
    frame_row(p->state == 'Z' ? RED : PLAIN,
              "%7d  %-6s  %c %-7s  %6lds  %11s  %s", (int)p->pid, kind,
              p->state, word(p->state), age(p->start), descriptors, wchan);
}

/* A title and at most `most` rows for `total` processes. */
static void
draw_processes(int total, int most)
{
    int i = 0, child = 0, shown = total > most ? most - 1 : total;

    frame_row(BOLD, "    PID          STATE          AGE  DESCRIPTORS  "
              "SLEEPS IN");
    if (server.now.pid != 0 && i++ < shown)
        draw_process(&server.now, "server");
    for (; i < shown; i++)
        draw_process(&children[child++].now, "child");
    if (shown < total)
        frame_row(PLAIN, "         and %d more", total - shown);
}

/* --- connections --- */

/* Write a number of bytes into text, so that it has at most six characters. */
static void
bytes(char *text, size_t size, unsigned long n)
{
    if (n < 1000000)
        snprintf(text, size, "%lu", n);
    else
        snprintf(text, size, "%luK", n / 1024);
}

/* Write into text what the timer of that side will do, and when. */
static void
timer(char *text, size_t size, const struct sock *s)
{
    /* as in /proc/net/tcp: none, retransmission, keepalive, end of TIME_WAIT
     * or FIN_WAIT2, probe of a closed window */
    static const char *const kind[] = { "", "retr", "keep", "ends", "probe" };
    unsigned long tenths = s->ticks / 10;

    text[0] = '\0';
    if (s->timer == 0 || s->timer > 4)
        return;
    if (tenths < 100)
        snprintf(text, size, "%s %lu.%lus", kind[s->timer], tenths / 10,
                 tenths % 10);
    else
        snprintf(text, size, "%s %lu%c", kind[s->timer],
                 tenths / (tenths < 6000 ? 10 : tenths < 36000 ? 600 : 36000),
                 tenths < 6000 ? 's' : tenths < 36000 ? 'm' : 'h');
}

/* Write the columns of one side into text: state, queues, timer. */
static void
columns(char *text, size_t size, const struct conn *c, int side)
{
    const struct sock *s = &c->side[side];
    char when[32], recvq[24], sendq[24];

    bytes(recvq, sizeof(recvq), s->recvq);
    bytes(sendq, sizeof(sendq), s->sendq);
    timer(when, sizeof(when), s);
    if (s->state == 0)
        snprintf(text, size, "%-36s", conn_state(c, side));
    else
        snprintf(text, size, "%-11s %6s %6s %-10s", conn_state(c, side),
                 recvq, sendq, when);
}

/* At most `most` rows for the connections that live, or for those of which only
 * a TIME_WAIT is left. Returns how many are shown. */
static int
draw_kind(int over, int most)
{
    char client[120], its_server[120];
    const struct conn *c;
    int shown = 0;

    for (c = conns; c < conns + conn_count && shown < most; c++) {
        if (conn_over(c) != over)
            continue;
        columns(client, sizeof(client), c, CLIENT);
        columns(its_server, sizeof(its_server), c, SERVER);
        frame_row(PLAIN, "%5u %s %s", c->at[CLIENT].port, client, its_server);
        shown++;
    }
    return shown;
}

/* Returns of how many connections only a TIME_WAIT is left. */
static int
count_over(void)
{
    size_t i;
    int n = 0;

    for (i = 0; i < conn_count; i++)
        n += conn_over(&conns[i]);
    return n;
}

/* A title and at most `most` rows for `total` sockets: the one that listens,
 * and both sides of each connection. Those that are over come last. */
static void
draw_conns(int total, int most)
{
    int left = total > most ? most - 1 : total, over = count_over(), n;

    frame_row(BOLD, " PORT CLIENT      RECV-Q SEND-Q TIMER      SERVER      "
              "RECV-Q SEND-Q TIMER");
    if (listener.state != 0 && left > 0) {  /* Recv-Q: they wait for accept */
        frame_row(PLAIN, "%42s %-11s %6lu", "", "LISTEN", listener.recvq);
        left--;
        total--;
    }
    n = draw_kind(0, left);
    left -= n;
    total -= n;
    n = draw_kind(1, left);
    total -= n;
    over -= n;
    if (total > 0 && over > 0)
        frame_row(PLAIN, "      and %d more, %d of them TIME_WAIT", total,
                  over);
    else if (total > 0)
        frame_row(PLAIN, "      and %d more", total);
}

/* --- all of it --- */

/* The first two rows: the server, and what can be counted. */
static void
draw_title(int paused)
{
    const char *hint = paused ? "PAUSED, p: go on" : "p: pause, q: quit";
    int width = screen_columns - 2 - (int)strlen(hint);
    char address[INET6_ADDRSTRLEN], text[120];

    if (server.now.pid != 0)
        snprintf(text, sizeof(text), "%s, pid %d, listens on %s port %u",
                 server.now.name, (int)server.now.pid,
                 sock_address(&listener, LOCAL, address, sizeof(address)),
                 port);
    else
        snprintf(text, sizeof(text), "no process listens on port %u", port);
    frame_row(BOLD, "%-*.*s %s", width, width > 0 ? width : 0, text, hint);
    snprintf(text, sizeof(text), "children: %zu live, %zu zombies, %ld reaped",
             child_count - zombies(), zombies(), reaped);
    if (server.now.pid == 0)
        frame_row(PLAIN, "%s", text);
    else
        frame_row(sigchld.pending || sigchld.blocked ? RED : PLAIN,
                  "%-40s SIGCHLD: %s, %s%s", text,
                  sigchld.caught ? "handler" : sigchld.ignored
                  ? "ignored" : "no handler",
                  sigchld.pending ? "PENDING" : "not pending",
                  sigchld.blocked ? ", BLOCKED" : "");
}

/* The rest of the screen: the events, the last one at the bottom. */
static void
draw_events(void)
{
    int i;

    frame_row(BOLD, "  SECONDS  EVENT");
    for (i = frame_left(); i > 0; i--)
        if (event_last(i) != NULL)
            frame_row(PLAIN, "%s", event_last(i));
}

/* Returns how many rows to give to something that needs `mine` of `room`, if
 * something else needs `other`: what is there is shared. */
static int
share(int mine, int other, int room)
{
    int half = room / 2;

    if (mine <= half)
        return mine;
    return other <= half ? room - other : half;
}

void
draw(int paused, int anew)
{
    int processes = (int)child_count + (server.now.pid != 0), room;
    int sockets = (int)conn_count + (listener.state != 0);

    frame_begin();
    draw_title(paused);
    room = frame_left() - 3 - EVENT_ROWS;       /* three titles */
    draw_processes(processes, share(processes, sockets, room));
    draw_conns(sockets, share(sockets, processes, room));
    draw_events();
    frame_end(anew);
}
