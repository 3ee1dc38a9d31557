/* Each equation, read with the values of its names, gives its quantity's value. */
#include "all_quantities.h"
#include "run.h"

#include "explain/equations/equation.h"
#include "quantity/quantity_facts.h"

#include <math.h>
#include <stdio.h>

struct reading {
    struct arena *arena;
    const struct snapshot *snapshot;
    struct quantity result;
};

static const struct formula *of_name(void *context, const char *name)
{
    const struct reading *reading = context;
    struct equation_name meaning;

    if (!equation_name(reading->arena, reading->snapshot, reading->result, name, &meaning))
        return NULL;
    assert_true((meaning.quantity.kind == QUANTITY_NONE) == (meaning.number != NULL));
    return meaning.number != NULL
               ? meaning.number
               : formula_number(reading->arena, quantity_value(reading->snapshot, meaning.quantity));
}

/* Whether its equation is one of numbers alone, not a sum over many, and holds here. */
static bool is_asked(const struct run *run, struct quantity q)
{
    const struct net_layer *layer = &run->scenario.net.layers[q.layer];
    bool fixed = q.of == QUANTITY_OF_BIAS && !layer->train_biases;

    if (quantity_is_of_optimizer(q.kind) && !quantity_is_kept(&run->snapshot.state->optimizer, q.kind))
        return false;
    return q.kind == QUANTITY_OBJECTIVE || q.kind == QUANTITY_GRADIENT || (q.kind == QUANTITY_A && q.layer == 1)
        || (quantity_is_of_parameter(q) && !fixed);
}

static void check(const struct run *run, const struct all_quantities *all, size_t *checked)
{
    struct arena arena = {0};

    for (size_t i = 0; i < all->count; i++) {
        struct quantity q = all->items[i];
        struct reading reading = {&arena, &run->snapshot, q};
        const char *rule = is_asked(run, q) ? equation_rule(&arena, &run->snapshot, q) : NULL;
        double value = quantity_value(&run->snapshot, q), read;

        if (rule == NULL)
            continue;
        read = formula_evaluate(equation_read(&arena, rule, &(struct formula_names){.of = of_name, .context = &reading}));
        if (!(fabs(read - value) <= 1e-12 * fmax(1, fabs(value))))
            fail_msg("'%s' gives %.17g, not %.17g (kind %d of layer %zu)", rule, read, value, (int)q.kind, q.layer);
        ++*checked;
    }
    arena_finish(&arena);
}

static void test_equations(void **state)
{
    (void)state;
    for (size_t i = 0; run_optimizers[i / 2] != NULL; i++) {
        struct all_quantities all;
        size_t checked = 0, units;
        struct run run;

        run_optimizer(&run, run_optimizers[i / 2], i % 2 == 1);
        all = all_quantities_of(&run.scenario.net);
        units = run_units(&run);
        while (run.snapshot.place.step < 2 * units) {
            assert_true(run_step(&run));
            if (run.snapshot.place.unit.kind == UNIT_UPDATE)
                check(&run, &all, &checked);
        }
        assert_true(checked > 100);
        all_quantities_finish(&all);
        run_close(&run);
    }
}

/* In one line, for any parameter: minus η times what the row says. */
static void test_step_in_a_line(void **state)
{
    struct arena arena = {0};

    (void)state;
    for (size_t kind = 0; kind < optimizer_count(); kind++) {
        struct optimizer optimizer = {.kind = (enum optimizer_kind)kind};
        const struct formula *step = equation_step(&arena, &optimizer);

        assert_int_equal(step->kind, FORMULA_NEGATE);
        assert_string_equal(step->children[0]->children[0]->base, "η");
    }
    arena_finish(&arena);
}

/* δ of a softmax by cross-entropy has the sum of the targets in it where that is not 1. */
static void test_targets_that_are_no_shares(void **state)
{
    static const char *const rules[] = {"a - t", "a T - t"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct arena arena = {0};
        struct run run;
        char json[512];

        snprintf(json, sizeof json,
                 "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 2, "
                 "\"activation\": \"softmax\", \"weights\": [[1], [-1]]}]}, \"loss\": "
                 "\"cross_entropy\", \"optimizer\": {\"learning_rate\": 1}, \"data\": {\"samples\": "
                 "[{\"x\": [1], \"t\": [0.5, %s]}]}, \"stop\": {\"iterations\": 1}}", i == 0 ? "0.5" : "0.25");
        run_parse(&run, json);
        while (run.snapshot.place.unit.kind != UNIT_BACKWARD)
            assert_true(run_step(&run));
        for (size_t k = 0; k < 2; k++) {
            struct quantity error = quantity_at(QUANTITY_DZ, 1, k, 0);
            struct reading reading = {&arena, &run.snapshot, error};
            const struct formula *rule = equation_read(&arena, equation_rule(&arena, &run.snapshot, error),
                                                       &(struct formula_names){.of = of_name, .context = &reading});

            assert_string_equal(equation_rule(&arena, &run.snapshot, error), rules[i]);
            assert_true(fabs(formula_evaluate(rule) - quantity_value(&run.snapshot, error)) <= 1e-15);
            assert_true(quantity_value(&run.snapshot, error) != 0);
        }
        run_close(&run);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equations),
        cmocka_unit_test(test_targets_that_are_no_shares),
        cmocka_unit_test(test_step_in_a_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
