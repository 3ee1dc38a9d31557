/* What the optimisers make of a gradient, as formulas; optimizer.h has their sources. */
#include "explain/explain_parts.h"

#include <math.h>

enum { SUMMED_WEIGHTS = 64 }; /* the most weights whose squares are put into a sum's terms */

/* One parameter's update. */
struct update {
    const struct page *page;
    const struct optimizer *optimizer;
    struct quantity weight;      /* W or B */
    struct optimizer_move move;
    double first, second;        /* the buffers before */
    double t;
};

static struct update update_of(const struct page *page, struct quantity q)
{
    const struct snapshot *snapshot = page->snapshot;
    struct update update = {
        .page = page,
        .optimizer = &snapshot->state->optimizer,
        .weight = ranking_as(q, QUANTITY_W, QUANTITY_B),
        .t = (double)stepper_update_number(snapshot->state, &snapshot->place),
    };

    update.move = quantity_move(snapshot, update.weight, &update.first, &update.second);
    if (page->general) { /* not computed yet: letters without values */
        const double none = (double)NAN;

        update.move = (struct optimizer_move){none, none, none, none, none, none, none};
        update.first = update.second = none;
    }
    return update;
}

bool optimizer_is_plain(const struct page *page)
{
    return optimizer_buffers(&page->snapshot->state->optimizer) == 0;
}

static struct formula *letter(const struct page *page, const char *base, const char *sub,
                              const char *sup, double value)
{
    return formula_symbol(page->arena, base, sub, sup, value);
}

/* λ counts for weights only. */
static bool has_penalty(const struct update *u)
{
    return u->optimizer->l2 != 0 && u->weight.kind == QUANTITY_W;
}

/* g: ∂L/∂w, or ∂J/∂w where there is a penalty. */
static const struct formula *gradient(const struct update *u)
{
    const struct page *page = u->page;
    struct formula *partial;

    if (!has_penalty(u))
        return page_symbol(page, ranking_as(u->weight, QUANTITY_GW, QUANTITY_GB),
                           FORMULA_ROLE_GRADIENT);
    partial = formula_partial(page->arena, letter(page, "J", NULL, NULL, (double)NAN),
                              page_symbol(page, u->weight, FORMULA_ROLE_NONE), u->move.gradient);
    partial->role = FORMULA_ROLE_GRADIENT;
    return partial;
}

/* numerator / (√mean + ε) */
static struct formula *scaled(const struct update *u, const struct formula *numerator,
                              const struct formula *mean)
{
    struct arena *arena = u->page->arena;

    return formula_fraction(
        arena, numerator,
        formula_add(arena, formula_call(arena, FORMULA_ROOT, &mean, 1),
                    letter(u->page, "ε", NULL, NULL, u->optimizer->epsilon)));
}

static const struct formula *hat(const struct update *u, const char *base, double value)
{
    struct formula *symbol = letter(u->page, base, NULL, NULL, value);

    symbol->hat = true;
    return symbol;
}

/* v⁺ or m⁺ */
static struct formula *fresh(const struct update *u, bool second)
{
    struct quantity q = second ? ranking_as(u->weight, QUANTITY_SECOND_W, QUANTITY_SECOND_B)
                               : ranking_as(u->weight, QUANTITY_FIRST_W, QUANTITY_FIRST_B);

    return page_symbol(u->page, q, FORMULA_ROLE_NONE);
}

struct formula *optimizer_pace(const struct page *page, struct quantity parameter)
{
    struct update u = update_of(page, parameter);
    const struct formula *along = gradient(&u);
    const struct formula *rate =
        page_symbol(page, quantity_at(QUANTITY_RATE, 0, 0, 0), FORMULA_ROLE_NONE);

    if (u.optimizer->kind == OPTIMIZER_RMSPROP)
        along = scaled(&u, along, fresh(&u, true));
    else if (u.optimizer->kind == OPTIMIZER_ADAM)
        along = scaled(&u, hat(&u, "m", u.move.first_hat), hat(&u, "v", u.move.second_hat));
    else if (u.optimizer->nesterov)
        along = formula_add(page->arena, along,
                            formula_multiply(page->arena,
                                             letter(page, "μ", NULL, NULL, u.optimizer->momentum),
                                             fresh(&u, false)));
    else if (u.optimizer->momentum != 0)
        along = fresh(&u, false);
    return formula_multiply(page->arena, rate, along);
}

/* What a buffer after the update is made of: keep · old + added. */
struct buffer {
    const struct formula *fresh, *old, *keep, *added;
    const struct formula *share; /* of a mean: 1 - keep, which is in what is added; else NULL */
};

static struct buffer buffer_of(const struct update *u, bool second)
{
    const struct page *page = u->page;
    const struct optimizer *o = u->optimizer;
    struct arena *arena = page->arena;
    bool adam = o->kind == OPTIMIZER_ADAM;
    struct buffer buffer = {.fresh = fresh(u, second), .added = gradient(u)};

    buffer.old = letter(page, adam && !second ? "m" : "v", NULL, NULL, second ? u->second : u->first);
    if (adam)
        buffer.keep = second ? letter(page, "β", "2", NULL, o->beta2)
                             : letter(page, "β", "1", NULL, o->beta1);
    else
        buffer.keep = second ? letter(page, "α", NULL, NULL, o->decay)
                             : letter(page, "μ", NULL, NULL, o->momentum);
    if (second)
        buffer.added = formula_power(arena, buffer.added, formula_number(arena, 2));
    if (adam || second) {
        buffer.share = formula_subtract(arena, formula_number(arena, 1), buffer.keep);
        buffer.added = formula_multiply(arena, buffer.share, buffer.added);
    }
    return buffer;
}

static struct formula *whole(const struct update *u, const struct buffer *buffer)
{
    struct arena *arena = u->page->arena;

    return formula_add(arena, formula_multiply(arena, buffer->keep, buffer->old), buffer->added);
}

static void part_equation(struct page *page, const struct formula *left,
                          const struct formula *right)
{
    page_equation(page, left, "=", right, PAGE_NUMBERS | PAGE_RESULT | PAGE_PART, left->value);
}

/* buffer / (1 - βᵗ) */
static struct formula *corrected(const struct update *u, const struct formula *mean,
                                 const struct formula *beta)
{
    struct arena *arena = u->page->arena;
    const struct formula *power =
        formula_power(arena, beta, letter(u->page, "t", NULL, NULL, u->t));

    return formula_fraction(arena, mean,
                            formula_subtract(arena, formula_number(arena, 1), power));
}

void optimizer_buffer_equations(struct page *page, struct quantity parameter)
{
    struct update u = update_of(page, parameter);
    const struct optimizer *o = u.optimizer;
    struct buffer first = buffer_of(&u, false), second = buffer_of(&u, true);

    if (o->kind == OPTIMIZER_ADAM) {
        part_equation(page, hat(&u, "m", u.move.first_hat),
                      corrected(&u, whole(&u, &first), first.keep));
        part_equation(page, hat(&u, "v", u.move.second_hat),
                      corrected(&u, whole(&u, &second), second.keep));
    } else if (optimizer_has_second(o)) {
        part_equation(page, second.fresh, whole(&u, &second));
    } else if (optimizer_has_first(o)) {
        part_equation(page, first.fresh, whole(&u, &first));
    }
}

void optimizer_penalty_equation(struct page *page, struct quantity parameter)
{
    struct update u = update_of(page, parameter);
    const struct formula *pull;

    if (!has_penalty(&u))
        return;
    pull = formula_multiply(page->arena, letter(page, "λ", NULL, NULL, u.optimizer->l2),
                            page_symbol(page, u.weight, FORMULA_ROLE_WEIGHT));
    page_equation(page, gradient(&u), "=",
                  formula_add(page->arena,
                              page_symbol(page, ranking_as(u.weight, QUANTITY_GW, QUANTITY_GB),
                                          FORMULA_ROLE_GRADIENT),
                              pull),
                  PAGE_NUMBERS | PAGE_RESULT | PAGE_PART, u.move.gradient);
}

/* ---- the page of a buffer ---- */

/* As if written out since the first update: v⁺ = Σ μᵗ⁻ⁱ gᵢ, for any gradients. */
static void unrolled_equation(struct page *page, const struct update *u,
                              const struct buffer *buffer, bool second)
{
    struct arena *arena = page->arena;
    const double none = (double)NAN;
    struct formula *left = formula_in_role(arena, buffer->fresh, FORMULA_ROLE_NONE);
    const struct formula *g = letter(page, "g", "i", NULL, none), *term, *sum;
    const struct formula *age = formula_subtract(arena, letter(page, "t", NULL, NULL, u->t),
                                                 letter(page, "i", NULL, NULL, none));

    if (second)
        g = formula_power(arena, g, formula_number(arena, 2));
    term = formula_multiply(arena, formula_power(arena, buffer->keep, age), g);
    sum = formula_sum(arena, "i", "1", "t", term, &term, 1);
    left->value = none;
    if (buffer->share != NULL)
        sum = formula_multiply(arena, buffer->share, sum);
    page_equation(page, left, "=", sum, PAGE_PART, none);
    page_remark(page, "{f}: the gradient at update {f}; this is update {n}.",
                letter(page, "g", "i", NULL, none), letter(page, "i", NULL, NULL, none),
                (size_t)u->t);
}

static void buffer_row(struct page *page, const char *what, const struct formula *formula)
{
    struct explain_row *row = page_row(page);

    cell_text(&row->cells[0], what);
    cell_numbers(&row->cells[1], formula);
    cell_result(&row->cells[2], formula_number(page->arena, formula_evaluate(formula)));
    row->cells[2].sign = true;
}

static void buffer_table(struct page *page, const struct buffer *buffer)
{
    struct explain_row *row;

    page_table(page, 3, NULL);
    buffer_row(page, "kept", formula_multiply(page->arena, buffer->keep, buffer->old));
    buffer_row(page, "added", buffer->added);
    row = page_row(page);
    cell_symbols(&row->cells[0], buffer->fresh);
    cell_result(&row->cells[2], buffer->fresh);
    row->cells[2].sign = true;
}

static void buffer_words(struct page *page, const struct update *u, const struct buffer *buffer,
                         bool second)
{
    const struct formula *parameter = page_symbol(page, u->weight, FORMULA_ROLE_NONE);
    bool mean = buffer->share != NULL;

    page_title(page, second ? "{f}: the mean of its squares"
                     : mean ? "{f}: the mean of its gradients"
                            : "{f}: its velocity", parameter);
    page_sentence(page, second ? "{f} is a running mean of the squared gradients: each counts {f} "
                                 "times as much as the next."
                        : mean ? "{f} is a running mean of the gradients: each counts {f} times as "
                                 "much as the next."
                               : "{f} is a running sum of the gradients: each counts {f} times as "
                                 "much as the next.",
                  buffer->fresh, buffer->keep);
}

static void buffer_remark(struct page *page, const struct update *u, const struct buffer *buffer,
                          bool second)
{
    if (second)
        page_remark(page, "The step is divided by its root: large gradients make it no larger.");
    else if (buffer->share != NULL)
        page_remark(page, "It began at 0: divided by {f}, it is a mean of the gradients since.",
                    formula_subtract(page->arena, formula_number(page->arena, 1),
                                     formula_power(page->arena, buffer->keep,
                                                   letter(page, "t", NULL, NULL, u->t))));
    else
        page_remark(page, "The step goes along the velocity: gradients that agree add up.");
}

void explain_buffer(struct page *page, struct quantity q, bool opened)
{
    bool second = q.kind == QUANTITY_SECOND_W || q.kind == QUANTITY_SECOND_B;
    struct update u = update_of(page, q);
    struct buffer buffer = buffer_of(&u, second);

    buffer_words(page, &u, &buffer, second);
    page_equation(page, formula_in_role(page->arena, buffer.fresh, FORMULA_ROLE_RESULT), "=",
                  whole(&u, &buffer), PAGE_NUMBERS | PAGE_RESULT, buffer.fresh->value);
    if (opened) {
        unrolled_equation(page, &u, &buffer, second);
        buffer_table(page, &buffer);
    } else {
        buffer_remark(page, &u, &buffer, second);
        if (u.optimizer->kind == OPTIMIZER_ADAM)
            part_equation(page, second ? hat(&u, "v", u.move.second_hat)
                                       : hat(&u, "m", u.move.first_hat),
                          corrected(&u, buffer.fresh, buffer.keep));
        optimizer_penalty_equation(page, q);
        explain_mean_equation(page, q);
    }
    page_mark(page, q, FORMULA_ROLE_RESULT);
    page_mark(page, ranking_as(q, QUANTITY_GW, QUANTITY_GB), FORMULA_ROLE_GRADIENT);
}

/* ---- the objective ---- */

/* Σ w² over all weights: its terms, or, of many, their total. */
static const struct formula *sum_of_squares(const struct page *page)
{
    struct arena *arena = page->arena;
    const struct formula *two = formula_number(arena, 2), **terms;
    const struct formula *general =
        formula_power(arena, letter(page, "w", "i", NULL, (double)NAN), two);
    const char *last;
    size_t count = 0, at = 0;

    for (size_t l = 1; l <= page->net->layer_count; l++)
        count += page_layer(page, l)->out * page_layer(page, l)->in;
    last = arena_printf(arena, "%zu", count);
    if (count > SUMMED_WEIGHTS) {
        const struct formula *total =
            formula_number(arena, net_penalty(page->net, page->snapshot->before, 2));

        return formula_sum(arena, "i", "1", last, general, &total, 1);
    }
    terms = arena_alloc(arena, count * sizeof *terms);
    for (size_t l = 1; l <= page->net->layer_count; l++)
        for (size_t j = 0; j < page_layer(page, l)->out; j++)
            for (size_t k = 0; k < page_layer(page, l)->in; k++)
                terms[at++] = formula_power(
                    arena,
                    page_symbol(page, quantity_at(QUANTITY_W, l, j, k), FORMULA_ROLE_NONE), two);
    return formula_sum(arena, "i", "1", last, general, terms, count);
}

void optimizer_objective_equations(struct page *page)
{
    struct arena *arena = page->arena;
    const double l2 = page->snapshot->state->optimizer.l2;
    double s = page->general ? (double)NAN : net_penalty(page->net, page->snapshot->before, l2);
    double loss;

    if (l2 == 0)
        return;
    page_equation(page, letter(page, "s", NULL, NULL, s), "=",
                  formula_multiply(arena,
                                   formula_fraction(arena, letter(page, "λ", NULL, NULL, l2),
                                                    formula_number(arena, 2)),
                                   sum_of_squares(page)),
                  PAGE_RESULT | PAGE_PART, s);
    if (page_has_batch(page))
        return;
    loss = page_value(page, quantity_at(QUANTITY_LOSS, page->net->layer_count, 0, 0));
    page_equation(page, letter(page, "J", NULL, NULL, loss + s), "=",
                  formula_add(arena, quantity_batch_loss_symbol(arena, loss),
                              letter(page, "s", NULL, NULL, s)),
                  PAGE_NUMBERS | PAGE_RESULT | PAGE_PART, loss + s);
}
