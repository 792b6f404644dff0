/*
 * watch.h: what the files of watch share. The contract of a function is above
 * its definition.
 */
#ifndef WATCH_H
#define WATCH_H

#include "look.h"

/* event.c: what happens, a line each */
long now_ms(void);
void event(const char *fmt, ...);
const char *event_last(int number);

/* arguments.c, begin.c, loop.c, signals.c */
unsigned int port_of(const char *text, int zero_too, const char *usage);
void check_program(const char *path, const char *usage);
void need_proc(unsigned int port);
void begin(const char *path);
_Noreturn void loop(void);
void catch_signals(void);
void check_signals(void);
_Noreturn void watch_end(int status);
_Noreturn void output_failed(void);

/* launch.c, output.c: the server that we have started, if any */
extern pid_t started;               /* or 0 */
extern int server_out;              /* what it prints, or -1 */
void server_start(const char *path, unsigned int port);
void server_output(void);
int server_ended(pid_t pid);
void server_end(void);

/* screen.c, frame.c, keys.c: the terminal, if there is one */
#define PLAIN   ""
#define BOLD    "\033[1m"
#define RED     "\033[1;31m"
enum { EVENT_ROWS = 5 };            /* at least so many events */
extern int on_screen;               /* otherwise each event is printed */
extern int keys;                    /* stdin is a terminal, too */
extern int paused;                  /* the picture stays as it is */
void read_keys(void);
extern int screen_rows, screen_columns;
int screen_possible(void);
void screen_size(void);
void screen_open(void);
void screen_close(void);
void frame_begin(void);
int frame_left(void);
void frame_row(const char *colour, const char *fmt, ...);
void frame_end(int anew);

/* tell.c, draw.c, draw_process.c, draw_conn.c: what is on it */
const char *listener_address(void);
const char *conn_state(const struct conn *c, int side);
void conn_say(struct conn *c);
void timer_text(char *text, size_t size, const struct end *end);
void draw_processes(int total, int most);
void draw_conns(int total, int most);
void draw(int anew);

#endif
