#include "fixture.h"

#include "engine/classify.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void test_class_of_outputs(void **state)
{
    static const double three[] = {0.2, 0.5, 0.3}, tie[] = {0.4, 0.2, 0.4}, minus[] = {-3, -1, -2};
    static const double nan[] = {0.2, (double)NAN, 0.3}, inf[] = {1, 2, (double)INFINITY};

    (void)state;
    assert_int_equal(classify_class(three, 3), 1);
    assert_int_equal(classify_class(tie, 3), 0);
    assert_int_equal(classify_class(minus, 3), 1);
    assert_int_equal(classify_class(nan, 3), CLASSIFY_NONE);
    assert_int_equal(classify_class(nan + 1, 2), CLASSIFY_NONE);
    assert_int_equal(classify_class(inf, 3), 2);
    assert_int_equal(classify_class(&(double){0.5}, 1), 1);
    assert_int_equal(classify_class(&(double){0.4999}, 1), 0);
    assert_int_equal(classify_class(&(double){(double)NAN}, 1), CLASSIFY_NONE);
    assert_int_equal(classify_count(1), 2);
    assert_int_equal(classify_count(2), 2);
    assert_int_equal(classify_count(10), 10);
}

static bool has_classes(size_t count, size_t validation, size_t targets, const double *t)
{
    struct dataset data = {.count = count, .validation = validation, .inputs = 0,
                           .targets = targets, .t = (double *)(uintptr_t)t};

    return classify_has_classes(&data);
}

static void test_what_has_classes(void **state)
{
    static const double one[] = {0, 1, 1, 0.5}, same[] = {1, 1, 1};
    static const double hot[] = {0, 1, 1, 0, 0, 1, 0.5, 0.5, 0, 0, 1, 1};

    (void)state;
    assert_true(has_classes(3, 0, 1, one));
    assert_true(has_classes(2, 1, 1, one));
    assert_false(has_classes(4, 0, 1, one));
    assert_false(has_classes(3, 1, 1, one)); /* the one held out is none */
    assert_false(has_classes(3, 0, 1, same)); /* nothing to tell apart */
    assert_false(has_classes(1, 0, 1, one));
    assert_true(has_classes(3, 0, 2, hot));
    assert_false(has_classes(4, 0, 2, hot));
    assert_false(has_classes(2, 0, 2, hot + 6 + 2)); /* none, both */
}

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
    static const struct net_layer_spec layer = {2, ACTIVATION_IDENTITY, 0, false, false};
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
    assert_close(classify_samples(&confusion, MISTAKE_NONE, &f.net, &f.data,
                                  evaluate_training(&f.data), f.stepper.block, scratch),
                 (0.75 * 0.75 + 0.5 * 0.5) / 2 / 3);
    assert_int_equal(confusion.samples, 3);
    assert_int_equal(confusion.right, 2);
    assert_int_equal(confusion_at(&confusion, 1, 0), 1);
    assert_close(classify_samples(&confusion, MISTAKE_NONE, &f.net, &f.data,
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
        cmocka_unit_test(test_class_of_outputs),
        cmocka_unit_test(test_what_has_classes),
        cmocka_unit_test(test_confusion),
        cmocka_unit_test(test_samples),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
