/* signals: do between two looks what a signal asks for; end the program. */
#define _XOPEN_SOURCE 700   /* SIGWINCH */
#include "watch.h"

static volatile sig_atomic_t interrupted, resized, stopped, continued;

/* A signal has come: check_signals does what it asks for. */
static void
note(int signo)
{
    if (signo == SIGWINCH) {
        resized = 1;
    } else if (signo == SIGTSTP) {
        stopped = 1;
        continued = 0;
    } else if (signo == SIGCONT) {
        continued = 1;
    } else {
        interrupted = signo;
    }
}

/* End: the terminal is as before, and no server of ours is left. */
_Noreturn void
watch_end(int status)
{
    screen_close();
    server_end();
    exit(status);
}

/* Nobody can read what we print. A reader that has gone is no error. */
_Noreturn void
output_failed(void)
{
    if (errno == EPIPE)
        watch_end(0);
    screen_close();
    err_ret("stdout");
    watch_end(1);
}

/* If a signal has come: end, stop, or draw again. */
void
check_signals(void)
{
    if (interrupted != 0) {
        screen_close();
        server_end();
        Signal(interrupted, SIG_DFL);
        raise(interrupted);
    }
    if (stopped) {                  /* Ctrl-Z */
        stopped = 0;
        screen_close();
        if (!continued)             /* on a busy machine, fg may be faster */
            raise(SIGSTOP);
    }
    if (on_screen && (resized || continued)) {
        if (continued) {
            screen_close();
            screen_open();
        }
        resized = continued = 0;
        screen_size();
        draw(1);
    }
}

/* From here on, a signal ends the program only in check_signals. */
void
catch_signals(void)
{
    static const int signals[] = {
        SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT
    };
    size_t i;

    Signal(SIGPIPE, SIG_IGN);
    for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
        Signal_intr(signals[i], note);
}
