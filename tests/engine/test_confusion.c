#include "fixture.h"

#include "engine/measure/confusion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Nine samples of three classes, counted by hand. */
static void test_confusion(void **state)
{
    static const size_t is[] = {0, 0, 0, 1, 1, 2, 2, 2, 2};
    static const size_t said[] = {0, 0, 1, 1, 1, 2, 0, 2, CLASSIFY_NONE};
    static const size_t expected[3][4] = {{2, 1, 0, 0}, {0, 2, 0, 0}, {1, 0, 2, 1}};
    struct confusion confusion;
    struct error err = {0};

    (void)state;
    assert_true(confusion_init(&confusion, 3, &err));
    assert_true(isnan(confusion_accuracy(&confusion)));
    for (size_t i = 0; i < 9; i++)
        confusion_add(&confusion, is[i], said[i]);
    assert_int_equal(confusion.samples, 9);
    assert_int_equal(confusion.right, 6);
    assert_close(confusion_accuracy(&confusion), 6.0 / 9.0);
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 4; k++)
            assert_int_equal(confusion_at(&confusion, i, k < 3 ? k : CLASSIFY_NONE),
                             expected[i][k]);
    confusion_clear(&confusion);
    assert_int_equal(confusion.samples, 0);
    assert_int_equal(confusion_at(&confusion, 2, 2), 0);
    confusion_finish(&confusion);
    confusion_finish(&confusion);
}

/* a = x: the class is the larger input; the loss is half the squared distance. */
static void test_samples(void **state)
{
    static const struct net_layer_spec layer = {2, ACTIVATION_IDENTITY, 0, false, false, false};
    static const double x[] = {1, 0, 0.75, 0.5, 0, 1, 0.5, 0.25}, params[] = {1, 0, 0, 1};
    static const double t[] = {1, 0, 0, 1, 0, 1, 1, 0};
    struct confusion confusion;
    struct fixture f;
    struct error err = {0};
    double *scratch, before[64];

    (void)state;
    fixture_init(&f, 2, &layer, 1, LOSS_HALF_SQUARED_ERROR, 4);
    fixture_fill(&f, x, t, params);
    f.data.count = 3;
    f.data.validation = 1;
    f.training.batch = 3;
    fixture_start(&f);
    assert_true(f.net.block_size <= 64);
    memcpy(before, f.stepper.block, f.net.block_size * sizeof *before);
    scratch = calloc(f.net.block_size, sizeof *scratch);
    assert_non_null(scratch);
    assert_true(confusion_init(&confusion, 2, &err));
    assert_close(confusion_count(&confusion, MISTAKE_NONE, &f.net, &f.data,
                                 evaluate_training(&f.data), f.stepper.block, scratch),
                 (0.75 * 0.75 + 0.5 * 0.5) / 2 / 3);
    assert_int_equal(confusion.samples, 3);
    assert_int_equal(confusion.right, 2);
    assert_int_equal(confusion_at(&confusion, 1, 0), 1);
    assert_close(confusion_count(&confusion, MISTAKE_NONE, &f.net, &f.data,
                                 evaluate_validation(&f.data), f.stepper.block, scratch),
                 (0.5 * 0.5 + 0.25 * 0.25) / 2);
    assert_int_equal(confusion.samples, 1);
    assert_int_equal(confusion_at(&confusion, 0, 0), 1);
    assert_close(evaluate_loss(MISTAKE_NONE, &f.net, &f.data, evaluate_validation(&f.data),
                               f.stepper.block, scratch),
                 (0.5 * 0.5 + 0.25 * 0.25) / 2);
    f.data.validation = 0;
    assert_true(isnan(evaluate_loss(MISTAKE_NONE, &f.net, &f.data, evaluate_validation(&f.data),
                                    f.stepper.block, scratch)));
    assert_memory_equal(before, f.stepper.block, f.net.block_size * sizeof *before);
    confusion_finish(&confusion);
    free(scratch);
    fixture_finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_confusion),
        cmocka_unit_test(test_samples),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
