/* The rows below a circle: its gradients. */
#include "view/frame/needed.h"
#include "view/network/network_parts.h"

#include <math.h>

float network_row_width(const struct network_layout *layout, size_t row)
{
    return row == 0 || layout->by_step ? layout->row_width : ROOM(12);
}

/* The row below a circle: a gradient of the neuron on a tinted chip. */
static void gradient_row(const struct network_picture *picture, struct quantity quantity,
                         struct point center, size_t row)
{
    const struct view *view = picture->view;
    const struct theme *theme = view->theme;
    enum known known = view_known(view, quantity);
    float number = (float)view->size.chip_px, height = picture->layout->row_height;
    struct label label = {
        .symbol = network_symbol(picture, quantity),
        .brief =
            formula_symbol(view->arena, quantity.kind == QUANTITY_DA ? "∂" : "δ", NULL, NULL, 0.0),
        .value = quantity_value(view->snapshot, quantity),
        .sign = true,
        .strong = known == KNOWN_FRESH,
        .ink = known == KNOWN_OLD ? theme->text_soft : theme->phase[PHASE_BACKWARD],
        .size_px = view->size.chip_px,
    };
    float pad = GAP_NEAR * number,
          most = network_row_width(picture->layout, row) * (float)view->size.number_px - 2.0f * pad,
          width;
    enum formula_role role;
    struct rect box, before;

    if (known != KNOWN_OLD && view_marked(view, quantity, &role) && role != FORMULA_ROLE_NONE
        && role != FORMULA_ROLE_RESULT)
        label.ink = theme->role[role];
    if (view_steps_back(view, &quantity, 1))
        label.ink = theme->text_soft;
    label.symbol_ink = label.ink;
    if (!label_fit(view, &label, most))
        return;
    width = label_width(view, &label, most) + 2.0f * pad;
    box = (struct rect){center.x - width / 2.0f,
                        center.y + picture->layout->radius + GAP_NEAR * number
                            + (float)row * height,
                        width, height - GAP_HAIR * number};
    canvas_box(view->canvas, box, view->size.corner,
               known == KNOWN_OLD || view_steps_back(view, &quantity, 1)
                   ? theme->panel
                   : theme->phase_soft[PHASE_BACKWARD],
               0, 0.0f);
    before = canvas_within(view->canvas, box);
    label_draw(view, &label, center.x, box.y + box.h / 2.0f + GAP_TIGHT * number, most);
    canvas_within(view->canvas, before);
    view_item(view, box, quantity);
}

/* At a projector's text sizes: new (of a whole phase too much is), or something that the step is
 * made of. */
static bool row_needed(const struct view *view, struct quantity quantity)
{
    enum formula_role role;

    return (view->granularity != GRANULARITY_PHASE && view_known(view, quantity) == KNOWN_FRESH)
           || view_marked(view, quantity, &role) || needed_writes(view, quantity)
           || quantity_equal(view->asked, quantity);
}

void network_node_below(const struct network_picture *picture, size_t layer, size_t unit,
                        struct point center)
{
    struct quantity da = quantity_at(QUANTITY_DA, layer, unit, 0);
    struct quantity dz = quantity_at(QUANTITY_DZ, layer, unit, 0);
    bool has_da = view_known(picture->view, da) != KNOWN_NOT_YET;
    bool has_dz = view_known(picture->view, dz) != KNOWN_NOT_YET;
    bool both = picture->layout->rows == 2;

    if (picture->layout->by_step) {
        has_da = has_da && row_needed(picture->view, da);
        has_dz = has_dz && row_needed(picture->view, dz);
    }
    if (picture->view->move > 0.0f || picture->layout->named)
        return; /* of the past: the stage is the parameters' */
    if (has_da && (both || !has_dz))
        gradient_row(picture, da, center, 0);
    if (has_dz)
        gradient_row(picture, dz, center, has_da && both ? 1 : 0);
}
