/* The local slopes at the ways of a network's graph. */
#include "view/netgraph/netgraph_parts.h"

#include "view/frame/label.h"

#include <math.h>
#include <string.h>

bool netgraph_has_slopes(const struct netgraph *graph)
{
    const struct place *place = &graph->view->snapshot->place;

    return place->step > 0 && place->unit.kind > UNIT_LOSS;
}

const char *netgraph_slope_text(const struct netgraph *graph, const char *letters, double value,
                                float width)
{
    char number[NUMBER_TEXT_SIZE];

    if (isnan(value))
        return letters;
    view_number(graph->view, value, false, width, netgraph_slope_px(graph), number);
    return view_says_number(number) ? arena_printf(graph->view->arena, "%s", number) : letters;
}

float netgraph_slope_write(const struct netgraph *graph, const char *text, float x, float y,
                           bool measure)
{
    const struct view *view = graph->view;
    const int size_px = netgraph_slope_px(graph);
    size_t length = strlen(text);
    bool transposed = length == 2 && text[1] == 'T';
    bool number = text[strspn(text, "−+0123456789.")] == '\0';
    color ink = view->theme->role[FORMULA_ROLE_ACTIVATION_SLOPE];
    struct formula *symbol;

    if (number && measure)
        return canvas_text_width(view->canvas, FONT_MONO, size_px, text);
    if (number)
        return canvas_text(view->canvas, x, y, CANVAS_LEFT, FONT_MONO, size_px, ink, text);
    symbol = formula_symbol(view->arena,
                            arena_printf(view->arena, "%.*s", (int)(transposed ? 1 : length), text),
                            NULL, transposed ? "T" : NULL, (double)NAN);
    symbol->roman_sup = true;
    return label_symbol(view, symbol, x, y, size_px, ink, measure);
}

void netgraph_slope(const struct netgraph *graph, struct point from, struct point to,
                    const char *letters, double value)
{
    float room = fabsf(to.x - from.x) - GAP_HAIR * graph->size, x = 0.5f * (from.x + to.x), width;
    const char *text = netgraph_slope_text(graph, letters, value, room);

    if (!netgraph_has_slopes(graph) || text[0] == '\0' || !netgraph_sees(graph, from)
        || !netgraph_sees(graph, to))
        return;
    width = netgraph_slope_write(graph, text, 0.0f, 0.0f, true);
    if (text == letters && room > 0.0f && width > room)
        return; /* it would stand on the boxes */
    netgraph_slope_write(graph, text, x - 0.5f * width,
                         0.5f * (from.y + to.y) - GAP_WORD * graph->size, false);
}

double netgraph_one(const struct netgraph *graph, const struct netgraph_node *box)
{
    return box->shown && box->terms[0].scalar
        ? matrices_value(graph->view->snapshot, &box->terms[0], 0, 0) : (double)NAN;
}

double netgraph_loss_slope(const struct netgraph *graph, const struct netgraph_row *row)
{
    const struct netgraph_node *last = row->layers[graph->net->layer_count].a;
    double a = netgraph_one(graph, last), t = netgraph_one(graph, row->t), slope;

    if (isnan(a) || isnan(t))
        return (double)NAN;
    if (!last->has_gradient)
        loss_backward_fused(graph->net->loss, 1, &a, &t, &slope);
    else
        loss_backward(graph->net->loss, 1, &a, &t, &slope);
    return slope;
}

void netgraph_slopes(const struct netgraph *graph, struct point from, struct point to,
                     const struct netgraph_node *z, const struct netgraph_weights *weights)
{
    const struct view *view = graph->view;
    struct matrices_term slopes = z->terms[0];
    enum activation activation = graph->net->layers[slopes.first.layer].activation;
    float y = from.y + LINE_CLOSE * (float)netgraph_slope_px(graph), room = to.x - from.x;

    slopes.source = MATRICES_SLOPES;
    if (z->terms[0].scalar && weights->slope[0] != '\0') {
        netgraph_slope(graph, from, to, weights->slope,
                       matrices_value(view->snapshot, &slopes, 0, 0));
        return;
    }
    if (netgraph_slope_write(graph, weights->slope, 0.0f, 0.0f, true) <= room)
        netgraph_slope(graph, from, to, weights->slope, (double)NAN);
    if (activation_row(activation)->couples)
        return; /* of softmax no unit has a slope of its own */
    if (!netgraph_has_slopes(graph) || weights->slope[0] == '\0' || z->boxes[0].heat
        || !netgraph_sees(graph, from) || !netgraph_sees(graph, to))
        return;
    for (size_t i = 0; i < slopes.rows && weights->slope[0] != '1'; i++) {
        char number[NUMBER_TEXT_SIZE];

        view_number(view, matrices_value(view->snapshot, &slopes, i, 0), false, room,
                    netgraph_slope_px(graph), number);
        if (view_says_number(number))
            canvas_text(view->canvas, 0.5f * (from.x + to.x), y, CANVAS_CENTER, FONT_MONO,
                        netgraph_slope_px(graph), view->theme->role[FORMULA_ROLE_ACTIVATION_SLOPE],
                        number);
        y += LINE_CLOSE * (float)netgraph_slope_px(graph);
    }
}
