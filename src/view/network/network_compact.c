/* A circle with room for one number: the newest of the neuron's, z, then a, then δ; above it its
 * letter, with the neuron's name where that does not stand above the circle. */
#include "view/network/network_parts.h"

#include <math.h>
#include <stdio.h>


/* The baselines of the letter and the number below it, from the middle of the circle. */
struct lines {
    float letter, number;
};

/* Where letter and number stand in a circle that is hardly large enough, they are a little smaller
 * than numbers elsewhere. */
static int size_of(const struct network_picture *picture)
{
    const struct ui_sizes *size = &picture->view->size;

    return picture->layout->radius < 2.0f * (float)size->number_px && !picture->view->bare
               ? size->min_px : size->number_px;
}

/* Further apart in larger circles. */
static struct lines lines_of(const struct network_picture *picture)
{
    float number = (float)size_of(picture);
    float apart = fminf(0.4f * (picture->layout->radius / number - network_lettered), GAP_TIGHT);

    return (struct lines){(-GAP_NEAR - apart) * number, (GAP_PART + apart) * number};
}

static bool is_known(const struct view *view, struct quantity quantity)
{
    return quantity.kind == QUANTITY_X || view_known(view, quantity) != KNOWN_NOT_YET;
}

/* The letter above the number; NULL: none. */
static const struct formula *letter(const struct network_picture *picture, struct quantity quantity)
{
    const struct view *view = picture->view;
    bool named = picture->layout->layers[quantity.layer].names == NETWORK_NAMES_INSIDE;
    struct formula *symbol;

    if (named && !is_known(view, quantity))
        symbol = quantity_unit_symbol(view->arena, view->snapshot->net, quantity.layer,
                                      quantity.to);
    else
        symbol = quantity_symbol(view->arena, view->snapshot, quantity);
    symbol->sup = NULL; /* its column tells the layer */
    if (!named && quantity.kind != QUANTITY_X)
        symbol->sub = NULL;
    return symbol;
}

/* The same cut to what fits above the number. */
static const struct formula *fitting_letter(const struct network_picture *picture,
                                            struct quantity quantity)
{
    const struct view *view = picture->view;
    float width = network_chord(picture,
                                GAP_WIDE * (float)size_of(picture) - lines_of(picture).letter);
    struct formula *symbol = formula_in_role(view->arena, letter(picture, quantity),
                                             FORMULA_ROLE_NONE);

    return label_cut(view, symbol, symbol->sub != NULL ? &symbol->sub : &symbol->base, 1, 6,
                     size_of(picture), width) <= width ? symbol : NULL;
}

static color ink_of(const struct view *view, struct quantity quantity)
{
    enum known known = quantity.kind == QUANTITY_X ? KNOWN : view_known(view, quantity);

    if (known == KNOWN_NOT_YET || known == KNOWN_OLD
        || network_node_steps_back(view, quantity.layer, quantity.to))
        return view->theme->text_soft;
    return quantity.kind == QUANTITY_DZ ? view->theme->phase[PHASE_BACKWARD]
                                        : view->theme->node_ink;
}

void network_compact(const struct network_picture *picture, size_t layer, size_t unit,
                     struct point center)
{
    const struct view *view = picture->view;
    const struct network_layout *layout = picture->layout;
    struct quantity quantity = network_newest(picture, layer, unit);
    int size_px = size_of(picture);
    float number = (float)size_px, ink_at = ui_text_drop(number);
    struct lines lines = lines_of(picture);
    bool two = layer > 0 || layout->layers[0].names == NETWORK_NAMES_INSIDE;
    const struct formula *symbol = two ? fitting_letter(picture, quantity) : NULL;
    color ink = ink_of(view, quantity);
    struct label label = {
        .value = quantity_value(view->snapshot, quantity),
        .text = is_known(view, quantity) ? NULL : "?",
        .strong = quantity.kind != QUANTITY_X && view_known(view, quantity) == KNOWN_FRESH,
        .ink = ink,
        .size_px = size_px,
    };

    if (symbol != NULL)
        ink_at = lines.number;
    network_on_circle(picture, &label, center, ink_at,
                      network_node_fill(picture, layer, unit, quantity));
    if (symbol != NULL)
        label_symbol(view, symbol,
                     center.x - label_symbol(view, symbol, 0, 0, size_px, ink, true) / 2.0f,
                     center.y + lines.letter, size_px, ink, false);
    network_node_item(picture, quantity, center, 0);
}
