/* tree.h: the processes below one process, and where they listen (Linux) */
#define TREE_MOST   2048        /* so many processes at most */

struct proc {
    pid_t pid;
    char state;                 /* R, S, T, Z ... */
    unsigned long ticks;        /* CPU time */
};

struct listener {
    unsigned port, waiting;     /* so many clients wait for accept */
    unsigned long inode;
};

size_t tree(pid_t root, struct proc *list);
void forget_listeners(void);
const struct listener *listener_of(unsigned long inode);
unsigned free_port(unsigned number);
void print_descriptors(FILE *out, const struct proc *p, const char *what);
char *describe(pid_t root, const char *what, char **without, size_t *count);
