/* What the optimisers make of a gradient, as formulas; optimizer.h has their sources. */
#include "explain/equations/expression.h"
#include "explain/ranking.h"

#include <math.h>
#include <string.h>

enum {
    SUMMED_WEIGHTS = EXPRESSION_WITH_NUMBERS
}; /* the most weights whose squares are written as terms */

static const struct optimizer *optimizer_of(const struct page *page)
{
    return &page->snapshot->state->optimizer;
}

static struct formula *constant(const struct page *page, const char *base, const char *sub,
                                double value)
{
    return formula_symbol(page->arena, base, sub, NULL, value);
}

static struct formula *of_parameter(const struct page *page, struct quantity parameter,
                                    enum quantity_kind kind)
{
    return page_symbol(page, quantity_as(parameter, kind), FORMULA_ROLE_NONE);
}

bool expression_has_penalty(const struct page *page, struct quantity parameter)
{
    return optimizer_of(page)->l2 != 0 && parameter.of != QUANTITY_OF_BIAS;
}

struct quantity expression_followed(const struct page *page, struct quantity parameter)
{
    return quantity_as(parameter, expression_has_penalty(page, parameter)
                                      ? QUANTITY_OBJECTIVE_GRADIENT : QUANTITY_BATCH_GRADIENT);
}

static const struct formula *gradient(const struct page *page, struct quantity parameter)
{
    return page_symbol(page, expression_followed(page, parameter), FORMULA_ROLE_GRADIENT);
}

struct formula *expression_objective_gradient(const struct page *page, struct quantity parameter)
{
    const struct formula *pull = formula_multiply(
        page->arena, constant(page, "λ", NULL, optimizer_of(page)->l2),
        page_symbol(page, quantity_as(parameter, QUANTITY_VALUE), FORMULA_ROLE_WEIGHT));

    return formula_add(page->arena,
                       page_symbol(page, quantity_as(parameter, QUANTITY_BATCH_GRADIENT),
                                   FORMULA_ROLE_GRADIENT),
                       pull);
}

/* ---- rules of the engine's rows ---- */

struct formula *expression_letter(struct arena *arena, const char *name, double value)
{
    size_t digits = strcspn(name, "0123456789");

    return formula_symbol(arena, arena_printf(arena, "%.*s", (int)digits, name), name + digits,
                          NULL, value);
}

const struct formula *expression_constant(struct arena *arena, const struct optimizer *optimizer,
                                          const char *name)
{
    const struct optimizer_constant *constants = optimizer_row(optimizer->kind)->constants;

    for (size_t i = 0; i < OPTIMIZER_CONSTANTS_MAX && constants[i].key != NULL; i++)
        if (strcmp(constants[i].letter, name) == 0)
            return expression_letter(arena, name, optimizer->constants[i]);
    return NULL;
}

enum quantity_kind expression_buffer_kind(const struct optimizer *optimizer, const char *name)
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

/* g, w, t, the constants and the buffers of the parameter. */
static const struct formula *of_name(void *context, const char *name)
{
    struct expression_parameter *of = context;
    const struct page *page = of->page;
    enum quantity_kind kind = expression_buffer_kind(optimizer_of(page), name);

    if (kind != QUANTITY_NONE)
        return of_parameter(page, of->parameter, kind);
    if (strcmp(name, "g") == 0)
        return gradient(page, of->parameter);
    if (strcmp(name, "w") == 0)
        return of_parameter(page, of->parameter, QUANTITY_VALUE);
    if (strcmp(name, "t") == 0)
        return constant(page, "t", NULL, expression_update_number(page));
    return expression_constant(page->arena, optimizer_of(page), name);
}

void expression_parameter_init(struct expression_parameter *of, const struct page *page,
                               struct quantity parameter)
{
    *of = (struct expression_parameter){.page = page, .parameter = parameter};
    of->names = (struct formula_names){.of = of_name, .context = of};
}

static const struct formula *read_rule(const struct page *page, struct quantity parameter,
                                       const char *text)
{
    struct expression_parameter of;

    expression_parameter_init(&of, page, parameter);
    return expression_read(page->arena, text, &of.names);
}

struct formula *expression_pace(const struct page *page, struct quantity parameter)
{
    return formula_multiply(
        page->arena, page_symbol(page, quantity_at(QUANTITY_RATE, 0, 0, 0), FORMULA_ROLE_NONE),
        read_rule(page, parameter,
                  optimizer_direction(optimizer_of(page), parameter.of != QUANTITY_OF_BIAS)));
}

/* ---- buffers ---- */

/* The first factor of a product; NULL of anything else. */
static const struct formula *factor_of(const struct formula *term)
{
    return term->kind == FORMULA_MULTIPLY ? term->children[0] : NULL;
}

struct expression_buffer expression_buffer(const struct page *page, struct quantity parameter,
                                           bool second)
{
    const struct optimizer_row *row = optimizer_row(optimizer_of(page)->kind);
    const struct optimizer_buffer *rules = second ? &row->second : &row->first;
    struct expression_buffer buffer = {.whole = read_rule(page, parameter, rules->rule)};

    buffer.old = of_parameter(page, parameter,
                              second ? QUANTITY_OLD_SECOND : QUANTITY_OLD_FIRST);
    buffer.fresh = of_parameter(page, parameter, second ? QUANTITY_SECOND : QUANTITY_FIRST);
    buffer.kept = buffer.whole->children[0];
    buffer.added = buffer.whole->children[1];
    buffer.keep = factor_of(buffer.kept);
    buffer.share = factor_of(buffer.added);
    if (rules->corrected == NULL)
        return buffer;
    buffer.hat = of_parameter(page, parameter,
                              second ? QUANTITY_SECOND_HAT : QUANTITY_FIRST_HAT);
    buffer.corrected = read_rule(page, parameter, rules->corrected);
    buffer.weight = buffer.corrected->children[1];
    return buffer;
}

double expression_update_number(const struct page *page)
{
    return (double)stepper_update_number(page->snapshot->state, &page->snapshot->place);
}

/* ---- the penalty ---- */

/* Σ w² over all weights; of more than a few only their total stands for the terms. */
static const struct formula *sum_of_squares(const struct page *page)
{
    struct arena *arena = page->arena;
    const struct net *net = page->net;
    const struct formula *two = formula_number(arena, 2), *terms[SUMMED_WEIGHTS] = {NULL};
    const struct formula *general =
        formula_power(arena, constant(page, "w", "i", (double)NAN), two);
    size_t count = 0, at = 0;
    const char *last;

    for (size_t l = 1; l <= net->layer_count; l++)
        count += net->layers[l].out * net->layers[l].in;
    last = arena_printf(arena, "%zu", count);
    if (count > SUMMED_WEIGHTS) {
        terms[0] = formula_number(arena, page->general
                                             ? (double)NAN
                                             : net_penalty(net, page->snapshot->before, 2));
        return formula_sum(arena, "i", "1", last, general, terms, 1);
    }
    for (size_t l = 1; l <= net->layer_count; l++)
        for (size_t j = 0; j < net->layers[l].out; j++)
            for (size_t k = 0; k < net->layers[l].in; k++)
                terms[at++] = formula_power(
                    arena,
                    page_symbol(page, quantity_of_weight(QUANTITY_VALUE, l, j, k),
                                FORMULA_ROLE_NONE), two);
    return formula_sum(arena, "i", "1", last, general, terms, count);
}

struct formula *expression_penalty(const struct page *page)
{
    const struct formula *half =
        formula_fraction(page->arena, constant(page, "λ", NULL, optimizer_of(page)->l2),
                         formula_number(page->arena, 2));

    return formula_multiply(page->arena, half, sum_of_squares(page));
}

struct formula *expression_objective(const struct page *page)
{
    double loss = page->general ? (double)NAN : page->snapshot->batch_loss;

    return formula_add(page->arena, quantity_batch_loss_symbol(page->arena, loss),
                       page_symbol(page,
                                   quantity_at(QUANTITY_PENALTY, page->net->layer_count, 0, 0),
                                   FORMULA_ROLE_NONE));
}
