#include "explain/equations/matrices_rule.h"

/* ---- forward ---- */

static void forward_equations(struct matrices_sheet *sheet, size_t layer)
{
    struct matrices_equation *values;
    struct matrices_term *z;

    matrices_add_rule(sheet, NULL, words(W_WEIGHTED_SUMS), quantity_at(QUANTITY_Z, layer, 0, 0));
    values = matrices_add_equation(sheet, NULL, words(W_ACTIVATIONS));
    matrices_add_units(sheet, values, MATRICES_TIMES, QUANTITY_A, layer);
    z = matrices_add_units(sheet, values, MATRICES_EQUALS, QUANTITY_Z, layer);
    z->function = matrices_function(sheet, layer, false);
    z->applied = z->function != NULL;
}

/* ---- backward ---- */

/* f'(z), cell by cell. */
static void add_slopes(const struct matrices_sheet *sheet, struct matrices_equation *equation,
                       size_t layer)
{
    struct matrices_term *term = matrices_add_units(sheet, equation, MATRICES_HADAMARD, QUANTITY_DZ,
                                              layer);

    term->source = MATRICES_SLOPES;
    term->function = matrices_function(sheet, layer, true);
    term->symbol = matrices_letter(sheet, "z", layer, NULL);
    term->role = FORMULA_ROLE_ACTIVATION_SLOPE;
}

/* ∂L/∂a, with where it comes from if that is no matter of quotients and cases. */
static void add_slopes_of_loss(const struct matrices_sheet *sheet,
                               struct matrices_equation *equation, size_t layer)
{
    struct quantity da = quantity_at(QUANTITY_DA, layer, 0, 0);
    size_t first = equation->count;

    if (layer < sheet->net->layer_count) {
        matrices_rule(sheet, equation, MATRICES_EQUALS, da);
    } else {
        bool times = matrices_add_times(sheet, equation, MATRICES_EQUALS);

        if (!matrices_loss_slope(sheet, equation, times ? MATRICES_TIMES : MATRICES_EQUALS)) {
            equation->count = first;
            matrices_add(sheet, equation, MATRICES_EQUALS, da);
            return;
        }
    }
    equation->terms[first].opens++;
    matrices_add(sheet, equation, MATRICES_EQUALS, da)->closes++;
}

static void error_rule(const struct matrices_sheet *sheet, struct matrices_equation *equation,
                       size_t layer)
{
    const struct net_layer *at = &sheet->net->layers[layer];
    struct matrices_term *across;
    bool mean;

    if (layer == sheet->net->layer_count && loss_is_fused(sheet->net->loss, at->activation)) {
        mean = matrices_add_times(sheet, equation, MATRICES_EQUALS);
        mean = matrices_add_mean(sheet, equation, mean ? MATRICES_TIMES : MATRICES_EQUALS, 1)
               || mean;
        matrices_rule(sheet, equation, mean ? MATRICES_TIMES : MATRICES_EQUALS,
                      quantity_at(QUANTITY_DZ, layer, 0, 0));
        return;
    }
    if (!activation_row(at->activation)->couples) {
        add_slopes_of_loss(sheet, equation, layer);
        add_slopes(sheet, equation, layer);
        return;
    }
    across = matrices_add_term(equation, MATRICES_EQUALS);
    across->source = MATRICES_SLOPES_ACROSS;
    across->first = quantity_at(QUANTITY_DZ, layer, 0, 0);
    across->rows = across->cols = at->out;
    across->function = matrices_function(sheet, layer, true);
    across->symbol = matrices_letter(sheet, "z", layer, NULL);
    across->role = FORMULA_ROLE_ACTIVATION_SLOPE;
    matrices_add_units(sheet, equation, MATRICES_TIMES, QUANTITY_DA, layer);
}

static void backward_equations(struct matrices_sheet *sheet, size_t layer)
{
    bool output = layer == sheet->net->layer_count;
    enum quantity_kind kind = sheet->net->recurrent ? QUANTITY_SHARE : QUANTITY_GRADIENT;
    const struct quantity of_now = {0};
    const char *name = quantity_layer_name(sheet->arena, sheet->net, layer);
    struct matrices_equation *equation =
        matrices_add_equation(sheet, output ? "BP1" : "BP2",
                     words_in(sheet->arena, W_ERROR_SIGNAL_OF, name));

    matrices_add_units(sheet, equation, MATRICES_TIMES, QUANTITY_DZ, layer);
    error_rule(sheet, equation, layer);
    if (sheet->net->layers[layer].has_biases)
        matrices_add_rule(sheet, "BP3", words(W_GRADIENT_OF_BIASES),
                          quantity_of_bias(kind, layer, 0));
    matrices_add_rule(sheet, "BP4",
                      words(kind == QUANTITY_SHARE ? W_SHARES_OF_WEIGHTS_OUTER
                                                   : W_GRADIENT_OF_WEIGHTS_OUTER),
                      quantity_of_weight(kind, layer, 0, 0))->outer = true;
    if (sheet->net->layers[layer].recurrent && quantity_time(sheet->snapshot, of_now) > 1)
        matrices_add_rule(sheet, "BP4", words(W_SHARES_OF_RECURRENT_OUTER),
                          quantity_of_recurrent(kind, layer, 0, 0))->outer = true;
}

/* ---- the whole ---- */

/* What the moment at the cursor computes, or leads to. The gradients of a bias and of the weights
 * come together: BP4 shows δ too. */
static struct quantity computed(const struct net *net, size_t layer, struct moment moment)
{
    struct quantity shown = reveal_shown(net, layer, moment);

    if (shown.kind == QUANTITY_NONE)
        return quantity_of_weight(QUANTITY_NEW, layer, 0, 0);
    if (shown.kind == QUANTITY_GRADIENT || (shown.kind == QUANTITY_SHARE
                                            && shown.of == QUANTITY_OF_BIAS))
        shown.of = QUANTITY_OF_WEIGHT;
    return shown.kind == QUANTITY_DA || shown.kind == QUANTITY_DA_OUTPUT
                   || shown.kind == QUANTITY_DA_FUTURE ? quantity_as(shown, QUANTITY_DZ) : shown;
}

static size_t find_result(const struct matrices *matrices, struct quantity quantity)
{
    size_t i = 0;

    while (i < matrices->count
           && !quantity_together(matrices->equations[i].terms[0].first, quantity))
        i++;
    return i;
}

/* Whether a matrix of the equation has such quantities. */
static bool contains(const struct matrices_equation *equation, struct quantity quantity)
{
    for (size_t t = 0; t < equation->count; t++) {
        if (quantity_together(matrices_quantity(&equation->terms[t], 0, 0), quantity))
            return true;
    }
    return false;
}

size_t matrices_find(const struct matrices *matrices, struct quantity quantity, size_t preferred)
{
    size_t i = find_result(matrices, quantity);

    if (i < matrices->count)
        return i;
    if (quantity.kind == QUANTITY_RATE)
        return matrices->count;
    if (preferred < matrices->count && contains(&matrices->equations[preferred], quantity))
        return preferred;
    for (i = 0; i < matrices->count && !contains(&matrices->equations[i], quantity);)
        i++;
    return i;
}

static size_t current_equation(const struct matrices_sheet *sheet, struct cursor cursor)
{
    const struct snapshot *snapshot = sheet->snapshot;
    struct reveal_unit unit;
    size_t current;

    if (snapshot->place.index == 0 || cursor.moment == 0)
        return 0;
    unit = reveal_unit_in(snapshot, snapshot->place.index);
    current = find_result(sheet->out,
                          quantity_settled(snapshot,
                                           computed(snapshot->net, sheet->out->layer,
                                                    reveal_moment(snapshot->net, unit,
                                                                  cursor.moment))));
    return current < sheet->out->count ? current : 0;
}

/* Before the first step: the first forward pass; at the stop: the last update. */
static struct unit unit_of(const struct snapshot *snapshot)
{
    const struct program *program = snapshot->program;
    struct unit unit = snapshot->place.unit;

    if (snapshot->place.index == 0)
        unit = program->sample[0];
    else if (unit.kind == UNIT_STOP)
        unit = program->update[program->update_count - 1];
    if (unit.kind == UNIT_LOSS)
        unit.layer = snapshot->net->layer_count;
    return unit;
}

size_t matrices_layer_of(const struct snapshot *snapshot)
{
    return unit_of(snapshot).layer;
}

const struct matrices *matrices_make(struct arena *arena, const struct snapshot *snapshot,
                                     struct cursor cursor, size_t layer)
{
    struct matrices_sheet sheet = {arena, snapshot, snapshot->net,
                                   arena_alloc(arena, sizeof *sheet.out)};
    struct unit unit = unit_of(snapshot);

    sheet.out->kind = unit.kind;
    sheet.out->of_step = unit.layer;
    if (layer > 0 && layer <= snapshot->net->layer_count && unit.kind != UNIT_LOSS)
        unit.layer = layer;
    sheet.out->layer = unit.layer;
    switch (unit.kind) {
    case UNIT_FORWARD:
        forward_equations(&sheet, unit.layer);
        break;
    case UNIT_LOSS:
        matrices_loss(&sheet);
        break;
    case UNIT_BACKWARD:
        backward_equations(&sheet, unit.layer);
        break;
    case UNIT_UPDATE:
    case UNIT_STOP:
        matrices_update(&sheet, unit.layer);
        break;
    }
    sheet.out->current = current_equation(&sheet, cursor);
    return sheet.out;
}
