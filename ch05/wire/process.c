/*
 * process: the programs on both hosts: start them, read what they print, know
 * all their processes, and send them signals.
 */
#define _GNU_SOURCE         /* setgroups */
#include "wire.h"

#include <dirent.h>         /* opendir, readdir */
#include <fcntl.h>          /* fcntl, open */
#include <grp.h>            /* setgroups */
#ifdef __linux__
#include <sys/prctl.h>      /* prctl */
#endif

/* Read a file of /proc into text. Returns 0 if there is no such file. */
static int
get(char *text, size_t size, const char *fmt, int pid)
{
    char file[64];
    FILE *fp;
    size_t n;

    snprintf(file, sizeof(file), fmt, pid, pid);
    fp = fopen(file, "r");
    if (fp == NULL)
        return 0;
    n = fread(text, 1, size - 1, fp);
    fclose(fp);
    text[n] = '\0';
    return 1;
}

/* Returns the state of a process, and sets *parent; GONE if there is none. */
static char
stat_read(int pid, int *parent)
{
    char text[512], *end, state;

    if (!get(text, sizeof(text), "/proc/%d/stat", pid))
        return GONE;
    end = strrchr(text, ')');           /* PID (COMMAND) STATE PARENT ... */
    if (end == NULL || sscanf(end + 1, " %c %d", &state, parent) != 2)
        return GONE;
    return state;
}

/* Call found(child) for each process. One look into each is needed. */
static void
search(int pid, void (*found)(pid_t child))
{
    DIR *dir = opendir("/proc");
    struct dirent *entry;
    int parent;

    if (dir == NULL)
        err_sys("/proc");
    while ((entry = readdir(dir)) != NULL) {
        int child = (int)strtol(entry->d_name, NULL, 10);

        if (child > 0 && stat_read(child, &parent) != GONE && parent == pid)
            found(child);
    }
    closedir(dir);
}

/* Call found(child) for each child of this process, also for a zombie. */
static void
stat_children(int pid, void (*found)(pid_t child))
{
    char text[4096], *p = text, *end;
    long child;

    if (!get(text, sizeof(text), "/proc/%d/task/%d/children", pid)) {
        search(pid, found);             /* an old kernel, or it has ended */
        return;
    }
    while (child = strtol(p, &end, 10), end > p) {
        found((pid_t)child);
        p = end;
    }
}

#define PROCESSES 500

static struct process processes[PROCESSES];
static int known;
static int child_role;          /* of the children that are being looked for */

/* Returns process `number`, the first is 0; NULL if there is none. */
struct process *
process_number(int number)
{
    return number < known ? &processes[number] : NULL;
}

/* From here on this process is one of ours. */
static void
process_add(pid_t pid, int role)
{
    if (known == PROCESSES)
        err_quit("that was the last of %d processes", PROCESSES);
    processes[known].pid = pid;
    processes[known].role = role;
    processes[known++].state = 'R';
}

/* A process of ours, or this one, has this child: it is ours, too. */
static void
add_child(pid_t pid)
{
    int i;

    for (i = 0; i < known; i++)
        if (processes[i].pid == pid && processes[i].state != GONE)
            return;
    process_add(pid, child_role);
}

/*
 * Find our processes and their states. Returns MOVES if one runs, or if
 * something is not as it was at the last call; MOVES and WAITS if one waits for
 * the disk; otherwise 0. What has ended as our child is reaped.
 */
int
process_scan(void)
{
    int i, parent, before = known, moved = 0, mine = getpid();
    struct process *p;
    char state;

    child_role = CHILD;
    stat_children(mine, add_child);         /* the orphans */
    for (i = 0; i < known; i++) {
        p = &processes[i];
        if (p->state == GONE)
            continue;
        state = stat_read(p->pid, &parent);
        if (state == 'Z' && parent == mine
            && waitpid(p->pid, &p->status, 0) == p->pid)
            state = GONE;
        child_role = PLACE(p->role) == CLIENT ? HELPER : CHILD;
        if (state != GONE && state != 'Z')
            stat_children(p->pid, add_child);
        if (state == 'R' || state == 'D' || state != p->state)
            moved |= state == 'D' ? MOVES | WAITS : MOVES;
        p->state = state;
    }
    return known != before ? moved | MOVES : moved;
}

static const char *const roles[ROLES] = {
    "client", "server", "child", "child"
};

/* Returns the name of a role. */
const char *
process_name(int role)
{
    return roles[role];
}

/* Under sudo: become the user who has called it. Returns 0, or -1 on error. */
static int
become_caller(void)
{
    const char *uid = getenv("SUDO_UID"), *gid = getenv("SUDO_GID");

    if (geteuid() != 0 || uid == NULL || gid == NULL)
        return 0;
#ifdef __linux__
    if (setgroups(0, NULL) < 0)
        return -1;
#endif
    if (setgid((gid_t)strtoul(gid, NULL, 10)) < 0)
        return -1;
    return setuid((uid_t)strtoul(uid, NULL, 10));
}

#ifdef __linux__
#endif

int program_in = -1;            /* the client's stdin */
int program_out[2] = { -1, -1 };        /* stdout and stderr of both */
const char *program_path[2];

/* Make a pipe that no other program inherits. */
void
make_pipe(int fd[2])
{
    if (pipe(fd) < 0)
        err_sys("pipe");
    fcntl(fd[0], F_SETFD, FD_CLOEXEC);
    fcntl(fd[1], F_SETFD, FD_CLOEXEC);
}

/* In the new process: become the program. */
static _Noreturn void
become(enum side side, int in, int out)
{
    char *path = (char *)(uintptr_t)program_path[side];
    char address[] = "192.0.2.2", port[] = "9877";
    char *argv[] = { path, address, port, NULL };

    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    host_enter(side);
    setsid();                   /* Ctrl-C is for us, not for them */
    Signal(SIGPIPE, SIG_DFL);
    set_progname(path);
    if (become_caller() < 0)
        err_ret("setuid");
    else {
#ifdef __linux__
        prctl(PR_SET_PDEATHSIG, SIGKILL);       /* it ends with us */
#endif
        execv(path, argv);
        err_ret("exec");
    }
    _exit(127);
}

/* Start the program of this side on its host. On an error: exit status 1. */
void
program_start(enum side side)
{
    int in[2], out[2];
    pid_t pid;

    make_pipe(in);
    make_pipe(out);
    pid = Fork();
    if (pid == 0)
        become(side, in[0], out[1]);
    Close(in[0]);
    Close(out[1]);
    if (side == CLIENT) {
        program_in = in[1];
        fcntl(in[1], F_SETFL, O_NONBLOCK);
    } else
        Close(in[1]);           /* a server reads EOF */
    if (program_out[side] >= 0)
        Close(program_out[side]);
    program_out[side] = out[0];
    fcntl(out[0], F_SETFL, O_NONBLOCK);
    process_add(pid, (int)side);
}

char printed[2][65536];
size_t printed_len[2];

/* Read what it has printed. Returns 1, or 0 if there is nothing new. */
int
output_read(enum side side)
{
    size_t room = sizeof(printed[side]) - printed_len[side];
    ssize_t n;

    if (program_out[side] < 0 || room == 0)
        return 0;
    n = read(program_out[side], printed[side] + printed_len[side], room);
    if (n == 0) {               /* no process has it open any more */
        Close(program_out[side]);
        program_out[side] = -1;
    }
    if (n <= 0)
        return 0;
    printed_len[side] += (size_t)n;
    return 1;
}

/* Returns the role with this name, or -1. */
int
process_role(const char *name)
{
    return strcmp(name, "client") == 0 ? (int)CLIENT
        : strcmp(name, "server") == 0 ? (int)SERVER
        : strcmp(name, "child") == 0 ? (int)CHILD : -1;
}

/* Returns how many processes in this role have not ended. */
int
process_count(int role)
{
    struct process *p;
    int i, n = 0;

    for (i = 0; (p = process_number(i)) != NULL; i++)
        n += p->role == role && p->state != GONE && p->state != 'Z';
    return n;
}

/* Send the signal, and wait until it has worked. */
void
process_signal(struct process *p, int signo)
{
    int ms, done = 0;

    if (kill(p->pid, signo) < 0)
        return;
    for (ms = 0; !done && ms < 2000; ms++) {
        process_scan();
        done = p->state == GONE || p->state == 'Z'
            || (signo == SIGSTOP && p->state == 'T')
            || (signo == SIGCONT && p->state != 'T');
        if (!done)
            pause_ms(1);
    }
}

/* End all processes in this role. They will not be shown. */
void
process_end(int role)
{
    struct process *p;
    int i;

    for (i = 0; (p = process_number(i)) != NULL; i++)
        if (p->role == role) {
            if (p->state != GONE && p->state != 'Z')
                process_signal(p, SIGKILL);
            p->shown = GONE;
        }
}

/* End all processes. The children of a parent that has ended become ours. */
void
process_end_all(void)
{
    int role;

    for (role = CLIENT; role < ROLES; role++) {
        process_end(role);
        process_scan();         /* reap its zombies, and find its orphans */
    }
}
