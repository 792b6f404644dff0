/* terminal.h: a program on a terminal of its own, see on_terminal.c */
int start_on_terminal(char **argv);
void resize_terminal(int master, unsigned short rows, unsigned short columns);
int end_on_terminal(int master);
