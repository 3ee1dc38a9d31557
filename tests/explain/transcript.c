#include "transcript.h"

#include "explain/rich.h"

#include <string.h>

static const struct number_style style = {.decimals = 4};

const char *transcript_rich(struct rich rich, char *out, size_t size)
{
    struct text text;

    text_init(&text, out, size);
    rich_to_text(rich, style, &text);
    return out;
}

static const char *formula_line(const struct formula *formula, enum formula_show show, bool sign,
                                char *out, size_t size)
{
    struct number_style with_sign = style;
    struct text text;

    with_sign.sign = sign;
    text_init(&text, out, size);
    formula_to_text(formula, show, with_sign, &text);
    return out;
}

static void print_equation(FILE *out, const struct explain_equation *equation)
{
    char left[4096], right[65536], number[NUMBER_TEXT_SIZE];

    fprintf(out, "      %s %s %s\n",
            formula_line(equation->left, FORMULA_SYMBOLS, false, left, sizeof left),
            equation->relation,
            formula_line(equation->right, FORMULA_SYMBOLS, false, right, sizeof right));
    if (equation->numbers)
        fprintf(out, "        = %s\n",
                formula_line(equation->right, FORMULA_NUMBERS, false, right, sizeof right));
    if (equation->result)
        fprintf(out, "        = %s\n",
                number_format(number, equation->value, (struct number_style){.decimals = 6}));
}

/* Characters, not bytes. */
static int length_of(const char *text)
{
    int length = 0;

    while (text_next_utf8(&text) != 0)
        length++;
    return length;
}

static void print_cell(FILE *out, const char *text, bool strong, bool last)
{
    int width = last ? 0 : 16;

    fprintf(out, "%s%s%s%*s", strong ? "[" : " ", text, strong ? "]" : " ",
            width > length_of(text) ? width - length_of(text) : 0, "");
}

static void print_table(FILE *out, const struct explain_table *table)
{
    char text[65536];
    struct text line;
    bool headed = false;

    for (size_t c = 0; c < table->columns; c++)
        headed = headed || table->head[c] != NULL || table->head_symbol[c] != NULL;
    if (headed) {
        fprintf(out, "       ");
        for (size_t c = 0; c < table->columns; c++)
            print_cell(out,
                       table->head_symbol[c] != NULL
                           ? formula_line(table->head_symbol[c], FORMULA_SYMBOLS, false, text, sizeof text)
                       : table->head[c] == NULL ? ""
                                                : table->head[c],
                       false, c + 1 == table->columns);
        fprintf(out, "\n");
    }
    for (size_t r = 0; r < table->count; r++) {
        const struct explain_row *row = &table->rows[r];

        fprintf(out, "     %s ", row->current ? ">" : " ");
        for (size_t c = 0; c < table->columns; c++) {
            const struct explain_cell *cell = &row->cells[c];
            const char *shown = cell->text == NULL ? "" : cell->text;

            if (cell->formula != NULL)
                shown = formula_line(cell->formula, cell->show, cell->sign, text, sizeof text);
            print_cell(out, shown, cell->strong, c + 1 == table->columns);
        }
        fprintf(out, "\n");
    }
    if (table->left_out > 0) {
        text_init(&line, text, sizeof text);
        words_add(&line, explain_left_out(table), table->left_out);
        fprintf(out, "       %s\n", text);
    }
}

void transcript_page(FILE *out, const char *heading, const struct explanation *explanation)
{
    char text[65536];

    fprintf(out, "%s  %s\n", heading,
            transcript_rich(explanation->kicker, text, sizeof text));
    fprintf(out, "   %s\n", transcript_rich(explanation->title, text, sizeof text));
    for (size_t i = 0; i < explanation->equation_count; i++)
        print_equation(out, &explanation->equations[i]);
    print_table(out, &explanation->table);
    if (explanation->remark.count > 0)
        fprintf(out, "   -- %s\n", transcript_rich(explanation->remark, text, sizeof text));
    print_table(out, &explanation->foot);
    fprintf(out, "   \"%s\"\n\n", transcript_rich(explanation->sentence, text, sizeof text));
}

static void print_unit(FILE *out, struct run *run, enum granularity granularity,
                       struct arena *arena)
{
    const struct net *net = &run->scenario.net;

    for (size_t s = 1; s <= reveal_steps(net, run->unit, granularity); s++) {
        struct cursor cursor = {run->snapshot.place.step,
                                reveal_boundary(net, run->unit, granularity, s)};
        char heading[64];

        snprintf(heading, sizeof heading, "%zu.%zu", (size_t)cursor.step, cursor.moment);
        arena_reset(arena);
        transcript_page(out, heading,
                        explain(arena, &run->snapshot, cursor, granularity, NULL));
    }
}

void transcript_run(FILE *out, struct run *run, enum granularity granularity, uint64_t last)
{
    struct cursor start = {0, 0};
    struct arena arena = {0};

    transcript_page(out, "0", explain(&arena, &run->snapshot, start, granularity,
                                      run->scenario.about));
    while (run->snapshot.place.step < last && run_step(run))
        print_unit(out, run, granularity, &arena);
    arena_finish(&arena);
}
