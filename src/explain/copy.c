#include "explain/explain.h"
#include "explain/copy.h"

#include "base/memory.h"
#include "quantity/parameters.h"
#include "quantity/quantity_facts.h"
#include "explain/rich.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 65536 };

/* A growing string: a stream into memory, and a buffer for a line. */
struct writer {
    FILE *out;
    char *data;
    size_t length;
    char *line;
};

static void open_writer(struct writer *w)
{
    *w = (struct writer){.line = memory_resize(NULL, LINE_SIZE, 1)};
    w->out = memory_stream(&w->data, &w->length);
}

static char *close_writer(struct writer *w)
{
    memory_stream_end(w->out, &w->length);
    free(w->line);
    return w->data;
}

static const char *formula_line(struct writer *w, const struct formula *formula,
                                enum formula_show show, struct number_style style)
{
    struct text text;

    text_init(&text, w->line, LINE_SIZE);
    formula_to_text(formula, show, style, &text);
    return w->line;
}

static void put_rich(struct writer *w, struct rich rich, struct number_style style)
{
    struct text text;

    if (rich.count == 0)
        return;
    text_init(&text, w->line, LINE_SIZE);
    rich_to_text(rich, style, &text);
    fprintf(w->out, "%s\n", w->line);
}

static void put_equation(struct writer *w, const struct explain_equation *equation,
                         struct number_style style)
{
    char number[NUMBER_TEXT_SIZE];

    fprintf(w->out, "%s", formula_line(w, equation->left, FORMULA_SYMBOLS, style));
    fprintf(w->out, " %s %s\n", equation->relation,
            formula_line(w, equation->right, FORMULA_SYMBOLS, style));
    if (equation->numbers)
        fprintf(w->out, "  = %s\n", formula_line(w, equation->right, FORMULA_NUMBERS, style));
    if (equation->result)
        fprintf(w->out, "  = %s\n", number_format(number, equation->value, style));
}

static void put_table(struct writer *w, const struct explain_table *table,
                      struct number_style style)
{
    struct text line;

    for (size_t c = 0; c < table->columns && explain_has_heads(table); c++)
        fprintf(w->out, "%s%s%s", c > 0 ? "\t" : "",
                table->head_symbol[c] != NULL
                    ? formula_line(w, table->head_symbol[c], FORMULA_SYMBOLS, style)
                : table->head[c] != NULL ? table->head[c]
                                         : "",
                c + 1 == table->columns ? "\n" : "");
    for (size_t r = 0; r < table->count; r++) {
        for (size_t c = 0; c < table->columns; c++) {
            const struct explain_cell *cell = &table->rows[r].cells[c];
            struct number_style signed_style = style;

            signed_style.sign = cell->sign;
            fprintf(w->out, "%s%s", c > 0 ? "\t" : "",
                    cell->formula != NULL ? formula_line(w, cell->formula, cell->show, signed_style)
                    : cell->text != NULL  ? cell->text
                                          : "");
        }
        fprintf(w->out, "\n");
    }
    if (table->left_out > 0) {
        text_init(&line, w->line, LINE_SIZE);
        words_add(&line, explain_left_out(table), table->left_out);
        fprintf(w->out, "%s\n", w->line);
    }
}

static char *write_text(const struct explanation *explanation, struct number_style style,
                        bool sentence)
{
    struct writer w;

    open_writer(&w);
    put_rich(&w, explanation->kicker, style);
    put_rich(&w, explanation->title, style);
    if (sentence)
        put_rich(&w, explanation->sentence, style);
    if (explanation->equation_count > 0)
        fprintf(w.out, "\n");
    for (size_t i = 0; i < explanation->equation_count; i++)
        put_equation(&w, &explanation->equations[i], style);
    if (explanation->table.count > 0)
        fprintf(w.out, "\n");
    put_table(&w, &explanation->table, style);
    if (explanation->remark.count > 0)
        fprintf(w.out, "\n");
    put_rich(&w, explanation->remark, style);
    if (explanation->foot.count > 0)
        fprintf(w.out, "\n");
    put_table(&w, &explanation->foot, style);
    return close_writer(&w);
}

char *copy_text(const struct explanation *explanation, struct number_style style)
{
    return write_text(explanation, style, false);
}

char *copy_told(const struct explanation *explanation, struct number_style style)
{
    return write_text(explanation, style, true);
}

/* ---- CSV ---- */

/* A field in quotes, quotes in it doubled, where that is needed. */
static void put_field(FILE *out, const char *field)
{
    if (strpbrk(field, ",\"\r\n") == NULL) {
        fputs(field, out);
        return;
    }
    fputc('"', out);
    for (; *field != '\0'; field++) {
        if (*field == '"')
            fputc('"', out);
        fputc(*field, out);
    }
    fputc('"', out);
}

static void put_csv_heads(FILE *out, const struct snapshot *snapshot)
{
    fputs("parameter,layer,to,from", out);
    for (enum parameters_column c = PARAMETERS_OLD; c < PARAMETERS_COLUMNS; c++) {
        enum quantity_kind kind = parameters_kind(snapshot, c);
        const char *field = quantity_facts(kind)->field;

        if (parameters_has(snapshot, c))
            fprintf(out, ",%s",
                    field != NULL ? field
                                  : quantity_buffer_letter(&snapshot->state->optimizer, kind));
    }
    for (size_t time = 1;
         snapshot->net->recurrent && time <= net_times(snapshot->net, snapshot->now); time++)
        fprintf(out, ",share_%zu", time);
    fputs("\r\n", out);
}

static void put_cell(FILE *out, const struct snapshot *snapshot, struct cursor cursor,
                     struct quantity cell)
{
    char number[NUMBER_TEXT_SIZE];
    double value = quantity_value(snapshot, cell);

    fputc(',', out);
    if (reveal_known(snapshot, cursor, cursor, cell) != KNOWN_NOT_YET)
        fputs(number_exact(number, value == 0.0 ? 0.0 : value), out); /* never -0 */
}

static void put_value(FILE *out, const struct snapshot *snapshot, struct cursor cursor,
                      struct quantity parameter, enum parameters_column column)
{
    struct quantity cell = parameters_cell(snapshot, parameter, column);

    if (column >= PARAMETERS_CLIPPED && parameters_fixed(snapshot->net, parameter))
        fputc(',', out);
    else
        put_cell(out, snapshot, cursor, cell);
}

static void put_row(struct writer *w, struct arena *arena, const struct snapshot *snapshot,
                    struct cursor cursor, struct quantity parameter)
{
    const struct net *net = snapshot->net;
    struct number_style style = {.decimals = 4};

    put_field(w->out, formula_line(w, quantity_symbol(arena, snapshot, parameter), FORMULA_SYMBOLS,
                                   style));
    fputc(',', w->out);
    put_field(w->out, quantity_layer_name(arena, net, parameter.layer));
    fprintf(w->out, ",%zu,", parameter.to + 1);
    if (parameter.of != QUANTITY_OF_BIAS)
        fprintf(w->out, "%zu", parameter.from + 1);
    for (enum parameters_column c = PARAMETERS_OLD; c < PARAMETERS_COLUMNS; c++)
        if (parameters_has(snapshot, c))
            put_value(w->out, snapshot, cursor, parameter, c);
    for (size_t time = 1; net->recurrent && time <= net_times(net, snapshot->now); time++)
        put_cell(w->out, snapshot, cursor,
                 quantity_then(quantity_as(parameter, QUANTITY_SHARE), time));
    fputs("\r\n", w->out);
}

char *copy_csv(const struct snapshot *snapshot, struct cursor cursor)
{
    size_t count = parameters_count(snapshot->net);
    struct arena arena = {0};
    struct writer w;

    if (count > COPY_PARAMETERS_MAX)
        return NULL;
    open_writer(&w);
    put_csv_heads(w.out, snapshot);
    for (size_t i = 0; i < count; i++) {
        arena_reset(&arena);
        put_row(&w, &arena, snapshot, cursor, parameters_at(snapshot->net, i));
    }
    arena_finish(&arena);
    return close_writer(&w);
}
