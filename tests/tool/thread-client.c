/*
 * thread-client: its first thread sleeps for 0.2 s and ends, so that /proc has
 * Z for the process. The second one works for 0.4 s, then becomes client-v1.
 */
#include "unp.h"

#include <pthread.h>        /* pthread_create */
#include <time.h>           /* clock_gettime */

/* Work, then become the client. */
static void *
work(void *argv)
{
    struct timespec start, now;

    clock_gettime(CLOCK_MONOTONIC, &start);
    do
        clock_gettime(CLOCK_MONOTONIC, &now);
    while ((now.tv_sec - start.tv_sec) * 1000
           + (now.tv_nsec - start.tv_nsec) / 1000000 < 400);
    execv("ch05/client-v1", argv);
    err_sys("exec");
}

int
main(int argc, char **argv)
{
    pthread_t thread;

    set_progname(argv[0]);
    if (argc != 3 || pthread_create(&thread, NULL, work, argv) != 0)
        err_usage("address port", "no thread");
    pause_ms(200);
    pthread_exit(NULL);
}
