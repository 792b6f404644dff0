/* signals: end, stop and continue the processes on both hosts. */
#include "wire.h"

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
static void
send_it(struct process *p, int signo)
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

/* Send the signal to all processes in this role. Returns how many they are. */
int
process_signal(int role, int signo)
{
    const char *name = signo == SIGKILL ? "SIGKILL"
                     : signo == SIGSTOP ? "SIGSTOP" : "SIGCONT";
    struct process *p;
    int i, n = 0;

    for (i = 0; (p = process_number(i)) != NULL; i++)
        if (p->role == role && p->state != GONE && p->state != 'Z') {
            event(PLACE(p->role), "%s for %s %d", name,
                  process_name(role), (int)p->pid);
            send_it(p, signo);
            n++;
        }
    return n;
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
                send_it(p, SIGKILL);
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
