/* Where the variables and operations of a network stand. */
#include "view/netgraph/netgraph_parts.h"

#include <math.h>
#include <string.h>

int netgraph_slope_px(const struct netgraph *graph)
{
    const int label_px = graph->view->size.label_px, number_px = graph->page.fit.size_px;

    return label_px < number_px ? label_px : number_px;
}

int netgraph_caption_px(const struct netgraph *graph)
{
    return view_symbol_px((float)netgraph_slope_px(graph));
}

float netgraph_caption(const struct netgraph *graph)
{
    /* Where there are rows there is no room to waste. */
    return (graph->net->recurrent ? LINE_CLOSE : LINE_STEP) * (float)netgraph_caption_px(graph);
}

float netgraph_foot(const struct netgraph *graph, const struct netgraph_node *box)
{
    return box->shown && !box->terms[0].scalar ? LINE_CLOSE * (float)netgraph_slope_px(graph)
                                               : 0.0f;
}

/* Its size, with its left upper corner at 0. */
static void measure(struct netgraph *graph, struct netgraph_node *node)
{
    float pad = GAP_NEAR * graph->size, w, h;

    if (node->sign != NULL)
        node->half = fmaxf(1.0f * graph->size,
                           0.5f * matrix_text_width(&graph->page, FONT_MATH,
                                                    graph->page.fit.size_px, node->sign)
                               + GAP_WORD * graph->size);
    if (!node->sized)
        return;
    for (int i = 0; i < 1 + node->has_gradient; i++)
        matrix_box_make(&graph->page, &node->terms[i], &node->caches[i], false, &node->boxes[i]);
    w = fmaxf(matrix_box_width(&node->boxes[0]), 2.0f * graph->size);
    h = matrix_box_height(&node->boxes[0]);
    if (node->has_gradient) {
        w = fmaxf(w, matrix_box_width(&node->boxes[1]));
        h += pad + matrix_box_height(&node->boxes[1]);
    }
    node->at = (struct rect){0.0f, 0.0f, w + 2.0f * pad, h + 2.0f * pad};
}

/* The width of so many digits of a slope. */
static float digits(const struct netgraph *graph, const char *number)
{
    return matrix_text_width(&graph->page, FONT_MONO, netgraph_slope_px(graph), number)
         + GAP_NEAR * graph->size;
}

/* Room between two things of a row; with a slope of that length above the way. */
static float room(const struct netgraph *graph, const char *slope)
{
    float gap = (graph->page.fit.characters > 4 ? GAP_PART : GAP_WIDE) * graph->size;

    return fmaxf(gap, matrix_text_width(&graph->page, slope[0] == '1' ? FONT_MONO : FONT_MATH,
                                        netgraph_slope_px(graph), slope)
                          + (slope[0] == 'W' ? 1.0f : GAP_WORD) * graph->size);
}

/* Of the slopes of a layer's activation: their letters, or of few neurons their numbers. */
static float slope_room(const struct netgraph *graph, size_t l)
{
    const char *letters = graph->weights[l].slope;
    size_t out = graph->net->layers[l].out;

    if (strlen(letters) < 2 || out > graph->page.fit.numbers)
        return room(graph, letters);
    return digits(graph, out == 1 && graph->page.fit.characters > 5 ? "0.0000" : "0.00");
}

/* ---- columns: what stands below each other in all rows ---- */

enum column { COLUMN_TIMES, COLUMN_Z, COLUMN_FUNCTION, COLUMN_A, COLUMN_LOSS_OF, COLUMN_LOSS };

static struct netgraph_node *node_of(const struct netgraph_row *row, enum column column, size_t l)
{
    const struct netgraph_layer *layer = &row->layers[l];

    switch (column) {
    case COLUMN_TIMES:
        return layer->times;
    case COLUMN_Z:
        return layer->z;
    case COLUMN_FUNCTION:
        return layer->function;
    case COLUMN_A:
        return layer->a;
    case COLUMN_LOSS_OF:
        return row->loss_of;
    case COLUMN_LOSS:
        break;
    }
    return row->loss;
}

/* Boxes from x on, each in the middle of the widest; returns where they end. */
static float put(struct netgraph *graph, enum column column, size_t l, float x)
{
    float wide = 0.0f;

    for (size_t i = 0; i < graph->row_count; i++)
        wide = fmaxf(wide, node_of(&graph->rows[i], column, l)->at.w);
    for (size_t i = 0; i < graph->row_count; i++) {
        struct netgraph_node *box = node_of(&graph->rows[i], column, l);

        box->at.x = x + 0.5f * (wide - box->at.w);
        box->at.y = graph->rows[i].y - 0.5f * box->at.h;
    }
    return x + wide;
}

/* Half the width of the operations of a column. */
static float half_of(struct netgraph *graph, enum column column, size_t l)
{
    float half = 0.0f;

    for (size_t i = 0; i < graph->row_count; i++)
        half = fmaxf(half, node_of(&graph->rows[i], column, l)->half);
    return half;
}

static void put_circles(struct netgraph *graph, enum column column, size_t l, float x)
{
    for (size_t i = 0; i < graph->row_count; i++)
        node_of(&graph->rows[i], column, l)->at = (struct rect){x, graph->rows[i].y, 0.0f, 0.0f};
}

/* Above the first row, or below it, its middle there. */
static void put_beside(const struct netgraph *graph, struct netgraph_node *box, float x, bool above)
{
    float gap = above && graph->beside ? 0.5f * graph->size + graph->gap : GAP_APART * graph->size;

    box->at.x = x - 0.5f * box->at.w;
    box->at.y = above ? -graph->above - gap - netgraph_foot(graph, box) - box->at.h
                      : graph->below + gap + netgraph_caption(graph);
}

/* ---- a layer, and the end ---- */

/* With its caption. */
static float width_of(const struct netgraph *graph, const struct netgraph_node *box)
{
    return box->shown ? fmaxf(box->at.w, matrix_caption(&graph->page, &box->terms[0], 0, 0,
                                                        netgraph_caption_px(graph), 0, true))
                      : 0.0f;
}

/* The parameters side by side above the rows, or the biases below. */
static float parameters_width(const struct netgraph *graph, const struct netgraph_weights *weights)
{
    float gap = GAP_WORD * graph->size;

    if (!graph->beside)
        return fmaxf(weights->w->at.w, weights->b->at.w);
    return width_of(graph, weights->w) + (weights->r->shown ? gap : 0.0f)
         + width_of(graph, weights->r) + (weights->b->shown ? gap : 0.0f)
         + width_of(graph, weights->b);
}

static void put_parameters(struct netgraph *graph, struct netgraph_weights *weights, float x)
{
    struct netgraph_node *boxes[] = {weights->w, weights->r, weights->b};
    float left = x - 0.5f * parameters_width(graph, weights);

    if (!graph->beside) {
        put_beside(graph, weights->w, x, true);
        put_beside(graph, weights->b, x, false);
        return;
    }
    for (size_t i = 0; i < sizeof boxes / sizeof boxes[0]; i++) {
        float wide = width_of(graph, boxes[i]);

        if (!boxes[i]->shown)
            continue;
        put_beside(graph, boxes[i], left + 0.5f * wide, true);
        left += wide + GAP_WORD * graph->size;
    }
}

static float place_layer(struct netgraph *graph, size_t l, float x, float *free_from)
{
    struct netgraph_weights *weights = &graph->weights[l];
    float half = half_of(graph, COLUMN_TIMES, l), wide = parameters_width(graph, weights);

    x += room(graph, l > 1 ? "WT" : "") + half; /* nothing goes back to an input */
    x = fmaxf(x, *free_from + 0.5f * wide);
    *free_from = x + 0.5f * wide + GAP_FAR * graph->size;
    put_circles(graph, COLUMN_TIMES, l, x);
    put_parameters(graph, weights, x);
    x = put(graph, COLUMN_Z, l, x + half + room(graph, ""));
    half = half_of(graph, COLUMN_FUNCTION, l);
    x += slope_room(graph, l) + half;
    put_circles(graph, COLUMN_FUNCTION, l, x);
    return put(graph, COLUMN_A, l, x + half + room(graph, ""));
}

/* Close below its operation. */
static float target_below(const struct netgraph *graph)
{
    return LINE_BUTTON * graph->size + netgraph_caption(graph);
}

static void put_target(struct netgraph *graph, struct netgraph_row *row)
{
    row->t->at.x = row->loss_of->at.x - 0.5f * row->t->at.w;
    row->t->at.y = row->y + target_below(graph);
}

static float place_losses(struct netgraph *graph, float x)
{
    bool one = graph->net->layers[graph->net->layer_count].out == 1;
    float aside = one ? digits(graph, "-0.000") : room(graph, "∂L/∂a");
    float half = half_of(graph, COLUMN_LOSS_OF, 0), wide = 0.0f;

    for (size_t i = 0; i < graph->row_count; i++)
        wide = fmaxf(wide, 0.5f * graph->rows[i].t->at.w + GAP_NEAR * graph->size);
    x += fmaxf(aside + half, wide);
    put_circles(graph, COLUMN_LOSS_OF, 0, x);
    for (size_t i = 0; i < graph->row_count; i++)
        put_target(graph, &graph->rows[i]);
    half += room(graph, "");
    wide = graph->rows[0].loss->at.w;
    x = put(graph, COLUMN_LOSS, 0, x + half);
    if (!graph->sum->shown)
        return x;
    put_beside(graph, graph->loss, fminf(x - 0.5f * graph->loss->at.w, x - 0.5f * wide), true);
    /* The sum stands between it and the name of the first time's loss. */
    graph->loss->at.y = fminf(graph->loss->at.y, graph->rows[0].loss->at.y - netgraph_caption(graph)
                                                   - 2.0f * LINE_ROW * graph->size
                                                   - graph->loss->at.h);
    graph->sum->at.x = graph->loss->at.x + 0.5f * graph->loss->at.w;
    graph->sum->at.y = graph->loss->at.y + graph->loss->at.h + 2.0f * graph->size;
    return x + graph->size; /* where the ways to the sum go up */
}

static void place_end(struct netgraph *graph, float x, float free_from)
{
    const struct netgraph_node *loss = netgraph_last_loss(graph);
    float y = loss->at.y + 0.5f * loss->at.h;

    if (!graph->plus->shown)
        return;
    x += room(graph, "1") + graph->plus->half;
    x = fmaxf(x, free_from + 2.0f * graph->penalty_of->half + room(graph, "")
                     + 0.5f * graph->penalty->at.w);
    graph->plus->at.x = x;
    graph->plus->at.y = y;
    put_beside(graph, graph->penalty, x, true);
    if (graph->sum->shown) /* there the loss stands; it is above that */
        graph->penalty->at.y = y - 0.5f * (loss->at.h + graph->penalty->at.h)
                            - netgraph_caption(graph) - GAP_WIDE * graph->size
                            - (float)netgraph_slope_px(graph);
    graph->penalty_of->at.x = graph->penalty->at.x - room(graph, "") - graph->penalty_of->half;
    graph->penalty_of->at.y = graph->penalty->at.y + 0.5f * graph->penalty->at.h;
    graph->objective->at.x = x + graph->plus->half + room(graph, "");
    graph->objective->at.y = y - 0.5f * graph->objective->at.h;
}

/* ---- all of it ---- */

static void heighten(struct netgraph *graph, const struct netgraph_node *box)
{
    if (!box->sized)
        return;
    graph->above = fmaxf(graph->above, 0.5f * box->at.h + netgraph_caption(graph));
    graph->below = fmaxf(graph->below, 0.5f * box->at.h + netgraph_foot(graph, box));
}

/* The heights of the rows: the highest box counts, and below a loss's operation its target. */
static void measure_rows(struct netgraph *graph)
{
    float below = 0.0f;

    graph->above = graph->below = graph->names = 0.0f;
    graph->gap = graph->beside
        ? GAP_PART * graph->size + LINE_NOTE * (float)netgraph_slope_px(graph) : 0.0f;
    heighten(graph, graph->objective);
    for (size_t i = 0; i < graph->row_count; i++) {
        const struct netgraph_row *row = &graph->rows[i];

        heighten(graph, row->loss);
        for (size_t l = 0; l <= graph->net->layer_count; l++) {
            if (l > 0)
                heighten(graph, row->layers[l].z);
            heighten(graph, row->layers[l].a);
        }
        below = fmaxf(below, target_below(graph) + row->t->at.h + netgraph_foot(graph, row->t));
    }
    for (size_t i = 0; i < graph->row_count && graph->net->recurrent; i++) {
        const char *name = words_in(graph->view->arena, W_TIME, graph->rows[i].time);

        graph->rows[i].y = (float)i * fmaxf(graph->above + graph->below + graph->gap,
                                            below + LINE_ROW * graph->size);
        graph->names = fmaxf(graph->names, matrix_text_width(&graph->page, FONT_TEXT_BOLD,
                                                             netgraph_slope_px(graph), name));
    }
}

static void extend(struct netgraph *graph, const struct netgraph_node *box)
{
    float caption = netgraph_caption(graph), foot = netgraph_foot(graph, box);

    if (!box->shown || box->sign != NULL)
        return;
    graph->least_x = fminf(graph->least_x, box->at.x);
    graph->most_x = fmaxf(graph->most_x, box->at.x + box->at.w);
    graph->least_y = fminf(graph->least_y, box->at.y - caption);
    graph->most_y = fmaxf(graph->most_y, box->at.y + box->at.h + foot);
    if (box->lit)
        graph->middle = box->at.x + 0.5f * box->at.w;
}

void netgraph_place(struct netgraph *graph, struct matrix_fit fit)
{
    float x, free_from = 0.0f;

    graph->page.fit = fit;
    graph->size = (float)fit.size_px;
    graph->page.advance = matrix_advance(graph->view, fit.size_px);
    graph->page.row_px = roundf(LINE_NOTE * graph->size);
    for (size_t i = 0; i < graph->node_count; i++)
        measure(graph, &graph->nodes[i]);
    measure_rows(graph);
    x = fmaxf(put(graph, COLUMN_A, 0, 0.0f), graph->names);
    for (size_t l = 1; l <= graph->net->layer_count; l++)
        x = place_layer(graph, l, x, &free_from);
    place_end(graph, place_losses(graph, x), free_from);
    graph->least_x = graph->least_y = graph->most_x = graph->most_y = graph->middle = 0.0f;
    for (size_t i = 0; i < graph->node_count; i++)
        extend(graph, &graph->nodes[i]);
    if (graph->sum->shown)
        graph->most_x = fmaxf(graph->most_x + GAP_PART * graph->size, /* the ways to the sum */
                              graph->sum->at.x + graph->sum->half + graph->size
                                  + digits(graph, graph->net->time_mean ? "1/n" : "1"));
    if (graph->penalty->shown)
        graph->least_y -= GAP_FAR * graph->size; /* the ways from the weights */
    if (graph->net->recurrent && graph->rows[graph->row_count - 1].time < graph->times)
        graph->most_y += GAP_FAR * graph->size; /* the way to the next time */
}

void netgraph_shift(struct netgraph *graph, float x, float y)
{
    for (size_t i = 0; i < graph->node_count; i++) {
        graph->nodes[i].at.x = roundf(graph->nodes[i].at.x + x);
        graph->nodes[i].at.y = roundf(graph->nodes[i].at.y + y);
    }
    graph->least_x += x;
    graph->most_x += x;
    for (size_t i = 0; i < graph->row_count; i++)
        graph->rows[i].y += y;
}
