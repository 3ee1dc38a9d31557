/*
 * The summary of a series where sizes have 32 bits: no length of a stretch overflows, and growing
 * ends. The source is compiled in with that width.
 */
#include "base/memory.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#define size_t uint32_t
#undef SIZE_MAX
#define SIZE_MAX UINT32_MAX

#include "../../src/view/plot/series.c"

enum { COUNT = 300000 };

static double numbers[COUNT];

static void growing_ends(void **state)
{
    struct summary summary = {0};
    struct series series = {.doubles = numbers, .stride = 1, .count = 0, .summary = &summary};
    struct series_stretch largest = nothing;

    (void)state;
    for (uint32_t i = 0; i < COUNT; i++)
        numbers[i] = (double)((i * 7919u) % 100003u);
    alarm(60);
    for (series.count = 10; series.count <= COUNT; series.count += 29999)
        summary_extend(&summary, &series);
    series.count -= 29999;
    alarm(0);
    add_each(&largest, &series, 0, series.count);
    assert_true(series_find(&series, 0, series.count).largest == largest.extremes.largest);
    summary_cut(&summary, 1000);
    assert_true(summary.levels[0].count == 1000 / SUMMARY_EACH);
    summary_finish(&summary);
}

/* As after thousands of millions of iterations. */
static void lengths_do_not_overflow(void **state)
{
    struct summary summary = {.each = UINT32_C(1) << 31};

    (void)state;
    assert_true(longer(shortest(&summary)) == UINT32_MAX);
    assert_true(longer(UINT32_MAX) == UINT32_MAX);
    assert_true(longer(UINT32_C(1) << 25) == UINT32_C(1) << 31);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(growing_ends),
        cmocka_unit_test(lengths_do_not_overflow),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
