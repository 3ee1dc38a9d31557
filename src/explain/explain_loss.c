/* The loss: each output's part, then one number. */
#include "explain/explain_parts.h"
#include "explain/expression.h"
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

static void part_sentence(struct page *page, size_t output)
{
    const struct formula *name = page_unit(page, page->net->layer_count, output);
    double a = page_value(page, of_output(page, QUANTITY_A, output));
    double t = page_value(page, of_output(page, QUANTITY_T, output));

    if (page->net->loss == LOSS_CROSS_ENTROPY && t == 0)
        page_sentence(page, "The target of {f} is {v}, so {f} has no part of its own in the loss.",
                      name, t, name);
    else if (page->net->loss == LOSS_CROSS_ENTROPY && t == 1)
        page_sentence(page, "The right class is {f}. Its output is {v}: the closer to 1, the "
                            "smaller "
                            "the loss.", name, a);
    else if (page->net->loss == LOSS_CROSS_ENTROPY)
        page_sentence(page, "{f} answers {v}, its target is {v}: the larger its output, the "
                            "smaller "
                            "its part of the loss.", name, a, t);
    else if (page->net->loss == LOSS_BINARY_CROSS_ENTROPY)
        page_sentence(page, "{f} answers {v}, its target is {v}: the further apart, the larger the "
                            "loss.", name, a, t);
    else if (page->net->loss == LOSS_HALF_SQUARED_ERROR)
        page_sentence(page, "{f} answers {v}, its target is {v}. *Half* the squared difference is "
                            "its "
                            "part of the loss.", name, a, t);
    else
        page_sentence(page, net_output(page->net)->out > 1
                                ? "{f} answers {v}, its target is {v}. The squared difference is "
                                  "its part; "
                                  "the loss is the mean of the parts."
                                : "{f} answers {v}, its target is {v}. The squared difference is "
                                  "the loss.",
                      name, a, t);
}

/* What is left of a binary cross-entropy. */
static void binary_remark(struct page *page, size_t output)
{
    double t = page_value(page, of_output(page, QUANTITY_T, output));

    if (t == 1)
        page_remark(page, "t = 1: only −ln a is left.");
    else if (t == 0)
        page_remark(page, "t = 0: only −ln(1 − a) is left.");
}

/* −[t ln a + (1 − t) ln(1 − a)], for any output, or any sample of a batch. */
static void binary_equation(struct page *page)
{
    bool several = net_output(page->net)->out > 1;
    const char *index = several ? "k" : page_has_batch(page) ? "n" : NULL;
    const struct formula *a = expression_index(page, "a", index, 0, false);
    const struct formula *t = expression_index(page, "t", index, 0, false);
    const struct formula *one = formula_number(page->arena, 1);
    const struct formula *rest = formula_subtract(page->arena, one, a);
    const struct formula *sum = formula_add(
        page->arena,
        formula_multiply(page->arena, t, formula_call(page->arena, FORMULA_LN, &a, 1)),
        formula_multiply(page->arena, formula_subtract(page->arena, one, t),
                         formula_call(page->arena, FORMULA_LN, &rest, 1)));

    page_general(page, expression_index(page, "L", index, 0, false),
                 formula_negate(page->arena, sum));
}

/* Where the target is 0, nothing is left of −t ln a: there are no numbers to put in. */
static bool counts_for_nothing(const struct page *page, size_t output)
{
    return page->net->loss == LOSS_CROSS_ENTROPY &&
           page_value(page, of_output(page, QUANTITY_T, output)) == 0;
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

static void part_remark(struct page *page, size_t output)
{
    if (counts_for_nothing(page, output)) {
        zero_target_remark(page, output);
        return;
    }
    switch (page->net->loss) {
    case LOSS_HALF_SQUARED_ERROR:
        page_remark(page, "The ½ is a convention: it makes the derivative simply a − t.");
        return;
    case LOSS_MEAN_SQUARED_ERROR:
        page_remark(page, "Squared, so that too much and too little both count, and large "
                          "differences most.");
        return;
    case LOSS_BINARY_CROSS_ENTROPY:
        binary_remark(page, output);
        page_remark(page, "Cross-entropy: the loss grows without limit as a wrong answer becomes "
                          "certain.");
        return;
    default:
        page_remark(page, "Cross-entropy: only outputs with a target above 0 have a part of their "
                          "own.");
    }
}

void explain_loss_part(struct page *page, size_t output)
{
    struct quantity part = of_output(page, QUANTITY_LOSS_PART, output);
    const struct formula *right = expression_loss_part(page, output);

    page_title(page, "What is {f}’s part of the loss?",
               page_unit(page, page->net->layer_count, output));
    if (page->net->loss == LOSS_BINARY_CROSS_ENTROPY)
        binary_equation(page);
    page_equation(page, page_symbol(page, part, FORMULA_ROLE_RESULT), "=", right,
                  counts_for_nothing(page, output) ? PAGE_RESULT : PAGE_NUMBERS | PAGE_RESULT,
                  page_value(page, part));
    part_remark(page, output);
    remark_from_z(page, right);
    part_sentence(page, output);
    page_focus(page, page->net->layer_count, output);
    page_mark(page, part, FORMULA_ROLE_RESULT);
    page_mark(page, of_output(page, QUANTITY_A, output), FORMULA_ROLE_INPUT);
    page_mark(page, of_output(page, QUANTITY_T, output), FORMULA_ROLE_NONE);
}

/* ---- the sum ---- */

static void convention(struct page *page)
{
    bool several = net_output(page->net)->out > 1;

    switch (page->net->loss) {
    case LOSS_HALF_SQUARED_ERROR:
        page_remark(page, several ? "Convention: *half* the squared error, *summed* over the "
                                    "outputs."
                                  : "Convention: *half* the squared error.");
        break;
    case LOSS_MEAN_SQUARED_ERROR:
        page_remark(page, several ? "Convention: the squared error, *averaged* over the outputs."
                                  : "Convention: the squared error, without a ½.");
        break;
    case LOSS_BINARY_CROSS_ENTROPY:
        page_remark(page, several ? "Convention: binary cross-entropy, *averaged* over the "
                                    "outputs."
                                  : "Convention: binary cross-entropy, natural logarithm.");
        break;
    default:
        page_remark(page, "Convention: cross-entropy, natural logarithm, *summed* over the "
                          "outputs.");
    }
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
    if (count == 1 && page->net->loss == LOSS_BINARY_CROSS_ENTROPY) {
        binary_equation(page);
        binary_remark(page, 0);
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
        page_sentence(page, "The loss {f} says how wrong the output is: the smaller, the better.{s}",
                      symbol_of(page, QUANTITY_LOSS, 0),
                      page->moved ? "" : " Nothing changes yet.");
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
