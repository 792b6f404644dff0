/* guess: the user says what the next segment will be, and is told. */
#include "wire.h"

#include <ctype.h>          /* toupper */

int guessing;

static int asked, right;

/* Copy the next word of *line in capital letters, and go behind it. Returns 0
 * at the end. */
static int
next_word(const char **line, char *word, size_t size)
{
    size_t n = 0;

    *line += strspn(*line, " \t,");
    for (; **line != '\0' && strchr(" \t,", **line) == NULL; (*line)++)
        if (n < size - 1)
            word[n++] = (char)toupper((unsigned char)**line);
    word[n] = '\0';
    return n > 0;
}

/* Returns the flag with this name, or 0. */
static unsigned int
flag_named(const char *word)
{
    return strcmp(word, "SYN") == 0 ? SYN : strcmp(word, "ACK") == 0 ? ACK
        : strcmp(word, "FIN") == 0 ? FIN : strcmp(word, "RST") == 0 ? RST : 0;
}

int
guess_check(const struct segment *s, const char *line, const char **word)
{
    static char w[20];
    unsigned int flags = 0, flag, last = 0;
    int good = 1, data = 0;

    for (*word = w; next_word(&line, w, sizeof(w)); last = flag) {
        flag = flag_named(w);
        flags |= flag;
        if (flag != 0)
            continue;
        if (strcmp(w, "CLIENT") == 0 || strcmp(w, "SERVER") == 0)
            good &= s->from == (*w == 'C' ? CLIENT : SERVER);
        else if (strcmp(w, "DATA") == 0)
            data = 1;
        else if (strcmp(w, "SEQ") == 0 && next_word(&line, w, sizeof(w)))
            good &= s->seq == strtoul(w, NULL, 10);
        else if (last == ACK && w[strspn(w, "0123456789")] == '\0')
            good &= s->ack == strtoul(w, NULL, 10);
        else
            return -1;
    }
    if (flags != 0 || !data)    /* each segment with data has an ACK */
        good &= flags == s->flags;
    return good && data == (s->len > 0);
}

void
guess(int number)
{
    char line[200];
    const char *word;
    int result;

    if (terminal) {
        hide_prompt(-1);
        printf("     Segment %d: who sends it, which flags? Such as: server "
               "SYN ACK > ", number);
        show_all();
    }
    if (input_line(line, sizeof(line), 1) < 0 || line[strspn(line, " \t")] == 0)
        return;                 /* he passes */
    asked++;
    result = guess_check(segment_number(number), line, &word);
    right += result == 1;
    if (result < 0)
        event(CABLE, "%s? Say client or server; SYN, FIN, RST, ACK; data; "
              "seq N, ACK N", word);
    else
        event(CABLE, "guess %s: %s", line, result ? "right" : "wrong");
}

void
guess_result(void)
{
    if (asked > 0)
        answer("%d of %d guesses were right", right, asked);
}
