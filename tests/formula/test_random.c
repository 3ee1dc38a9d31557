/*
 * Thousands of random trees: their value against a computation of its own, the
 * texts against a reader that knows only the usual precedence, and LaTeX's form.
 */
#include "trees.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { TREES = 6000, TEXT_SIZE = 1 << 16 };

static char buffer[TEXT_SIZE];
static const struct number_style exact = {.decimals = 17};

/* The value, straight from the definitions, in long double. */
static long double reference(const struct formula *f);

static long double reference_call(const struct formula *f)
{
    long double z = reference(f->children[0]), sum = 0;

    switch (f->function) {
    case FORMULA_SIGMOID:
        return 1 / (1 + expl(-z));
    case FORMULA_TANH:
        return tanhl(z);
    case FORMULA_SIN:
        return sinl(z);
    case FORMULA_COS:
        return cosl(z);
    case FORMULA_MAX:
        return fmaxl(z, reference(f->children[1]));
    case FORMULA_MIN:
        return fminl(z, reference(f->children[1]));
    case FORMULA_EXP:
        return expl(z);
    case FORMULA_LN:
        return logl(z);
    case FORMULA_ABS:
        return fabsl(z);
    case FORMULA_ROOT:
        return sqrtl(z);
    case FORMULA_LOGSUMEXP:
        for (size_t i = 0; i < f->count; i++)
            sum += expl(reference(f->children[i]));
        return logl(sum);
    }
    return 0;
}

static long double reference_cases(const struct formula *f)
{
    for (size_t i = 1; i < f->count; i += 2) {
        const struct formula *condition = f->children[i];
        long double left = reference(condition->children[0]);
        long double right = reference(condition->children[1]);

        if (strcmp(condition->base, ">") == 0 ? left > right : left < right)
            return reference(f->children[i - 1]);
    }
    return reference(f->children[f->count - 1]);
}

static long double reference(const struct formula *f)
{
    long double result = f->kind == FORMULA_MULTIPLY ? 1 : 0;

    switch (f->kind) {
    case FORMULA_ADD:
    case FORMULA_SUM:
        for (size_t i = f->kind == FORMULA_SUM; i < f->count; i++)
            result += reference(f->children[i]);
        return result;
    case FORMULA_MULTIPLY:
        for (size_t i = 0; i < f->count; i++)
            result *= reference(f->children[i]);
        return result;
    case FORMULA_NEGATE:
        return -reference(f->children[0]);
    case FORMULA_FRACTION:
        return reference(f->children[0]) / reference(f->children[1]);
    case FORMULA_POWER:
        return powl(reference(f->children[0]), reference(f->children[1]));
    case FORMULA_CALL:
        return reference_call(f);
    case FORMULA_CASES:
        return reference_cases(f);
    default:
        return (long double)f->value;
    }
}

/* Trees where a rounding error is not enlarged: everything of moderate size. */
static bool is_tame(const struct formula *f)
{
    double value = formula_evaluate(f);

    if (!isfinite(value) || fabs(value) > 50)
        return false;
    if (value != 0 && fabs(value) < 0.02)
        return false;
    if (f->kind == FORMULA_PARTIAL)
        return true;
    for (size_t i = 0; i < f->count; i++)
        if (!is_tame(f->children[i]))
            return false;
    return true;
}

static void values(void **state)
{
    struct arena arena = {0};
    struct rng rng;
    size_t compared = 0;

    (void)state;
    rng_seed(&rng, 1);
    for (int i = 0; i < TREES; i++) {
        const struct formula *tree = tree_random(&arena, &rng, 4, true);

        if (is_tame(tree) && tree_inner(tree) > 0) {
            compared++;
            if (!tree_close(formula_evaluate(tree), (double)reference(tree)))
                fail_msg("tree %d: %.17g, expected %.17g", i, formula_evaluate(tree),
                         (double)reference(tree));
        }
        arena_reset(&arena);
    }
    assert_true(compared > TREES / 4);
    arena_finish(&arena);
}

static const char *text_of(const struct formula *tree, enum formula_show show, bool latex)
{
    struct text out;

    text_init(&out, buffer, sizeof buffer);
    if (latex)
        formula_to_latex(tree, show, exact, &out);
    else
        formula_to_text(tree, show, exact, &out);
    assert_false(out.cut);
    return buffer;
}

/* Reads the printed form of random trees and compares. */
static void read_back(uint64_t seed, enum formula_show show, bool latex)
{
    struct arena arena = {0};
    struct rng rng;
    size_t compared = 0, large = 0;

    rng_seed(&rng, seed);
    for (int i = 0; i < TREES; i++) {
        const struct formula *tree = tree_random(&arena, &rng, 4, show == FORMULA_NUMBERS);
        const char *text = text_of(tree, show, latex);
        double value = 0;

        if (is_tame(tree)) {
            if (!(latex ? tree_read_latex(text, &value) : tree_read_text(text, &value)))
                fail_msg("tree %d cannot be read: %s", i, text);
            if (!tree_close(value, formula_evaluate(tree)))
                fail_msg("tree %d: %s reads as %.17g, is %.17g", i, text, value,
                         formula_evaluate(tree));
            compared++;
            large += tree_inner(tree) > 4;
        }
        arena_reset(&arena);
    }
    assert_true(compared > TREES / 4);
    assert_true(large > TREES / 20);
    arena_finish(&arena);
}

static void text_with_numbers(void **state)
{
    (void)state;
    read_back(2, FORMULA_NUMBERS, false);
}

static void text_in_symbols(void **state)
{
    (void)state;
    read_back(3, FORMULA_SYMBOLS, false);
}

static void latex_with_numbers(void **state)
{
    (void)state;
    read_back(4, FORMULA_NUMBERS, true);
}

/* ---- the form of LaTeX ---- */

static const char *const known_commands[] = {
    "frac", "tfrac", "sqrt", "left", "right",   "partial", "eta",   "sigma", "tanh",  "max",  "ln",
    "sum",  "cdot",  "le",   "times",   "begin",   "end",   "text",  "infty", "mathrm", "sin", "cos", "min",
};

/* Moves past a command; returns whether it is one that amsmath has. */
static bool known_command(const char **at)
{
    const char *start = *at;
    size_t length;

    if (**at == '\\') {
        *at += 1;
        return true; /* a new row */
    }
    length = strspn(start, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    *at += length;
    for (size_t i = 0; i < sizeof known_commands / sizeof *known_commands; i++)
        if (strlen(known_commands[i]) == length &&
            strncmp(start, known_commands[i], length) == 0)
            return true;
    return false;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;

    for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part))
        count++;
    return count;
}

static void check_form(const char *latex)
{
    int depth = 0;

    for (const char *at = latex; *at != '\0';) {
        char c = *at++;

        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (depth < 0 || (unsigned char)c >= 0x80)
            fail_msg("not LaTeX: %s", latex);
        if (c == '\\' && !known_command(&at))
            fail_msg("unknown command at '%.12s': %s", at, latex);
    }
    if (depth != 0 || strstr(latex, "^{}") != NULL || strstr(latex, "}^{2}^{") != NULL)
        fail_msg("not balanced: %s", latex);
    assert_int_equal(count_of(latex, "\\left"), count_of(latex, "\\right"));
    assert_int_equal(count_of(latex, "\\begin{cases}"), count_of(latex, "\\end{cases}"));
    assert_int_equal(count_of(latex, "\\begin"), count_of(latex, "\\end"));
}

static void latex_is_well_formed(void **state)
{
    struct arena arena = {0};
    struct rng rng;
    size_t cases = 0, sums = 0;

    (void)state;
    rng_seed(&rng, 5);
    for (int i = 0; i < TREES; i++) {
        const struct formula *tree = tree_random(&arena, &rng, 4, true);

        check_form(text_of(tree, FORMULA_NUMBERS, true));
        check_form(text_of(tree, FORMULA_SYMBOLS, true));
        cases += strstr(buffer, "cases") != NULL;
        sums += strstr(buffer, "\\sum") != NULL;
        arena_reset(&arena);
    }
    assert_true(cases > 50 && sums > 50);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(text_with_numbers),
        cmocka_unit_test(text_in_symbols),
        cmocka_unit_test(latex_with_numbers),
        cmocka_unit_test(latex_is_well_formed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
