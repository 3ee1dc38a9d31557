#include "fixture.h"

#include "base/processor.h"
#include "engine/optimizer.h"

#include <math.h>
#include <string.h>

static void test_gradient_is_the_mean(void **state)
{
    (void)state;
    assert_true(optimizer_gradient(3, 1) == 3);
    assert_true(optimizer_gradient(1, 3) == 1.0 / 3.0);
    assert_true(optimizer_gradient(-5, 2) == -2.5);
    assert_true(isnan(optimizer_gradient((double)NAN, 2)));
    assert_true(isinf(optimizer_gradient((double)INFINITY, 2)));
}

static void update(const struct optimizer *o, size_t n, double *w, const double *sum, size_t batch)
{
    const struct optimizer_params params = {.n = n, .w = w, .sum = sum};

    optimizer_update(o, &params, 1, batch);
}

static void test_descends(void **state)
{
    const struct optimizer sgd = {.kind = OPTIMIZER_SGD, .learning_rate = 0.5};
    double w[] = {1, -1, 7}, sum[] = {4, -2, 0};

    (void)state;
    update(&sgd, 3, w, sum, 2);
    assert_true(w[0] == 0);    /* a positive gradient: down */
    assert_true(w[1] == -0.5); /* a negative one: up */
    assert_true(w[2] == 7);
    assert_true(sum[0] == 4);
    update(&sgd, 2, w, sum, 2); /* only the first n */
    assert_true(w[0] == -1 && w[2] == 7);
}

static void test_non_finite(void **state)
{
    const struct optimizer sgd = {.kind = OPTIMIZER_SGD, .learning_rate = 1e30};
    double w[] = {0, (double)-INFINITY, 1}, sum[] = {1e300, (double)-INFINITY, (double)NAN};

    (void)state;
    update(&sgd, 3, w, sum, 1);
    assert_true(isinf(w[0]) && w[0] < 0);
    assert_true(isnan(w[1]) && isnan(w[2]));
}

enum { PARAMS = 7, UPDATES = 25 };

static const struct optimizer optimizers[] = {
    {.kind = OPTIMIZER_SGD, .learning_rate = 0.1},
    {.kind = OPTIMIZER_SGD, .learning_rate = 0.1, .l2 = 0.03},
    {.kind = OPTIMIZER_MOMENTUM, .learning_rate = 0.1, .constants = {0.9}},
    {.kind = OPTIMIZER_NESTEROV, .learning_rate = 0.1, .constants = {0.8}, .l2 = 0.01},
    {.kind = OPTIMIZER_RMSPROP, .learning_rate = 0.01, .constants = {0.99, 1e-8}},
    {.kind = OPTIMIZER_RMSPROP, .learning_rate = 0.01, .constants = {0.9, 1e-3}, .l2 = 0.1},
    {.kind = OPTIMIZER_ADAM, .learning_rate = 0.05, .constants = {0.9, 0.999, 1e-8},
     .l2 = 0.02},
};

enum { OPTIMIZERS = sizeof optimizers / sizeof optimizers[0] };

/* The textbook in its own words: the buffers as explicit sums over all gradients so far, which
 * is what the recurrences of the engine unroll to. g[0 .. t-1]; returns the step. */
static double textbook_step(const struct optimizer *o, const double *g, int t)
{
    const double *c = o->constants;
    double velocity = 0, first = 0, second = 0;

    for (int s = 0; s < t; s++) {
        double keep = pow(c[0], t - 1 - s), decay = c[o->kind == OPTIMIZER_ADAM];

        velocity += keep * g[s];
        first += (1 - c[0]) * keep * g[s];
        second += (1 - decay) * pow(decay, t - 1 - s) * g[s] * g[s];
    }
    switch (o->kind) {
    case OPTIMIZER_RMSPROP:
        return -o->learning_rate * g[t - 1] / (sqrt(second) + c[1]);
    case OPTIMIZER_ADAM:
        first /= 1 - pow(c[0], t);
        return -o->learning_rate * first / (sqrt(second / (1 - pow(c[1], t))) + c[2]);
    default:
        if (o->kind == OPTIMIZER_NESTEROV)
            velocity = g[t - 1] + c[0] * velocity;
        return -o->learning_rate * velocity;
    }
}

static void test_textbook(void **state)
{
    (void)state;
    for (size_t i = 0; i < OPTIMIZERS; i++) {
        const struct optimizer *o = &optimizers[i];
        double w[PARAMS], first[PARAMS] = {0}, second[PARAMS] = {0}, sum[PARAMS];
        double past[PARAMS][UPDATES], theirs[PARAMS];
        struct optimizer_params params = {PARAMS, w, sum, first, second, NULL, true};

        for (size_t p = 0; p < PARAMS; p++)
            w[p] = theirs[p] = 0.3 * (double)p - 1;
        for (int t = 1; t <= UPDATES; t++) {
            for (size_t p = 0; p < PARAMS; p++) {
                sum[p] = sin(3.0 * (double)p + 1.7 * t) + 0.1;
                past[p][t - 1] = sum[p] / 3 + o->l2 * theirs[p];
            }
            optimizer_update(o, &params, (uint64_t)t, 3);
            for (size_t p = 0; p < PARAMS; p++) {
                double step = textbook_step(o, past[p], t);

                assert_true(fabs(step) > 1e-9);
                theirs[p] += step;
                assert_close(w[p], theirs[p]);
            }
        }
    }
}

enum { MANY = 700 };

static void fill(double *numbers, double from, double to)
{
    static const double odd[] = {0.0, -0.0, 1e-310, (double)INFINITY, (double)NAN};
    const size_t odds = sizeof odd / sizeof odd[0];

    for (size_t p = 0; p < MANY; p++)
        numbers[p] = p % 50 < odds ? odd[p % 50] : from + (to - from) * (0.5 + 0.5 * sin((double)p));
}

static bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

/* n parameters by the loops, against each by its move. */
static void assert_moves(const struct optimizer *o, size_t n, uint64_t t, size_t batch, bool weights)
{
    static double w[MANY], first[MANY], second[MANY], sum[MANY], gradient[MANY];
    static struct optimizer_move moves[MANY];
    const struct optimizer_params params = {
        .n = n, .w = w, .sum = sum,
        .first = optimizer_has_first(o) ? first : NULL,
        .second = optimizer_has_second(o) ? second : NULL,
        .gradient = optimizer_keeps_gradient(o) ? gradient : NULL,
        .weights = weights};

    fill(w, -1, 1);
    fill(sum, -3, 2);
    fill(first, -0.1, 0.1);
    fill(second, 0, 0.1);
    for (size_t p = 0; p < n; p++)
        moves[p] = optimizer_move(o, weights, t, w[p], sum[p], batch, first[p], second[p]);
    optimizer_update(o, &params, t, batch);
    for (size_t p = 0; p < n; p++) {
        assert_true(same(moves[p].value, w[p]));
        assert_true(params.first == NULL || same(first[p], moves[p].first));
        assert_true(params.second == NULL || same(second[p], moves[p].second));
        assert_true(params.gradient == NULL || same(gradient[p], moves[p].gradient));
    }
}

/* What is explained of one parameter are the bits that the loops compute, on any processor; early
 * in a run, and where the means of its buffers are complete. */
static void test_move_is_the_update(void **state)
{
    static const size_t counts[] = {1, 2, 3, 7, 64, 257, MANY};
    static const uint64_t updates[] = {4, 1000, 60000};

    (void)state;
    for (size_t i = 0; i < 4 * optimizer_count(); i++)
        for (size_t batch = 1; batch <= 5; batch++)
            for (size_t j = 0; j < 3 * 7 * 3; j++) {
                struct optimizer o = {.learning_rate = 0.1, .clip_scale = 0.7};

                optimizer_choose(&o, (enum optimizer_kind)(i / 4));
                o.l2 = i % 4 == 1 ? 0.03 : 0;
                o.clip_value = i % 4 >= 2 ? 0.4 : 0;
                o.clip_norm = i % 4 == 3 ? 1 : 0;
                processor_allow_lanes((size_t)2 << j % 3);
                assert_moves(&o, counts[j / 3 % 7], updates[j / 21], batch, j % 5 != 0);
            }
    processor_allow_lanes(8);
}

static void test_titles(void **state)
{
    (void)state;
    assert_string_equal(optimizer_title(&optimizers[0]), "gradient descent");
    assert_string_equal(optimizer_title(&optimizers[2]), "momentum");
    assert_string_equal(optimizer_title(&optimizers[3]), "Nesterov momentum");
    assert_string_equal(optimizer_title(&optimizers[4]), "RMSProp");
    assert_string_equal(optimizer_title(&optimizers[6]), "Adam");
    assert_int_equal(optimizer_buffers(&optimizers[0]), 0);
    assert_int_equal(optimizer_buffers(&optimizers[2]), 1);
    assert_int_equal(optimizer_buffers(&optimizers[4]), 1);
    assert_int_equal(optimizer_buffers(&optimizers[6]), 3); /* with λ */
    assert_int_equal(optimizer_buffers(&optimizers[1]), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gradient_is_the_mean),
        cmocka_unit_test(test_descends),
        cmocka_unit_test(test_non_finite),
        cmocka_unit_test(test_textbook),
        cmocka_unit_test(test_move_is_the_update),
        cmocka_unit_test(test_titles),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
