#include "fixture.h"

#include "engine/dense.h"

/* w(2,3), so that rows and columns cannot be taken for each other. */
static const double w[] = {1, 2, 3, 4, 5, 6};

static void test_forward(void **state)
{
    static const double b[] = {100, 200}, x[] = {1, 10, 1000};
    double z[2];

    (void)state;
    dense_forward(2, 3, w, b, x, z);
    assert_true(z[0] == 3121 && z[1] == 6254);
    dense_forward(2, 3, w, NULL, x, z);
    assert_true(z[0] == 3021 && z[1] == 6054);
}

/* The order of the sums is part of the contract: it decides the last bits. */
static void test_order(void **state)
{
    static const double ones[] = {1, 1, 1}, b[] = {1};
    static const double up[] = {1e16, 1, -1e16}, down[] = {1e16, -1e16, 1};
    double z, dx[2];

    (void)state;
    dense_forward(1, 3, up, NULL, ones, &z);
    assert_true(z == 0);
    dense_forward(1, 3, down, NULL, ones, &z);
    assert_true(z == 1);
    /* The bias is added last: 1e16 - 1e16 + 1, not 1 + 1e16 - 1e16. */
    dense_forward(1, 2, down, b, ones, &z);
    assert_true(z == 1);
    dense_backward_input(3, 1, up, ones, dx);
    assert_true(dx[0] == 0);
    dense_backward_input(3, 1, down, ones, dx);
    assert_true(dx[0] == 1);
}

static void test_backward_input(void **state)
{
    static const double dz[] = {1, 10};
    double dx[3] = {-1, -1, -1};

    (void)state;
    dense_backward_input(2, 3, w, dz, dx);
    assert_true(dx[0] == 41 && dx[1] == 52 && dx[2] == 63);
}

/* Adds to what is there: samples of a batch, uses of a shared weight. */
static void test_backward_weights(void **state)
{
    static const double dz[] = {1, 10}, x[] = {2, 3, 4};
    double gw[] = {100, 0, 0, 0, 0, 0}, gb[] = {0, 7};

    (void)state;
    dense_backward_weights(2, 3, dz, x, gw, gb);
    assert_true(gw[0] == 102 && gw[1] == 3 && gw[2] == 4);
    assert_true(gw[3] == 20 && gw[4] == 30 && gw[5] == 40);
    assert_true(gb[0] == 1 && gb[1] == 17);
    dense_backward_weights(2, 3, dz, x, gw, NULL);
    assert_true(gw[5] == 80);
    assert_true(gb[0] == 1 && gb[1] == 17);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forward),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_backward_input),
        cmocka_unit_test(test_backward_weights),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
