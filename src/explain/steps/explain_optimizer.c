/* What the optimisers keep from one update to the next: the pages of their buffers. */
#include "explain/steps/explain_parts.h"
#include "explain/equations/expression.h"
#include "explain/row_words.h"

#include <math.h>
#include <string.h>

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

/* ---- parts of the step's page ---- */

void optimizer_buffer_equation(struct page *page, struct quantity parameter)
{
    const struct optimizer *o = optimizer_of(page);
    struct expression_buffer buffer;

    if (optimizer_row(o->kind)->corrects || (!optimizer_has_first(o) && !optimizer_has_second(o)))
        return;
    buffer = expression_buffer(page, parameter, optimizer_has_second(o));
    page_equals(page, buffer.fresh, buffer.whole, PAGE_WORKED | PAGE_PART);
}

static void memory_row(struct page *page, struct quantity parameter, bool second)
{
    struct expression_buffer buffer = expression_buffer(page, parameter, second);

    page_cells(page, "snnr", buffer.old, buffer.old, buffer.fresh, buffer.hat);
}

void optimizer_memory_table(struct page *page, struct quantity parameter)
{
    static const enum word heads[] = {W_LETTER, W_BEFORE, W_NOW, W_CORRECTED};

    if (!optimizer_row(optimizer_of(page)->kind)->corrects)
        return;
    page_table(page, 4, heads);
    memory_row(page, parameter, false);
    memory_row(page, parameter, true);
}

/* A row of the long form: what is added to what, and what it comes to. */
static void way_row(struct page *page, const char *what, const struct formula *formula)
{
    page_cells(page, "tnr+", what, formula, formula_number(page->arena, formula_evaluate(formula)));
}

static void sum_row(struct page *page, const struct formula *symbol, const struct formula *formula)
{
    page_cells(page, "snr+", symbol, formula, symbol);
}

/* What is added to a mean, with 1 - β as the one number that it is: the column is narrow. */
static const struct formula *added_briefly(struct page *page,
                                           const struct expression_buffer *buffer)
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

    way_row(page, words(W_KEPT), buffer.kept);
    way_row(page, words(W_ADDED), added_briefly(page, &buffer));
    if (buffer.hat != NULL) /* the sum is its numerator */
        sum_row(page, buffer.hat, buffer.corrected);
    else
        sum_row(page, buffer.fresh, NULL);
}

/* ∂J/∂w without the weight's indices: the table's column is narrow. */
static const struct formula *followed_symbol(struct page *page, struct quantity parameter)
{
    return formula_partial(page->arena, letter(page, "J", NULL), letter(page, "w", NULL),
                           page_value(page, quantity_as(parameter, QUANTITY_OBJECTIVE_GRADIENT)));
}

void optimizer_way_table(struct page *page, struct quantity parameter)
{
    const struct optimizer *o = optimizer_of(page);

    page_table(page, 3, NULL);
    if (expression_has_penalty(page, parameter))
        sum_row(page, followed_symbol(page, parameter),
                expression_rule(page, quantity_as(parameter, QUANTITY_OBJECTIVE_GRADIENT)));
    if (optimizer_has_first(o))
        buffer_rows(page, parameter, false);
    if (optimizer_has_second(o))
        buffer_rows(page, parameter, true);
}

void optimizer_letters_remark(struct page *page, struct quantity parameter)
{
    enum word letters = optimizer_words(optimizer_of(page)->kind, "letters");
    struct expression_parameter of;

    if (letters == W_NONE)
        return;
    expression_parameter_init(&of, page, parameter);
    page_remark_rich(page, rich_of_names(page->arena, letters, &of.names));
}

void optimizer_letters_sentence(struct page *page, struct quantity parameter)
{
    struct expression_parameter of;

    expression_parameter_init(&of, page, parameter);
    page->out->sentence =
        rich_of_names(page->arena, optimizer_words(optimizer_of(page)->kind, "uses"), &of.names);
}

/* ---- the page of a buffer ---- */

/* As if written out since the first update: v⁺ = Σ μᵗ⁻ⁱ gᵢ, for any gradients. */
static void unrolled_equation(struct page *page, const struct expression_buffer *buffer,
                              bool second)
{
    struct arena *arena = page->arena;
    const double none = (double)NAN, t = expression_update_number(page);
    struct formula *left = formula_in_role(arena, buffer->fresh, FORMULA_ROLE_NONE);
    const struct formula *g = letter(page, "g", "i"), *term, *sum;
    const struct formula *age = formula_subtract(arena, formula_symbol(arena, "t", NULL, NULL, t),
                                                 letter(page, "i", NULL));

    if (second)
        g = formula_power(arena, g, formula_number(arena, 2));
    term = buffer->keep == NULL
               ? g
               : formula_multiply(arena, formula_power(arena, buffer->keep, age), g);
    sum = formula_sum(arena, "i", "1", "t", term, &term, 1);
    left->value = none;
    if (buffer->share != NULL)
        sum = formula_multiply(arena, buffer->share, sum);
    page_equation(page, left, "=", sum, PAGE_PART, none);
    page_remark(page, W_GRADIENT_AT_UPDATE_IS_UPDATE, letter(page, "g", "i"),
                letter(page, "i", NULL), (size_t)t);
}

static void buffer_table(struct page *page, const struct expression_buffer *buffer)
{
    page_table(page, 3, NULL);
    way_row(page, words(W_KEPT), buffer->kept);
    way_row(page, words(W_ADDED), buffer->added);
    sum_row(page, buffer->fresh, NULL);
}

/* What the words of a buffer call the new and the corrected one, and the share that is kept. */
static const struct formula *of_buffer(void *context, const char *name)
{
    const struct expression_buffer *buffer = context;

    if (strcmp(name, "new") == 0)
        return buffer->fresh;
    if (strcmp(name, "corrected") == 0)
        return buffer->hat;
    return strcmp(name, "kept") == 0 ? buffer->keep : NULL;
}

static enum word words_of(const struct page *page, struct quantity q, const char *what)
{
    return buffer_words(optimizer_of(page), quantity_is_second_buffer(q.kind), what);
}

static void buffer_sentence(struct page *page, struct quantity q, struct expression_buffer *buffer)
{
    page->out->sentence = rich_of_names(
        page->arena, words_of(page, q, buffer->hat != NULL ? "says_corrected" : "says"),
        &(struct formula_names){.of = of_buffer, .context = buffer});
}

/* Of squares that begin at 0 and are not corrected for that: RMSProp's first step is ηg / √((1 -
 * α)g²). */
static void divided_remark(struct page *page, struct quantity q,
                           const struct expression_buffer *buffer)
{
    const struct formula *root = formula_call(page->arena, FORMULA_ROOT, &buffer->fresh, 1);

    page_remark(page, W_STEP_IS_DIVIDED_BY_WITH, root);
    if (expression_update_number(page) <= 1 && page_value(page, expression_followed(page, q)) != 0)
        page_remark(page, W_FIRST_STEP_IS_ABOUT_LONG,
                    1 / sqrt(buffer->share != NULL ? formula_evaluate(buffer->share) : 1),
                    letter(page, "η", NULL), buffer->old);
    else
        page_remark(page, W_ONE_UNUSUALLY_LARGE_GRADIENT_STILL);
}

/* Where the old one comes from, and what the new one is for. */
static void buffer_remark(struct page *page, struct quantity q,
                          const struct expression_buffer *buffer)
{
    if (expression_update_number(page) <= 1)
        page_remark(page, W_BEGAN_AT_IS_FIRST_UPDATE, buffer->old, buffer->old->value);
    else
        page_remark(page, W_IS_VALUE_LEFT_BY_PREVIOUS, buffer->old);
    if (buffer->hat != NULL)
        return;
    if (quantity_is_second_buffer(q.kind))
        divided_remark(page, q, buffer);
    else
        page_remark(page, W_STEP_IS_GRADIENTS_AGREE_ADD,
                    formula_negate(page->arena, expression_pace(page, q)));
}

static void explain_fresh(struct page *page, struct quantity q, bool opened)
{
    struct expression_buffer buffer = expression_buffer(page, q, quantity_is_second_buffer(q.kind));

    page_title(page, words_of(page, q, "title"), page_as(page, q, QUANTITY_VALUE));
    buffer_sentence(page, q, &buffer);
    page_equals(page, formula_in_role(page->arena, buffer.fresh, FORMULA_ROLE_RESULT),
                buffer.whole, PAGE_WORKED);
    if (opened) {
        unrolled_equation(page, &buffer, quantity_is_second_buffer(q.kind));
        buffer_table(page, &buffer);
        return;
    }
    if (buffer.hat != NULL)
        page_equals(page, buffer.hat, buffer.corrected, PAGE_WORKED | PAGE_PART);
    buffer_remark(page, q, &buffer);
    explain_mean_equation(page, q);
}

/* ---- before the update ---- */

static void old_row(struct page *page, const char *what, const struct formula *symbol)
{
    page_cells(page, "tsr+", what, symbol, symbol);
}

/* The rule that it is used in, in symbols: what follows from it may not be computed yet. */
static void explain_old(struct page *page, struct quantity q)
{
    bool general = page->general, second = quantity_is_second_buffer(q.kind);
    double t = expression_update_number(page);
    struct expression_buffer buffer;

    page->general = true;
    buffer = expression_buffer(page, q, second);
    page_general(page, buffer.fresh, buffer.whole);
    page->general = general;
    buffer = expression_buffer(page, q, second);
    page_title(page, W_BEFORE_UPDATE, page_as(page, q, QUANTITY_VALUE), buffer.old);
    page_table(page, 3, NULL);
    old_row(page, words(W_BEFORE), buffer.old);
    page_cells(page, "w-t", W_COMES_FROM,
               t <= 1 ? words(W_START)
                      : words_in(page->arena, W_UPDATE, explain_count(page, (uint64_t)t - 1)));
    if (page_known(page, quantity_fresh_buffer(q)) != KNOWN_NOT_YET)
        old_row(page, words(W_AFTER), buffer.fresh);
    if (t <= 1)
        page_sentence(page, W_BEGINS_AT_THERE_ARE_NO, buffer.old, buffer.old->value);
    else
        page_sentence(page, W_IS_WHAT_OPTIMISER_REMEMBERS_OF, buffer.old);
}

/* ---- corrected ---- */

static void explain_corrected(struct page *page, struct quantity q)
{
    struct expression_buffer buffer = expression_buffer(page, q, quantity_is_second_buffer(q.kind));

    page_title(page, words_of(page, q, "title_corrected"), page_as(page, q, QUANTITY_VALUE));
    page_equals(page, formula_in_role(page->arena, buffer.hat, FORMULA_ROLE_RESULT),
                buffer.corrected, PAGE_WORKED);
    page_equals(page, buffer.fresh, buffer.whole, PAGE_WORKED | PAGE_PART);
    page_remark(page, W_COUNTS_UPDATES_IS_NUMBER_LATER, letter(page, "t", NULL),
                (size_t)expression_update_number(page), buffer.weight, buffer.hat, buffer.fresh);
    if (formula_evaluate(buffer.weight) == 1)
        page_sentence(page, W_BEGAN_AT_0_AFTER_SO, buffer.old, buffer.hat, buffer.fresh);
    else
        page_sentence(page, W_BEGAN_AT_0_SO_IS, buffer.old, buffer.fresh, buffer.hat);
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
    page_mark(page, quantity_as(q, QUANTITY_BATCH_GRADIENT), FORMULA_ROLE_GRADIENT);
}
