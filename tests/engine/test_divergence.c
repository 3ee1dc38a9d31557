#include "fixture.h"

#include "engine/measure/divergence.h"

#include <math.h>
#include <string.h>

/* One neuron, y = w x, whose error grows by a factor of 1e36 each iteration. */
static void begin(struct fixture *f, double learning_rate)
{
    static const struct net_layer_spec layer = {1, ACTIVATION_IDENTITY, 0, true, false, false};
    static const double x[] = {1000}, t[] = {0}, params[] = {1, 0};

    fixture_init(f, 1, &layer, 1, LOSS_HALF_SQUARED_ERROR, 1);
    fixture_fill(f, x, t, params);
    f->training.optimizer.learning_rate = learning_rate;
    f->training.stop.divergence = true;
    fixture_start(f);
}

static void run_out(struct history *history)
{
    struct stepper *stepper = history->stepper;

    while (history_step(history))
        assert_true(stepper->state.step < 100000);
    assert_int_equal(stepper->state.stopped, STOP_DIVERGENCE);
}

/* |w| is 1e36 per iteration more: after 5 of them the loss, which squares it, is infinite. */
static void test_loss(void **state)
{
    struct fixture f;
    struct history history;
    struct divergence found;
    struct error err = {0};
    char text[DIVERGENCE_TEXT_SIZE];
    double block[64];

    (void)state;
    begin(&f, 1e30);
    assert_true(history_init(&history, &f.stepper, 1 << 20, &err));
    run_out(&history);
    assert_int_equal(f.stepper.state.stop_step, 6 * 4 + 1);
    memcpy(block, f.stepper.block, f.net.block_size * sizeof *block);
    assert_true(divergence_find(&history, &found));
    assert_int_equal(found.kind, DIVERGENCE_LOSS);
    assert_int_equal(found.place.iteration, 6);
    assert_int_equal(found.place.step, 5 * 4 + 2);
    assert_true(isinf(found.value));
    divergence_describe(&found, &f.net, text);
    assert_string_equal(text, "the loss became infinite in iteration 6");
    /* There and back: as if nothing had happened. */
    assert_int_equal(f.stepper.state.step, 6 * 4 + 1);
    assert_int_equal(f.stepper.state.stopped, STOP_DIVERGENCE);
    assert_memory_equal(block, f.stepper.block, f.net.block_size * sizeof *block);
    history_finish(&history);
    fixture_finish(&f);
}

/* So large a step that the first update overflows. */
static void test_weight(void **state)
{
    struct fixture f;
    struct history history;
    struct divergence found;
    struct error err = {0};
    char text[DIVERGENCE_TEXT_SIZE];

    (void)state;
    begin(&f, 1e305);
    assert_true(history_init(&history, &f.stepper, 1 << 20, &err));
    run_out(&history);
    assert_int_equal(f.stepper.state.stop_step, 4 + 1);
    assert_true(divergence_find(&history, &found));
    assert_int_equal(found.kind, DIVERGENCE_W);
    assert_int_equal(found.layer, 1);
    assert_int_equal(found.place.step, 4);
    divergence_describe(&found, &f.net, text);
    assert_string_equal(text, "the weight of layer 1, into unit 1 from input 1 became infinite in "
                              "iteration 1, in the weight update");
    history_finish(&history);
    fixture_finish(&f);
}

/* More parameters than are looked at after every iteration: weights that leave the loss finite
 * (a sigmoid's) are found late, and named all the same. */
static void test_large(void **state)
{
    static const struct net_layer_spec layers[] = {
        {40, ACTIVATION_SIGMOID, 0, true, true, false}, {1, ACTIVATION_IDENTITY, 0, true, true, false}};
    struct fixture f;
    struct history history;
    struct divergence found;
    struct error err = {0};

    (void)state;
    fixture_init(&f, 2, layers, 2, LOSS_HALF_SQUARED_ERROR, 50);
    fixture_randomize(&f, 3);
    f.training.batch = 1;
    f.training.stop.divergence = true;
    f.training.optimizer.learning_rate = 0.01;
    for (size_t j = 0; j < 40; j++)
        f.params[f.net.layers[1].w + 2 * j + 1] = 0;
    for (size_t i = 0; i < 50; i++)
        f.data.x[2 * i + 1] = i < 3 ? 0 : 0.5;
    f.data.x[2 * 3 + 1] = 1.7e308; /* times a weight of 0; its gradient overflows */
    f.data.t[3] = 1e6;
    assert_int_equal(stop_look_interval(&f.net), 6);
    fixture_start(&f);
    assert_true(history_init(&history, &f.stepper, 1 << 20, &err));
    run_out(&history);
    assert_int_equal(f.stepper.state.stop_step, 6 * 7 + 1);
    assert_true(isfinite(f.stepper.state.batch_loss));
    assert_true(divergence_find(&history, &found));
    assert_int_equal(found.kind, DIVERGENCE_DW);
    assert_int_equal(found.place.iteration, 4);
    assert_int_equal(found.from, 1);
    assert_int_equal(f.stepper.state.stopped, STOP_DIVERGENCE);
    history_finish(&history);
    fixture_finish(&f);
}

/* Switched off, infinity and NaN are data. */
static void test_goes_on(void **state)
{
    struct fixture f;
    struct divergence found;

    (void)state;
    begin(&f, 1e30);
    f.stepper.training.stop.divergence = false;
    fixture_run(&f, 30);
    assert_int_equal(f.stepper.state.stopped, STOP_NONE);
    assert_true(isnan(f.stepper.block[0]));
    assert_true(divergence_in_unit(&f.stepper, &found));
    assert_true(found.kind == DIVERGENCE_W && isnan(found.value));
    fixture_finish(&f);
}

/* Each unit's own numbers, in the order in which they are computed. */
static void test_units(void **state)
{
    struct fixture f;
    struct divergence found;
    const struct net_layer *hidden;
    char text[DIVERGENCE_TEXT_SIZE];

    (void)state;
    fixture_xor(&f, 2, false);
    fixture_start(&f);
    assert_false(divergence_in_unit(&f.stepper, &found));
    hidden = &f.net.layers[1];
    stepper_step(&f.stepper);
    assert_false(divergence_in_unit(&f.stepper, &found));
    f.stepper.block[hidden->a + 1] = (double)NAN;
    assert_true(divergence_in_unit(&f.stepper, &found));
    assert_int_equal(found.kind, DIVERGENCE_A);
    f.stepper.block[hidden->z + 2] = (double)INFINITY;
    assert_true(divergence_in_unit(&f.stepper, &found));
    assert_true(found.kind == DIVERGENCE_Z && found.to == 2 && found.layer == 1);
    divergence_describe(&found, &f.net, text);
    assert_string_equal(text, "the weighted sum z of unit 3 (layer 1) became infinite in iteration "
                              "1, in the forward pass of sample 1");
    f.stepper.block[hidden->z + 2] = f.stepper.block[hidden->a + 1] = 0;
    stepper_step(&f.stepper);
    stepper_step(&f.stepper); /* the loss */
    f.stepper.state.batch_loss = (double)INFINITY;
    assert_true(divergence_in_unit(&f.stepper, &found) && found.kind == DIVERGENCE_LOSS && found.of_batch);
    divergence_describe(&found, &f.net, text);
    assert_string_equal(text, "the sum of the batch's losses became infinite in iteration 1, at sample 1");
    f.stepper.block[f.net.loss_value] = (double)INFINITY;
    assert_true(divergence_in_unit(&f.stepper, &found) && !found.of_batch);
    for (int i = 0; i < 2; i++)
        stepper_step(&f.stepper); /* to the hidden layer's backward unit */
    assert_false(divergence_in_unit(&f.stepper, &found));
    f.stepper.block[hidden->gb] = (double)NAN;
    assert_true(divergence_in_unit(&f.stepper, &found) && found.kind == DIVERGENCE_DB && found.of_batch);
    f.stepper.block[hidden->gw + 3] = -(double)INFINITY;
    assert_true(divergence_in_unit(&f.stepper, &found));
    assert_true(found.kind == DIVERGENCE_DW && found.to == 1 && found.from == 1 && found.of_batch);
    divergence_describe(&found, &f.net, text);
    assert_string_equal(text, "the batch's sum of the gradient of the weight of layer 1, into unit 2 from "
                              "input 2 became infinite in iteration 1, in the backward pass of sample 1");
    f.stepper.block[hidden->dz + 1] = (double)NAN;
    assert_true(divergence_in_unit(&f.stepper, &found) && found.kind == DIVERGENCE_DZ);
    f.stepper.block[hidden->da + 1] = (double)NAN;
    assert_true(divergence_in_unit(&f.stepper, &found) && found.kind == DIVERGENCE_DA);
    divergence_describe(&found, &f.net, text);
    assert_string_equal(text, "the gradient of the activation a of unit 2 (layer 1) became NaN in "
                              "iteration 1, in the backward pass of sample 1");
    fixture_finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loss),
        cmocka_unit_test(test_weight),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_goes_on),
        cmocka_unit_test(test_units),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
