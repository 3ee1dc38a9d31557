/* What a formula is lowered to: what is shown, where parentheses stand, what is between factors. */
#include "formula/lower.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;

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

static const struct formula *times(const struct formula *a, const struct formula *b)
{
    return formula_multiply(&arena, a, b);
}

static int finish_arena(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

/* Boxes as a string: {a/b}, a^b; [ ] for parentheses that only one line needs, _ for factors that
 * stand side by side. */
static void describe(const struct box *box, struct text *out)
{
    static const char *const marks[][3] = {
        [BOX_ROW] = {"", "", ""},         [BOX_PAIR] = {"", ",", ""},
        [BOX_NEGATE] = {"-", "", ""},     [BOX_POWER] = {"", "^", ""},
        [BOX_FRACTION] = {"{", "/", "}"}, [BOX_FENCE] = {"(", "", ")"},
        [BOX_ROOT] = {"root{", "", "}"},  [BOX_CALL] = {"", "", ""},
        [BOX_SUM] = {"sum ", "", ""},     [BOX_CASES] = {"cases{", ";", "}"},
    };
    bool on_line = box->on_line;

    if (box->kind == BOX_NUMBER) {
        text_printf(out, "%g", box->value);
        return;
    }
    if (box->kind == BOX_SYMBOL) {
        text_printf(out, "%s%s", box->partial ? "d" : "", box->letters->base);
        return;
    }
    if (box->kind == BOX_SIGN) {
        text_add(out, box->gap < BOX_BESIDE ? box->text : "_");
        return;
    }
    text_printf(out, "%s%s", box->kind == BOX_CALL ? box->text : "",
                on_line ? "[" : box->bars ? "|" : marks[box->kind][0]);
    for (size_t i = 0; i < box->count; i++) {
        text_add(out, i > 0 ? marks[box->kind][1] : "");
        describe(box->children[i], out);
    }
    text_add(out, on_line ? "]" : box->bars ? "|" : marks[box->kind][2]);
}

static void expect(const struct formula *formula, enum formula_show show, const char *expected)
{
    char buffer[256];
    struct text out;

    text_init(&out, buffer, sizeof buffer);
    describe(box_lower(&arena, formula, show), &out);
    assert_string_equal(buffer, expected);
}

static void parentheses(void **state)
{
    struct formula *a = symbol("a", NULL, 0.5), *b = symbol("b", NULL, -0.1);
    struct formula *sum = formula_add(&arena, a, b), *product = formula_multiply(&arena, b, a);
    const struct formula *ln = call(FORMULA_LN, a);

    (void)state;
    expect(times(a, sum), FORMULA_SYMBOLS, "a_(a+b)");
    expect(formula_add(&arena, a, product), FORMULA_SYMBOLS, "a+b_a");
    expect(formula_add(&arena, a, product), FORMULA_NUMBERS, "0.5+(-0.1×0.5)");
    expect(formula_add(&arena, product, a), FORMULA_NUMBERS, "-0.1×0.5+0.5");
    expect(sum, FORMULA_NUMBERS, "0.5+(-0.1)");
    expect(formula_negate(&arena, sum), FORMULA_SYMBOLS, "-(a+b)");
    expect(formula_power(&arena, b, number(2)), FORMULA_NUMBERS, "(-0.1)^2");
    expect(formula_power(&arena, a, sum), FORMULA_SYMBOLS, "a^[a+b]");
    expect(formula_fraction(&arena, sum, sum), FORMULA_SYMBOLS, "{[a+b]/[a+b]}");
    expect(ln, FORMULA_SYMBOLS, "lna");
    expect(call(FORMULA_LN, sum), FORMULA_SYMBOLS, "ln(a+b)");
    expect(times(ln, a), FORMULA_SYMBOLS, "(lna)_a");
    expect(times(a, ln), FORMULA_SYMBOLS, "a_lna");
    expect(times(a, call(FORMULA_ABS, sum)), FORMULA_SYMBOLS, "a_|a+b|");
}

static void between_factors(void **state)
{
    struct formula *w = symbol("w", "5", 0.4), *a = symbol("a", NULL, 0.5);
    struct formula *slope = formula_partial(&arena, a, w, 2);
    const struct formula *three[3] = {slope, a, w}, *two[2] = {w, a};

    (void)state;
    expect(times(w, a), FORMULA_SYMBOLS, "w_a");
    expect(times(w, symbol("size", NULL, 1)), FORMULA_SYMBOLS, "w·size");
    expect(times(w, a), FORMULA_NUMBERS, "0.4×0.5");
    expect(formula_chain(&arena, two, 2), FORMULA_SYMBOLS, "w·a");
    expect(formula_nary(&arena, FORMULA_MULTIPLY, three, 3), FORMULA_SYMBOLS, "{da/dw}·a_w");
    expect(times(w, slope), FORMULA_SYMBOLS, "w_{da/dw}");
    expect(times(number(2), number(3)), FORMULA_SYMBOLS, "2×3");
    expect(times(formula_fraction(&arena, w, a), call(FORMULA_EXP, a)), FORMULA_SYMBOLS,
           "{w/a}·e^a");
}

static void what_is_shown(void **state)
{
    const struct formula *one[1] = {symbol("a", NULL, 3)};
    const struct formula *parts[3] = {number(1), formula_condition(&arena, one[0], ">", number(0)),
                                      one[0]};
    struct formula *sum = formula_sum(&arena, "k", NULL, NULL, number(7), one, 1);

    (void)state;
    expect(sum, FORMULA_SYMBOLS, "sum 7");
    expect(sum, FORMULA_NUMBERS, "3");
    expect(formula_nary(&arena, FORMULA_ADD, one, 1), FORMULA_SYMBOLS, "a");
    expect(formula_nary(&arena, FORMULA_ADD, one, 0), FORMULA_SYMBOLS, "0");
    expect(formula_cases(&arena, parts, 3), FORMULA_SYMBOLS, "cases{1;a>0;a}");
    expect(formula_cases(&arena, parts, 3), FORMULA_NUMBERS, "1");
    expect(formula_subtract(&arena, number(1), one[0]), FORMULA_SYMBOLS, "1−a");
}

/* A role is that of what is shown, else that of what it stands for; parentheses have the latter. */
static void roles(void **state)
{
    const struct formula *a = symbol("a", NULL, 1), *sum = formula_add(&arena, a, a);
    const struct formula *weight = formula_in_role(&arena, a, FORMULA_ROLE_WEIGHT);
    struct formula *one = formula_nary(&arena, FORMULA_ADD, &weight, 1);
    const struct box *box;

    (void)state;
    one->role = FORMULA_ROLE_ERROR;
    assert_int_equal(box_lower(&arena, one, FORMULA_SYMBOLS)->role, FORMULA_ROLE_WEIGHT);
    box = box_lower(&arena, times(a, formula_in_role(&arena, sum, FORMULA_ROLE_INPUT)),
                    FORMULA_SYMBOLS);
    assert_int_equal(box->children[2]->kind, BOX_FENCE);
    assert_int_equal(box->children[2]->role, FORMULA_ROLE_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parentheses),
        cmocka_unit_test(between_factors),
        cmocka_unit_test(what_is_shown),
        cmocka_unit_test(roles),
    };

    return cmocka_run_group_tests(tests, NULL, finish_arena);
}
