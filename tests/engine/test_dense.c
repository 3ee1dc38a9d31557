#include "fixture.h"

#include "base/processor.h"
#include "engine/dense.h"
#include "engine/fast/few.h"
#include "engine/fast/rows.h"

#include <string.h>

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

enum { MOST = 21 };

static void plain_descend(size_t out, size_t in, double rate, const double *dz, const double *x,
                          double *weights, double *b)
{
    double gw[MOST * MOST] = {0}, gb[MOST] = {0};

    dense_backward_weights(out, in, dz, x, gw, gb);
    for (size_t i = 0; i < out * in; i++)
        weights[i] -= rate * gw[i];
    for (size_t j = 0; b != NULL && j < out; j++)
        b[j] -= rate * gb[j];
}

static void fill(struct rng *rng, double *numbers, size_t count)
{
    /* Of very different sizes: another order of summation would show. */
    for (size_t i = 0; i < count; i++)
        numbers[i] = (rng_uniform(rng) - 0.5) * (i % 5 == 0 ? 1e9 : i % 3 == 0 ? 1e-7 : 1);
}

/* rows_descend, and few_descend where it is for that shape: also of -0 and of products that are. */
static void test_descend(size_t out, size_t in, const double *dz, const double *x,
                         const double *weights, const double *b)
{
    double w_[3][MOST * MOST], b_[3][MOST], some_x[MOST];

    memcpy(some_x, x, in * sizeof *x);
    some_x[0] = -0.0;
    for (int biases = 0; biases < 2; biases++) {
        for (int i = 0; i < 3; i++) {
            memcpy(w_[i], weights, out * in * sizeof *weights);
            w_[i][0] = -0.0;
            memcpy(b_[i], b, out * sizeof *b);
        }
        plain_descend(out, in, 0.3, dz, some_x, w_[0], biases ? b_[0] : NULL);
        rows_descend(out, in, 0.3, dz, some_x, w_[1], biases ? b_[1] : NULL);
        few_descend(out, in, 0.3, few_at((struct few){0}, out, dz), some_x, w_[2],
                    biases ? b_[2] : NULL);
        for (int i = 1; i < (few_are(out, in) ? 3 : 2); i++) {
            assert_memory_equal(w_[i], w_[0], out * in * sizeof *weights);
            assert_memory_equal(b_[i], b_[0], out * sizeof *b);
        }
        assert_true(memcmp(b_[0], b, out * sizeof *b) != 0 || !biases);
    }
}

/* Every shape, so every way to cut it into blocks: the same bits, on any processor. */
static void test_the_bits_of_the_plain_loop(void **state)
{
    static double weights[MOST * MOST], gw[MOST * MOST], plain_gw[MOST * MOST];
    double b[MOST], x[MOST], dz[MOST], z[MOST], plain_z[MOST], dx[MOST], plain_dx[MOST];
    double gb[MOST], plain_gb[MOST];
    struct rng rng;

    (void)state;
    rng_seed(&rng, 5);
    for (size_t shape = 0; shape < 3 * MOST * MOST; shape++) {
        size_t out = shape / 3 % MOST + 1, in = shape / 3 / MOST + 1;

        processor_allow_lanes((size_t)2 << shape % 3);
        fill(&rng, weights, out * in);
        fill(&rng, b, out);
        fill(&rng, x, in);
        fill(&rng, dz, out);
        fill(&rng, gw, out * in);
        fill(&rng, gb, out);
        memcpy(plain_gw, gw, sizeof gw);
        memcpy(plain_gb, gb, sizeof gb);
        for (int biases = 0; biases < 2; biases++) {
            rows_forward(out, in, weights, biases ? b : NULL, x, z);
            dense_forward(out, in, weights, biases ? b : NULL, x, plain_z);
            assert_memory_equal(z, plain_z, out * sizeof *z);
            assert_true(z[out - 1] != 0);
            rows_backward_weights(out, in, dz, x, gw, biases ? gb : NULL);
            dense_backward_weights(out, in, dz, x, plain_gw, biases ? plain_gb : NULL);
            assert_memory_equal(gw, plain_gw, out * in * sizeof *gw);
            assert_memory_equal(gb, plain_gb, out * sizeof *gb);
        }
        test_descend(out, in, dz, x, weights, b);
        rows_backward_input(out, in, weights, dz, dx);
        dense_backward_input(out, in, weights, dz, plain_dx);
        assert_memory_equal(dx, plain_dx, in * sizeof *dx);
    }
    processor_allow_lanes(8);
}

enum { SAMPLES = 32, ALL = 48 }; /* 32 + 16: more than are computed */
enum { WIDE = 300 };              /* inputs, more than stay in the nearest memory */

/* Every sample's column of `all` is what the plain loop gives for it alone. */
static void assert_column(const double *all, size_t stride, size_t sample, const double *alone,
                          size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_memory_equal(&all[i * stride + sample], &alone[i], sizeof *alone);
}

static void assert_samples(struct rng *rng, size_t out, size_t in, size_t count)
{
    static double weights[WIDE * WIDE], x[SAMPLES][WIDE], x_all[WIDE * ALL], z_all[WIDE * ALL];
    static double dz_all[WIDE * ALL], dx_all[WIDE * ALL], gw[WIDE * WIDE], plain_gw[WIDE * WIDE];
    const size_t stride = (count + 3) / 4 * 4;
    const double *rows[SAMPLES], *dz_rows[SAMPLES];
    double b[WIDE], z[WIDE], dz[WIDE], dx[WIDE], gb[WIDE] = {0}, plain_gb[WIDE] = {0};

    fill(rng, weights, out * in);
    fill(rng, b, out);
    fill(rng, &x[0][0], SAMPLES * WIDE);
    fill(rng, dz_all, out * stride);
    for (size_t s = 0; s < SAMPLES; s++) {
        rows[s] = x[s];
        dz_rows[s] = dz_all + s;
    }
    rows_transpose(count, in, rows, x_all, stride);
    rows_forward_all(out, in, weights, b, x_all, stride, z_all);
    rows_backward_input_all(out, in, weights, dz_all, stride, dx_all);
    memset(plain_gw, 0, sizeof plain_gw);
    for (size_t s = 0; s < count; s++) {
        assert_column(x_all, stride, s, x[s], in);
        dense_forward(out, in, weights, b, x[s], z);
        assert_column(z_all, stride, s, z, out);
        for (size_t j = 0; j < out; j++)
            dz[j] = dz_all[j * stride + s];
        dense_backward_input(out, in, weights, dz, dx);
        assert_column(dx_all, stride, s, dx, in);
        dense_backward_weights(out, in, dz, x[s], plain_gw, plain_gb);
    }
    /* In two parts, of which the first may be all. */
    fill(rng, gw, out * in);
    fill(rng, gb, out);
    rows_gradients(out, in, count / 2 + 1, rows, dz_rows, stride, true, gw, gb);
    rows_gradients(out, in, count - count / 2 - 1, rows + count / 2 + 1, dz_rows + count / 2 + 1,
                   stride, false, gw, gb);
    assert_memory_equal(gw, plain_gw, out * in * sizeof *gw);
    assert_memory_equal(gb, plain_gb, out * sizeof *gb);
}

static void test_many_samples(void **state)
{
    static const size_t sizes[] = {1, 2, 3, 4, 5, 8, 9, 16, MOST, WIDE};
    struct rng rng;

    (void)state;
    rng_seed(&rng, 6);
    for (size_t i = 0; i < 10 * 9 * 3; i++)
        for (size_t count = 1; count <= SAMPLES; count += count < 5 ? 1 : 5) {
            processor_allow_lanes((size_t)2 << i % 3);
            assert_samples(&rng, sizes[i / 3 % 9], sizes[i / 27], count);
        }
    processor_allow_lanes(8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forward),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_backward_input),
        cmocka_unit_test(test_backward_weights),
        cmocka_unit_test(test_the_bits_of_the_plain_loop),
        cmocka_unit_test(test_many_samples),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
