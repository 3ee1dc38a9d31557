/* The loss: each output's part, then one number. */
#include "explain/steps/explain_parts.h"
#include "explain/equations/expression.h"
#include "explain/row_words.h"
#include "explain/selection.h"

/* A layer of more outputs has its largest parts listed. */
enum { PARTS_MAX = 6 };

static struct quantity of_output(const struct page *page, enum quantity_kind kind, size_t output)
{
    return quantity_at(kind, page->net->layer_count, output, 0);
}

static const struct formula *symbol_of(const struct page *page, enum quantity_kind kind,
                                       size_t output)
{
    return page_symbol(page, of_output(page, kind, output), FORMULA_ROLE_NONE);
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
        page_remark(page, "Written with z, because a has been rounded too close to 0 or 1 to take "
                          "its logarithm.");
}

/* ---- one output's part ---- */

/* The one of the wordings that fits the target. */
static const char *by_target(const struct expression_output *of, const char *zero, const char *one,
                             const char *other)
{
    if (of->t->value == 0 && zero != NULL)
        return zero;
    return of->t->value == 1 && one != NULL ? one : other;
}

/* What is left of the rule where the target is 0 or 1. */
static void left_remark(struct page *page, const struct expression_output *of)
{
    const struct loss_words *words = words_of_loss(page->net->loss);
    const char *left = by_target(of, words->left_0, words->left_1, NULL);

    if (left != NULL)
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
        page_remark(page, "With t = 0 this part is 0.");
    else if (expression_targets_are_shares(page))
        page_remark(page, "With t = 0 this part is 0. {f} still matters: it is in softmax’s "
                          "denominator, so its "
                          "error signal is a − t = {v}.",
                    page_unit(page, page->net->layer_count, output), a->value);
    else
        page_remark(page, "With t = 0 this part is 0. {f} still matters: it is in softmax’s "
                          "denominator, so its "
                          "error signal is not 0.",
                    page_unit(page, page->net->layer_count, output));
}

void explain_loss_part(struct page *page, size_t output)
{
    struct quantity part = of_output(page, QUANTITY_LOSS_PART, output);
    const struct formula *right = expression_loss_part(page, output);
    const struct loss_words *words = words_of_loss(page->net->loss);
    bool nothing = expression_weighs_nothing(right); /* there are no numbers to put in */
    bool alone = net_output(page->net)->out == 1 && words->says_alone != NULL;
    const char *says = alone ? words->says_alone : words->says;
    struct expression_output of;

    page_title(page, "What is {f}’s part of the loss?",
               page_unit(page, page->net->layer_count, output));
    expression_output_init(&of, page, output, EXPRESSION_FULL);
    general_equation(page);
    page_equation(page, page_symbol(page, part, FORMULA_ROLE_RESULT), "=", right,
                  nothing ? PAGE_RESULT : PAGE_NUMBERS | PAGE_RESULT, page_value(page, part));
    if (nothing) {
        zero_target_remark(page, output);
    } else {
        left_remark(page, &of);
        page_remark(page, words->why);
    }
    remark_from_z(page, right);
    page->out->sentence = rich_of_names(
        page->arena, by_target(&of, words->says_0, words->says_1, says), &of.names);
    page_focus(page, page->net->layer_count, output);
    page_mark(page, part, FORMULA_ROLE_RESULT);
    page_mark(page, of_output(page, QUANTITY_A, output), FORMULA_ROLE_INPUT);
    page_mark(page, of_output(page, QUANTITY_T, output), FORMULA_ROLE_NONE);
}

/* ---- the sum ---- */

static void convention(struct page *page)
{
    const struct loss_words *words = words_of_loss(page->net->loss);
    bool several = net_output(page->net)->out > 1;

    page_remark(page, several ? words->convention_several : words->convention);
    if (page_has_batch(page))
        page_remark(page, page_sums(page) ? "The batch's loss is the *sum* over its {n} samples."
                                          : "The batch's loss is the *mean* over its {n} samples.",
                    page->snapshot->place.batch_count);
}

/* All of them if they are few, else the largest first. */
static void parts_table(struct page *page, size_t count)
{
    static const char *const heads[] = {"neuron", "output a", "target t", "part"};
    struct selection selection;
    double *parts = arena_alloc(page->arena, count * sizeof *parts);

    for (size_t k = 0; k < count; k++)
        parts[k] = page_value(page, of_output(page, QUANTITY_LOSS_PART, k));
    selection_make(parts, count, PARTS_MAX, &selection);
    page_table(page, 4, heads);
    page->out->table.left_out = selection.others;
    page->out->table.by_size = true;
    for (size_t i = 0; i < selection.count; i++) {
        size_t k = selection.items[i];
        struct explain_row *row = page_row(page);

        cell_symbols(&row->cells[0], page_unit(page, page->net->layer_count, k));
        cell_numbers(&row->cells[1], symbol_of(page, QUANTITY_A, k));
        cell_numbers(&row->cells[2], symbol_of(page, QUANTITY_T, k));
        cell_result(&row->cells[3], symbol_of(page, QUANTITY_LOSS_PART, k));
    }
}

void explain_loss_total(struct page *page)
{
    struct quantity loss = of_output(page, QUANTITY_LOSS, 0);
    size_t count = net_output(page->net)->out;
    const struct formula *right = expression_loss(page);
    double value = page_value(page, loss);

    page_title(page, "How wrong is the output, in one number?");
    if (count == 1) {
        struct expression_output of;

        expression_output_init(&of, page, 0, EXPRESSION_FULL);
        general_equation(page);
        left_remark(page, &of);
    }
    page_equation(page, page_symbol(page, loss, FORMULA_ROLE_RESULT), "=", right,
                  expression_show(count), value);
    if (count > 1)
        parts_table(page, count);
    convention(page);
    if (page->snapshot->state->optimizer.l2 != 0)
        page_remark(page, "The penalty s on large weights comes on top: J = L + s.");
    remark_from_z(page, right);
    if (value == 0)
        page_sentence(page, "The loss is {v}: the output is exactly on target. There is nothing to "
                            "learn from this sample.", value);
    else
        page_sentence(
            page, "The loss {f} says how wrong the output is: the smaller, the better.{s}",
            symbol_of(page, QUANTITY_LOSS, 0), page->moved ? "" : " Nothing changes yet.");
    page_mark(page, loss, FORMULA_ROLE_RESULT);
    for (size_t k = 0; k < count; k++) {
        page_mark(page, of_output(page, QUANTITY_LOSS_PART, k), FORMULA_ROLE_LOSS_SLOPE);
        page_mark(page, of_output(page, QUANTITY_A, k), FORMULA_ROLE_INPUT);
    }
}

void explain_loss(struct page *page)
{
    if (page->moment.kind == MOMENT_PENALTY || page->moment.kind == MOMENT_OBJECTIVE)
        page_kicker_of_batch(page, "Loss · L2", 0);
    else
        page_kicker(page, "Loss", 0);
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
