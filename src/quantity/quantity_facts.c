#include "quantity/quantity_facts.h"

#include <assert.h>

static const struct quantity_facts rows[QUANTITY_KIND_COUNT] = {
    [QUANTITY_X] = {
        QUANTITY_OF_UNIT, .has_time = true, .letter = "x", .phrase = W_INPUT_OF,
        .role = FORMULA_ROLE_INPUT},
    [QUANTITY_T] = {QUANTITY_OF_UNIT, .has_time = true, .letter = "t", .phrase = W_TARGET_OF},
    [QUANTITY_RATE] = {QUANTITY_OF_RUN, .letter = "η", .phrase = W_LEARNING_RATE_OF},
    [QUANTITY_Z] = {
        QUANTITY_OF_UNIT, QUANTITY_OF_SAMPLE, .has_time = true, .letter = "z",
        .phrase = W_WEIGHTED_SUM_OF,
        .role = FORMULA_ROLE_INPUT, .unit = UNIT_FORWARD, .moment = MOMENT_BIAS},
    [QUANTITY_A] = {
        QUANTITY_OF_UNIT, QUANTITY_OF_SAMPLE, .has_time = true, .letter = "a",
        .phrase = W_ACTIVATION_OF,
        .role = FORMULA_ROLE_INPUT, .unit = UNIT_FORWARD, .moment = MOMENT_ACTIVATION},
    [QUANTITY_LOSS_PART] = {
        QUANTITY_OF_UNIT, QUANTITY_OF_SAMPLE, .has_time = true, .letter = "L",
        .phrase = W_PART_OF_LOSS_FROM,
        .unit = UNIT_LOSS, .moment = MOMENT_LOSS_PART},
    [QUANTITY_TIME_LOSS] = {
        QUANTITY_OF_RUN, QUANTITY_OF_SAMPLE, .has_time = true, .letter = "L",
        .phrase = W_LOSS_AT_TIME, .unit = UNIT_LOSS, .moment = MOMENT_TIME_LOSS},
    [QUANTITY_LOSS] = {
        QUANTITY_OF_RUN, QUANTITY_OF_SAMPLE, .letter = "L", .phrase = W_LOSS, .unit = UNIT_LOSS,
        .moment = MOMENT_LOSS_TOTAL},
    [QUANTITY_PENALTY] = {
        QUANTITY_OF_RUN, QUANTITY_OF_BATCH, QUANTITY_NEEDS_PENALTY, "s",
        .phrase = W_PENALTY_NAME, .unit = UNIT_LOSS, .moment = MOMENT_PENALTY},
    [QUANTITY_OBJECTIVE] = {
        QUANTITY_OF_RUN, QUANTITY_OF_BATCH, QUANTITY_NEEDS_PENALTY, "J",
        .phrase = W_OBJECTIVE_NAME, .unit = UNIT_LOSS, .moment = MOMENT_OBJECTIVE},
    [QUANTITY_DA_OUTPUT] = {
        QUANTITY_OF_UNIT, QUANTITY_OF_SAMPLE, .has_time = true, .letter = "own",
        .phrase = W_PART_FROM_OWN_LOSS_OF, .role = FORMULA_ROLE_LOSS_SLOPE,
        .unit = UNIT_BACKWARD, .moment = MOMENT_DA_OUTPUT},
    [QUANTITY_DA_FUTURE] = {
        QUANTITY_OF_UNIT, QUANTITY_OF_SAMPLE, .has_time = true, .letter = "next",
        .phrase = W_PART_FROM_FUTURE_OF, .role = FORMULA_ROLE_ERROR,
        .unit = UNIT_BACKWARD, .moment = MOMENT_DA_FUTURE},
    [QUANTITY_DA] = {
        QUANTITY_OF_UNIT, QUANTITY_OF_SAMPLE, .has_time = true, .by = QUANTITY_A,
        .phrase = W_GRADIENT_OF_LOSS_BY, .role = FORMULA_ROLE_LOSS_SLOPE,
        .unit = UNIT_BACKWARD, .moment = MOMENT_DA},
    [QUANTITY_DZ] = {
        QUANTITY_OF_UNIT, QUANTITY_OF_SAMPLE, .has_time = true, .letter = "δ",
        .by = QUANTITY_Z,
        .phrase = W_ERROR_SIGNAL_OF_NEURON, .role = FORMULA_ROLE_ERROR, .unit = UNIT_BACKWARD,
        .moment = MOMENT_DZ},
    [QUANTITY_OBJECTIVE_GRADIENT] = {
        QUANTITY_OF_WEIGHT, QUANTITY_OF_BATCH, QUANTITY_NEEDS_PENALTY, .by = QUANTITY_VALUE,
        .phrase = W_GRADIENT_OF_OBJECTIVE_BY, .role = FORMULA_ROLE_GRADIENT,
        .unit = UNIT_UPDATE, .moment = MOMENT_OBJECTIVE_GRADIENT, .head = W_WITH_PENALTY_TERM,
        .brief = W_WITH_PENALTY_TERM_BRIEF, .field = "objective_gradient"},
    [QUANTITY_VALUE] = {
        QUANTITY_OF_WEIGHT, .phrase = W_BIAS_OF, .role = FORMULA_ROLE_WEIGHT, .head = W_OLD_VALUE,
        .field = "old"},
    [QUANTITY_SHARE] = {
        QUANTITY_OF_WEIGHT, QUANTITY_OF_SAMPLE, .has_time = true, .by = QUANTITY_VALUE,
        .phrase = W_SHARE_OF_TIME_IN, .role = FORMULA_ROLE_GRADIENT,
        .unit = UNIT_BACKWARD, .moment = MOMENT_SHARE},
    [QUANTITY_GRADIENT] = {
        QUANTITY_OF_WEIGHT, QUANTITY_OF_SAMPLE, .by = QUANTITY_VALUE,
        .phrase = W_GRADIENT_OF_LOSS_BY, .role = FORMULA_ROLE_GRADIENT, .unit = UNIT_BACKWARD,
        .moment = MOMENT_GRADIENT, .field = "gradient"},
    [QUANTITY_BATCH_GRADIENT] = {
        QUANTITY_OF_WEIGHT, QUANTITY_OF_BATCH, .by = QUANTITY_VALUE,
        .phrase = W_GRADIENT_OF_BATCH_LOSS_BY, .role = FORMULA_ROLE_GRADIENT,
        .unit = UNIT_BACKWARD, .moment = MOMENT_GRADIENT, .field = "gradient"},
    [QUANTITY_CLIPPED] = {
        QUANTITY_OF_WEIGHT, QUANTITY_OF_MOVE, QUANTITY_NEEDS_CLIPPING, .letter = "g",
        .phrase = W_CLIPPED_GRADIENT_OF, .role = FORMULA_ROLE_GRADIENT, .unit = UNIT_UPDATE,
        .moment = MOMENT_CLIPPED, .head = W_CLIPPED, .field = "clipped"},
    [QUANTITY_STEP] = {
        QUANTITY_OF_WEIGHT, QUANTITY_OF_MOVE, .before = "Δ", .phrase = W_STEP_OF,
        .role = FORMULA_ROLE_STEP, .unit = UNIT_UPDATE, .moment = MOMENT_STEP, .field = "step"},
    [QUANTITY_NEW] = {
        QUANTITY_OF_WEIGHT, QUANTITY_MOVED, .after = "+", .phrase = W_NEW_VALUE_OF,
        .head = W_NEW_VALUE, .field = "new"},
    [QUANTITY_FIRST] = {
        QUANTITY_OF_WEIGHT, QUANTITY_OF_MOVE, QUANTITY_NEEDS_FIRST, .after = "+",
        .unit = UNIT_UPDATE, .moment = MOMENT_FIRST},
    [QUANTITY_SECOND] = {
        QUANTITY_OF_WEIGHT, QUANTITY_OF_MOVE, QUANTITY_NEEDS_SECOND, .after = "+",
        .unit = UNIT_UPDATE, .moment = MOMENT_SECOND},
    [QUANTITY_OLD_FIRST] = {QUANTITY_OF_WEIGHT, .needs = QUANTITY_NEEDS_FIRST},
    [QUANTITY_OLD_SECOND] = {QUANTITY_OF_WEIGHT, .needs = QUANTITY_NEEDS_SECOND},
    [QUANTITY_FIRST_HAT] = {
        QUANTITY_OF_WEIGHT, QUANTITY_OF_MOVE, QUANTITY_NEEDS_FIRST, .hat = true,
        .unit = UNIT_UPDATE, .moment = MOMENT_FIRST},
    [QUANTITY_SECOND_HAT] = {
        QUANTITY_OF_WEIGHT, QUANTITY_OF_MOVE, QUANTITY_NEEDS_SECOND, .hat = true,
        .unit = UNIT_UPDATE, .moment = MOMENT_SECOND},
};

const struct quantity_facts *quantity_facts(enum quantity_kind kind)
{
    assert(kind < QUANTITY_KIND_COUNT);
    return &rows[kind];
}

bool quantity_is_partial(enum quantity_kind kind)
{
    const struct quantity_facts *facts = quantity_facts(kind);

    return facts->by != QUANTITY_NONE && facts->letter == NULL;
}

/* ---- what follows from the rows ---- */

struct quantity quantity_at(enum quantity_kind kind, size_t layer, size_t to, size_t from)
{
    assert(rows[kind].of < QUANTITY_OF_WEIGHT);
    return (struct quantity){kind, rows[kind].of, layer, to, from, .time = 0};
}

bool quantity_is_buffer(enum quantity_kind kind)
{
    enum quantity_needs needs = quantity_facts(kind)->needs;

    return needs == QUANTITY_NEEDS_FIRST || needs == QUANTITY_NEEDS_SECOND;
}

bool quantity_is_old_buffer(enum quantity_kind kind)
{
    return quantity_is_buffer(kind) && quantity_facts(kind)->stage == QUANTITY_GIVEN;
}

bool quantity_is_second_buffer(enum quantity_kind kind)
{
    return quantity_facts(kind)->needs == QUANTITY_NEEDS_SECOND;
}

struct quantity quantity_fresh_buffer(struct quantity buffer)
{
    assert(quantity_is_buffer(buffer.kind));
    return quantity_as(buffer, quantity_is_second_buffer(buffer.kind) ? QUANTITY_SECOND
                                                                      : QUANTITY_FIRST);
}

bool quantity_is_of_optimizer(enum quantity_kind kind)
{
    return quantity_facts(kind)->needs != QUANTITY_NEEDS_NOTHING;
}

bool quantity_is_kept(const struct optimizer *optimizer, enum quantity_kind kind)
{
    const struct optimizer_row *row = optimizer_row(optimizer->kind);
    const struct optimizer_buffer *buffer = quantity_is_second_buffer(kind) ? &row->second
                                                                            : &row->first;

    if (quantity_is_buffer(kind))
        return (quantity_facts(kind)->hat ? buffer->corrected : buffer->letter) != NULL;
    return quantity_facts(kind)->needs == QUANTITY_NEEDS_CLIPPING
               ? optimizer_clips(optimizer)
               : quantity_facts(kind)->needs == QUANTITY_NEEDS_PENALTY && optimizer->l2 != 0;
}
