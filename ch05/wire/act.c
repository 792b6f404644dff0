/* act: what each command does, and the table of all commands. */
#include "wire.h"

#define PATIENCE    70000       /* ms: longer than a TIME_WAIT on Linux */

/* --- segments --- */

/*
 * Returns the number of the segment that text names, or 0 after a message.
 * Without a text it is the oldest on the cable. If `cabled`, it must be there.
 */
static int
named(const char *text, int cabled)
{
    int number = *text == '\0' ? segment_next(0) : strlen(text) > 9 ? 0
               : (int)strtol(text, NULL, 10);
    const struct segment *s = segment_number(number);

    if (*text == '\0' && s == NULL)
        answer("nothing is on the cable");
    else if (s == NULL || text[strspn(text, "0123456789")] != '\0')
        answer("there is no segment %s", text);
    else if (cabled && s->where != ON_CABLE)
        answer("%d is not on the cable: it %s", number,
               s->where == LOST ? "is lost" : "has arrived");
    else
        return number;
    return 0;
}

/* Let this segment arrive. */
static void
deliver(int number)
{
    struct segment *s = segment_number(number);

    show_arrival(number);
    s->where = ARRIVED;
    while (segment_number(s->arrived_after + 1) != NULL)
        s->arrived_after++;
    cable_write(s);
}

/* Enter, or a number: the oldest segment, or this one, arrives. */
static int
arrive(const char *text, int unused)
{
    int number = named(text, 1);

    (void)unused;
    if (number == 0)
        return *text == '\0' ? DONE : FAILED;
    deliver(number);
    return DONE;
}

/* lose [N]: the oldest segment, or this one, is lost. */
static int
lose(const char *text, int unused)
{
    int number = named(text, 1);

    (void)unused;
    if (number == 0)
        return FAILED;
    segment_number(number)->where = LOST;
    event(CABLE, "%d is lost", number);
    return RESTED;
}

/* again N: put a copy of this segment on the cable. */
static int
again(const char *text, int unused)
{
    struct segment *s;
    int number;

    (void)unused;
    if (*text == '\0')
        return REFUSE("which one? as in: again 5");
    if ((number = named(text, 0)) == 0)
        return FAILED;
    if ((number = segment_copy(number)) == 0)
        err_quit("these are too many segments");
    s = segment_number(number);
    s->when = cable_clock();
    memcpy(s->state, conn_number(s->conn)->state, sizeof(s->state));
    if (unplugged)
        s->where = LOST;
    show_segment(number);
    return DONE;
}

/* --- time passes --- */

/*
 * run: everything arrives, until nothing has moved for half a second and no
 * retransmission is to come.
 */
static int
run(const char *text, int unused)
{
    long long last = clock_ms();
    int number, before;

    (void)text, (void)unused;
    while (clock_ms() - last < 500
           || (segment_due_any() && !unplugged
               && clock_ms() - last < PATIENCE)) {
        before = shown;
        if ((number = segment_next(0)) > 0)
            deliver(number);
        else if (input_wait(100, terminal ? TYPED : NOT_TYPED))
            return RESTED;              /* the user does something else */
        rest(1);
        if (shown != before)
            last = clock_ms();
    }
    return RESTED;
}

/* wait: nothing arrives, until something is retransmitted or a process ends. */
static int
wait_for(const char *text, int unused)
{
    long long start = clock_ms();
    int before = shown, vain;

    (void)text, (void)unused;
    while (clock_ms() - start < PATIENCE) {
        if (input_wait(100, terminal ? TYPED : NOT_TYPED))
            return RESTED;              /* the user does something else */
        vain = rest(1);
        if (shown != before)
            return RESTED;
        if (vain > 0 && (unplugged || !segment_due_any())) {
            event(CABLE, "%d is retransmitted: %s", vain, unplugged
                  ? "it is lost, too" : segment_number(vain)->where == ON_CABLE
                  ? "it is still on the cable" : "it has arrived already");
            return RESTED;
        }
    }
    answer("nothing has happened for %d seconds", PATIENCE / 1000);
    return RESTED;
}

/* --- the cable and the hosts --- */

/* unplug, plug: what is on the cable, or comes while it is out, is lost. */
static int
pull(const char *text, int out)
{
    (void)text;
    unplugged = out;
    event(CABLE, out ? "the cable is unplugged" : "the cable is plugged in");
    while (out && segment_next(0) > 0)
        lose("", 0);
    return DONE;
}

/*
 * reboot: a new host with the same address, and the server runs on it. The old
 * host's cable is cut before its processes end: their FINs and RSTs are lost.
 */
static int
reboot_server(const char *text, int unused)
{
    unsigned long old = host_number[SERVER];

    (void)text;
    event(SERVER, "the server's host reboots");
    while (segment_next(0) > 0)
        lose("", unused);
    cable_boot(SERVER);
    process_end(SERVER, old);
    server_boot();
    return RESTED;
}

/* set NAME VALUE: /proc/sys/net/ipv4/NAME on both hosts. */
static int
set(const char *text, int unused)
{
    size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
    const char *value = text + len + strspn(text + len, " \t");
    char name[100];

    (void)unused;
    snprintf(name, sizeof(name), "%.*s", (int)len, text);
    if (len == 0 || value == text + len || *value == '\0')
        return REFUSE("which value? as in: set tcp_rfc1337 1");
    if (host_set(name, value) < 0)
        return REFUSE("%s cannot be %s: %s", name, value, strerror(errno));
    event(CABLE, "%s is %s on both hosts", name, value);
    return RESTED;
}

/* --- the programs --- */

/* type TEXT, eof: you type this line, or Ctrl-D, to the client. */
static int
type(const char *text, int end)
{
    char line[4200];
    int n = snprintf(line, sizeof(line), "%s\n", text);

    if (program_in < 0)
        return REFUSE("you have typed Ctrl-D: nothing can follow it");
    if (end) {
        Close(program_in);
        program_in = -1;
        event(CLIENT, "you type Ctrl-D");
        return DONE;
    }
    if (write(program_in, line, (size_t)n) < 0)
        return REFUSE(errno == EAGAIN ? "the client has not read what you have "
                      "typed" : "the client reads no more: %s",
                      strerror(errno));
    event(CLIENT, "you type: %s", text);
    return DONE;
}

/* kill, stop, cont WHO: the client, the server, or all its children. */
static int
send_signal(const char *text, int signo)
{
    enum side host = strcmp(text, "client") == 0 ? CLIENT : SERVER;
    int child = strcmp(text, "child") == 0, i, n = 0;
    struct process *p;

    if (host == SERVER && !child && strcmp(text, "server") != 0)
        return REFUSE("which one: client, server or child?");
    for (i = 0; (p = process_number(i)) != NULL; i++)
        if (p->host == host && p->child == child && process_alive(p)) {
            event(host, "%s for %s %d", signo == SIGKILL ? "SIGKILL"
                  : signo == SIGSTOP ? "SIGSTOP" : "SIGCONT", text,
                  (int)p->proc.pid);
            process_signal(p, signo);
            n++;
        }
    return n == 0 ? REFUSE("there is no %s", text) : DONE;
}

/* ps: the processes that are there, with their states. */
static int
ps(const char *text, int unused)
{
    struct process *p;
    int i, before = shown;

    (void)text, (void)unused;
    for (i = 0; (p = process_number(i)) != NULL; i++) {
        char state = p->proc.state;

        if (state != GONE)
            answer("%-6s  %7d  %c  %s", p->child ? "child" : NAME(p->host),
                   (int)p->proc.pid, state, state == 'S' ? "asleep"
                   : state == 'T' ? "stopped" : state == 'Z' ? "zombie" : "");
    }
    if (shown == before)
        answer("there is no process");
    return RESTED;
}

/* --- what you see and what you keep --- */

/* time, guess: on, or off again. guess TEXT: of the next segment only. */
static int
turn(const char *text, int what)
{
    int *on = what == 't' ? &times : &guessing;

    if (what == 'g' && *text != '\0')
        snprintf(guessed, sizeof(guessed), "%s", text);
    else {
        *on = !*on;
        answer("%s is %s", what == 't' ? "the column of seconds" : "guessing",
               *on ? "on" : "off");
    }
    return RESTED;
}

/* note TEXT, title TEXT. */
static int
note(const char *text, int is_title)
{
    event(is_title ? CLIENT : CABLE, "%s: %s", is_title ? "Title" : "Note",
          text);
    return RESTED;
}

/* save FILE: what has passed so far. */
static int
save_as(const char *text, int unused)
{
    (void)unused;
    if (*text == '\0')
        return REFUSE("which file? as in: save run.pcapng");
    if (save(text) < 0)
        return REFUSE("%s: %s", text, strerror(errno));
    answer("saved: open it in Wireshark; or type, after quit or in a second "
           "terminal:");
    answer("tshark -r %s    (or: tcpdump -r %s)", text, text);
    return RESTED;
}

/* --- which command is it? --- */

static int help(const char *text, int unused);

const struct command command_table[] = {
    { "Enter", "the oldest segment on the cable arrives", arrive, 0 },
    { "N", "segment N arrives, before older ones", arrive, 0 },
    { "lose [N]", "the oldest segment, or N, is lost", lose, 0 },
    { "again N", "a copy of segment N is put on the cable", again, 0 },
    { "run", "everything arrives, until nothing moves", run, 0 },
    { "wait", "nothing arrives, until a retransmission comes", wait_for, 0 },
    { "unplug", "the cable is pulled out: what is sent is lost", pull, 1 },
    { "plug", "the cable is plugged in", pull, 0 },
    { "type TEXT", "you type this line to the client", type, 0 },
    { "eof", "you type Ctrl-D to the client", type, 1 },
    { "kill WHO", "SIGKILL; WHO is client, child or server", send_signal,
        SIGKILL },
    { "stop WHO", "SIGSTOP", send_signal, SIGSTOP },
    { "cont WHO", "SIGCONT", send_signal, SIGCONT },
    { "reboot", "the server's host forgets everything", reboot_server, 0 },
    { "set NAME N", "net.ipv4.NAME is N on both hosts", set, 0 },
    { "ps", "the processes on both hosts", ps, 0 },
    { "time", "seconds beside the segments, or none again", turn, 't' },
    { "guess [G]", "say first what each segment will be; G: the next one",
        turn, 'g' },
    { "note TEXT", "a note, for a picture", note, 0 },
    { "title TEXT", "the title of the picture", note, 1 },
    { "save FILE", "all segments, for Wireshark and tcpdump", save_as, 0 },
    { "help", "this list", help, 0 },
    { "quit", "the end, as q or Ctrl-D", NULL, 0 }
};
const int command_count = sizeof(command_table) / sizeof(command_table[0]);

/* help: show all commands. */
static int
help(const char *text, int unused)
{
    int i;

    (void)text, (void)unused;
    for (i = 0; i < command_count; i++)
        answer("%-11s %s", command_table[i].form, command_table[i].help);
    return RESTED;
}
