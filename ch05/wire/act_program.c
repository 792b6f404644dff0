/* act_program: the commands about processes. Each returns 0, or -1 after a
 * message: that cannot be done. */
#include "wire.h"

/* type TEXT: the client reads this line. */
int
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
int
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
    else if (process_signal(role, signo) == 0)
        answer("there is no %s", text);
    else
        return 0;
    return -1;
}

/* kill WHO: SIGKILL. */
int
act_kill(const char *text)
{
    return send_signal(text, SIGKILL);
}

/* stop WHO: SIGSTOP. */
int
act_stop(const char *text)
{
    return send_signal(text, SIGSTOP);
}

/* cont WHO: SIGCONT. */
int
act_cont(const char *text)
{
    return send_signal(text, SIGCONT);
}

/* ps: the processes on both hosts. */
int
act_ps(const char *text)
{
    (void)text;
    process_list();
    return 0;
}
