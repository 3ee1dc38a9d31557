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

/* Smaller by dx on the left and right and dy at the top and bottom. */
struct rect rect_inset(struct rect rect, float dx, float dy);
/* The left and top edges belong to it, the right and bottom ones do not. */
bool rect_contains(struct rect rect, struct point point);
/* Whether they share an area; touching edges do not, nor does an empty one. */
bool rect_overlap(struct rect a, struct rect b);
/* The smallest rectangle around both; an empty one (w <= 0) counts for nothing. */
struct rect rect_union(struct rect a, struct rect b);
/* What both cover; w or h is 0 where they do not meet. */
struct rect rect_intersect(struct rect a, struct rect b);
struct point rect_center(struct rect rect);
/* a at t = 0, b at t = 1. */
struct point point_lerp(struct point a, struct point b, float t);

#endif
