/* Extremes and mean of any stretch, found by summaries, against looking at every number. */
#include "view/series.h"

#include "base/rng.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { COUNT = 100000, STRIDE = 3, QUERIES = 700 };

static double doubles[COUNT];
static float floats[COUNT * STRIDE];

static const struct series of_doubles = {.doubles = doubles, .stride = 1, .count = COUNT};
static const struct series of_floats = {.floats = floats, .stride = STRIDE, .offset = 2, .count = COUNT};

/* Of few different values, so that there are equal ones, zeros, and what does not count. */
static double any_value(struct rng *rng)
{
    static const double special[] = {(double)NAN, (double)INFINITY, -(double)INFINITY, 0.0, -0.0};
    size_t which = rng_below(rng, 200);

    return which < 5 ? special[which] : floor(rng_uniform(rng) * 600.0) / 8.0 - 20.0;
}

static void fill(uint64_t seed)
{
    struct rng rng;

    rng_seed(&rng, seed);
    for (size_t i = 0; i < COUNT; i++)
        doubles[i] = any_value(&rng);
    for (size_t i = 0; i < COUNT * STRIDE; i++)
        floats[i] = (float)any_value(&rng);
    /* A stretch without any number, longer than a level's. */
    for (size_t i = 3000; i < 6000; i++)
        doubles[i] = (double)(floats[i * STRIDE + 2] = NAN);
}

static void find_plainly(const struct series *series, size_t first, size_t end, struct series_extremes *out)
{
    *out = (struct series_extremes){SERIES_NONE, SERIES_NONE, SERIES_NONE};
    for (size_t i = first; i < end; i++) {
        double value = series_value(series, i);

        if (!isfinite(value))
            continue;
        if (out->least == SERIES_NONE || value < series_value(series, out->least))
            out->least = i;
        if (out->largest == SERIES_NONE || value > series_value(series, out->largest))
            out->largest = i;
        if (value > 0.0
            && (out->least_positive == SERIES_NONE || value < series_value(series, out->least_positive)))
            out->least_positive = i;
    }
}

static double mean_plainly(const struct series *series, size_t first, size_t end)
{
    double sum = 0.0, count = 0.0;

    for (size_t i = first; i < end; i++)
        if (isfinite(series_value(series, i))) {
            sum += series_value(series, i);
            count += 1.0;
        }
    return sum / count;
}

static void check(const struct series *series, size_t first, size_t end)
{
    double mean = series_mean(series, first, end), plain = mean_plainly(series, first, end);

    struct series_extremes found = series_find(series, first, end), wanted;

    find_plainly(series, first, end, &wanted);
    assert_int_equal(found.least, wanted.least);
    assert_int_equal(found.largest, wanted.largest);
    assert_int_equal(found.least_positive, wanted.least_positive);
    assert_true(isnan(plain) ? isnan(mean) : fabs(mean - plain) < 1e-9);
}

/* As it grows in pieces of any length, and is cut back now and then. */
static void any_stretch_of_a_growing_series(void **state)
{
    const struct series *all[] = {&of_doubles, &of_floats};

    (void)state;
    for (size_t n = 0; n < 2; n++) {
        struct series series = *all[n];
        struct summary summary = {0};
        struct rng rng;
        int long_ones = 0, high_ones = 0;

        fill(7 + n);
        rng_seed(&rng, 3);
        series.count = 0;
        series.summary = &summary;
        for (int i = 0; i < QUERIES; i++) {
            size_t first, end;

            series.count += rng_below(&rng, COUNT - series.count + 1) / 40;
            if (i % 100 == 99) {
                series.count -= rng_below(&rng, series.count + 1) / 2;
                summary_cut(&summary, series.count);
                for (size_t k = series.count; k < COUNT; k++)
                    doubles[k] += 1.0; /* the run goes on differently */
            }
            if (i % 3 == 0)
                summary_extend(&summary, &series);
            end = rng_below(&rng, series.count + 1);
            first = rng_below(&rng, end + 1);
            check(&series, first, end);
            check(&series, 0, series.count);
            long_ones += end - first > 8192;
            high_ones += summary.levels[1].count > 10;
        }
        assert_true(long_ones > QUERIES / 4 && high_ones > QUERIES / 20);
        summary_finish(&summary);
    }
}

/* What a summary covers is not looked at again: it may even change without being noticed. */
static void each_number_is_read_once(void **state)
{
    struct series series = of_doubles;
    struct summary summary = {0};
    size_t largest, last;

    (void)state;
    fill(1);
    series.count = COUNT - 5; /* not a whole number of stretches */
    last = series.count - 1;
    series.summary = &summary;
    summary_extend(&summary, &series);
    largest = series_find(&series, 0, series.count).largest;
    doubles[100] = 1e9;
    assert_int_equal(series_find(&series, 0, series.count).largest, largest);
    doubles[last] = 1e8;
    assert_int_equal(series_find(&series, 0, series.count).largest, last);
    summary_finish(&summary);
}

static void nothing_to_find(void **state)
{
    struct series series = of_doubles;

    (void)state;
    fill(1);
    check(&series, 5, 5);
    assert_int_equal(series_find(&series, 5, 5).least, SERIES_NONE);
    assert_int_equal(series_find(&series, 3100, 5900).largest, SERIES_NONE);
    series.count = 0;
    check(&series, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_stretch_of_a_growing_series),
        cmocka_unit_test(each_number_is_read_once),
        cmocka_unit_test(nothing_to_find),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
