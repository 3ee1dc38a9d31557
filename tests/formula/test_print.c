/* The formulas of the lessons as text and LaTeX, character by character. */
#include "formula/formula.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;
static const struct number_style four = {.decimals = 4};


static struct formula *symbol(const char *base, const char *sub, double value)
{
    return formula_symbol(&arena, base, sub, NULL, value);
}

static const struct formula *number(double value)
{
    return formula_number(&arena, value);
}

static const struct formula *call(enum formula_function function, const struct formula *a)
{
    return formula_call(&arena, function, &a, 1);
}

static const struct formula *add(const struct formula *a, const struct formula *b)
{
    return formula_add(&arena, a, b);
}

static const struct formula *subtract(const struct formula *a, const struct formula *b)
{
    return formula_subtract(&arena, a, b);
}

static const struct formula *multiply(const struct formula *a, const struct formula *b)
{
    return formula_multiply(&arena, a, b);
}

static const struct formula *half_of(const struct formula *a)
{
    return multiply(formula_fraction(&arena, number(1), number(2)), a);
}

static const struct formula *square(const struct formula *a)
{
    return formula_power(&arena, a, number(2));
}

static int finish_arena(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

static void expect(const struct formula *formula, enum formula_show show, const char *plain,
                   const char *latex)
{
    char buffer[2048];
    struct text out;

    text_init(&out, buffer, sizeof buffer);
    formula_to_text(formula, show, four, &out);
    assert_string_equal(buffer, plain);
    text_init(&out, buffer, sizeof buffer);
    formula_to_latex(formula, show, four, &out);
    assert_string_equal(buffer, latex);
}

static void weighted_sum(void **state)
{
    const struct formula *products[2] = {
        multiply(symbol("w", "7", 0.5), symbol("a", "h1", 0.59327)),
        multiply(symbol("w", "8", 0.55), symbol("a", "h2", 0.59688)),
    };
    const struct formula *z = add(add(products[0], products[1]), symbol("b", "2", 0.6));

    (void)state;
    expect(z, FORMULA_SYMBOLS, "w₇ · aₕ₁ + w₈ · aₕ₂ + b₂",
           "w_{7} a_{\\mathrm{h1}} + w_{8} a_{\\mathrm{h2}} + b_{2}");
    expect(z, FORMULA_NUMBERS, "0.5 × 0.5933 + 0.55 × 0.5969 + 0.6",
           "0.5 \\times 0.5933 + 0.55 \\times 0.5969 + 0.6");
}

static void sigmoid(void **state)
{
    const struct formula *z = symbol("z", NULL, 1.105906);
    const struct formula *power = call(FORMULA_EXP, formula_negate(&arena, z));
    const struct formula *slow = formula_fraction(&arena, number(1), add(number(1), power));

    (void)state;
    expect(slow, FORMULA_SYMBOLS, "1/(1 + e^(−z))", "\\frac{1}{1 + e^{-z}}");
    expect(slow, FORMULA_NUMBERS, "1/(1 + e^(−1.1059))", "\\frac{1}{1 + e^{-1.1059}}");
    expect(call(FORMULA_SIGMOID, z), FORMULA_SYMBOLS, "σ(z)", "\\sigma(z)");
    expect(multiply(symbol("a", NULL, 0.75), subtract(number(1), symbol("a", NULL, 0.75))),
           FORMULA_SYMBOLS, "a(1 − a)", "a (1 - a)");
}

static void chain_rule(void **state)
{
    const struct formula *loss = symbol("L", NULL, 0.3), *a = symbol("a", "o1", 0.75);
    const struct formula *z = symbol("z", "o1", 1.1), *w = symbol("w", "5", 0.4);
    const struct formula *factors[3] = {
        formula_partial(&arena, loss, a, 0.741365),
        formula_partial(&arena, a, z, 0.186816),
        formula_partial(&arena, z, w, 0.59327),
    };
    const struct formula *gradient = formula_partial(&arena, loss, w, -0.0821);
    const struct formula *update = subtract(w, multiply(symbol("η", NULL, 0.5), gradient));

    (void)state;
    expect(formula_nary(&arena, FORMULA_MULTIPLY, factors, 3), FORMULA_SYMBOLS,
           "∂L/∂aₒ₁ · ∂aₒ₁/∂zₒ₁ · ∂zₒ₁/∂w₅",
           "\\frac{\\partial L}{\\partial a_{\\mathrm{o1}}} \\cdot "
           "\\frac{\\partial a_{\\mathrm{o1}}}{\\partial z_{\\mathrm{o1}}} \\cdot "
           "\\frac{\\partial z_{\\mathrm{o1}}}{\\partial w_{5}}");
    expect(formula_nary(&arena, FORMULA_MULTIPLY, factors, 3), FORMULA_NUMBERS,
           "0.7414 × 0.1868 × 0.5933", "0.7414 \\times 0.1868 \\times 0.5933");
    expect(update, FORMULA_SYMBOLS, "w₅ − η · ∂L/∂w₅",
           "w_{5} - \\eta \\frac{\\partial L}{\\partial w_{5}}");
    expect(update, FORMULA_NUMBERS, "0.4 − 0.5 × (−0.0821)", "0.4 - 0.5 \\times (-0.0821)");
}

static void losses(void **state)
{
    const struct formula *a = symbol("a", NULL, 0.75), *t = symbol("t", NULL, -0.01);
    const struct formula *general =
        multiply(symbol("t", "k", 1), call(FORMULA_LN, symbol("a", "k", 0.5)));
    const struct formula *terms[2] = {
        multiply(number(0), call(FORMULA_LN, number(0.25))),
        multiply(number(1), call(FORMULA_LN, number(0.75))),
    };
    const struct formula *entropy =
        formula_negate(&arena, formula_sum(&arena, "k", "1", "K", general, terms, 2));
    const struct formula *sum = formula_sum(&arena, "k", NULL, NULL, add(a, t), terms, 1);

    (void)state;
    expect(half_of(square(subtract(a, t))), FORMULA_SYMBOLS, "½(a − t)²",
           "\\tfrac{1}{2} (a - t)^{2}");
    expect(half_of(square(subtract(a, t))), FORMULA_NUMBERS, "½ × (0.75 − (−0.01))²",
           "\\tfrac{1}{2} \\times (0.75 - (-0.01))^{2}");
    expect(entropy, FORMULA_SYMBOLS, "−Σₖ₌₁^K tₖ ln aₖ", "-\\sum_{k=1}^{K} t_{k} \\ln a_{k}");
    expect(entropy, FORMULA_NUMBERS, "−(0 × ln 0.25 + 1 × ln 0.75)",
           "-(0 \\times \\ln 0.25 + 1 \\times \\ln 0.75)");
    expect(sum, FORMULA_SYMBOLS, "Σₖ(a + t)", "\\sum_{k} (a + t)");
    expect(sum, FORMULA_NUMBERS, "0 × ln 0.25", "0 \\times \\ln 0.25");
}

static void functions(void **state)
{
    const struct formula *z = symbol("z", NULL, -0.5), *s = number(0.01), *zero = number(0);
    const struct formula *relu[2] = {zero, z}, *leaky[2] = {formula_multiply(&arena, s, z), z};
    const struct formula *slope[3] = {number(1), formula_condition(&arena, z, ">", zero), s};
    const struct formula *sign[5] = {number(1), slope[1], number(-1),
                                     formula_condition(&arena, z, "<", zero), zero};
    const struct formula *half[3] = {number(1), formula_condition(&arena, z, "≤", zero), z};
    const struct formula *scores[2] = {symbol("z", "1", 1), symbol("z", "2", -2)};

    (void)state;
    expect(formula_call(&arena, FORMULA_MAX, relu, 2), FORMULA_NUMBERS, "max(0, −0.5)",
           "\\max(0, -0.5)");
    expect(formula_call(&arena, FORMULA_MAX, leaky, 2), FORMULA_SYMBOLS, "max(0.01z, z)",
           "\\max(0.01 z, z)");
    expect(formula_call(&arena, FORMULA_MAX, leaky, 2), FORMULA_NUMBERS,
           "max(0.01 × (−0.5), −0.5)", "\\max(0.01 \\times (-0.5), -0.5)");
    expect(formula_call(&arena, FORMULA_MIN, relu, 2), FORMULA_SYMBOLS, "min(0, z)", "\\min(0, z)");
    expect(formula_cases(&arena, slope, 3), FORMULA_SYMBOLS, "1 if z > 0, else 0.01",
           "\\begin{cases} 1 & \\text{if } z > 0 \\\\ 0.01 & \\text{otherwise} \\end{cases}");
    expect(formula_cases(&arena, sign, 5), FORMULA_SYMBOLS, "1 if z > 0, −1 if z < 0, else 0",
           "\\begin{cases} 1 & \\text{if } z > 0 \\\\ -1 & \\text{if } z < 0 \\\\ 0 & "
           "\\text{otherwise} \\end{cases}");
    expect(formula_cases(&arena, slope, 3), FORMULA_NUMBERS, "0.01", "0.01");
    expect(formula_cases(&arena, half, 3), FORMULA_SYMBOLS, "1 if z ≤ 0, else z",
           "\\begin{cases} 1 & \\text{if } z \\le 0 \\\\ z & \\text{otherwise} \\end{cases}");
    expect(call(FORMULA_SIN, z), FORMULA_SYMBOLS, "sin z", "\\sin z");
    expect(formula_call(&arena, FORMULA_LOGSUMEXP, scores, 2), FORMULA_SYMBOLS,
           "ln(e^(z₁) + e^(z₂))", "\\ln\\left(e^{z_{1}} + e^{z_{2}}\\right)");
    expect(call(FORMULA_TANH, z), FORMULA_NUMBERS, "tanh(−0.5)", "\\tanh(-0.5)");
    expect(call(FORMULA_TANH, z), FORMULA_SYMBOLS, "tanh z", "\\tanh z");
    expect(call(FORMULA_ABS, z), FORMULA_SYMBOLS, "|z|", "\\left|z\\right|");
    expect(call(FORMULA_EXP, z), FORMULA_SYMBOLS, "e^z", "e^{z}");
    expect(call(FORMULA_ROOT, z), FORMULA_SYMBOLS, "√(z)", "\\sqrt{z}");
}

static void tall_content_grows(void **state)
{
    const struct formula *a = symbol("a", NULL, 1), *slope = formula_partial(&arena, a, a, 1);

    (void)state;
    expect(multiply(a, add(slope, a)), FORMULA_SYMBOLS, "a(∂a/∂a + a)",
           "a \\left(\\frac{\\partial a}{\\partial a} + a\\right)");
    expect(multiply(a, add(slope, a)), FORMULA_NUMBERS, "1 × (1 + 1)", "1 \\times (1 + 1)");
}

static void scripts(void **state)
{
    struct formula *hat = formula_symbol(&arena, "m", NULL, "+", 0);

    (void)state;
    hat->hat = true;
    expect(hat, FORMULA_SYMBOLS, "m̂⁺", "\\hat{m}^{+}");
    expect(formula_symbol(&arena, "w", "jk", "(2)", 0), FORMULA_SYMBOLS, "wⱼₖ⁽²⁾",
           "w_{jk}^{(2)}");
    expect(symbol("a", "bias", 0), FORMULA_SYMBOLS, "a_bias", "a_{\\mathrm{bias}}");
    expect(symbol("z", "b c", 0), FORMULA_SYMBOLS, "z_(b c)", "z_{b c}");
    expect(formula_symbol(&arena, "w", NULL, "new", 0), FORMULA_SYMBOLS, "w^(new)",
           "w^{\\mathrm{new}}");
    expect(symbol("δ", "o1", 0), FORMULA_SYMBOLS, "δₒ₁", "\\delta_{\\mathrm{o1}}");
    expect(symbol("Δw", "5", 0), FORMULA_SYMBOLS, "Δw₅", "\\Delta w_{5}");
}

/* Names come from scenario files: anything may be in them. */
static void names_are_escaped(void **state)
{
    (void)state;
    expect(symbol("iris setosa", NULL, 0), FORMULA_SYMBOLS, "iris setosa",
           "\\text{iris setosa}");
    expect(symbol("50%_{x}\\", NULL, 0), FORMULA_SYMBOLS, "50%_{x}\\",
           "50\\%\\_\\{x\\}\\backslash");
    expect(symbol("a$b^c", NULL, 0), FORMULA_SYMBOLS, "a$b^c", "\\text{a\\$b$\\wedge$c}");
    expect(symbol("größe", NULL, 0), FORMULA_SYMBOLS, "größe", "\\text{größe}");
    expect(symbol("Zelle α", NULL, 0), FORMULA_SYMBOLS, "Zelle α", "\\text{Zelle $\\alpha$}");
}

static void numbers(void **state)
{
    (void)state;
    expect(multiply(number(4.3857e-5), number(2)), FORMULA_NUMBERS, "4.39×10⁻⁵ × 2",
           "4.39 \\times 10^{-5} \\times 2");
    expect(square(number(4.3857e-5)), FORMULA_NUMBERS, "(4.39×10⁻⁵)²",
           "(4.39 \\times 10^{-5})^{2}");
    expect(number(-1.5e30), FORMULA_NUMBERS, "−1.5×10³⁰", "-1.5 \\times 10^{30}");
    expect(number((double)INFINITY), FORMULA_NUMBERS, "∞", "\\infty");
    expect(number(-(double)INFINITY), FORMULA_NUMBERS, "−∞", "-\\infty");
    expect(number((double)NAN), FORMULA_NUMBERS, "NaN", "\\mathrm{NaN}");
    expect(number(-0.0), FORMULA_NUMBERS, "0", "0");
    expect(add(number(1), formula_placeholder(&arena, "…")), FORMULA_SYMBOLS, "1 + …",
           "1 + \\dots");
    expect(formula_placeholder(&arena, "?"), FORMULA_SYMBOLS, "?", "\\text{?}");
}

static void sign_is_for_single_numbers(void **state)
{
    struct number_style sign = {.decimals = 4, .sign = true};
    char buffer[64];
    struct text out;

    (void)state;
    text_init(&out, buffer, sizeof buffer);
    formula_to_text(symbol("w", NULL, 0.5), FORMULA_NUMBERS, sign, &out);
    text_add(&out, " ");
    formula_to_text(add(number(1), number(2)), FORMULA_NUMBERS, sign, &out);
    text_add(&out, " ");
    formula_to_latex(symbol("w", NULL, 0.5), FORMULA_NUMBERS, sign, &out);
    assert_string_equal(buffer, "+0.5 1 + 2 +0.5");
}

static void short_buffers_are_cut(void **state)
{
    char buffer[8];
    struct text out;

    (void)state;
    text_init(&out, buffer, sizeof buffer);
    formula_to_text(add(symbol("w", "5", 1), symbol("w", "6", 1)), FORMULA_SYMBOLS, four, &out);
    assert_true(out.cut);
    assert_true(text_valid_utf8(buffer, strlen(buffer)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weighted_sum),
        cmocka_unit_test(sigmoid),
        cmocka_unit_test(chain_rule),
        cmocka_unit_test(losses),
        cmocka_unit_test(functions),
        cmocka_unit_test(tall_content_grows),
        cmocka_unit_test(scripts),
        cmocka_unit_test(names_are_escaped),
        cmocka_unit_test(numbers),
        cmocka_unit_test(sign_is_for_single_numbers),
        cmocka_unit_test(short_buffers_are_cut),
    };

    return cmocka_run_group_tests(tests, NULL, finish_arena);
}
