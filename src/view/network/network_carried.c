/* What the lines between neurons say: their weights; in the backward pass the gradients as they
 * arrive; in the update the steps. Each layer has its own scale, which is said below it. */
#include "view/network/network_parts.h"

#include <math.h>

/* A page about the batch's gradients has them beside the weights, too. */
static enum quantity_kind shown_gradient(const struct view *view)
{
    return view->explanation->about.kind == QUANTITY_BATCH_GRADIENT ? QUANTITY_BATCH_GRADIENT
                                                                    : QUANTITY_GRADIENT;
}

static struct network_parameter about(const struct view *view, struct quantity parameter)
{
    struct quantity followed = {0};

    if (parameter.of != QUANTITY_OF_BIAS)
        followed = quantity_as(parameter, QUANTITY_OBJECTIVE_GRADIENT);
    return (struct network_parameter){
        .old = parameter,
        .shown_gradient = quantity_as(parameter, shown_gradient(view)),
        .gradient = quantity_as(parameter, QUANTITY_BATCH_GRADIENT),
        .made = {followed, quantity_as(parameter, QUANTITY_CLIPPED),
                 quantity_as(parameter, QUANTITY_FIRST),
                 quantity_as(parameter, QUANTITY_SECOND),
                 quantity_as(parameter, QUANTITY_STEP)},
        .moved = quantity_as(parameter, QUANTITY_NEW),
    };
}

struct network_parameter network_weight(const struct view *view, size_t layer, size_t to,
                                        size_t from)
{
    return about(view, quantity_of_weight(QUANTITY_VALUE, layer, to, from));
}

struct network_parameter network_bias(const struct view *view, size_t layer, size_t to)
{
    return about(view, quantity_of_bias(QUANTITY_VALUE, layer, to));
}

enum quantity_kind network_carried(const struct network_picture *picture, size_t layer, size_t to,
                                   size_t from)
{
    const struct view *view = picture->view;
    struct network_parameter parameter = network_weight(view, layer, to, from);

    if (picture->phase == PHASE_UPDATE) {
        if (view->move > 0.0f || view_known(view, quantity_as(parameter.old, QUANTITY_STEP))
                                     != KNOWN_NOT_YET)
            return QUANTITY_STEP;
        return QUANTITY_BATCH_GRADIENT;
    }
    if (picture->phase == PHASE_BACKWARD
        && view_known(view, parameter.shown_gradient) != KNOWN_NOT_YET)
        return parameter.shown_gradient.kind;
    return QUANTITY_VALUE;
}

static size_t slot(enum quantity_kind carried)
{
    return carried == QUANTITY_VALUE ? 0 : carried == QUANTITY_STEP ? 2 : 1;
}

double network_scale(const struct network_picture *picture, size_t layer,
                     enum quantity_kind carried)
{
    bool bundled = network_bundled(picture->layout, layer);

    if (carried == QUANTITY_VALUE && !bundled)
        return picture->weight_scale;
    return picture->scales[3 * layer + slot(carried)];
}

/* The scale of a layer whose lines all carry 0. */
static const double nothing = 1e-300;

/* The largest size of that kind among a layer's weights, > 0. */
static double largest(const struct network_picture *picture, size_t layer,
                      enum quantity_kind carried, double *values)
{
    const struct net_layer *at = &picture->view->snapshot->net->layers[layer];
    double most = nothing;

    for (size_t to = 0; to < at->out; to++) {
        quantity_values(picture->view->snapshot, carried, layer, to, values);
        for (size_t i = 0; i < at->in; i++) {
            double size = fabs(values[i]);

            if (size > most && isfinite(size))
                most = size;
        }
    }
    return most;
}

/* Whether any of the layer's lines says that: of what none does there is no scale. */
static bool is_carried(const struct network_picture *picture, size_t layer,
                       enum quantity_kind carried)
{
    size_t to = picture->view->snapshot->net->layers[layer].out;
    size_t last = picture->view->snapshot->net->layers[layer].in - 1;

    while (to > 0 && network_carried(picture, layer, to - 1, 0) != carried
           && network_carried(picture, layer, to - 1, last) != carried)
        to--;
    return to > 0;
}

void network_measure_carried(struct network_picture *picture)
{
    const struct view *view = picture->view;
    const struct net *net = view->snapshot->net;
    size_t widest = 1;
    double *values;

    for (size_t l = 1; l <= net->layer_count; l++)
        widest = net->layers[l].in > widest ? net->layers[l].in : widest;
    values = arena_alloc(view->arena, widest * sizeof *values);
    picture->scales = arena_alloc(view->arena, 3 * (net->layer_count + 1) * sizeof *values);
    for (size_t l = 1; l <= net->layer_count; l++) {
        double *scales = &picture->scales[3 * l];

        scales[0] = fmax(largest(picture, l, QUANTITY_VALUE, values), 1e-12);
        scales[1] = scales[2] = 1.0;
        if (picture->phase == PHASE_BACKWARD)
            scales[1] = largest(picture, l, shown_gradient(view), values);
        if (picture->phase == PHASE_UPDATE && is_carried(picture, l, QUANTITY_BATCH_GRADIENT))
            scales[1] = largest(picture, l, QUANTITY_BATCH_GRADIENT, values);
        if (picture->phase == PHASE_UPDATE && is_carried(picture, l, QUANTITY_STEP))
            scales[2] = largest(picture, l, QUANTITY_STEP, values);
    }
}

enum quantity_kind network_carried_by(const struct network_picture *picture, size_t layer)
{
    const struct net *net = picture->view->snapshot->net;
    enum quantity_kind first = network_carried(picture, layer, 0, 0);

    /* In a layer whose gradients come one after the other: as soon as there is one. */
    for (size_t to = 1; to < net->layers[layer].out && first == QUANTITY_VALUE; to++)
        first = network_carried(picture, layer, to, 0);
    return first;
}

const char *network_carried_brief(const struct network_picture *picture, size_t layer)
{
    char text[NUMBER_TEXT_SIZE];
    double scale = network_scale(picture, layer, network_carried_by(picture, layer));

    return scale == nothing
        ? "0"
        : arena_printf(picture->view->arena, "±%s",
                       number_format(text, scale, (struct number_style){.decimals = 3}));
}

const char *network_carried_scale(const struct network_picture *picture, size_t layer)
{
    if (network_scale(picture, layer, network_carried_by(picture, layer)) == nothing)
        return words(W_ALL_0);
    return words_in(picture->view->arena, W_THE_WIDEST, network_carried_brief(picture, layer));
}

/* Whether nothing has been written there, nor stands there. */
static bool is_free(const struct canvas *canvas, struct rect rect)
{
    for (size_t i = 0; i < canvas->count; i++) {
        const struct canvas_command *c = &canvas->commands[i];

        if (c->kind == CANVAS_TEXT && rect_overlap(rect, canvas_text_bounds(canvas, c)))
            return false;
    }
    return true;
}

/* How far from the middle of a column a text keeps that begins so high: beside its lowest circle,
 * clear of a ring around it. */
static float side_of(const struct network_layout *layout, const struct network_layer_layout *column,
                     float top, float label)
{
    float low = column->first_y + ((float)column->shown - 1.0f) * column->step_y,
          ring = layout->radius + GAP_WIDE * label;

    return low + ring > top ? ring : 0.25f * label;
}

void network_carried_words(const struct network_picture *picture)
{
    const struct view *view = picture->view;
    const struct net *net = view->snapshot->net;
    float label = (float)view->size.label_px,
          y = picture->layout->area.y + picture->layout->area.h + GAP_TIGHT * label;

    for (size_t l = 1; l <= net->layer_count && !view->bare && !picture->layout->dense; l++) {
        const struct network_layer_layout *to = &picture->layout->layers[l],
                                          *from = network_layout_from(picture->layout, l);
        enum quantity_kind carried = network_carried_by(picture, l);
        const char *what = words(carried == QUANTITY_STEP    ? W_LINES_STEPS
                                 : carried == QUANTITY_VALUE ? W_LINES_WEIGHTS
                                                             : W_LINES_GRADIENTS);
        const char *scale = network_carried_scale(picture, l);
        const char *wordings[] = {
            arena_printf(view->arena, "%s, %s", what, scale),
            arena_printf(view->arena, "%s, %s", what, network_carried_brief(picture, l)), what,
            NULL};
        float left = from->x + side_of(picture->layout, from, y - label, label),
              width = to->x - side_of(picture->layout, to, y - label, label) - left;

        /* Below another run's band the sentence is too near. */
        if ((carried == QUANTITY_VALUE && to->chips == NETWORK_CHIPS_ALL)
            || picture->layout->nodes == NETWORK_NODES_DOTS || view->other != NULL)
            continue;
        if (ui_text_width(view->canvas, view_plain(view), what) > width
            || !is_free(view->canvas, (struct rect){left, y - label, width, LINE_STEP * label}))
            continue;
        ui_text(view->canvas, left + width / 2.0f, y, CANVAS_CENTER, view_soft(view),
                ui_wording(view->canvas, view_plain(view), width, wordings));
    }
}
