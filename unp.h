/*
 * unp.h: every program includes this header. It has the system's headers, the
 * constants and the prototypes of lib/. The comment above each function in lib/
 * says what the function returns, and what it does on an error.
 */
#ifndef UNP_H
#define UNP_H

#include <arpa/inet.h>      /* inet_pton, inet_ntop */
#include <errno.h>          /* errno, EINTR */
#include <netinet/in.h>     /* struct sockaddr_in, htons */
#include <signal.h>         /* sigaction, kill */
#include <stdio.h>          /* printf, fgets, fflush */
#include <stdlib.h>         /* exit */
#include <string.h>         /* memchr, strerror */
#include <sys/socket.h>     /* socket, bind, listen, accept, connect */
#include <sys/types.h>      /* pid_t, ssize_t */
#include <sys/wait.h>       /* wait, waitpid, WNOHANG */
#include <unistd.h>         /* read, write, close, fork, _exit */

#define SERV_ADDR   "127.0.0.1" /* loopback, unless the user says otherwise */
#define SERV_PORT   9877        /* UNP's port for the echo server */
#define LISTENQ     4096        /* backlog of listen; net.core.somaxconn may be
                                   lower. With 128, a client that finds the
                                   queue full waits a second or more for the
                                   next SYN */
#define MAXLINE     4096        /* size of a line buffer, including '\0' */
#define ECHOBUF     65536       /* str_echo reads at most so many bytes */
#define LINEBLOCK   16384       /* readline reads at most so many bytes */

typedef struct sockaddr SA;     /* bind(fd, (SA *)&addr, sizeof(addr)) */
typedef void Sigfunc(int signo);    /* a signal handler */

/* err_retry.c: a server goes on after accept or fork has failed */
void err_retry(const char *what);

/* error.c: one line on stderr, "program: what: reason" */
void set_progname(const char *argv0);
void err_ret(const char *fmt, ...);
_Noreturn void err_sys(const char *fmt, ...);
_Noreturn void err_quit(const char *fmt, ...);
_Noreturn void err_usage(const char *args, const char *fmt, ...);

/* pause_ms.c: a sleep that a signal does not shorten */
void pause_ms(long ms);

/* readline.c: read lines; the buffer belongs to the caller */
struct linebuf {
    int fd;                     /* where the lines come from */
    int ended, error;           /* EOF or error was seen; its errno, or 0 */
    size_t next, end;           /* block[next..end) is read, not yet returned */
    char block[LINEBLOCK];
};
void linebuf_init(struct linebuf *lb, int fd);
ssize_t readline(struct linebuf *lb, char *line, size_t size);
ssize_t Readline(struct linebuf *lb, /* the book has a descriptor: README.md */
                 char *line, size_t size);

/* readn.c: all n bytes, however many calls of read it takes */
ssize_t readn(int fd, void *buf, size_t n);
ssize_t Readn(int fd, void *buf, size_t n);

/* say_listening.c: print "listening on ...": clients can connect */
void say_listening(int listenfd);

/* serv_addr.c: the command line, PROGRAM [address [port]] */
struct sockaddr_in serv_addr(int argc, char **argv);
struct sockaddr_in peer_addr(int argc, char **argv);
void need_stdio(void);

/* sig_say.c: print a line; safe in a signal handler */
void sig_say(const char *fmt, ...);

/* signal.c: handlers that stay, with and without SA_RESTART */
Sigfunc *Signal(int signo, Sigfunc *handler);
Sigfunc *Signal_intr(int signo, Sigfunc *handler);

/* str_cli.c: what a client does with its connection */
void str_cli(int infd, int sockfd); /* the book has a FILE *: README.md */

/* str_echo.c: what a server's child does with its connection */
void str_echo(int connfd);

/* tcp_connect.c: socket and connect */
int Tcp_connect(const struct sockaddr_in *addr);

/* tcp_listen.c: socket, bind, listen and say_listening */
int Tcp_listen(const struct sockaddr_in *addr);

/* wrapsock.c: like the call in lower case, but an error ends the program */
int Accept(int fd, struct sockaddr *addr, socklen_t *len);
void Bind(int fd, const struct sockaddr *addr, socklen_t len);
void Connect(int fd, const struct sockaddr *addr, socklen_t len);
void Getsockname(int fd, struct sockaddr *addr, socklen_t *len);
void Inet_pton(int family, const char *text, void *addr);
void Listen(int fd, int backlog);
void Setsockopt(int fd, int level, int name, const void *val, socklen_t len);
void Shutdown(int fd, int how);
int Socket(int family, int type, int protocol);

/* wrapstdio.c: the same for stdio */
char *Fgets(char *line, int size, FILE *in);
void Fputs(const char *text, FILE *out);

/* wrapunix.c: the same for processes and descriptors */
void Close(int fd);
pid_t Fork(void);
ssize_t Read(int fd, void *buf, size_t n);
void Write(int fd, const void *buf, size_t n);

/* writen.c: all n bytes, however many calls of write it takes */
ssize_t writen(int fd, const void *buf, size_t n);
void Writen(int fd, const void *buf, size_t n);

#endif
