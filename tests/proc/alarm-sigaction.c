/* proc-alarm-sigaction: sigaction sets an alarm before each of its calls. */
#include "calls.h"

#define main        main_of
#define alarm       seen_alarm
#define sleep       seen_sleep
#define nanosleep   seen_nanosleep
#include "../../ch05/proc/sigaction.c"
#undef main

int
main(void)
{
    check_calls(main_of, "2.5", "alarm 3, alarm 3, alarm 3, ");
    check_calls(main_of, "0", "alarm 0, alarm 0, alarm 0, ");
    return 0;
}
