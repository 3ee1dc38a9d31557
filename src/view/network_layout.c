#include "view/network_layout.h"

#include "draw/mathbox.h"

#include <math.h>

/* Digits are this wide in the mono face, in ems. */
static const float digit_em = 0.6f;

static size_t largest_layer(const struct net *net)
{
    size_t largest = 1;

    for (size_t l = 0; l <= net->layer_count; l++) {
        if (net->layers[l].out > largest)
            largest = net->layers[l].out;
    }
    return largest;
}

/* Chooses how much a neuron shows from the vertical room of one. */
static void choose_nodes(struct network_layout *layout, const struct view *view, float room,
                         float column)
{
    float number = (float)view->size.number_px, row = layout->row_height;
    float gap = 0.3f * number;
    float widest = fminf(2.9f * number, 0.24f * column);
    float full = (room - 4.0f * row - 3.0f * gap) / 2.0f;
    float tight = (room - 2.0f * row - 2.0f * gap) / 2.0f;
    float named = (room - 1.5f * (float)view->size.label_px) / 2.0f;

    layout->names = true;
    if (full >= 1.95f * number && widest >= 1.95f * number) {
        layout->nodes = NETWORK_NODES_FULL;
        layout->radius = fminf(full, widest);
    } else if (tight >= 1.75f * number && widest >= 1.75f * number) {
        layout->nodes = NETWORK_NODES_TIGHT;
        layout->radius = fminf(tight, widest);
    } else if (fminf(0.44f * room, widest) >= 1.35f * number) {
        layout->nodes = NETWORK_NODES_COMPACT;
        layout->names = named >= 1.35f * number;
        layout->radius = fminf(fminf(layout->names ? named : 0.44f * room, widest), 2.0f * number);
    } else {
        layout->nodes = NETWORK_NODES_DOTS;
        layout->names = false;
        layout->radius = fmaxf(fminf(fminf(0.36f * room, 0.2f * column), 1.2f * number),
                               3.0f * view->size.unit);
    }
}

/* The smallest vertical distance between the chips of a layer's edges at t. */
static float least_gap(const struct network_layer_layout *from,
                       const struct network_layer_layout *to, float t, bool one_target)
{
    float least = 1e9f;
    size_t targets = one_target ? 1 : to->shown;

    for (size_t a = 0; a < from->shown * targets; a++) {
        for (size_t b = a + 1; b < from->shown * targets; b++) {
            float ya = (from->first_y + (float)(a / targets) * from->step_y) * (1.0f - t)
                + (to->first_y + (float)(a % targets) * to->step_y) * t;
            float yb = (from->first_y + (float)(b / targets) * from->step_y) * (1.0f - t)
                + (to->first_y + (float)(b % targets) * to->step_y) * t;

            least = fminf(least, fabsf(ya - yb));
        }
    }
    return least;
}

/* The place along the edges, clear of the circles, where chips are furthest apart. */
static float best_t(const struct network_layer_layout *from, const struct network_layer_layout *to,
                    float margin, bool one_target, float *gap)
{
    float span = to->x - from->x, low = margin / span, best = 0.5f;

    *gap = -1.0f;
    for (int i = 0; i <= 40; i++) {
        float t = low + (1.0f - 2.0f * low) * (float)i / 40.0f;
        float here = least_gap(from, to, t, one_target);

        if (here > *gap + 0.5f) {
            *gap = here;
            best = t;
        }
    }
    return best;
}

static void choose_chips(struct network_layout *layout, const struct view *view, size_t layer)
{
    struct network_layer_layout *to = &layout->layers[layer];
    const struct network_layer_layout *from = &layout->layers[layer - 1];
    float number = (float)view->size.number_px;
    float free_width = to->x - from->x - 2.0f * layout->radius - 0.8f * number;
    float symbol = 3.6f * number, digits = digit_em * number;
    float one = 1.45f * number, two = 2.7f * number, gap, margin;
    float most = symbol + (float)(view->decimals + 3) * digits + 0.8f * number;

    to->chips = NETWORK_CHIPS_NONE;
    if (layout->nodes == NETWORK_NODES_DOTS || free_width < 4.5f * digits + 0.4f * number)
        return;
    to->chip_symbols = free_width >= symbol + 6.0f * digits + 0.8f * number;
    if (!to->chip_symbols)
        most -= symbol - 1.2f * number;
    to->chip_width = fminf(most, free_width);
    margin = layout->radius + 0.4f * number + to->chip_width / 2.0f;
    if (from->shown * to->shown <= 64) {
        to->chip_t = best_t(from, to, margin, false, &gap);
        if (gap >= two + 0.15f * number) {
            to->chips = NETWORK_CHIPS_ALL;
            to->chip_two_lines = true;
            return;
        }
    }
    to->chips = NETWORK_CHIPS_FOCUS;
    to->chip_t = margin / (to->x - from->x);
    gap = from->shown > 1 ? from->step_y * (1.0f - to->chip_t) : 1e9f;
    to->chip_two_lines = gap >= two + 0.15f * number;
    if (gap < one + 0.1f * number)
        to->chips = NETWORK_CHIPS_NONE;
}

static void place_columns(struct network_layout *layout, const struct view *view, float left,
                          float right)
{
    const struct net *net = view->snapshot->net;
    float least_step = fmaxf(2.6f * layout->radius, 9.0f * view->size.unit);

    for (size_t l = 0; l <= net->layer_count; l++) {
        struct network_layer_layout *column = &layout->layers[l];
        size_t fit = (size_t)fmaxf(layout->area.h / least_step, 3.0f);
        size_t count = net->layers[l].out;

        if (layout->nodes != NETWORK_NODES_DOTS)
            fit = count;
        column->shown = count < fit ? count : fit;
        column->x = left + (right - left) * (float)l / (float)net->layer_count;
        column->step_y = layout->area.h / (float)column->shown;
        column->first_y = layout->area.y + column->step_y / 2.0f;
    }
}

void network_layout_make(struct network_layout *layout, const struct view *view, struct rect area)
{
    const struct net *net = view->snapshot->net;
    float number = (float)view->size.number_px, unit = view->size.unit;
    float loss_width = fmaxf(9.6f * number, 0.17f * area.w);
    float target_width = fminf(fmaxf(5.6f * number, 0.12f * area.w), 9.0f * number);
    float column, room;

    *layout = (struct network_layout){.area = area, .row_height = 1.42f * number};
    if (loss_width > 0.22f * area.w)
        loss_width = fmaxf(0.22f * area.w, 6.6f * number);
    room = area.h / (float)largest_layer(net);
    column = (area.w - loss_width - target_width) / ((float)net->layer_count + 0.55f);
    choose_nodes(layout, view, room, column);
    layout->loss = (struct rect){area.x + area.w - loss_width, 0.0f, loss_width, 3.7f * number};
    layout->loss.y = area.y + area.h * 0.5f - layout->loss.h * 0.5f;
    layout->target_x = layout->loss.x - target_width;
    layout->target_width = target_width - 0.5f * number;
    place_columns(layout, view, area.x + fmaxf(layout->radius, 2.4f * number) + 2.0f * unit,
                  layout->target_x - layout->radius - 0.4f * number);
    for (size_t l = 1; l <= net->layer_count; l++)
        choose_chips(layout, view, l);
    layout->curve = (struct rect){layout->loss.x, layout->loss.y + layout->loss.h + 2.6f * number,
                                  loss_width, 0.0f};
    layout->curve.h = fminf(area.y + area.h - layout->curve.y, 0.75f * loss_width);
    if (view->bare || layout->curve.h < 5.0f * number || loss_width < 6.0f * number)
        layout->curve.h = 0.0f;
}

size_t network_layout_unit(const struct network_layout *layout, const struct net *net,
                           size_t layer, size_t place)
{
    size_t shown = layout->layers[layer].shown, count = net->layers[layer].out;
    size_t upper = (shown + 1) / 2;

    if (shown == count || place < upper)
        return place;
    return count - (shown - place);
}

bool network_layout_node(const struct network_layout *layout, const struct net *net, size_t layer,
                         size_t unit, struct point *center)
{
    const struct network_layer_layout *column = &layout->layers[layer];
    size_t count = net->layers[layer].out, place = unit, upper = (column->shown + 1) / 2;

    if (column->shown < count && unit >= upper) {
        size_t from_end = count - unit;

        if (from_end > column->shown - upper)
            return false;
        place = column->shown - from_end;
    }
    *center = (struct point){column->x, column->first_y + (float)place * column->step_y};
    return true;
}
