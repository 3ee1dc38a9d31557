#include "formula/lower.h"

#include "formula/latex_name.h"

#include <string.h>

struct writer {
    struct number_style style;
    struct text *out;
};

static void write_box(struct writer *w, const struct box *box);

static void write_letters(struct text *out, const char *letters, bool roman)
{
    if (roman)
        latex_name(out, letters);
    else
        latex_letters(out, letters);
}

/* A script in braces after its mark. */
static void write_script(struct text *out, const char *mark, const char *script, bool roman)
{
    if (script == NULL)
        return;
    text_printf(out, "%s{", mark);
    write_letters(out, script, roman);
    text_add(out, "}");
}

static void write_symbol(struct writer *w, const struct box *box)
{
    const struct formula *letters = box->letters;

    text_add(w->out, box->partial ? "\\partial " : "");
    text_add(w->out, letters->hat ? "\\hat{" : "");
    write_letters(w->out, letters->base, letters->roman);
    text_add(w->out, letters->hat ? "}" : "");
    write_script(w->out, "_", letters->sub, letters->roman_sub);
    write_script(w->out, "^", letters->sup, letters->roman_sup);
}

/* 4.39e-05 becomes 4.39 \times 10^{-5}. */
static void write_number(struct writer *w, double value)
{
    char digits[NUMBER_TEXT_SIZE], *e;

    number_format(digits, value, w->style);
    if (strcmp(digits, "NaN") == 0) {
        text_add(w->out, "\\mathrm{NaN}");
        return;
    }
    if (strstr(digits, "Infinity") != NULL) {
        text_add(w->out, value < 0 ? "-\\infty" : "\\infty");
        return;
    }
    e = strchr(digits, 'e');
    if (e == NULL) {
        text_add(w->out, digits);
        return;
    }
    *e++ = '\0';
    text_printf(w->out, "%s \\times 10^{", digits);
    if (*e == '-')
        text_add(w->out, "-");
    e += strspn(e, "+-0");
    text_printf(w->out, "%s}", *e != '\0' ? e : "0");
}

/* The child between what stands before and after it; built up, it needs no fence for one line. */
static void write_child(struct writer *w, const char *before, const struct box *box, size_t index,
                        const char *after)
{
    text_add(w->out, before);
    write_box(w, box_bare(box->children[index]));
    text_add(w->out, after);
}

static void write_sign(struct writer *w, const struct box *sign)
{
    text_add(w->out, " ");
    if (sign->gap >= BOX_BESIDE)
        return;
    latex_letters(w->out, sign->text);
    text_add(w->out, " ");
}

static void write_fence(struct writer *w, const struct box *fence)
{
    text_add(w->out, fence->grows ? "\\left" : "");
    write_child(w, fence->bars ? "|" : "(", fence, 0, fence->grows ? "\\right" : "");
    text_add(w->out, fence->bars ? "|" : ")");
}

static void write_call(struct writer *w, const struct box *call)
{
    size_t name = strlen(call->text);

    if (latex_command(call->text, name) != NULL)
        latex_letters(w->out, call->text);
    else
        text_printf(w->out, "\\%s", call->text);
    write_child(w, box_is_fenced(call->children[0]) ? "" : " ", call, 0, "");
}

static void write_cases(struct writer *w, const struct box *cases)
{
    text_add(w->out, "\\begin{cases} ");
    for (size_t i = 0; i + 1 < cases->count; i += 2) {
        write_child(w, "", cases, i, " & \\text{if } ");
        write_child(w, "", cases, i + 1, " \\\\ ");
    }
    write_child(w, "", cases, cases->count - 1, " & \\text{otherwise} \\end{cases}");
}

static void write_sum(struct writer *w, const struct box *sum)
{
    const struct formula *letters = sum->letters;

    text_add(w->out, "\\sum_{");
    latex_letters(w->out, letters->base);
    if (letters->sub != NULL) {
        text_add(w->out, "=");
        latex_letters(w->out, letters->sub);
    }
    text_add(w->out, "}");
    write_script(w->out, "^", letters->sup, false);
    write_child(w, " ", sum, 0, "");
}

static void write_box(struct writer *w, const struct box *box)
{
    switch (box->kind) {
    case BOX_NUMBER:
        write_number(w, box->value);
        break;
    case BOX_SYMBOL:
        write_symbol(w, box);
        break;
    case BOX_SIGN:
        write_sign(w, box);
        break;
    case BOX_ROW:
        for (size_t i = 0; i < box->count; i++)
            write_child(w, "", box, i, "");
        break;
    case BOX_PAIR:
        write_child(w, "", box, 0, ", ");
        write_child(w, "", box, 1, "");
        break;
    case BOX_NEGATE:
        write_child(w, "-", box, 0, "");
        break;
    case BOX_POWER:
        write_child(w, "", box, 0, "^{");
        write_child(w, "", box, 1, "}");
        break;
    case BOX_FRACTION: /* of two constants: set small */
        write_child(w, box->small ? "\\tfrac{" : "\\frac{", box, 0, "}{");
        write_child(w, "", box, 1, "}");
        break;
    case BOX_FENCE:
        write_fence(w, box);
        break;
    case BOX_ROOT:
        write_child(w, "\\sqrt{", box, 0, "}");
        break;
    case BOX_CALL:
        write_call(w, box);
        break;
    case BOX_SUM:
        write_sum(w, box);
        break;
    case BOX_CASES:
        write_cases(w, box);
        break;
    }
}

void formula_to_latex(const struct formula *formula, enum formula_show show,
                      struct number_style style, struct text *out)
{
    struct writer writer = {.style = style, .out = out};
    struct arena arena = {0};
    const struct box *box = box_lower(&arena, formula, show);

    writer.style.ascii = true;
    writer.style.sign = style.sign && box->kind == BOX_NUMBER;
    write_box(&writer, box);
    arena_finish(&arena);
}
