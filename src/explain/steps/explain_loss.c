/* The loss: each output's part, then one number. */
#include "explain/steps/explain_parts.h"
#include "explain/equations/expression.h"
#include "explain/row_words.h"
#include "explain/selection.h"

/* A layer of more outputs has its largest parts listed. */
enum { PARTS_MAX = 6 };

static const struct formula *symbol_of(const struct page *page, enum quantity_kind kind,
                                       size_t output)
{
    return page_plain(page, page_output(page, kind, output));
}

/* Whether ln Σ e^ stands anywhere in it: the form for outputs that have lost their digits. */
static bool is_from_z(const struct formula *formula)
{
    if (formula->kind == FORMULA_CALL && formula->function == FORMULA_LOGSUMEXP)
        return true;
    for (size_t i = 0; i < formula->count; i++)
        if (is_from_z(formula->children[i]))
            return true;
    return false;
}

static void remark_from_z(struct page *page, const struct formula *right)
{
    if (is_from_z(right))
        page_remark(page, W_WRITTEN_WITH_Z_BECAUSE_HAS);
}

/* ---- one output's part ---- */

/* The one of the wordings that fits the target. */
static enum word by_target(const struct expression_output *of, const char *zero, const char *one,
                           enum word other)
{
    enum word said = W_NONE;

    if (of->t->value == 0 || of->t->value == 1)
        said = loss_words(of->page->net->loss, of->t->value == 0 ? zero : one);
    return said != W_NONE ? said : other;
}

/* What is left of the rule where the target is 0 or 1. */
static void left_remark(struct page *page, const struct expression_output *of)
{
    enum word left = by_target(of, "left_0", "left_1", W_NONE);

    if (left != W_NONE)
        page_remark(page, left);
}

/* The rule, where it is a sum of several terms, for any output, or any sample of a batch. */
static void general_equation(struct page *page)
{
    bool several = net_output(page->net)->out > 1;
    const char *index = several ? "k" : page_has_batch(page) ? "n" : NULL;
    const struct formula *rule;
    struct expression_output of;

    expression_output_init(&of, page, 0, EXPRESSION_FULL);
    of.a = expression_index(page, "a", index, 0, false);
    of.t = expression_index(page, "t", index, 0, false);
    rule = expression_output_rule(&of, of.row->part);
    if (rule->kind == FORMULA_NEGATE && rule->children[0]->kind == FORMULA_ADD)
        page_general(page, expression_index(page, "L", index, 0, false), rule);
}

/* A softmax's other outputs have the class in their denominators. */
static void zero_target_remark(struct page *page, size_t output)
{
    const struct net_layer *layer = net_output(page->net);
    const struct formula *a = symbol_of(page, QUANTITY_A, output);

    if (!activation_row(layer->activation)->couples)
        page_remark(page, W_WITH_T_IS_0_PART);
    else if (equation_targets_are_shares(page->snapshot))
        page_remark(page, W_WITH_T_IS_0_PART_IS, page_unit(page, page->net->layer_count, output),
                    a->value);
    else
        page_remark(page, W_WITH_T_IS_0_PART_IS_0, page_unit(page, page->net->layer_count, output));
}

void explain_loss_part(struct page *page, size_t output)
{
    struct quantity part = page_output(page, QUANTITY_LOSS_PART, output);
    const struct formula *right = expression_loss_part(page, output);
    enum loss kind = page->net->loss;
    bool nothing = expression_weighs_nothing(right); /* there are no numbers to put in */
    enum word says = net_output(page->net)->out == 1 ? loss_words(kind, "says_alone") : W_NONE;
    struct expression_output of;

    page_title(page, W_WHAT_IS_S_PART_OF, page_unit(page, page->net->layer_count, output));
    expression_output_init(&of, page, output, EXPRESSION_FULL);
    general_equation(page);
    page_equation_of(page, part, right, nothing ? PAGE_RESULT : PAGE_WORKED);
    if (nothing) {
        zero_target_remark(page, output);
    } else {
        left_remark(page, &of);
        page_remark(page, loss_words(kind, "why"));
    }
    remark_from_z(page, right);
    page->out->sentence = rich_of_names(
        page->arena,
        by_target(&of, "says_0", "says_1", says != W_NONE ? says : loss_words(kind, "says")),
        &of.names);
    page_focus(page, page->net->layer_count, output);
    page_mark(page, part, FORMULA_ROLE_RESULT);
    page_mark(page, page_output(page, QUANTITY_A, output), FORMULA_ROLE_INPUT);
    page_mark(page, page_output(page, QUANTITY_T, output), FORMULA_ROLE_NONE);
}

/* ---- the sum ---- */

static void convention(struct page *page)
{
    bool several = net_output(page->net)->out > 1;

    page_remark(page, loss_words(page->net->loss, several ? "convention_several" : "convention"));
    if (page_has_batch(page))
        page_remark(page, page_sums(page) ? W_BATCHS_LOSS_IS_SUM_OVER : W_BATCHS_LOSS_IS_MEAN_OVER,
                    page->snapshot->place.batch_count);
}

/* All of them if they are few, else the largest first. */
void explain_loss_parts(struct page *page)
{
    static const enum word heads[] = {W_NEURON, W_OUTPUT, W_TARGET_T, W_PART};
    struct selection selection;
    size_t count = net_output(page->net)->out;
    double *parts = arena_alloc(page->arena, count * sizeof *parts);

    for (size_t k = 0; k < count; k++)
        parts[k] = page_value(page, page_output(page, QUANTITY_LOSS_PART, k));
    selection_make(parts, count, PARTS_MAX, &selection);
    page_table(page, 4, heads);
    page->out->table.left_out = selection.others;
    page->out->table.by_size = true;
    for (size_t i = 0; i < selection.count; i++) {
        size_t k = selection.items[i];

        page_cells(page, "snnr", page_unit(page, page->net->layer_count, k),
                   symbol_of(page, QUANTITY_A, k), symbol_of(page, QUANTITY_T, k),
                   symbol_of(page, QUANTITY_LOSS_PART, k));
    }
}

void explain_loss_total(struct page *page)
{
    struct quantity loss = page_output(page, QUANTITY_LOSS, 0);
    size_t count = net_output(page->net)->out;
    const struct formula *right = expression_loss(page);
    double value = page_value(page, loss);

    page_title(page, W_HOW_WRONG_IS_OUTPUT_IN);
    if (count == 1) {
        struct expression_output of;

        expression_output_init(&of, page, 0, EXPRESSION_FULL);
        general_equation(page);
        left_remark(page, &of);
    }
    page_equation_of(page, loss, right, expression_show(count));
    if (count > 1)
        explain_loss_parts(page);
    convention(page);
    if (page->snapshot->state->optimizer.l2 != 0)
        page_remark(page, W_PENALTY_S_ON_LARGE_WEIGHTS);
    remark_from_z(page, right);
    if (value == 0)
        page_sentence(page, W_LOSS_IS_OUTPUT_IS_EXACTLY, value);
    else
        page_sentence(page, W_LOSS_SAYS_HOW_WRONG_OUTPUT, symbol_of(page, QUANTITY_LOSS, 0));
    if (value != 0 && !page->moved)
        page_sentence_more(page, W_NOTHING_CHANGES_YET);
    page_mark(page, loss, FORMULA_ROLE_RESULT);
    for (size_t k = 0; k < count; k++) {
        page_mark(page, page_output(page, QUANTITY_LOSS_PART, k), FORMULA_ROLE_LOSS_SLOPE);
        page_mark(page, page_output(page, QUANTITY_A, k), FORMULA_ROLE_INPUT);
    }
}

void explain_loss(struct page *page)
{
    if (page->moment.kind == MOMENT_PENALTY || page->moment.kind == MOMENT_OBJECTIVE)
        page_kicker_of_batch(page, words(W_LOSS_L2), 0);
    else
        page_kicker(page, W_GLOSSARY_LOSS, 0);
    if (page->moment.kind == MOMENT_LOSS_PART)
        explain_loss_part(page, page->moment.to);
    else if (page->moment.kind == MOMENT_PENALTY)
        explain_penalty(page);
    else if (page->moment.kind == MOMENT_OBJECTIVE && page->granularity >= GRANULARITY_NEURON)
        explain_objective(page);
    else if (page->moment.kind == MOMENT_OBJECTIVE)
        explain_loss_with_penalty(page);
    else
        explain_loss_total(page);
}
