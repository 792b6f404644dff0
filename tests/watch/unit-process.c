/*
 * unit-process: ch05/watch/process.c says what has happened to processes. A
 * table here makes them up, so that they can change between two system calls.
 * Each line below is TEXT|WANT|GOT; tests/lib/lib.t compares them.
 */
#include "ch05/watch/watch.h"
#include "tests/lib/check.h"
#include "tests/watch/said.h"

enum { MADE_UP = 300 };
#include "tests/lib/made_up.h"

/* --- in the place of the system, and of other files of watch --- */

static char sigchld_bit[20];            /* SIGCHLD in a set of signals */
static const char *mask = "0";          /* what the server blocks */
static const char *pending = "0";
static int looks;                       /* at them */
static int is_waited;                   /* the server is ours, and has ended */

void *
grow(void *array, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return array;
    *room = 2 * count + 4;
    array = realloc(array, *room * size);
    if (array == NULL)
        err_sys("realloc");
    return array;
}

int
server_ended(pid_t pid)
{
    (void)pid;
    return is_waited;
}

static ssize_t
made_up_text(pid_t pid, const char *file, char *text, size_t size)
{
    (void)pid, (void)file;
    looks++;
    return snprintf(text, size, "Name:\ta\nSigPnd:\t0\nShdPnd:\t%s\nSigBlk:"
                    "\t%s\nSigIgn:\t0\nSigCgt:\t%s\n", pending, mask,
                    sigchld_bit);
}

#define proc_read       made_up_read
#define proc_children   made_up_children
#define proc_text       made_up_text
#include "ch05/watch/process.c"

/* --- the tests --- */

static void
make_up(int place, pid_t pid, pid_t parent, unsigned long long start)
{
    table[place] = (struct proc){ .pid = pid, .parent = parent, .state = 'S',
                                  .start = start };
}

/* Look, and say all, in the order of watch.c. */
static void
look_and_tell(void)
{
    sigchld_look();
    processes_look();
    tell_server();
    tell_children();
    tell_sigchld();
    tell_orphans();
    tell_reaped();
    tell_server_end();
}

static void
check_said(const char *text, const char *want)
{
    printf("%s|%s|%s\n", text, want, said);
    said[0] = '\0';
}

/* The same after a look. */
static void
check_look(const char *text, const char *want)
{
    look_and_tell();
    check_said(text, want);
}

static void
begins(void)
{
    check_num("a server that is gone is none", 0, server_is(100));
    check_num("... nothing is known of it", 0, (long)server.now.pid);
    make_up(0, 100, 1, 1);
    make_up(1, 200, 100, 5);
    check_num("a server", 1, server_is(100));
    check_num("... lives", 1, server_lives());
    check_num("... and its child is known at once", 1, (long)child_count);
    check_look("it had a child before", "server 100 has child 200;");
    make_up(2, 201, 100, 6);
    check_num("one process is new", 1, (long)processes_look());
    check_num("... and then none", 0, (long)processes_look());
    check_look("a new child", "server 100 forks child 201;");
    check_look("nothing new", "");
    table[1].state = 'T';
    check_look("a child is stopped", "child 200 is stopped;");
    table[1].state = 'R';
    check_look("it continues", "child 200 continues;");
    table[1].state = 'T';
    look_and_tell();
    said[0] = '\0';
    table[1].state = 'Z';
    check_num("one has ended", 1, (long)processes_look());
    check_num("... and then none", 0, (long)processes_look());
    check_look("it is killed: it does not continue",
               "child 200 ends: it is a zombie;");
    check_num("a zombie", 1, (long)zombies());
    make_up(1, 200, 100, 9);
    check_look("it is reaped, and its pid comes again",
               "child 200 is reaped;");
    check_num("one was reaped", 1, reaped);
    check_look("... the new one", "server 100 forks child 200;");
    make_up(1, 200, 100, 10);
    check_look("the same before it was seen as a zombie",
               "child 200 ends;child 200 is reaped;");
    check_look("... the new one", "server 100 forks child 200;");
}

/* It becomes pending before a child is reaped, and not after that. */
static void
signals(void)
{
    pending = sigchld_bit;
    table[1].state = 'Z';
    check_look("a child ends", "child 200 ends: it is a zombie;"
               "SIGCHLD is pending for server 100;");
    sigchld_look();
    pending = "0";
    make_up(1, 0, 0, 0);
    looks = 0;
    processes_look();
    check_num("it is reaped after we have looked at SIGCHLD: look again", 1,
              looks);
    tell_children();
    tell_sigchld();
    tell_reaped();
    check_said("... the signal comes first",
               "SIGCHLD is not pending any more for server 100;"
               "child 200 is reaped;");
    mask = sigchld_bit;
    check_look("blocked for a moment", "");
    mask = "0";
    check_look("... that was it", "");
    mask = sigchld_bit;
    look_and_tell();
    check_look("blocked for two looks", "server 100 blocks SIGCHLD;");
    mask = "0";
    look_and_tell();
    check_look("not blocked for two looks",
               "server 100 does not block SIGCHLD any more;");
    check_num("a handler", 1, sigchld.caught);
    check_num("not ignored", 0, sigchld.ignored);
}

/* A child takes the place of the server; many children; the end. */
static void
ends(void)
{
    int i;

    mask = sigchld_bit;
    look_and_tell();
    look_and_tell();
    said[0] = '\0';
    mask = "0";
    table[2].parent = 1;
    check_num("a child is the server now", 1, server_is(201));
    check_num("... and no child", 0, (long)child_count);
    look_and_tell();
    check_look("what was said of the old one is not said of it", "");
    for (i = 0; i < 200; i++)
        make_up(10 + i, 1000 + i, 201, 7);
    processes_look();
    check_num("200 children at one look", 200, (long)child_count);
    for (i = 1; i < 200; i++)
        make_up(10 + i, 0, 0, 0);
    look_and_tell();
    said[0] = '\0';
    check_num("one is left", 1, (long)child_count);
    table[10].parent = 1;
    check_look("it has another parent",
               "child 1000 is an orphan: its parent is now 1;");
    check_look("... that is said once", "");
    table[2].state = 'Z';
    check_look("the server ends", "server 201 ends: it is a zombie;");
    check_num("... it does not live", 0, server_lives());
    pending = sigchld_bit;
    look_and_tell();
    said[0] = '\0';
    is_waited = 1;
    check_look("it is reaped", "no server;");
    check_num("... it is no more", 0, (long)server.now.pid);
    check_num("... nor what was pending for it", 0, sigchld.pending);
    check_look("nothing is said of a server that is no more", "");
}

int
main(void)
{
    snprintf(sigchld_bit, sizeof(sigchld_bit), "%llx",
             1ULL << (SIGCHLD - 1));
    begins();
    signals();
    ends();
    return 0;
}
