/* The layout at a projector's text sizes, where chips stand as the step needs them. */
#include "view/network/network_layout.h"
#include "view/network/network_parts.h"

#include <math.h>

float network_target_y(const struct network_layout *layout, const struct view *view, size_t place,
                       float lines)
{
    const struct network_layer_layout *column = &layout->layers[view->snapshot->net->layer_count];
    float number = (float)view->size.number_px, pitch = LINE_NOTE * lines * number,
          y = column->first_y + (float)place * column->step_y + ui_text_drop(number),
          top = layout->loss.y - network_verdict_height(view) - pitch + (1.0f - GAP_HAIR) * number,
          bottom = network_layout_notes(layout, view) + number;
    /* One beside the card is nearer to the end of that, and not beside another output. Where there
     * is one output, above a map may be. */
    size_t above = column->shown / 2;

    if (column->shown == 1)
        return bottom;
    return place < above ? fminf(y, top - (float)(above - 1 - place) * pitch)
                         : fmaxf(y, bottom + (float)(place - above) * pitch);
}

/* Whether the targets have room above and below the card of the loss, in its column. */
static bool share_column(const struct network_layout *layout, const struct view *view)
{
    size_t shown = layout->layers[view->snapshot->net->layer_count].shown;
    float number = (float)view->size.number_px,
          bottom = layout->area.y + layout->area.h + GAP_NEAR * number;

    return network_target_y(layout, view, 0, 1.0f) - GAP_PART * number >= layout->area.y
           && (shown == 1 || network_target_y(layout, view, shown - 1, 1.0f) <= bottom);
}

/* The rows below a circle need more room than its name above it; inputs stay level with as many
 * neurons. */
static void lift_columns(struct network_layout *layout, const struct view *view)
{
    float below = layout->radius + GAP_WORD * (float)view->size.chip_px
                  + (float)layout->rows * layout->row_height;

    for (size_t l = 0; l <= view->snapshot->net->layer_count; l++) {
        struct network_layer_layout *column = &layout->layers[l];

        if (layout->nodes <= NETWORK_NODES_TIGHT
            && (l > 0 || column->shown == layout->layers[1].shown))
            column->first_y -= fmaxf(below - column->step_y / 2.0f, 0.0f);
    }
}

/* Below the card of the loss, and the targets where they stand there. Beside another run, whose
 * numbers take the panel's room, it may be flat. */
static void place_curve(struct network_layout *layout, const struct view *view)
{
    const struct network_layer_layout *outputs = &layout->layers[view->snapshot->net->layer_count];
    float number = (float)view->size.number_px,
          top = network_layout_notes(layout, view)
              + (layout->named ? GAP_APART : 2.0f) * number;

    if (layout->shared && outputs->shown > 1 && !layout->named)
        top = network_target_y(layout, view, outputs->shown - 1, 2.0f) + LINE_BUTTON * number;
    network_layout_curve(layout, top, (view->other != NULL ? LINE_BUTTON : LINE_TWO) * number);
}

/* At a projector's text sizes: small circles far apart, so that what the step needs has room beside
 * them (network_step.c); in the update nothing but their names. */
void network_layout_step(struct network_layout *layout, const struct view *view, struct rect area)
{
    const struct net *net = view->snapshot->net;
    float number = (float)view->size.number_px, chip = (float)view->size.chip_px, right,
          side;

    network_layout_begin(layout, view, area, ROOM(11) * chip / number);
    layout->by_step = true;
    network_layout_loss(layout, view, ROOM(9) * number, 0.0f);
    network_layout_circles(layout, view, area.h / (float)network_largest_layer(net),
                           (layout->loss.x - area.x) / ((float)net->layer_count + 0.5f),
                           NETWORK_NODES_TIGHT);
    layout->layers[net->layer_count].shown = net_output(net)->out; /* of which are names */
    side = fmaxf(layout->radius + GAP_WORD * number,
                 layout->nodes <= NETWORK_NODES_TIGHT ? ROOM(6) * chip : layout->plate);
    if (layout->nodes <= NETWORK_NODES_TIGHT) /* what stands above the outputs */
        side = fmaxf(side, 0.5f * (network_names_width(view, layout, net->layer_count)
                                   + GAP_NEAR * number + ROOM(7) * chip));
    layout->target_width = layout->loss.w;
    for (int alone = 0; alone < 2; alone++) {
        right = layout->target_x - side;
        network_layout_columns(layout, view, area.x + layout->plate + view->size.dot,
                               right);
        lift_columns(layout, view);
        layout->shared = share_column(layout, view);
        if (layout->shared)
            break;
        network_layout_loss(layout, view, layout->loss.w, ROOM(8) * number);
        side = fmaxf(layout->radius + GAP_WORD * number, layout->plate);
    }
    layout->named = view->snapshot->place.step > 0
                    && view_phase(view->snapshot->place.unit.kind) == PHASE_UPDATE
                    && view->asked.kind == QUANTITY_NONE && layout->nodes != NETWORK_NODES_DOTS;
    if (layout->named)
        layout->radius = fminf(layout->radius, GAP_APART * number);
    network_layout_names(layout, view);
    network_layout_lower(layout, view);
    place_curve(layout, view);
}
