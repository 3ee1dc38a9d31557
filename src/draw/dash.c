#include "draw/dash.h"

#include <math.h>

enum { DASHES_MAX = 8192 };

/* Round ends add the width to a dash, so that a drawn dash is as long as a gap. */
bool dash_fit(struct dash_pattern *pattern, double length, bool closed, double width, double dash)
{
    double pairs, half;

    if (closed) {
        /* An even number, with a gap in the middle of the beginning: symmetric. */
        pairs = 2 * floor(length / (4 * dash) + 0.5);
        if (!(pairs >= 2 && pairs <= DASHES_MAX))
            return false;
        half = length / (2 * pairs);
    } else {
        pairs = floor(((length + width) / dash + 1) / 2 + 0.5);
        if (!(pairs >= 2 && pairs <= DASHES_MAX))
            return false;
        half = (length + width) / (2 * pairs - 1);
    }
    pattern->count = (long)pairs;
    pattern->period = 2 * half;
    pattern->on = half > width ? half - width : 0;
    pattern->start = closed ? half - pattern->on / 2 : 0;
    return true;
}
