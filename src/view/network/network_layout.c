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

/* Of circles with one number, in number sizes: the least radius, at which a letter and a number
 * fit, the largest, and the room that a name above them takes. */
static const float compact_least = 1.4f, compact_most = 2.3f, name_room = 1.75f;

void network_layout_begin(struct network_layout *layout, const struct net *net, struct rect area,
                          float row_width)
{
    *layout = (struct network_layout){.area = area, .row_width = row_width};
    for (size_t l = 0; l <= net->layer_count; l++)
        layout->layers[l].from = net->layers[l].from;
}

void network_layout_circles(struct network_layout *layout, const struct view *view, float room,
                            float column, enum network_nodes most)
{
    float number = (float)view->size.number_px, row = layout->row_height;
    float gap = GAP_WORD * number;
    float chip = (float)view->size.chip_px;
    /* At a projector circles grow only where their columns are far apart. */
    float most_radius = layout->by_step ? fmaxf(1.95f * chip, fminf(2.6f * chip, 0.14f * column))
                                        : (view->bare ? 2.25f : 2.75f) * number;
    float widest = fminf(most_radius, 0.24f * column);
    float full = (room - 4.0f * row - 2.3f * gap) / 2.0f;
    float tight = (room - 2.0f * row - (layout->by_step ? 2.5f : 2.0f) * gap) / 2.0f;
    float compact = fminf(0.44f * room, layout->by_step ? fminf(1.6f * number, 0.24f * column)
                                                        : widest),
          exponent = 0.0f;
    float least, two = (room - 1.5f * number - 2.0f * row - 1.6f * gap) / 2.0f;

    least = layout->by_step ? 1.6f * chip / number : 1.75f;
    layout->rows = 1;
    if (layout->by_step && two >= 1.6f * chip) {
        layout->rows = 2;
        tight = two;
    }
    if (most == NETWORK_NODES_FULL && full >= 1.95f * number && widest >= 1.95f * number) {
        layout->nodes = NETWORK_NODES_FULL;
        layout->rows = 2;
        layout->radius = fminf(full, widest);
    } else if (tight >= least * number && widest >= least * number) {
        layout->nodes = NETWORK_NODES_TIGHT;
        layout->radius = fminf(tight, widest);
    } else if (compact >= compact_least * number) {
        layout->nodes = NETWORK_NODES_COMPACT;
        layout->radius = fminf(compact, compact_most * number);
        if (compact < 2.0f * number)
            exponent = fminf(2.9f * number, 0.3f * column); /* half of a power of ten */
    } else {
        layout->nodes = NETWORK_NODES_DOTS;
        layout->radius = fmaxf(fminf(fminf(0.36f * room, 0.2f * column), GAP_FAR * number),
                               5.0f * view->size.unit);
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
    float least_step = fmaxf(2.6f * layout->radius, 17.0f * view->size.unit);

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

/* How far what stands above a single output reaches to the right. */
static float output_side(const struct network_layout *layout, const struct view *view)
{
    size_t outputs = view->snapshot->net->layer_count;
    const struct formula *name = network_name(view, layout, outputs, 0);
    float width = label_symbol(view, name, 0, 0, (int)roundf(1.25f * (float)view->size.label_px), 0,
                               true);

    if (layout->nodes <= NETWORK_NODES_TIGHT) /* its bias */
        width += 6.0f * (float)view->size.number_px;
    return layout->layers[outputs].x + 0.5f * width + GAP_WORD * (float)view->size.number_px;
}

/* Above the loss; to the left as far as the outputs and their targets let it. */
static void place_map(struct network_layout *layout, const struct view *view)
{
    float number = (float)view->size.number_px;
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
        || layout->map.h < (view->bare ? 4.5f : 6.0f) * number
        || layout->map.w < (view->bare ? 5.4f : 6.0f) * number)
        layout->map.h = 0.0f;
}

float network_footnotes(const struct view *view)
{
    return 1.0f + (view->snapshot->program->batch > 1 ? 0.9f : 0.0f)
        + (view->snapshot->state->optimizer.l2 != 0.0 ? 2.0f : 0.0f);
}

/* The widths of the first row below a circle in which is ∂L/∂a: with all its digits, and with one
 * less. */
static const float row_widest = 8.1f, row_narrow = 7.4f;

static void make(struct network_layout *layout, const struct view *view, struct rect area,
                 enum network_nodes most, float row_width)
{
    const struct net *net = view->snapshot->net;
    float number = (float)view->size.number_px;
    float loss_width = fmaxf(6.7f * number, 0.13f * area.w);
    float target_width = fminf(fmaxf(6.0f * number, 0.1f * area.w), 8.0f * number);
    float column, room;

    network_layout_begin(layout, net, area, row_width);
    layout->row_height = 1.5f * number;
    if (area.w < 44.0f * number) { /* a narrow picture: the neurons come first */
        loss_width = view->bare ? 5.8f * number : 6.4f * number;
        target_width = view->bare ? 4.9f * number : 5.4f * number;
    }
    room = area.h / (float)network_largest_layer(net);
    column = (area.w - loss_width - target_width) / ((float)net->layer_count + 0.55f);
    network_layout_circles(layout, view, room, column, most);
    layout->loss = (struct rect){area.x + area.w - loss_width, 0.0f, loss_width, 3.7f * number};
    layout->loss.y = area.y + area.h * 0.5f - layout->loss.h * 0.5f;
    layout->target_x = layout->loss.x - target_width;
    layout->target_width = target_width - GAP_WORD * number;
    network_layout_columns(
        layout, view, area.x + fmaxf(layout->plate, 1.6f * number) + view->size.out,
        layout->target_x - fmaxf(layout->radius + GAP_WORD * number, layout->plate));
    network_layout_names(layout, view);
    network_layout_lower(layout, view);
    network_chips_place(layout, view);
    layout->curve = (struct rect){
        layout->loss.x,
        layout->loss.y + layout->loss.h + (1.3f + 1.3f * network_footnotes(view)) * number,
        loss_width, 0.0f};
    layout->curve.h = fminf(area.y + area.h - layout->curve.y, 0.75f * loss_width);
    if (layout->curve.h < (view->bare ? 3.8f : 4.5f) * number)
        layout->curve.h = 0.0f;
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
    float enough = 6.7f * (float)view->size.number_px; /* for the power of ten that a gradient is */
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
        *port = (struct point){column->x + (float)side * layout->radius,
                               column->first_y + (float)place * column->step_y};
        return true;
    }
    port->x = side == NETWORK_LEFT ? column->cells.x : column->cells.x + column->cells.w;
    /* The cells of a row one after the other, so that their lines are apart. */
    port->y = column->first_y - column->step_y / 2.0f
        + ((float)place + 0.5f) / (float)column->columns * column->step_y;
    return true;
}
