#include "formula/writer.h"

#include <string.h>

struct script {
    const char *plain, *sub, *sup;
};

/* What Unicode has of sub- and superscript forms, in common fonts. */
static const struct script scripts[] = {
    {"0", "₀", "⁰"}, {"1", "₁", "¹"}, {"2", "₂", "²"}, {"3", "₃", "³"}, {"4", "₄", "⁴"},
    {"5", "₅", "⁵"}, {"6", "₆", "⁶"}, {"7", "₇", "⁷"}, {"8", "₈", "⁸"}, {"9", "₉", "⁹"},
    {"+", "₊", "⁺"}, {"−", "₋", "⁻"}, {"-", "₋", "⁻"}, {"=", "₌", "⁼"}, {"(", "₍", "⁽"},
    {")", "₎", "⁾"}, {"a", "ₐ", NULL}, {"e", "ₑ", NULL}, {"h", "ₕ", NULL}, {"i", "ᵢ", "ⁱ"},
    {"j", "ⱼ", NULL}, {"k", "ₖ", NULL}, {"l", "ₗ", NULL}, {"m", "ₘ", NULL}, {"n", "ₙ", "ⁿ"},
    {"o", "ₒ", NULL}, {"p", "ₚ", NULL}, {"r", "ᵣ", NULL}, {"s", "ₛ", NULL}, {"t", "ₜ", NULL},
    {"u", "ᵤ", NULL}, {"v", "ᵥ", NULL}, {"x", "ₓ", NULL},
};

/* The form of the one character at `at`, or NULL. */
static const char *script_form(const char *at, size_t length, bool raised)
{
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (strlen(scripts[i].plain) == length && memcmp(at, scripts[i].plain, length) == 0)
            return raised ? scripts[i].sup : scripts[i].sub;
    return NULL;
}

/* Writes the script if every character has a form; otherwise only says no. */
static bool write_script_forms(struct text *out, const char *script, bool raised)
{
    for (int pass = 0; pass < 2; pass++) {
        const char *at = script;

        while (*at != '\0') {
            const char *start = at, *form;

            text_next_utf8(&at);
            form = script_form(start, (size_t)(at - start), raised);
            if (form == NULL)
                return false;
            if (pass == 1)
                text_add(out, form);
        }
    }
    return true;
}

/* a₁ₒ, or a_bias, a_{b c}. */
static void write_script(struct text *out, const char *script, bool raised)
{
    const char *after = script;
    const char *mark = raised ? "^" : "_";

    if (script == NULL || write_script_forms(out, script, raised))
        return;
    text_next_utf8(&after);
    if (*after == '\0' || (!raised && strpbrk(script, " ,_^()") == NULL))
        text_printf(out, "%s%s", mark, script);
    else
        text_printf(out, "%s(%s)", mark, script);
}

static void write_number(struct writer *w, const struct box *number)
{
    char digits[NUMBER_TEXT_SIZE];

    text_add(w->out, number_format(digits, number->value, w->style));
}

static void write_symbol(struct writer *w, const struct box *box)
{
    const struct formula *letters = box->letters;

    text_printf(w->out, "%s%s", box->partial ? "∂" : "", letters->base);
    text_add(w->out, letters->hat ? "\u0302" : ""); /* combines with the letter before it */
    write_script(w->out, letters->sub, false);
    write_script(w->out, letters->sup, true);
}

static void write_sign(struct writer *w, const struct box *sign)
{
    bool blanks = sign->text[0] != '\0' && sign->text[0] != ' ';

    text_printf(w->out, blanks ? " %s " : "%s", sign->text);
}

static void write_fraction(struct writer *w, const struct box *fraction)
{
    if (fraction->small && fraction->children[0]->value == 1 &&
        fraction->children[1]->value == 2) {
        text_add(w->out, "½");
        return;
    }
    writer_child(w, "", fraction, 0, "/");
    writer_child(w, "", fraction, 1, "");
}

static void write_power(struct writer *w, const struct box *power)
{
    char digits[NUMBER_TEXT_SIZE];

    writer_child(w, "", power, 0, "");
    if (power->small)
        write_script_forms(w->out, number_format(digits, power->children[1]->value, w->style),
                           true);
    else
        writer_child(w, "^", power, 1, "");
}

static void write_fence(struct writer *w, const struct box *fence)
{
    writer_child(w, fence->bars ? "|" : "(", fence, 0, fence->bars ? "|" : ")");
}

static void write_call(struct writer *w, const struct box *call)
{
    text_add(w->out, call->text);
    writer_child(w, box_is_fenced(call->children[0]) ? "" : " ", call, 0, "");
}

static void write_cases(struct writer *w, const struct box *cases)
{
    for (size_t i = 0; i + 1 < cases->count; i += 2) {
        writer_child(w, "", cases, i, " if ");
        writer_child(w, "", cases, i + 1, ", ");
    }
    writer_child(w, "else ", cases, cases->count - 1, "");
}

static void write_sum(struct writer *w, const struct box *sum)
{
    const struct formula *letters = sum->letters;
    char index[64];
    struct text under;

    text_init(&under, index, sizeof index);
    text_add(&under, letters->base);
    if (letters->sub != NULL)
        text_printf(&under, "=%s", letters->sub);
    text_add(w->out, "Σ");
    write_script(w->out, index, false);
    write_script(w->out, letters->sup, true);
    writer_child(w, box_is_fenced(sum->children[0]) ? "" : " ", sum, 0, "");
}

static const struct writer_form forms[] = {
    [BOX_NUMBER] = {.write = write_number},
    [BOX_SYMBOL] = {.write = write_symbol},
    [BOX_SIGN] = {.write = write_sign},
    [BOX_ROW] = {"", "", "", NULL},
    [BOX_PAIR] = {"", ", ", "", NULL},
    [BOX_NEGATE] = {"−", "", "", NULL},
    [BOX_POWER] = {.write = write_power},
    [BOX_FRACTION] = {.write = write_fraction},
    [BOX_FENCE] = {.write = write_fence},
    [BOX_ROOT] = {"√(", "", ")", NULL},
    [BOX_CALL] = {.write = write_call},
    [BOX_SUM] = {.write = write_sum},
    [BOX_CASES] = {.write = write_cases},
};

void formula_to_text(const struct formula *formula, enum formula_show show,
                     struct number_style style, struct text *out)
{
    writer_formula(&(struct writer){.forms = forms, .style = style, .out = out}, formula, show);
}

bool formula_is_said(const struct formula *formula, bool result)
{
    switch (formula->kind) {
    case FORMULA_NUMBER:
        return true;
    case FORMULA_NEGATE:
        return formula_is_said(formula->children[0], false);
    case FORMULA_SYMBOL:
    case FORMULA_PARTIAL:
        return result;
    case FORMULA_SUM:
        return result && formula->count == 2 && formula_is_said(formula->children[1], result);
    case FORMULA_ADD:
    case FORMULA_MULTIPLY:
        return result && formula->count == 1 && formula_is_said(formula->children[0], result);
    case FORMULA_CASES: /* the case that holds is shown alone */
        return result && formula_is_said(formula_case(formula), result);
    default:
        return false;
    }
}
