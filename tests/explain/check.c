#include "check.h"

#include "transcript.h"
#include "truth.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Where we are, for messages. */
static char place_text[256];

/* The same, kind for kind, up to 1e-12 relative; 1e-15 is the rounding of numbers of the size
 * of 1 that have cancelled. */
static bool agrees(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    if (a == b)
        return true;
    return isfinite(a) && isfinite(b) && fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b)) + 1e-15;
}

static void same(const char *what, double found, double wanted)
{
    if (!agrees(found, wanted))
        fail_msg("%s: %s: %.17g, expected %.17g", place_text, what, found, wanted);
}

static void need(bool holds, const char *what)
{
    if (!holds)
        fail_msg("%s: %s", place_text, what);
}

/* Both notations, with symbols and with numbers. */
static void check_formula(const struct formula *formula)
{
    static const struct number_style style = {.decimals = 4};
    static char buffer[1 << 18];
    struct text text;

    for (int show = FORMULA_SYMBOLS; show <= FORMULA_NUMBERS; show++) {
        text_init(&text, buffer, sizeof buffer);
        formula_to_text(formula, (enum formula_show)show, style, &text);
        need(text.length > 0 && !text.cut, "a formula has no text");
        need(text_valid_utf8(buffer, text.length), "a formula's text is not UTF-8");
        text_init(&text, buffer, sizeof buffer);
        formula_to_latex(formula, (enum formula_show)show, style, &text);
        need(text.length > 0 && !text.cut, "a formula has no LaTeX");
    }
}

static bool has_sum(const struct formula *formula)
{
    bool found = formula->kind == FORMULA_SUM;

    for (size_t i = 0; !found && i < formula->count; i++)
        found = has_sum(formula->children[i]);
    return found;
}

/* Four terms and a bias are written out, longer sums are not. */
static bool is_written_short(const struct formula *formula)
{
    if (formula->kind == FORMULA_ADD && formula->count > 5)
        return false;
    for (size_t i = 0; i < formula->count; i++)
        if (!is_written_short(formula->children[i]))
            return false;
    return true;
}

/* The line with the numbers put in is not the result's over again. */
static bool says_more(const struct explain_equation *equation)
{
    static const struct number_style style = {.decimals = 4};
    static char numbers[1 << 18];
    char result[NUMBER_TEXT_SIZE];
    struct text text;

    text_init(&text, numbers, sizeof numbers);
    formula_to_text(equation->right, FORMULA_NUMBERS, style, &text);
    return strcmp(numbers, number_format(result, equation->value, style)) != 0;
}

static void check_equation(struct check *check, const struct explain_equation *equation)
{
    check->equations++;
    check->results += equation->result && isfinite(equation->value);
    check->sums += has_sum(equation->right);
    need(is_written_short(equation->right), "a long sum without Σ");
    check_formula(equation->left);
    check_formula(equation->right);
    need(strcmp(equation->relation, "=") == 0 || strcmp(equation->relation, "←") == 0,
         "an unknown relation");
    same("right side", formula_evaluate(equation->right), equation->value);
    same("left side", formula_evaluate(equation->left), equation->value);
    need(!equation->numbers || equation->result, "numbers without a result");
    need(!equation->numbers || says_more(equation), "the result stands there twice");
    need(!isfinite(equation->value) || equation->right->kind != FORMULA_NUMBER,
         "a bare number stands for a formula");
    if (equation->left->kind == FORMULA_SYMBOL || equation->left->kind == FORMULA_PARTIAL)
        need(equation->left->value == equation->value ||
                 (isnan(equation->left->value) && isnan(equation->value)),
             "the left symbol has another value");
}

/* A number that is worked out in one cell is the result in another. */
static void check_row(struct check *check, const struct explain_table *table,
                      const struct explain_row *row)
{
    const struct formula *result = NULL;
    bool any = false;

    for (size_t c = 0; c < table->columns; c++) {
        const struct explain_cell *cell = &row->cells[c];

        need(cell->formula == NULL || cell->text == NULL, "a cell with formula and text");
        any = any || cell->formula != NULL || cell->text != NULL;
        if (cell->formula != NULL)
            check_formula(cell->formula);
        if (cell->strong) {
            need(cell->text != NULL || cell->formula->count < 3, "a result is one number");
            result = cell->formula;
        }
    }
    need(any, "an empty row");
    for (size_t c = 0; c < table->columns; c++) {
        const struct formula *formula = row->cells[c].formula;

        if (formula == NULL || result == NULL || row->cells[c].show != FORMULA_NUMBERS ||
            formula->kind == FORMULA_SYMBOL || formula->kind == FORMULA_PARTIAL ||
            formula->kind == FORMULA_NUMBER)
            continue;
        same("a row", formula_evaluate(formula), formula_evaluate(result));
        check->products++;
    }
    check->rows++;
}

static void check_table(struct check *check, const struct explain_table *table)
{
    size_t current = 0;

    need(table->columns <= EXPLAIN_CELLS && table->count <= EXPLAIN_ROWS_MAX, "a table too large");
    need((table->columns > 0) == (table->count > 0), "a table without rows or columns");
    for (size_t c = 0; c < table->columns; c++)
        if (table->head_symbol[c] != NULL) {
            need(table->head[c] == NULL, "a head with formula and text");
            check_formula(table->head_symbol[c]);
        }
    for (size_t r = 0; r < table->count; r++) {
        check_row(check, table, &table->rows[r]);
        current += table->rows[r].current;
    }
    need(current <= 1, "two current rows");
}

static void check_mark(const struct net *net, struct quantity q)
{
    const struct net_layer *layer;

    need(q.layer <= net->layer_count, "a mark's layer is out of range");
    layer = &net->layers[q.layer];
    if (q.of == QUANTITY_OF_WEIGHT) {
        need(q.layer > 0 && q.to < layer->out && q.from < layer->in, "a mark is no weight");
        return;
    }
    if (q.of == QUANTITY_OF_RECURRENT) {
        need(layer->recurrent && q.to < layer->out && q.from < layer->out, "a mark is no recurrent weight");
        return;
    }
    if (q.of == QUANTITY_OF_BIAS) {
        need(layer->has_biases, "a mark on a bias that is not there");
        need(q.layer > 0 && q.to < layer->out && q.from == 0, "a mark is no bias");
        return;
    }
    switch (q.kind) {
    case QUANTITY_X:
        need(q.layer == 0 && q.to < layer->out && q.from == 0, "a mark is no input");
        return;
    case QUANTITY_LOSS:
    case QUANTITY_PENALTY:
    case QUANTITY_OBJECTIVE:
    case QUANTITY_LOSS_PART:
    case QUANTITY_TIME_LOSS:
    case QUANTITY_T:
        need(q.layer == net->layer_count && q.to < layer->out && q.from == 0,
             "a mark is not of the output");
        return;
    case QUANTITY_RATE:
        need(q.layer == 0 && q.to == 0 && q.from == 0, "a mark is no learning rate");
        return;
    case QUANTITY_Z:
    case QUANTITY_A:
    case QUANTITY_DA:
    case QUANTITY_DA_OUTPUT:
    case QUANTITY_DA_FUTURE:
    case QUANTITY_DZ:
        need(q.layer > 0 && q.to < layer->out && q.from == 0, "a mark is not of a neuron");
        return;
    default:
        need(false, "a mark of an unknown kind");
    }
}

static size_t length_of(const char *text)
{
    size_t length = 0;

    while (text_next_utf8(&text) != 0)
        length++;
    return length;
}

static void check_words(struct rich rich, const char *name, size_t most, bool sentence,
                        enum unit_kind kind)
{
    char text[8192], message[9000];
    size_t length;

    transcript_rich(rich, text, sizeof text);
    length = length_of(text);
    snprintf(message, sizeof message, "%s: %s (%zu)", name, text, length);
    need(length > 0 && (most == 0 || length <= most), message);
    need(text_valid_utf8(text, strlen(text)), message);
    need(strpbrk(text, "!{}*") == NULL && strstr(text, "  ") == NULL, message);
    need(text[0] != ' ' && text[strlen(text) - 1] != ' ', message);
    need((text[strlen(text) - 1] == '.') == sentence, message);
    need(truth_of_words(text) == NULL, message);
    /* The words this program is about. */
    if (strstr(text, "ackpropagation") != NULL)
        need(kind == UNIT_BACKWARD, message);
    if (strstr(text, "radient descent") != NULL)
        need(kind == UNIT_UPDATE, message);
}

void check_page(struct check *check, const struct run *run, struct cursor cursor,
                enum granularity granularity, const struct explanation *explanation)
{
    const struct net *net = &run->scenario.net;
    enum unit_kind kind = run->unit.unit.kind;
    const char *wrong;

    snprintf(place_text, sizeof place_text, "%s, %s, step %d moment %zu", run->scenario.title,
             granularity_name(granularity), (int)cursor.step, cursor.moment);
    check->pages++;
    need(explanation != NULL, "no explanation");
    wrong = truth_of_page(run, cursor, granularity, explanation, &check->sentences);
    need(wrong == NULL, wrong != NULL ? wrong : "");
    check_words(explanation->kicker, "kicker", 0, false, kind);
    check_words(explanation->title, "title", CHECK_TITLE_MAX, false, kind);
    check_words(explanation->sentence, "sentence", CHECK_SENTENCE_MAX, true, kind);
    if (explanation->remark.count > 0 && cursor.step > 0)
        check_words(explanation->remark, "remark", 0, true, kind);
    need(explanation->equation_count <= EXPLAIN_EQUATIONS, "too many equations");
    need(explanation->equation_count + explanation->table.count > 0
             || (cursor.step == 0 && explanation->remark.count > 0), "neither formula nor table");
    for (size_t i = 0; i < explanation->equation_count; i++)
        check_equation(check, &explanation->equations[i]);
    check_table(check, &explanation->table);
    check_table(check, &explanation->foot);
    need((explanation->foot.count > 0) ==
             (run->snapshot.place.index == run->snapshot.place.count &&
              cursor.moment == reveal_count(net, run->unit) &&
              stop_is_set(&run->snapshot.training->stop)),
         "a foot where no iteration ends, or none where one does");
    for (size_t i = 0; i < explanation->mark_count; i++)
        check_mark(net, explanation->marks[i].quantity);
    check->marks += explanation->mark_count;
    need(explanation->focus_layer <= net->layer_count, "the focus is out of range");
    if (explanation->focus_layer > 0)
        need(explanation->focus_unit < net->layers[explanation->focus_layer].out,
             "the focus is out of range");
}

static void check_answer_words(struct rich rich, const char *name, size_t most, bool sentence)
{
    /* Whatever the phase: the answer may be about another. */
    char text[8192];

    transcript_rich(rich, text, sizeof text);
    check_words(rich, name, most, sentence,
                strstr(text, "radient descent") != NULL ? UNIT_UPDATE : UNIT_BACKWARD);
}

void check_answer(struct check *check, const struct run *run, struct cursor cursor,
                  struct quantity quantity, bool opened, const struct explanation *explanation)
{
    enum known known = reveal_known(&run->snapshot, cursor, cursor, quantity);
    double value = quantity_value(&run->snapshot, quantity);
    size_t answers = 0;

    snprintf(place_text, sizeof place_text, "%s, step %d.%zu, kind %d layer %zu to %zu from %zu%s",
             run->scenario.title, (int)cursor.step, cursor.moment, (int)quantity.kind, quantity.layer,
             quantity.to, quantity.from, opened ? ", opened" : "");
    check->pages++;
    need(explanation != NULL, "no explanation");
    check_answer_words(explanation->kicker, "kicker", 0, false);
    check_answer_words(explanation->title, "title", CHECK_TITLE_MAX + 10, false);
    check_answer_words(explanation->sentence, "sentence", CHECK_SENTENCE_MAX + 20, true);
    if (explanation->remark.count > 0)
        check_answer_words(explanation->remark, "remark", 0, true);
    need(explanation->equation_count <= EXPLAIN_EQUATIONS, "too many equations");
    for (size_t i = 0; i < explanation->equation_count; i++) {
        const struct explain_equation *equation = &explanation->equations[i];

        check_equation(check, equation);
        if (known == KNOWN_NOT_YET)
            need(!equation->numbers && !equation->result && isnan(equation->value),
                 "numbers of what is not computed yet");
        answers += equation->result && agrees(equation->value, value);
    }
    if (known == KNOWN_NOT_YET)
        need(explanation->table.count == 0, "a table of what is not computed yet");
    check->products += answers;
    check_table(check, &explanation->table);
    for (size_t i = 0; i < explanation->mark_count; i++)
        check_mark(&run->scenario.net, explanation->marks[i].quantity);
    check->marks += explanation->mark_count;
}

void check_run(struct check *check, struct run *run, uint64_t last)
{
    struct arena arena = {0};

    for (int g = 0; g < GRANULARITY_COUNT; g++) {
        struct cursor start = {0, 0};

        check_page(check, run, start, (enum granularity)g,
                   explain(&arena, &run->snapshot, start, (enum granularity)g,
                           run->scenario.about));
    }
    while (run->snapshot.place.step < last && run_step(run)) {
        for (size_t m = 1; m <= reveal_count(&run->scenario.net, run->unit); m++)
            for (int g = 0; g < GRANULARITY_COUNT; g++) {
                struct cursor cursor = {run->snapshot.place.step, m};

                arena_reset(&arena);
                check_page(check, run, cursor, (enum granularity)g,
                           explain(&arena, &run->snapshot, cursor, (enum granularity)g,
                                   run->scenario.about));
            }
    }
    arena_finish(&arena);
}
