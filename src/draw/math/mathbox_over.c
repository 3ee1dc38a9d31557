#include "draw/math/mathbox_set.h"

#include <math.h>
#include <string.h>

/* ---- hats ---- */

static bool is_tall(const char *base)
{
    return strchr("bdfhklt", base[0]) != NULL || (base[0] >= 'A' && base[0] <= 'Z');
}

void mathbox_set_hat(struct pen *pen, float left, const struct formula *letters)
{
    float em = (float)pen->size_px, half = 0.14f * em, rise = 0.15f * em;
    float stroke = fmaxf(1, 0.055f * em);
    float middle = (left + pen->x) / 2 + (letters->roman ? 0 : 0.04f * em); /* italics lean */
    float bottom = pen->y - (is_tall(letters->base) ? 0.74f : 0.53f) * em;
    struct point points[3] = {
        {middle - half, bottom}, {middle, bottom - rise}, {middle + half, bottom}};
    struct pen part = pen_part(pen, pen->x, pen->y);

    part.ascent = pen->y - bottom + rise + stroke / 2;
    pen_include(pen, &part);
    if (pen->target != NULL)
        canvas_polyline(pen->target, points, 3, stroke, pen->ink);
}

/* ---- roots ---- */

/* The sign from its hook at the left to its upper end, where the bar begins. */
static void draw_root_sign(struct pen *pen, float top, float bottom, float width)
{
    float em = (float)pen->size_px, thin = pen_bar_thickness(pen);
    float knee = bottom - fminf(0.45f * em, 0.55f * (bottom - top));
    struct point hook = {pen->x, knee + 0.08f * em}, shoulder = {pen->x + 0.12f * em, knee};
    struct point foot = {pen->x + 0.52f * width, bottom}, end = {pen->x + width, top};

    canvas_line(pen->target, hook, shoulder, thin, pen->ink, 0);
    canvas_line(pen->target, shoulder, foot, fmaxf(1.5f, 0.09f * em), pen->ink, 0);
    canvas_line(pen->target, foot, end, thin, pen->ink, 0);
}

void mathbox_set_root(struct pen *pen, const struct box *root)
{
    struct mathbox_size content = pen_measure(pen, mathbox_set, root->children[0]);
    struct pen part = pen_part(pen, pen->x, pen->y); /* no line ends inside it */
    float em = (float)pen->size_px, thin = pen_bar_thickness(pen), sign = 0.55f * em;
    float bottom = pen->y + roundf(fmaxf(content.descent, 0.1f * em));
    float top = pen->y - roundf(fmaxf(content.ascent, 0.6f * em) + 0.12f * em) - thin;

    part.ascent = pen->y - top;
    part.descent = bottom - pen->y;
    if (pen->target != NULL) {
        draw_root_sign(&part, top + thin / 2, bottom, sign);
        canvas_box(pen->target,
                   (struct rect){pen->x + sign - thin / 2, top, content.width + 0.1f * em, thin}, 0,
                   pen->ink, 0, 0);
    }
    pen_include(pen, &part);
    part = pen_part(pen, pen->x + sign, pen->y);
    mathbox_set(&part, root->children[0]);
    pen_include(pen, &part);
    pen->x = part.x;
    pen_space(pen, 0.1f);
}
