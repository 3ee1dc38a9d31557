/* Formulas read from text: what they come to, how they print again, and what is said of mistakes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formula/formula_read.h"

static struct arena arena;

static const struct formula *letter(void *context, const char *name)
{
    static const struct {
        const char *name, *base, *sub, *sup;
        double value;
    } letters[] = {{"a", "a", NULL, NULL, 0.75},  {"b", "b", NULL, NULL, -0.5},
                   {"z", "z", NULL, NULL, -2},    {"β1", "β", "1", NULL, 0.9},
                   {"m'", "m", NULL, "+", 0.25},  {"m̂", "m̂", NULL, NULL, 2.5},
                   {"iffy", "i", NULL, NULL, 3}};

    (void)context;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (strcmp(letters[i].name, name) == 0)
            return formula_symbol(&arena, letters[i].base, letters[i].sub, letters[i].sup,
                                  letters[i].value);
    return NULL;
}

static const struct formula_names rule = {.of = letter, .products = true};
static const struct formula_names strict = {.of = letter};

static const struct formula *read(const char *text, const struct formula_names *names)
{
    struct error err = {0};
    const struct formula *formula = formula_read(&arena, text, names, &err);

    if (formula == NULL)
        fail_msg("%s", err.text);
    return formula;
}

static void expect(const char *text, const char *printed, double value)
{
    const struct formula *formula = read(text, &rule);
    char buffer[256];
    struct text out;

    text_init(&out, buffer, sizeof buffer);
    formula_to_text(formula, FORMULA_SYMBOLS, (struct number_style){.decimals = 4}, &out);
    assert_string_equal(buffer, printed);
    if (!(fabs(formula_evaluate(formula) - value) < 1e-15))
        fail_msg("%s is %.17g, expected %.17g", text, formula_evaluate(formula), value);
}

static void rules(void **state)
{
    (void)state;
    expect("1 / (1 + exp(-z))", "1/(1 + e^(−z))", 1 / (1 + exp(2)));
    expect("a (1 - a)", "a(1 − a)", 0.1875);
    expect("β1 m' + (1 - β1) b", "β₁ · m⁺ + (1 − β₁) · b", 0.9 * 0.25 + (1 - 0.9) * -0.5);
}

static void precedence(void **state)
{
    (void)state;
    expect("1 - 2 - 3", "1 − 2 − 3", -4);
    expect("8 / 4 / 2", "(8/4)/2", 1);
    expect("-2^2", "−2²", -4);
    expect("2^-1", "2^(−1)", 0.5);
    expect("2^3^2", "2^(3²)", 512);
    expect("-(a - b) * 2", "−(a − b) · 2", -2.5);
    expect("1/2 (a - b)^2", "½(a − b)²", 0.78125);
    expect("m' / (1 - β1^2)", "m⁺/(1 − β₁²)", 0.25 / (1 - 0.9 * 0.9));
    expect("m̂ iffy", "m̂ · i", 7.5);
    expect("1.5e1", "15", 15);
    expect("0.044715 z", "0.044715 · z", 0.044715 * -2);
}

static void functions(void **state)
{
    (void)state;
    expect("exp(0) + ln(1) + sqrt(9) + abs(z)", "e^0 + ln 1 + √(9) + |z|", 6);
    expect("sin(0) + cos(0) + tanh(0)", "sin 0 + cos 0 + tanh 0", 1);
    expect("sigmoid(z)", "σ(z)", 1 / (1 + exp(2)));
    expect("relu(z) + relu(a)", "max(0, z) + max(0, a)", 0.75);
    expect("max(a, z) - min(a, z)", "max(a, z) − min(a, z)", 2.75);
}

static void cases(void **state)
{
    (void)state;
    expect("z if z > 0 else exp(z) - 1", "z if z > 0, else e^z − 1", exp(-2) - 1);
    expect("1 if z > 0 else -1 if z < 0 else 0", "1 if z > 0, −1 if z < 0, else 0", -1);
    expect("2 (1 if a >= 0 else 0)", "2(1 if a ≥ 0, else 0)", 2);
    expect("1 if abs(z) <= 2 else 3", "1 if |z| ≤ 2, else 3", 1);
}

/* One sum of three terms and one product of three factors, as they are written. */
static void shape(void **state)
{
    (void)state;
    assert_int_equal(read("a + b - z", &rule)->count, 3);
    assert_int_equal(read("2 a b", &rule)->count, 3);
    assert_int_equal(read("2 * a * b", &strict)->count, 3);
    assert_int_equal(read("((a))", &strict)->kind, FORMULA_SYMBOL);
}

static void expect_error(const char *text, const struct formula_names *names, const char *part)
{
    struct error err = {0};

    assert_null(formula_read(&arena, text, names, &err));
    if (strstr(err.text, part) == NULL)
        fail_msg("'%s' is said of '%s', expected '%s' in it", err.text, text, part);
}

static void mistakes(void **state)
{
    char deep[1000];

    (void)state;
    expect_error("", &rule, "ends where a number, a name or '(' was expected");
    expect_error("1 +", &rule, "ends where a number");
    expect_error("1 + )", &rule, "character 5: found ')'");
    expect_error("β1 + q", &rule, "character 6: found 'q', expected a name that is defined");
    expect_error("(a", &rule, "ends where ')'");
    expect_error("a b", &strict, "character 3: found 'b', expected an operator");
    expect_error("f(a)", &strict, "character 1: found 'f'");
    expect_error("exp a", &rule, "'(' after the function's name");
    expect_error("max(a)", &rule, "',' and a second argument");
    expect_error("a if z", &rule, "'<', '<=', '>' or '>='");
    expect_error("a if z > 0", &rule, "ends where 'else'");
    memset(deep, '(', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    expect_error(deep, &rule, "fewer parentheses");
}

static int finish_arena(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules),  cmocka_unit_test(precedence), cmocka_unit_test(functions),
        cmocka_unit_test(cases),  cmocka_unit_test(shape),      cmocka_unit_test(mistakes),
    };

    return cmocka_run_group_tests(tests, NULL, finish_arena);
}
