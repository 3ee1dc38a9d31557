/* Extremes and mean of any stretch, found by summaries, against looking at every number. */
#include "view/plot/series.h"

#include "base/rng.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

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
    double least = (double)INFINITY, largest = -(double)INFINITY, positive = (double)INFINITY;

    *out = (struct series_extremes){SERIES_NONE, SERIES_NONE, SERIES_NONE};
    for (size_t i = first; i < end; i++) {
        double value = series_value(series, i);

        if (!isfinite(value))
            continue;
        if (value < least) {
            least = value;
            out->least = i;
        }
        if (value > largest) {
            largest = value;
            out->largest = i;
        }
        if (value > 0.0 && value < positive) {
            positive = value;
            out->least_positive = i;
        }
    }
}

static double mean_plainly(const struct series *series, size_t first, size_t end)
{
    double sum = 0.0, count = 0.0;

    for (size_t i = first; i < end; i++) {
        double value = series_value(series, i);

        if (isfinite(value)) {
            sum += value;
            count += 1.0;
        }
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

/* ---- more numbers than are kept ---- */

enum { LONG = 1200000, KEPT = 100000 };

static double value_of(size_t i)
{
    return i % 1001 == 7 ? (double)NAN
        : sin((double)i * 1e-3) * (double)(i % 313) + (double)(i % 7919) * 1e-4;
}

/* The numbers kept, of which the older half goes when they are too many. */
static double window[KEPT];

static size_t each_of(const struct summary *summary)
{
    return summary->each > 0 ? summary->each : SUMMARY_EACH;
}

static void grow_to(struct series *series, struct summary *summary, size_t count)
{
    while (series->count < count) {
        if (series->count - series->first == KEPT) {
            summary_extend(summary, series);
            memmove(window, window + KEPT / 2, KEPT / 2 * sizeof *window);
            series->first += KEPT / 2;
        }
        window[series->count - series->first] = value_of(series->count);
        series->count++;
    }
    summary_extend(summary, series);
}

/* Of whole stretches everything is exact; of others no number is made up, and none of the inner
 * ones is lost. */
static void check_long(const struct series *series, size_t first, size_t end)
{
    size_t each = each_of(series->summary), inner_first = (first + each - 1) / each * each,
        inner_end = end / each * each;
    bool whole = first == inner_first && (end == inner_end || end == series->count);
    double least = (double)INFINITY, inner_least = (double)INFINITY, sum = 0.0, count = 0.0;
    struct series_extremes found = series_find(series, first, end);

    for (size_t i = first; i < end; i++) {
        double value = value_of(i);

        if (isnan(value))
            continue;
        least = fmin(least, value);
        if (i >= inner_first && i < inner_end)
            inner_least = fmin(inner_least, value);
        sum += value;
        count += 1.0;
    }
    if (found.least != SERIES_NONE) {
        assert_true(found.least >= first && found.least < end);
        assert_true(series_value(series, found.least) == value_of(found.least));
        assert_true(value_of(found.least) >= least && value_of(found.least) <= inner_least);
    }
    if (whole && count > 0.0) {
        assert_true(value_of(found.least) == least);
        assert_true(fabs(series_mean(series, first, end) - sum / count) < 1e-9);
    }
}

static void a_long_series_in_bounded_memory(void **state)
{
    struct summary summary = {0};
    struct series series = {.doubles = window, .stride = 1, .summary = &summary};
    size_t known = 0;
    struct rng rng;

    (void)state;
    rng_seed(&rng, 5);
    for (size_t count = 50000; count <= LONG; count += LONG / 6) {
        grow_to(&series, &summary, count);
        for (int i = 0; i < 10; i++) {
            size_t end = rng_below(&rng, count + 1), first = rng_below(&rng, end + 1);

            check_long(&series, first, end);
            check_long(&series, first / each_of(&summary) * each_of(&summary),
                       end / each_of(&summary) * each_of(&summary));
        }
        check_long(&series, 0, count);
        for (size_t i = 0; i < count; i += 997) {
            double value = series_value(&series, i);
            size_t near = series_nearest(&series, i);

            assert_true(isnan(value) || value == value_of(i));
            assert_true(value_of(near) == series_value(&series, near));
            assert_true((near > i ? near - i : i - near) < each_of(&summary));
            known += !isnan(value) && i < series.first;
        }
    }
    assert_true(summary.each > SUMMARY_EACH && known > 0);
    for (size_t k = 0; k < SUMMARY_LEVELS; k++)
        assert_true(summary.levels[k].capacity <= SUMMARY_MAX);
    /* Cut back to where nothing is kept, it goes on; what is not known any more is not made up. */
    series.count = series.first = 1000003;
    summary_cut(&summary, series.count);
    grow_to(&series, &summary, 1200000);
    check_long(&series, 0, 1000000 / summary.each * summary.each);
    check_long(&series, (1000003 / summary.each + 1) * summary.each, 1200000);
    assert_true(isnan(series_value(&series, 1000002)));
    summary_finish(&summary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_stretch_of_a_growing_series),
        cmocka_unit_test(each_number_is_read_once),
        cmocka_unit_test(nothing_to_find),
        cmocka_unit_test(a_long_series_in_bounded_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
