#include "fixture.h"

#include "engine/dataset.h"

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
    assert_non_null(strstr(err.text, "not enough memory"));
    assert_null(data.t);
}

/* The rows are numbered: what is held out is behind the others, both in order, and drawn by the
 * seed alone. */
static void test_hold_out(void **state)
{
    enum { ALL = 50, HELD = 12 };
    size_t other = 0;

    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct dataset data, again;
        struct error err = {0};
        size_t seen[ALL] = {0}, behind = 0;

        assert_true(dataset_init(&data, ALL, 2, 1, &err));
        assert_true(dataset_init(&again, ALL, 2, 1, &err));
        for (size_t i = 0; i < ALL; i++) {
            data.x[2 * i] = again.x[2 * i] = data.t[i] = again.t[i] = (double)i;
            data.x[2 * i + 1] = again.x[2 * i + 1] = -(double)i;
        }
        assert_true(dataset_hold_out(&data, HELD, seed, &err));
        assert_true(dataset_hold_out(&again, HELD, seed, &err));
        assert_int_equal(data.count, ALL - HELD);
        assert_int_equal(data.validation, HELD);
        for (size_t i = 0; i < ALL; i++) {
            const double *x = dataset_x(&data, i);

            seen[(size_t)x[0]]++;
            assert_true(x[1] == -x[0] && dataset_t(&data, i)[0] == x[0]);
            assert_true(x[0] == dataset_x(&again, i)[0]);
            if (i > 0 && i != ALL - HELD)
                assert_true(x[0] > dataset_x(&data, i - 1)[0]);
            behind += i >= ALL - HELD && x[0] >= ALL / 2;
        }
        for (size_t i = 0; i < ALL; i++)
            assert_int_equal(seen[i], 1);
        other += behind > 0 && behind < HELD; /* not just the last ones */
        dataset_finish(&data);
        dataset_finish(&again);
    }
    assert_true(other >= 18);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_hold_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
