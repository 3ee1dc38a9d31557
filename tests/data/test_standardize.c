/*
 * Standardized columns: mean 0 and deviation 1 over what is trained on, the same change for what is held
 * out, and back again.
 */
#include "data/standardize.h"

#include "fixture.h"

#include <math.h>
#include <string.h>

enum { TRAIN = 40, HELD = 10, INPUTS = 3 };

/* Columns of very different scales; the last one is the same everywhere. */
static void fill(struct dataset *data, double *x, double *t)
{
    struct rng rng;

    rng_seed(&rng, 3);
    assert_true(dataset_init(data, TRAIN + HELD, INPUTS, 1, NULL));
    data->count = TRAIN;
    data->validation = HELD;
    for (size_t i = 0; i < TRAIN + HELD; i++) {
        data->x[i * INPUTS] = 150000.0 + 20000.0 * rng_uniform(&rng);
        data->x[i * INPUTS + 1] = 1e-6 * rng_uniform(&rng);
        data->x[i * INPUTS + 2] = 0.1;
        data->t[i] = -7.0 * rng_uniform(&rng);
    }
    memcpy(x, data->x, (TRAIN + HELD) * INPUTS * sizeof *x);
    memcpy(t, data->t, (TRAIN + HELD) * sizeof *t);
}

static void column(const double *values, size_t columns, size_t k, double *mean, double *deviation)
{
    *mean = *deviation = 0.0;
    for (size_t i = 0; i < TRAIN; i++)
        *mean += values[i * columns + k];
    *mean /= TRAIN;
    for (size_t i = 0; i < TRAIN; i++)
        *deviation += pow(values[i * columns + k] - *mean, 2.0);
    *deviation = sqrt(*deviation / TRAIN);
}

static void test_columns(void **state)
{
    double x[(TRAIN + HELD) * INPUTS], t[TRAIN + HELD], mean, deviation;
    struct dataset data;

    (void)state;
    for (int targets = 0; targets < 2; targets++) {
        fill(&data, x, t);
        assert_true(standardize(&data, targets, NULL));
        for (size_t k = 0; k < INPUTS; k++) {
            column(data.x, INPUTS, k, &mean, &deviation);
            assert_true(fabs(mean) < 1e-10);
            assert_true(fabs(deviation - (k < 2 ? 1.0 : 0.0)) < 1e-10);
            for (size_t i = 0; i < TRAIN + HELD; i++)
                assert_true(fixture_close(standardize_undo(data.x_scales[k], data.x[i * INPUTS + k]) / x[i * INPUTS + k],
                                          1.0, 1e-10));
        }
        assert_true(data.x_scales[2].deviation == 1.0);
        assert_true((data.t_scales != NULL) == (targets != 0));
        for (size_t i = 0; i < TRAIN + HELD; i++)
            assert_true(fixture_close(targets ? standardize_undo(data.t_scales[0], data.t[i]) : data.t[i], t[i], 1e-12));
        column(data.t, 1, 0, &mean, &deviation);
        assert_true(!targets || (fabs(mean) < 1e-12 && fabs(deviation - 1.0) < 1e-12));
        dataset_finish(&data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
