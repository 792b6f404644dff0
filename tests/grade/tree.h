/* tree.h: the processes below one process, and where they listen (Linux) */
#define TREE_MOST   2048        /* so many processes at most */

struct proc {
    pid_t pid;
    char state;                 /* R, S, T, Z ... */
    unsigned long ticks;        /* CPU time */
};

size_t tree(pid_t root, struct proc *list);
int find_ports(void);
unsigned port_of(unsigned long inode);
