/* The update: the step beside every parameter, then all parameters move at once. */
#include "explain/explain_parts.h"
#include "explain/expression.h"
#include "explain/ranking.h"

#include <math.h>

static const char *title(const struct page *page)
{
    return optimizer_title(&page->snapshot->state->optimizer);
}

/* "Weight update · Adam" */
static const char *act(const struct page *page)
{
    return arena_printf(page->arena, "Weight update · %s", title(page));
}

/* Longer tables begin with the largest steps: the panel may have no room for their ends. */
enum { STEPS_IN_ORDER = 6, BATCH_STEPS_IN_ORDER = 3, MOVES_IN_ORDER = 8 };

static const struct formula *plain(const struct page *page, struct quantity quantity)
{
    return page_symbol(page, quantity, FORMULA_ROLE_NONE);
}

static struct quantity parameter_of(struct quantity q)
{
    return ranking_as(q, QUANTITY_W, QUANTITY_B);
}

static struct quantity gradient_of(struct quantity q)
{
    return ranking_as(q, QUANTITY_GW, QUANTITY_GB);
}

static struct quantity step_of(struct quantity q)
{
    return ranking_as(q, QUANTITY_STEP_W, QUANTITY_STEP_B);
}

static struct quantity new_of(struct quantity q)
{
    return ranking_as(q, QUANTITY_NEW_W, QUANTITY_NEW_B);
}

/* In a batch: ∂L/∂w = (1/B) Σ_n ∂L_n/∂w. Of the sum only the total is left: it stands for the
 * terms. */
void explain_mean_equation(struct page *page, struct quantity q)
{
    const struct place *place = &page->snapshot->place;
    const struct net_layer *layer = page_layer(page, q.layer);
    struct quantity gradient = gradient_of(q);
    size_t at = gradient.kind == QUANTITY_GW ? layer->gw + q.to * layer->in + q.from
                                             : layer->gb + q.to;
    const struct formula *count = formula_number(page->arena, (double)place->batch_count);
    const struct formula *general, *sum, *total;

    if (!page_has_batch(page))
        return;
    general = formula_partial(page->arena, expression_index(page, "L", "n", 0, false),
                              plain(page, parameter_of(q)), (double)NAN);
    sum = formula_number(page->arena, page->general ? (double)NAN : page->snapshot->now[at]);
    total = formula_sum(page->arena, "n", "1",
                        arena_printf(page->arena, "%zu", place->batch_count), general, &sum, 1);
    page_equation(page, page_symbol(page, gradient, FORMULA_ROLE_GRADIENT), "=",
                  formula_fraction(page->arena, total, count), PAGE_NUMBERS | PAGE_RESULT,
                  page_value(page, gradient));
}

void explain_mean_remark(struct page *page)
{
    if (page_has_batch(page))
        page_remark(page, "Gradient = sum over the batch ÷ {n}.",
                    page->snapshot->place.batch_count);
}

void explain_mean_gradient(struct page *page, struct quantity q)
{
    bool fixed = q.kind == QUANTITY_GB && !page_layer(page, q.layer)->train_biases;

    page_title(page, "How much does {f} move the batch’s loss?", plain(page, parameter_of(q)));
    explain_mean_equation(page, q);
    explain_mean_remark(page);
    if (fixed)
        page_remark(page, "This lesson keeps the biases *fixed*: the gradient exists, but it is "
                          "not used.");
    page_sentence(page, "The update uses the mean of the samples’ gradients: none of them counts "
                        "more than another.");
    page_mark(page, q, FORMULA_ROLE_GRADIENT);
}

static void step_equation(struct page *page, struct quantity q)
{
    page_equation(page, page_symbol(page, step_of(q), FORMULA_ROLE_STEP), "=",
                  formula_negate(page->arena, optimizer_pace(page, q)),
                  PAGE_NUMBERS | PAGE_RESULT, page_value(page, step_of(q)));
}

/* ---- steps ---- */

static void step_heads(struct page *page, bool ranked)
{
    static const char *const all[] = {"parameter", "gradient", "step"};
    static const char *const largest[] = {"largest", "gradient", "step"};

    page_table(page, 3, ranked ? largest : all);
}

static void step_row(struct page *page, struct quantity q, bool current)
{
    struct explain_row *row = page_row(page);

    row->current = current;
    cell_symbols(&row->cells[0], plain(page, parameter_of(q)));
    cell_numbers(&row->cells[1], plain(page, gradient_of(q)));
    cell_result(&row->cells[2], plain(page, step_of(q)));
    row->cells[2].sign = true;
    page_mark(page, step_of(q), FORMULA_ROLE_STEP);
}

/* Of optimisers that make more of a gradient than a step against it. */
static void made_step_sentence(struct page *page, struct quantity q)
{
    const char *goes = page->moved ? "went" : "will go";
    double step = page_value(page, step_of(q));

    if (step == 0)
        page_sentence(page, page->moved ? "{f} stayed where it was: its step is {v}."
                                        : "{f} will stay where it is: its step is {v}.",
                      plain(page, parameter_of(q)), step);
    else if (!optimizer_has_first(&page->snapshot->state->optimizer) &&
             !optimizer_has_second(&page->snapshot->state->optimizer))
        page_sentence(page, "{f} {s} {s}: the step goes against the gradient of J = L + s.",
                      plain(page, parameter_of(q)), goes, step < 0 ? "down" : "up");
    else
        page_sentence(page, "{f} {s} {s}: that is what {s} makes of this gradient and those before "
                            "it.",
                      plain(page, parameter_of(q)), goes, step < 0 ? "down" : "up", title(page));
}

static void one_step_sentence(struct page *page, struct quantity q)
{
    const char *goes = page->moved ? "went" : "will go";
    double gradient = page_value(page, gradient_of(q));
    const struct formula *symbol = plain(page, gradient_of(q));
    const struct formula *parameter = plain(page, parameter_of(q));

    if (!optimizer_is_plain(page))
        made_step_sentence(page, q);
    else if (gradient > 0)
        page_sentence(page, "{f} {s} down, because {f} > 0: a smaller {f} makes the loss smaller.",
                      parameter, goes, symbol, parameter);
    else if (gradient < 0)
        page_sentence(page, "{f} {s} up, because {f} < 0: a larger {f} makes the loss smaller.",
                      parameter, goes, symbol, parameter);
    else
        page_sentence(page, page->moved ? "{f} stayed where it was, because {f} = 0."
                                        : "{f} will stay where it is, because {f} = 0.",
                      parameter, symbol);
}

static void one_of_several_sentence(struct page *page, struct quantity q)
{
    double gradient = page_value(page, gradient_of(q));
    const struct formula *symbol = plain(page, gradient_of(q));
    const struct formula *parameter = plain(page, parameter_of(q));

    if (!optimizer_is_plain(page))
        made_step_sentence(page, q);
    else if (gradient > 0)
        page_sentence(page, "{f} will go down, because {f} > 0: each step goes against its "
                            "gradient.", parameter, symbol);
    else if (gradient < 0)
        page_sentence(page, "{f} will go up, because {f} < 0: each step goes against its gradient.",
                      parameter, symbol);
    else
        page_sentence(page, "Each step goes against its gradient: downhill. The learning rate {f} "
                            "sets how far.",
                      plain(page, quantity_at(QUANTITY_RATE, 0, 0, 0)));
}

void explain_step(struct page *page, struct quantity q)
{
    if (optimizer_is_plain(page))
        page_title(page, "{f}: a step against its gradient", plain(page, parameter_of(q)));
    else
        page_title(page, "{f}: its step", plain(page, parameter_of(q)));
    step_equation(page, q);
    optimizer_buffer_equations(page, q);
    optimizer_penalty_equation(page, q);
    explain_mean_equation(page, q);
    one_step_sentence(page, q);
    explain_mean_remark(page);
    if (page->moved)
        page_remark(page, "The step has been taken: {f} moved from {v} to {v}, together with all "
                          "others.",
                    plain(page, parameter_of(q)), page_value(page, parameter_of(q)),
                    page_value(page, new_of(q)));
    else
        page_remark(page, "{f} still has its old value {v}: first every step is worked out, then "
                          "all are taken at once.",
                    plain(page, parameter_of(q)), page_value(page, parameter_of(q)));
    page_mark(page, step_of(q), FORMULA_ROLE_STEP);
    page_mark(page, gradient_of(q), FORMULA_ROLE_GRADIENT);
}

/* Returns the parameter whose equation leads. A batch has a second equation: less room. */
static struct quantity steps_of_range(struct page *page, struct ranking_range range)
{
    struct ranking ranking;

    range.in_order = page_has_batch(page) ? BATCH_STEPS_IN_ORDER : STEPS_IN_ORDER;
    ranking_make(page, (struct ranking_kinds){QUANTITY_STEP_W, QUANTITY_STEP_B, true}, range,
                 &ranking);
    step_equation(page, ranking.lead);
    if (!optimizer_has_second(&page->snapshot->state->optimizer))
        optimizer_buffer_equations(page, ranking.lead);
    optimizer_penalty_equation(page, ranking.lead);
    explain_mean_equation(page, ranking.lead);
    step_heads(page, ranking.ranked);
    for (size_t i = 0; i < ranking.count; i++)
        step_row(page, ranking.items[i], quantity_equal(ranking.items[i], ranking.lead));
    page->out->table.left_out = ranking.left_out;
    explain_mean_remark(page);
    if (ranking.all_zero)
        page_remark(page, optimizer_is_plain(page)
                              ? "All these gradients are 0, so nothing here will move."
                              : "All these steps are 0, so nothing here will move.");
    else
        page_remark(page, "The parameters still have their old values: first every step is worked "
                          "out, then all are taken at once.");
    return ranking.lead;
}

static void explain_neuron(struct page *page, size_t layer, size_t unit)
{
    const struct net_layer *at = page_layer(page, layer);

    page_title(page, at->train_biases ? "The steps of {f}’s parameters"
                     : at->in == 1    ? "The step of {f}’s weight"
                                      : "The steps of {f}’s weights",
               page_unit(page, layer, unit));
    one_of_several_sentence(page,
                            steps_of_range(page, (struct ranking_range){layer, true, unit, 0}));
}

static void explain_layer(struct page *page, size_t layer)
{
    page_title(page, "The steps of the {s}", quantity_layer_name(page->arena, page->net, layer));
    steps_of_range(page, (struct ranking_range){layer, false, 0, 0});
    if (!optimizer_is_plain(page))
        page_sentence(page, "Every step is what {s} makes of the gradients. The weights still wait.",
                      title(page));
    else if (page_has_batch(page))
        page_sentence(page, "Every step is minus {f} times the gradient: the sum over the batch ÷ "
                            "{n}. The weights still wait.",
                      plain(page, quantity_at(QUANTITY_RATE, 0, 0, 0)),
                      page->snapshot->place.batch_count);
    else
        page_sentence(page, "Every step is minus the learning rate {f} times the gradient. The "
                            "weights still wait.",
                      plain(page, quantity_at(QUANTITY_RATE, 0, 0, 0)));
}

/* ---- the move ---- */

/* Ends the remark on the losses: where rounding would make them look alike, by how much they
 * differ; a number as small as this is written with its own digits. */
static void added_change(struct page *page, double before, double after)
{
    double change = fabs(after - before);
    struct rich end = rich_format(page->arena, ".");

    if (change > 0 && change < 1e-3)
        end = rich_format(page->arena, after < before ? ", down by {v}." : ", up by {v}.", change);
    page->out->remark = rich_join(page->arena, page->out->remark, end);
}

static void loss_remark(struct page *page)
{
    double before = page->snapshot->batch_loss, after = page->snapshot->loss_after;

    page_remark(page, page_has_batch(page) ? "Batch loss: {v} before, *{v}* after"
                                           : "Loss: {v} before, *{v}* after",
                before, after);
    added_change(page, before, after);
    if (!isfinite(before) || !isfinite(after))
        page_remark(page, "The loss is not finite any more: the run has diverged.");
    else if (after > before)
        page_remark(page, optimizer_is_plain(page) ? "*It went up*: this step was too large."
                                                   : "*It went up*.");
    else if (after == before)
        page_remark(page, "It has not changed.");
    if (page->snapshot->state->optimizer.l2 != 0)
        page_remark(page, "What the update makes smaller is J = L + s.");
}

/* left = w - η ∂L/∂w */
static void moved_equation(struct page *page, struct quantity q, const struct formula *left,
                           const char *relation)
{
    page_equation(page, left, relation,
                  formula_subtract(page->arena,
                                   page_symbol(page, parameter_of(q), FORMULA_ROLE_WEIGHT),
                                   optimizer_pace(page, q)),
                  PAGE_NUMBERS | PAGE_RESULT, left->value);
}

/* w ← w - η ∂L/∂w, with the new value on the left. */
static void move_equation(struct page *page, struct quantity q)
{
    struct formula *left = page_symbol(page, parameter_of(q), FORMULA_ROLE_RESULT);

    left->value = page_value(page, new_of(q));
    moved_equation(page, q, left, "←");
}

static void move_row(struct page *page, struct quantity q, bool current)
{
    struct explain_row *row = page_row(page);

    cell_symbols(&row->cells[0], plain(page, parameter_of(q)));
    cell_numbers(&row->cells[1], plain(page, parameter_of(q)));
    cell_numbers(&row->cells[2], plain(page, step_of(q)));
    row->cells[2].sign = true;
    cell_result(&row->cells[3], plain(page, new_of(q)));
    row->current = current;
    page_mark(page, new_of(q), FORMULA_ROLE_RESULT);
}

static void move_table(struct page *page, const struct ranking *ranking)
{
    static const char *const all[] = {"parameter", "old", "step", "new"};
    static const char *const largest[] = {"largest", "old", "step", "new"};

    page_table(page, 4, ranking->ranked ? largest : all);
    for (size_t i = 0; i < ranking->count; i++)
        move_row(page, ranking->items[i], quantity_equal(ranking->items[i], ranking->lead));
    page->out->table.left_out = ranking->left_out;
}

void explain_new(struct page *page, struct quantity q)
{
    static const char *const heads[] = {"parameter", "old", "step", "new"};
    const struct formula *parameter = plain(page, parameter_of(q));
    double step = page_value(page, step_of(q));

    page_title(page, "{f} after the update", parameter);
    moved_equation(page, q, page_symbol(page, new_of(q), FORMULA_ROLE_RESULT), "=");
    page_table(page, 4, heads);
    move_row(page, q, false);
    explain_mean_remark(page);
    page_remark(page, "The next iteration computes with this value.");
    if (step == 0)
        page_sentence(page, "{f} has stayed where it was, because its gradient is 0.", parameter);
    else
        page_sentence(page, "{f} has gone {s}, against its gradient, from its old value.",
                      parameter, step > 0 ? "up" : "down");
    page_mark(page, parameter_of(q), FORMULA_ROLE_WEIGHT);
    page_mark(page, gradient_of(q), FORMULA_ROLE_GRADIENT);
}

static void move_words(struct page *page, const struct ranking *ranking)
{
    const struct formula *parameter = plain(page, parameter_of(ranking->lead));

    if (!optimizer_is_plain(page)) {
        page_title(page, "All parameters move at once");
        page_sentence(page, "The optimiser ({s}) *uses* the gradients: all steps start from the old "
                            "values.", title(page));
    } else if (ranking->count == 1) {
        page_title(page, "{f} moves", parameter);
        page_sentence(page, "Gradient descent *uses* the gradient: {f} steps against it, from its "
                            "old value.", parameter);
    } else if (ranking->zeros > 0) {
        page_title(page, "All steps are taken at once");
        page_sentence(page, "Gradient descent *uses* the gradients: each parameter steps against "
                            "its own; those with gradient 0 stay.");
    } else {
        page_title(page, "All parameters move at once");
        page_sentence(page, "Gradient descent *uses* the gradients: each parameter steps against "
                            "its own, from its old value.");
    }
}

static void explain_move(struct page *page)
{
    struct ranking ranking;

    ranking_make(page, (struct ranking_kinds){QUANTITY_STEP_W, QUANTITY_STEP_B, true},
                 (struct ranking_range){0, false, 0, MOVES_IN_ORDER}, &ranking);
    move_equation(page, ranking.lead);
    if (page->granularity == GRANULARITY_PHASE)
        explain_mean_equation(page, ranking.lead);
    move_table(page, &ranking);
    explain_criteria_foot(page);
    loss_remark(page);
    if (ranking.all_zero) {
        page_title(page, "No weight moves");
        if (optimizer_is_plain(page))
            page_sentence(page, "All gradients are 0, so gradient descent stands still, whether "
                                "the net is right or wrong.");
        else
            page_sentence(page, "All steps are 0, so {s} stands still, whether the net is right or "
                                "wrong.", title(page));
        return;
    }
    move_words(page, &ranking);
}

void explain_update(struct page *page)
{
    size_t layer = page->unit.unit.layer, unit = page->moment.to;
    bool bias = page->moment.kind == MOMENT_STEP_B;

    page_kicker_of_batch(page, act(page), 0);
    if (page->moment.kind == MOMENT_MOVE) {
        explain_move(page);
    } else if (page->granularity == GRANULARITY_LAYER) {
        explain_layer(page, layer);
    } else {
        page_focus(page, layer, unit);
        if (page->granularity == GRANULARITY_NEURON)
            explain_neuron(page, layer, unit);
        else
            explain_step(page, quantity_at(bias ? QUANTITY_STEP_B : QUANTITY_STEP_W, layer,
                                               unit, page->moment.from));
    }
}
