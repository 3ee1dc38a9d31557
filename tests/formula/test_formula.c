#include "formula/formula.h"

#include <math.h>
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

static struct formula *number(double value)
{
    return formula_number(&arena, value);
}

static struct formula *call(enum formula_function function, const struct formula *a,
                            const struct formula *b)
{
    const struct formula *arguments[2] = {a, b};

    return formula_call(&arena, function, arguments, b != NULL ? 2 : 1);
}

static double value_of(enum formula_function function, double z, double slope)
{
    bool two = function == FORMULA_MAX || function == FORMULA_MIN;

    return formula_evaluate(call(function, number(z), two ? number(slope) : NULL));
}

static int finish_arena(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

static void strings_are_copied(void **state)
{
    char base[] = "w", sub[] = "5", sup[] = "(2)";
    struct formula *w = formula_symbol(&arena, base, sub, sup, 0.4);

    (void)state;
    base[0] = sub[0] = sup[1] = '?';
    assert_string_equal(w->base, "w");
    assert_string_equal(w->sub, "5");
    assert_string_equal(w->sup, "(2)");
    assert_null(formula_symbol(&arena, "w", "", "", 0)->sub);
    assert_null(formula_symbol(&arena, "w", "", "", 0)->sup);
}

static void names_are_upright(void **state)
{
    (void)state;
    assert_false(symbol("w", "5", 0)->roman);
    assert_false(symbol("Δw", "5", 0)->roman);
    assert_false(symbol("δ", "5", 0)->roman);
    assert_true(symbol("age", NULL, 0)->roman);
    assert_true(symbol("a", "o1", 0)->roman_sub);
    assert_true(symbol("a", "out", 0)->roman_sub);
    assert_false(symbol("w", "jk", 0)->roman_sub);
    assert_false(symbol("w", "j,1", 0)->roman_sub);
    assert_false(symbol("w", "12", 0)->roman_sub);
    assert_true(formula_symbol(&arena, "w", NULL, "new", 0)->roman_sup);
    assert_false(formula_symbol(&arena, "w", NULL, "(l)", 0)->roman_sup);
}

static void children_are_copied(void **state)
{
    const struct formula *terms[2] = {number(1), number(2)};
    struct formula *sum = formula_nary(&arena, FORMULA_ADD, terms, 2);

    (void)state;
    terms[0] = number(100);
    assert_true(formula_evaluate(sum) == 3);
}

static void role_is_a_copy(void **state)
{
    struct formula *w = symbol("w", "5", 0.4);
    struct formula *coloured = formula_in_role(&arena, w, FORMULA_ROLE_WEIGHT);

    (void)state;
    assert_int_equal(coloured->role, FORMULA_ROLE_WEIGHT);
    assert_int_equal(w->role, FORMULA_ROLE_NONE);
    assert_ptr_equal(coloured->base, w->base);
}

/* Mazur's first step; the value is the one of the article. */
static void chain_rule(void **state)
{
    struct formula *loss = symbol("L", NULL, 0.29837110876000272);
    struct formula *a = symbol("a", "o1", 0.7513650695523157);
    struct formula *z = symbol("z", "o1", 1.10590596705977), *w = symbol("w", "5", 0.4);
    const struct formula *factors[3] = {
        formula_partial(&arena, loss, a, 0.7413650695523157),
        formula_partial(&arena, a, z, 0.18681560180895948),
        formula_partial(&arena, z, w, 0.5932699921071872),
    };

    (void)state;
    assert_true(fabs(formula_evaluate(formula_chain(&arena, factors, 3)) - 0.082167040564230783) <
                1e-16);
    assert_true(fabs(formula_evaluate(call(FORMULA_SIGMOID, z, NULL)) - a->value) < 1e-15);
}

static void left_to_right(void **state)
{
    const struct formula *terms[3] = {number(1e16), number(1), number(-1e16)};
    const struct formula *factors[3] = {number(1e200), number(1e200), number(1e-300)};

    (void)state;
    assert_true(formula_evaluate(formula_nary(&arena, FORMULA_ADD, terms, 3)) == 0);
    assert_true(formula_evaluate(formula_sum(&arena, "k", NULL, NULL, number(7), terms, 3)) == 0);
    assert_true(isinf(formula_evaluate(formula_nary(&arena, FORMULA_MULTIPLY, factors, 3))));
}

static void empty_lists(void **state)
{
    (void)state;
    assert_true(formula_evaluate(formula_nary(&arena, FORMULA_ADD, NULL, 0)) == 0);
    assert_true(formula_evaluate(formula_nary(&arena, FORMULA_MULTIPLY, NULL, 0)) == 1);
    assert_true(formula_evaluate(formula_sum(&arena, "k", NULL, NULL, number(7), NULL, 0)) == 0);
}

static void functions(void **state)
{
    (void)state;
    assert_true(value_of(FORMULA_SIGMOID, 0, 0) == 0.5);
    assert_true(value_of(FORMULA_SIGMOID, -800, 0) == 0);
    assert_true(value_of(FORMULA_SIGMOID, 800, 0) == 1);
    assert_true(value_of(FORMULA_SIGMOID, -40, 0) > 4e-18);
    assert_true(value_of(FORMULA_MAX, -3, 0) == 0 && value_of(FORMULA_MAX, 3, 0) == 3);
    assert_true(value_of(FORMULA_MIN, -3, 0) == -3 && value_of(FORMULA_MIN, 3, 0) == 0);
    assert_true(value_of(FORMULA_SIN, 0, 0) == 0 && value_of(FORMULA_COS, 0, 0) == 1);
    assert_true(value_of(FORMULA_ABS, -3, 0) == 3);
    assert_true(value_of(FORMULA_ROOT, 9, 0) == 3);
    assert_true(value_of(FORMULA_LN, 1, 0) == 0 && isinf(value_of(FORMULA_LN, 0, 0)));
    assert_true(value_of(FORMULA_EXP, 0, 0) == 1 && value_of(FORMULA_TANH, 0, 0) == 0);
}

/* 1 if z > 0, -1 if z < 0, else 0 */
static double sign_of(double z)
{
    const struct formula *of = number(z), *zero = number(0);
    const struct formula *parts[] = {number(1), formula_condition(&arena, of, ">", zero), number(-1),
                                     formula_condition(&arena, of, "<", zero), zero};

    return formula_evaluate(formula_cases(&arena, parts, 5));
}

static void cases(void **state)
{
    static const char *const relations[] = {"<", "≤", ">", "≥"};

    (void)state;
    assert_true(sign_of(3) == 1 && sign_of(-2) == -1 && sign_of(0) == 0);
    assert_true(isnan(sign_of((double)NAN)));
    for (int i = 0; i < 4; i++) {
        const struct formula *same =
            formula_condition(&arena, number(2), relations[i], number(2));
        const struct formula *less =
            formula_condition(&arena, number(1), relations[i], number(2));

        assert_true(formula_evaluate(same) == i % 2);
        assert_true(formula_evaluate(less) == (i < 2));
    }
}

/* ln(1 + e^z) where e^z is no number any more, and where 1 + e^z is 1. */
static void softplus_keeps_its_digits(void **state)
{
    (void)state;
    for (double z = -800; z <= 800; z += 100) {
        const struct formula *sum =
            formula_add(&arena, number(1), call(FORMULA_EXP, number(z), NULL));
        double value = formula_evaluate(call(FORMULA_LN, sum, NULL));

        assert_true(z > 0 ? value == z : value == log1p(exp(z)));
    }
}

static void not_a_number_stays(void **state)
{
    static const enum formula_function all[] = {
        FORMULA_SIGMOID, FORMULA_TANH, FORMULA_MAX, FORMULA_MIN, FORMULA_EXP, FORMULA_SIN,
        FORMULA_COS,     FORMULA_LN,   FORMULA_ABS, FORMULA_ROOT, FORMULA_LOGSUMEXP};

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_true(isnan(value_of(all[i], (double)NAN, 0.5)));
    assert_true(isnan(formula_evaluate(
        formula_add(&arena, number(1), formula_placeholder(&arena, "…")))));
}

static void log_sum_exp(void **state)
{
    const struct formula *large[2] = {number(1000), number(1000)};
    const struct formula *scores[3] = {number(-2.85), number(0.86), number(0.28)};

    (void)state;
    assert_true(fabs(formula_evaluate(formula_call(&arena, FORMULA_LOGSUMEXP, large, 2)) - 1000 -
                     log(2)) < 1e-12);
    /* CS231n's example: the loss is this less the third score. */
    assert_true(fabs(formula_evaluate(formula_call(&arena, FORMULA_LOGSUMEXP, scores, 3)) - 0.28 -
                     1.0401905694) < 1e-10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_copied), cmocka_unit_test(names_are_upright),
        cmocka_unit_test(children_are_copied), cmocka_unit_test(role_is_a_copy),
        cmocka_unit_test(chain_rule),          cmocka_unit_test(left_to_right),
        cmocka_unit_test(empty_lists),         cmocka_unit_test(functions),
        cmocka_unit_test(cases),
        cmocka_unit_test(softplus_keeps_its_digits),
        cmocka_unit_test(not_a_number_stays),  cmocka_unit_test(log_sum_exp),
    };

    return cmocka_run_group_tests(tests, NULL, finish_arena);
}
