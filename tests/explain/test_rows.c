/* The engine's rows of activations, losses and optimisers: what their formulas come to is what their
 * arithmetic does, and their slopes are those of a small change. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "explain/row_words.h"
#include "explain/equations/equation.h"
#include "formula/formula_read.h"

enum { NAMES_MAX = 24 };

static struct arena arena;

/* The numbers that names stand for. */
struct values {
    const char *names[NAMES_MAX];
    double values[NAMES_MAX];
    size_t count;
};

static void set(struct values *values, const char *name, double value)
{
    for (size_t i = 0; i < values->count; i++)
        if (strcmp(values->names[i], name) == 0) {
            values->values[i] = value;
            return;
        }
    assert_true(values->count < NAMES_MAX);
    values->names[values->count] = arena_printf(&arena, "%s", name);
    values->values[values->count++] = value;
}

static const struct formula *symbol_of(void *context, const char *name)
{
    const struct values *values = context;

    for (size_t i = 0; i < values->count; i++)
        if (strcmp(values->names[i], name) == 0)
            return formula_number(&arena, values->values[i]);
    return NULL;
}

static double value_of(const char *text, struct values *values)
{
    const struct formula_names names = {.of = symbol_of, .context = values, .products = true};
    struct error err = {0};
    const struct formula *formula = formula_read(&arena, text, &names, &err);

    if (formula == NULL)
        fail_msg("%s", err.text);
    return formula_evaluate(formula);
}

static void close_to(double a, double b, double tolerance, const char *what, double at)
{
    if (!(fabs(a - b) <= tolerance * fmax(1, fmax(fabs(a), fabs(b)))))
        fail_msg("%s at %g: %.17g and %.17g", what, at, a, b);
}

/* The row has its texts. */
static void assert_has_words(const char *row, const char *const *whats, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (words_named(row, whats[i]) == W_NONE)
            fail_msg("words/english/rows.h has no %s_%s", row, whats[i]);
}

static void assert_buffer_has_words(const struct optimizer_buffer *buffer)
{
    const char *const whats[] = {"row", "head", "matrix", "of", "old_of", "title"};

    if (buffer->letter == NULL)
        return;
    assert_has_words(buffer->key, whats, sizeof whats / sizeof whats[0]);
    if (buffer->corrected != NULL)
        assert_has_words(buffer->key, (const char *[]){"title_corrected", "says_corrected"}, 2);
    else
        assert_has_words(buffer->key, (const char *[]){"says"}, 1);
}

/* ---- activations ---- */

static double activation_at(enum activation activation, double z)
{
    double a;

    activation_forward(activation, 0.01, 1, &z, &a);
    return a;
}

static void check_activation(enum activation activation, const struct activation_row *row, double z)
{
    const double h = 1e-6, a = activation_at(activation, z);
    double slope = activation_slope(activation, 0.01, z, a);
    struct values values = {0};

    set(&values, "z", z);
    set(&values, "a", a);
    set(&values, "s", 0.01);
    set(&values, "π", acos(-1.0));
    if (row->where != NULL)
        set(&values, "u", value_of(row->where, &values));
    close_to(value_of(row->rule, &values), a, 1e-14, row->name, z);
    close_to(value_of(row->slope, &values), slope, 1e-14, row->name, z);
    if (row->call != NULL)
        close_to(value_of(row->call, &values), a, 1e-14, row->name, z);
    if (z != 0 || !row->kinks)
        close_to((activation_at(activation, z + h) - activation_at(activation, z - h)) / (2 * h), slope,
                 1e-6, row->name, z); /* at 0 the slope may bend */
}

static void activations(void **state)
{
    size_t checked = 0;

    (void)state;
    for (size_t i = 0; i < activation_count(); i++) {
        const struct activation_row *row = activation_row((enum activation)i);
        double steepest = 0;

        assert_has_words(row->name, (const char *[]){"title", "says", "name"}, 3);
        if (row->couples)
            continue;
        for (double z = -6; z <= 6; z += 0.125, checked++) {
            double a = activation_at((enum activation)i, z);

            check_activation((enum activation)i, row, z);
            steepest = fmax(steepest, activation_slope((enum activation)i, 0.01, z, a));
            assert_true(!row->bounded || (a >= 0 && a <= 1));
        }
        assert_true(row->steepest == 0 || row->steepest == steepest);
        assert_true(isnan(activation_at((enum activation)i, (double)NAN)));
        assert_true(isfinite(activation_at((enum activation)i, -800)));
        arena_reset(&arena);
    }
    assert_true(checked > 400);
}

/* ---- losses ---- */

static double part_at(enum loss loss, double a, double t)
{
    double part;

    loss_row(loss)->forward(ACTIVATION_IDENTITY, 1, &a, &a, &t, &part);
    return part;
}

static void losses(void **state)
{
    static const double targets[] = {0, 0.25, 1};
    size_t checked = 0;

    (void)state;
    for (size_t i = 0; i < loss_count(); i++) {
        const struct loss_row *row = loss_row((enum loss)i);

        assert_has_words(row->name,
                         (const char *[]){"name", "says", "why", "convention", "convention_several",
                                          "derivative"},
                         6);
        for (size_t k = 0; k < sizeof targets / sizeof targets[0]; k++)
            for (double a = row->fused ? 0.05 : -2.9; a < (row->fused ? 1 : 3); a += 0.1, checked++) {
                const double h = 1e-6, t = targets[k];
                struct values values = {0};
                double slope;

                set(&values, "a", a);
                set(&values, "t", t);
                row->backward(1, &a, &t, &slope);
                close_to(value_of(row->part, &values), part_at((enum loss)i, a, t), 1e-14, row->name, a);
                close_to(value_of(row->slope, &values), slope, 1e-14, row->name, a);
                if (fabs(a - t) < 1e-3) /* there may be a corner */
                    continue;
                close_to((part_at((enum loss)i, a + h, t) - part_at((enum loss)i, a - h, t)) / (2 * h),
                         slope, 1e-6, row->name, a);
            }
        arena_reset(&arena);
    }
    assert_true(checked > 150);
}

/* ---- optimisers ---- */

/* The buffers and the step of an update, by the rules alone. */
static void check_buffer(const struct optimizer_buffer *buffer, struct values *values, double fresh,
                         double hat)
{
    if (buffer->letter == NULL)
        return;
    close_to(value_of(buffer->rule, values), fresh, 1e-14, buffer->rule, 0);
    set(values, arena_printf(&arena, "%s'", buffer->letter), fresh);
    if (buffer->corrected == NULL)
        return;
    close_to(value_of(buffer->corrected, values), hat, 1e-14, buffer->corrected, 0);
    set(values, arena_printf(&arena, "%s\u0302", buffer->letter), hat);
}

static void check_optimizer(const struct optimizer *o, bool weight)
{
    const struct optimizer_row *row = optimizer_row(o->kind);
    const double first = 0.3, second = 0.7, w = -1.5, g = 0.4;
    struct optimizer_move move = optimizer_move(o, weight, 3, w, g, 1, first, second);
    struct values values = {0};

    set(&values, "g", g);
    set(&values, "w", w);
    set(&values, "t", 3);
    for (size_t i = 0; i < OPTIMIZER_CONSTANTS_MAX && row->constants[i].key != NULL; i++)
        set(&values, row->constants[i].letter, o->constants[i]);
    if (row->first.letter != NULL)
        set(&values, row->first.letter, first);
    if (row->second.letter != NULL)
        set(&values, row->second.letter, second);
    check_buffer(&row->first, &values, move.first, move.first_hat);
    check_buffer(&row->second, &values, move.second, move.second_hat);
    close_to(-o->learning_rate * value_of(optimizer_direction(o, weight), &values), move.step, 1e-14,
             row->name, 0);
    assert_true(move.step != 0 && move.value == w + move.step);
}

static void optimizers(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizer_count(); i++) {
        struct optimizer optimizer = {.learning_rate = 0.1};
        const struct optimizer_row *row = optimizer_row((enum optimizer_kind)i);

        optimizer_choose(&optimizer, (enum optimizer_kind)i);
        for (size_t c = 0; c < OPTIMIZER_CONSTANTS_MAX && row->constants[c].key != NULL; c++)
            assert_has_words(row->constants[c].key, (const char *[]){"setting"}, 1);
        assert_buffer_has_words(&row->first);
        assert_buffer_has_words(&row->second);
        if (row->first.letter != NULL || row->second.letter != NULL)
            assert_has_words(row->name, (const char *[]){"letters", "uses"}, 2);
        check_optimizer(&optimizer, true);
        check_optimizer(&optimizer, false);
        assert_int_equal(equation_step(&arena, &optimizer)->kind, FORMULA_NEGATE);
        arena_reset(&arena);
    }
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
        cmocka_unit_test(activations),
        cmocka_unit_test(losses),
        cmocka_unit_test(optimizers),
    };

    return cmocka_run_group_tests(tests, NULL, finish_arena);
}
