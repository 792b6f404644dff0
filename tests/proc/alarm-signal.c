/* proc-alarm-signal: signal sets an alarm for a third of each sleep. */
#include "calls.h"

#define main        main_of
#define alarm       seen_alarm
#define sleep       seen_sleep
#define nanosleep   seen_nanosleep
#include "../../ch05/proc/signal.c"
#undef main

int
main(void)
{
    check_calls(main_of, "2", "alarm 1, sleep 2, alarm 1, sleep 2, "
                "alarm 1, sleep 2, ");
    check_calls(main_of, "3.5", "alarm 2, sleep 4, alarm 2, sleep 4, "
                "alarm 2, sleep 4, ");
    return 0;
}
