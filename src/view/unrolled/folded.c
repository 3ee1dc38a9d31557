/* The folded network: the picture of any network, as of one time, with a loop at what is fed by
 * itself; and the way there from the unrolled one. */
#include "view/network/network.h"
#include "view/unrolled/unrolled.h"
#include "view/unrolled/unrolled_parts.h"

#include <math.h>

struct folding {
    struct unrolled unrolled;
    struct network_layout folded;
    float share; /* 0: unrolled, 1: folded */
};

/* From a circle's right shoulder below it to its left one, so far down; above it where that is
 * negative. */
static void loop(struct point at, float radius, float depth, struct point p[4])
{
    float shoulder = 0.72f * radius, wide = 1.55f * radius, low = copysignf(shoulder, depth);
    float down = low + (depth - low) / 0.75f; /* that is where the curve turns */

    p[0] = (struct point){at.x + shoulder, at.y + low};
    p[1] = (struct point){at.x + wide, at.y + down};
    p[2] = (struct point){at.x - wide, at.y + down};
    p[3] = (struct point){at.x - shoulder, at.y + low};
}

static void draw_loop(const struct unrolled *u, const struct point p[4], bool lit)
{
    const struct view *view = u->view;
    color ink = lit ? view->theme->phase[u->phase] : view->theme->line_strong;
    bool back = lit && u->phase == PHASE_BACKWARD;

    canvas_curve(view->canvas, p, lit ? view->size.bold : view->size.line, ink, 0.0f);
    ui_arrow_head(view->canvas, back ? p[1] : p[2], back ? p[0] : p[3], view->size.arrow, ink);
}

/* The room of a neuron's loop: where it stands alone in its column below all that is said of it,
 * so that its weight has room there; else small. */
static float loop_depth(const struct folding *f, size_t layer, struct point at)
{
    const struct network_layout *layout = &f->folded;
    float far = layout->radius + ((float)layout->rows + 0.8f) * layout->row_height
                + GAP_WIDE * f->unrolled.em;
    float foot = layout->area.y + layout->area.h - LINE_STEP * f->unrolled.em;

    if (layout->layers[layer].shown == 1 && !layout->by_step && at.y + far <= foot)
        return far;
    /* At the foot stands what the lines carry. */
    foot = layout->area.y + layout->area.h - LINE_BUTTON * (float)f->unrolled.view->size.label_px;
    return at.y + 1.3f * layout->radius > foot ? -1.76f * layout->radius
                                               : fminf(1.76f * layout->radius, foot - at.y);
}

/* Of every neuron of the layers that remember. chips: the weights, else the loops. */
static void draw_loops(const struct folding *f, bool chips)
{
    const struct unrolled *u = &f->unrolled;

    for (size_t l = 1; l <= u->net->layer_count; l++) {
        for (size_t j = 0; u->net->layers[l].recurrent && j < u->net->layers[l].out; j++) {
            bool lit = u->now > 1 && unrolled_lit(u, QUANTITY_OF_RECURRENT, l, u->now);
            struct point at, p[4];
            float depth;

            if (!network_layout_node(&f->folded, u->net, l, j, &at) || f->folded.radius <= 0.0f)
                continue;
            depth = loop_depth(f, l, at);
            loop(at, f->folded.radius, depth, p);
            if (!chips)
                draw_loop(u, p, lit);
            else if (depth > 2.0f * f->folded.radius)
                unrolled_chip(u, (struct point){at.x, at.y + depth}, 6.4f * u->em,
                              quantity_then(quantity_of_recurrent(QUANTITY_VALUE, l, j, j), u->now),
                              lit);
        }
    }
}

static void begin(struct folding *f, const struct view *view, struct rect area, float share)
{
    *f = (struct folding){.share = view_ease(share)};
    unrolled_make(&f->unrolled, view, area);
    network_layout_make(&f->folded, view, area);
}

void folded_view(const struct view *view, struct rect area)
{
    struct folding f;

    begin(&f, view, area, 1.0f);
    draw_loops(&f, false); /* names and numbers stand on them */
    network_view(view, area, &f.folded);
    draw_loops(&f, true);
}

/* ---- between the two ---- */

static float between(float a, float b, float share)
{
    return a + (b - a) * share;
}

/* A neuron on its way from its place at that time to where all times are one. False: one of the
 * pictures leaves it out. */
static bool find_neuron(const struct folding *f, size_t layer, size_t unit, size_t time,
                        struct rect *box, float *round)
{
    const struct unrolled *u = &f->unrolled;
    const struct unrolled_row *row = &u->rows[layer];
    const struct network_layer_layout *column = &f->folded.layers[layer];
    bool circle = u->net->layers[layer].out == 1, becomes = column->form == NETWORK_CIRCLES;
    struct point from = unrolled_middle(u, layer, time), to;
    float w = 2.0f * unrolled_half(u, layer), h = circle ? 2.0f * u->radius : row->cell;

    if (!unrolled_runs(u, layer, time) || unit >= row->shown
        || !network_layout_node(&f->folded, u->net, layer, unit, &to))
        return false;
    from.y += circle ? 0.0f : ((float)unit + 0.5f) * row->cell - 0.5f * row->height;
    from = point_lerp(from, to, f->share);
    w = between(w, becomes ? 2.0f * f->folded.radius : column->cell.x, f->share);
    h = between(h, becomes ? 2.0f * f->folded.radius : column->cell.y, f->share);
    *box = (struct rect){from.x - 0.5f * w, from.y - 0.5f * h, w, h};
    *round = between(circle ? 0.5f * h : 0.0f, becomes ? 0.5f * h : 0.0f, f->share);
    return true;
}

/* What led to it from the time before bends to its loop. */
static void draw_memory(const struct folding *f, size_t layer, size_t unit, size_t time)
{
    const struct unrolled *u = &f->unrolled;
    struct rect from, to;
    struct point at, a, b, p[4];
    float round;

    if (!u->net->layers[layer].recurrent || time == u->first
        || !find_neuron(f, layer, unit, time, &to, &round)
        || !find_neuron(f, layer, unit, time - 1, &from, &round)
        || !network_layout_node(&f->folded, u->net, layer, unit, &at))
        return;
    a = (struct point){from.x + from.w, from.y + 0.5f * from.h};
    b = (struct point){to.x, to.y + 0.5f * to.h};
    loop(at, f->folded.radius, loop_depth(f, layer, at), p);
    for (size_t i = 0; i < 4; i++)
        p[i] = point_lerp(point_lerp(a, b, (float)i / 3.0f), p[i], f->share);
    draw_loop(u, p, false);
}

static void draw_inputs(const struct folding *f, size_t layer, size_t unit, size_t time)
{
    const struct unrolled *u = &f->unrolled;
    size_t from = u->net->layers[layer].from;
    struct rect to, box;
    float round;

    if (!find_neuron(f, layer, unit, time, &to, &round))
        return;
    for (size_t k = 0; k < u->rows[from].shown; k++)
        if (find_neuron(f, from, k, time, &box, &round))
            canvas_line(u->view->canvas, rect_center(box), rect_center(to), u->view->size.thin,
                        u->view->theme->line, 0.0f);
}

static void draw_neuron(const struct folding *f, size_t layer, size_t unit, size_t time)
{
    const struct unrolled *u = &f->unrolled;
    struct rect box;
    float round;

    if (find_neuron(f, layer, unit, time, &box, &round))
        canvas_box(u->view->canvas, box, round, unrolled_fill(u, layer, unit, time),
                   u->view->theme->text, u->view->size.thin);
}

void folding_view(const struct view *view, struct rect area, float share)
{
    static void (*const pieces[])(const struct folding *, size_t, size_t, size_t) = {
        draw_inputs, draw_memory, draw_neuron};
    struct folding f;

    begin(&f, view, area, share);
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++)
        for (size_t turn = 1; turn <= f.unrolled.shown; turn++) {
            /* The step's own time comes last and lies on top: it is what stays. */
            size_t now = f.unrolled.now - f.unrolled.first;
            size_t time = f.unrolled.first + (now + turn) % f.unrolled.shown;

            for (size_t l = i < 2 ? 1 : 0; l <= f.unrolled.net->layer_count; l++)
                for (size_t j = 0; j < f.unrolled.rows[l].shown; j++)
                    pieces[i](&f, l, j, time);
        }
}
