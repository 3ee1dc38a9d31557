#include "explain/equations/equation.h"

#include "quantity/quantity_facts.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* ---- rules ---- */

static const char *step_rule(struct arena *arena, const struct optimizer *optimizer, bool weight)
{
    return arena_printf(arena, "-η (%s)", optimizer_direction(optimizer, weight));
}

static double target_sum(const struct snapshot *snapshot)
{
    double sum = 0;

    for (size_t k = 0; k < net_output(snapshot->net)->out; k++)
        sum += quantity_value(snapshot, quantity_at(QUANTITY_T, snapshot->net->layer_count, k, 0));
    return sum;
}

bool equation_targets_are_shares(const struct snapshot *snapshot)
{
    return fabs(target_sum(snapshot) - 1.0) <= 1e-12;
}

/* δ of an output whose loss is fused with its activation: what is left of two derivatives. */
static const char *fused_rule(const struct snapshot *snapshot)
{
    bool couples = activation_row(net_output(snapshot->net)->activation)->couples;

    return couples && !equation_targets_are_shares(snapshot) ? "a T - t" : "a - t";
}

/* The weighted sum of a recurrent layer, which remembers nothing at the first time. */
static const char *recurrent_rule(const struct snapshot *snapshot, struct quantity z)
{
    bool biases = snapshot->net->layers[z.layer].has_biases;

    if (quantity_time(snapshot, z) == 1)
        return biases ? "w x + b" : "w x";
    return biases ? "w x + r m + b" : "w x + r m";
}

/* ∂L/∂a of a recurrent layer, or one of its two ways back, by those that there are. */
static const char *recurrent_slope_rule(const struct snapshot *snapshot, struct quantity da)
{
    const struct net *net = snapshot->net;
    size_t time = quantity_time(snapshot, da);
    bool own = da.kind != QUANTITY_DA_FUTURE
               && net_runs(net, snapshot->now, net->layers[da.layer].to, time);

    if (da.kind == QUANTITY_DA_OUTPUT || net_is_cut(net, snapshot->now, time))
        return own ? "wᵀ δ" : "0";
    return own ? "wᵀ δ + rᵀ n" : "rᵀ n";
}

const char *equation_rule(struct arena *arena, const struct snapshot *snapshot,
                          struct quantity result)
{
    const struct net *net = snapshot->net;
    const struct net_layer *layer = &net->layers[result.layer];
    const struct optimizer *optimizer = &snapshot->state->optimizer;
    const struct optimizer_row *row = optimizer_row(optimizer->kind);
    const char *slope = layer->recurrent ? recurrent_slope_rule(snapshot, result)
                        : result.layer < net->layer_count ? "wᵀ δ" : loss_row(net->loss)->slope;
    bool bias = result.of == QUANTITY_OF_BIAS, recurs = result.of == QUANTITY_OF_RECURRENT;
    const char *const rules[QUANTITY_KIND_COUNT] = {
        [QUANTITY_Z] = layer->recurrent ? recurrent_rule(snapshot, result)
                       : layer->has_biases || result.layer == 0 ? "w x + b" : "w x",
        [QUANTITY_A] = activation_row(layer->activation)->rule,
        [QUANTITY_LOSS_PART] = loss_row(net->loss)->part,
        [QUANTITY_OBJECTIVE] = "L + s",
        [QUANTITY_DA] = slope,
        [QUANTITY_DA_OUTPUT] = slope,
        [QUANTITY_DA_FUTURE] = slope,
        [QUANTITY_DZ] = result.kind == QUANTITY_DZ ? fused_rule(snapshot) : NULL,
        [QUANTITY_GRADIENT] = bias ? "δ" : "δ xᵀ",
        [QUANTITY_OBJECTIVE_GRADIENT] = "d + λ w",
        [QUANTITY_CLIPPED] = optimizer->clip_value > 0 ? NULL
                             : optimizer->l2 != 0 && !bias ? "c j" : "c d",
        [QUANTITY_SHARE] = recurs ? "δ mᵀ" : bias ? "δ" : "δ xᵀ",
        [QUANTITY_FIRST] = row->first.rule,
        [QUANTITY_SECOND] = row->second.rule,
        [QUANTITY_FIRST_HAT] = row->first.corrected,
        [QUANTITY_SECOND_HAT] = row->second.corrected,
        [QUANTITY_STEP] = result.kind == QUANTITY_STEP ? step_rule(arena, optimizer, !bias) : NULL,
        [QUANTITY_NEW] = "w + Δ",
    };

    return rules[result.kind];
}

const struct formula *equation_read(struct arena *arena, const char *text,
                                    const struct formula_names *names)
{
    struct formula_names products = *names;
    const struct formula *formula;
    struct error err;

    products.products = true;
    formula = formula_read(arena, text, &products, &err);
    assert(formula != NULL);
    return formula;
}

/* ---- names ---- */

double equation_update_number(const struct snapshot *snapshot)
{
    return (double)stepper_update_number(snapshot->state, &snapshot->place);
}

struct quantity equation_followed(const struct optimizer *optimizer, struct quantity parameter)
{
    return quantity_as(parameter, optimizer_clips(optimizer) ? QUANTITY_CLIPPED
                                  : optimizer->l2 != 0       ? QUANTITY_OBJECTIVE_GRADIENT
                                                     : QUANTITY_BATCH_GRADIENT);
}

struct formula *equation_letter(struct arena *arena, const char *name, double value)
{
    size_t digits = strcspn(name, "0123456789");

    return formula_symbol(arena, arena_printf(arena, "%.*s", (int)digits, name), name + digits,
                          NULL, value);
}

/* A buffer: m the old one, m' the new one, m̂ corrected; NONE: none of them. */
static enum quantity_kind buffer_kind(const struct optimizer *optimizer, const char *name)
{
    static const struct {
        const char *mark;
        enum quantity_kind first, second;
    } states[] = {{"", QUANTITY_OLD_FIRST, QUANTITY_OLD_SECOND},
                  {"'", QUANTITY_FIRST, QUANTITY_SECOND},
                  {"\u0302", QUANTITY_FIRST_HAT, QUANTITY_SECOND_HAT}};
    const struct optimizer_row *row = optimizer_row(optimizer->kind);

    for (int second = 0; second <= 1; second++) {
        const char *letter = second ? row->second.letter : row->first.letter;

        if (letter == NULL || strncmp(name, letter, strlen(letter)) != 0)
            continue;
        for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
            if (strcmp(name + strlen(letter), states[i].mark) == 0)
                return second ? states[i].second : states[i].first;
    }
    return QUANTITY_NONE;
}

const struct formula *equation_clipped(struct arena *arena, const struct optimizer *optimizer,
                                       const struct formula *gradient)
{
    double bound = optimizer->clip_value;

    if (bound > 0 && fabs(gradient->value) > bound)
        gradient = formula_number(arena, copysign(bound, gradient->value));
    if (optimizer->clip_norm > 0 && optimizer->clip_scale != 1)
        gradient = formula_multiply(arena, equation_letter(arena, "c", optimizer->clip_scale),
                                    gradient);
    return gradient;
}

const struct formula *equation_constant(struct arena *arena, const struct optimizer *optimizer,
                                        const char *letter)
{
    const struct optimizer_constant *constants = optimizer_row(optimizer->kind)->constants;

    for (size_t i = 0; i < OPTIMIZER_CONSTANTS_MAX && constants[i].key != NULL; i++)
        if (strcmp(constants[i].letter, letter) == 0)
            return equation_letter(arena, letter, optimizer->constants[i]);
    return NULL;
}

/* λ, t, the optimiser's constants, T (the sum of the targets), L (the batch's loss); NULL: none of
 * them has that name. */
static const struct formula *number_of(struct arena *arena, const struct snapshot *snapshot,
                                       const char *name)
{
    const struct optimizer *optimizer = &snapshot->state->optimizer;

    if (strcmp(name, "λ") == 0)
        return equation_letter(arena, name, optimizer->l2);
    if (strcmp(name, "c") == 0)
        return equation_letter(arena, name, optimizer->clip_scale);
    if (strcmp(name, "t") == 0)
        return equation_letter(arena, name, equation_update_number(snapshot));
    if (strcmp(name, "T") == 0)
        return formula_symbol(arena, "Σt", NULL, NULL, target_sum(snapshot));
    if (strcmp(name, "L") == 0)
        return quantity_batch_loss_symbol(arena, snapshot->batch_loss);
    return equation_constant(arena, optimizer, name);
}

static struct quantity of_parameter(const struct snapshot *snapshot, struct quantity result,
                                    const char *name)
{
    static const struct {
        const char *name;
        enum quantity_kind kind;
    } names[] = {{"w", QUANTITY_VALUE}, {"d", QUANTITY_BATCH_GRADIENT}, {"Δ", QUANTITY_STEP},
                 {"j", QUANTITY_OBJECTIVE_GRADIENT}};
    const struct optimizer *optimizer = &snapshot->state->optimizer;
    enum quantity_kind kind = buffer_kind(optimizer, name);

    if (kind != QUANTITY_NONE)
        return quantity_as(result, kind);
    if (strcmp(name, "g") == 0)
        return equation_followed(optimizer, result);
    if (strcmp(name, "η") == 0)
        return quantity_at(QUANTITY_RATE, 0, 0, 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i].name, name) == 0)
            return quantity_as(result, names[i].kind);
    return (struct quantity){0};
}

/* Of the units of a layer and what leads to them. */
static struct quantity of_units(const struct net *net, struct quantity result, size_t layer,
                                const char *name)
{
    static const struct {
        const char *name;
        enum quantity_kind kind;
    } names[] = {{"z", QUANTITY_Z}, {"a", QUANTITY_A}, {"t", QUANTITY_T}, {"δ", QUANTITY_DZ}};

    if (strcmp(name, "x") == 0)
        return quantity_input(net, layer, result.from);
    if (strcmp(name, "w") == 0)
        return quantity_of_weight(QUANTITY_VALUE, layer, result.to, result.from);
    if (strcmp(name, "b") == 0)
        return quantity_of_bias(QUANTITY_VALUE, layer, result.to);
    if (strcmp(name, "s") == 0 && result.of == QUANTITY_OF_RUN)
        return quantity_at(QUANTITY_PENALTY, layer, 0, 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i].name, name) == 0)
            return quantity_at(names[i].kind, layer, result.to, 0);
    return (struct quantity){0};
}

/* r, m and n: a recurrent layer's weights from itself, its activations of the time before and its δ
 * of the time after. */
static bool of_time(const struct snapshot *snapshot, struct quantity result, const char *name,
                    struct quantity *meaning)
{
    struct quantity weight = quantity_of_recurrent(QUANTITY_VALUE, result.layer, result.to,
                                                   result.from);

    if (!snapshot->net->layers[result.layer].recurrent
        || (result.kind > QUANTITY_DZ && result.kind != QUANTITY_SHARE))
        return false;
    if (strcmp(name, "r") == 0)
        *meaning = weight;
    else if (strcmp(name, "m") == 0)
        *meaning = quantity_carried(snapshot, quantity_then(weight, result.time));
    else if (strcmp(name, "n") == 0)
        *meaning = quantity_then(quantity_at(QUANTITY_DZ, result.layer, result.to, 0),
                                 quantity_time(snapshot, result) + 1);
    return meaning->kind != QUANTITY_NONE;
}

bool equation_name(struct arena *arena, const struct snapshot *snapshot, struct quantity result,
                   const char *name, struct equation_name *meaning)
{
    static const char transposed[] = "ᵀ";
    size_t length = strlen(name), mark = sizeof transposed - 1;
    size_t layer = result.layer;
    bool moves = quantity_is_of_parameter(result) && result.kind != QUANTITY_GRADIENT
                 && result.kind != QUANTITY_SHARE;

    *meaning = (struct equation_name){.quantity = {0}};
    meaning->transposed = length > mark && strcmp(name + length - mark, transposed) == 0;
    if (meaning->transposed)
        name = arena_printf(arena, "%.*s", (int)(length - mark), name);
    if (of_time(snapshot, result, name, &meaning->quantity))
        return true;
    if ((result.kind == QUANTITY_DA || result.kind == QUANTITY_DA_OUTPUT)
        && layer < snapshot->net->layer_count)
        layer = snapshot->net->layers[layer].to;
    meaning->quantity = moves ? of_parameter(snapshot, result, name)
                              : of_units(snapshot->net, result, layer, name);
    if (meaning->quantity.of == QUANTITY_OF_UNIT)
        meaning->quantity.time = result.time;
    if (meaning->quantity.kind == QUANTITY_NONE)
        meaning->number = number_of(arena, snapshot, name);
    return meaning->quantity.kind != QUANTITY_NONE || meaning->number != NULL;
}

/* ---- a step in one line ---- */

struct reading {
    struct arena *arena;
    const struct optimizer *optimizer;
};

/* Letters without values; the buffers are those after the update, which nothing needs to say. */
static const struct formula *of_letter(void *context, const char *name)
{
    const struct reading *reading = context;
    enum quantity_kind kind = buffer_kind(reading->optimizer, name);
    struct formula *letter;

    if (kind != QUANTITY_NONE)
        name = quantity_buffer_letter(reading->optimizer, kind);
    letter = equation_letter(reading->arena, name, (double)NAN);
    letter->hat = quantity_facts(kind)->hat;
    return letter;
}

const struct formula *equation_step(struct arena *arena, const struct optimizer *optimizer)
{
    struct reading reading = {arena, optimizer};

    return equation_read(arena, step_rule(arena, optimizer, true),
                         &(struct formula_names){.of = of_letter, .context = &reading});
}
