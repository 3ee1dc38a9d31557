#include "base/text.h"
#include "formula/writer.h"

#include <string.h>

/* ---- letters and names ---- */

struct command {
    const char *character, *command;
};

/* Characters that mathematics has commands for. */
static const struct command commands[] = {
    {"α", "\\alpha"},      {"β", "\\beta"},   {"γ", "\\gamma"},      {"δ", "\\delta"},
    {"ε", "\\varepsilon"}, {"ζ", "\\zeta"},   {"η", "\\eta"},        {"θ", "\\theta"},
    {"ι", "\\iota"},       {"κ", "\\kappa"},  {"λ", "\\lambda"},     {"μ", "\\mu"},
    {"ν", "\\nu"},         {"ξ", "\\xi"},     {"π", "\\pi"},         {"ρ", "\\rho"},
    {"σ", "\\sigma"},      {"τ", "\\tau"},    {"φ", "\\varphi"},     {"χ", "\\chi"},
    {"ψ", "\\psi"},        {"ω", "\\omega"},  {"Γ", "\\Gamma"},      {"Δ", "\\Delta"},
    {"Θ", "\\Theta"},      {"Λ", "\\Lambda"}, {"Π", "\\Pi"},         {"Σ", "\\Sigma"},
    {"Φ", "\\Phi"},        {"Ψ", "\\Psi"},    {"Ω", "\\Omega"},      {"∂", "\\partial"},
    {"∇", "\\nabla"},      {"∞", "\\infty"},  {"…", "\\dots"},       {"⋯", "\\cdots"},
    {"′", "\\prime"},      {"−", "-"},        {"·", "\\cdot"},       {"×", "\\times"},
    {"#", "\\#"},          {"$", "\\$"},      {"%", "\\%"},          {"&", "\\&"},
    {"_", "\\_"},          {"{", "\\{"},      {"}", "\\}"},          {"~", "\\sim"},
    {"^", "\\wedge"},      {"\\", "\\backslash"},
    {"₀", "{}_0"},           {"₁", "{}_1"},       {"₂", "{}_2"},           {"₃", "{}_3"},
    {"₄", "{}_4"},           {"₅", "{}_5"},       {"₆", "{}_6"},           {"₇", "{}_7"},
    {"₈", "{}_8"},           {"₉", "{}_9"},       {"²", "{}^2"},           {"³", "{}^3"},
    {"ᵗ", "{}^t"},           {"½", "\\tfrac12"}, {"√", "\\surd"},      {"÷", "\\div"},
    {"±", "\\pm"},         {"≈", "\\approx"}, {"≤", "\\le"},         {"≥", "\\ge"},
    {"≠", "\\ne"},         {"←", "\\leftarrow"}, {"→", "\\rightarrow"}, {"‖", "\\|"},
    {"⁻", "{}^{-}"},         {"⁰", "{}^0"},       {"¹", "{}^1"},           {"⁴", "{}^4"},
    {"⁵", "{}^5"},           {"⁶", "{}^6"},       {"⁷", "{}^7"},           {"⁸", "{}^8"},
    {"⁹", "{}^9"},
};

/* The command for the character of `length` bytes at `at`; NULL: it needs none. */
static const char *latex_command(const char *at, size_t length)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strlen(commands[i].character) == length &&
            memcmp(at, commands[i].character, length) == 0)
            return commands[i].command;
    return NULL;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Letters as variables, digits and signs as they are; what mathematics does not
 * know, as text. A command is kept apart from a letter after it. */
static void latex_letters(struct text *out, const char *letters)
{
    while (*letters != '\0') {
        const char *start = letters, *command;

        text_next_utf8(&letters);
        command = latex_command(start, (size_t)(letters - start));
        if (command != NULL)
            text_printf(out, "%s%s", command,
                        is_letter(command[strlen(command) - 1]) && is_letter(*letters) ? " " : "");
        else if (letters - start > 1)
            text_printf(out, "\\text{%.*s}", (int)(letters - start), start);
        else
            text_printf(out, "%.1s", start);
    }
}

/* A name, upright: \mathrm where it is plain, \text where it has other characters. */
static void latex_name(struct text *out, const char *name)
{
    const char *at = name;

    while (is_letter(*at) || (*at >= '0' && *at <= '9') || *at == '(' || *at == ')')
        at++;
    if (*at == '\0') {
        text_printf(out, "\\mathrm{%s}", name);
        return;
    }
    text_add(out, "\\text{");
    while (*name != '\0') {
        const char *start = name, *command;
        size_t length;

        text_next_utf8(&name);
        length = (size_t)(name - start);
        command = latex_command(start, length);
        if (command == NULL)
            text_printf(out, "%.*s", (int)length, start);
        else if (strchr("#$%&_{}", *start) != NULL)
            text_add(out, command);
        else
            text_printf(out, "$%s$", command);
    }
    text_add(out, "}");
}

/* ---- boxes ---- */

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
static void write_number(struct writer *w, const struct box *number)
{
    char digits[NUMBER_TEXT_SIZE], *e;

    number_format(digits, number->value, w->style);
    if (strcmp(digits, "NaN") == 0) {
        text_add(w->out, "\\mathrm{NaN}");
        return;
    }
    if (strstr(digits, "Infinity") != NULL) {
        text_add(w->out, number->value < 0 ? "-\\infty" : "\\infty");
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
    writer_child(w, fence->bars ? "|" : "(", fence, 0, fence->grows ? "\\right" : "");
    text_add(w->out, fence->bars ? "|" : ")");
}

static void write_call(struct writer *w, const struct box *call)
{
    size_t name = strlen(call->text);

    if (latex_command(call->text, name) != NULL)
        latex_letters(w->out, call->text);
    else
        text_printf(w->out, "\\%s", call->text);
    writer_child(w, box_is_fenced(call->children[0]) ? "" : " ", call, 0, "");
}

static void write_cases(struct writer *w, const struct box *cases)
{
    text_add(w->out, "\\begin{cases} ");
    for (size_t i = 0; i + 1 < cases->count; i += 2) {
        writer_child(w, "", cases, i, " & \\text{if } ");
        writer_child(w, "", cases, i + 1, " \\\\ ");
    }
    writer_child(w, "", cases, cases->count - 1, " & \\text{otherwise} \\end{cases}");
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
    writer_child(w, " ", sum, 0, "");
}

/* Of two constants it is set small. */
static void write_fraction(struct writer *w, const struct box *fraction)
{
    writer_child(w, fraction->small ? "\\tfrac{" : "\\frac{", fraction, 0, "}{");
    writer_child(w, "", fraction, 1, "}");
}

static const struct writer_form forms[] = {
    [BOX_NUMBER] = {.write = write_number},
    [BOX_SYMBOL] = {.write = write_symbol},
    [BOX_SIGN] = {.write = write_sign},
    [BOX_ROW] = {"", "", "", NULL},
    [BOX_PAIR] = {"", ", ", "", NULL},
    [BOX_NEGATE] = {"-", "", "", NULL},
    [BOX_POWER] = {"", "^{", "}", NULL},
    [BOX_FRACTION] = {.write = write_fraction},
    [BOX_FENCE] = {.write = write_fence},
    [BOX_ROOT] = {"\\sqrt{", "", "}", NULL},
    [BOX_CALL] = {.write = write_call},
    [BOX_SUM] = {.write = write_sum},
    [BOX_CASES] = {.write = write_cases},
};

void formula_to_latex(const struct formula *formula, enum formula_show show,
                      struct number_style style, struct text *out)
{
    style.ascii = true;
    writer_formula(&(struct writer){.forms = forms, .built_up = true, .style = style, .out = out},
                   formula, show);
}
