/* commands: read a command, find out which one it is, and run it. */
#include "wire.h"

static char input[4096];
static size_t input_len;           /* bytes of input that were not taken yet */

/* Copy the first line, without its end, to `to`. Returns 0 if there is none.
 * What is too long is cut into several lines. */
static int
take_line(char *to, size_t size)
{
    char *end = memchr(input, '\n', input_len);
    size_t n = end != NULL ? (size_t)(end - input) : input_len;

    if (end == NULL && input_len < sizeof(input))
        return 0;
    snprintf(to, size, "%.*s", (int)n, input);
    n += end != NULL;
    memmove(input, input + n, input_len - n);
    input_len -= n;
    return 1;
}

/*
 * Read a command. What happens meanwhile is shown. Returns 0 at
 * the end of stdin. A last line needs no newline.
 */
int
command_read(char *to, size_t size)
{
    ssize_t n;

    for (;;) {
        if (take_line(to, size))
            break;
        if (!look(0, 1))        /* the user has not typed more */
            show_prompt();
        if (!look(-1, 1)) {
            rest(terminal);
            continue;
        }
        n = read(STDIN_FILENO, input + input_len, sizeof(input) - input_len);
        if (n < 0 && errno != EINTR)
            err_sys("read");
        if (n == 0 && input_len == 0)
            return 0;
        if (n == 0)
            input[n++] = '\n';
        input_len += n > 0 ? (size_t)n : 0;
    }
    hide_prompt(1);
    return 1;
}

#define START 5000           /* ms that a server may take */

/* Start the server, and wait until clients can connect. If not: exit 1. */
void
server_boot(void)
{
    long start = clock_ms();

    program_start(SERVER);
    do {
        rest(0);
        if (state_listens(9877))
            return;
        if (process_count(SERVER) == 0)
            err_quit("%s has ended: it does not listen on port 9877",
                     program_path[SERVER]);
    } while (clock_ms() - start < START);
    err_quit("%s does not listen on port 9877", program_path[SERVER]);
}

/* Send the signal to all processes in this role. Returns how many they are. */
static int
signal_role(int role, int signo)
{
    const char *name = signo == SIGKILL ? "SIGKILL"
                     : signo == SIGSTOP ? "SIGSTOP" : "SIGCONT";
    struct process *p;
    int i, n = 0;

    for (i = 0; (p = process_number(i)) != NULL; i++)
        if (p->role == role && p->state != GONE && p->state != 'Z') {
            event(PLACE(p->role), "%s for %s %d", name,
                  process_name(role), (int)p->pid);
            process_signal(p, signo);
            n++;
        }
    return n;
}

/* Whatever is on the cable is lost. */
static void
lose_all(void)
{
    int number;

    while ((number = held_next(0)) > 0) {
        held(number)->where = LOST;
        event(CABLE, "%d is lost", number);
    }
}

/* unplug: the cable is pulled out. */
static int
act_unplug(const char *text)
{
    (void)text;
    unplugged = 1;
    event(CABLE, "the cable is unplugged");
    lose_all();
    return 0;
}

/* plug: it is plugged in. */
static int
act_plug(const char *text)
{
    (void)text;
    unplugged = 0;
    event(CABLE, "the cable is plugged in");
    return 0;
}

/*
 * reboot: a new host with the same address, and the server runs on it. The old
 * host's cable is cut before its processes end: their FINs and RSTs are lost.
 */
static int
act_reboot(const char *text)
{
    (void)text;
    event(SERVER, "the server's host reboots");
    lose_all();
    cable_boot(SERVER);
    process_end(SERVER);
    process_end(CHILD);
    server_boot();
    return 0;
}

/* set NAME VALUE: /proc/sys/net/ipv4/NAME on both hosts. */
static int
act_set(const char *text)
{
    char name[128], value[128];

    if (sscanf(text, "%127[a-z0-9_] %127s", name, value) != 2)
        answer("which value? as in: set tcp_rfc1337 1");
    else if (setting_ipv4(name, value) < 0)
        answer("%s cannot be %s: %s", name, value, strerror(errno));
    else {
        event(CABLE, "%s is %s on both hosts", name, value);
        return 0;
    }
    return -1;
}

/* type TEXT: the client reads this line. */
static int
act_type(const char *text)
{
    char line[5100];
    int n = snprintf(line, sizeof(line), "%s\n", text);

    if (program_in < 0)
        answer("client has read Ctrl-D");
    else if (write(program_in, line, (size_t)n) < 0)
        answer("client reads no more: %s", strerror(errno));
    else {
        event(CLIENT, "client reads: %s", text);
        return 0;
    }
    return -1;
}

/* eof: the client reads Ctrl-D. */
static int
act_eof(const char *text)
{
    (void)text;
    if (program_in < 0) {
        answer("client has read Ctrl-D");
        return -1;
    }
    Close(program_in);
    program_in = -1;
    event(CLIENT, "client reads Ctrl-D");
    return 0;
}

/* Send signo to all processes in the role that text names. */
static int
send_signal(const char *text, int signo)
{
    int role = process_role(text);

    if (role < 0)
        answer("which one: client, server or child?");
    else if (signal_role(role, signo) == 0)
        answer("there is no %s", text);
    else
        return 0;
    return -1;
}

/* kill WHO: SIGKILL. */
static int
act_kill(const char *text)
{
    return send_signal(text, SIGKILL);
}

/* stop WHO: SIGSTOP. */
static int
act_stop(const char *text)
{
    return send_signal(text, SIGSTOP);
}

/* cont WHO: SIGCONT. */
static int
act_cont(const char *text)
{
    return send_signal(text, SIGCONT);
}

/* ps: the processes on both hosts. */
static int
act_ps(const char *text)
{
    (void)text;
    process_list();
    return 0;
}

#define PATIENCE 70000          /* ms: longer than a TIME_WAIT on Linux */

/* Let this segment arrive, and show what the hosts then do. If the user is
 * `waiting`, show retransmissions of lost segments, too. */
static void
deliver(int number, int waiting)
{
    struct segment *s = held(number);
    enum side to = other(s->from);

    show_arrival(number);
    s->where = ARRIVED;
    cable_segments[to]++;
    cable_write(to, s->frame, s->size);
    rest(waiting);
}

/*
 * Returns the segment that text names, or NULL after a message. Without a text
 * it is the oldest on the cable. If `cabled`, it must be on the cable.
 */
static struct segment *
named(const char *text, int cabled, int *number)
{
    struct segment *s;

    *number = *text != '\0' ? (int)strtol(text, NULL, 10) : held_next(0);
    s = held(*number);
    if (*text == '\0' && s == NULL)
        answer("nothing is on the cable");
    else if (s == NULL || strspn(text, "0123456789") != strlen(text))
        answer("there is no segment %s", text);
    else if (cabled && s->where != ON_CABLE)
        answer("%d is not on the cable: it %s", *number,
              s->where == LOST ? "is lost" : "has arrived");
    else
        return s;
    return NULL;
}

/* Enter, or a number: the oldest segment, or this one, arrives. */
static int
act_arrive(const char *text)
{
    int number;
    struct segment *s = named(text, 1, &number);

    if (s == NULL)
        return *text == '\0' ? 0 : -1;
    deliver(number, 0);
    return 0;
}

/* lose [N]: the oldest segment, or this one, is lost. */
static int
act_lose(const char *text)
{
    int number;
    struct segment *s = named(text, 1, &number);

    if (s == NULL)
        return -1;
    s->where = LOST;
    event(CABLE, "%d is lost", number);
    return 0;
}

/* again N: put a copy of this segment on the cable. */
static int
act_again(const char *text)
{
    int number;
    struct segment *s, copy;

    if (*text == '\0') {
        answer("which one? as in: again 5");
        return -1;
    }
    if ((s = named(text, 0, &number)) == NULL)
        return -1;
    copy = *s;
    copy.same = number;
    number = held_add(&copy);
    if (unplugged)
        held(number)->where = LOST;
    show_segment(number);
    return 0;
}

/*
 * run: everything arrives, until nothing has moved for half a second and no
 * retransmission is to come.
 */
static int
act_run(const char *text)
{
    long last = clock_ms();
    int number, before;

    (void)text;
    while (clock_ms() - last < 500
           || (due_any() && clock_ms() - last < PATIENCE)) {
        before = shown;
        if ((number = held_next(0)) > 0)
            deliver(number, 1);
        else if (look(100, terminal))
            return 0;                   /* the user does something else */
        else
            rest(1);
        if (shown != before)
            last = clock_ms();
    }
    return 0;
}

/* wait: nothing arrives, until something is retransmitted or a process ends. */
static int
act_wait(const char *text)
{
    long start = clock_ms();
    int before = shown, vain;

    (void)text;
    while (clock_ms() - start < PATIENCE) {
        if (look(100, terminal))
            return 0;                   /* the user does something else */
        vain = rest(1);
        if (shown != before)
            return 0;
        if (vain > 0 && !due_any()) {
            event(CABLE, "%d is retransmitted: %s", vain,
                  held(vain)->where == ON_CABLE ? "it is still on the cable"
                                                : "it has arrived already");
            return 0;
        }
    }
    answer("nothing has happened for %d seconds", PATIENCE / 1000);
    return 0;
}

static int act_help(const char *text);

static const struct {
    const char *form;           /* the name, and what comes behind it */
    const char *help;
    int (*run)(const char *text);
} commands[] = {
    { "Enter", "the oldest segment on the cable arrives", act_arrive },
    { "N", "segment N arrives, before older ones", act_arrive },
    { "lose [N]", "the oldest segment, or N, is lost", act_lose },
    { "again N", "a copy of segment N is put on the cable", act_again },
    { "run", "everything arrives, until nothing moves", act_run },
    { "wait", "nothing arrives, until a retransmission comes", act_wait },
    { "unplug", "the cable is pulled out: what is sent is lost", act_unplug },
    { "plug", "the cable is plugged in", act_plug },
    { "type TEXT", "the client reads this line", act_type },
    { "eof", "the client reads Ctrl-D", act_eof },
    { "kill WHO", "SIGKILL; WHO is client, child or server", act_kill },
    { "stop WHO", "SIGSTOP", act_stop },
    { "cont WHO", "SIGCONT", act_cont },
    { "reboot", "the server's host forgets everything", act_reboot },
    { "set NAME N", "net.ipv4.NAME is N on both hosts", act_set },
    { "ps", "the processes on both hosts", act_ps },
    { "help", "this list", act_help },
    { "quit", "the end, as Ctrl-D", NULL }
};
enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

/* help: show all commands. */
static int
act_help(const char *text)
{
    int i;

    (void)text;
    for (i = 0; i < COMMANDS; i++)
        answer("%-11s %s", commands[i].form, commands[i].help);
    return 0;
}

/* Returns the place of the command with this name, or COMMANDS. */
static int
find(const char *name, size_t length)
{
    int i;

    for (i = 2; i < COMMANDS; i++)      /* behind Enter and N */
        if (strcspn(commands[i].form, " ") == length
            && strncmp(name, commands[i].form, length) == 0)
            break;
    return i;
}

/*
 * Run the command in this line; a line that starts with '#' is none. Then wait
 * until nothing moves. Returns 1; 0 after `quit`; -1 if it is no command, or
 * one that cannot be done now: the message is on the screen.
 */
int
command_run(char *line)
{
    size_t end = strlen(line), length;
    int i, result;

    while (end > 0 && strchr(" \t\r", line[end - 1]) != NULL)
        line[--end] = '\0';
    line += strspn(line, " \t");
    if (*line == '#')
        return 1;
    length = strcspn(line, " \t");
    i = *line == '\0' || (*line >= '0' && *line <= '9') ? 0
                                                        : find(line, length);
    if (i == COMMANDS) {
        answer("there is no command '%s'", line);
        act_help("");
        return -1;
    }
    if (commands[i].run == NULL)
        return 0;
    if (i > 0)
        line += length + strspn(line + length, " \t");
    result = commands[i].run(line);
    rest(0);
    return result < 0 ? -1 : 1;
}
