/* What the optimisers keep from one update to the next: the pages of their buffers. */
#include "explain/explain_parts.h"
#include "explain/expression.h"

#include <math.h>

static const struct optimizer *optimizer_of(const struct page *page)
{
    return &page->snapshot->state->optimizer;
}

bool optimizer_is_plain(const struct page *page)
{
    return optimizer_buffers(optimizer_of(page)) == 0;
}

static struct formula *letter(const struct page *page, const char *base, const char *sub)
{
    return formula_symbol(page->arena, base, sub, NULL, (double)NAN);
}

static void part_equation(struct page *page, const struct formula *left,
                          const struct formula *right)
{
    page_equation(page, left, "=", right, PAGE_NUMBERS | PAGE_RESULT | PAGE_PART, left->value);
}

/* ---- parts of the step's page ---- */

void optimizer_buffer_equation(struct page *page, struct quantity parameter)
{
    const struct optimizer *o = optimizer_of(page);
    struct expression_buffer buffer;

    if (o->kind == OPTIMIZER_ADAM || (!optimizer_has_first(o) && !optimizer_has_second(o)))
        return;
    buffer = expression_buffer(page, parameter, optimizer_has_second(o));
    part_equation(page, buffer.fresh, buffer.whole);
}

static void memory_row(struct page *page, struct quantity parameter, bool second)
{
    struct expression_buffer buffer = expression_buffer(page, parameter, second);
    struct explain_row *row = page_row(page);

    cell_symbols(&row->cells[0], buffer.old);
    cell_numbers(&row->cells[1], buffer.old);
    cell_numbers(&row->cells[2], buffer.fresh);
    cell_result(&row->cells[3], buffer.hat);
}

void optimizer_memory_table(struct page *page, struct quantity parameter)
{
    static const char *const heads[] = {"letter", "before", "now", "corrected"};

    if (optimizer_of(page)->kind != OPTIMIZER_ADAM)
        return;
    page_table(page, 4, heads);
    memory_row(page, parameter, false);
    memory_row(page, parameter, true);
}

/* A row of the long form: what is added to what, and what it comes to. */
static void way_row(struct page *page, const char *what, const struct formula *formula)
{
    struct explain_row *row = page_row(page);

    cell_text(&row->cells[0], what);
    cell_numbers(&row->cells[1], formula);
    cell_result(&row->cells[2], formula_number(page->arena, formula_evaluate(formula)));
    row->cells[2].sign = true;
}

static void sum_row(struct page *page, const struct formula *symbol, const struct formula *formula)
{
    struct explain_row *row = page_row(page);

    cell_symbols(&row->cells[0], symbol);
    if (formula != NULL)
        cell_numbers(&row->cells[1], formula);
    cell_result(&row->cells[2], symbol);
    row->cells[2].sign = true;
}

/* What is added to a mean, with 1 - β as the one number that it is: the column is narrow. */
static const struct formula *added_briefly(struct page *page, const struct expression_buffer *buffer)
{
    if (buffer->share == NULL)
        return buffer->added;
    return formula_multiply(page->arena,
                            formula_number(page->arena, formula_evaluate(buffer->share)),
                            buffer->added->children[1]);
}

static void buffer_rows(struct page *page, struct quantity parameter, bool second)
{
    struct expression_buffer buffer = expression_buffer(page, parameter, second);

    way_row(page, "kept", buffer.kept);
    way_row(page, "added", added_briefly(page, &buffer));
    if (buffer.hat != NULL) /* the sum is its numerator */
        sum_row(page, buffer.hat, buffer.corrected);
    else
        sum_row(page, buffer.fresh, NULL);
}

/* ∂J/∂w without the weight's indices: the table's column is narrow. */
static const struct formula *followed_symbol(struct page *page, struct quantity parameter)
{
    return formula_partial(page->arena, letter(page, "J", NULL), letter(page, "w", NULL),
                           page_value(page, expression_followed(page, parameter)));
}

void optimizer_way_table(struct page *page, struct quantity parameter)
{
    const struct optimizer *o = optimizer_of(page);

    page_table(page, 3, NULL);
    if (expression_has_penalty(page, parameter))
        sum_row(page, followed_symbol(page, parameter), expression_objective_gradient(page, parameter));
    if (optimizer_has_first(o))
        buffer_rows(page, parameter, false);
    if (optimizer_has_second(o))
        buffer_rows(page, parameter, true);
}

void optimizer_letters_remark(struct page *page, struct quantity parameter)
{
    const struct optimizer *o = optimizer_of(page);
    struct expression_buffer buffer;

    if (!optimizer_has_first(o) && !optimizer_has_second(o))
        return;
    buffer = expression_buffer(page, parameter, optimizer_has_second(o));
    if (o->kind == OPTIMIZER_ADAM)
        page_remark(page, "{f}: a *running mean* of its gradients, the newest counting most; {f}: "
                          "the same for their "
                          "*squares*.",
                    expression_buffer(page, parameter, false).hat, buffer.hat);
    else if (o->kind == OPTIMIZER_RMSPROP)
        page_remark(page, "{f}: a *running mean of the squares* of its gradients.", buffer.fresh);
    else
        page_remark(page, "{f}: its *velocity*, {f} = {v} times the old one plus the gradient.",
                    buffer.fresh, buffer.keep, buffer.keep->value);
}

void optimizer_letters_sentence(struct page *page, struct quantity parameter)
{
    const struct optimizer *o = optimizer_of(page);
    struct expression_buffer buffer = expression_buffer(page, parameter, optimizer_has_second(o));

    if (o->kind == OPTIMIZER_ADAM)
        page_sentence(page, "Adam *uses* the gradients: {f} is a running mean of them, {f} a "
                            "running mean "
                            "of their squares.", expression_buffer(page, parameter, false).hat, buffer.hat);
    else if (o->kind == OPTIMIZER_RMSPROP)
        page_sentence(page, "RMSProp *uses* the gradients: {f} is a running mean of their squares.",
                      buffer.fresh);
    else
        page_sentence(page, o->nesterov ? "Nesterov momentum *uses* the gradients: {f}, the velocity, is {v} "
                                          "times the old one plus the gradient."
                                        : "Momentum *uses* the gradients: {f}, the velocity, is {v} times the "
                                          "old one plus the gradient.",
                      buffer.fresh, buffer.keep->value);
}

/* ---- the page of a buffer ---- */

/* As if written out since the first update: v⁺ = Σ μᵗ⁻ⁱ gᵢ, for any gradients. */
static void unrolled_equation(struct page *page, const struct expression_buffer *buffer, bool second)
{
    struct arena *arena = page->arena;
    const double none = (double)NAN, t = expression_update_number(page);
    struct formula *left = formula_in_role(arena, buffer->fresh, FORMULA_ROLE_NONE);
    const struct formula *g = letter(page, "g", "i"), *term, *sum;
    const struct formula *age = formula_subtract(arena, formula_symbol(arena, "t", NULL, NULL, t),
                                                 letter(page, "i", NULL));

    if (second)
        g = formula_power(arena, g, formula_number(arena, 2));
    term = formula_multiply(arena, formula_power(arena, buffer->keep, age), g);
    sum = formula_sum(arena, "i", "1", "t", term, &term, 1);
    left->value = none;
    if (buffer->share != NULL)
        sum = formula_multiply(arena, buffer->share, sum);
    page_equation(page, left, "=", sum, PAGE_PART, none);
    page_remark(page, "{f}: the gradient at update {f}; this is update {n}.", letter(page, "g", "i"),
                letter(page, "i", NULL), (size_t)t);
}

static void buffer_table(struct page *page, const struct expression_buffer *buffer)
{
    page_table(page, 3, NULL);
    way_row(page, "kept", buffer->kept);
    way_row(page, "added", buffer->added);
    sum_row(page, buffer->fresh, NULL);
}

static void buffer_words(struct page *page, struct quantity q, const struct expression_buffer *buffer)
{
    const struct formula *parameter =
        page_symbol(page, ranking_as(q, QUANTITY_W, QUANTITY_B), FORMULA_ROLE_NONE);
    bool second = quantity_is_second_buffer(q.kind), mean = buffer->share != NULL;

    page_title(page, second ? "{f}: running mean of squared gradients"
                     : mean ? "{f}: running mean of its gradients"
                            : "{f}: its velocity", parameter);
    if (buffer->hat != NULL)
        page_sentence(page, second ? "{f} is a running mean of the *squared* gradients, the newest "
                                     "counting "
                                     "most; {f} corrects its start at 0."
                                   : "{f} is a running mean of the gradients, the newest counting "
                                     "most; "
                                     "{f} corrects its start at 0.",
                      buffer->fresh, buffer->hat);
    else
        page_sentence(page, second ? "{f} is a running mean of the *squared* gradients: each counts {f} = "
                                     "{v} times as much as the one after it."
                                   : "{f} is a running sum of the gradients: each counts {f} = {v} times "
                                     "as much as the one after it.",
                      buffer->fresh, buffer->keep, buffer->keep->value);
}

/* Of RMSProp, whose mean of squares begins at 0 and is not corrected for that: its first step is
 * ηg / √((1 - α)g²). */
static void divided_remark(struct page *page, struct quantity q,
                           const struct expression_buffer *buffer)
{
    const struct formula *root = formula_call(page->arena, FORMULA_ROOT, &buffer->fresh, 1);

    page_remark(page, "The step is divided by {f}: with all its gradients 100 times as large, the "
                      "steps would "
                      "be the same.", root);
    if (expression_update_number(page) <= 1 && page_value(page, expression_followed(page, q)) != 0)
        page_remark(page, "The first step is about {v} {f} long, because {f} began at 0.",
                    1 / sqrt(formula_evaluate(buffer->share)), letter(page, "η", NULL),
                    buffer->old);
    else
        page_remark(page, "One unusually large gradient still makes a longer step.");
}

/* Where the old one comes from, and what the new one is for. */
static void buffer_remark(struct page *page, struct quantity q, const struct expression_buffer *buffer)
{
    if (expression_update_number(page) <= 1)
        page_remark(page, "{f} began at {v}: this is the first update.", buffer->old,
                    buffer->old->value);
    else
        page_remark(page, "{f} is the value left by the *previous update*.", buffer->old);
    if (buffer->hat != NULL)
        return;
    if (quantity_is_second_buffer(q.kind))
        divided_remark(page, q, buffer);
    else
        page_remark(page, "The step is {f}: gradients that agree add up, those that change sign "
                          "cancel.",
                    formula_negate(page->arena, expression_pace(page, q)));
}

static void explain_fresh(struct page *page, struct quantity q, bool opened)
{
    struct expression_buffer buffer = expression_buffer(page, q, quantity_is_second_buffer(q.kind));

    buffer_words(page, q, &buffer);
    page_equation(page, formula_in_role(page->arena, buffer.fresh, FORMULA_ROLE_RESULT), "=",
                  buffer.whole, PAGE_NUMBERS | PAGE_RESULT, buffer.fresh->value);
    if (opened) {
        unrolled_equation(page, &buffer, quantity_is_second_buffer(q.kind));
        buffer_table(page, &buffer);
        return;
    }
    if (buffer.hat != NULL)
        part_equation(page, buffer.hat, buffer.corrected);
    buffer_remark(page, q, &buffer);
    explain_mean_equation(page, q);
}

/* ---- before the update ---- */

static void old_row(struct page *page, const char *what, const struct formula *symbol)
{
    struct explain_row *row = page_row(page);

    cell_text(&row->cells[0], what);
    cell_symbols(&row->cells[1], symbol);
    cell_result(&row->cells[2], symbol);
    row->cells[2].sign = true;
}

/* The rule that it is used in, in symbols: what follows from it may not be computed yet. */
static void explain_old(struct page *page, struct quantity q)
{
    bool general = page->general, second = quantity_is_second_buffer(q.kind);
    double t = expression_update_number(page);
    struct expression_buffer buffer;
    struct explain_row *row;

    page->general = true;
    buffer = expression_buffer(page, q, second);
    page_general(page, buffer.fresh, buffer.whole);
    page->general = general;
    buffer = expression_buffer(page, q, second);
    page_title(page, "{f}: {f} before this update",
               page_symbol(page, ranking_as(q, QUANTITY_W, QUANTITY_B), FORMULA_ROLE_NONE),
               buffer.old);
    page_table(page, 3, NULL);
    old_row(page, "before", buffer.old);
    row = page_row(page);
    cell_text(&row->cells[0], "comes from");
    cell_text(&row->cells[2],
              t <= 1 ? "the start" : arena_printf(page->arena, "update %.0f", t - 1));
    if (page_known(page, quantity_fresh_buffer(q)) != KNOWN_NOT_YET)
        old_row(page, "after", buffer.fresh);
    if (t <= 1)
        page_sentence(page, "{f} begins at {v}: there are no gradients before the first update.",
                      buffer.old, buffer.old->value);
    else
        page_sentence(page, "{f} is what the optimiser remembers of the gradients of all updates "
                            "before this one.", buffer.old);
}

/* ---- corrected ---- */

static void explain_corrected(struct page *page, struct quantity q)
{
    struct expression_buffer buffer = expression_buffer(page, q, quantity_is_second_buffer(q.kind));

    page_title(page, quantity_is_second_buffer(q.kind)
                         ? "{f}: running mean of squared gradients, corrected"
                         : "{f}: running mean of its gradients, corrected",
               page_symbol(page, ranking_as(q, QUANTITY_W, QUANTITY_B), FORMULA_ROLE_NONE));
    page_equation(page, formula_in_role(page->arena, buffer.hat, FORMULA_ROLE_RESULT), "=",
                  buffer.corrected, PAGE_NUMBERS | PAGE_RESULT, buffer.hat->value);
    part_equation(page, buffer.fresh, buffer.whole);
    page_remark(page, "{f} counts the updates: this is number {n}. The later, the closer {f} comes to "
                      "1, and {f} to {f}.", letter(page, "t", NULL),
                (size_t)expression_update_number(page), buffer.weight, buffer.hat, buffer.fresh);
    if (formula_evaluate(buffer.weight) == 1)
        page_sentence(page, "{f} began at 0; after so many updates nothing is left to correct: {f} "
                            "= {f}.",
                      buffer.old, buffer.hat, buffer.fresh);
    else
        page_sentence(page, "{f} began at 0, so {f} is still too close to 0: {f} corrects that.", buffer.old,
                      buffer.fresh, buffer.hat);
}

void explain_buffer(struct page *page, struct quantity q, bool opened)
{
    if (quantity_is_old_buffer(q.kind))
        explain_old(page, q);
    else if (q.kind == quantity_fresh_buffer(q).kind)
        explain_fresh(page, q, opened);
    else
        explain_corrected(page, q);
    page_mark(page, q, FORMULA_ROLE_RESULT);
    page_mark(page, expression_followed(page, q), FORMULA_ROLE_GRADIENT);
    page_mark(page, ranking_as(q, QUANTITY_GW, QUANTITY_GB), FORMULA_ROLE_GRADIENT);
}
