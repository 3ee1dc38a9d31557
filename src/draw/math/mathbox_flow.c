#include "draw/math/mathbox_flow.h"

#include <math.h>

/* The piece that the pen has written since the last break. */
static void record(struct pen *pen)
{
    struct flow_piece *piece = &pen->flow->pieces[pen->flow->count];

    piece->width = pen->x;
    piece->ascent = pen->ascent;
    piece->descent = pen->descent;
    pen->x = 0;
    pen->ascent = 0;
    pen->descent = 0;
    pen->flow->count++;
}

/* Ends the line where the flow says so; else leaves the space. */
static void end_line(struct pen *pen, float space_em)
{
    struct flow *flow = pen->flow;
    struct flow_piece *next;

    if (flow == NULL || pen->level > flow->max_level || flow->count + 1 >= FLOW_PIECES) {
        pen_space(pen, space_em);
        return;
    }
    if (flow->placing) {
        flow->count++;
        next = &flow->pieces[flow->count];
        if (next->begins_line)
            pen->x = flow->line_x;
        else
            pen_space(pen, space_em);
        pen->y = next->y;
        return;
    }
    record(pen);
    next = &flow->pieces[flow->count];
    next->space = space_em * (float)pen->size_px;
    next->level = pen->level;
}

void flow_operator(struct pen *pen, const char *sign, float em)
{
    float space = pen->script ? 0.06f : em;

    end_line(pen, space);
    pen_upright(pen, sign);
    pen_space(pen, space);
}

void flow_end(struct pen *pen)
{
    record(pen);
}

/* The best place to end the line that began at `start` and that `end` overflows. */
static size_t choose(const struct flow *flow, size_t start, size_t end)
{
    size_t best = end;

    for (size_t i = end; i > start; i--)
        if (flow->pieces[i].level < flow->pieces[best].level)
            best = i;
    return best;
}

float flow_fill(struct flow *flow, float first_x, float width)
{
    float x = first_x, longest = 0;
    size_t start = 0, i = 0;

    for (size_t k = 0; k < flow->count; k++)
        flow->pieces[k].begins_line = false;
    while (i < flow->count) {
        const struct flow_piece *piece = &flow->pieces[i];
        float end = x + (i > start ? piece->space : 0) + piece->width;

        if (end > width && i > start) {
            start = i = choose(flow, start, i);
            flow->pieces[i].begins_line = true;
            x = flow->line_x;
            continue;
        }
        x = end;
        i++;
    }
    x = first_x;
    for (i = 0; i < flow->count; i++) { /* once more: a line may have ended early */
        const struct flow_piece *piece = &flow->pieces[i];

        if (piece->begins_line)
            x = flow->line_x + piece->width;
        else
            x += (i > 0 ? piece->space : 0) + piece->width;
        longest = fmaxf(longest, x);
    }
    return longest;
}
