/*
 * process: the programs on both hosts: start them, read what they print, know
 * all their processes, send them signals, and leave none behind.
 */
#define _GNU_SOURCE         /* setgroups */
#include "wire.h"

#include <dirent.h>         /* opendir, readdir */
#include <fcntl.h>          /* fcntl, open */
#include <grp.h>            /* setgroups */

#define PROCESSES   500

const char *program[2];
int program_in = -1, program_out[2] = { -1, -1 };
char printed[2][65536];
size_t printed_len[2];

static struct process processes[PROCESSES];
static int process_total;
static pid_t keeper;
static int to_keeper = -1;      /* a pipe to it, for the numbers of the hosts */

/* --- which host a process is on, and the end of all that are on one --- */

/* Send SIGKILL to all processes on this host. Returns how many there were. */
static int
kill_host(unsigned long host)
{
    DIR *dir = opendir("/proc");
    struct dirent *entry;
    struct proc p;
    int n = 0;

    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);

        if (pid > 0 && pid != getpid() && proc_read(&p, pid) && p.state != 'Z'
            && host_of(pid) == host && proc_kill(&p, SIGKILL) == 0)
            n++;
    }
    if (dir != NULL)
        closedir(dir);
    return n;
}

/* End all processes on this host. It takes at most 2 s. There is no host 0, but
 * every process that we may not look at would seem to be on it. */
static void
end_host(unsigned long host)
{
    int ms;

    for (ms = 0; host != 0 && ms < 2000 && kill_host(host) > 0; ms += 2)
        pause_ms(2);            /* one may have forked meanwhile */
}

/*
 * The keeper: it ends what is on the hosts when the pipe ends, because then we
 * have ended, even by SIGKILL. It is in a session of its own, where no key and
 * no signal to a group reaches it.
 */
static _Noreturn void
keep(int fd)
{
    int i, null = open("/dev/null", O_RDWR);

    setsid();
    for (i = 0; i < 3 && null >= 0; i++)
        dup2(null, i);          /* who reads our stdout must see its end */
    while (read(fd, host_number, sizeof(host_number)) > 0)
        ;
    end_host(host_number[CLIENT]);
    end_host(host_number[SERVER]);
    _exit(0);
}

/* Make a pipe that no other program inherits. */
static void
make_pipe(int fd[2])
{
    if (pipe(fd) < 0)
        err_sys("pipe");
    fcntl(fd[0], F_SETFD, FD_CLOEXEC);
    fcntl(fd[1], F_SETFD, FD_CLOEXEC);
}

void
keeper_start(void)
{
    int fd[2];

    make_pipe(fd);
    fflush(stdout);
    keeper = Fork();
    if (keeper == 0) {
        close(fd[1]);
        keep(fd[0]);
    }
    Close(fd[0]);
    to_keeper = fd[1];
}

/* --- the programs --- */

/* Under sudo: root is needed for the hosts, but not for the programs on them.
 * Become the user who has called sudo. Returns 0, or -1 on error. */
static int
become_caller(void)
{
    uid_t uid;
    gid_t gid;

    if (!sudo_caller(&uid, &gid))
        return 0;
#ifdef __linux__
    if (setgroups(0, NULL) < 0)
        return -1;
#endif
    return setgid(gid) < 0 ? -1 : setuid(uid);
}

/* In the new process, which is on its host: become the program. */
static _Noreturn void
become(enum side side, int in, int out)
{
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    setsid();                   /* Ctrl-C is for us, not for them */
    Signal(SIGPIPE, SIG_DFL);
    set_progname(program[side]);
    if (become_caller() < 0)
        err_ret("setuid");
    else {
        run_command(program[side], ADDRESS(SERVER), WIRE_PORT);
        err_ret("exec");
    }
    _exit(127);
}

/* From here on this process is one of ours, unless it is already. */
static void
add_process(pid_t pid, enum side host, int child)
{
    struct process *p = &processes[process_total];
    int i;

    if (pid == keeper || !proc_read(&p->proc, pid))
        return;
    for (i = 0; i < process_total; i++)
        if (processes[i].proc.pid == pid
            && processes[i].proc.start == p->proc.start)
            return;
    p->host = host;
    p->child = child;
    p->status = p->shown = 0;
    if (++process_total == PROCESSES)
        err_quit("these are more than %d processes", PROCESSES - 1);
}

void
program_start(enum side side)
{
    int in[2], out[2];
    pid_t pid;

    if (write(to_keeper, host_number, sizeof(host_number)) < 0)
        err_sys("keeper");
    make_pipe(in);
    make_pipe(out);
    fflush(stdout);             /* or the child has a copy of what is in it */
    host_enter(side);           /* here: in the child, exit would end all */
    pid = Fork();
    if (pid == 0)
        become(side, in[0], out[1]);
    host_enter(CABLE);
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
    add_process(pid, side, 0);
}

int
program_read(void)
{
    int side, new = 0;
    ssize_t n;

    for (side = CLIENT; side <= SERVER; side++) {
        size_t room = sizeof(printed[side]) - printed_len[side];

        if (program_out[side] < 0 || room == 0)
            continue;
        n = read(program_out[side], printed[side] + printed_len[side], room);
        if (n == 0) {           /* no process has it open any more */
            Close(program_out[side]);
            program_out[side] = -1;
        }
        printed_len[side] += n > 0 ? (size_t)n : 0;
        new |= n > 0;
    }
    return new;
}

/* --- their processes --- */

struct process *
process_number(int number)
{
    return number < process_total ? &processes[number] : NULL;
}

int
process_alive(const struct process *p)
{
    return p->proc.state != GONE && p->proc.state != 'Z';
}

int
program_alive(enum side side)
{
    int i, n = 0;

    for (i = 0; i < process_total; i++)
        n += processes[i].host == side && !processes[i].child
            && process_alive(&processes[i]);
    return n;
}

/* What process_scan returns, for the threads of this process. */
static int
threads_move(pid_t pid)
{
    char path[300], text[1024];
    struct dirent *entry;
    struct proc thread;
    int moved = 0;
    DIR *dir;

    snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
    dir = opendir(path);
    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        snprintf(path, sizeof(path), "task/%s/stat", entry->d_name);
        proc_text(pid, path, text, sizeof(text));
        proc_parse(&thread, text);
        moved |= thread.state == 'R' ? MOVES
               : thread.state == 'D' ? MOVES | WAITS : 0;
    }
    if (dir != NULL)
        closedir(dir);
    return moved;
}

/* All children of this process are ours; an orphan is on the host where it was
 * born. */
static void
add_children(pid_t pid, enum side host)
{
    pid_t list[PROCESSES];
    size_t i, n = proc_children(pid, list, PROCESSES);

    for (i = 0; i < n; i++)
        add_process(list[i], host != CABLE ? host
                    : host_of(list[i]) == host_number[CLIENT] ? CLIENT : SERVER,
                    1);
}

int
process_scan(void)
{
    int i, before = process_total, moved = 0;
    struct process *p;
    struct proc now;

    add_children(getpid(), CABLE);
    for (i = 0; (p = process_number(i)) != NULL; i++) {
        if (p->proc.state == GONE)
            continue;
        if (!proc_read(&now, p->proc.pid) || now.start != p->proc.start)
            now.state = GONE;
        else if (now.state == 'Z' && now.parent == getpid())
            /* No zombie, if only its first thread has ended. */
            now.state = waitpid(now.pid, &p->status, WNOHANG) > 0 ? GONE : 'S';
        moved |= now.state != p->proc.state ? MOVES : 0;
        p->proc.state = now.state;
        if (process_alive(p)) {
            add_children(now.pid, p->host);
            moved |= threads_move(now.pid);
        }
    }
    return process_total != before ? moved | MOVES : moved;
}

void
process_signal(struct process *p, int signo)
{
    int ms;

    if (proc_kill(&p->proc, signo) < 0 || signo == SIGCONT)
        return;                 /* SIGCONT works at once */
    for (ms = 0; ms < 2000; ms++) {
        process_scan();
        if (!process_alive(p) || (signo == SIGSTOP && p->proc.state == 'T'))
            return;
        pause_ms(1);
    }
}

void
process_end(enum side host, unsigned long number)
{
    int i, ms, left = 1;

    end_host(number);
    for (ms = 0; left > 0 && ms < 2000; ms += 2) {
        process_scan();         /* it reaps them */
        for (i = left = 0; i < process_total; i++)
            if (processes[i].host == host) {
                processes[i].shown = GONE;
                left += processes[i].proc.state != GONE;
            }
        if (left > 0)
            pause_ms(2);
    }
}

void
process_end_all(void)
{
    int side, ms;

    if (to_keeper < 0)          /* nothing has begun */
        return;
    /* Too many descriptors may have ended us, and /proc must be read. */
    for (side = CLIENT; side <= SERVER; side++) {
        close(cable_fd[side]);
        close(program_out[side]);
    }
    for (side = CLIENT; side <= SERVER; side++)
        process_end(side, host_number[side]);
    host_number[CLIENT] = host_number[SERVER] = 0;      /* tell the keeper */
    if (write(to_keeper, host_number, sizeof(host_number)) > 0)
        Close(to_keeper);
    to_keeper = -1;
    for (ms = 0; ms < 1000 && waitpid(keeper, NULL, WNOHANG) == 0; ms++)
        pause_ms(1);
}
