/* keeper.h: what keeper.c, begin.c and ending.c share */
struct plan {
    const char *folder;         /* where its output goes */
    const char *input;          /* the program's stdin */
    long uid;                   /* the program's user, or -1 */
    int terminal;               /* 1: stdout is a terminal */
    char **command;
};

int open_in(const char *folder, const char *name);
int open_terminal(char *name, size_t size);
pid_t begin(const struct plan *plan, int out, int err, const char *terminal);
void copy_terminal(int terminal, int out);
const char *too_much(int out, int err);
void reap(pid_t program, int fd);
void kill_all(pid_t group);
