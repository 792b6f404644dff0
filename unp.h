/*
 * unp.h: the one header of these programs: what the system has, what lib/ has.
 * Function by function the contracts are in lib/, above each definition.
 */
#ifndef UNP_H
#define UNP_H

#include <arpa/inet.h>      /* inet_pton, inet_ntop */
#include <errno.h>          /* errno, EINTR */
#include <netinet/in.h>     /* struct sockaddr_in, htons */
#include <signal.h>         /* sigaction, kill */
#include <stdio.h>          /* printf, fflush */
#include <stdlib.h>         /* exit */
#include <string.h>         /* memchr, strerror */
#include <sys/socket.h>     /* socket, bind, listen, accept, connect */
#include <sys/types.h>      /* pid_t, ssize_t */
#include <sys/wait.h>       /* wait, waitpid, WNOHANG */
#include <unistd.h>         /* read, write, close, fork, _exit */

#define SERV_ADDR   "127.0.0.1" /* loopback, unless the user says otherwise */
#define SERV_PORT   9877        /* UNP's port for the echo server */
#define LISTENQ     4096        /* backlog: 3000 clients at once open in 54 ms;
                                   with 128 each overflow costs a second */
#define MAXLINE     4096        /* a line's buffer, with its '\0' */
#define ECHOBUF     65536       /* str_echo's buffer: see there */
#define LINEBLOCK   16384       /* what readline asks the kernel for */

typedef void sighandler(int signo);

/* error.c: one line on stderr, "program: what: reason" */
void set_progname(const char *argv0);
void err_ret(const char *fmt, ...);
_Noreturn void err_sys(const char *fmt, ...);
_Noreturn void err_quit(const char *fmt, ...);
_Noreturn void err_usage(const char *args, const char *fmt, ...);

/* serv_addr.c: PROGRAM [address [port]] */
struct sockaddr_in serv_addr(int argc, char **argv);
struct sockaddr_in peer_addr(int argc, char **argv);

/* wrapsock.c: as the lower-case call, but an error ends the program */
int Accept(int fd, struct sockaddr *addr, socklen_t *len);
void Bind(int fd, const struct sockaddr *addr, socklen_t len);
void Connect(int fd, const struct sockaddr *addr, socklen_t len);
void Getsockname(int fd, struct sockaddr *addr, socklen_t *len);
void Listen(int fd, int backlog);
void Setsockopt(int fd, int level, int name, const void *val, socklen_t len);
void Shutdown(int fd, int how);
int Socket(int family, int type, int protocol);

/* wrapunix.c: likewise */
void Close(int fd);
pid_t Fork(void);

/* err_retry.c: a shortage is not the end of a server */
void err_retry(const char *what);

/* signal.c, sig_say.c, pause_ms.c: signals, and not being cut short by them */
sighandler *Signal(int signo, sighandler *handler);
sighandler *Signal_intr(int signo, sighandler *handler);
void sig_say(const char *fmt, ...);
void pause_ms(long ms);

/* readn.c, writen.c: all n bytes, however many calls it takes */
ssize_t readn(int fd, void *buf, size_t n);
ssize_t Readn(int fd, void *buf, size_t n);
ssize_t writen(int fd, const void *buf, size_t n);
void Writen(int fd, const void *buf, size_t n);

/* readline.c: lines, through a buffer that belongs to the caller */
struct linebuf {
    int fd;                     /* where the lines come from */
    int ended, error;           /* read has ended; with this errno, or 0 */
    size_t next, end;           /* block[next..end) is read, not yet returned */
    char block[LINEBLOCK];
};
void linebuf_init(struct linebuf *lb, int fd);
ssize_t readline(struct linebuf *lb, char *line, size_t size);
ssize_t Readline(struct linebuf *lb, char *line, size_t size);

/* str_echo.c, str_cli.c: what the server and the client do with a connection */
void str_echo(int connfd);
void str_cli(int infd, int sockfd);

/* tcp_listen.c, tcp_connect.c, say_listening.c */
int Tcp_listen(const struct sockaddr_in *addr);
int Tcp_connect(const struct sockaddr_in *addr);
void say_listening(int listenfd);

#endif
