#include "fixture.h"

#include "data/dataset.h"

#include <string.h>

static void test_rows(void **state)
{
    struct dataset data;
    struct error err = {0};

    (void)state;
    assert_true(dataset_init(&data, 3, 2, 4, &err));
    assert_int_equal(data.count, 3);
    for (size_t s = 0; s < 3; s++) {
        assert_ptr_equal(dataset_x(&data, s), data.x + 2 * s);
        assert_ptr_equal(dataset_t(&data, s), data.t + 4 * s);
        assert_true(dataset_x(&data, s)[1] == 0 && dataset_t(&data, s)[3] == 0);
    }
    dataset_finish(&data);
    assert_null(data.x);
    assert_int_equal(data.count, 0);
    dataset_finish(&data); /* accepts a zeroed struct */
}

static void test_limits(void **state)
{
    struct dataset data;
    struct error err = {0};

    (void)state;
    assert_false(dataset_init(&data, DATASET_SAMPLES_MAX + 1, 1, 1, &err));
    assert_non_null(strstr(err.text, "1000001"));
    assert_null(data.x);
    err = (struct error){0};
    assert_false(dataset_init(&data, DATASET_SAMPLES_MAX, SIZE_MAX / 16, 1, &err));
    assert_non_null(strstr(err.text, "are too many numbers; at most 268435456 can be used"));
    assert_null(data.t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
