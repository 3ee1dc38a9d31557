#include "fixture.h"

#include "engine/edit.h"
#include "engine/history.h"

#include <stdlib.h>
#include <string.h>

enum { OPTIMIZERS = 5 }; /* those that are changed to */

enum { NETS = 4, STEPS = 120 };

/* Biases held, a batch of several with a smaller last one and shuffling, softmax; nets 1 and 3 stop
 * by their loss or soon. */
static void some_net(struct fixture *f, int number)
{
    static const struct net_layer_spec deep[] = {
        {4, ACTIVATION_RELU, 0, true, true, false},
        {3, ACTIVATION_LEAKY_RELU, 0.1, false, false, false},
        {3, ACTIVATION_SOFTMAX, 0, true, true, false},
    };

    if (number == 0) {
        fixture_mazur(f, false);
    } else if (number == 1) {
        fixture_xor(f, 3, true);
        f->training.stop.loss_below = 0.24;
    } else if (number == 2) {
        fixture_xor(f, 1, true);
    } else {
        fixture_init(f, 2, deep, 3, LOSS_CROSS_ENTROPY, 5);
        fixture_randomize(f, 9);
        f->training.batch = 2;
        f->training.shuffle = true;
        f->training.stop.iterations = 6;
    }
}

static size_t below(struct rng *rng, size_t bound)
{
    return (size_t)rng_below(rng, bound);
}

/* Any edit that fits the net; parameters and rates at the start of an iteration. */
static struct edit random_edit(const struct fixture *f, struct rng *rng)
{
    const struct net *net = &f->net;
    const struct program *program = &f->stepper.program;
    struct edit edit = {.kind = (enum edit_kind)below(rng, EDIT_RECURRENT),
                        .value = 4 * rng_uniform(rng) - 2};
    struct place place;

    program_locate(program, 1 + below(rng, STEPS), 0, &place);
    edit.step = program_iteration_start(program, place.iteration);
    if (edit.kind == EDIT_WEIGHT || edit.kind == EDIT_BIAS) {
        edit.layer = 1 + below(rng, net->layer_count);
        edit.to = below(rng, net->layers[edit.layer].out);
        if (edit.kind == EDIT_BIAS && !net->layers[edit.layer].has_biases)
            edit.kind = EDIT_WEIGHT;
        if (edit.kind == EDIT_WEIGHT)
            edit.from = below(rng, net->layers[edit.layer].in);
    } else if (edit.kind == EDIT_LEARNING_RATE) {
        edit.value = rng_uniform(rng);
    } else if (edit.kind == EDIT_OPTIMIZER) {
        edit.value = (double)below(rng, OPTIMIZERS);
    } else {
        edit.step += below(rng, place.batch_count) * program->sample_count;
        edit.sample = below(rng, f->data.count);
        edit.to = below(rng, edit.kind == EDIT_INPUT ? f->data.inputs : f->data.targets);
    }
    return edit;
}

/* Another optimiser with its own numbers, that has seen nothing yet. */
static void change_optimizer(struct stepper *stepper, double choice, uint64_t iteration, double *before)
{
    static const struct optimizer others[OPTIMIZERS] = {
        {.kind = OPTIMIZER_SGD},
        {.kind = OPTIMIZER_MOMENTUM, .constants = {0.9}},
        {.kind = OPTIMIZER_NESTEROV, .constants = {0.9}},
        {.kind = OPTIMIZER_RMSPROP, .constants = {0.99, 1e-8}},
        {.kind = OPTIMIZER_ADAM, .constants = {0.9, 0.999, 1e-8}}};
    static const size_t buffers[OPTIMIZERS] = {0, 1, 1, 1, 2};
    const struct net *net = stepper->net;
    struct optimizer *optimizer = &stepper->state.optimizer;
    size_t kept = buffers[(size_t)choice] * net->param_count;

    optimizer->kind = others[(size_t)choice].kind;
    memcpy(optimizer->constants, others[(size_t)choice].constants, sizeof optimizer->constants);
    for (size_t i = net->buffers; i < net->buffers + kept; i++)
        stepper->block[i] = before[i] = 0.0;
    stepper->state.optimizer_start = iteration - 1;
}

/* The run again, without log or history: stepped, and changed by plain writing in the block and
 * the data at the right moment. Stands after `step`, or where the run stops. */
static void run_by_hand(struct fixture *f, const struct edit_log *log, uint64_t step,
                        const struct dataset *data, double *before)
{
    struct stepper stepper;
    const struct net *net = &f->net;
    char *snapshot;

    memcpy(data->x, f->data.x, data->count * data->inputs * sizeof(double));
    memcpy(data->t, f->data.t, data->count * data->targets * sizeof(double));
    assert_true(stepper_init(&stepper, net, data, &f->training, f->params, NULL));
    memcpy(before, stepper.block, net->block_size * sizeof *before);
    while (stepper.state.step < step) {
        enum stop_reason due = stepper_stop_due(&stepper);
        struct place next;

        program_locate(&stepper.program, stepper.state.step + 1, stepper.state.stop_step, &next);
        if (next.index == 1 && due == STOP_NONE)
            memcpy(before, stepper.block, net->block_size * sizeof *before);
        for (size_t i = 0; i < log->count && due == STOP_NONE; i++) {
            const struct edit *edit = &log->edits[i];
            const struct net_layer *layer = &net->layers[edit->layer];

            if (edit->step != stepper.state.step)
                continue;
            if (edit->kind == EDIT_WEIGHT)
                stepper.block[layer->w + edit->to * layer->in + edit->from] =
                    before[layer->w + edit->to * layer->in + edit->from] = edit->value;
            else if (edit->kind == EDIT_BIAS)
                stepper.block[layer->b + edit->to] = before[layer->b + edit->to] = edit->value;
            else if (edit->kind == EDIT_INPUT)
                data->x[edit->sample * data->inputs + edit->to] = edit->value;
            else if (edit->kind == EDIT_TARGET)
                data->t[edit->sample * data->targets + edit->to] = edit->value;
            else if (edit->kind == EDIT_LEARNING_RATE)
                stepper.state.optimizer.learning_rate = edit->value;
            else
                change_optimizer(&stepper, edit->value, next.iteration, before);
        }
        if (!stepper_step(&stepper))
            break;
    }
    /* f's stepper becomes it. */
    snapshot = malloc(stepper_snapshot_size(&stepper));
    assert_non_null(snapshot);
    stepper_save(&stepper, snapshot);
    stepper_restore(&f->stepper, snapshot);
    free(snapshot);
    stepper_finish(&stepper);
}

/* The log alone tells which optimiser the run has by now. */
static void check_optimizer(const struct fixture *reference, const struct edit_log *log)
{
    const struct optimizer *there = &reference->stepper.state.optimizer;
    struct optimizer optimizer = reference->training.optimizer;

    if (reference->stepper.state.stop_step != 0)
        return; /* the stop has no edits */
    edit_log_optimizer(log, reference->stepper.state.step, &optimizer);
    assert_int_equal(optimizer.kind, there->kind);
    assert_true(optimizer.constants[0] == there->constants[0]);
    assert_true(optimizer.learning_rate == there->learning_rate);
}

/* The history stands where the run by hand does. */
static void check(struct fixture *reference, const struct history *history,
                  const struct edit_log *log, uint64_t step)
{
    size_t size = stepper_snapshot_size(history->stepper);
    char *here = malloc(size), *there = malloc(size);
    double *before = malloc(reference->net.block_size * sizeof *before);
    struct dataset data;

    assert_true(here != NULL && there != NULL && before != NULL);
    assert_true(dataset_init(&data, reference->data.count, reference->data.inputs,
                             reference->data.targets, NULL));
    run_by_hand(reference, log, step, &data, before);
    stepper_save(history->stepper, here);
    stepper_save(&reference->stepper, there);
    assert_memory_equal(here, there, size);
    assert_memory_equal(history_before(history), before,
                        reference->net.block_size * sizeof *before);
    check_optimizer(reference, log);
    dataset_finish(&data);
    free(before);
    free(here);
    free(there);
}

static void check_store(const struct history *history)
{
    for (size_t i = 0; i < history->checkpoint_count; i++)
        assert_int_equal(
            stepper_snapshot_state(history->checkpoints + i * history->snapshot_size)->step,
            program_iteration_start(&history->stepper->program, 1 + i * history->stride));
}

/* Edits come and go in any order, between journeys anywhere: always the run that the log says. */
static void test_random_edits(void **state)
{
    static const size_t budgets[] = {0, 6, 16, 1000};
    size_t changed = 0;

    (void)state;
    for (int net = 0; net < NETS; net++)
        for (size_t b = 0; b < sizeof budgets / sizeof budgets[0]; b++) {
            struct fixture f, reference;
            struct history history;
            struct edit_log log = {0};
            struct rng rng;

            rng_seed(&rng, 100 + b);
            some_net(&f, net);
            some_net(&reference, net);
            net_reserve_buffers(&f.net, 3);
            net_reserve_buffers(&reference.net, 3);
            fixture_start(&f);
            fixture_start(&reference);
            assert_true(history_init(&history, &f.stepper,
                                     budgets[b] * stepper_snapshot_size(&f.stepper), NULL));
            for (int i = 0; i < 250; i++) {
                uint64_t to = below(&rng, STEPS);

                switch (below(&rng, 5)) {
                case 0:
                    history_seek(&history, to);
                    break;
                case 1:
                    history_step(&history);
                    break;
                default:
                    if (log.count > 0 && below(&rng, 2) == 0) {
                        struct edit gone = log.edits[below(&rng, log.count)];

                        assert_true(edit_log_remove(&log, &gone));
                        assert_null(edit_log_find(&log, &gone));
                    } else {
                        struct edit edit = random_edit(&f, &rng);

                        edit_log_put(&log, &edit);
                    }
                    history_edit(&history, &log, to);
                    changed++;
                }
                check(&reference, &history, &log, f.stepper.state.step);
                check_store(&history);
            }
            edit_log_finish(&log);
            history_finish(&history);
            fixture_finish(&f);
            fixture_finish(&reference);
        }
    assert_true(changed > 1000);
}

/* What does not depend on the edit is kept: nothing before it runs a second time. */
static void test_keeps_what_is_true(void **state)
{
    struct fixture f;
    struct history history;
    struct edit_log log = {0};
    struct edit edit = {.kind = EDIT_WEIGHT, .layer = 1, .value = 0.5};
    const struct program *program = &f.stepper.program;
    uint64_t replayed;

    (void)state;
    fixture_mazur(&f, true);
    fixture_start(&f);
    assert_true(history_init(&history, &f.stepper, 1000 * stepper_snapshot_size(&f.stepper), NULL));
    history.stride = 1; /* as of a large network */
    history_seek(&history, program_iteration_start(program, 101));
    replayed = history.replayed;

    edit.step = program_iteration_start(program, 61);
    edit_log_put(&log, &edit);
    assert_true(history_edit(&history, &log, edit.step));
    assert_int_equal(history.checkpoint_count, 61); /* its own start is still true */
    assert_true(history.replayed - replayed <= 2 * program_iteration_units(program, 1));
    assert_true(f.stepper.block[f.net.layers[1].w] != 0.5);
    assert_true(history_step(&history));
    assert_true(f.stepper.block[f.net.layers[1].w] == 0.5);
    assert_true(history_before(&history)[f.net.layers[1].w] == 0.5);

    /* An edit ahead of what has run moves nothing. */
    replayed = history.replayed;
    edit.step = program_iteration_start(program, 90);
    edit_log_put(&log, &edit);
    assert_true(history_edit(&history, &log, f.stepper.state.step));
    assert_int_equal(history.replayed, replayed);
    edit_log_finish(&log);
    history_finish(&history);
    fixture_finish(&f);
}

static void test_log(void **state)
{
    struct edit_log a = {0}, b = {0};
    struct edit edit = {.kind = EDIT_BIAS, .layer = 1, .to = 1, .step = 7, .value = 1};

    (void)state;
    assert_true(edit_log_difference(&a, &b) == UINT64_MAX);
    edit_log_put(&a, &edit);
    assert_true(edit_log_difference(&a, &b) == 7);
    edit.value = 2;
    edit_log_put(&a, &edit); /* in its place */
    assert_int_equal(a.count, 1);
    assert_true(edit_log_find(&a, &edit)->value == 2);
    edit.step = 3;
    edit_log_put(&a, &edit);
    edit.step = 7;
    edit.to = 0;
    edit_log_put(&a, &edit);
    assert_int_equal(a.count, 3);
    assert_true(a.edits[0].step == 3 && a.edits[1].to == 1 && a.edits[2].to == 0);
    assert_int_equal(edit_log_lower(&a, 0), 0);
    assert_int_equal(edit_log_lower(&a, 4), 1);
    assert_int_equal(edit_log_lower(&a, 8), 3);
    edit_log_copy(&b, &a);
    assert_true(edit_log_difference(&a, &b) == UINT64_MAX);
    b.edits[2].value = 5;
    assert_true(edit_log_difference(&a, &b) == 7);
    edit.step = 8;
    assert_false(edit_log_remove(&a, &edit));
    edit_log_finish(&a);
    edit_log_finish(&b);
}

/* A changed input of one sample of a batch counts in its loss, at every place of the batch. */
static void test_batch_loss(void **state)
{
    struct fixture f;
    struct edit_log log = {0};
    struct history history;
    double *scratch;

    (void)state;
    fixture_xor(&f, 4, false);
    fixture_start(&f);
    scratch = malloc(f.net.block_size * sizeof *scratch);
    assert_non_null(scratch);
    assert_true(history_init(&history, &f.stepper, 0, NULL));
    for (size_t i = 0; i < 4; i++) {
        struct edit edit = {.kind = EDIT_TARGET, .sample = i, .value = 3,
                            .step = i * f.stepper.program.sample_count};

        edit_log_put(&log, &edit);
        history_edit(&history, &log, program_iteration_start(&f.stepper.program, 2));
        /* With no update the loss before is the loss after. */
        f.stepper.training.optimizer.learning_rate = 0;
        memcpy(f.stepper.block, history_before(&history),
               f.net.param_count * sizeof *f.stepper.block);
        assert_true(stepper_batch_loss_now(&f.stepper, scratch) ==
                    f.stepper.state.batch_loss / 4);
        history_edit(&history, &log, 0);
    }
    free(scratch);
    edit_log_finish(&log);
    history_finish(&history);
    fixture_finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_log),
        cmocka_unit_test(test_random_edits),
        cmocka_unit_test(test_keeps_what_is_true),
        cmocka_unit_test(test_batch_loss),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
