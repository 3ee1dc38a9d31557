/* The digits' pictures: what a pen leaves, the same bits everywhere. */
#include "fixture.h"

#include "data/strokes.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE_MAX = 64, PIXELS_MAX = SIDE_MAX * SIDE_MAX, EACH = 40 };

static const size_t sides[] = {8, 28, 64};

static double picture[PIXELS_MAX];

static double mass(size_t side)
{
    double sum = 0;

    for (size_t i = 0; i < side * side; i++)
        sum += picture[i];
    return sum / (double)(side * side);
}

/* Brightness from 0 to 1, where there are pixels enough all of it; a stroke's share of the picture; dark at the rim. */
static void test_every_digit_is_a_few_strokes(void **state)
{
    struct rng rng;

    (void)state;
    rng_seed(&rng, 1);
    for (size_t s = 0; s < sizeof sides / sizeof sides[0]; s++) {
        size_t side = sides[s];

        for (size_t digit = 0; digit < STROKES_DIGITS; digit++) {
            double ink = 0, rim = 0, most = 0;
            size_t black = 0;

            for (size_t n = 0; n < EACH; n++) {
                strokes_draw(digit, side, 0.1, &rng, picture);
                for (size_t i = 0; i < side * side; i++) {
                    size_t row = i / side, column = i % side;

                    assert_true(picture[i] == 0 || (picture[i] > 1e-12 && picture[i] <= 1));
                    black += picture[i] == 0;
                    most = fmax(most, picture[i]);
                    if (row == 0 || column == 0 || row == side - 1 || column == side - 1)
                        rim += picture[i];
                }
                assert_true(mass(side) > 0.02 && mass(side) < 0.35);
                ink += mass(side) / EACH;
            }
            assert_true(ink > (digit == 1 ? 0.07 : 0.09) && ink < (digit == 1 ? 0.12 : 0.22));
            assert_true(black > EACH * side * side / (side == 8 ? 4 : 2));
            assert_true(side == 8 || rim / EACH < 0.02 * ink * (double)(side * side));
            assert_true(side == 8 ? most > 0.7 : most == 1);
        }
    }
}

/* A pixel further from the pen is darker by no more than 1/1.5: no jagged edge, and no gap. */
static void test_neighbours_are_smooth(void **state)
{
    const size_t side = 28;
    struct rng rng;
    size_t between = 0;

    (void)state;
    rng_seed(&rng, 2);
    for (size_t n = 0; n < STROKES_DIGITS * EACH; n++) {
        strokes_draw(n % STROKES_DIGITS, side, 0.1, &rng, picture);
        for (size_t i = 0; i < side * side; i++) {
            between += picture[i] > 0.2 && picture[i] < 0.8;
            if (i % side > 0)
                assert_true(fabs(picture[i] - picture[i - 1]) < 0.667);
            if (i >= side)
                assert_true(fabs(picture[i] - picture[i - side]) < 0.667);
        }
    }
    assert_true(between > STROKES_DIGITS * EACH * side);
}

/* The first form of 1 is one straight line, from (0.51, 0) to (0.49, 1). */
static void test_a_straight_stroke_is_as_the_formula_says(void **state)
{
    const size_t side = 28;
    double expected[28 * 28];
    size_t lit = 0, found = 0;
    struct rng rng;

    (void)state;
    for (size_t i = 0; i < side * side; i++) {
        double x = (double)(i % side) + 0.5, y = (double)(i / side) + 0.5;
        double ax = 28 * (0.5 + 5.0 / 7 * 0.01), ay = 28 * (0.5 - 5.0 / 14), bx = 28 - ax, by = 28 - ay;
        double t = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / (pow(bx - ax, 2) + pow(by - ay, 2));
        double d;

        t = t < 0 ? 0 : t > 1 ? 1 : t;
        d = hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y);
        expected[i] = fmin(fmax(0.5 + (5.0 / 14 * 0.11 * 28 - d) / 1.5, 0), 1);
        lit += expected[i] > 0;
    }
    assert_true(lit > 50);
    rng_seed(&rng, 5);
    for (size_t n = 0; n < EACH; n++) {
        bool all = true;

        strokes_draw(1, side, 0, &rng, picture);
        for (size_t i = 0; i < side * side && all; i++)
            all = fabs(picture[i] - expected[i]) < 1e-12;
        found += all;
    }
    assert_in_range(found, 5, EACH - 10); /* a third of them */
}

static uint64_t hash(const double *x, size_t count, uint64_t h)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t bits;

        memcpy(&bits, &x[i], sizeof bits);
        h = (h ^ bits) * UINT64_C(0x100000001b3);
        h ^= h >> 29;
    }
    return h;
}

/* As many pictures of a digit without noise as it has forms; with noise no end of them. */
static void test_forms(void **state)
{
    static const size_t forms[STROKES_DIGITS] = {1, 3, 2, 2, 2, 1, 1, 2, 1, 2};
    struct rng rng;

    (void)state;
    rng_seed(&rng, 3);
    for (size_t digit = 0; digit < STROKES_DIGITS; digit++) {
        uint64_t seen[EACH];
        size_t plain = 0, noisy = 0;

        for (int noise = 0; noise < 2; noise++) {
            size_t *count = noise == 0 ? &plain : &noisy;

            for (size_t n = 0; n < EACH; n++) {
                uint64_t h;
                size_t k = 0;

                strokes_draw(digit, 28, noise * 0.01, &rng, picture);
                h = hash(picture, 28 * 28, 1);
                while (k < *count && seen[k] != h)
                    k++;
                seen[k] = h;
                *count += k == *count;
            }
        }
        assert_int_equal(plain, forms[digit]);
        assert_int_equal(noisy, EACH);
    }
}

/* Two pictures of a digit are nearer to each other than to those of another, on average. */
static void test_digits_differ(void **state)
{
    enum { SIDE = 28, PIXELS = SIDE * SIDE };
    static double mean[STROKES_DIGITS][PIXELS];
    struct rng rng;
    size_t right = 0;

    (void)state;
    rng_seed(&rng, 4);
    for (size_t n = 0; n < STROKES_DIGITS * EACH; n++) {
        strokes_draw(n % STROKES_DIGITS, SIDE, 0.1, &rng, picture);
        for (size_t i = 0; i < PIXELS; i++)
            mean[n % STROKES_DIGITS][i] += picture[i] / EACH;
    }
    for (size_t n = 0; n < STROKES_DIGITS * EACH; n++) {
        double least = HUGE_VAL;
        size_t nearest = 0;

        strokes_draw(n % STROKES_DIGITS, SIDE, 0.1, &rng, picture);
        for (size_t digit = 0; digit < STROKES_DIGITS; digit++) {
            double distance = 0;

            for (size_t i = 0; i < PIXELS; i++)
                distance += pow(picture[i] - mean[digit][i], 2);
            nearest = distance < least ? digit : nearest;
            least = fmin(distance, least);
        }
        right += nearest == n % STROKES_DIGITS;
    }
    assert_true(right > STROKES_DIGITS * EACH * 3 / 4);
    assert_true(right < STROKES_DIGITS * EACH); /* else there would be nothing to learn */
}

/* The largest noise leaves nothing outside the picture and no NaN in it. */
static void test_the_largest_noise(void **state)
{
    struct rng rng;

    (void)state;
    rng_seed(&rng, 6);
    for (size_t n = 0; n < STROKES_DIGITS * EACH; n++) {
        picture[64] = -1;
        strokes_draw(n % STROKES_DIGITS, 8, 1, &rng, picture);
        for (size_t i = 0; i < 64; i++)
            assert_true(picture[i] >= 0 && picture[i] <= 1);
        assert_true(picture[64] == -1);
    }
}

static void test_the_same_bits_everywhere(void **state)
{
    uint64_t h = 1;
    struct rng rng;

    (void)state;
    rng_seed(&rng, 1);
    for (size_t digit = 0; digit < STROKES_DIGITS; digit++) {
        strokes_draw(digit, 28, 0.12, &rng, picture);
        h = hash(picture, 28 * 28, h);
    }
    if (h != UINT64_C(0xbb4a1e373363b2f2))
        fail_msg("the pictures' bits sum up to %016" PRIx64, h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_digit_is_a_few_strokes),
        cmocka_unit_test(test_neighbours_are_smooth),
        cmocka_unit_test(test_a_straight_stroke_is_as_the_formula_says),
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_digits_differ),
        cmocka_unit_test(test_the_largest_noise),
        cmocka_unit_test(test_the_same_bits_everywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
