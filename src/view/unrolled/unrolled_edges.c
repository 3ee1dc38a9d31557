/* The ways of the unrolled network: upwards at each time, and through the memory to the next. */
#include "view/unrolled/unrolled_parts.h"

#include <math.h>

/* One way, in the direction of the forward pass. */
struct way {
    struct point a, b;
    struct quantity weight; /* the first of the weights that it stands for; with its time */
    bool lit;
};

bool unrolled_lit(const struct unrolled *u, enum quantity_of of, size_t layer, size_t time)
{
    const struct explanation *explanation = u->view->explanation;
    size_t here = quantity_time(u->view->snapshot, (struct quantity){0});

    for (size_t i = 0; i < explanation->mark_count; i++) {
        struct quantity q = explanation->marks[i].quantity;

        if (q.of != of || q.layer != layer)
            continue;
        if (q.time == time)
            return true;
        /* The weight itself: it is used at the step's time; on the way back from the time after. */
        if (q.time == 0 && u->phase != PHASE_UPDATE && q.kind == QUANTITY_VALUE
            && time == here + (u->phase == PHASE_BACKWARD && of == QUANTITY_OF_RECURRENT ? 1 : 0))
            return true;
    }
    return false;
}

void unrolled_chip(const struct unrolled *u, struct point at, float width, struct quantity weight,
                   bool lit)
{
    const struct view *view = u->view;
    struct quantity share = quantity_as(weight, QUANTITY_SHARE);
    bool known = view_known(view, share) != KNOWN_NOT_YET;
    float height = (known ? 2.75f : LINE_ROW) * u->em;
    struct rect box = {at.x - 0.5f * width, at.y - 0.5f * height, width, height};
    struct unrolled_line line = {
        .letter = weight.of == QUANTITY_OF_RECURRENT ? "r" : "w", .x = at.x,
        .width = width - 0.5f * u->em,
        .ink = view->move > 0.0f ? view->theme->phase[PHASE_UPDATE] : view->theme->text};

    if (width < 3.5f * u->em)
        return;
    canvas_box(view->canvas, box, view->size.corner, view->theme->panel,
               lit ? view->theme->phase[u->phase] : view->theme->line,
               lit ? view->size.strong : view->size.thin);
    line.y = box.y + LINE_CLOSE * u->em;
    unrolled_number(u, quantity_then(weight, 0), line);
    line.letter = "∂";
    line.y = box.y + 2.4f * u->em;
    line.ink = view->theme->phase[PHASE_BACKWARD];
    if (known)
        unrolled_number(u, share, line);
}

/* In the middle of its way; of one upwards below the plate of δ. */
static void chip(const struct unrolled *u, const struct way *way)
{
    bool upright = fabsf(way->b.x - way->a.x) < 1.0f;
    struct point at = {0.5f * (way->a.x + way->b.x),
                       0.5f * (way->a.y + way->b.y + (upright ? LINE_ROW * u->em : 0.0f))};
    float width = upright ? 6.4f * u->em
                          : fminf(6.4f * u->em, fabsf(way->b.x - way->a.x) - GAP_WIDE * u->em);

    unrolled_chip(u, at, width, way->weight, way->lit);
}

/* How far the light has come along it: where the backward pass leads through it to the layer or the
 * time before, it waits for what it brings there. */
static float light_of(const struct unrolled *u, const struct way *way)
{
    const struct view *view = u->view;
    struct quantity w = way->weight;
    bool recurrent = w.of == QUANTITY_OF_RECURRENT;
    float light = view_light(view, w.layer, w.time);

    if (u->phase != PHASE_BACKWARD || (recurrent && w.time == 1))
        return light;
    return fminf(light, view_light(view, recurrent ? w.layer : u->net->layers[w.layer].from,
                                   recurrent ? w.time - 1 : w.time));
}

/* At a chip's edge the sign and size of its weight; of many weights a neutral line. */
static void draw_way(const struct unrolled *u, const struct way *way, bool one)
{
    const struct view *view = u->view;
    const struct theme *theme = view->theme;
    float light = way->lit ? light_of(u, way) : 0.0f, t = view_ease(light);
    bool lit = light > 0.0f;
    double value = unrolled_weight(u, quantity_then(way->weight, 0));
    bool negative = one && value < 0.0;
    color ink = !one ? theme->line_strong : negative ? theme->negative : theme->positive;
    float width = one ? view_stroke(view, value) : view->size.line;

    if (lit && u->phase == PHASE_BACKWARD)
        canvas_line(view->canvas, way->a, way->b, width + view->size.arrow,
                    theme->phase_soft[PHASE_BACKWARD], 0.0f);
    if (!lit)
        ink = color_mix(theme->background, ink, 0.5f);
    canvas_line(view->canvas, way->a, way->b, lit ? width + view->size.unit : width,
                lit && !one ? theme->phase[u->phase] : ink, negative ? view->size.dash : 0.0f);
    if (lit && u->phase == PHASE_BACKWARD)
        ui_arrow_head(view->canvas, way->b, way->a, view->size.arrow, theme->phase[u->phase]);
    else if (lit && u->phase == PHASE_FORWARD)
        ui_arrow_head(view->canvas, way->a, way->b, view->size.arrow, theme->phase[u->phase]);
    if (lit && light < 1.0f)
        canvas_disc(view->canvas,
                    point_lerp(way->a, way->b, u->phase == PHASE_BACKWARD ? 1.0f - t : t),
                    view->size.dot, theme->phase[u->phase], 0, 0.0f);
}

/* From the layer below. */
static bool upwards(const struct unrolled *u, size_t layer, size_t time, struct way *way)
{
    size_t from = u->net->layers[layer].from;
    struct point low = unrolled_middle(u, from, time), high = unrolled_middle(u, layer, time);

    if (!unrolled_runs(u, layer, time) || !unrolled_runs(u, from, time))
        return false;
    *way = (struct way){
        .a = {low.x, low.y - 0.5f * u->rows[from].height},
        .b = {high.x, high.y + 0.5f * u->rows[layer].height},
        .weight = quantity_then(quantity_of_weight(QUANTITY_VALUE, layer, 0, 0), time),
        .lit = unrolled_lit(u, QUANTITY_OF_WEIGHT, layer, time),
    };
    return true;
}

/* From the time before; at the left edge a stub, from what is out of sight or from 0. */
static bool onwards(const struct unrolled *u, size_t layer, size_t time, struct way *way)
{
    struct point at = unrolled_middle(u, layer, time);
    float half = unrolled_half(u, layer), before = at.x - u->column + half;

    if (!u->net->layers[layer].recurrent || time > u->times)
        return false;
    if (time == u->first)
        before = at.x - half - u->em;
    *way = (struct way){
        .a = {before, at.y},
        .b = {time == u->first + u->shown ? at.x - u->column + half + u->em : at.x - half,
              at.y},
        .weight = quantity_then(quantity_of_recurrent(QUANTITY_VALUE, layer, 0, 0), time),
        .lit = time > 1 && unrolled_lit(u, QUANTITY_OF_RECURRENT, layer, time),
    };
    return true;
}

/* Before time 1 the memory is 0. */
static void draw_beginning(const struct unrolled *u, const struct way *way)
{
    const struct view *view = u->view;

    canvas_line(view->canvas, way->a, way->b, view->size.line, view->theme->line,
                0.5f * view->size.dash);
    canvas_text(view->canvas, way->a.x + GAP_WORD * u->em, way->a.y - GAP_NEAR * u->em,
                CANVAS_CENTER, FONT_MONO, view->size.min_px, view->theme->text_soft,
                words(W_MEMORY_IS_0));
}

void unrolled_edges(const struct unrolled *u)
{
    struct way way;

    for (int pass = 0; pass < 2; pass++) { /* the lines, and over them the chips */
        for (size_t time = u->first; time <= u->first + u->shown; time++) {
            for (size_t l = 1; l <= u->net->layer_count; l++) {
                const struct net_layer *layer = &u->net->layers[l];
                bool one = layer->out == 1, last = time == u->first + u->shown;

                ui_group(u->view->ui, (int)(2 * time + 1));
                if (!last && upwards(u, l, time, &way)) {
                    if (pass == 0)
                        draw_way(u, &way, one && layer->in == 1);
                    else if (u->chips && layer->in == 1)
                        chip(u, &way);
                }
                if (!onwards(u, l, time, &way))
                    continue;
                if (pass == 0 && time == 1)
                    draw_beginning(u, &way);
                else if (pass == 0)
                    draw_way(u, &way, one);
                else if (u->chips && time > u->first && !last)
                    chip(u, &way);
            }
        }
    }
}
