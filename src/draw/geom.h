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
static inline struct rect rect_inset(struct rect rect, float dx, float dy)
{
    return (struct rect){rect.x + dx, rect.y + dy, rect.w - 2 * dx, rect.h - 2 * dy};
}

/* The left and top edges belong to it, the right and bottom ones do not. */
static inline bool rect_contains(struct rect rect, struct point point)
{
    return point.x >= rect.x && point.x < rect.x + rect.w && point.y >= rect.y &&
           point.y < rect.y + rect.h;
}

static inline bool rect_empty(struct rect rect)
{
    return !(rect.w > 0 && rect.h > 0);
}

/* Whether they share an area; touching edges do not, nor does an empty one. */
static inline bool rect_overlap(struct rect a, struct rect b)
{
    return !rect_empty(a) && !rect_empty(b) && a.x < b.x + b.w && b.x < a.x + a.w &&
           a.y < b.y + b.h && b.y < a.y + a.h;
}

static inline struct point rect_center(struct rect rect)
{
    return (struct point){rect.x + rect.w / 2, rect.y + rect.h / 2};
}

static inline struct rect rect_around(struct point middle, float half_w, float half_h)
{
    return (struct rect){middle.x - half_w, middle.y - half_h, 2 * half_w, 2 * half_h};
}

/* a at t = 0, b at t = 1. */
static inline struct point point_lerp(struct point a, struct point b, float t)
{
    return (struct point){a.x * (1 - t) + b.x * t, a.y * (1 - t) + b.y * t};
}

#endif
