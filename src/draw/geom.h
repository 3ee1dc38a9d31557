/*
 * geom: points and rectangles in pixels, y down.
 */
#ifndef BACKSTEP_DRAW_GEOM_H
#define BACKSTEP_DRAW_GEOM_H

#include <stdbool.h>

struct point {
    float x, y;
};

struct rect {
    float x, y, w, h;
};

struct rect rect_inset(struct rect rect, float dx, float dy);
bool rect_contains(struct rect rect, struct point point);
bool rect_overlap(struct rect a, struct rect b);
/* The smallest rectangle around both; an empty one (w <= 0) counts for nothing. */
struct rect rect_union(struct rect a, struct rect b);
struct rect rect_intersect(struct rect a, struct rect b);
struct point rect_center(struct rect rect);
struct point point_lerp(struct point a, struct point b, float t);

#endif
