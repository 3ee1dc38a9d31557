/* Symbols as they stand in the picture, where there is less room than in a formula. */
#include "view/network/network_parts.h"

#include <string.h>

enum { SUBSCRIPT_MAX = 3, BASE_MAX = 6 };

/* A symbol as it stands beside its neuron or on its edge. */
static struct formula *shortened(struct arena *arena, const struct formula *symbol, bool bare,
                                 bool aside)
{
    struct formula *copy = formula_in_role(arena, symbol, symbol->role);

    copy->sup = NULL;
    copy->base = arena_cut(arena, symbol->base, BASE_MAX);
    /* A buffer's plus as a character: a superscript would reach into the line above. */
    if (symbol->sup != NULL && strcmp(symbol->sup, "+") == 0)
        copy->base = arena_printf(arena, "%s⁺", copy->base);
    if (bare || (copy->sub != NULL && strlen(copy->sub) > (aside ? BASE_MAX : SUBSCRIPT_MAX)))
        copy->sub = aside && !bare ? arena_cut(arena, copy->sub, SUBSCRIPT_MAX + 1) : NULL;
    return copy;
}

const struct formula *network_symbol(const struct network_picture *picture,
                                     struct quantity quantity)
{
    struct arena *arena = picture->view->arena;
    const struct formula *symbol = quantity_symbol(arena, picture->view->snapshot, quantity);
    /* In a bundle the line tells from where to where; "4,27" would not fit. */
    bool aside = picture->layout->by_step /* not above its neuron */
                 && (picture->layout->nodes > NETWORK_NODES_TIGHT || picture->layout->named);
    bool bare = (quantity.kind == QUANTITY_VALUE && quantity.of == QUANTITY_OF_BIAS && !aside)
                || (quantity.layer > 0 && network_bundled(picture->layout, quantity.layer)
                    && quantity.kind != QUANTITY_T);
    struct formula *copy;

    if (symbol->kind == FORMULA_PARTIAL)
        return formula_partial(
            arena, shortened(arena, symbol->children[0], true, false),
            shortened(arena, symbol->children[1], bare || quantity.kind == QUANTITY_DA, aside),
            symbol->value);
    copy = shortened(arena, symbol, bare, aside);
    /* Weights without names of their own have the same one in every layer. */
    if (quantity.kind == QUANTITY_VALUE && quantity.of == QUANTITY_OF_WEIGHT && copy->sub != NULL)
        copy->sup = symbol->sup;
    return copy;
}

float network_chip_head(const struct formula *symbol)
{
    return symbol != NULL && symbol->sup != NULL && symbol->sub != NULL ? 0.5f : 0.0f;
}
