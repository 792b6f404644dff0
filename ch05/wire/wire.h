/* wire.h: the programs on the hosts, the commands, and the time between. The
 * contract of a function is above its definition. */
#ifndef WIRE_H
#define WIRE_H

#include "segment.h"

enum { CHILD = 2, HELPER, ROLES };      /* a child of the server, the client */
enum { GONE = 'X' };                   /* a state, as R, S, T, Z */
enum { MOVES = 1, WAITS = 2 };          /* what process_scan has found */
#define PLACE(role) ((role) == CLIENT || (role) == HELPER ? CLIENT : SERVER)

struct process {
    pid_t pid;
    int role;               /* CLIENT, SERVER, CHILD or HELPER */
    int status;             /* of waitpid, if we are its parent */
    char state;             /* now */
    char shown;             /* the last one on the screen, or 0 */
};

/* program.c, sudo.c: client and server; output.c: what they print */
extern int program_in, program_out[2];
extern const char *program_path[2];
int become_caller(void);
void make_pipe(int fd[2]);
void program_start(enum side side);
int output_read(enum side side);
void output_show(enum side side);

/* stat.c, process.c: all their processes; tell.c: show them */
char stat_read(int pid, int *parent);
void stat_children(int pid, void (*found)(pid_t child));
void process_add(pid_t pid, int role);
struct process *process_number(int number);
int process_scan(void);
void process_show(void);
void process_list(void);
const char *process_name(int role);

/* signals.c */
int process_role(const char *name);
int process_count(int role);
int process_signal(int role, int signo);
void process_end(int role);
void process_end_all(void);

/* rest.c */
long clock_ms(void);
int look(int ms, int typed);
int rest(int waiting);

/* boot.c */
void check_program(const char *path);
void server_boot(void);
void client_boot(void);

/* wire.c, prompt.c, commands.c */
extern int wake[2];
void check_interrupted(void);
void hide_prompt(int typed);
int command_read(char *to, size_t size);
int command_run(char *line);

/* act_*.c: a command, with the rest of its line */
void deliver(int number, int waiting);
int act_arrive(const char *text);
int act_lose(const char *text);
int act_again(const char *text);
int act_run(const char *text);
int act_type(const char *text);
int act_eof(const char *text);
int act_kill(const char *text);
int act_stop(const char *text);
int act_cont(const char *text);
int act_unplug(const char *text);
int act_plug(const char *text);
int act_wait(const char *text);
int act_reboot(const char *text);
int act_set(const char *text);
int act_ps(const char *text);
int act_help(const char *text);

#endif
