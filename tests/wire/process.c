/*
 * process: ch05/wire/process.c looks at processes that a table here makes up,
 * so that what is rare can be tried: a pid that comes again, a thread that
 * works, an orphan. Each line below is TEXT|WANT|GOT; tests/lib/lib.t compares
 * them.
 */
#ifdef __linux__
#define _GNU_SOURCE         /* setgroups */
#endif
#include "ch05/wire/wire.h"
#include "tests/lib/check.h"

#include <dirent.h>         /* opendir */
#include <fcntl.h>          /* fcntl */

enum { MADE_UP = 5 };
#include "tests/lib/made_up.h"

/* --- in the place of the system --- */

static unsigned long its_host[MADE_UP];
static char thread_state = 'S';         /* of all threads */
static int pauses, stops_after = -1, can_wait, signals;
static int forks;                       /* so many fork before their end */
static int next_entry = MADE_UP;        /* of /proc */

int cable_fd[2];
unsigned long host_number[2] = { 71, 72 };

static ssize_t
made_up_text(pid_t pid, const char *file, char *text, size_t size)
{
    (void)pid, (void)file;
    return snprintf(text, size, "7 (a) %c 1 1 1 0 -1 4 1 2 3 4 5 6 7 8 20 0 1 0"
                    " 9 1", thread_state);
}

/* /proc, or a folder of threads, as long as they do something. */
static DIR *
made_up_folder(const char *name)
{
    next_entry = strcmp(name, "/proc") == 0 ? 0 : MADE_UP;
    return next_entry == MADE_UP && thread_state == 'S' ? NULL : opendir(".");
}

static struct dirent *
made_up_entry(DIR *dir)
{
    static struct dirent entry;

    if (next_entry == MADE_UP)
        return readdir(dir);
    snprintf(entry.d_name, 12, "%d", (int)table[next_entry++].pid);
    return next_entry == MADE_UP ? NULL : &entry;
}

static int
made_up_kill(const struct proc *p, int signo)
{
    signals++;
    if (signo == SIGKILL && at(p->pid) != NULL)
        at(p->pid)->pid = forks-- > 0 ? p->pid + 1 : 0;
    return 0;
}

static void
made_up_pause(long ms)
{
    (void)ms;
    if (pauses++ == stops_after)
        table[0].state = 'T';
}

/* Our pid: no made-up process has it. */
static pid_t
made_up_self(void)
{
    return 50;
}

static pid_t
made_up_wait(pid_t pid, int *status, int options)
{
    (void)options;
    *status = 3 << 8;
    return can_wait ? pid : 0;
}

unsigned long
host_of(pid_t pid)
{
    return at(pid) == NULL ? 0 : its_host[at(pid) - table];
}

int
sudo_caller(uid_t *uid, gid_t *gid)
{
    *uid = 0, *gid = 0;
    return 0;
}

#ifdef __linux__
void
host_enter(enum side side)
{
    (void)side;
}
#endif

#define proc_read       made_up_read
#define proc_children   made_up_children
#define proc_text       made_up_text
#define proc_kill       made_up_kill
#define opendir         made_up_folder
#define readdir         made_up_entry
#define pause_ms        made_up_pause
#define getpid          made_up_self
#define waitpid         made_up_wait
#ifdef __linux__
#undef _GNU_SOURCE              /* process.c defines it, too */
#endif
#include "ch05/wire/process.c"
#undef waitpid

/* --- the tests --- */

/* Put a process into the table. */
static void
make_up(int place, pid_t pid, pid_t parent, unsigned long long start,
        unsigned long host)
{
    table[place] = (struct proc){ .pid = pid, .parent = parent, .state = 'S',
                                  .start = start };
    its_host[place] = host;
}

/* The state of process `number`; '-' if there is none. */
static int
state_of(int number)
{
    return process_number(number) == NULL ? '-'
         : process_number(number)->proc.state;
}

static void
scans(void)
{
    make_up(0, 100, getpid(), 1, 72);
    add_process(100, SERVER, 0);
    check_num("a process that sleeps: nothing moves", 0, process_scan());
    thread_state = 'R';
    check_num("a thread works", MOVES, process_scan());
    thread_state = 'D';
    check_num("a thread waits for the disk", MOVES | WAITS, process_scan());
    thread_state = 'S';
    make_up(1, 200, 100, 5, 72);
    check_num("a child is new: something moves", MOVES, process_scan());
    check_num("... and then no more", 0, process_scan());
    check_num("it is a child", 1, process_number(1)->child);
    check_num("... on the host of its parent", SERVER,
              (long)process_number(1)->host);
    check_num("... and does not count as the program", 1,
              program_alive(SERVER));
    table[1].state = 'T';
    check_num("it is stopped: something moves", MOVES, process_scan());
    make_up(1, 200, 100, 6, 72);
    check_num("its pid comes again: something moves", MOVES, process_scan());
    check_num("... the old one is gone", GONE, state_of(1));
    check_num("... and this is another one", 'S', state_of(2));
    table[1].state = 'Z';
    process_scan();
    check_num("its parent has not waited for it: a zombie", 'Z', state_of(2));
    check_num("... which is not alive", 0, process_alive(process_number(2)));
    make_up(1, 0, 0, 0, 0);
    process_scan();
    check_num("its parent has waited for it", GONE, state_of(2));
    check_num("no process 3", '-', state_of(3));
}

/* Orphans and zombies become ours. */
static void
ours(void)
{
    make_up(1, 201, getpid(), 7, 71);
    make_up(2, 202, getpid(), 7, 72);
    process_scan();
    check_num("an orphan on the host of the client", CLIENT,
              (long)process_number(3)->host);
    check_num("an orphan on the host of the server", SERVER,
              (long)process_number(4)->host);
    table[1].state = 'Z';
    process_scan();
    check_num("its first thread has ended, and another one has not", 'S',
              state_of(3));
    can_wait = 1;
    process_scan();
    check_num("all of it has ended: it is reaped", GONE, state_of(3));
    check_num("... and its status is known", 3,
              WEXITSTATUS(process_number(3)->status));
    check_num("the program of the client was never there", 0,
              program_alive(CLIENT));
    keeper = 203;
    make_up(1, 203, getpid(), 7, 0);
    process_scan();
    check_num("the keeper is none of them", '-', state_of(5));
    make_up(1, 0, 0, 0, 0);
}

/* Wait for what a signal does, but not longer. */
static void
signalled(void)
{
    process_signal(process_number(0), SIGCONT);
    check_num("SIGCONT: no pause", 0, pauses);
    stops_after = 3;
    process_signal(process_number(0), SIGSTOP);
    check_num("SIGSTOP: until it is stopped", 4, pauses);
    process_signal(process_number(0), SIGKILL);
    check_num("SIGKILL: until it is gone", GONE, state_of(0));
    check_num("... that is at once", 4, pauses);
    pauses = 0;
    process_signal(process_number(4), SIGTERM);
    check_num("a signal that does nothing: at most 2 s", 2000, pauses);
    check_num("four signals", 4, signals);
    process_end(CLIENT, 71);
    check_num("the end of a host is not that of the other one", 0,
              process_number(4)->shown);
    make_up(2, 0, 0, 0, 0);
    process_end(SERVER, 72);
    check_num("what has ended with its host is not shown", GONE,
              process_number(4)->shown);
}

/* A process may fork before it is killed. */
static void
forking(void)
{
    make_up(0, 300, 1, 9, 99);
    forks = 3;
    pauses = 0;
    end_host(99);
    check_num("after three forks all have ended", 0, (long)table[0].pid);
    check_num("... with a pause after each kill", 4, pauses);
    make_up(0, 300, 1, 9, 99);
    forks = 5000;
    pauses = 0;
    end_host(99);
    check_num("what forks for ever: 2 s, a look in 2 ms", 1000, pauses);
    make_up(0, 0, 0, 0, 0);
}

/* What a program has printed and there is no room for is read later. */
static void
reads(void)
{
    int fd[2];

    make_pipe(fd);
    fcntl(fd[1], F_SETFL, O_NONBLOCK);
    fcntl(fd[0], F_SETFL, O_NONBLOCK);
    program_out[SERVER] = fd[0];
    printed_len[SERVER] = sizeof(printed[0]) - 3;
    check_num("it prints more than there is room for", 5,
              (long)write(fd[1], "abcde", 5));
    check_num("... something is new", 1, program_read());
    check_num("... what fits is there", (long)sizeof(printed[0]),
              (long)printed_len[SERVER]);
    check_num("... then nothing is new", 0, program_read());
    check_num("... it is open", fd[0], program_out[SERVER]);
    printed_len[SERVER] = 0;
    check_num("... the rest comes later", 1, program_read());
    check_mem("... all of it", "de", printed[SERVER], 2);
    Close(fd[1]);
    check_num("its end is nothing new", 0, program_read());
    check_num("... and it is closed", -1, program_out[SERVER]);
}

int
main(void)
{
    scans();
    ours();
    signalled();
    forking();
    reads();
    return 0;
}
