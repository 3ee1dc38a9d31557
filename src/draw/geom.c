#include "draw/geom.h"

#include <math.h>

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

struct point point_lerp(struct point a, struct point b, float t)
{
    return (struct point){a.x * (1 - t) + b.x * t, a.y * (1 - t) + b.y * t};
}
