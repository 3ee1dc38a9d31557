/* What is given to an iteration: inputs, targets, parameters, the learning rate. */
#include "explain/explain.h"
#include "explain/answers/ask_parts.h"
#include "explain/steps/edited.h"
#include "explain/steps/explain_parts.h"
#include "explain/equations/expression.h"
#include "explain/row_words.h"

#include "data/standardize.h"

#include <math.h>

/* A row: what it is, its symbol, its value. */
static struct explain_row *value_row(struct page *page, const char *what, struct quantity q)
{
    return page_cells(page, "tsr", what, page_plain(page, q), page_plain(page, q));
}

/* The same if it is computed at the cursor. */
static void known_row(struct page *page, const char *what, struct quantity q, bool sign)
{
    if (page_known(page, q) != KNOWN_NOT_YET)
        value_row(page, what, q)->cells[2].sign = sign;
}

static void words_row(struct page *page, const char *what, const char *words)
{
    page_cells(page, "t-t", what, words);
}

static void sample_row(struct page *page)
{
    size_t count = page->snapshot->program->samples, sample = page->snapshot->sample + 1;

    words_row(page, words(W_COMES_FROM),
              count < 1000 ? words_in(page->arena, W_SAMPLE_OF_2, sample, count)
                           : words_in(page->arena, W_SAMPLE, explain_count(page, sample)));
}

/* The rule that the given quantity is used in, in symbols: what it leads to may not be computed
 * yet. */
static void used_in(struct page *page, struct quantity result, bool sum)
{
    bool general = page->general;
    const struct formula *right;

    page->general = true;
    right = sum ? expression_sum(page, result) : expression_loss_part(page, result.to);
    page_general(page, page_symbol(page, result, FORMULA_ROLE_RESULT), right);
    page->general = general;
}

/* ---- data ---- */

static void ask_input(struct page *page, struct quantity q)
{
    static const enum word heads[] = {W_INTO, W_THROUGH, W_NONE};
    const struct formula *x = page_plain(page, q);

    page_title(page, W_WHAT_GOES_INTO_NET, x);
    page_table(page, 3, heads);
    for (size_t j = 0; j < page_layer(page, 1)->out; j++) {
        struct quantity w = quantity_of_weight(QUANTITY_VALUE, 1, j, q.to);

        page_cells(page, "ssn", page_unit(page, 1, j), page_symbol(page, w, FORMULA_ROLE_WEIGHT),
                   page_plain(page, w));
        page_mark(page, w, FORMULA_ROLE_WEIGHT);
    }
    page_remark(page, W_IT_COMES_FROM_DATA_AS, x, x->value, page->snapshot->sample + 1,
                page->snapshot->program->samples);
    page_sentence(page, W_IS_INPUT_IT_COMES_FROM, x);
    page_mark(page, q, FORMULA_ROLE_INPUT);
}

static void ask_target(struct page *page, struct quantity q)
{
    struct quantity a = quantity_at(QUANTITY_A, q.layer, q.to, 0);

    page_title(page, W_WHAT_SHOULD_BE, page_plain(page, q), page_plain(page, a));
    used_in(page, quantity_at(QUANTITY_LOSS_PART, q.layer, q.to, 0), false);
    page_table(page, 3, NULL);
    value_row(page, words(W_TARGET), q);
    known_row(page, words(W_OUTPUT_2), a, false);
    sample_row(page);
    page_sentence(page, W_TARGET_COMES_FROM_DATA_FORWARD);
    page_focus(page, q.layer, q.to);
    page_mark(page, q, FORMULA_ROLE_RESULT);
    page_mark(page, a, FORMULA_ROLE_INPUT);
    page_mark(page, quantity_at(QUANTITY_LOSS_PART, q.layer, q.to, 0), FORMULA_ROLE_NONE);
}

/* The scale of its column; NULL: it is as it was given, or no number of the data. */
static const struct dataset_scale *scale_of(const struct page *page, struct quantity q)
{
    const struct dataset *data = page->snapshot->data;

    if (data == NULL || (q.kind != QUANTITY_X && data->t_scales == NULL))
        return NULL;
    if (q.kind == QUANTITY_X)
        return data->x_scales != NULL ? &data->x_scales[q.to] : NULL;
    return q.kind == QUANTITY_T || (q.kind == QUANTITY_A && q.layer == page->net->layer_count)
               ? &data->t_scales[q.to] : NULL;
}

void ask_scale(struct page *page, struct quantity q)
{
    const struct dataset_scale *scale = scale_of(page, q);

    if (scale != NULL && page->snapshot->data->pixels)
        page_remark(page, W_IN_DATA_IS_ITS_PIXELS, standardize_undo(*scale, page_value(page, q)),
                    scale->deviation);
    else if (scale != NULL)
        page_remark(page, W_IN_SCALE_OF_DATA_IS, standardize_undo(*scale, page_value(page, q)),
                    scale->mean, scale->deviation);
}

/* ---- parameters ---- */

static bool is_trained(const struct page *page, struct quantity q)
{
    return q.of != QUANTITY_OF_BIAS || page_layer(page, q.layer)->train_biases;
}

static const char *origin(const struct page *page, struct quantity q)
{
    uint64_t iteration = page->snapshot->place.iteration;

    if (edited(page->snapshot, q))
        return words(W_SET_BY_HAND);
    if (iteration <= 1 || !is_trained(page, q))
        return words(W_START);
    return words_in(page->arena, W_UPDATE, explain_count(page, iteration - 1));
}

/* Its value, and of what follows from it what is known at the cursor. */
static void parameter_table(struct page *page, struct quantity q)
{
    page_table(page, 3, NULL);
    value_row(page, words(page->moved && is_trained(page, q) ? W_OLD_VALUE : W_VALUE), q);
    words_row(page, words(W_COMES_FROM), origin(page, q));
    if (page_has_batch(page))
        known_row(page, words(W_SAMPLE_2), quantity_as(q, QUANTITY_GRADIENT), true);
    known_row(page, words(W_GRADIENT), quantity_as(q, QUANTITY_BATCH_GRADIENT), true);
    if (!is_trained(page, q))
        return;
    if (q.of != QUANTITY_OF_BIAS)
        known_row(page, words(W_WITH_PENALTY), quantity_as(q, QUANTITY_OBJECTIVE_GRADIENT), true);
    known_row(page, words(W_CLIPPED), quantity_as(q, QUANTITY_CLIPPED), true);
    known_row(page, words(buffer_words(&page->snapshot->state->optimizer, false, "row")),
              quantity_as(q, QUANTITY_FIRST), true);
    known_row(page, words(buffer_words(&page->snapshot->state->optimizer, true, "row")),
              quantity_as(q, QUANTITY_SECOND), false);
    known_row(page, words(W_STEP), quantity_as(q, QUANTITY_STEP), true);
    known_row(page, words(W_NEW_VALUE), quantity_as(q, QUANTITY_NEW), false);
}

static void parameter_remark(struct page *page, struct quantity q)
{
    struct quantity gradient = quantity_as(q, QUANTITY_BATCH_GRADIENT);

    if (!is_trained(page, q))
        page_remark(page, W_LESSON_KEEPS_BIASES_FIXED);
    else if (page->moved)
        page_remark(page, W_WHOLE_ITERATION_HAS_COMPUTED_WITH);
    else if (page_known(page, gradient) == KNOWN_NOT_YET
             && page_known(page, quantity_as(q, QUANTITY_GRADIENT)) != KNOWN_NOT_YET)
        page_remark(page, page_sums(page) ? W_SUM_IS_NOT_COMPLETE : W_MEAN_IS_NOT_COMPLETE);
    else if (page_known(page, gradient) == KNOWN_NOT_YET)
        page_remark(page, W_ITS_GRADIENT_IS_NOT_COMPUTED);
    else
        page_remark(page, W_GRADIENT_ONLY_SAYS_HOW_LOSS);
}

/* A time at which the parameter is used: the snapshot's, but at time 1 nothing is remembered. */
static size_t time_of_use(const struct page *page, struct quantity q)
{
    const struct snapshot *snapshot = page->snapshot;
    size_t time = quantity_time(snapshot, (struct quantity){0});

    if (!snapshot->net->recurrent)
        return 0;
    return q.of == QUANTITY_OF_RECURRENT && time == 1 && net_times(snapshot->net, snapshot->now) > 1
               ? 2 : time;
}

static void ask_parameter(struct page *page, struct quantity q)
{
    const struct formula *symbol = page_plain(page, q), *unit = page_unit(page, q.layer, q.to);
    size_t time = time_of_use(page, q);
    struct quantity z = quantity_then(quantity_at(QUANTITY_Z, q.layer, q.to, 0), time), input;

    page_focus(page, q.layer, q.to);
    if (q.of == QUANTITY_OF_BIAS && !page_layer(page, q.layer)->has_biases) {
        page_title(page, W_HAS_NO_BIAS, unit);
        page_sentence(page, W_NEURONS_OF_LAYER_HAVE_NO);
        return;
    }
    used_in(page, z, true);
    parameter_table(page, q);
    parameter_remark(page, q);
    page_mark(page, q, FORMULA_ROLE_WEIGHT);
    page_mark(page, z, FORMULA_ROLE_RESULT);
    page_mark(page, quantity_as(z, QUANTITY_A), FORMULA_ROLE_RESULT);
    if (q.of == QUANTITY_OF_BIAS) {
        page_title(page, W_SHIFTS_SUM_OF, symbol, unit);
        page_sentence(page, W_IS_PARAMETER_IT_IS_ADDED, symbol, unit);
        return;
    }
    input = quantity_carried(page->snapshot, quantity_then(q, time));
    if (input.kind == QUANTITY_NONE)
        input = quantity_at(QUANTITY_A, q.layer, q.from, 0);
    page_mark(page, input, FORMULA_ROLE_INPUT);
    page_title(page, W_HOW_STRONGLY_ACTS, symbol, page_plain(page, input));
    page_sentence(page, W_IS_PARAMETER_TRAINING_CHANGES_HOW, symbol, page_plain(page, input), unit);
}

/* ---- the learning rate ---- */

static void setting_row(struct page *page, const char *what, const char *letter, double value)
{
    const struct formula *symbol = equation_letter(page->arena, letter, value);

    page_cells(page, "tsr", what, symbol, symbol);
}

/* The numbers that the optimiser is set to beside η. */
static void other_settings(struct page *page)
{
    const struct optimizer *o = &page->snapshot->state->optimizer;
    const struct optimizer_constant *constants = optimizer_row(o->kind)->constants;

    if (o->l2 != 0)
        setting_row(page, words(W_PENALTY), "λ", o->l2);
    for (size_t i = 0; i < OPTIMIZER_CONSTANTS_MAX && constants[i].key != NULL; i++)
        setting_row(page, words(constant_words(constants[i].key, "setting")), constants[i].letter,
                    o->constants[i]);
}

/* Δw = -η ∂L/∂w, of any weight. */
static void step_rule(struct page *page, struct quantity q)
{
    const struct formula *rate = page_symbol(page, q, FORMULA_ROLE_STEP);
    const struct formula *w = expression_index(page, "w", NULL, 0, false);
    const struct formula *gradient = formula_partial(
        page->arena, expression_index(page, "L", NULL, 0, false), w, (double)NAN);

    page_general(page, expression_index(page, "Δw", NULL, 0, false),
                 formula_negate(page->arena,
                                formula_multiply(page->arena, rate,
                                                 formula_in_role(page->arena, gradient,
                                                                 FORMULA_ROLE_GRADIENT))));
}

/* Of an optimiser that makes more of a gradient: the first weight's, in symbols. */
static void made_step_rule(struct page *page)
{
    bool general = page->general;
    const struct formula *step, *pace;

    page->general = true;
    step = page_plain(page, quantity_of_weight(QUANTITY_STEP, 1, 0, 0));
    pace = expression_pace(page, quantity_of_weight(QUANTITY_VALUE, 1, 0, 0));
    page_general(page, step, formula_negate(page->arena, pace));
    page->general = general;
}

static void ask_rate(struct page *page, struct quantity q)
{
    bool plain_descent = optimizer_is_plain(page);

    page_title(page, W_SCALES_EVERY_STEP, page_plain(page, q));
    if (plain_descent)
        step_rule(page, q);
    else
        made_step_rule(page);
    page_table(page, 3, NULL);
    value_row(page, words(W_VALUE), q);
    other_settings(page);
    page_remark(page, W_HYPERPARAMETER_YOU_CHOOSE_IT);
    page_sentence(page,
                  plain_descent ? W_LEARNING_RATE_SCALES_EVERY_STEP
                                : W_LEARNING_RATE_SCALES_EVERY_STEP_SAME,
                  page_plain(page, q), explain_optimizer_title(page->snapshot),
                  page_plain(page, q));
    page_mark(page, q, FORMULA_ROLE_STEP);
}

void ask_given(struct page *page, struct quantity q)
{
    if (q.kind == QUANTITY_X)
        ask_input(page, q);
    else if (q.kind == QUANTITY_T)
        ask_target(page, q);
    else if (q.kind == QUANTITY_RATE)
        ask_rate(page, q);
    else
        ask_parameter(page, q);
}
