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
    const struct formula *half = formula_number(arena, 0.5);

    return formula_fraction(
        arena, numerator,
        formula_add(arena, formula_power(arena, mean, half),
                    letter(u->page, "ε", NULL, NULL, u->optimizer->epsilon)));
}

static const struct formula *hat(const struct update *u, const char *base, double value)
{
    return letter(u->page, base, NULL, "*", value);
}

struct formula *optimizer_pace(const struct page *page, struct quantity parameter)
{
    struct update u = update_of(page, parameter);
    const struct formula *along = gradient(&u);
    const struct formula *rate =
        page_symbol(page, quantity_at(QUANTITY_RATE, 0, 0, 0), FORMULA_ROLE_NONE);
    const struct formula *velocity = letter(page, "v", NULL, "+", u.move.first);

    if (u.optimizer->kind == OPTIMIZER_RMSPROP)
        along = scaled(&u, along, letter(page, "v", NULL, "+", u.move.second));
    else if (u.optimizer->kind == OPTIMIZER_ADAM)
        along = scaled(&u, hat(&u, "m", u.move.first_hat), hat(&u, "v", u.move.second_hat));
    else if (u.optimizer->nesterov)
        along = formula_add(page->arena, along,
                            formula_multiply(page->arena,
                                             letter(page, "μ", NULL, NULL, u.optimizer->momentum),
                                             velocity));
    else if (u.optimizer->momentum != 0)
        along = velocity;
    return formula_multiply(page->arena, rate, along);
}

/* The new buffer: keep · old + g, or, of a mean, keep · old + (1 - keep) · what. */
static struct formula *buffer(const struct page *page, const char *base,
                              const struct formula *keep, double old, bool mean,
                              const struct formula *what)
{
    struct arena *arena = page->arena;

    if (mean)
        what = formula_multiply(arena, formula_subtract(arena, formula_number(arena, 1), keep),
                                what);
    return formula_add(arena,
                       formula_multiply(arena, keep, letter(page, base, NULL, NULL, old)), what);
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
    const struct formula *g = gradient(&u);
    const struct formula *squared = formula_power(page->arena, g, formula_number(page->arena, 2));
    const struct formula *beta1 = letter(page, "β", "1", NULL, o->beta1);
    const struct formula *beta2 = letter(page, "β", "2", NULL, o->beta2);

    if (o->kind == OPTIMIZER_RMSPROP)
        part_equation(page, letter(page, "v", NULL, "+", u.move.second),
                      buffer(page, "v", letter(page, "α", NULL, NULL, o->decay), u.second, true,
                             squared));
    if (o->kind == OPTIMIZER_ADAM) {
        part_equation(page, hat(&u, "m", u.move.first_hat),
                      corrected(&u, buffer(page, "m", beta1, u.first, true, g), beta1));
        part_equation(page, hat(&u, "v", u.move.second_hat),
                      corrected(&u, buffer(page, "v", beta2, u.second, true, squared), beta2));
    }
    if (o->kind == OPTIMIZER_SGD && o->momentum != 0)
        part_equation(page, letter(page, "v", NULL, "+", u.move.first),
                      buffer(page, "v", letter(page, "μ", NULL, NULL, o->momentum), u.first, false,
                             g));
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
