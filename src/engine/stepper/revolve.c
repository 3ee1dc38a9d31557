#include "engine/stepper/revolve.h"

enum { STRIDE_WORK = 8000000, STRIDE_MAX = 256 };

uint64_t revolve_stride(uint64_t work)
{
    uint64_t stride = 1;

    while (stride < STRIDE_MAX && (2 * stride - 1) * work <= STRIDE_WORK)
        stride *= 2;
    return stride;
}

/* C(places+1+times, times), or UINT64_MAX if it is larger: one more than the
 * iterations above a snapshot that can be crossed backwards with `places` free
 * places, each replayed at most `times` times. */
static uint64_t reach(uint64_t places, uint64_t times)
{
    uint64_t combinations = 1;

    for (uint64_t i = 1; i <= times; i++) {
        if (combinations > UINT64_MAX / (places + 1 + i))
            return UINT64_MAX;
        combinations = combinations * (places + 1 + i) / i;
    }
    return combinations;
}

uint64_t revolve_replays(uint64_t places, uint64_t distance)
{
    uint64_t combinations = 1, times = 0;

    if (places == 0)
        return distance;
    while (combinations <= distance && combinations <= UINT64_MAX / (places + 2 + times)) {
        times++;
        combinations = combinations * (places + 1 + times) / times;
    }
    return times;
}

uint64_t revolve_spacing(uint64_t places, uint64_t distance)
{
    uint64_t spacing;

    if (places == 0 || distance < 2)
        return 0;
    spacing = reach(places, revolve_replays(places, distance) - 1);
    return spacing < distance ? spacing : distance - 1;
}
