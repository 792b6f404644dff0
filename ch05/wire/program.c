/* program: start client and server on their hosts, with pipes to us. */
#include "wire.h"

#include <fcntl.h>          /* fcntl, open */
#ifdef __linux__
#include <sys/prctl.h>      /* prctl */
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
