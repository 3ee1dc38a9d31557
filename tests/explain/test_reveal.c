#include "run.h"

#include <stdio.h>
#include <string.h>

enum { MOMENTS_MAX = 8192 };

/* The moments of one unit as reveal.h words them, written down in the plainest way. */
struct listing {
    struct moment moments[MOMENTS_MAX];
    bool neuron[MOMENTS_MAX]; /* whether a step of NEURON granularity ends there */
    size_t count;
};

static void add(struct listing *listing, enum moment_kind kind, size_t to, size_t from, bool z,
                bool neuron)
{
    assert_true(listing->count < MOMENTS_MAX);
    listing->moments[listing->count] = (struct moment){kind, to, from, z, QUANTITY_OF_RUN};
    listing->neuron[listing->count++] = neuron;
}

static void add_parameter(struct listing *listing, enum moment_kind kind, enum quantity_of of,
                          size_t to, size_t from, bool neuron)
{
    add(listing, kind, to, from, false, neuron);
    listing->moments[listing->count - 1].of = of;
}

static void list_forward(struct listing *list, const struct net_layer *layer)
{
    bool softmax = layer->activation == ACTIVATION_SOFTMAX;

    for (size_t j = 0; j < layer->out; j++) {
        for (size_t k = 0; k < layer->in; k++) {
            bool last = k + 1 == layer->in && !layer->has_biases;

            add(list, MOMENT_PRODUCT, j, k, last, last);
        }
        if (layer->has_biases)
            add(list, MOMENT_BIAS, j, 0, true, true);
        if (!softmax)
            add(list, MOMENT_ACTIVATION, j, 0, false, true);
    }
    for (size_t j = 0; softmax && j < layer->out; j++)
        add(list, MOMENT_ACTIVATION, j, 0, false, true);
}

static void list_backward(struct listing *list, const struct net *net, size_t l)
{
    const struct net_layer *layer = &net->layers[l];
    bool output = l == net->layer_count;
    bool fused = output && loss_is_fused(net->loss, layer->activation);
    bool softmax = layer->activation == ACTIVATION_SOFTMAX;

    for (size_t j = 0; softmax && !fused && j < layer->out; j++)
        add(list, MOMENT_DA, j, 0, false, true);
    for (size_t j = 0; j < layer->out; j++) {
        if (!output && layer[1].out > 1)
            for (size_t i = 0; i < layer[1].out; i++)
                add(list, MOMENT_DA_TERM, j, i, false, false);
        if (!fused && !softmax)
            add(list, MOMENT_DA, j, 0, false, true);
        add(list, MOMENT_DZ, j, 0, false, true);
        for (size_t k = 0; k < layer->in; k++)
            add_parameter(list, MOMENT_GRADIENT, QUANTITY_OF_WEIGHT, j, k, k + 1 == layer->in && !layer->has_biases);
        if (layer->has_biases)
            add_parameter(list, MOMENT_GRADIENT, QUANTITY_OF_BIAS, j, 0, true);
    }
}

static void list_update(struct listing *list, const struct net_layer *layer,
                        const struct optimizer *optimizer, bool last)
{
    const char *name = optimizer_row(optimizer->kind)->name;
    bool both = strncmp(name, "adam", 4) == 0;
    bool first = both || strcmp(name, "momentum") == 0 || strcmp(name, "nesterov") == 0;
    bool second = both || strcmp(name, "rmsprop") == 0 || strcmp(name, "adagrad") == 0;

    for (size_t j = 0; j < layer->out; j++) {
        for (size_t k = 0; k < layer->in; k++) {
            if (optimizer->l2 != 0)
                add_parameter(list, MOMENT_OBJECTIVE_GRADIENT, QUANTITY_OF_WEIGHT, j, k, false);
            if (first)
                add_parameter(list, MOMENT_FIRST, QUANTITY_OF_WEIGHT, j, k, false);
            if (second)
                add_parameter(list, MOMENT_SECOND, QUANTITY_OF_WEIGHT, j, k, false);
            add_parameter(list, MOMENT_STEP, QUANTITY_OF_WEIGHT, j, k, k + 1 == layer->in && !layer->train_biases);
        }
        if (layer->train_biases && first)
            add_parameter(list, MOMENT_FIRST, QUANTITY_OF_BIAS, j, 0, false);
        if (layer->train_biases && second)
            add_parameter(list, MOMENT_SECOND, QUANTITY_OF_BIAS, j, 0, false);
        if (layer->train_biases)
            add_parameter(list, MOMENT_STEP, QUANTITY_OF_BIAS, j, 0, true);
    }
    if (last)
        add(list, MOMENT_MOVE, 0, 0, false, true);
}

static void list_unit(struct listing *list, const struct net *net, const struct optimizer *optimizer,
                      struct unit unit, bool last_sample, bool last)
{
    list->count = 0;
    switch (unit.kind) {
    case UNIT_FORWARD:
        list_forward(list, &net->layers[unit.layer]);
        return;
    case UNIT_LOSS:
        for (size_t k = 0; net_output(net)->out > 1 && k < net_output(net)->out; k++)
            add(list, MOMENT_LOSS_PART, k, 0, false, true);
        add(list, MOMENT_LOSS_TOTAL, 0, 0, false, true);
        if (optimizer->l2 != 0 && last_sample) {
            add(list, MOMENT_PENALTY, 0, 0, false, true);
            add(list, MOMENT_OBJECTIVE, 0, 0, false, true);
        }
        return;
    case UNIT_BACKWARD:
        list_backward(list, net, unit.layer);
        return;
    case UNIT_UPDATE:
        list_update(list, &net->layers[unit.layer], optimizer, last);
        return;
    case UNIT_STOP:
        add(list, MOMENT_STOP, 0, 0, false, true);
    }
}

static bool ends_step(const struct listing *list, struct reveal_unit unit, size_t moment,
                      enum granularity granularity)
{
    switch (granularity) {
    case GRANULARITY_PHASE:
        return unit.ends_phase && moment == list->count;
    case GRANULARITY_LAYER:
        return moment == list->count || (unit.ends_updates && moment + 1 == list->count);
    case GRANULARITY_NEURON:
        return list->neuron[moment - 1];
    default:
        return true;
    }
}

/* What a moment shows is shown by it; what it leads to by a later one; MOVE and STOP show nothing. */
static void check_shown(const struct net *net, struct reveal_unit unit, struct moment moment, size_t number)
{
    struct quantity q = reveal_shown(net, unit.unit.layer, moment);
    bool part = moment.kind == MOMENT_DA_TERM || (moment.kind == MOMENT_PRODUCT && !moment.completes_z);
    enum unit_kind kind;
    struct moment back;

    if (moment.kind == MOMENT_MOVE || moment.kind == MOMENT_STOP) {
        assert_int_equal(q.kind, QUANTITY_NONE);
        return;
    }
    assert_true(reveal_shown_by(net, q, &kind, &back));
    assert_int_equal(kind, unit.unit.kind);
    if (part)
        assert_true(reveal_find(net, unit, back) > number);
    else
        assert_int_equal(reveal_find(net, unit, back), number);
}

static void check_moments(const struct net *net, struct reveal_unit unit,
                          const struct listing *list)
{
    assert_int_equal(reveal_count(net, unit), list->count);
    for (size_t m = 1; m <= list->count; m++) {
        struct moment found = reveal_moment(net, unit, m), wanted = list->moments[m - 1];

        assert_int_equal(found.kind, wanted.kind);
        assert_int_equal(found.to, wanted.to);
        assert_int_equal(found.from, wanted.from);
        assert_int_equal(found.completes_z, wanted.completes_z);
        assert_int_equal(reveal_find(net, unit, found), m);
        check_shown(net, unit, found, m);
    }
}

static void check_steps(const struct net *net, struct reveal_unit unit,
                        const struct listing *list)
{
    for (int g = 0; g < GRANULARITY_COUNT; g++) {
        enum granularity granularity = (enum granularity)g;
        size_t rank = 0;

        assert_int_equal(reveal_rank(net, unit, granularity, 0), 0);
        for (size_t m = 1; m <= list->count; m++) {
            if (ends_step(list, unit, m, granularity)) {
                rank++;
                assert_int_equal(reveal_boundary(net, unit, granularity, rank), m);
                /* Where a coarse step ends, all finer ones end too. */
                for (int finer = g + 1; finer < GRANULARITY_COUNT; finer++)
                    assert_true(ends_step(list, unit, m, (enum granularity)finer));
            }
            assert_int_equal(reveal_rank(net, unit, granularity, m), rank);
        }
        assert_int_equal(reveal_steps(net, unit, granularity), rank);
    }
}

static void check_units(const struct run *run, size_t *moments, size_t kinds[MOMENT_STOP + 1])
{
    static struct listing list;
    size_t units = run_units(run), samples = run->snapshot.place.batch_count;
    size_t each = run->stepper.program.sample_count;

    for (size_t i = 1; i <= units + 1; i++) {
        struct reveal_unit unit = reveal_unit_in(&run->snapshot, i);

        list_unit(&list, &run->scenario.net, &run->snapshot.state->optimizer, unit.unit,
                  i > (samples - 1) * each, i == units);
        assert_int_equal(unit.ends_updates, i == units);
        check_moments(&run->scenario.net, unit, &list);
        check_steps(&run->scenario.net, unit, &list);
        for (size_t m = 0; m < list.count; m++)
            kinds[list.moments[m].kind]++;
        *moments += list.count;
    }
}

/* Of recurrent nets: test_recurrent.c. */
static bool is_of_times(enum moment_kind kind)
{
    return kind == MOMENT_TIME_LOSS || kind == MOMENT_DA_OUTPUT || kind == MOMENT_DA_FUTURE || kind == MOMENT_SHARE;
}

static void test_order_and_boundaries(void **state)
{
    size_t moments = 0, kinds[MOMENT_STOP + 1] = {0};
    struct run run;

    (void)state;
    for (size_t s = 0; s < run_spec_count; s++) {
        run_compose(&run, &run_specs[s]);
        check_units(&run, &moments, kinds);
        run_close(&run);
    }
    for (size_t i = 0; run_optimizers[i / 2] != NULL; i++) {
        run_optimizer(&run, run_optimizers[i / 2], i % 2 == 1);
        check_units(&run, &moments, kinds);
        run_close(&run);
    }
    assert_true(moments > 1000);
    for (size_t kind = 0; kind <= MOMENT_STOP; kind++)
        assert_true(kinds[kind] > 0 || kind == MOMENT_CLIPPED || is_of_times((enum moment_kind)kind));
}

/* Four phases a sample's worth: forward, loss, backward, and the update after the last. */
static void test_phases(void **state)
{
    (void)state;
    for (size_t s = 0; s < run_spec_count; s++) {
        struct run run;
        size_t phases = 0, batch;

        run_compose(&run, &run_specs[s]);
        batch = run.snapshot.place.batch_count;
        for (size_t i = 1; i <= run_units(&run); i++) {
            struct reveal_unit unit = reveal_unit_in(&run.snapshot, i);

            phases += reveal_steps(&run.scenario.net, unit, GRANULARITY_PHASE);
        }
        assert_int_equal(phases, 3 * batch + 1);
        run_close(&run);
    }
}

static void test_what_a_unit_does_not_show(void **state)
{
    struct run run;
    struct reveal_unit forward, backward;

    (void)state;
    run_compose(&run, &run_specs[4]); /* softmax, fused */
    forward = reveal_unit_in(&run.snapshot, 1);
    backward = reveal_unit_in(&run.snapshot, 4);
    assert_int_equal(backward.unit.kind, UNIT_BACKWARD);
    assert_int_equal(reveal_find(&run.scenario.net, backward,
                                 (struct moment){.kind = MOMENT_DA}), 0);
    assert_int_equal(reveal_find(&run.scenario.net, forward,
                                 (struct moment){.kind = MOMENT_DZ}), 0);
    assert_int_equal(reveal_find(&run.scenario.net, forward,
                                 (struct moment){.kind = MOMENT_PRODUCT, .from = 2}), 0);
    assert_int_equal(reveal_find(&run.scenario.net, forward,
                                 (struct moment){.kind = MOMENT_ACTIVATION, .to = 3}), 0);
    assert_int_equal(reveal_find(&run.scenario.net, reveal_unit_in(&run.snapshot, 3),
                                 (struct moment){.kind = MOMENT_PENALTY}), 0);
    assert_int_equal(reveal_find(&run.scenario.net, reveal_unit_in(&run.snapshot, run_units(&run)),
                                 (struct moment){.kind = MOMENT_FIRST, .of = QUANTITY_OF_WEIGHT}), 0);
    run_close(&run);
}

/* ---- what is known ---- */

enum { QUANTITIES_MAX = 4096 };

/* Everything that can be asked for in a net, and where it has appeared, as a plain list. */
struct ledger {
    struct quantity quantities[QUANTITIES_MAX];
    struct cursor at[QUANTITIES_MAX];  /* step 0: not yet */
    size_t count;
    struct cursor moved;               /* the MOVE; step 0: not yet */
};

static void enter(struct ledger *ledger, struct quantity quantity)
{
    assert_true(ledger->count < QUANTITIES_MAX);
    ledger->quantities[ledger->count++] = quantity;
}

static void fill(struct ledger *ledger, const struct net *net)
{
    static const enum quantity_kind of_unit[] = {QUANTITY_Z, QUANTITY_A, QUANTITY_DA, QUANTITY_DZ};
    static const enum quantity_kind of_parameter[] = {
        QUANTITY_OBJECTIVE_GRADIENT, QUANTITY_GRADIENT, QUANTITY_BATCH_GRADIENT, QUANTITY_STEP,
        QUANTITY_NEW, QUANTITY_FIRST, QUANTITY_SECOND, QUANTITY_FIRST_HAT, QUANTITY_SECOND_HAT};
    size_t kinds = sizeof of_parameter / sizeof *of_parameter;

    memset(ledger, 0, sizeof *ledger);
    for (size_t l = 1; l <= net->layer_count; l++)
        for (size_t j = 0; j < net->layers[l].out; j++) {
            for (size_t i = 0; i < sizeof of_unit / sizeof *of_unit; i++)
                enter(ledger, quantity_at(of_unit[i], l, j, 0));
            for (size_t i = 1; i < kinds; i++) /* a bias has no ∂J/∂b of its own */
                enter(ledger, quantity_of_bias(of_parameter[i], l, j));
            for (size_t k = 0; k < net->layers[l].in; k++)
                for (size_t i = 0; i < kinds; i++)
                    enter(ledger, quantity_of_weight(of_parameter[i], l, j, k));
        }
    for (size_t k = 0; k < net_output(net)->out; k++)
        enter(ledger, quantity_at(QUANTITY_LOSS_PART, net->layer_count, k, 0));
    enter(ledger, quantity_at(QUANTITY_LOSS, net->layer_count, 0, 0));
    enter(ledger, quantity_at(QUANTITY_PENALTY, net->layer_count, 0, 0));
    enter(ledger, quantity_at(QUANTITY_OBJECTIVE, net->layer_count, 0, 0));
}

static bool is_of_sample(enum quantity_kind kind)
{
    switch (kind) {
    case QUANTITY_Z:
    case QUANTITY_A:
    case QUANTITY_LOSS_PART:
    case QUANTITY_LOSS:
    case QUANTITY_DA:
    case QUANTITY_DZ:
    case QUANTITY_GRADIENT:
        return true;
    default:
        return false;
    }
}

/* A new sample takes the place of the old one; a new iteration starts from nothing. */
static void forget(struct ledger *ledger, bool everything)
{
    for (size_t i = 0; i < ledger->count; i++)
        if (everything || is_of_sample(ledger->quantities[i].kind))
            ledger->at[i] = (struct cursor){0, 0};
    if (everything)
        ledger->moved = (struct cursor){0, 0};
}

/* Whether the moment is the one at which the quantity appears. */
static bool appears(const struct run *run, struct quantity q, struct moment m)
{
    const struct place *place = &run->snapshot.place;
    bool here = q.layer == place->unit.layer && q.to == m.to;
    bool last = place->batch_index + 1 == place->batch_count;

    if (quantity_is_of_optimizer(q.kind) && !quantity_is_kept(&run->snapshot.state->optimizer, q.kind))
        return false;
    switch (q.kind) {
    case QUANTITY_Z:
        return here && m.completes_z;
    case QUANTITY_A:
        return here && m.kind == MOMENT_ACTIVATION;
    case QUANTITY_LOSS_PART:
        return m.kind == MOMENT_LOSS_PART ? q.to == m.to
                                          : m.kind == MOMENT_LOSS_TOTAL &&
                                                net_output(&run->scenario.net)->out == 1;
    case QUANTITY_LOSS:
        return m.kind == MOMENT_LOSS_TOTAL;
    case QUANTITY_DA:
        return here && m.kind == MOMENT_DA;
    case QUANTITY_DZ:
        return here && m.kind == MOMENT_DZ;
    case QUANTITY_GRADIENT:
        return here && m.kind == MOMENT_GRADIENT && q.of == m.of && q.from == m.from;
    case QUANTITY_BATCH_GRADIENT:
        return here && m.kind == MOMENT_GRADIENT && q.of == m.of && q.from == m.from && last;
    case QUANTITY_PENALTY:
        return m.kind == MOMENT_PENALTY;
    case QUANTITY_OBJECTIVE:
        return m.kind == MOMENT_OBJECTIVE;
    case QUANTITY_OBJECTIVE_GRADIENT:
        return here && m.kind == MOMENT_OBJECTIVE_GRADIENT && q.from == m.from;
    case QUANTITY_FIRST:
    case QUANTITY_FIRST_HAT:
        return here && m.kind == MOMENT_FIRST && q.of == m.of && q.from == m.from;
    case QUANTITY_SECOND:
    case QUANTITY_SECOND_HAT:
        return here && m.kind == MOMENT_SECOND && q.of == m.of && q.from == m.from;
    case QUANTITY_STEP:
        return here && m.kind == MOMENT_STEP && q.of == m.of && q.from == m.from;
    default: /* the new values */
        return m.kind == MOMENT_MOVE;
    }
}

static bool is_after(struct cursor a, struct cursor b)
{
    return a.step > b.step || (a.step == b.step && a.moment > b.moment);
}

static enum known expected(const struct ledger *ledger, size_t i, struct cursor from)
{
    enum quantity_kind kind = ledger->quantities[i].kind;
    bool gradient = kind == QUANTITY_BATCH_GRADIENT || kind == QUANTITY_OBJECTIVE_GRADIENT ||
                    kind == QUANTITY_PENALTY || kind == QUANTITY_OBJECTIVE;

    if (ledger->at[i].step == 0)
        return KNOWN_NOT_YET;
    if (ledger->moved.step != 0 && (is_of_sample(kind) || gradient))
        return KNOWN_OLD;
    return is_after(ledger->at[i], from) ? KNOWN_FRESH : KNOWN;
}

/* The last places where a step of each granularity ended. */
struct origins {
    struct cursor at[GRANULARITY_COUNT];
};

static void compare(const struct run *run, const struct ledger *ledger, struct cursor from,
                    struct cursor cursor, size_t seen[4])
{
    for (size_t i = 0; i < ledger->count; i++) {
        enum known known = reveal_known(&run->snapshot, from, cursor, ledger->quantities[i]);

        if (known != expected(ledger, i, from))
            fail_msg("quantity %d of layer %zu, %zu, %zu: %d, expected %d at step %d moment %zu",
                     (int)ledger->quantities[i].kind, ledger->quantities[i].layer,
                     ledger->quantities[i].to, ledger->quantities[i].from, (int)known,
                     (int)expected(ledger, i, from), (int)cursor.step, cursor.moment);
        seen[known]++;
    }
}

static void walk_unit(struct run *run, struct ledger *ledger, struct origins *origins,
                      size_t seen[4])
{
    const struct net *net = &run->scenario.net;

    for (size_t m = 1; m <= reveal_count(net, run->unit); m++) {
        struct cursor cursor = {run->snapshot.place.step, m};
        struct moment moment = reveal_moment(net, run->unit, m);

        for (size_t i = 0; i < ledger->count; i++)
            if (appears(run, ledger->quantities[i], moment))
                ledger->at[i] = cursor;
        if (moment.kind == MOMENT_MOVE)
            ledger->moved = cursor;
        compare(run, ledger, cursor, cursor, seen);
        for (int g = 0; g < GRANULARITY_COUNT; g++) {
            compare(run, ledger, origins->at[g], cursor, seen);
            if (reveal_rank(net, run->unit, (enum granularity)g, m) >
                reveal_rank(net, run->unit, (enum granularity)g, m - 1))
                origins->at[g] = cursor;
        }
    }
}

static void walk_run(struct run *run, size_t seen[4])
{
    static struct ledger ledger;
    struct origins origins = {0};

    fill(&ledger, &run->scenario.net);
    compare(run, &ledger, (struct cursor){0, 0}, (struct cursor){0, 0}, seen);
    assert_int_equal(seen[KNOWN_NOT_YET], ledger.count);
    while (run_step(run)) {
        const struct place *place = &run->snapshot.place;

        if (place->unit.kind == UNIT_FORWARD && place->unit.layer == 1)
            forget(&ledger, place->index == 1);
        walk_unit(run, &ledger, &origins, seen);
    }
    assert_int_equal(run->snapshot.place.unit.kind, UNIT_STOP);
    for (size_t known = 0; known < 4; known++)
        assert_true(seen[known] > 0);
}

static void test_known(void **state)
{
    (void)state;
    for (size_t s = 0; s < run_spec_count; s++) {
        struct run run;
        size_t seen[4] = {0};

        if (strcmp(run_specs[s].name, "wide") == 0)
            continue; /* thousands of quantities at thousands of moments: the same again */
        run_compose(&run, &run_specs[s]);
        walk_run(&run, seen);
        run_close(&run);
    }
    for (size_t i = 0; run_optimizers[i / 2] != NULL; i++) {
        struct run run;
        size_t seen[4] = {0};

        run_optimizer(&run, run_optimizers[i / 2], i % 2 == 1);
        walk_run(&run, seen);
        run_close(&run);
    }
}

static void test_always_known(void **state)
{
    const struct quantity always[] = {
        quantity_at(QUANTITY_X, 0, 0, 0),
        quantity_of_weight(QUANTITY_VALUE, 1, 0, 0),
        quantity_of_bias(QUANTITY_VALUE, 1, 0),
        quantity_at(QUANTITY_T, 1, 0, 0),
        quantity_at(QUANTITY_RATE, 0, 0, 0),
    };
    struct cursor start = {0, 0}, first = {1, 1};
    struct run run;

    (void)state;
    run_compose(&run, &run_specs[0]);
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        assert_int_equal(reveal_known(&run.snapshot, start, start,
                                      always[i]), KNOWN);
    assert_true(run_step(&run));
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        assert_int_equal(reveal_known(&run.snapshot, start, first,
                                      always[i]), KNOWN);
    run_close(&run);
}

/* A step of a whole phase makes all its results fresh. */
static void test_phase_is_fresh(void **state)
{
    struct cursor from = {0, 0};
    struct run run;
    const struct net *net;

    (void)state;
    run_compose(&run, &run_specs[0]);
    net = &run.scenario.net;
    for (int i = 0; i < 2; i++)
        assert_true(run_step(&run));
    for (size_t l = 1; l <= 2; l++)
        for (size_t j = 0; j < 2; j++) {
            struct cursor end = {2, reveal_count(net, run.unit)};

            assert_int_equal(reveal_known(&run.snapshot, from, end,
                                          quantity_at(QUANTITY_Z, l, j, 0)), KNOWN_FRESH);
            assert_int_equal(reveal_known(&run.snapshot, from, end,
                                          quantity_at(QUANTITY_A, l, j, 0)), KNOWN_FRESH);
        }
    from = (struct cursor){5, 1};
    for (int i = 0; i < 5; i++)
        assert_true(run_step(&run));
    assert_int_equal(run.snapshot.place.unit.kind, UNIT_UPDATE);
    assert_true(run.unit.ends_updates);
    {
        struct cursor end = {7, reveal_count(net, run.unit)};

        assert_int_equal(reveal_known(&run.snapshot, from, end,
                                      quantity_of_weight(QUANTITY_STEP, 1, 0, 0)), KNOWN_FRESH);
        assert_int_equal(reveal_known(&run.snapshot, from, end,
                                      quantity_of_weight(QUANTITY_NEW, 2, 1, 1)), KNOWN_FRESH);
        assert_int_equal(reveal_known(&run.snapshot, from, end,
                                      quantity_of_weight(QUANTITY_GRADIENT, 2, 1, 1)), KNOWN_OLD);
    }
    run_close(&run);
}

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(granularity_name(GRANULARITY_PHASE), "phase");
    assert_string_equal(granularity_name(GRANULARITY_TERM), "term");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_and_boundaries), cmocka_unit_test(test_phases),
        cmocka_unit_test(test_what_a_unit_does_not_show), cmocka_unit_test(test_known),
        cmocka_unit_test(test_always_known), cmocka_unit_test(test_phase_is_fresh),
        cmocka_unit_test(test_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
