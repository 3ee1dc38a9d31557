#include "draw/math/mathbox_pen.h"

#include <math.h>

/* What fits between parentheses of the letters' own size, in ems; scripts may
 * stand out a little. */
static const float plain_ascent = 0.98f, plain_descent = 0.42f;

/* A fence of the height `half` above and below the axis. */
struct fence {
    float axis; /* y */
    float half;
};

/* A parenthesis as a crescent: two curves with common ends, so that it is
 * thicker in the middle. `direction` is 1 for '(' and -1 for ')'. */
static void draw_parenthesis(struct pen *pen, struct fence fence, float width, float direction)
{
    float em = (float)pen->size_px, stroke = fmaxf(1, 0.042f * em);
    float tip = direction > 0 ? pen->x + width - stroke / 2 : pen->x + stroke / 2;
    float top = fence.axis - fence.half, bottom = fence.axis + fence.half;
    float reach = (width - stroke) * 4 / 3; /* a cubic's middle is at 3/4 of its controls */

    for (int i = 0; i < 2; i++) {
        float control = tip - direction * (reach - (float)i * 0.055f * em);
        float away = fence.half * (i == 0 ? 0.56f : 0.60f);
        struct point curve[4] = {
            {tip, top}, {control, top + away}, {control, bottom - away}, {tip, bottom}};

        canvas_curve(pen->target, curve, stroke, pen->ink, 0);
    }
}

/* Half a brace, from its tip at (x + width, y) to its point at (x, axis). */
static void draw_half_brace(struct pen *pen, float y, float axis, float width)
{
    float stem = pen->x + width / 2, bend = (axis - y) * 0.36f;
    float stroke = fmaxf(1, 0.05f * (float)pen->size_px);
    struct point hook[4] = {
        {pen->x + width, y},
        {pen->x + 0.65f * width, y},
        {stem, y + bend * 0.3f},
        {stem, y + bend},
    };
    struct point point[4] = {
        {stem, axis - bend},
        {stem, axis - bend * 0.3f},
        {pen->x + 0.35f * width, axis},
        {pen->x, axis},
    };

    canvas_curve(pen->target, hook, stroke, pen->ink, 0);
    canvas_line(pen->target, hook[3], point[0], stroke, pen->ink, 0);
    canvas_curve(pen->target, point, stroke, pen->ink, 0);
}

static void draw_grown(struct pen *pen, char fence_char, struct fence fence, float width)
{
    float top = fence.axis - fence.half, bottom = fence.axis + fence.half;
    float middle = pen->x + width / 2;

    switch (fence_char) {
    case '(':
        draw_parenthesis(pen, fence, width, 1);
        break;
    case ')':
        draw_parenthesis(pen, fence, width, -1);
        break;
    case '{':
        draw_half_brace(pen, top, fence.axis, width);
        draw_half_brace(pen, bottom, fence.axis, width);
        break;
    default:
        canvas_line(pen->target, (struct point){middle, top}, (struct point){middle, bottom},
                    fmaxf(1, 0.05f * (float)pen->size_px), pen->ink, 0);
        break;
    }
}

/* One fence around content of that size. */
static void set_fence(struct pen *pen, char fence_char, struct mathbox_size content)
{
    float em = (float)pen->size_px, axis = PEN_AXIS * em;
    float half = fmaxf(content.ascent - axis, content.descent + axis);
    char text[2] = {fence_char, '\0'};
    struct pen part = pen_part(pen, pen->x, pen->y);
    float width, side = 0.07f * em;

    if (fence_char == 0)
        return;
    if (fence_char != '{' && content.ascent <= plain_ascent * em &&
        content.descent <= plain_descent * em) {
        pen_upright(pen, text);
        return;
    }
    width = fence_char == '|' ? 0.12f * em : fminf(0.22f * em + 0.07f * half, 0.5f * em);
    if (fence_char == '{')
        width = 0.36f * em;
    part.x += side;
    part.ascent = half + axis;
    part.descent = half - axis;
    if (pen->target != NULL)
        draw_grown(&part, fence_char, (struct fence){pen->y - axis, half}, width);
    pen_include(pen, &part);
    pen->x += width + 2 * side;
}

void pen_fenced(struct pen *pen, char before, char after, pen_setter *set,
                const struct box *box)
{
    struct mathbox_size content = pen_measure(pen, set, box);

    set_fence(pen, before, content);
    set(pen, box);
    if (after == '|')
        pen_space(pen, 0.05f); /* letters in italics lean on it */
    set_fence(pen, after, content);
}
