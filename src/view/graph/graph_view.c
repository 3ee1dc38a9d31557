#include "view/graph/graph_view.h"

#include "explain/graph/graph_formula.h"
#include "view/frame/label.h"
#include "view/graph/graph_view_parts.h"

#include <math.h>
#include <stdio.h>

enum { SIGN_SIZE = 64 };

static enum theme_phase phase_now(const struct view *view)
{
    return view_phase(view->snapshot->place.unit.kind);
}

/* Whether the step is about that node. */
static bool is_current(const struct graph_drawing *d, size_t node)
{
    const struct graph_moment *at = &d->of->at;

    if (at->place.step == 0)
        return false;
    if (at->place.unit.kind == UNIT_FORWARD || at->place.unit.kind == UNIT_BACKWARD)
        return node == at->place.unit.layer;
    if (at->place.unit.kind == UNIT_LOSS)
        return node == graph_objective(d->graph);
    if (at->place.unit.kind == UNIT_UPDATE)
        return graph_moment_moved(at) ? node < d->graph->leaf_count && at->run->start.trained[node]
                                      : node == graph_moment_leaf(at);
    return false;
}

void graph_drawing_item(const struct graph_drawing *d, struct rect box, float round,
                        struct graph_item item)
{
    const struct view *view = d->view;
    struct quantity quantity = graph_item_quantity(item);
    float out = view->size.out;

    if (quantity_equal(quantity, view->asked))
        view_outline(view, box, round, view->theme->focus);
    else if (quantity_equal(quantity, view->nudged)) /* by its shape, too */
        canvas_box_dashed(view->canvas, rect_inset(box, -out, -out), round + out, 0,
                          view->theme->phase[PHASE_LOSS], view->size.strong, 2.0f * out);
    ui_item(view->ui, box, (struct ui_action){view->select_command, quantity_pack(quantity)});
}

/* The gradient, or the sum so far of the shares that have come; false: there is none yet. */
static bool find_gradient(const struct graph_drawing *d, size_t node, double *gradient)
{
    const struct graph_moment *at = &d->of->at;
    size_t shares = graph_moment_shares(at, node);

    if (graph_moment_gradient(at, node, gradient))
        return true;
    *gradient = 0.0;
    for (size_t k = 0; k < shares; k++)
        *gradient += graph_moment_share(at, node, k).share;
    return shares > 0;
}

static void frame_box(const struct graph_drawing *d, size_t node, struct rect box)
{
    const struct view *view = d->view;
    const struct theme *theme = view->theme;
    bool current = is_current(d, node), leaf = node < d->graph->leaf_count;
    color ink = current ? theme->phase[phase_now(view)] : leaf ? theme->text : theme->text_soft;

    canvas_box(view->canvas, box, view->size.corner, theme->panel, ink,
               current ? view->size.bold : view->size.line);
    graph_drawing_item(d, box, GAP_NEAR * d->size, (struct graph_item){GRAPH_ITEM_NODE, node});
}

/* A number, as large as has room with two digits that count, last without its plus; nothing where
 * even so there is none. */
static void put_number(const struct graph_drawing *d, struct point at, float width, double value,
                       bool sign, enum font_face face, color ink)
{
    const struct view *view = d->view;
    int least = view->size.min_px < d->size_px ? view->size.min_px : d->size_px, px = d->size_px;
    char text[NUMBER_TEXT_SIZE];

    view_number(view, value, sign, width, px, text);
    while (!view_says_number(text) && px > least)
        view_number(view, value, sign, width, --px, text);
    if (!view_says_number(text))
        view_number(view, value, false, width, px, text);
    if (view_says_number(text))
        canvas_text(view->canvas, at.x, at.y, CANVAS_CENTER, face, px, ink, text);
}

static void put_unknown(const struct graph_drawing *d, struct point at, enum font_face face)
{
    canvas_text(d->view->canvas, at.x, at.y, CANVAS_CENTER, face, d->size_px,
                d->view->theme->text_soft, "?");
}

/* A node's value there, its gradient there; soft where the values they come from have moved. A long
 * value reaches to the left, by so much at most. */
static void put_both(const struct graph_drawing *d, size_t node, struct point value_at,
                     struct point gradient_at, float width, float left)
{
    const struct theme *theme = d->view->theme;
    bool moved = graph_moment_moved(&d->of->at);
    bool old = moved && node >= d->graph->leaf_count;
    char text[NUMBER_TEXT_SIZE];
    double number;

    if (graph_drawing_has_moved(d, node)) {
        graph_drawing_new(d, node, value_at, width);
    } else if (graph_moment_value(&d->of->at, node, &number)) {
        view_number(d->view, number, false, width, d->size_px, text);
        if (view_says_number(text))
            left = 0.0f;
        value_at.x -= left / 2.0f;
        put_number(d, value_at, width + left, number, false, FONT_MONO,
                   old ? theme->text_soft : theme->text);
    } else {
        put_unknown(d, value_at, FONT_MONO);
    }
    if (find_gradient(d, node, &number))
        put_number(d, gradient_at, width, number, true, moved ? FONT_MONO : FONT_MONO_BOLD,
                   moved ? theme->text_soft : theme->phase[PHASE_BACKWARD]);
    else
        put_unknown(d, gradient_at, FONT_MONO_BOLD);
}

/* Value above, gradient below, its name over it. */
static void draw_tall(const struct graph_drawing *d, size_t node, struct rect box)
{
    const struct view *view = d->view;
    float room = box.w - 0.5f * d->size, x = box.x + box.w / 2.0f, y = box.y + box.h / 2.0f;
    const struct formula *name = graph_formula_symbol(view->arena, &d->of->at, node);

    float above = box.y - GAP_TIGHT * d->size, wide;

    wide = label_symbol(view, name, box.x, above - label_symbol_depth(view, name, d->size_px),
                        d->size_px, view->theme->text, false);
    if (graph_drawing_has_moved(d, node))
        graph_drawing_old(d, node, (struct point){box.x + box.w, above},
                          box.w - wide - 0.5f * d->size);
    view_rule(view, box.x + GAP_NEAR * d->size, box.x + box.w - GAP_NEAR * d->size, y,
              view->theme->panel_border);
    put_both(d, node, (struct point){x, y - 0.25f * box.h + ui_text_drop(d->size)},
             (struct point){x, y + 0.25f * box.h + ui_text_drop(d->size)}, room, 0.0f);
    graph_drawing_step(d, node, box);
}

/* ×2, +1, 1÷: the sign with a constant where there is one. */
static const char *sign_of(const struct graph_drawing *d, size_t node, char out[SIGN_SIZE])
{
    const struct graph_node *n = &d->graph->nodes[node];
    char number[NUMBER_TEXT_SIZE];
    struct text text;

    for (size_t a = 0; a < n->operation->arguments && n->operation->arguments == 2; a++) {
        if (n->arguments[a].node != GRAPH_CONSTANT)
            continue;
        number_format(number, n->arguments[a].constant, (struct number_style){.decimals = 2});
        text_init(&text, out, SIGN_SIZE);
        text_add(&text, a == 0 && !n->operation->function ? number : n->operation->sign);
        text_add(&text, n->operation->function ? " " : "");
        text_add(&text, a == 0 && !n->operation->function ? n->operation->sign : number);
        return out;
    }
    snprintf(out, SIGN_SIZE, "%s", n->operation->sign);
    return out;
}

struct rect graph_drawing_outline(const struct graph_drawing *d, size_t node)
{
    struct point middle = graph_drawing_circle(d, node);
    char sign[SIGN_SIZE];
    float radius = d->style->radius * d->size;
    float width = canvas_text_width(d->view->canvas, FONT_TEXT_BOLD, d->size_px,
                                    sign_of(d, node, sign));
    float more = fmaxf(0.0f, width + 0.5f * d->size - 2.0f * radius);

    return (struct rect){middle.x - radius - (d->style->down ? 0.0f : more), middle.y - radius,
                         2.0f * radius + more, 2.0f * radius};
}

/* Whether the numbers that a node has by now can be written in that width. */
static bool have_room(const struct graph_drawing *d, size_t node, float width)
{
    char text[NUMBER_TEXT_SIZE];
    double number;

    return (!graph_moment_value(&d->of->at, node, &number)
            || view_says_number(view_number(d->view, number, false, width, d->size_px, text)))
        && (!find_gradient(d, node, &number)
            || view_says_number(view_number(d->view, number, false, width, d->size_px, text)));
}

/* Sign, name, value and gradient in one line. */
static void draw_flat(const struct graph_drawing *d, size_t node, struct rect box)
{
    const struct view *view = d->view;
    float y = box.y + box.h / 2.0f, baseline = y + ui_text_drop(d->size), part, first;
    float right = box.x + box.w, left = box.x + GAP_WORD * d->size;
    const struct formula *name = graph_formula_symbol(view->arena, &d->of->at, node);
    float width = label_symbol(view, name, 0, 0, d->size_px, 0, true);
    bool named;

    if (node >= d->graph->leaf_count) {
        struct rect outline = graph_drawing_outline(d, node);

        left = outline.x + outline.w + GAP_TIGHT * d->size;
    }
    /* A number gives up a digit where a long name would have to go. */
    part = fminf(0.36f * box.w, (right - left - width) / 2.0f);
    named = part >= 0.32f * box.w && have_room(d, node, part - GAP_NEAR * d->size);
    if (!named)
        part = fminf(0.36f * box.w, (right - left) / 2.0f);
    first = right - 2.0f * part;
    if (named) /* an index stays inside */
        label_symbol(view, name, left,
                     fminf(baseline, box.y + box.h - GAP_HAIR * d->size
                                         - label_symbol_depth(view, name, d->size_px)),
                     d->size_px, view->theme->text, false);
    if (graph_drawing_has_moved(d, node)) { /* no gradient: as a weight's chip */
        left += named ? width : 0.0f;
        graph_drawing_flat_moved(d, node, (struct rect){left, box.y, right - left, box.h});
        return;
    }
    canvas_line(view->canvas, (struct point){first + part, box.y + 0.25f * box.h},
                (struct point){first + part, box.y + 0.75f * box.h}, view->size.thin,
                view->theme->panel_border, 0.0f);
    put_both(d, node, (struct point){first + part / 2.0f, baseline},
             (struct point){first + 1.5f * part, baseline}, part - GAP_NEAR * d->size,
             first - left - (named ? width : 0.0f));
}

static void draw_circle(const struct graph_drawing *d, size_t node)
{
    const struct view *view = d->view;
    const struct theme *theme = view->theme;
    const struct place *place = &d->of->at.place;
    bool running = place->step > 0 && place->unit.kind == UNIT_FORWARD && place->unit.layer == node;
    struct graph_item item = {GRAPH_ITEM_OPERATION, node};
    color fill = running ? theme->phase[PHASE_FORWARD] : theme->background;
    color ink = running ? theme->phase_ink[PHASE_FORWARD] : theme->text;
    struct rect outline, box = graph_drawing_box(d, node);
    char sign[SIGN_SIZE];

    outline = graph_drawing_outline(d, node);
    if (outline.x < d->area.x)
        return; /* its layer is the first that is shown */
    if (!d->style->down)
        canvas_line(view->canvas, (struct point){outline.x + outline.w, box.y + box.h / 2.0f},
                    (struct point){box.x, box.y + box.h / 2.0f}, view->size.line,
                    theme->line_strong, 0.0f);
    canvas_box(view->canvas, outline, outline.h / 2.0f, fill,
               running ? theme->phase[PHASE_FORWARD] : theme->text, view->size.line);
    ui_text_in(view->canvas, outline, (struct ui_type){FONT_TEXT_BOLD, d->size_px, ink},
               sign_of(d, node, sign));
    graph_drawing_item(d, outline, outline.h / 2.0f, item);
}

static void draw_node(const struct graph_drawing *d, size_t node)
{
    struct rect box = graph_drawing_box(d, node);

    frame_box(d, node, box);
    if (d->style->down)
        draw_flat(d, node, box);
    else
        draw_tall(d, node, box);
    if (node >= d->graph->leaf_count)
        draw_circle(d, node);
}

/* A node out of sight has no place for the pointer, but Tab leads to it. */
static void reach_node(const struct graph_drawing *d, size_t node)
{
    struct quantity quantity = graph_item_quantity((struct graph_item){GRAPH_ITEM_NODE, node});

    ui_item(d->view->ui, (struct rect){d->area.x, d->area.y, 0.0f, 0.0f},
            (struct ui_action){d->view->select_command, quantity_pack(quantity)});
}

/* How many nodes there is no room for, and in a window how they come in sight. Returns where that
 * begins. */
static float say_left_out(const struct graph_drawing *d, struct rect area)
{
    const struct view *view = d->view;
    size_t left_out = 0;

    for (size_t i = 0; i < d->graph->count; i++)
        left_out += !graph_drawing_sees(d, i);
    if (left_out == 0)
        return area.x + area.w;
    return area.x + area.w - view->size.label_px
        - ui_text(view->canvas, area.x + area.w, area.y + area.h, CANVAS_RIGHT, view_soft(view),
                  words_in(view->arena, view->still ? W_GRAPH_LEFT_OUT : W_GRAPH_LEFT_OUT_REACHED,
                           number_counted(view->arena, left_out),
                           number_counted(view->arena, d->graph->count)));
}

void graph_view(const struct view *view, struct rect area)
{
    float edge = 5.0f * view->size.unit; /* of outlines */
    struct rect inner;
    struct graph_drawing d;

    area = inner = rect_inset(area, edge, edge);

    graph_drawing_init(&d, view, area);
    if (d.scrolls) {
        inner.h -= LINE_ROW * (float)view->size.label_px;
        graph_drawing_init(&d, view, inner);
    }
    /* An outline may stand on the edge. */
    canvas_clip(view->canvas, d.scrolls ? inner : rect_inset(inner, -edge, -edge));
    graph_drawing_ways(&d);
    for (size_t i = 0; i < d.graph->count; i++) {
        if (graph_drawing_sees(&d, i))
            draw_node(&d, i);
        else
            reach_node(&d, i);
    }
    graph_drawing_slopes(&d);
    canvas_unclip(view->canvas);
    graph_drawing_say_old(&d, area, d.scrolls ? say_left_out(&d, area) : area.x + area.w);
}
