/*
 * Each mistake against a second implementation: plain loops for nets of two layers, written
 * without the engine's functions.
 */
#include "fixture.h"

#include "engine/wrong/effect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4, SAMPLES = 4 };

/* Layer 0 is the hidden one, 1 the output. w[l][j][k]: into j from k. */
struct plain {
    size_t in, hidden, out, samples, batch;
    bool tanh_hidden, cross_entropy, train_biases;
    double eta;
    double w[2][MOST][MOST], b[2][MOST];
    double gw[2][MOST][MOST], gb[2][MOST];
    double x[SAMPLES][MOST], t[SAMPLES][MOST];
    double loss; /* mean over the batch */
};

static double sigma(double z)
{
    return 1.0 / (1.0 + exp(-z));
}

static void plain_sample(struct plain *p, enum mistake m, size_t n)
{
    double h[MOST], y[MOST], d2[MOST], d1[MOST];

    for (size_t j = 0; j < p->hidden; j++) {
        double z = m == MISTAKE_NO_BIAS ? 0.0 : p->b[0][j];

        for (size_t k = 0; k < p->in; k++)
            z += p->w[0][j][k] * p->x[n][k];
        h[j] = p->tanh_hidden ? tanh(z) : sigma(z);
    }
    for (size_t j = 0; j < p->out; j++) {
        double z = m == MISTAKE_NO_BIAS ? 0.0 : p->b[1][j], e;

        for (size_t k = 0; k < p->hidden; k++)
            z += p->w[1][j][k] * h[k];
        y[j] = sigma(z);
        e = y[j] - p->t[n][j];
        if (p->cross_entropy) {
            p->loss -= (p->t[n][j] * log(y[j]) + (1 - p->t[n][j]) * log(1 - y[j])) / (double)p->out;
            d2[j] = e / (double)p->out;
        } else {
            p->loss += 0.5 * e * e;
            d2[j] = m == MISTAKE_NO_SLOPE ? e : e * y[j] * (1 - y[j]);
        }
        for (size_t k = 0; k < p->hidden; k++)
            p->gw[1][j][k] += d2[j] * h[k];
        p->gb[1][j] += m == MISTAKE_NO_BIAS ? 0.0 : d2[j];
    }
    for (size_t k = 0; k < p->hidden; k++) {
        double da = 0.0;

        for (size_t j = 0; j < (m == MISTAKE_ONE_PATH ? 1 : p->out); j++) {
            double w = p->w[1][j][k];

            if (m == MISTAKE_UPDATED_WEIGHTS)
                w -= p->eta * p->gw[1][j][k] / (double)p->batch;
            da += w * d2[j];
        }
        d1[k] = m == MISTAKE_NO_SLOPE ? da : da * (p->tanh_hidden ? 1 - h[k] * h[k] : h[k] * (1 - h[k]));
        for (size_t i = 0; i < p->in; i++)
            p->gw[0][k][i] += d1[k] * p->x[n][i];
        p->gb[0][k] += m == MISTAKE_NO_BIAS ? 0.0 : d1[k];
    }
}

static void plain_iteration(struct plain *p, enum mistake m, size_t first)
{
    double step = (m == MISTAKE_ADDED ? p->eta : -p->eta) / (double)p->batch;

    p->loss = 0.0;
    if (m != MISTAKE_NOT_CLEARED) {
        memset(p->gw, 0, sizeof p->gw);
        memset(p->gb, 0, sizeof p->gb);
    }
    for (size_t n = 0; n < p->batch; n++)
        plain_sample(p, m, (first + n) % p->samples);
    p->loss /= (double)p->batch;
    for (size_t l = 0; l < 2; l++) {
        for (size_t j = 0; j < MOST; j++) {
            for (size_t k = 0; k < MOST; k++)
                p->w[l][j][k] += step * p->gw[l][j][k];
            if (p->train_biases && m != MISTAKE_NO_BIAS)
                p->b[l][j] += step * p->gb[l][j];
        }
    }
}

static void plain_init(struct plain *p, const struct fixture *f, bool tanh_hidden, bool cross_entropy)
{
    *p = (struct plain){
        .in = f->net.layers[0].out, .hidden = f->net.layers[1].out, .out = f->net.layers[2].out,
        .samples = f->data.count, .batch = f->training.batch, .tanh_hidden = tanh_hidden,
        .cross_entropy = cross_entropy, .train_biases = f->net.layers[1].train_biases,
        .eta = f->training.optimizer.learning_rate,
    };
    for (size_t l = 1; l <= 2; l++) {
        const struct net_layer *layer = &f->net.layers[l];

        for (size_t j = 0; j < layer->out; j++) {
            for (size_t k = 0; k < layer->in; k++)
                p->w[l - 1][j][k] = f->params[layer->w + j * layer->in + k];
            p->b[l - 1][j] = f->params[layer->b + j];
        }
    }
    for (size_t n = 0; n < p->samples; n++) {
        memcpy(p->x[n], dataset_x(&f->data, n), p->in * sizeof(double));
        memcpy(p->t[n], dataset_t(&f->data, n), p->out * sizeof(double));
    }
}

/* Parameters and loss after each of some iterations; *apart: how far the parameters ended from
 * those of the right run. */
static void compare_runs(struct fixture *f, struct plain *p, enum mistake m, double *apart)
{
    struct fixture right = *f;

    right.stepper = (struct stepper){0};
    f->training.mistake = m;
    fixture_start(f);
    fixture_start(&right);
    for (size_t i = 0; i < 9; i++) {
        plain_iteration(p, m, i * p->batch);
        fixture_run(f, 1);
        fixture_run(&right, 1);
        assert_close(fixture_loss(f), p->loss);
        for (size_t l = 1; l <= 2; l++) {
            const struct net_layer *layer = &f->net.layers[l];

            for (size_t j = 0; j < layer->out; j++) {
                for (size_t k = 0; k < layer->in; k++)
                    assert_close(f->stepper.block[layer->w + j * layer->in + k], p->w[l - 1][j][k]);
                assert_close(f->stepper.block[layer->b + j], p->b[l - 1][j]);
            }
        }
    }
    *apart = 0.0;
    for (size_t i = 0; i < f->net.param_count; i++)
        *apart = fmax(*apart, fabs(f->stepper.block[i] - right.stepper.block[i]));
    stepper_finish(&right.stepper);
}

static void test_mazur(void **state)
{
    (void)state;
    for (int m = MISTAKE_NONE; m < MISTAKE_EACH_TIME; m++) {
        struct fixture f;
        struct plain p;
        double apart;

        fixture_mazur(&f, m == MISTAKE_NO_BIAS);
        plain_init(&p, &f, false, false);
        compare_runs(&f, &p, (enum mistake)m, &apart);
        assert_true(m == MISTAKE_NONE ? apart == 0.0 : apart > 1e-6);
        fixture_finish(&f);
    }
}

static void test_xor(void **state)
{
    (void)state;
    for (size_t batch = 1; batch <= 4; batch *= 2) {
        for (int m = MISTAKE_NONE; m < MISTAKE_EACH_TIME; m++) {
            struct fixture f;
            struct plain p;
            double apart;

            fixture_xor(&f, batch, false);
            plain_init(&p, &f, true, true);
            compare_runs(&f, &p, (enum mistake)m, &apart);
            /* One unit above: there is only one path. */
            assert_true(m == MISTAKE_NONE || m == MISTAKE_ONE_PATH ? apart == 0.0 : apart > 1e-6);
            fixture_finish(&f);
        }
    }
}

/* The article's closing numbers: wrong, to the last digit printed (its 0.0000351085 is a misprint). */
static void test_article(void **state)
{
    struct fixture f;
    double *scratch;

    (void)state;
    fixture_mazur(&f, false);
    f.training.mistake = MISTAKE_UPDATED_WEIGHTS;
    fixture_start(&f);
    scratch = calloc(f.net.block_size, sizeof *scratch);
    assert_non_null(scratch);
    fixture_run(&f, 1);
    assert_close(stepper_batch_loss_now(&f.stepper, scratch), 0.29102792390544197);
    fixture_run(&f, 9999);
    assert_true(fixture_close(stepper_batch_loss_now(&f.stepper, scratch), 3.5084786296e-05, 1e-14));
    free(scratch);
    fixture_finish(&f);
}

static bool has_effect(const struct fixture *f, enum mistake m)
{
    return effect_missing(m, &f->net, &f->training, f->params) == NULL;
}

static void test_without_effect(void **state)
{
    static const struct net_layer_spec one[] = {{2, ACTIVATION_IDENTITY, 0, false, false, false}};
    struct fixture f;

    (void)state;
    fixture_mazur(&f, false);
    assert_int_equal(mistake_count(&f.net), MISTAKE_EACH_TIME);
    for (int m = MISTAKE_UPDATED_WEIGHTS; m < MISTAKE_COUNT; m++)
        assert_true(has_effect(&f, (enum mistake)m) == (m < MISTAKE_EACH_TIME));
    f.training.optimizer.learning_rate = 0;
    f.training.stop.iterations = 1;
    assert_false(has_effect(&f, MISTAKE_UPDATED_WEIGHTS));
    assert_false(has_effect(&f, MISTAKE_ADDED));
    assert_false(has_effect(&f, MISTAKE_NOT_CLEARED));
    for (size_t l = 1; l <= 2; l++)
        memset(f.params + f.net.layers[l].b, 0, 2 * sizeof *f.params);
    assert_false(has_effect(&f, MISTAKE_NO_BIAS));
    fixture_finish(&f);
    fixture_xor(&f, 4, false);
    assert_false(has_effect(&f, MISTAKE_ONE_PATH));
    assert_true(has_effect(&f, MISTAKE_NO_SLOPE));
    fixture_finish(&f);
    fixture_init(&f, 2, one, 1, LOSS_HALF_SQUARED_ERROR, 1);
    assert_false(has_effect(&f, MISTAKE_UPDATED_WEIGHTS));
    assert_false(has_effect(&f, MISTAKE_ONE_PATH));
    assert_false(has_effect(&f, MISTAKE_NO_BIAS));
    assert_false(has_effect(&f, MISTAKE_NO_SLOPE));
    assert_true(has_effect(&f, MISTAKE_NONE));
    fixture_finish(&f);
}

static void test_names(void **state)
{
    (void)state;
    for (int m = 0; m < MISTAKE_COUNT; m++) {
        assert_true(strlen(mistake_name((enum mistake)m)) > 3);
        for (int other = 0; other < m; other++)
            assert_string_not_equal(mistake_name((enum mistake)m), mistake_name((enum mistake)other));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mazur),
        cmocka_unit_test(test_xor),
        cmocka_unit_test(test_article),
        cmocka_unit_test(test_without_effect),
        cmocka_unit_test(test_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
