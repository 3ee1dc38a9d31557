#include "fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Runs to the stop, which must be the first step after `iterations`; 0: any. */
static void run_to_stop(struct fixture *f, uint64_t iterations)
{
    fixture_start(f);
    while (f->stepper.state.stop_step == 0 && f->stepper.state.step < 100000) {
        enum stop_reason due = stepper_stop_due(&f->stepper);

        assert_true(stepper_step(&f->stepper));
        assert_int_equal(due, f->stepper.state.stopped);
    }
    assert_int_equal(f->stepper.state.stop_step, f->stepper.state.step);
    assert_false(stepper_step(&f->stepper));
    assert_int_equal(f->stepper.state.stop_step, f->stepper.state.step);
    if (iterations > 0)
        assert_int_equal(f->stepper.state.step,
                         program_iteration_start(&f->stepper.program, iterations + 1) + 1);
}

static void test_stop_counts(void **state)
{
    struct fixture f;

    (void)state;
    fixture_xor(&f, 3, false);
    f.training.stop.iterations = 3;
    run_to_stop(&f, 3);
    assert_int_equal(f.stepper.state.stopped, STOP_ITERATIONS);
    fixture_finish(&f);
    fixture_xor(&f, 3, false);
    f.training.stop.epochs = 3;
    f.training.stop.iterations = 7;
    run_to_stop(&f, 6);
    assert_int_equal(f.stepper.state.stopped, STOP_EPOCHS);
    fixture_finish(&f);
}

/* Mean loss of the epoch's samples, each before its own update; asked at the
 * end of an epoch only. */
static void test_stop_loss(void **state)
{
    struct fixture f;
    double sum = 0, last = 0;
    size_t epochs = 0;

    (void)state;
    fixture_xor(&f, 3, true);
    f.training.optimizer.learning_rate = 2;
    f.training.stop.loss_below = 0.1;
    fixture_start(&f);
    for (;;) {
        struct place place;

        assert_true(stepper_step(&f.stepper));
        stepper_place(&f.stepper, &place);
        if (place.unit.kind == UNIT_STOP)
            break;
        if (place.unit.kind == UNIT_LOSS)
            sum += f.stepper.block[f.net.loss_value];
        if (place.index == place.count && place.epoch_offset == 3) {
            assert_true(epochs == 0 || last >= 0.1); /* else it should have stopped */
            last = sum / 4;
            sum = 0;
            epochs++;
        }
        assert_true(epochs < 5000);
    }
    assert_int_equal(f.stepper.state.stopped, STOP_LOSS_BELOW);
    assert_true(last < 0.1 && epochs > 10);
    fixture_finish(&f);
}

static void test_stop_gradient(void **state)
{
    struct fixture f;
    struct place place;

    (void)state;
    fixture_mazur(&f, true);
    f.training.stop.gradient_norm_below = 0.01;
    run_to_stop(&f, 0);
    assert_int_equal(f.stepper.state.stopped, STOP_GRADIENT_NORM_BELOW);
    assert_true(f.stepper.state.gradient_norm < 0.01 && f.stepper.state.gradient_norm > 0.009);
    stepper_place(&f.stepper, &place);
    assert_int_equal(place.unit.kind, UNIT_STOP);
    assert_true(place.iteration > 10);
    fixture_finish(&f);
}

/* The largest of the epoch's iterations counts, not the last. */
static void test_stop_gradient_of_the_epoch(void **state)
{
    const double limit = 0.02;
    struct fixture f;
    double largest = 0, last = 0;
    size_t deceptive = 0, epochs = 0;

    (void)state;
    fixture_xor(&f, 3, false);
    f.training.optimizer.learning_rate = 1;
    f.training.stop.gradient_norm_below = limit;
    fixture_start(&f);
    for (;;) {
        struct place place;

        fixture_run(&f, 1);
        stepper_place(&f.stepper, &place);
        if (place.unit.kind == UNIT_STOP)
            break;
        assert_true(epochs < 10000);
        largest = place.epoch_offset == 0 ? 0 : largest;
        last = f.stepper.state.gradient_norm;
        largest = fmax(largest, last);
        if (place.epoch_offset == 0)
            continue;
        epochs++;
        deceptive += last < limit && largest >= limit;
        assert_int_equal(stepper_stop_due(&f.stepper),
                         largest < limit ? STOP_GRADIENT_NORM_BELOW : STOP_NONE);
    }
    assert_int_equal(f.stepper.state.stopped, STOP_GRADIENT_NORM_BELOW);
    assert_true(largest < limit && largest > 0 && epochs > 10);
    assert_true(deceptive > 0);
    fixture_finish(&f);
}

/* ‖mean gradient‖ counts what is trained, and only that. */
static void test_gradient_norm(void **state)
{
    (void)state;
    for (int biases = 0; biases < 2; biases++) {
        struct fixture f;
        double squares = 0;

        fixture_mazur(&f, biases);
        f.training.stop.gradient_norm_below = 1e-300; /* or nobody needs it */
        fixture_start(&f);
        fixture_run(&f, 1);
        for (size_t i = 0; i < 12; i++) {
            double g = f.stepper.block[f.net.param_count + i];
            bool is_bias = i == 4 || i == 5 || i == 10 || i == 11;

            assert_true(g != 0);
            if (biases || !is_bias)
                squares += g * g;
        }
        assert_close(f.stepper.state.gradient_norm, sqrt(squares));
        stepper_step(&f.stepper); /* of the next iteration it is not known yet */
        assert_true(f.stepper.state.gradient_norm == 0);
        fixture_finish(&f);
    }
}

/* Two of its samples are held out; the training is that of the first two alone, to the bit. */
static void test_validation_changes_nothing(void **state)
{
    struct fixture f, alone;
    double *scratch;
    size_t epochs = 0;

    (void)state;
    fixture_xor(&f, 2, true);
    fixture_xor(&alone, 2, true);
    f.data.count = alone.data.count = 2; /* the first two are trained on */
    f.data.validation = 2;
    fixture_start(&f);
    fixture_start(&alone);
    scratch = calloc(f.net.block_size, sizeof *scratch);
    assert_non_null(scratch);
    for (size_t i = 0; i < 700; i++) {
        struct place place;
        double loss;

        assert_true(stepper_step(&f.stepper) && stepper_step(&alone.stepper));
        assert_memory_equal(f.stepper.block, alone.stepper.block,
                            f.net.block_size * sizeof *scratch);
        stepper_place(&f.stepper, &place);
        if (place.index < place.count)
            continue;
        memcpy(scratch, f.stepper.block, f.net.param_count * sizeof *scratch);
        loss = net_evaluate(&f.net, scratch, dataset_x(&f.data, 2), dataset_t(&f.data, 2)) +
               net_evaluate(&f.net, scratch, dataset_x(&f.data, 3), dataset_t(&f.data, 3));
        assert_close(f.stepper.state.validation_loss, loss / 2);
        assert_true(alone.stepper.state.validation_loss == 0);
        epochs++;
    }
    assert_true(epochs > 50);
    free(scratch);
    fixture_finish(&f);
    fixture_finish(&alone);
}

/* Of the epochs' losses, or where some are held out theirs, none of the last `patience` is the
 * smallest so far. */
static void test_stop_patience(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        const double delta = i < 2 ? 0.0 : 1e-3;
        const uint64_t patience = 3;
        bool validate = i % 2 == 1;
        struct fixture f;
        double best = (double)INFINITY;
        uint64_t best_epoch = 0;
        struct place place;

        fixture_xor(&f, 2, true);
        f.training.optimizer.learning_rate = 3; /* so large that the loss goes up and down */
        f.training.stop.patience = patience;
        f.training.stop.min_delta = delta;
        f.data.count = validate ? 2 : 4;
        f.data.validation = validate ? 2 : 0;
        fixture_start(&f);
        for (;;) {
            double loss;

            assert_true(stepper_step(&f.stepper));
            stepper_place(&f.stepper, &place);
            if (place.unit.kind == UNIT_STOP)
                break;
            if (place.index < place.count || place.epoch_offset + 2 < f.data.count)
                continue;
            assert_true(place.epoch < 10000);
            loss = validate ? f.stepper.state.validation_loss
                            : f.stepper.state.epoch_loss / (double)f.data.count;
            if (loss < best - delta) {
                best = loss;
                best_epoch = place.epoch;
            }
            assert_true(f.stepper.state.best_loss == best);
            assert_int_equal(f.stepper.state.best_epoch, best_epoch);
            assert_int_equal(stepper_stop_due(&f.stepper),
                             place.epoch - best_epoch == patience ? STOP_PATIENCE : STOP_NONE);
        }
        assert_int_equal(f.stepper.state.stopped, STOP_PATIENCE);
        assert_true(place.epoch == best_epoch + patience);
        fixture_finish(&f);
    }
}

/* However the run is walked, by units or in leaps, its epochs end with the same numbers, and it stops
 * at the same place. */
static void test_leaps(void **state)
{
    (void)state;
    for (size_t batch = 1; batch <= 2; batch++) {
        struct fixture units, leaps;
        struct history history;
        struct error err = {0};
        struct fixture *both[] = {&units, &leaps};

        for (int i = 0; i < 2; i++) {
            fixture_xor(both[i], batch, true);
            both[i]->training.optimizer.learning_rate = 3;
            both[i]->training.stop.patience = 4;
            both[i]->training.stop.divergence = true;
            both[i]->data.count = 3;
            both[i]->data.validation = 1;
            fixture_start(both[i]);
        }
        assert_true(history_init(&history, &leaps.stepper, 1 << 20, &err));
        while (stepper_step(&units.stepper)) {
            if (units.stepper.state.step % 97 != 0 && units.stepper.state.stop_step == 0)
                continue;
            assert_true(history_seek(&history, units.stepper.state.step));
            assert_memory_equal(&units.stepper.state, &leaps.stepper.state,
                                sizeof units.stepper.state);
            assert_true(units.stepper.state.step < 100000);
        }
        assert_int_equal(leaps.stepper.state.stopped, STOP_PATIENCE);
        assert_true(leaps.stepper.state.validation_loss > 0 && leaps.stepper.state.best_epoch > 0);
        history_finish(&history);
        fixture_finish(&units);
        fixture_finish(&leaps);
    }
}

/* Each criterion by itself, and all together: the first that holds ends the run. */
static void test_ask(void **state)
{
    const struct stop all = {.iterations = 9, .epochs = 3, .loss_below = 0.5,
                             .gradient_norm_below = 0.25, .patience = 2};
    size_t answers[STOP_HOLDS + 1] = {0};

    (void)state;
    for (size_t i = 0; i < 2 * 12 * 3 * 3; i++) {
        size_t iteration = i / 9 % 12 + 1, samples = 4;
        struct place here = {.iteration = iteration, .epoch = (iteration + 1) / 2, .batch_count = 2,
                             .epoch_offset = iteration % 2 == 0 ? 2 : 0};
        double loss = 0.25 * (double)(i % 3 + 1), norm = i % 9 < 3 ? (double)NAN : 0.1 * (double)(i % 9);
        uint64_t best_epoch = i < 108 || here.epoch < 3 ? here.epoch - here.epoch / 2 : 0;
        enum stop_reason first = STOP_NONE;

        for (enum stop_reason r = STOP_ITERATIONS; r <= STOP_PATIENCE; r++) {
            enum stop_answer answer = stop_ask(&all, r, &here, samples, loss, norm, best_epoch);

            if (answer == STOP_HOLDS && first == STOP_NONE)
                first = r;
            assert_int_equal(answer == STOP_ASKED_LATER, r != STOP_ITERATIONS && iteration % 2 == 1);
            assert_int_equal(stop_ask(&(struct stop){.divergence = true}, r, &here, samples, loss, norm,
                                      best_epoch), STOP_NOT_SET);
            answers[answer]++;
        }
        assert_int_equal(first, stop_find(&all, &here, samples, loss, norm, best_epoch));
    }
    assert_true(answers[STOP_HOLDS] > 50 && answers[STOP_GO_ON] > 50 && answers[STOP_ASKED_LATER] > 50);
}

static void test_is_set(void **state)
{
    (void)state;
    assert_false(stop_is_set(&(struct stop){.divergence = true}));
    assert_true(stop_is_set(&(struct stop){.iterations = 1}));
    assert_true(stop_is_set(&(struct stop){.epochs = 1}));
    assert_true(stop_is_set(&(struct stop){.loss_below = 0.1}));
    assert_true(stop_is_set(&(struct stop){.gradient_norm_below = 0.1}));
    assert_true(stop_is_set(&(struct stop){.patience = 1}));
}

static void test_reason_names(void **state)
{
    (void)state;
    assert_string_equal(stop_row(STOP_ITERATIONS)->key, "iterations");
    assert_string_equal(stop_row(STOP_EPOCHS)->key, "epochs");
    assert_string_equal(stop_row(STOP_LOSS_BELOW)->key, "loss_below");
    assert_string_equal(stop_row(STOP_GRADIENT_NORM_BELOW)->key, "gradient_norm_below");
    assert_string_equal(stop_row(STOP_PATIENCE)->key, "patience");
    assert_string_equal(stop_row(STOP_DIVERGENCE)->key, "divergence");
}

/* As many as can be run without looking: not one more, and not over a stop or an epoch's end. */
static void test_unasked(void **state)
{
    enum { SAMPLES = 4 };
    size_t more = 0;

    (void)state;
    for (uint64_t last = 0; last <= 9; last++)
        for (uint64_t iteration = 1; iteration <= (last > 0 ? last : 9); iteration++) {
            struct stop stop = {.iterations = last};
            const struct place here = {.iteration = iteration,
                                       .batch_count = 1,
                                       .epoch = (iteration - 1) / SAMPLES + 1,
                                       .epoch_offset = (iteration - 1) % SAMPLES};
            uint64_t count = stop_unasked(&stop, &here, SAMPLES);
            bool ends = (iteration + count) % SAMPLES == 0;

            for (struct place p = here; p.iteration < iteration + count; p.iteration++) {
                assert_true(p.epoch_offset + 1 < SAMPLES);
                assert_int_equal(stop_find(&stop, &p, SAMPLES, 0, 0, 0), STOP_NONE);
                p.epoch_offset++;
            }
            assert_true(ends || iteration + count == last);
            more += count;
            stop.divergence = true;
            assert_int_equal(stop_unasked(&stop, &here, SAMPLES), 0);
        }
    assert_true(more > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unasked),
        cmocka_unit_test(test_stop_counts),
        cmocka_unit_test(test_stop_loss),
        cmocka_unit_test(test_stop_gradient),
        cmocka_unit_test(test_stop_gradient_of_the_epoch),
        cmocka_unit_test(test_gradient_norm),
        cmocka_unit_test(test_validation_changes_nothing),
        cmocka_unit_test(test_stop_patience),
        cmocka_unit_test(test_leaps),
        cmocka_unit_test(test_ask),
        cmocka_unit_test(test_is_set),
        cmocka_unit_test(test_reason_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
