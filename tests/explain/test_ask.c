/* Every quantity of every lesson and of nets of all kinds answers for itself at every moment. */
#include "all_quantities.h"
#include "check.h"
#include "explain/answers/ask.h"
#include "transcript.h"
#include "../base/thorough.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void ask_all(struct check *check, const struct run *run, const struct all_quantities *all,
                    struct cursor cursor, size_t every, size_t *opened)
{
    struct arena arena = {0};

    for (size_t i = every > 1 ? cursor.moment % every : 0; i < all->count; i += every) {
        struct quantity q = all->items[i];

        arena_reset(&arena);
        check_answer(check, run, cursor, q, false,
                     explain_quantity(&arena, &run->snapshot, cursor, q, false));
        if (!explain_can_open(&run->snapshot, cursor, q))
            continue;
        ++*opened;
        check_answer(check, run, cursor, q, true,
                     explain_quantity(&arena, &run->snapshot, cursor, q, true));
    }
    arena_finish(&arena);
}

/* At every moment up to and with unit `last`; of many quantities (of few, unless all are wanted) every so
 * many, others at the next moment. */
static void ask_run(struct check *check, struct run *run, uint64_t last, size_t *opened)
{
    struct all_quantities all = all_quantities_of(&run->scenario.net);
    bool whole = thorough_stride(2) == 1;
    size_t every = all.count <= (whole ? 1000 : 30) ? 1 : all.count / (whole ? 30 : 15);

    ask_all(check, run, &all, (struct cursor){0, 0}, 1, opened);
    while (run->snapshot.place.step < last && run_step(run))
        for (size_t m = 1; m <= reveal_count(&run->scenario.net, run->unit); m += (size_t)thorough_stride(3))
            ask_all(check, run, &all, (struct cursor){run->snapshot.place.step, m}, every, opened);
    all_quantities_finish(&all);
}

static void test_built_in(void **state)
{
    (void)state;
    for (size_t i = 0; run_built_in[i] != NULL; i++) {
        struct check check = {0};
        size_t opened = 0;
        struct run run;

        run_open(&run, run_built_in[i]);
        ask_run(&check, &run, 2 * run_units(&run) + 1, &opened);
        assert_true(check.pages > 100 && check.results > 25 && opened > 10);
        assert_true(check.products > 25 && check.marks > 50);
        run_close(&run);
    }
}

/* Of a large network a sample of the moments of every unit, and of the quantities. */
static void test_large(void **state)
{
    struct check check = {0};
    struct all_quantities all;
    size_t opened = 0;
    struct run run;

    (void)state;
    run_open(&run, "digits");
    all = all_quantities_of(&run.scenario.net);
    ask_all(&check, &run, &all, (struct cursor){0, 0}, 97, &opened);
    while (run.snapshot.place.step < run_units(&run) + 1 && run_step(&run)) {
        size_t count = reveal_count(&run.scenario.net, run.unit);

        for (size_t m = 1; m <= count; m += 1 + count / 5)
            ask_all(&check, &run, &all, (struct cursor){run.snapshot.place.step, m}, 97, &opened);
        ask_all(&check, &run, &all, (struct cursor){run.snapshot.place.step, count}, 101, &opened);
    }
    assert_true(check.pages > 5000 && check.results > 1000 && opened > 500);
    assert_true(check.products > 500 && check.marks > 1000);
    all_quantities_finish(&all);
    run_close(&run);
}

static void test_made_up(void **state)
{
    struct check all = {0};
    size_t opened = 0;

    (void)state;
    for (size_t s = 0; s < run_spec_count; s++) {
        struct run run;

        run_compose(&run, &run_specs[s]);
        ask_run(&all, &run, strcmp(run_specs[s].name, "wide") == 0 ? run_units(&run) : UINT64_MAX,
                &opened);
        run_close(&run);
    }
    for (size_t i = 0; i < run_row_count(); i++) {
        struct run run;

        run_row(&run, i);
        ask_run(&all, &run, run_units(&run), &opened);
        run_close(&run);
    }
    assert_true(all.pages > 5000 && opened > 500);
}

/* Every optimiser's buffers, with and without λ. */
static void test_optimizers(void **state)
{
    (void)state;
    for (size_t i = 0; run_optimizers[i / 2] != NULL; i++) {
        struct check check = {0};
        size_t opened = 0;
        struct run run;

        run_optimizer(&run, run_optimizers[i / 2], i % 2 == 1);
        ask_run(&check, &run, UINT64_MAX, &opened);
        assert_true(check.pages > 500 && check.results > 250 && opened > 50);
        run_close(&run);
    }
}

static char *answer(struct run *run, uint64_t step, struct quantity q, bool opened)
{
    struct arena arena = {0};
    char *text = NULL;
    size_t length = 0;
    struct cursor cursor;
    FILE *out = open_memstream(&text, &length);

    assert_non_null(out);
    while (run->snapshot.place.step < step)
        assert_true(run_step(run));
    cursor = (struct cursor){step, reveal_count(&run->scenario.net, run->unit)};
    transcript_page(out, "", explain_quantity(&arena, &run->snapshot, cursor, q, opened));
    fclose(out);
    arena_finish(&arena);
    return text;
}

static void answers(struct run *run, uint64_t step, struct quantity q, bool opened,
                    const char *const *words)
{
    char *text = answer(run, step, q, opened);

    for (; *words != NULL; words++)
        if (strstr(text, *words) == NULL)
            fail_msg("expected '%s' in:\n%s", *words, text);
    free(text);
}

/* Mazur's h1: two paths, 0.055399425 and -0.019049119. */
static void test_paths(void **state)
{
    struct run run;

    (void)state;
    run_open(&run, "mazur");
    answers(&run, 5, quantity_at(QUANTITY_DA, 1, 0, 0), true,
            (const char *const[]){"0.0554", "0.0190", "0.0364", NULL});
    answers(&run, 5, quantity_of_weight(QUANTITY_GRADIENT, 1, 0, 0), true,
            (const char *const[]){"4.39", NULL});
    run_close(&run);
}

/* Momentum in its second iteration; a buffer that is not kept says so. */
static void test_buffers(void **state)
{
    struct quantity first = quantity_of_weight(QUANTITY_FIRST, 1, 0, 0);
    struct quantity second = quantity_of_weight(QUANTITY_SECOND, 1, 0, 0);
    struct run run;
    size_t units;

    (void)state;
    run_open(&run, "momentum");
    units = run_units(&run);
    answers(&run, units - 1, first, false, (const char *const[]){"Not computed yet: it appears in the weight", NULL});
    answers(&run, 2 * units, first, false,
            (const char *const[]){"v⁺ = μ · v + ∂L/∂w₁", "running sum", NULL});
    answers(&run, 2 * units, first, true, (const char *const[]){"kept", "added", "gᵢ", NULL});
    answers(&run, 2 * units, second, false,
            (const char *const[]){"has no such buffer", "momentum) remembers no such number", NULL});
    run_close(&run);
    run_open(&run, "adam");
    answers(&run, run_units(&run), first, false, (const char *const[]){"m⁺ = ", NULL});
    answers(&run, run_units(&run), second, false, (const char *const[]){"squared gradients", NULL});
    run_close(&run);
}

/* Inputs 10 and 30, targets 100 and 500: mean 20 and 300, deviation 10 and 200. */
static void test_standardized(void **state)
{
    static const char json[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": [\"size\"], \"layers\": [{\"units\": [\"price\"], "
        "\"activation\": \"identity\", \"weights\": [[2]]}]}, \"loss\": \"half_squared_error\", \"optimizer\": "
        "{\"learning_rate\": 1}, \"data\": {\"samples\": [{\"x\": [10], \"t\": [100]}, {\"x\": [30], \"t\": "
        "[500]}], \"batch\": 2, \"standardize\": \"inputs_and_targets\"}, \"stop\": {\"iterations\": 1}}";
    struct run run;

    (void)state;
    run_parse(&run, json);
    answers(&run, 1, quantity_at(QUANTITY_X, 0, 0, 0), false,
            (const char *const[]){"scale of the data that is 10", "mean 20", "deviation 10", NULL});
    answers(&run, 1, quantity_at(QUANTITY_T, 1, 0, 0), false,
            (const char *const[]){"scale of the data that is 100", "mean 300", "deviation 200", NULL});
    answers(&run, 1, quantity_at(QUANTITY_A, 1, 0, 0), false, (const char *const[]){"that is −100", NULL});
    run_close(&run);
}

/* Adam at its second update: old, new and corrected are three numbers, each of which says what it is. */
static void test_adam(void **state)
{
    struct run run;
    size_t units;

    (void)state;
    run_open(&run, "adam");
    units = run_units(&run);
    answers(&run, units, quantity_of_weight(QUANTITY_OLD_FIRST, 1, 0, 0), false,
            (const char *const[]){"w₁: m before this update", "the start", "m begins at 0", NULL});
    answers(&run, 2 * units, quantity_of_weight(QUANTITY_OLD_FIRST, 1, 0, 0), false,
            (const char *const[]){"m⁺ = β₁ · m + (1 − β₁) · ∂L/∂w₁", "[−0.36]", "update 1", "[−0.6390]", NULL});
    answers(&run, 2 * units, quantity_of_weight(QUANTITY_FIRST, 1, 0, 0), false,
            (const char *const[]){"0.9 × (−0.36) + (1 − 0.9) × (−3.1500)", "the value left by the "
                                                                           "previous update", NULL});
    answers(&run, 2 * units, quantity_of_weight(QUANTITY_SECOND_HAT, 1, 0, 0), false,
            (const char *const[]){"v̂ = v⁺/(1 − β₂^t)", "= 11.440490", "this is number 2", NULL});
    answers(&run, 2 * units, quantity_of_weight(QUANTITY_STEP, 1, 0, 0), false,
            (const char *const[]){"before            now               corrected",
                                  "m                 −0.36             −0.6390          [−3.3632]", NULL});
    answers(&run, 2 * units, quantity_of_weight(QUANTITY_STEP, 1, 0, 0), true,
            (const char *const[]){"0.9 × (−0.36)", "0.1 × (−3.1500)", "(−0.6390)/(1 − 0.9²)", NULL});
    run_close(&run);
}

/* L2: the penalty, the objective and its gradient are numbers of their own. */
static void test_penalty(void **state)
{
    struct run run;

    (void)state;
    run_open(&run, "l2");
    answers(&run, 2, quantity_at(QUANTITY_OBJECTIVE, 2, 0, 0), false,
            (const char *const[]){"J = L + s", "Not computed yet: it appears after the loss", NULL});
    answers(&run, 3, quantity_at(QUANTITY_PENALTY, 2, 0, 0), false,
            (const char *const[]){"= 0.1/2 × 1.88", "= 0.094", "0.7²", NULL});
    answers(&run, 3, quantity_at(QUANTITY_OBJECTIVE, 2, 0, 0), false,
            (const char *const[]){"= 1.4493 + 0.094", "= 1.543254", NULL});
    answers(&run, 7, quantity_of_weight(QUANTITY_OBJECTIVE_GRADIENT, 1, 0, 0), false,
            (const char *const[]){"= −0.2847 + 0.1 × 0.5", "The loss moves w₁₁⁽¹⁾ up, the penalty down", NULL});
    run_close(&run);
    run_open(&run, "mazur");
    answers(&run, 7, quantity_of_weight(QUANTITY_OBJECTIVE_GRADIENT, 1, 0, 0), false,
            (const char *const[]){"This lesson has no penalty", NULL});
    run_close(&run);
}

static void test_not_yet(void **state)
{
    struct run run;

    (void)state;
    run_open(&run, "mazur");
    answers(&run, 1, quantity_of_weight(QUANTITY_GRADIENT, 2, 0, 0), false,
            (const char *const[]){"Not computed yet: it appears in the backward pass", NULL});
    run_close(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_built_in),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_made_up),
        cmocka_unit_test(test_optimizers),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_buffers),
        cmocka_unit_test(test_standardized),
        cmocka_unit_test(test_adam),
        cmocka_unit_test(test_penalty),
        cmocka_unit_test(test_not_yet),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
