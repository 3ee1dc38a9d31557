#include "view/network/network_layout.h"

#include "view/network/network_parts.h"

#include <math.h>
#include <string.h>

size_t network_largest_layer(const struct net *net)
{
    size_t largest = 1;

    for (size_t l = 0; l <= net->layer_count; l++) {
        if (net->layers[l].out > largest)
            largest = net->layers[l].out;
    }
    return largest;
}

/* The room that a name above a circle with one number takes, in number sizes. */
static const float name_room = LINE_BUTTON;

void network_layout_begin(struct network_layout *layout, const struct view *view, struct rect area,
                          float row_width)
{
    const struct net *net = view->snapshot->net;

    *layout = (struct network_layout){
        .area = area, .row_width = row_width,
        .row_height = (view->bare ? LINE_STEP : LINE_ROW) * (float)view->size.chip_px};
    for (size_t l = 0; l <= net->layer_count; l++)
        layout->layers[l].from = net->layers[l].from;
}

void network_layout_loss(struct network_layout *layout, const struct view *view, float width,
                         float targets)
{
    float number = (float)view->size.number_px, height = 2.0f * LINE_BUTTON * number;
    struct rect area = layout->area;

    layout->loss = (struct rect){area.x + area.w - width, area.y + (area.h - height) / 2.0f, width,
                                 height};
    layout->target_x = layout->loss.x - targets;
    layout->target_width = targets - GAP_WORD * number;
}

float network_layout_notes(const struct network_layout *layout, const struct view *view)
{
    /* The new loss; in a batch the mean; with L2 s and J. */
    float lines = 1.0f + (view->snapshot->program->batch > 1 ? 1.0f : 0.0f)
        + (view->snapshot->state->optimizer.l2 != 0.0 ? 2.0f : 0.0f);

    return layout->loss.y + layout->loss.h + LINE_NOTE * lines * (float)view->size.chip_px;
}

void network_layout_curve(struct network_layout *layout, float top, float least)
{
    struct rect loss = layout->loss;
    float high = fminf(layout->area.y + layout->area.h - top, 0.75f * loss.w);

    layout->curve = (struct rect){loss.x, top, loss.w, high < least ? 0.0f : high};
}

void network_layout_circles(struct network_layout *layout, const struct view *view, float room,
                            float column, enum network_nodes most)
{
    float number = (float)view->size.number_px, chip = (float)view->size.chip_px;
    float air = (layout->by_step ? 1.0f : GAP_PART) * number, row = layout->row_height;
    float share = network_circle_width * column;
    /* At a projector circles grow only where their columns are far apart. */
    float widest = fminf(share, layout->by_step ? fmaxf(2.0f * chip, fminf(LINE_TWO * chip,
                                                                           0.14f * column))
                                                : 2.0f * LINE_STEP * number);
    float full = (room - air) / 2.0f - 2.0f * row, tight = (room - air) / 2.0f - row;
    float compact = fminf(network_circle_height * room,
                          layout->by_step ? fminf(LINE_ROW * number, share) : widest);
    float two = room / 2.0f - number - row, least = network_lettered * chip, exponent = 0.0f;

    layout->rows = 1;
    if (layout->by_step && two >= least) {
        layout->rows = 2;
        tight = two;
    }
    if (most == NETWORK_NODES_FULL && fminf(full, widest) >= LINE_BUTTON * number) {
        layout->nodes = NETWORK_NODES_FULL;
        layout->rows = 2;
        layout->radius = fminf(full, widest);
    } else if (most <= NETWORK_NODES_TIGHT && fminf(tight, widest) >= least) {
        layout->nodes = NETWORK_NODES_TIGHT;
        layout->radius = fminf(tight, widest);
    } else if (compact >= LINE_STEP * number) {
        layout->nodes = NETWORK_NODES_COMPACT;
        layout->radius = fminf(compact, 2.3f * number);
        if (compact < 2.0f * number)
            exponent = fminf(ROOM(5) * number, 0.3f * column); /* half of a power of ten */
    } else {
        layout->nodes = NETWORK_NODES_DOTS;
        layout->radius = fmaxf(fminf(fminf(network_circle_height * room, share), GAP_FAR * number),
                               view->size.out);
    }
    layout->plate = fmaxf(layout->radius + GAP_NEAR * number, exponent);
}

/* Whether a layer has a name that only fits beside its circles. */
static bool has_long_names(const struct net_layer *layer)
{
    for (size_t i = 0; i < layer->out && layer->units != NULL; i++) {
        if (strlen(layer->units[i]) > 3)
            return true;
    }
    return false;
}

/* Smaller circles, if so inputs and outputs of long names have room for them. */
static void yield_to_names(struct network_layout *layout, const struct view *view)
{
    const struct net *net = view->snapshot->net;
    float number = (float)view->size.number_px;

    for (size_t l = 0; l <= net->layer_count; l += net->layer_count) {
        const struct network_layer_layout *column = &layout->layers[l];
        float radius = (column->step_y - name_room * number) / 2.0f;

        if (column->form == NETWORK_CIRCLES && has_long_names(&net->layers[l])
            && radius >= network_lettered * number)
            layout->radius = fminf(layout->radius, radius);
    }
}

void network_layout_names(struct network_layout *layout, const struct view *view)
{
    float number = (float)view->size.number_px;
    bool compact = layout->nodes == NETWORK_NODES_COMPACT;

    if (compact)
        yield_to_names(layout, view);
    for (size_t l = 0; l <= view->snapshot->net->layer_count; l++) {
        struct network_layer_layout *column = &layout->layers[l];
        float gap = column->step_y - 2.0f * layout->radius;

        column->names = layout->nodes <= NETWORK_NODES_TIGHT ? NETWORK_NAMES_ABOVE
                                                             : NETWORK_NAMES_NONE;
        if (!compact || column->form != NETWORK_CIRCLES)
            continue;
        if (gap >= name_room * number)
            column->names = NETWORK_NAMES_ABOVE;
        else if (layout->radius >= network_lettered * number)
            column->names = NETWORK_NAMES_INSIDE;
    }
}

void network_layout_lower(struct network_layout *layout, const struct view *view)
{
    float room = name_room * (float)view->size.number_px;

    for (size_t l = 0; l <= view->snapshot->net->layer_count; l++) {
        struct network_layer_layout *column = &layout->layers[l];
        float above = 0.5f * column->step_y - layout->radius;

        if (layout->nodes == NETWORK_NODES_COMPACT && column->names == NETWORK_NAMES_ABOVE)
            column->first_y += fmaxf(room - above, 0.0f);
    }
}

void network_layout_columns(struct network_layout *layout, const struct view *view, float left,
                            float right)
{
    const struct net *net = view->snapshot->net;
    float least_step = fmaxf(LINE_TWO * layout->radius, 2.0f * view->size.dot);
    size_t fit = (size_t)(layout->area.h / least_step);

    fit = layout->nodes != NETWORK_NODES_DOTS ? SIZE_MAX : fit < 3 ? 3 : fit;
    for (size_t l = 0; l <= net->layer_count; l++) {
        struct network_layer_layout *column = &layout->layers[l];
        size_t count = net->layers[l].out;

        column->shown = count < fit ? count : fit;
        column->x = left + (right - left) * (float)l / (float)net->layer_count;
        column->step_y = layout->area.h / (float)column->shown;
        column->first_y = layout->area.y + column->step_y / 2.0f;
    }
}

/* How far what stands above a single output reaches to the right. */
static float output_side(const struct network_layout *layout, const struct view *view)
{
    size_t outputs = view->snapshot->net->layer_count;
    float width = network_names_width(view, layout, outputs), number = (float)view->size.number_px;

    if (layout->nodes <= NETWORK_NODES_TIGHT)
        width += (GAP_NEAR + network_bias_width) * number;
    return layout->layers[outputs].x + 0.5f * width + GAP_WORD * number;
}

/* Above the loss; to the left as far as the outputs and their targets let it. */
static void place_map(struct network_layout *layout, const struct view *view)
{
    float number = (float)view->size.number_px;
    float least = ROOM(view->bare ? 8 : 10) * number;
    bool alone = net_output(view->snapshot->net)->out == 1;
    float left = alone ? fmaxf(layout->target_x, output_side(layout, view)) : layout->loss.x;
    float bottom = layout->loss.y
                   - fmaxf((alone ? 2.0f : 1.0f) * number, network_verdict_height(view));

    layout->map = (struct rect){left, layout->area.y, layout->loss.x + layout->loss.w - left,
                                     0.0f};
    if (layout->by_step && !alone) /* targets, names and biases are there */
        bottom = layout->area.y;
    layout->map.h = fminf(bottom - layout->area.y, 1.1f * layout->map.w);
    if ((view->bare && layout->dense) /* there is a caption */
        || fminf(layout->map.w, layout->map.h) < least)
        layout->map.h = 0.0f;
}

/* The widths of the first row below a circle in which is ∂L/∂a: with all its digits, and with one
 * less. */
static const float row_widest = ROOM(13.5f), row_narrow = ROOM(12);

static void make(struct network_layout *layout, const struct view *view, struct rect area,
                 enum network_nodes most, float row_width)
{
    const struct net *net = view->snapshot->net;
    float number = (float)view->size.number_px, share = 0.12f * area.w;

    network_layout_begin(layout, view, area, row_width);
    network_layout_loss(layout, view, fmaxf(ROOM(11) * number, share),
                        fmaxf(ROOM(9) * number, fminf(ROOM(13) * number, share)));
    network_layout_circles(layout, view, area.h / (float)network_largest_layer(net),
                           (layout->target_x - area.x) / ((float)net->layer_count + 0.5f), most);
    network_layout_columns(
        layout, view, area.x + fmaxf(layout->plate, LINE_ROW * number) + view->size.out,
        /* Where its ring is, a lit circle reaches nearer to the targets. */
        layout->target_x - fmaxf(layout->radius + GAP_PART * number, layout->plate));
    network_layout_names(layout, view);
    network_layout_lower(layout, view);
    network_chips_place(layout, view);
    network_layout_curve(layout, network_layout_notes(layout, view) + LINE_NOTE * number,
                         ROOM(7) * number);
}

/* The width of the narrowest chip; 0 unless every weight has one, with room for two lines. */
static float narrowest_chip(const struct network_layout *layout, const struct net *net)
{
    float narrowest = layout->area.w;

    for (size_t l = 1; l <= net->layer_count; l++) {
        if (layout->layers[l].chips != NETWORK_CHIPS_ALL || !layout->layers[l].chip_two_lines)
            return 0.0f;
        narrowest = fminf(narrowest, layout->layers[l].chip_width);
    }
    return narrowest;
}

void network_layout_make(struct network_layout *layout, const struct view *view, struct rect area)
{
    if (network_layout_dense(layout, view, area))
        layout->rows = 1;
    else if (view->bare)
        network_layout_step(layout, view, area);
    else
        network_layout_plain(layout, view, area);
    place_map(layout, view);
}

void network_layout_plain(struct network_layout *layout, const struct view *view, struct rect area)
{
    const struct net *net = view->snapshot->net;
    /* For the power of ten that a gradient is. */
    float enough = ROOM(11) * (float)view->size.number_px;
    struct network_layout other;

    make(layout, view, area, NETWORK_NODES_FULL, row_widest);
    if (layout->nodes != NETWORK_NODES_FULL || narrowest_chip(layout, net) >= enough)
        return;
    make(&other, view, area, NETWORK_NODES_FULL, row_narrow);
    if (narrowest_chip(&other, net) > narrowest_chip(layout, net))
        *layout = other;
    if (narrowest_chip(layout, net) > 0.0f)
        return;
    /* Neurons that say a little less may leave room for every weight. */
    make(&other, view, area, NETWORK_NODES_TIGHT, row_narrow);
    if (narrowest_chip(&other, net) > 0.0f)
        *layout = other;
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

/* The place of a unit in its column; false if it is left out. */
static bool find_place(const struct network_layer_layout *column, size_t count, size_t unit,
                       size_t *place)
{
    size_t upper = (column->shown + 1) / 2, from_end = count - unit;

    *place = unit;
    if (column->shown >= count || unit < upper)
        return true;
    if (from_end > column->shown - upper)
        return false;
    *place = column->shown - from_end;
    return true;
}

bool network_layout_node(const struct network_layout *layout, const struct net *net, size_t layer,
                         size_t unit, struct point *center)
{
    const struct network_layer_layout *column = &layout->layers[layer];
    size_t place;

    if (!find_place(column, net->layers[layer].out, unit, &place))
        return false;
    if (column->form == NETWORK_CIRCLES)
        *center = (struct point){column->x, column->first_y + (float)place * column->step_y};
    else
        *center = rect_center(network_layout_cell(layout, layer, place));
    return true;
}

struct rect network_layout_cell(const struct network_layout *layout, size_t layer, size_t place)
{
    const struct network_layer_layout *column = &layout->layers[layer];
    float across = column->cells.w / (float)column->columns;

    return (struct rect){column->cells.x + (float)(place % column->columns) * across,
                         column->first_y + (float)(place / column->columns) * column->step_y
                             - column->cell.y / 2.0f,
                         column->cell.x, column->cell.y};
}

bool network_layout_port(const struct network_layout *layout, const struct net *net, size_t layer,
                         size_t unit, enum network_side side, struct point *port)
{
    const struct network_layer_layout *column = &layout->layers[layer];
    size_t place;

    if (!find_place(column, net->layers[layer].out, unit, &place))
        return false;
    if (column->form == NETWORK_CIRCLES) {
        network_layout_node(layout, net, layer, unit, port);
        port->x += (float)side * layout->radius;
        return true;
    }
    port->x = side == NETWORK_LEFT ? column->cells.x : column->cells.x + column->cells.w;
    /* The cells of a row one after the other, so that their lines are apart. */
    port->y = column->first_y - column->step_y / 2.0f
        + ((float)place + 0.5f) / (float)column->columns * column->step_y;
    return true;
}
