/*
 * dash: how the dashes of a line are fitted to its length, in every picture of it alike.
 */
#ifndef BACKSTEP_DRAW_DASH_H
#define BACKSTEP_DRAW_DASH_H

#include <stdbool.h>

/* Dash i is drawn from start + i * period along the path, `on` long and with round ends. */
struct dash_pattern {
    double start, period, on;
    long count;
};

/* Dashes and gaps of about `dash`, fitted so that an open path begins and ends with a dash and a
 * closed one is symmetric about its beginning. False: there is no room for two, or they are more
 * than a picture can show; the line is solid. */
bool dash_fit(struct dash_pattern *pattern, double length, bool closed, double width, double dash);

#endif
