/* Recurrent nets: the gradients of every activation, loss, reduction and truncation against finite
 * differences; and the arithmetic of a layer by hand. */
#include "fixture.h"

#include "engine/check/gradcheck.h"
#include "engine/fast/rows.h"
#include "engine/history.h"
#include "engine/recurrent.h"
#include "engine/wrong/effect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TIMES = 5, SEQUENCES = 3 };

/* Sequences of 5, 3 and 1 times; a target at the last of each, and at every second. */
static void make_data(struct fixture *f, size_t inputs, size_t outputs, struct rng *rng)
{
    static const size_t lengths[SEQUENCES] = {TIMES, 3, 1};

    assert_true(dataset_init(&f->data, SEQUENCES, TIMES * inputs, TIMES * outputs, NULL));
    f->data.times = TIMES;
    for (size_t s = 0; s < SEQUENCES; s++)
        for (size_t time = 1; time <= TIMES; time++) {
            double *x = f->data.x + s * f->data.inputs + (time - 1) * inputs;
            double *t = f->data.t + s * f->data.targets + (time - 1) * outputs;
            bool target = time == lengths[s] || (time < lengths[s] && time % 2 == 0);

            for (size_t i = 0; i < inputs; i++)
                x[i] = time <= lengths[s] ? 2 * rng_uniform(rng) - 1 : (double)NAN;
            for (size_t k = 0; k < outputs; k++)
                t[k] = !target ? (double)NAN : outputs == 1 ? rng_uniform(rng) : k == s % outputs;
        }
}

/* A net of a plain, two recurrent and two plain layers, with random numbers. */
static void make(struct fixture *f, enum activation hidden, enum loss loss, bool mean,
                 size_t truncate, uint64_t seed)
{
    const struct loss_row *row = loss_row(loss);
    enum activation output = row->fused ? row->with : ACTIVATION_IDENTITY;
    size_t outputs = 3;
    const struct net_layer_spec layers[] = {
        {2, hidden, 0.01, true, true, false}, {3, hidden, 0.01, true, true, true},
        {2, hidden, 0.01, false, false, true}, {2, hidden, 0.01, true, false, false},
        {outputs, output, 0, true, true, false}};
    struct error err = {0};
    struct rng rng;

    memset(f, 0, sizeof *f);
    rng_seed(&rng, seed);
    assert_true(net_init(&f->net, 2, layers, 5, loss, &err));
    f->net.time_mean = mean;
    f->net.truncate = truncate;
    make_data(f, 2, outputs, &rng);
    assert_true(net_unroll(&f->net, &f->data, &err));
    f->params = calloc(f->net.param_count, sizeof *f->params);
    for (size_t i = 0; i < f->net.param_count; i++)
        f->params[i] = 1.6 * rng_uniform(&rng) - 0.8;
}

static void check(enum activation hidden, enum loss loss, bool mean, size_t truncate, uint64_t seed)
{
    const size_t *counts;
    struct gradcheck result;
    struct error err = {0};
    struct fixture f;

    make(&f, hidden, loss, mean, truncate, seed);
    assert_true(gradcheck_run(&f.net, &f.data, f.params, NULL, 0.1, f.net.param_count, &result, &err));
    counts = result.summary.counts;
    if (counts[JUDGE_DIFFERS] > 0)
        fail_msg("%s, %s, mean %d, cut at %zu: parameter %zu is %.17g, by difference %.17g",
                 activation_row(hidden)->name, loss_row(loss)->name, mean, truncate,
                 result.worst_param, result.worst_backprop, result.worst_numeric);
    assert_int_equal(result.tried, f.net.param_count);
    /* A ReLU may sit at its kink or be dead; else they are all there, and none is 0. */
    if (!activation_row(hidden)->kinks)
        assert_true(counts[JUDGE_AGREES] >= f.net.param_count - 2 &&
                    result.nonzero >= f.net.param_count - 2);
    assert_true(counts[JUDGE_AGREES] > 0 && result.nonzero > f.net.param_count / 6);
    fixture_finish(&f);
}

static void every_activation(void **state)
{
    size_t checked = 0;

    (void)state;
    for (size_t a = 0; a < activation_count(); a++) {
        if (activation_row((enum activation)a)->couples)
            continue;
        check((enum activation)a, LOSS_HALF_SQUARED_ERROR, false, 0, 3);
        check((enum activation)a, LOSS_HALF_SQUARED_ERROR, true, 2, 4);
        checked++;
    }
    assert_true(checked >= 9);
}

static void every_loss(void **state)
{
    (void)state;
    for (size_t l = 0; l < loss_count(); l++)
        for (size_t truncate = 0; truncate <= TIMES; truncate++)
            for (int mean = 0; mean <= 1; mean++)
                check(ACTIVATION_TANH, (enum loss)l, mean, truncate, 10 + truncate);
}

/* Where it is cut, it is another gradient. */
static void truncation_matters(void **state)
{
    struct fixture whole, cut;
    double *of_whole, *of_cut;
    size_t apart = 0;

    (void)state;
    make(&whole, ACTIVATION_TANH, LOSS_HALF_SQUARED_ERROR, false, 0, 3);
    make(&cut, ACTIVATION_TANH, LOSS_HALF_SQUARED_ERROR, false, 2, 3);
    of_whole = fixture_gradients(&whole);
    of_cut = fixture_gradients(&cut);
    for (size_t i = 0; i < whole.net.param_count; i++)
        apart += of_whole[i] != of_cut[i];
    assert_true(apart > whole.net.param_count / 4);
    free(of_whole);
    free(of_cut);
    fixture_finish(&whole);
    fixture_finish(&cut);
}

/* z = w x + r h + b of two units, and the way back. */
static void by_hand(void **state)
{
    static const double w[] = {1, 2, 3, 4}, r[] = {0.5, -1, 2, 0.25}, b[] = {10, 20};
    static const double x[] = {1, -1}, before[] = {2, 4}, dz[] = {3, -2}, output[] = {100, 200};
    double z[2], future[2], da[2], gr[4] = {1, 1, 1, 1};

    (void)state;
    recurrent_forward(2, 2, w, r, b, x, before, z);
    assert_true(z[0] == 1 - 2 + 1 - 4 + 10 && z[1] == 3 - 4 + 4 + 1 + 20);
    recurrent_forward(2, 2, w, r, NULL, x, NULL, z);
    assert_true(z[0] == -1 && z[1] == -1);
    recurrent_backward(2, r, dz, output, future, da);
    assert_true(future[0] == 1.5 - 4 && future[1] == -3 - 0.5);
    assert_true(da[0] == 100 - 2.5 && da[1] == 200 - 3.5);
    recurrent_backward(2, r, NULL, output, future, da);
    assert_true(future[0] == 0 && da[1] == 200);
    recurrent_backward_weights(2, dz, before, gr);
    assert_true(gr[0] == 7 && gr[1] == 13 && gr[2] == -3 && gr[3] == -7);
    recurrent_backward_weights(2, dz, NULL, gr);
    assert_true(gr[0] == 7);
}

/* The quick loops have the bits of those to read, at every width. */
static void rows(void **state)
{
    enum { MOST = 19 };
    double w[MOST * MOST], r[MOST * MOST], x[MOST], before[MOST], b[MOST], spare[MOST];
    double z[2][MOST], future[2][MOST], da[2][MOST], gr[2][MOST * MOST];
    struct rng rng;

    (void)state;
    rng_seed(&rng, 8);
    for (size_t i = 0; i < MOST * MOST; i++) {
        w[i] = rng_uniform(&rng) - 0.5;
        r[i] = rng_uniform(&rng) - 0.5;
        gr[0][i] = gr[1][i] = rng_uniform(&rng);
        x[i % MOST] = rng_uniform(&rng) - 0.5;
        before[i % MOST] = rng_uniform(&rng) - 0.5;
        b[i % MOST] = rng_uniform(&rng);
    }
    for (size_t out = 1; out <= MOST; out++)
        for (int first = 0; first <= 1; first++) {
            const double *h = first ? NULL : before, *bias = out % 2 ? b : NULL;

            recurrent_forward(out, MOST - out + 1, w, r, bias, x, h, z[0]);
            recurrent_rows_forward(out, MOST - out + 1, w, r, bias, x, h, spare, z[1]);
            assert_memory_equal(z[0], z[1], out * sizeof z[0][0]);
            recurrent_backward(out, r, first ? NULL : x, b, future[0], da[0]);
            recurrent_rows_backward(out, r, first ? NULL : x, b, future[1], da[1]);
            assert_memory_equal(future[0], future[1], out * sizeof z[0][0]);
            assert_memory_equal(da[0], da[1], out * sizeof z[0][0]);
            recurrent_backward_weights(out, x, h, gr[0]);
            recurrent_rows_backward_weights(out, x, h, gr[1]);
            assert_memory_equal(gr[0], gr[1], sizeof gr[0]);
        }
}

/* Every parameter has its place. */
static void places(void **state)
{
    struct fixture f;
    size_t recurrent = 0, biases = 0;

    (void)state;
    make(&f, ACTIVATION_TANH, LOSS_HALF_SQUARED_ERROR, false, 0, 3);
    for (size_t p = 0; p < f.net.param_count; p++) {
        struct net_place place = net_find(&f.net, p);
        const struct net_layer *layer = &f.net.layers[place.layer];
        size_t at = place.bias        ? layer->b + place.to
                    : place.recurrent ? layer->r + place.to * layer->out + place.from
                                      : layer->w + place.to * layer->in + place.from;

        assert_int_equal(at, p);
        recurrent += place.recurrent;
        biases += place.bias;
    }
    assert_int_equal(recurrent, 9 + 4);
    assert_int_equal(biases, 2 + 3 + 2 + 3);
    fixture_finish(&f);
}

/* clip_value, then clip_norm, of any net: what the optimiser gets has that norm. */
static void clipping(void **state)
{
    struct fixture f, plain;

    (void)state;
    fixture_smooth(&f, 2);
    fixture_smooth(&plain, 2);
    f.training.optimizer.clip_value = 0.02;
    f.training.optimizer.clip_norm = 0.03;
    net_reserve_buffers(&f.net, optimizer_buffers(&f.training.optimizer));
    fixture_start(&f);
    fixture_start(&plain);
    for (int iteration = 0; iteration < 2; iteration++) {
        double *before = malloc(f.net.param_count * sizeof *before), norm = 0, raw = 0;
        size_t at_most = 0;

        memcpy(before, f.stepper.block, f.net.param_count * sizeof *before);
        fixture_run(&f, 1);
        for (size_t p = 0; p < f.net.param_count; p++) {
            const struct net_place place = net_find(&f.net, p);
            double step = f.stepper.block[p] - before[p], g = f.stepper.block[f.net.buffers + p];
            double sum = f.stepper.block[f.net.param_count + p] / (double)f.data.count;

            if (place.bias && !f.net.layers[place.layer].train_biases)
                continue;
            assert_true(fabs(step + 0.1 * g) < 1e-15);
            assert_true(fabs(g) <= 0.02 && (g > 0) == (sum > 0));
            at_most += fabs(sum) > 0.02;
            norm += g * g;
            raw += sum * sum;
        }
        assert_true(at_most > 0 && sqrt(raw) > 0.03);
        assert_close(sqrt(norm), 0.03);
        free(before);
    }
    fixture_finish(&f);
    fixture_finish(&plain);
}

/* A mistake on purpose in time: what comes back goes through weights that the later times have
 * already moved. */
static void updated_weights(void **state)
{
    static const struct net_layer_spec layers[] = {{1, ACTIVATION_TANH, 0, true, true, true},
                                                   {1, ACTIVATION_IDENTITY, 0, true, true, false}};
    static const double params[] = {0.5, 0.8, 0.1, 1.5, -0.2}, x[] = {1, 2}, t[] = {0.3, -0.4};
    const double eta = 0.3;
    const struct net_layer *hidden, *output;
    struct training training = {.optimizer = {.learning_rate = eta}, .batch = 1,
                                .mistake = MISTAKE_UPDATED_WEIGHTS};
    struct stepper stepper;
    struct fixture f = {0};
    double *first, *second;

    (void)state;
    assert_true(net_init(&f.net, 1, layers, 2, LOSS_HALF_SQUARED_ERROR, NULL));
    assert_true(dataset_init(&f.data, 1, 2, 2, NULL));
    f.data.times = 2;
    memcpy(f.data.x, x, sizeof x);
    memcpy(f.data.t, t, sizeof t);
    assert_true(net_unroll(&f.net, &f.data, NULL));
    assert_true(stepper_init(&stepper, &f.net, &f.data, &training, params, NULL));
    stepper_run(&stepper, 4 + 3 + 4);
    hidden = &f.net.layers[1];
    output = &f.net.layers[2];
    first = net_at(&f.net, stepper.block, 1);
    second = net_at(&f.net, stepper.block, 2);
    assert_true(stepper.block[hidden->gr] != 0 && stepper.block[output->gw] != 0);
    assert_close(first[hidden->da_future],
                 (0.8 - eta * stepper.block[hidden->gr]) * second[hidden->dz]);
    assert_close(first[hidden->da_output],
                 (1.5 - eta * stepper.block[output->gw]) * first[output->dz]);
    assert_close(first[hidden->da], first[hidden->da_output] + first[hidden->da_future]);
    assert_true(fabs(first[hidden->da_future] - 0.8 * second[hidden->dz]) > 1e-3);
    stepper_finish(&stepper);
    fixture_finish(&f);
}

/* One sequence of 4 times with two targets, through two recurrent layers and an output. */
static void begin_sequence(struct fixture *f, struct stepper *stepper, enum mistake mistake)
{
    static const struct net_layer_spec layers[] = {{2, ACTIVATION_TANH, 0, true, true, true},
                                                   {3, ACTIVATION_TANH, 0, true, true, true},
                                                   {1, ACTIVATION_IDENTITY, 0, true, true, false}};
    static const double x[] = {1, -0.5, 0.25, 2}, t[] = {(double)NAN, 0.7, (double)NAN, -0.4};
    struct training training = {.optimizer = {.learning_rate = 0.3}, .batch = 1,
                                .mistake = mistake};
    double params[64];

    if (f->net.param_count == 0) { /* else another stepper has begun with it */
        assert_true(net_init(&f->net, 1, layers, 3, LOSS_HALF_SQUARED_ERROR, NULL));
        assert_true(dataset_init(&f->data, 1, 4, 4, NULL));
        f->data.times = 4;
        memcpy(f->data.x, x, sizeof x);
        memcpy(f->data.t, t, sizeof t);
        assert_true(net_unroll(&f->net, &f->data, NULL));
    }
    assert_true(f->net.param_count < 64);
    for (size_t i = 0; i < f->net.param_count; i++)
        params[i] = sin(1.0 + 2.0 * (double)i);
    assert_true(stepper_init(stepper, &f->net, &f->data, &training, params, NULL));
}

/* Weights that really move after each time, by plain loops: the same numbers. */
static void each_time(void **state)
{
    struct fixture f = {0};
    struct stepper wrong, right;
    const struct net *net = &f.net;
    double *block, before[64], past[64] = {0};
    size_t params, apart = 0;

    (void)state;
    begin_sequence(&f, &wrong, MISTAKE_EACH_TIME);
    begin_sequence(&f, &right, MISTAKE_NONE);
    params = f.net.param_count;
    stepper_run(&wrong, wrong.here.count);
    stepper_run(&right, right.here.count);
    block = net_new_block(net);
    for (size_t i = 0; i < params; i++)
        before[i] = block[i] = sin(1.0 + 2.0 * (double)i);
    net_evaluate(net, block, f.data.x, f.data.t);
    for (size_t time = 4; time >= 1; time--) {
        for (size_t l = 3; l >= 1; l--)
            if (net_runs(net, block, l, time))
                net_backward_hooked(net, block, l, time, NULL);
        for (size_t i = 0; i < params; i++) {
            block[i] -= 0.3 * (block[params + i] - past[i]);
            past[i] = block[params + i];
        }
    }
    for (size_t i = 0; i < params; i++) {
        assert_close(wrong.block[params + i], block[params + i]);
        assert_close(wrong.block[i], block[i]);
        apart += fabs(wrong.block[i] - right.block[i]) > 1e-3;
        assert_true(before[i] != block[i]);
    }
    assert_true(apart > params / 2);
    free(block);
    stepper_finish(&wrong);
    stepper_finish(&right);
    fixture_finish(&f);
}

/* The gradient is the share of the last time at which the layer runs: of the sequence's last. */
static void last_time(void **state)
{
    struct fixture f = {0};
    struct stepper wrong, right;
    size_t apart = 0, params;

    (void)state;
    begin_sequence(&f, &wrong, MISTAKE_LAST_TIME);
    begin_sequence(&f, &right, MISTAKE_NONE);
    params = f.net.param_count;
    stepper_run(&wrong, wrong.here.count);
    stepper_run(&right, right.here.count);
    for (size_t p = 0; p < params; p++) {
        const struct net_place place = net_find(&f.net, p);
        const struct net_layer *layer = &f.net.layers[place.layer];
        const double *last = net_at(&f.net, right.block, 4);
        double carried = place.bias ? 1
                         : place.recurrent
                             ? (last - f.net.frame)[layer->a + place.from]
                             : last[net_from(&f.net, place.layer)->a + place.from];

        assert_close(wrong.block[params + p], last[layer->dz + place.to] * carried);
        apart += fabs(wrong.block[params + p] - right.block[params + p]) > 1e-3;
    }
    assert_true(apart > params / 2);
    stepper_finish(&wrong);
    stepper_finish(&right);
    fixture_finish(&f);
}

/* Back through the run, and forward again: the same bits after every step. */
static void wrong_and_back(void **state)
{
    (void)state;
    for (int m = MISTAKE_NONE; m < MISTAKE_COUNT; m++) {
        struct fixture f = {0};
        struct stepper stepper;
        struct history history;
        size_t steps, size;
        double *kept;

        begin_sequence(&f, &stepper, (enum mistake)m);
        steps = 3 * stepper.here.count;
        size = f.net.block_size;
        assert_true(history_init(&history, &stepper, 0, NULL));
        kept = calloc((steps + 1) * size, sizeof *kept);
        assert_non_null(kept);
        for (size_t i = 0; i <= steps; i++) {
            memcpy(kept + i * size, stepper.block, size * sizeof *kept);
            history_step(&history);
        }
        for (size_t i = steps + 1; i-- > 0;) {
            history_seek(&history, i);
            assert_memory_equal(stepper.block, kept + i * size, size * sizeof *kept);
        }
        assert_memory_not_equal(kept, kept + steps * size, f.net.param_count * sizeof *kept);
        free(kept);
        history_finish(&history);
        stepper_finish(&stepper);
        fixture_finish(&f);
    }
}

/* A time without a target gets none by hand: stepped and run at once it would be another run. */
static void no_target_where_there_is_none(void **state)
{
    const struct edit edit = {.kind = EDIT_TARGET, .time = 1, .value = 0.9};
    struct fixture f = {0};
    struct stepper stepped, run, plain;
    size_t steps;

    (void)state;
    begin_sequence(&f, &stepped, MISTAKE_NONE);
    begin_sequence(&f, &run, MISTAKE_NONE);
    begin_sequence(&f, &plain, MISTAKE_NONE);
    steps = 3 * plain.here.count;
    edit_log_put(&stepped.edits, &edit);
    edit_log_put(&run.edits, &edit);
    for (size_t i = 0; i < steps; i++) {
        assert_true(stepper_step(&stepped));
        assert_true(stepper_step(&plain));
    }
    assert_true(stepper_run(&run, steps));
    assert_memory_equal(stepped.block, plain.block, f.net.block_size * sizeof(double));
    assert_memory_equal(run.block, plain.block, f.net.block_size * sizeof(double));
    stepper_finish(&stepped);
    stepper_finish(&run);
    stepper_finish(&plain);
    fixture_finish(&f);
}

static void what_has_no_effect(void **state)
{
    struct fixture f = {0};
    struct stepper stepper;
    struct training training;

    (void)state;
    begin_sequence(&f, &stepper, MISTAKE_NONE);
    training = stepper.training;
    assert_int_equal(mistake_count(&f.net), MISTAKE_COUNT);
    assert_null(effect_missing(MISTAKE_EACH_TIME, &f.net, &training, stepper.block));
    assert_null(effect_missing(MISTAKE_LAST_TIME, &f.net, &training, stepper.block));
    training.optimizer.learning_rate = 0;
    assert_string_equal(effect_missing(MISTAKE_EACH_TIME, &f.net, &training, stepper.block),
                        "no_rate");
    assert_null(effect_missing(MISTAKE_LAST_TIME, &f.net, &training, stepper.block));
    stepper_finish(&stepper);
    fixture_finish(&f);
}

/* One target, at the last time, and a cut before it: then, and only then, both mistakes of times
 * come to the right numbers. */
static void what_has_no_effect_where_it_is_cut(void **state)
{
    static const double only_last[] = {(double)NAN, (double)NAN, (double)NAN, -0.4};

    (void)state;
    for (size_t cut = 0; cut <= 2; cut++)
        for (int m = MISTAKE_EACH_TIME; m <= MISTAKE_LAST_TIME; m++) {
            struct fixture f = {0};
            struct stepper wrong, right;
            bool same;

            begin_sequence(&f, &right, MISTAKE_NONE);
            stepper_finish(&right);
            memcpy(f.data.t, only_last, sizeof only_last);
            free(f.net.targeted);
            assert_true(net_unroll(&f.net, &f.data, NULL));
            f.net.truncate = cut;
            begin_sequence(&f, &right, MISTAKE_NONE);
            begin_sequence(&f, &wrong, (enum mistake)m);
            stepper_run(&wrong, 2 * wrong.here.count);
            stepper_run(&right, 2 * right.here.count);
            same = memcmp(wrong.block, right.block, f.net.param_count * sizeof(double)) == 0;
            assert_true(same == (cut == 1));
            assert_true(same == (effect_missing((enum mistake)m, &f.net, &right.training,
                                                right.block) != NULL));
            stepper_finish(&wrong);
            stepper_finish(&right);
            fixture_finish(&f);
        }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),          cmocka_unit_test(rows),
        cmocka_unit_test(places),
        cmocka_unit_test(every_activation), cmocka_unit_test(every_loss),
        cmocka_unit_test(truncation_matters), cmocka_unit_test(clipping),
        cmocka_unit_test(updated_weights), cmocka_unit_test(each_time),
        cmocka_unit_test(last_time), cmocka_unit_test(wrong_and_back),
        cmocka_unit_test(what_has_no_effect),
        cmocka_unit_test(what_has_no_effect_where_it_is_cut),
        cmocka_unit_test(no_target_where_there_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
