/* keys: q quits, p pauses. */
#include "watch.h"

int paused;

/* Read the keys that were typed. */
void
read_keys(void)
{
    char key;
    ssize_t n;

    while ((n = read(STDIN_FILENO, &key, 1)) == 1)
        if (key == 'q' || key == 'Q')
            watch_end(0);
        else if (key == 'p' || key == 'P') {
            paused = !paused;
            draw(1);
        }
    if (n < 0 && errno != EINTR && errno != EAGAIN)
        keys = 0;
}
