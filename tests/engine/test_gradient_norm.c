/*
 * The norm of a layer's gradient against the sums that it is the norm of, and the watch: who looks at
 * each iteration's end learns the same of a run in units and of one in leaps.
 */
#include "engine/measure/gradient_norm.h"

#include "fixture.h"

#include <math.h>

enum { ITERATIONS = 40, LAYERS_MAX = 3 };

/* By the definition; the gradients' sums are in the block. */
static double norm_of_sums(const struct stepper *stepper, size_t l)
{
    const struct net_layer *layer = &stepper->net->layers[l];
    double total = 0.0;

    for (size_t i = 0; i < layer->in * layer->out; i++)
        total += pow(stepper->block[layer->gw + i], 2.0);
    for (size_t i = 0; layer->train_biases && i < layer->out; i++)
        total += pow(stepper->block[layer->gb + i], 2.0);
    return sqrt(total) / (double)stepper->here.batch_count;
}

static void check_norms(struct fixture *f, size_t batch)
{
    f->training.batch = batch;
    fixture_start(f);
    for (int i = 0; i < ITERATIONS; i++) {
        fixture_run(f, 1);
        for (size_t l = 1; l <= f->net.layer_count; l++) {
            double norm = gradient_norm_of_layer(&f->stepper, l);

            assert_true(norm > 0.0);
            assert_true(fixture_close(norm / norm_of_sums(&f->stepper, l), 1.0, 1e-12));
        }
    }
    fixture_finish(f);
}

static void test_norms(void **state)
{
    struct fixture f;

    (void)state;
    for (int kind = 0; kind < FIXTURE_SMOOTH_KINDS; kind++)
        for (size_t batch = 1; batch <= 5; batch++) {
            fixture_smooth(&f, kind);
            check_norms(&f, batch);
        }
    for (int train_biases = 0; train_biases < 2; train_biases++) {
        fixture_mazur(&f, train_biases);
        check_norms(&f, 1);
    }
}

/* ---- the watch ---- */

struct seen {
    size_t count;
    double losses[ITERATIONS];
    double norms[ITERATIONS][LAYERS_MAX];
};

static void look(void *context, const struct stepper *stepper)
{
    struct seen *seen = context;

    assert_true(seen->count < ITERATIONS);
    assert_int_equal(stepper->here.iteration, seen->count + 1);
    assert_int_equal(stepper->here.index, stepper->here.count);
    assert_int_equal(stepper->here.step, stepper->state.step);
    seen->losses[seen->count] = stepper->state.batch_loss;
    for (size_t l = 1; l <= stepper->net->layer_count; l++)
        seen->norms[seen->count][l - 1] = gradient_norm_of_layer(stepper, l);
    seen->count++;
}

/* All iterations, in units or in one leap. */
static struct seen watch(size_t batch, bool leap)
{
    struct seen seen = {0};
    struct fixture f;
    uint64_t end;

    fixture_xor(&f, batch, true);
    fixture_start(&f);
    f.stepper.watch = (struct stepper_watch){look, &seen};
    end = program_iteration_start(&f.stepper.program, ITERATIONS + 1);
    if (leap)
        assert_true(stepper_run(&f.stepper, end));
    while (f.stepper.state.step < end)
        assert_true(stepper_step(&f.stepper));
    fixture_finish(&f);
    return seen;
}

static void test_watch(void **state)
{
    (void)state;
    for (size_t batch = 1; batch <= 4; batch++) {
        struct seen in_units = watch(batch, false), in_one = watch(batch, true);

        assert_int_equal(in_units.count, ITERATIONS);
        assert_true(in_units.losses[0] != in_units.losses[ITERATIONS - 1]);
        assert_memory_equal(&in_units, &in_one, sizeof in_units);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_norms),
        cmocka_unit_test(test_watch),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
