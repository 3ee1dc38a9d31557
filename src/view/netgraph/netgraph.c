#include "view/netgraph/netgraph.h"

#include "view/frame/label.h"
#include "view/graph/graph_view.h"
#include "view/netgraph/netgraph_parts.h"

#include <math.h>
#include <string.h>

static color phase_ink(const struct netgraph *graph)
{
    return graph->view->theme->phase[view_phase(graph->view->snapshot->place.unit.kind)];
}

static bool is_inside(struct rect area, struct rect box, float above, float below)
{
    return box.x >= area.x - 1.0f && box.x + box.w <= area.x + area.w + 1.0f
           && box.y - above >= area.y - 1.0f
           && box.y + box.h + below <= area.y + area.h + 1.0f;
}

/* ---- boxes and circles ---- */

static void draw_box(const struct netgraph *graph, const struct netgraph_box *box)
{
    const struct view *view = graph->view;
    float pad = 0.3f * graph->size, middle = box->at.x + 0.5f * box->at.w, y = box->at.y + pad;
    int caption_px = matrix_caption_px(&graph->page);
    float caption = matrix_caption(&graph->page, &box->terms[0], 0, 0, caption_px, 0, true);

    if (!box->shown || !is_inside(graph->page.area, box->at, netgraph_caption(graph),
                                  netgraph_foot(graph, box)))
        return;
    canvas_box(view->canvas, box->at, 0.35f * graph->size, view->theme->panel,
               box->lit ? phase_ink(graph) : view->theme->text_soft,
               (box->lit ? 4.0f : 1.5f) * view->size.unit);
    matrix_caption(&graph->page, &box->terms[0], middle - 0.5f * caption,
                   box->at.y - 0.45f * (float)caption_px, caption_px, view->theme->text, false);
    for (int i = 0; i < 1 + box->has_gradient; i++) {
        const struct matrix_box *matrix = &box->boxes[i];

        if (i > 0)
            canvas_line(view->canvas, (struct point){box->at.x + pad, y - 0.5f * pad},
                        (struct point){box->at.x + box->at.w - pad, y - 0.5f * pad},
                        1.5f * view->size.unit, view->theme->panel_border, 0.0f);
        matrix_box_draw(&graph->page, matrix, middle - 0.5f * matrix_box_width(matrix), y);
        y += matrix_box_height(matrix) + pad;
    }
    if (!box->terms[0].scalar)
        canvas_text(view->canvas, middle, box->at.y + box->at.h + (float)view->size.label_px,
                    CANVAS_CENTER, FONT_TEXT, view->size.label_px, view->theme->text_soft,
                    arena_printf(view->arena, "%zu×%zu", box->terms[0].rows, box->terms[0].cols));
}

static void draw_circle(const struct netgraph *graph, const struct netgraph_circle *circle)
{
    const struct view *view = graph->view;
    const struct theme *theme = view->theme;
    enum theme_phase phase = view_phase(view->snapshot->place.unit.kind);
    struct rect box = {circle->at.x - circle->half, circle->at.y - graph->size,
                       2.0f * circle->half, 2.0f * graph->size};

    if (!circle->shown || !is_inside(graph->page.area, box, 0.0f, 0.0f))
        return;
    canvas_box(view->canvas, box, graph->size,
               circle->lit ? theme->phase[phase] : theme->background,
               circle->lit ? theme->phase[phase] : theme->text, 2.0f * view->size.unit);
    canvas_text(view->canvas, circle->at.x, circle->at.y + 0.34f * graph->size, CANVAS_CENTER,
                FONT_MATH, graph->page.fit.size_px,
                circle->lit ? theme->phase_ink[phase] : theme->text, circle->sign);
}

/* ---- ways ---- */

static bool is_seen(const struct netgraph *graph, struct point at)
{
    const struct rect *area = &graph->page.area;

    return at.x >= area->x && at.x <= area->x + area->w && at.y >= area->y - 1.0f
           && at.y <= area->y + area->h + 1.0f;
}

/* lit: an end of it is what the step is about. Backwards it points back. */
static void way(const struct netgraph *graph, struct point from, struct point to, bool lit)
{
    const struct view *view = graph->view;
    color ink = lit ? phase_ink(graph) : view->theme->line_strong;

    if (!is_seen(graph, from) || !is_seen(graph, to))
        return;
    canvas_line(view->canvas, from, to, (lit ? 4.0f : 2.0f) * view->size.unit, ink, 0.0f);
    if (lit && view->snapshot->place.unit.kind == UNIT_BACKWARD)
        graph_arrow(graph->view->canvas, to, from, 0.45f * graph->size, ink);
    else
        graph_arrow(graph->view->canvas, from, to, 0.45f * graph->size, ink);
}

/* The local slope, over a way of the main row or, `beside`, to the right of one across it. */
static void slope(const struct netgraph *graph, struct point from, struct point to,
                  const char *text, bool beside)
{
    const struct view *view = graph->view;
    const struct place *place = &view->snapshot->place;
    int px = view->size.label_px;
    float x = 0.5f * (from.x + to.x), y = 0.5f * (from.y + to.y), width;
    size_t length = strlen(text);
    bool transposed = length == 2 && text[1] == 'T';
    struct formula *symbol = formula_symbol(
        view->arena, arena_printf(view->arena, "%.*s", (int)(transposed ? 1 : length), text), NULL,
        transposed ? "T" : NULL, (double)NAN);

    if (place->step == 0 || place->unit.kind < UNIT_LOSS || text[0] == '\0'
        || !is_seen(graph, from) || !is_seen(graph, to))
        return;
    symbol->roman_sup = true;
    width = label_symbol(view, symbol, 0, 0, px, 0, true);
    label_symbol(view, symbol, beside ? x + 0.4f * graph->size : x - 0.5f * width,
                 beside ? y + 0.35f * (float)px : y - 0.4f * graph->size, px,
                 view->theme->role[FORMULA_ROLE_ACTIVATION_SLOPE], false);
}

static struct point left_of(const struct netgraph_circle *circle)
{
    return (struct point){circle->at.x - circle->half, circle->at.y};
}

static struct point right_of(const struct netgraph_circle *circle)
{
    return (struct point){circle->at.x + circle->half, circle->at.y};
}

static struct point entry(const struct netgraph_box *box)
{
    return (struct point){box->at.x, box->at.y + 0.5f * box->at.h};
}

static struct point exit_of(const struct netgraph_box *box)
{
    return (struct point){box->at.x + box->at.w, box->at.y + 0.5f * box->at.h};
}

/* From a box above or below the main row to its operation. */
static void way_across(const struct netgraph *graph, const struct netgraph_box *box,
                       const struct netgraph_circle *circle, const char *text)
{
    bool above = box->at.y < circle->at.y;
    struct point from = {circle->at.x, above ? box->at.y + box->at.h + netgraph_foot(graph, box)
                                             : box->at.y - netgraph_caption(graph)
                                                   - 0.4f * graph->size};
    struct point to = {circle->at.x, circle->at.y + (above ? -1.0f : 1.0f) * graph->size};

    if (!box->shown)
        return;
    way(graph, from, to, box->lit && (circle->lit || box->lit));
    /* Over the main row, near the box: there the row's captions end. */
    slope(graph, from, (struct point){from.x, from.y + (above ? 1.4f : -1.4f) * graph->size}, text,
          true);
}

static void layer_ways(const struct netgraph *graph, size_t l)
{
    const struct netgraph_layer *layer = &graph->layers[l];
    const struct netgraph_box *from = l > 1 ? &graph->layers[l - 1].a : &graph->x;
    bool back = graph->view->snapshot->place.unit.kind == UNIT_BACKWARD;

    way(graph, exit_of(from), left_of(&layer->times),
        layer->times.lit && (!back || from->lit));
    if (l > 1)
        slope(graph, exit_of(from), left_of(&layer->times), "WT", false);
    way(graph, right_of(&layer->times), entry(&layer->z), layer->times.lit && layer->z.lit);
    way(graph, exit_of(&layer->z), left_of(&layer->function), layer->function.lit);
    slope(graph, exit_of(&layer->z), left_of(&layer->function), layer->slope, false);
    way(graph, right_of(&layer->function), entry(&layer->a), layer->function.lit);
    way_across(graph, &layer->w, &layer->times, l > 1 ? "aT" : "xT");
    way_across(graph, &layer->b, &layer->times, "1");
}

/* Every W goes into the penalty, too: a line above them. */
static void penalty_ways(const struct netgraph *graph)
{
    const struct netgraph_circle *circle = &graph->penalty_of;
    bool lit = circle->lit;
    color ink = lit ? phase_ink(graph) : graph->view->theme->line_strong;
    float width = (lit ? 4.0f : 2.0f) * graph->view->size.unit, y = circle->at.y;
    struct point end = {circle->at.x, circle->at.y - graph->size};

    for (size_t l = 1; l <= graph->net->layer_count; l++)
        y = fminf(y, graph->layers[l].w.at.y - netgraph_caption(graph) - 0.8f * graph->size);
    for (size_t l = 1; l <= graph->net->layer_count; l++) {
        const struct netgraph_box *w = &graph->layers[l].w;
        struct point top = {w->at.x + 0.5f * w->at.w, w->at.y - netgraph_caption(graph)};

        if (!is_seen(graph, top) || !is_seen(graph, end))
            continue;
        canvas_line(graph->view->canvas, top, (struct point){top.x, y}, width, ink, 0.0f);
        canvas_line(graph->view->canvas, (struct point){top.x, y}, (struct point){end.x, y}, width,
                    ink, 0.0f);
    }
    if (!is_seen(graph, end))
        return;
    way(graph, (struct point){end.x, y}, end, lit);
    way(graph, right_of(circle), entry(&graph->penalty), lit);
    way_across(graph, &graph->penalty, &graph->plus, "1");
    way(graph, exit_of(&graph->loss), left_of(&graph->plus), graph->plus.lit);
    slope(graph, exit_of(&graph->loss), left_of(&graph->plus), "1", false);
    way(graph, right_of(&graph->plus), entry(&graph->objective), graph->plus.lit);
}

static void draw_ways(const struct netgraph *graph)
{
    const struct netgraph_box *last = &graph->layers[graph->net->layer_count].a;
    bool fused = !last->has_gradient;

    for (size_t l = 1; l <= graph->net->layer_count; l++)
        layer_ways(graph, l);
    way(graph, exit_of(last), left_of(&graph->loss_of), graph->loss_of.lit);
    slope(graph, exit_of(last), left_of(&graph->loss_of), fused ? "a − t" : "∂L/∂a", false);
    way_across(graph, &graph->t, &graph->loss_of, "");
    way(graph, right_of(&graph->loss_of), entry(&graph->loss), graph->loss_of.lit);
    if (graph->plus.shown)
        penalty_ways(graph);
}

/* ---- all of it ---- */

static void draw_all(const struct netgraph *graph)
{
    draw_ways(graph);
    draw_box(graph, &graph->x);
    for (size_t l = 1; l <= graph->net->layer_count; l++) {
        const struct netgraph_layer *layer = &graph->layers[l];

        draw_box(graph, &layer->w);
        draw_box(graph, &layer->b);
        draw_circle(graph, &layer->times);
        draw_box(graph, &layer->z);
        draw_circle(graph, &layer->function);
        draw_box(graph, &layer->a);
    }
    draw_box(graph, &graph->t);
    draw_circle(graph, &graph->loss_of);
    draw_box(graph, &graph->loss);
    draw_circle(graph, &graph->penalty_of);
    draw_box(graph, &graph->penalty);
    draw_circle(graph, &graph->plus);
    draw_box(graph, &graph->objective);
}

/* From numbers at their full size to heat maps, until all of it has room; where it is too wide even
 * so, the first with numbers that is not too high. False: not all of it is shown. */
static bool find_fit(struct netgraph *graph, struct rect area)
{
    const struct view_sizes *size = &graph->view->size;
    const int large = size->number_px, small = size->min_px;
    const struct matrix_fit fits[] = {
        {.size_px = large, .characters = 6, .numbers = 5, .cell_px = 8, .cells = 24},
        {.size_px = small, .characters = 6, .numbers = 5, .cell_px = 8, .cells = 24},
        {.size_px = small, .characters = 5, .numbers = 4, .cell_px = 7, .cells = 16},
        {.size_px = small, .characters = 4, .numbers = 3, .cell_px = 6, .cells = 12},
        {.size_px = small, .characters = 4, .numbers = 2, .cell_px = 6, .cells = 8},
        {.size_px = small, .characters = 4, .numbers = 2, .cell_px = 5, .cells = 6},
    };
    const size_t count = sizeof fits / sizeof fits[0];

    for (int whole = 1; whole >= 0; whole--)
        for (size_t i = 0; i < count; i++) {
            netgraph_place(graph, fits[i]);
            if (graph->most_y - graph->least_y <= area.h
                && (whole == 0 || graph->most_x - graph->least_x <= area.w))
                return whole == 1;
        }
    return false;
}

void netgraph_view(const struct view *view, struct rect area)
{
    struct netgraph graph;
    float line = 1.6f * (float)view->size.label_px, x, y;
    const char *wordings[] = {words(W_NETGRAPH_LEFT_OUT), words(W_NETGRAPH_LEFT_OUT_BRIEF), NULL};
    bool whole;

    netgraph_make(&graph, view);
    area.h -= line;
    graph.page.area = area;
    whole = find_fit(&graph, area);
    x = area.x + 0.5f * (area.w - graph.most_x + graph.least_x) - graph.least_x;
    if (!whole)
        x = fminf(area.x - graph.least_x,
                  fmaxf(area.x + area.w - graph.most_x, area.x + 0.5f * area.w - graph.middle));
    y = area.y + fmaxf(0.0f, 0.5f * (area.h - graph.most_y + graph.least_y)) - graph.least_y;
    netgraph_shift(&graph, x, y);
    draw_all(&graph);
    if (whole)
        wordings[0] = words(W_NETGRAPH_LEGEND), wordings[1] = words(W_NETGRAPH_LEGEND_BRIEF);
    canvas_text(view->canvas, area.x, area.y + area.h + 0.8f * line, CANVAS_LEFT, FONT_TEXT,
                view->size.label_px, view->theme->text_soft,
                ui_wording(view->canvas, FONT_TEXT, view->size.label_px, area.w, wordings));
}
