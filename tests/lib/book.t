#!/bin/sh
# test: what UNP's listings call compiles with unp.h, or README.md says why not
#
# The programs here are our own; they call the functions as the book does.
# README.md tells a reader to compile with "cc mine.c -I. lib/libunp.a -o mine".

. "$(dirname "$0")/../sh/lib.sh"
need exec 'programs in the folder for temporary files'

need cc 'calls typed as in the book'
cc=${CC:-cc}

# compile NAME: compile stdin; what the compiler says is in NAME.cc. With SAN=1
# the library has a sanitizer.
san=$(grep -o -e '-fsanitize=[a-z,]*' lib/.flags | sed 1q)
compile() {
    cat >"$tmp/$1.c"
    # shellcheck disable=SC2086  # CC may be two words
    $cc $san "$tmp/$1.c" -I. lib/libunp.a -o "$tmp/$1" >"$tmp/$1.cc" 2>&1
}

# compiles NAME TEXT: check that stdin compiles, without a warning
compiles() {
    compile "$1"
    check "$2" '0 ' "$? $(cat "$tmp/$1.cc")"
}

compiles server 'a server that answers with the length of each line' <<'END'
#include "unp.h"

void
sig_chld(int signo)
{
    pid_t pid;
    int stat;

    (void)signo;
    while ((pid = waitpid(-1, &stat, WNOHANG)) > 0)
        ;
    return;
}

int
main(int argc, char **argv)
{
    int listenfd, connfd;
    struct sockaddr_in addr, client;
    socklen_t len;
    char buf[MAXLINE];
    ssize_t n;

    if (argc > 3)
        err_quit("usage: server");
    listenfd = Socket(AF_INET, SOCK_STREAM, 0);
    bzero(&addr, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_ANY);
    addr.sin_port = htons(argc > 9 ? SERV_PORT : 0);
    Inet_pton(AF_INET, argv[1], &addr.sin_addr);
    Bind(listenfd, (SA *) &addr, sizeof(addr));
    Listen(listenfd, LISTENQ);
    Signal(SIGCHLD, sig_chld);
    say_listening(listenfd);
    for ( ; ; ) {
        len = sizeof(client);
        if ( (connfd = accept(listenfd, (SA *) &client, &len)) < 0) {
            if (errno == EINTR)
                continue;
            else
                err_sys("accept error");
        }
        if (Fork() == 0) {
            Close(listenfd);
            while ( (n = Read(connfd, buf, MAXLINE)) > 0) {
                snprintf(buf, sizeof(buf), "%ld\n", (long) n);
                Write(connfd, buf, strlen(buf));
            }
            exit(0);
        }
        Close(connfd);
    }
}
END

compiles client 'a client that reads lines with stdio' <<'END'
#include "unp.h"

Sigfunc *old;

int
main(int argc, char **argv)
{
    int sockfd;
    struct sockaddr_in addr;
    char sendline[MAXLINE], recvline[MAXLINE];
    struct linebuf in;

    if (argc != 3)
        err_quit("usage: client <IPaddress> <port>");
    old = Signal(SIGPIPE, SIG_IGN);
    sockfd = Socket(AF_INET, SOCK_STREAM, 0);
    bzero(&addr, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_port = htons(atoi(argv[2]));
    Inet_pton(AF_INET, argv[1], &addr.sin_addr);
    Connect(sockfd, (SA *) &addr, sizeof(addr));
    linebuf_init(&in, sockfd);
    while (Fgets(sendline, MAXLINE, stdin) != NULL) {
        Writen(sockfd, sendline, strlen(sendline));
        if (Readline(&in, recvline, MAXLINE) == 0)
            err_quit("the server has closed");
        Fputs(recvline, stdout);
    }
    exit(0);
}
END

try="cat $tmp/server.c $tmp/client.c"
start_server server "$tmp/server" 127.0.0.1
printf 'hello\n\n' >"$tmp/in"
check 'the client prints what the server answers' '6 1 ' \
    "$("$tmp/client" 127.0.0.1 "$port" <"$tmp/in" 2>&1 | tr '\n' ' ')"
try=''

# A reader may define a function of the library again.
compiles own 'str_echo, sig_chld and signal of the reader' <<'END'
#include "unp.h"

void
str_echo(int sockfd)
{
    Write(sockfd, "mine\n", 5);
}

Sigfunc *
signal(int signo, Sigfunc *func)
{
    return Signal(signo, func);
}

int
main(void)
{
    signal(SIGCHLD, SIG_IGN);
    str_echo(STDOUT_FILENO);
    exit(0);
}
END
check 'the str_echo of the reader is called' mine "$("$tmp/own" 2>&1)"

# sum.h has other names for the structures, which README.md tells.
compiles sum 'the structures of sum.h' <<'END'
#include "unp.h"
#include "ch05/data/sum.h"

int
main(void)
{
    struct raw_args args;
    struct raw_result result;

    args.a = args.b = 1;
    result.sum = args.a + args.b;
    exit(result.sum != 2);
}
END

# Where the types differ, the compiler quotes the line of unp.h that names
# README.md, and README.md has a row with the call.
# leads NAME CALL: check this for stdin
leads() {
    compile "$1"
    grep -q 'unp\.h:' "$tmp/$1.cc" ||
        have quotes 'the compiler leads to README.md' || return 0
    check_range "$2: lines of the compiler that lead to README.md" 1 3 \
        "$(grep -c 'README\.md' "$tmp/$1.cc")"
    check "$2: rows in README.md" 1 "$(grep -cF "| \`$2\` |" README.md)"
}
leads call 'str_cli(stdin, sockfd)' <<'END'
#include "unp.h"
int main(void) { str_cli(stdin, 0); }
END
leads define 'void str_cli(FILE *fp, int sockfd)' <<'END'
#include "unp.h"
void str_cli(FILE *fp, int sockfd) { Fputs("x", fp); Close(sockfd); }
int main(void) { }
END
leads line 'Readline(sockfd, recvline, MAXLINE)' <<'END'
#include "unp.h"
int main(void) { char s[MAXLINE]; int fd = 0; Readline(fd, s, MAXLINE); }
END
finish_tests
