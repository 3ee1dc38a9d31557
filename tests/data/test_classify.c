#include "../base/cmocka_all.h"

#include "data/classify.h"

#include <math.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_class_of_outputs),
        cmocka_unit_test(test_what_has_classes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
