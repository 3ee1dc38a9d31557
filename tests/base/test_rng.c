#include "cmocka_all.h"

#include "base/rng.h"

#include <math.h>
#include <string.h>

/* The first outputs from the state 1, 2, 3, 4, as published implementations give. */
static void test_xoshiro(void **state)
{
    static const uint64_t expected[] = {UINT64_C(11520),
                                        UINT64_C(0),
                                        UINT64_C(1509978240),
                                        UINT64_C(1215971899390074240),
                                        UINT64_C(1216172134540287360),
                                        UINT64_C(607988272756665600)};
    struct rng rng = {{1, 2, 3, 4}};

    (void)state;
    for (size_t i = 0; i < 6; i++)
        assert_true(rng_next(&rng) == expected[i]);
}

/* Seeding is four numbers of splitmix64. */
static void test_seed(void **state)
{
    static const uint64_t zero[] = {
        UINT64_C(0xe220a8397b1dcdaf), UINT64_C(0x6e789e6aa1b965f4), UINT64_C(0x06c45d188009454f),
        UINT64_C(0xf88bb8a8724c81ec)};
    static const uint64_t numbers[] = {UINT64_C(0x15780b2e0c2ec716), UINT64_C(0x6104d9866d113a7e),
                                       UINT64_C(0xae17533239e499a1)};
    struct rng rng;

    (void)state;
    rng_seed(&rng, 0);
    assert_memory_equal(rng.state, zero, sizeof zero);
    rng_seed(&rng, 42);
    for (size_t i = 0; i < 3; i++)
        assert_true(rng_next(&rng) == numbers[i]);
}

static void test_copy_repeats(void **state)
{
    struct rng rng, copy;

    (void)state;
    rng_seed(&rng, 7);
    rng_normal(&rng);
    copy = rng;
    for (size_t i = 0; i < 50; i++) {
        assert_true(rng_normal(&rng) == rng_normal(&copy));
        assert_true(rng_uniform(&rng) == rng_uniform(&copy));
        assert_int_equal(rng_below(&rng, 1000), rng_below(&copy, 1000));
    }
    assert_memory_equal(&rng, &copy, sizeof rng);
}

static void test_uniform(void **state)
{
    enum { COUNT = 100000 };
    double sum = 0, squares = 0, least = 1, most = 0;
    struct rng rng;

    (void)state;
    rng_seed(&rng, 1);
    for (size_t i = 0; i < COUNT; i++) {
        double u = rng_uniform(&rng);

        sum += u;
        squares += (u - 0.5) * (u - 0.5);
        least = fmin(least, u);
        most = fmax(most, u);
        assert_true(u * 0x1p53 == floor(u * 0x1p53));
    }
    assert_true(least >= 0 && least < 1e-3 && most < 1 && most > 0.999);
    assert_true(fabs(sum / COUNT - 0.5) < 0.004);
    assert_true(fabs(squares / COUNT - 1.0 / 12) < 0.001);
}

static void test_normal(void **state)
{
    enum { COUNT = 100000 };
    double sum = 0, squares = 0;
    size_t within = 0;
    struct rng rng;

    (void)state;
    rng_seed(&rng, 2);
    for (size_t i = 0; i < COUNT; i++) {
        double x = rng_normal(&rng);

        assert_true(isfinite(x));
        sum += x;
        squares += x * x;
        within += fabs(x) < 1;
    }
    assert_true(fabs(sum / COUNT) < 0.015);
    assert_true(fabs(squares / COUNT - 1) < 0.02);
    assert_true(fabs((double)within / COUNT - 0.6827) < 0.006);
}

static void test_below(void **state)
{
    enum { BOUND = 7, COUNT = 70000 };
    size_t counts[BOUND] = {0};
    struct rng rng;

    (void)state;
    rng_seed(&rng, 3);
    for (size_t i = 0; i < COUNT; i++) {
        size_t x = rng_below(&rng, BOUND);

        assert_true(x < BOUND);
        counts[x]++;
    }
    for (size_t i = 0; i < BOUND; i++)
        assert_true(counts[i] > 9600 && counts[i] < 10400);
    for (size_t i = 0; i < 20; i++) {
        assert_int_equal(rng_below(&rng, 1), 0);
        assert_true(rng_below(&rng, SIZE_MAX) < SIZE_MAX);
    }
}

/* Three quarters of all numbers: taking remainders alone would prefer the lower third. */
static void test_below_is_not_biased(void **state)
{
    enum { COUNT = 20000 };
    const size_t bound = SIZE_MAX / 4 * 3;
    double sum = 0;
    struct rng rng;

    (void)state;
    rng_seed(&rng, 4);
    for (size_t i = 0; i < COUNT; i++)
        sum += (double)rng_below(&rng, bound) / (double)bound;
    assert_true(fabs(sum / COUNT - 0.5) < 0.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_xoshiro), cmocka_unit_test(test_seed),
        cmocka_unit_test(test_copy_repeats), cmocka_unit_test(test_uniform),
        cmocka_unit_test(test_normal),  cmocka_unit_test(test_below),
        cmocka_unit_test(test_below_is_not_biased),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
