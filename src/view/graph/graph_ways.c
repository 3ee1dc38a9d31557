/* The ways from the values to the operations that use them, and the slopes at them. */
#include "view/graph/graph_view.h"
#include "view/graph/graph_view_parts.h"

#include "explain/graph/graph_formula.h"

#include <math.h>

/* Where a box's ways begin. */
static struct point leaving(const struct graph_drawing *d, size_t node)
{
    struct rect box = graph_drawing_box(d, node);

    return d->style->down ? (struct point){box.x + box.w / 2.0f, box.y + box.h}
                          : (struct point){box.x + box.w, box.y + box.h / 2.0f};
}

/* Both ends of a way's piece through a layer. */
static void through_layer(const struct graph_drawing *d, size_t layer, float slot,
                          struct point ends[2])
{
    struct point middle = graph_drawing_spot(d, layer, slot);
    float half = (d->style->down ? d->style->box_h : d->style->box_w) * d->size / 2.0f;

    ends[0] = ends[1] = middle;
    if (d->style->down) {
        ends[0].y -= half;
        ends[1].y += half;
    } else {
        ends[0].x -= half + (d->style->join + d->style->radius) * d->size;
        ends[1].x += half;
    }
}

/* Where the last piece to an operation begins: behind the layer before it. */
static struct point last_bend(const struct graph_drawing *d, size_t node, size_t layer)
{
    const struct graph_spot *spot = &d->of->layout->spots[node];
    struct point ends[2];

    if (layer == spot->layer + 1)
        return leaving(d, node);
    through_layer(d, layer - 1, d->of->layout->way[spot->way + layer - spot->layer - 2], ends);
    return ends[1];
}

/* Both ends of the last piece of a use: at the circle, or at the flat box. */
static void last_piece(const struct graph_drawing *d, size_t node, size_t use, struct point ends[2])
{
    const struct graph_use *u = &d->graph->uses[use];
    const struct graph_node *by = &d->graph->nodes[u->by];
    struct point to = graph_drawing_circle(d, u->by);
    float radius = d->style->radius * d->size, dx, dy, length;
    bool twice = by->operation->arguments == 2 && by->arguments[0].node == by->arguments[1].node;

    ends[0] = last_bend(d, node, d->of->layout->spots[u->by].layer);
    if (d->style->down) {
        struct rect box = graph_drawing_box(d, u->by);
        float share = by->operation->arguments == 2 ? (u->argument == 0 ? 0.35f : 0.65f) : 0.5f;

        ends[1] = (struct point){box.x + share * box.w, box.y};
        return;
    }
    if (twice)
        to.y += (u->argument == 0 ? -0.5f : 0.5f) * radius;
    dx = to.x - ends[0].x;
    dy = to.y - ends[0].y;
    length = fmaxf(sqrtf(dx * dx + dy * dy), 1.0f);
    if (twice)
        radius *= 0.9f;
    ends[1] = (struct point){to.x - dx / length * radius, to.y - dy / length * radius};
}

/* The way of a node up to the last layer that a use, or all of them, need. */
static void draw_way(const struct graph_drawing *d, size_t node, size_t layers, float width,
                     color ink)
{
    const struct graph_spot *spot = &d->of->layout->spots[node];
    struct point at = leaving(d, node), ends[2];

    for (size_t l = 0; l < layers; l++) {
        through_layer(d, spot->layer + 1 + l, d->of->layout->way[spot->way + l], ends);
        canvas_line(d->view->canvas, at, ends[0], width, ink, 0.0f);
        canvas_line(d->view->canvas, ends[0], ends[1], width, ink, 0.0f);
        at = ends[1];
    }
}

/* Whether the use is one that the step is about: a value that goes in, a share that comes back. */
static bool is_lit(const struct graph_drawing *d, size_t use)
{
    const struct graph_moment *at = &d->of->at;
    const struct graph_use *u = &d->graph->uses[use];
    size_t node = graph_use_of(d->graph, use), k;

    if (d->of->asked.kind == GRAPH_ITEM_SLOPE || d->of->asked.kind == GRAPH_ITEM_SHARE)
        return d->of->asked.index == use;
    if (d->of->asked.kind != GRAPH_ITEM_NONE || at->place.step == 0)
        return false;
    if (at->place.unit.kind == UNIT_FORWARD)
        return u->by == at->place.unit.layer;
    if (at->place.unit.kind != UNIT_BACKWARD || node != at->place.unit.layer)
        return false;
    k = use - d->graph->nodes[node].first_use;
    return at->moment > d->graph->nodes[node].use_count || k + 1 == at->moment;
}

/* Under the lines, so that they stay visible. */
static void glow(const struct graph_drawing *d, size_t node, size_t use)
{
    const struct view *view = d->view;
    const struct graph_spot *spot = &d->of->layout->spots[node];
    enum theme_phase phase = view_phase(view->snapshot->place.unit.kind);
    color ink = view->theme->phase_soft[view->snapshot->place.step > 0 ? phase : PHASE_FORWARD];
    float width = GAP_PART * d->size;
    struct point ends[2];

    draw_way(d, node, d->of->layout->spots[d->graph->uses[use].by].layer - spot->layer - 1, width,
             ink);
    last_piece(d, node, use, ends);
    canvas_line(view->canvas, ends[0], ends[1], width, ink, 0.0f);
}

void graph_drawing_ways(const struct graph_drawing *d)
{
    const struct graph *graph = d->graph;
    color ink = d->view->theme->line_strong;
    float width = d->view->size.line;

    for (size_t i = 0; i < graph->count; i++)
        for (size_t k = 0; k < graph->nodes[i].use_count; k++)
            if (is_lit(d, graph->nodes[i].first_use + k))
                glow(d, i, graph->nodes[i].first_use + k);
    for (size_t i = 0; i < graph->count; i++) {
        bool seen = graph_drawing_sees(d, i);

        for (size_t k = 0; k < graph->nodes[i].use_count; k++)
            seen = seen || graph_drawing_sees(d, graph->uses[graph->nodes[i].first_use + k].by);
        if (!seen)
            continue;
        draw_way(d, i, d->of->layout->spots[i].way_length, width, ink);
        for (size_t k = 0; k < graph->nodes[i].use_count; k++) {
            struct point ends[2];

            last_piece(d, i, graph->nodes[i].first_use + k, ends);
            canvas_line(d->view->canvas, ends[0], ends[1], width, ink, 0.0f);
            if (graph_drawing_sees(d, graph->uses[graph->nodes[i].first_use + k].by))
                ui_arrow_head(d->view->canvas, ends[0], ends[1], GAP_WORD * d->size, ink);
        }
    }
}

static bool overlap(struct rect a, struct rect b)
{
    const float air = 2.0f;

    return a.x < b.x + b.w + air && b.x < a.x + a.w + air && a.y < b.y + b.h + air &&
           b.y < a.y + a.h + air;
}

/* Whether the rectangle lies in the area, and on no box, name, circle or place of a leaf's step. */
static bool is_free(const struct graph_drawing *d, struct rect rect)
{
    float above = (d->style->name + GAP_NEAR) * d->size;

    if (rect.x < d->area.x || rect.x + rect.w > d->area.x + d->area.w || rect.y < d->area.y)
        return false;
    for (size_t i = 0; i < d->graph->count; i++) {
        struct rect box = graph_drawing_box(d, i), circle = box;

        box.y -= above;
        box.h += above;
        if (i >= d->graph->leaf_count)
            circle = graph_drawing_outline(d, i);
        else if (!d->style->down)
            box.h += LINE_STEP * d->size;
        if (overlap(rect, box) || overlap(rect, circle))
            return false;
    }
    return true;
}

/* Where on its way a slope has room; false: nowhere. */
static bool place_slope(const struct graph_drawing *d, size_t node, size_t use, struct rect *chip)
{
    static const float parts[] = {0.46f, 0.3f, 0.62f, 0.2f, 0.78f};
    const struct graph_use *u = &d->graph->uses[use];
    const struct graph_node *by = &d->graph->nodes[u->by];
    bool twice = by->operation->arguments == 2 && by->arguments[0].node == by->arguments[1].node;
    struct point ends[2];

    last_piece(d, node, use, ends);
    for (size_t i = twice && u->argument == 1 ? 4 : twice ? 3 : 0; i < 5; i++) {
        float x = ends[0].x + parts[i] * (ends[1].x - ends[0].x);
        float y = ends[0].y + parts[i] * (ends[1].y - ends[0].y);

        chip->x = roundf(x - chip->w / 2.0f);
        chip->y = roundf(y - chip->h / 2.0f);
        if (is_free(d, *chip))
            return true;
    }
    return false;
}

/* A chip on the last piece of the way. */
static void draw_slope(const struct graph_drawing *d, size_t node, size_t use)
{
    const struct view *view = d->view;
    const struct graph_use *u = &d->graph->uses[use];
    double slope = graph_slope(d->graph, graph_moment_values(&d->of->at), u->by, u->argument);
    color ink = graph_moment_moved(&d->of->at) ? view->theme->text_soft
                                               : view->theme->role[FORMULA_ROLE_ACTIVATION_SLOPE];
    bool lit = is_lit(d, use);
    struct rect chip = {.h = roundf(LINE_STEP * d->size)};
    static const float widths[] = {4.4f, 3.7f, 3.1f, 2.5f}; /* of its number, at most */
    char number[NUMBER_TEXT_SIZE];
    const char *text = "";
    bool placed = false;

    for (size_t i = 0; i < sizeof widths / sizeof widths[0] && !placed; i++) {
        view_number(view, slope, false, widths[i] * d->size, d->size_px, number);
        text = arena_printf(view->arena, "∂ %s", number);
        chip.w = roundf(canvas_text_width(view->canvas, FONT_MONO, d->size_px, text)
                        + GAP_WIDE * d->size);
        placed = view_says_number(number) && place_slope(d, node, use, &chip);
    }
    if (!placed)
        return;
    canvas_box(view->canvas, chip, view->size.corner, view->theme->panel,
               lit ? ink : view->theme->panel_border, lit ? view->size.line : view->size.thin);
    canvas_text(view->canvas, chip.x + chip.w / 2.0f, chip.y + d->size, CANVAS_CENTER,
                FONT_MONO, d->size_px, ink, text);
    graph_drawing_item(d, chip, GAP_TIGHT * d->size, (struct graph_item){GRAPH_ITEM_SLOPE, use});
}

/* From the backward pass on all slopes are there; before, that which is asked for. */
void graph_drawing_slopes(const struct graph_drawing *d)
{
    const struct graph_moment *at = &d->of->at;
    bool back = at->place.step > 0 && at->place.unit.kind > UNIT_LOSS;

    for (size_t i = 0; i < d->graph->count; i++)
        for (size_t k = 0; k < d->graph->nodes[i].use_count; k++) {
            size_t use = d->graph->nodes[i].first_use + k;
            bool lit = is_lit(d, use);

            lit = lit && (back || d->of->asked.kind != GRAPH_ITEM_NONE);
            if (lit || (back && d->style->slopes))
                draw_slope(d, i, use);
        }
}
