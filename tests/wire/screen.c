/*
 * screen: what ch05/wire/screen.c prints, at which place, and how it takes a
 * prompt away. Each line below is TEXT|WANT|GOT; tests/lib/lib.t compares them.
 */
#include "ch05/wire/segment.c"
#include "tests/wire/make.h"

#include <stdarg.h>         /* va_list */
#include <sys/ioctl.h>      /* struct winsize */

/* --- in the place of the terminal, and of other files of wire --- */

static char out[4000];          /* ~ for ESC, / for a new line, < for \r */
static unsigned short columns = 80;
static struct process made_up[2];
static int total;

int unplugged;
const char *program[2] = { "ch05/client-v1", "server" };
char printed[2][65536];
size_t printed_len[2];

struct process *
process_number(int number)
{
    return number < total ? &made_up[number] : NULL;
}

static int
capture(const char *fmt, ...)
{
    size_t len = strlen(out);
    char *p = out + len;
    va_list ap;
    int n;

    va_start(ap, fmt);
    n = vsnprintf(p, sizeof(out) - len, fmt, ap);
    va_end(ap);
    for (; *p != '\0'; p++)
        *p = *p == '\033' ? '~' : *p == '\n' ? '/' : *p == '\r' ? '<' : *p;
    return n;
}

static int
made_up_ioctl(int fd, unsigned long request, struct winsize *size)
{
    (void)fd, (void)request;
    size->ws_col = columns;
    return 0;
}

#define printf  capture
#define ioctl   made_up_ioctl
#include "ch05/wire/screen.c"
#undef printf

/* --- the tests --- */

/* Check what was printed, without the spaces at the left, others once. */
static void
check_out(const char *what, const char *want)
{
    char *to = out;
    const char *p;

    for (p = out; *p != '\0'; p++)
        if (*p != ' ' || (to > out && to[-1] != ' ' && to[-1] != '/'))
            *to++ = *p;
    *to = '\0';
    printf("%s|%s|%s\n", what, want, out);
    out[0] = '\0';
}

/* Check at which column a line of that length begins, the first is 0. */
static void
check_column(const char *what, enum side where, int length, int want)
{
    event(where, "%.*s", length, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
          "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    check_int(what, want, (int)strspn(out, " "));
    check_int("... where it ends", want + length, (int)strcspn(out, "/"));
    out[0] = '\0';
}

static void
places(void)
{
    int before = shown;

    check_column("a line of the client", CLIENT, 1, 5);
    check_column("of the cable", CABLE, 1, 22);
    check_column("of the server", SERVER, 22, 58);
    check_column("a column too long for its place", SERVER, 23, 57);
    check_column("as long as there is room", CABLE, 75, 5);
    check_column("longer", CABLE, 76, 5);
    check_int("six lines", 6, shown - before);
    printf("a program without a folder|client-v1 server|%s %s\n",
           name_of(program[CLIENT]), name_of(program[SERVER]));
    printf("a command|sh -c ./x|%s\n", name_of("sh -c ./x"));
}

/* The prompt, and how it is taken away. */
static void
check_prompt(const char *what, const char *want)
{
    prompt_width = 0;
    show_prompt();
    check_out(what, want);
}

static void
prompts(void)
{
    forget();
    terminal = 0;
    check_prompt("a list of commands has none", "");
    terminal = 1;
    check_prompt("nothing is on the cable",
                 "[cable: -] 'type hello', eof, wait, save, help > ");
    show_prompt();
    check_out("it is there", "");
    setenv("TERM", "xterm", 1);
    columns = 49;
    hide_prompt(-1);
    check_out("as wide as the terminal: one row", "<~[J");
    hide_prompt(-1);
    check_out("it is not there", "");
    columns = 48;
    show_prompt();
    out[0] = '\0';
    hide_prompt(-1);
    check_out("a column wider: two rows", "~[1A<~[J");
    columns = 80;
    show_prompt();
    out[0] = '\0';
    hide_prompt(31);
    check_out("with what was typed a row, and Enter", "~[1A<~[J");
    show_prompt();
    out[0] = '\0';
    hide_prompt(32);
    check_out("a byte more: two rows", "~[2A<~[J");
    setenv("TERM", "dumb", 1);
    show_prompt();
    hide_prompt(-1);
    check_out("a terminal that cannot erase", "[cable: -] 'type hello', eof, "
              "wait, save, help > /");
    terminal = prompt_width = 0;
}

static void
prompts_of_segments(void)
{
    forget();
    terminal = 1;
    put_there(ON_CABLE, CLIENT, SYN, 1, 0, 0);
    repeats = 1;
    check_prompt("a segment, and a repeat", "[cable: 1; 1 retransmission "
                 "dropped] Enter: 1 arrives; or lose, help > ");
    repeats = 2;
    check_prompt("two", "[cable: 1; 2 retransmissions dropped] Enter: 1 "
                 "arrives; or lose, help > ");
    repeats = 0;
    segment_number(1)->where = LOST;
    unplugged = 1;
    check_prompt("the cable is out",
                 "[unplugged] 'type hello', eof, wait, save, help > ");
    unplugged = terminal = prompt_width = 0;
}

static void
segments_shown(void)
{
    forget();
    put_there(ON_CABLE, CLIENT, SYN, 1, 0, 0);
    put_there(LOST, SERVER, SYN | ACK, 9, 2, 0);
    segment_number(1)->state[CLIENT] = SYN_SENT;
    segment_number(1)->state[SERVER] = LISTEN;
    segment_number(2)->when = 1250000;
    show_segment(1);
    check_out("from the client", "1 SYN_SENT --- SYN seq 0 --> LISTEN/");
    show_arrival(1);
    check_out("it arrives at once: no line", "");
    conns[0].state[CLIENT] = SYN_SENT;
    conns[0].state[SERVER] = LISTEN;
    show_states(0);
    check_out("the same states", "");
    conns[0].state[SERVER] = SYN_RCVD;
    show_states(0);
    check_out("a new state", "SYN_SENT SYN_RCVD/");
    show_states(0);
    check_out("... once", "");
    show_arrival(1);
    check_out("it arrives later", "1 arrives/");
    times = 1;
    show_segment(2);
    check_out("from the server, lost, with the seconds",
              "2 ? X-- SYN ACK 1 seq 0 --- ? 1.25/");
    times = 0;
    client_port++;
    put_there(ON_CABLE, CLIENT, SYN, 1, 0, 0);
    show_segment(3);
    check_out("two connections: the port",
              "3 ? --- SYN seq 0 --> ? port 40001/");
    show_arrival(3);
    check_out("an older one is on the cable", "3 arrives/");
    client_port--;
}

/* Put a process into the table. */
static void
make_up(int number, enum side host, int child, char state)
{
    made_up[number].proc.pid = 100 + number;
    made_up[number].proc.state = state;
    made_up[number].host = host;
    made_up[number].child = child;
    total = number + 1;
}

static void
processes_shown(void)
{
    make_up(0, CLIENT, 0, 'S');
    make_up(1, SERVER, 1, 'S');
    show_ends();
    check_out("a child is new", "server forks child 101/");
    made_up[1].proc.state = 'Z';
    show_ends();
    check_out("it ends", "child 101 ends: a zombie/");
    show_ends();
    check_out("... once", "");
    made_up[1].proc.state = GONE;
    made_up[0].proc.state = GONE;
    made_up[0].status = SIGTERM;
    show_ends();
    check_out("both are gone",
              "client ends, signal 15/zombie 101 is reaped/");
    show_ends();
    check_out("... once", "");
    make_up(0, CLIENT, 0, GONE);
    made_up[0].status = 3 << 8;
    made_up[0].shown = 'S';
    show_ends();
    check_out("an exit status", "client ends, exit status 3/");
    made_up[0].child = 1;
    made_up[0].shown = 'S';
    show_ends();
    check_out("a child, and no look has seen the zombie",
              "child 100 ends, is reaped/");
    memcpy(printed[CLIENT], "a\n\nb\033", 5);
    printed_len[CLIENT] = 5;
    show_printed(CLIENT);
    check_out("three lines",
              "client prints: a/client prints: /client prints: b?/");
    show_printed(CLIENT);
    check_out("... once", "");
}

int
main(void)
{
    places();
    prompts();
    prompts_of_segments();
    segments_shown();
    processes_shown();
    return 0;
}
