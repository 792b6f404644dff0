/* proc-work: zombie-sig works twice as long, and goes on after a signal. */
#include "calls.h"

#define main        main_of
#define alarm       seen_alarm
#define sleep       seen_sleep
#define nanosleep   seen_nanosleep
#include "../../ch05/proc/zombie-sig.c"
#undef main

int
main(void)
{
    check_calls(main_of, "0.01", "nanosleep 0 s 20 ms, nanosleep 1 s 7 ms, ");
    return 0;
}
