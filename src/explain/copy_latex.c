/* The panel as LaTeX; see copy.h. */
#include "explain/explain.h"
#include "explain/copy.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 65536 };

struct latex {
    FILE *out;
    char *line;
    struct arena arena;
    struct number_style style;
};

/* ASCII characters that LaTeX's text has another meaning for. */
static const char *escaped(char c)
{
    static const char *const escapes[0x80] = {
        ['#'] = "\\#",
        ['$'] = "\\$",
        ['%'] = "\\%",
        ['&'] = "\\&",
        ['_'] = "\\_",
        ['{'] = "\\{",
        ['}'] = "\\}",
        ['~'] = "\\textasciitilde{}",
        ['^'] = "\\textasciicircum{}",
        ['\\'] = "\\textbackslash{}",
        ['<'] = "$<$",
        ['>'] = "$>$",
        ['|'] = "$|$",
        ['"'] = "\\textquotedbl{}",
    };

    return escapes[(unsigned char)c];
}

static void put_formula(struct latex *l, const struct formula *formula, enum formula_show show,
                        struct number_style style)
{
    struct text text;

    text_init(&text, l->line, LINE_SIZE);
    formula_to_latex(formula, show, style, &text);
    fputs(l->line, l->out);
}

/* What is not ASCII is written as mathematics writes it. */
static void put_text(struct latex *l, const char *text)
{
    while (*text != '\0') {
        const char *start = text;

        if ((unsigned char)*text < 0x80) {
            if (escaped(*text) != NULL)
                fputs(escaped(*text), l->out);
            else
                fputc(*text, l->out);
            text++;
            continue;
        }
        text_next_utf8(&text);
        fputc('$', l->out);
        put_formula(l,
                    formula_symbol(&l->arena,
                                   arena_printf(&l->arena, "%.*s", (int)(text - start), start),
                                   NULL, NULL, 0.0),
                    FORMULA_SYMBOLS, l->style);
        fputc('$', l->out);
    }
}

static void put_rich(struct latex *l, struct rich rich)
{
    for (size_t i = 0; i < rich.count; i++) {
        const struct rich_span *span = &rich.spans[i];

        if (span->formula != NULL) {
            fputc('$', l->out);
            put_formula(l, span->formula, FORMULA_SYMBOLS, l->style);
            fputc('$', l->out);
        } else {
            fputs(span->bold ? "\\textbf{" : "", l->out);
            put_text(l, span->text);
            fputs(span->bold ? "}" : "", l->out);
        }
    }
}

static void put_equation(struct latex *l, const struct explain_equation *equation, bool last)
{
    bool arrow = strcmp(equation->relation, "=") != 0;

    put_formula(l, equation->left, FORMULA_SYMBOLS, l->style);
    fputs(arrow ? " &\\leftarrow " : " &= ", l->out);
    put_formula(l, equation->right, FORMULA_SYMBOLS, l->style);
    if (equation->numbers) {
        fputs(" \\\\\n  &= ", l->out);
        put_formula(l, equation->right, FORMULA_NUMBERS, l->style);
    }
    if (equation->result) {
        fputs(" \\\\\n  &= ", l->out);
        put_formula(l, formula_number(&l->arena, equation->value), FORMULA_NUMBERS, l->style);
    }
    fputs(last ? "\n" : " \\\\\n", l->out);
}

static void put_cell(struct latex *l, const struct explain_cell *cell)
{
    struct number_style style = l->style;

    style.sign = cell->sign;
    if (cell->formula != NULL) {
        fputc('$', l->out);
        put_formula(l, cell->formula, cell->show, style);
        fputc('$', l->out);
    } else if (cell->text != NULL) {
        put_text(l, cell->text);
    }
}

static void put_table(struct latex *l, const struct explain_table *table)
{
    bool headed = explain_has_heads(table);

    if (table->count == 0)
        return;
    fputs("\n\\noindent\n\\begin{tabular}{", l->out);
    for (size_t c = 0; c < table->columns; c++)
        fputc('l', l->out);
    fputs("}\n", l->out);
    for (size_t c = 0; c < table->columns && headed; c++) {
        fputs(c > 0 ? " & " : "", l->out);
        put_cell(l,
                 &(struct explain_cell){.formula = table->head_symbol[c], .text = table->head[c]});
    }
    fputs(headed ? " \\\\\n\\hline\n" : "", l->out);
    for (size_t r = 0; r < table->count; r++) {
        for (size_t c = 0; c < table->columns; c++) {
            fputs(c > 0 ? " & " : "", l->out);
            put_cell(l, &table->rows[r].cells[c]);
        }
        fputs(" \\\\\n", l->out);
    }
    fputs("\\end{tabular}\n", l->out);
    if (table->left_out > 0)
        fprintf(l->out, "\n%s\n", words_in(&l->arena, explain_left_out(table), table->left_out));
}

static void put_page(struct latex *l, const struct explanation *explanation)
{
    fputs("\\paragraph{", l->out);
    put_rich(l, explanation->title);
    fputs("}\n", l->out);
    put_rich(l, explanation->kicker);
    fputs("\n", l->out);
    if (explanation->equation_count > 0)
        fputs("\\begin{align*}\n", l->out);
    for (size_t i = 0; i < explanation->equation_count; i++)
        put_equation(l, &explanation->equations[i], i + 1 == explanation->equation_count);
    if (explanation->equation_count > 0)
        fputs("\\end{align*}\n", l->out);
    put_table(l, &explanation->table);
    if (explanation->remark.count > 0) {
        fputs("\n\\noindent\n", l->out);
        put_rich(l, explanation->remark);
        fputs("\n", l->out);
    }
    put_table(l, &explanation->foot);
}

char *copy_latex(const struct explanation *explanation, struct number_style style)
{
    struct latex l = {.line = memory_resize(NULL, LINE_SIZE, 1), .style = style};
    size_t length;
    char *data;

    l.out = memory_stream(&data, &length);
    put_page(&l, explanation);
    memory_stream_end(l.out, &length);
    free(l.line);
    arena_finish(&l.arena);
    return data;
}
