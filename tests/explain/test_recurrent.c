#include "check.h"
#include "quantity/parameters.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Two recurrent layers with a plain one between, sequences of different lengths, targets at some
 * times, a mean over times, truncation, L2, a batch, clipping and an optimiser with two buffers. */
static const char *const all_at_once =
    "{\"backstep\": 1, \"title\": \"t\", \"network\": {\"inputs\": 2, \"layers\": ["
    "{\"kind\": \"recurrent\", \"units\": 2, \"activation\": \"tanh\"},"
    "{\"units\": 2, \"activation\": \"sigmoid\"},"
    "{\"kind\": \"recurrent\", \"units\": 3, \"activation\": \"tanh\"},"
    "{\"units\": 2, \"activation\": \"identity\"}], \"init\": {\"kind\": \"xavier_uniform\", \"seed\": 4}},"
    "\"loss\": \"mean_squared_error\", \"time_reduction\": \"mean\", \"truncate\": 2, \"l2\": 0.05,"
    "\"optimizer\": {\"kind\": \"adam\", \"learning_rate\": 0.1, \"clip_norm\": 0.1, \"clip_value\": 0.05},"
    "\"data\": {\"sequences\": ["
    "{\"x\": [[1, -0.5], [0.2, 0], [1, 1], [-1, 0.3]], \"t\": [[1, 0], null, [0, 1], [0.5, 0.5]]},"
    "{\"x\": [[0.3, 2], [1, 0]], \"t\": [null, [1, 1]]}], \"batch\": 2},"
    "\"stop\": {\"iterations\": 3}}";

static const char *const lessons[] = {"memory", "parity", "hello", "vanishing", NULL};

/* Every page of every moment says what the engine has computed. */
static void test_pages(void **state)
{
    (void)state;
    for (size_t i = 0; lessons[i] != NULL; i++) {
        struct check check = {0};
        struct run run;

        run_open(&run, lessons[i]);
        check_run(&check, &run, run_units(&run) + (i == 0 ? run_units(&run) : 0));
        assert_true(check.pages > 100 && check.equations > 50 && check.results > 50);
        assert_true(check.rows > 50 && check.marks > 50);
        run_close(&run);
    }
}

static void test_pages_of_all_at_once(void **state)
{
    struct check check = {0};
    struct run run;

    (void)state;
    run_parse(&run, all_at_once);
    check_run(&check, &run, run_units(&run));
    assert_true(check.pages > 500 && check.equations > 200);
    run_close(&run);
}

/* Moments are numbered both ways, and each shows what leads back to it. */
static void test_moments(void **state)
{
    size_t seen[MOMENT_STOP + 1] = {0};
    struct run run;

    (void)state;
    run_parse(&run, all_at_once);
    for (size_t i = 1; i <= run_units(&run); i++) {
        struct reveal_unit unit = reveal_unit_in(&run.snapshot, i);
        size_t count = reveal_count(run.snapshot.net, unit);

        assert_int_equal(reveal_steps(run.snapshot.net, unit, GRANULARITY_TERM), count);
        for (size_t m = 1; m <= count; m++) {
            struct moment moment = reveal_moment(run.snapshot.net, unit, m);
            struct quantity shown = reveal_shown(run.snapshot.net, unit.unit.layer, moment);
            bool leads = moment.kind == MOMENT_PRODUCT || moment.kind == MOMENT_DA_TERM;

            seen[moment.kind]++;
            assert_int_equal(reveal_find(run.snapshot.net, unit, moment), m);
            if (shown.kind == QUANTITY_NONE || (leads && !moment.completes_z))
                continue;
            shown.time = unit.unit.time;
            assert_int_equal(reveal_in_unit(run.snapshot.net, unit, shown), m);
        }
    }
    assert_true(seen[MOMENT_TIME_LOSS] > 0 && seen[MOMENT_DA_OUTPUT] > 0 && seen[MOMENT_DA_FUTURE] > 0);
    assert_true(seen[MOMENT_SHARE] > 0 && seen[MOMENT_CLIPPED] > 0 && seen[MOMENT_GRADIENT] == 0);
    run_close(&run);
}

/* What was said to be known of the first sample, at the end of its backward pass. */
static void test_shares_are_the_gradient(void **state)
{
    struct run run;
    struct cursor cursor;
    size_t compared = 0;

    (void)state;
    run_parse(&run, all_at_once);
    while (run_step(&run) && run.snapshot.place.index < run.stepper.program.sample_count)
        continue;
    cursor = (struct cursor){run.snapshot.place.step, reveal_count(run.snapshot.net, run.unit)};
    for (size_t i = 0; i < parameters_count(run.snapshot.net); i++) {
        struct quantity q = quantity_as(parameters_at(run.snapshot.net, i), QUANTITY_GRADIENT);
        double gradient = quantity_value(&run.snapshot, q), sum = 0;

        for (size_t time = 4; time >= 1; time--) {
            struct quantity share = quantity_then(quantity_as(q, QUANTITY_SHARE), time);
            bool known = reveal_known(&run.snapshot, cursor, cursor, share) != KNOWN_NOT_YET;

            assert_true(known == quantity_happens(&run.snapshot, share));
            sum += known ? quantity_value(&run.snapshot, share) : 0;
        }
        assert_true(sum == gradient);
        /* The only sample so far: its gradient is the engine's sum. */
        assert_true(gradient == run.snapshot.now[run.snapshot.net->param_count + quantity_parameter(run.snapshot.net, q)]);
        assert_true(reveal_known(&run.snapshot, cursor, cursor, q) != KNOWN_NOT_YET);
        compared += gradient != 0;
    }
    assert_true(compared > 30);
    run_close(&run);
}

/* In the picture's own words: r₁₁ is used from time 2 on, and δ has two parts. */
static void test_two_parts(void **state)
{
    struct run run;

    (void)state;
    run_open(&run, "memory");
    while (run_step(&run) && run.unit.unit.kind != UNIT_UPDATE)
        continue;
    for (size_t time = 1; time <= 3; time++) {
        struct quantity own = quantity_then(quantity_at(QUANTITY_DA_OUTPUT, 1, 0, 0), time);
        struct quantity next = quantity_as(own, QUANTITY_DA_FUTURE), whole = quantity_as(own, QUANTITY_DA);
        struct quantity later = quantity_then(quantity_at(QUANTITY_DZ, 1, 0, 0), time + 1);
        double r = quantity_value(&run.snapshot, quantity_of_recurrent(QUANTITY_VALUE, 1, 0, 0));

        assert_true(quantity_value(&run.snapshot, own) + quantity_value(&run.snapshot, next) == quantity_value(&run.snapshot, whole));
        if (time < 3)
            assert_true(quantity_value(&run.snapshot, next) == r * quantity_value(&run.snapshot, later));
        else
            assert_true(quantity_value(&run.snapshot, next) == 0);
    }
    assert_true(fabs(quantity_value(&run.snapshot, quantity_of_recurrent(QUANTITY_GRADIENT, 1, 0, 0)) - -0.2214) < 1e-4);
    run_close(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_pages_of_all_at_once),
        cmocka_unit_test(test_moments),
        cmocka_unit_test(test_shares_are_the_gradient),
        cmocka_unit_test(test_two_parts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
