/* proc-say: pid_say, and the seconds that wait_arg accepts. */
#include "../lib/child.h"
#include "../../ch05/proc/proc.h"
#include "../../ch05/proc/pid_say.c"
#include "../../ch05/proc/wait_arg.c"

/* A message that does not fit: the line must be cut. */
static void
say_too_much(void)
{
    char longer[400];

    memset(longer, 'x', sizeof(longer));
    longer[sizeof(longer) - 1] = '\0';
    pid_say("%s", longer);
}

/* A message that fits, with numbers. */
static void
say_numbers(void)
{
    pid_say("%d and %s", -7, "words");
}

/* Check which pids stand in front of the message that a child has said. */
static void
test_say(void)
{
    char said[600], want[100];
    const char *message;
    int child, parent;

    check_num("pid_say: a message that fits", 0,
              run_child(say_numbers, said, sizeof(said)));
    check_num("pid_say: two pids", 2,
              sscanf(said, "pid %d parent %d: ", &child, &parent));
    check_num("pid_say: the parent's pid", (long)getpid(), parent);
    message = strchr(said, ':');
    snprintf(want, sizeof(want), ": -7 and words\n");
    check_mem("pid_say: the message", want, message ? message : "none",
              strlen(want) + 1);
    check_num("pid_say: a message that does not fit", 0,
              run_child(say_too_much, said, sizeof(said)));
    check_num("pid_say: the line is cut at 255 bytes", 255,
              (long)strlen(said));
    check_num("pid_say: the last byte is a newline", '\n', said[254]);
}

/* Check how many milliseconds wait_arg understands. */
static void
expect(const char *seconds, long ms)
{
    char name[] = "proc-say", text[20], said[50];
    char *argv[3] = { name, text, NULL };

    snprintf(text, sizeof(text), "%s", seconds);
    snprintf(said, sizeof(said), "wait_arg: '%s' seconds", seconds);
    check_num(said, ms, wait_arg(2, argv, NULL));
}

int
main(void)
{
    char name[] = "unp";
    char *argv[2] = { name, NULL };

    test_say();
    expect("0", 0);
    expect("3", 3000);
    expect("0.2", 200);
    expect("0.25", 250);
    expect("1.257", 1257);
    expect("10.001", 10001);
    expect("86400.000", 86400000);
    check_num("wait_arg: the default", 3000, wait_arg(1, argv, NULL));
    return 0;
}
