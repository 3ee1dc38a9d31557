/* What the optimisers make of a gradient, as formulas; optimizer.h has their sources. */
#include "explain/equations/expression.h"
#include "quantity/quantity_facts.h"

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

bool expression_has_penalty(const struct page *page, struct quantity parameter)
{
    return optimizer_of(page)->l2 != 0 && parameter.of != QUANTITY_OF_BIAS;
}

struct quantity expression_followed(const struct page *page, struct quantity parameter)
{
    return equation_followed(optimizer_of(page), parameter);
}

/* ---- rules ---- */

/* In the optimiser's rules only gradients have their colour. */
static enum formula_role role_in(struct quantity result, struct quantity part)
{
    bool moves = quantity_facts(result.kind)->stage >= QUANTITY_OF_MOVE;

    return moves && !quantity_is_partial(part.kind) ? FORMULA_ROLE_NONE
                                                    : quantity_facts(part.kind)->role;
}

static const struct formula *of_name(void *context, const char *name)
{
    struct expression_parameter *of = context;
    const struct page *page = of->page;
    struct equation_name meaning;

    if (!equation_name(page->arena, page->snapshot, of->result, name, &meaning))
        return NULL;
    if (meaning.number == NULL)
        return page_symbol(page, meaning.quantity, role_in(of->result, meaning.quantity));
    return page->general && strcmp(name, "L") == 0
               ? quantity_batch_loss_symbol(page->arena, (double)NAN) : meaning.number;
}

void expression_parameter_init(struct expression_parameter *of, const struct page *page,
                               struct quantity parameter)
{
    *of = (struct expression_parameter){.page = page, .result = parameter};
    of->names = (struct formula_names){.of = of_name, .context = of};
}

const struct formula *expression_rule(const struct page *page, struct quantity result)
{
    struct expression_parameter of;

    expression_parameter_init(&of, page, result);
    return equation_read(page->arena, equation_rule(page->arena, page->snapshot, result),
                         &of.names);
}

const struct formula *expression_pace(const struct page *page, struct quantity parameter)
{
    return expression_rule(page, quantity_as(parameter, QUANTITY_STEP))->children[0];
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
    struct quantity fresh = quantity_as(parameter, second ? QUANTITY_SECOND : QUANTITY_FIRST);
    struct quantity hat = quantity_as(parameter, second ? QUANTITY_SECOND_HAT
                                                        : QUANTITY_FIRST_HAT);
    struct expression_buffer buffer = {.whole = expression_rule(page, fresh)};

    buffer.old = page_as(page, parameter, second ? QUANTITY_OLD_SECOND : QUANTITY_OLD_FIRST);
    buffer.fresh = page_plain(page, fresh);
    buffer.kept = buffer.whole->children[0];
    buffer.added = buffer.whole->children[1];
    buffer.keep = factor_of(buffer.kept);
    buffer.share = factor_of(buffer.added);
    if ((second ? row->second.corrected : row->first.corrected) == NULL)
        return buffer;
    buffer.hat = page_plain(page, hat);
    buffer.corrected = expression_rule(page, hat);
    buffer.weight = buffer.corrected->children[1];
    return buffer;
}

double expression_update_number(const struct page *page)
{
    return equation_update_number(page->snapshot);
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
        count += net->layers[l].out
                 * (net->layers[l].in + (net->layers[l].recurrent ? net->layers[l].out : 0));
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
                    page_plain(page, quantity_of_weight(QUANTITY_VALUE, l, j, k)), two);
    for (size_t l = 1; l <= net->layer_count; l++)
        for (size_t i = 0; net->layers[l].recurrent && i < net->layers[l].out * net->layers[l].out;
             i++)
            terms[at++] = formula_power(
                arena,
                page_plain(page, quantity_of_recurrent(QUANTITY_VALUE, l, i / net->layers[l].out,
                                                       i % net->layers[l].out)), two);
    return formula_sum(arena, "i", "1", last, general, terms, count);
}

struct formula *expression_penalty(const struct page *page)
{
    const struct formula *half =
        formula_fraction(page->arena, constant(page, "λ", NULL, optimizer_of(page)->l2),
                         formula_number(page->arena, 2));

    return formula_multiply(page->arena, half, sum_of_squares(page));
}
