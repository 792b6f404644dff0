/* converse: what peer does with a connection. */
#include "unp.h"
#include "peer.h"

/* Talk in a line of text, or in the first bytes of a pattern. */
const char *
do_talk(int *fd, const struct command *self, const char *text)
{
    static char pattern[AMOUNT], line[600];
    struct talk t = { .fd = *fd, .piece = ECHOBUF };
    size_t i, n = (size_t)strtoul(text, NULL, 10);

    n = n < AMOUNT ? n : AMOUNT;
    for (i = 0; i < n; i++)             /* all values, or text */
        pattern[i] = (char)(strchr(self->what, 'b') != NULL
                            ? i * 31 + i / 256 * 7 : ' ' + i % 95);
    if (strchr(self->what, 't') != NULL) {
        for (n = 0; *text != '\0'; text++)      /* "\n" is a newline */
            line[n++] = *text == '\\' && text[1] == 'n' ? (text++, '\n')
                                                        : *text;
        line[n++] = '\n';
    }
    t.out = t.want = strchr(self->what, 't') != NULL ? line : pattern;
    t.outlen = strchr(self->what, 'o') != NULL ? n : 0;
    t.wantlen = strchr(self->what, 'w') != NULL ? n : 0;
    if (strchr(self->what, '1') != NULL)
        t.piece = 1;
    return talk(&t);
}

/* Wait for a FIN, or fill all the buffers on the way. */
const char *
do_quiet(int *fd, const struct command *self, const char *text)
{
    (void)text;
    return self->what[0] == 'f' ? fill(*fd) : want_fin(*fd);
}

/* Connect, echo a line, and perhaps close. */
const char *
do_visit(int *fd, const struct command *self, const char *text)
{
    const char *answer = do_open(fd, self, text);

    if (strcmp(answer, "ok") == 0)
        answer = do_talk(fd, self, text);
    if (strchr(self->what, 'c') != NULL)
        close(*fd);
    return answer;
}
