#include "draw/geom.h"

#include <math.h>

struct rect rect_inset(struct rect rect, float dx, float dy)
{
    return (struct rect){rect.x + dx, rect.y + dy, rect.w - 2 * dx, rect.h - 2 * dy};
}

bool rect_contains(struct rect rect, struct point point)
{
    return point.x >= rect.x && point.x < rect.x + rect.w && point.y >= rect.y &&
           point.y < rect.y + rect.h;
}

static bool rect_empty(struct rect rect)
{
    return !(rect.w > 0 && rect.h > 0);
}

bool rect_overlap(struct rect a, struct rect b)
{
    return !rect_empty(a) && !rect_empty(b) && a.x < b.x + b.w && b.x < a.x + a.w &&
           a.y < b.y + b.h && b.y < a.y + a.h;
}

struct rect rect_union(struct rect a, struct rect b)
{
    float x, y;

    if (rect_empty(a))
        return b;
    if (rect_empty(b))
        return a;
    x = fminf(a.x, b.x);
    y = fminf(a.y, b.y);
    return (struct rect){x, y, fmaxf(a.x + a.w, b.x + b.w) - x, fmaxf(a.y + a.h, b.y + b.h) - y};
}

struct rect rect_intersect(struct rect a, struct rect b)
{
    float x = fmaxf(a.x, b.x), y = fmaxf(a.y, b.y);
    float right = fminf(a.x + a.w, b.x + b.w), bottom = fminf(a.y + a.h, b.y + b.h);

    return (struct rect){x, y, fmaxf(right - x, 0), fmaxf(bottom - y, 0)};
}

struct point rect_center(struct rect rect)
{
    return (struct point){rect.x + rect.w / 2, rect.y + rect.h / 2};
}

struct point point_lerp(struct point a, struct point b, float t)
{
    return (struct point){a.x * (1 - t) + b.x * t, a.y * (1 - t) + b.y * t};
}
