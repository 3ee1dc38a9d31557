/* Noisy series by the means of their epochs. */
#include "view/plot/plot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

static struct arena arena;
static const struct view view = {.arena = &arena};

/* The mean of each whole epoch; what is not finite does not count. */
static void test_means(void **state)
{
    double values[] = {1, 3, 2, 6, (double)INFINITY, 4, (double)NAN, (double)NAN, 9};
    struct series series = {.doubles = values, .stride = 1, .count = 9};
    struct plot_means means = plot_means(&view, &series, 2);

    (void)state;
    assert_int_equal(means.window, 2);
    assert_int_equal(means.count, 4); /* the fifth has only begun */
    assert_true(means.values[0] == 2 && means.values[1] == 4 && means.values[2] == 4);
    assert_true(isnan(means.values[3]));
}

/* Where an epoch is one iteration, or there is hardly one: the iterations are all there is. */
static void test_none(void **state)
{
    double values[10] = {0};
    struct series series = {.doubles = values, .stride = 1, .count = 10};

    (void)state;
    assert_int_equal(plot_means(&view, &series, 0).count, 0);
    assert_int_equal(plot_means(&view, &series, 1).count, 0);
    assert_int_equal(plot_means(&view, &series, 6).count, 0);
    assert_int_equal(plot_means(&view, &series, 5).count, 2);
    series.count = 0;
    assert_int_equal(plot_means(&view, &series, 5).count, 0);
}

/* However long the run, a line has room for them, each of whole epochs. */
static void test_long(void **state)
{
    enum { COUNT = 300000 };
    float *values = calloc(COUNT, sizeof *values);
    struct series series = {.floats = values, .stride = 1, .count = COUNT};
    struct plot_means means;

    (void)state;
    assert_non_null(values);
    for (size_t i = 0; i < COUNT; i++)
        values[i] = i % 3 == 0 ? 3.0f : 0.0f;
    means = plot_means(&view, &series, 3);
    assert_int_equal(means.window % 3, 0);
    assert_true(means.count > PLOT_BUCKETS_MAX / 2 && means.count <= PLOT_BUCKETS_MAX);
    for (size_t k = 0; k < means.count; k++)
        assert_true(means.values[k] == 1);
    free(values);
}

static int finish(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_means),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_long),
    };

    return cmocka_run_group_tests(tests, NULL, finish);
}
