#include "app/run/pace.h"

#include <math.h>
#include <time.h>

static const double between_ms = 350.0;

double pace_clock_ms(void)
{
    struct timespec now;

    timespec_get(&now, TIME_UTC);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

void pace_begin(struct pace *pace, double now_ms, uint64_t iteration)
{
    *pace = (struct pace){.looked_ms = now_ms, .looked = iteration, .rate = (double)NAN};
}

bool pace_look(struct pace *pace, double now_ms, uint64_t iteration)
{
    double passed = now_ms - pace->looked_ms;

    if (passed < 0.0) /* the clock was set back */
        pace_begin(pace, now_ms, iteration);
    if (passed < between_ms)
        return false;
    pace->rate = 1e3 * fabs((double)iteration - (double)pace->looked) / passed;
    pace->looked_ms = now_ms;
    pace->looked = iteration;
    return true;
}
