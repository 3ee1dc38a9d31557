#include "fixture.h"

#include "data/generator.h"

#include <math.h>
#include <string.h>

enum { COUNT = 101 };

static void test_without_noise(void **state)
{
    (void)state;
    for (int kind = 0; kind < GENERATOR_STROKES; kind++) {
        struct dataset data;

        assert_true(dataset_init(&data, COUNT, 2, 1, NULL));
        generator_fill((enum generator)kind, 0, 1, &data);
        for (size_t i = 0; i < COUNT; i++) {
            double x = data.x[2 * i], y = data.x[2 * i + 1], class = data.t[i];
            double radius = sqrt(x * x + y * y), u = ((double)(i / 2) + 0.5) / 51;

            assert_true(class == (double)(i % 2));
            switch (kind) {
            case GENERATOR_XOR:
                assert_true(fabs(x) == 1 && fabs(y) == 1 && (x * y < 0) == (class == 1));
                break;
            case GENERATOR_CIRCLES:
                assert_close(radius, class == 0 ? 1 : 0.5);
                break;
            case GENERATOR_MOONS:
                assert_close(class == 0 ? radius : hypot(1 - x, 0.5 - y), 1);
                assert_true(class == 0 ? y >= 0 : y <= 0.5);
                break;
            default:
                assert_close(radius, u);
                assert_close(x * cos(3 * 3.14159265358979323846 * u), /* on its own arm */
                             (class == 0 ? 1 : -1) * u *
                                 pow(cos(3 * 3.14159265358979323846 * u), 2));
            }
        }
        dataset_finish(&data);
    }
}

static void test_noise_and_seed(void **state)
{
    struct dataset one, same, other;
    double squares = 0;

    (void)state;
    assert_true(dataset_init(&one, 2000, 2, 2, NULL) && dataset_init(&same, 2000, 2, 2, NULL) &&
                dataset_init(&other, 2000, 2, 2, NULL));
    generator_fill(GENERATOR_MOONS, 0.2, 7, &one);
    generator_fill(GENERATOR_MOONS, 0.2, 7, &same);
    assert_memory_equal(one.x, same.x, 4000 * sizeof *one.x);
    generator_fill(GENERATOR_MOONS, 0.2, 8, &other);
    assert_memory_not_equal(one.x, other.x, 4000 * sizeof *one.x);
    generator_fill(GENERATOR_MOONS, 0, 7, &same);
    for (size_t i = 0; i < 4000; i++)
        squares += pow(one.x[i] - same.x[i], 2);
    assert_true(fabs(sqrt(squares / 4000) - 0.2) < 0.01);
    for (size_t i = 0; i < 2000; i++)
        assert_true(one.t[2 * i] == (double)(i % 2 == 0) && one.t[2 * i + 1] == (double)(i % 2));
    dataset_finish(&one);
    dataset_finish(&same);
    dataset_finish(&other);
}

static void test_shapes(void **state)
{
    (void)state;
    for (int kind = 0; kind < GENERATOR_STROKES; kind++) {
        enum generator plane = (enum generator)kind;

        assert_true(generator_makes(plane, 2, 1) && generator_makes(plane, 2, 2));
        assert_false(generator_makes(plane, 2, 3) || generator_makes(plane, 1, 1) ||
                     generator_makes(plane, 64, 10));
    }
    assert_true(generator_makes(GENERATOR_STROKES, 64, 10));
    assert_true(generator_makes(GENERATOR_STROKES, 784, 10));
    assert_true(generator_makes(GENERATOR_STROKES, 4096, 10));
    assert_false(generator_makes(GENERATOR_STROKES, 49, 10));
    assert_false(generator_makes(GENERATOR_STROKES, 65, 10));
    assert_false(generator_makes(GENERATOR_STROKES, 63, 10));
    assert_false(generator_makes(GENERATOR_STROKES, 0, 10));
    assert_false(generator_makes(GENERATOR_STROKES, 784, 9));
    assert_false(generator_makes(GENERATOR_STROKES, 2, 2));
}

/* One of each digit in turn, each picture unlike all others. */
static void test_pictures(void **state)
{
    enum { PICTURES = 203, PIXELS = 784 };
    struct dataset one, same, other;
    size_t of_digit[10] = {0};

    (void)state;
    assert_true(dataset_init(&one, PICTURES, PIXELS, 10, NULL) &&
                dataset_init(&same, PICTURES, PIXELS, 10, NULL) &&
                dataset_init(&other, PICTURES, PIXELS, 10, NULL));
    generator_fill(GENERATOR_STROKES, 0.1, 3, &one);
    generator_fill(GENERATOR_STROKES, 0.1, 3, &same);
    generator_fill(GENERATOR_STROKES, 0.1, 4, &other);
    assert_memory_equal(one.x, same.x, PICTURES * PIXELS * sizeof *one.x);
    for (size_t i = 0; i < PICTURES; i++) {
        const double *x = dataset_x(&one, i), *t = dataset_t(&one, i);

        for (size_t k = 0; k < 10; k++)
            assert_true(t[k] == (double)(k == i % 10));
        of_digit[i % 10]++;
        assert_memory_not_equal(x, dataset_x(&other, i), PIXELS * sizeof *x);
        for (size_t k = 0; k < i; k++)
            assert_memory_not_equal(x, dataset_x(&one, k), PIXELS * sizeof *x);
    }
    for (size_t k = 0; k < 10; k++)
        assert_int_equal(of_digit[k], k < 3 ? 21 : 20);
    dataset_finish(&one);
    dataset_finish(&same);
    dataset_finish(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_noise),
        cmocka_unit_test(test_noise_and_seed),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_pictures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
