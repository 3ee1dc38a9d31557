/* The step machine of a graph: its units, its updates, and the way back, to the bit. */
#include "graph_test.h"

#include "engine/history.h"
#include "graph/graph_run.h"

#include <math.h>

struct fixture {
    struct graph graph;
    struct training training;
    double values[3];
    bool trained[3];
    struct graph_run run;
    struct stepper stepper;
};

static void start(struct fixture *f, const char *steps, enum optimizer_kind kind)
{
    const struct graph_start begin = {f->values, f->trained, &f->training};
    struct error err;

    build(&f->graph, "x y z", steps);
    f->training = (struct training){.batch = 1};
    f->training.optimizer.learning_rate = 0.01;
    optimizer_choose(&f->training.optimizer, kind);
    f->values[0] = -2.0;
    f->values[1] = 5.0;
    f->values[2] = -4.0;
    f->trained[0] = f->trained[1] = true;
    f->trained[2] = false;
    assert_true(graph_run_init(&f->run, &f->stepper, &f->graph, &begin, &err));
}

static void finish(struct fixture *f)
{
    stepper_finish(&f->stepper);
    graph_finish(&f->graph);
}

static void an_iteration_has_its_units_in_order(void **state)
{
    static const struct {
        enum unit_kind kind;
        size_t node;
    } units[] = {{UNIT_FORWARD, 3}, {UNIT_FORWARD, 4}, {UNIT_LOSS, 0},     {UNIT_BACKWARD, 4},
                 {UNIT_BACKWARD, 3}, {UNIT_BACKWARD, 0}, {UNIT_BACKWARD, 1}, {UNIT_BACKWARD, 2},
                 {UNIT_UPDATE, 0}};
    struct fixture f;

    (void)state;
    start(&f, "q = x + y; f = q * z", OPTIMIZER_SGD);
    f.stepper.training.stop.iterations = 2;
    assert_int_equal(program_iteration_units(&f.graph.program, 1), 9);
    for (uint64_t step = 1; step <= 18; step++) {
        struct place place;

        assert_true(stepper_step(&f.stepper));
        place = graph_run_place(&f.run);
        assert_int_equal(place.step, step);
        assert_int_equal(place.iteration, (step - 1) / 9 + 1);
        assert_int_equal(place.index, (step - 1) % 9 + 1);
        assert_int_equal(place.unit.kind, units[place.index - 1].kind);
        assert_int_equal(place.unit.layer, units[place.index - 1].node);
        if (step == 9) {
            assert_true(f.run.gradients[0] == -4.0 && f.run.gradients[2] == 3.0);
            assert_true(f.run.values[0] == -2.0 + 0.04 && f.run.values[1] == 5.0 + 0.04);
            assert_true(f.run.values[2] == -4.0);
            assert_true(graph_run_move(&f.run, 0).step == 0.04);
        }
    }
    assert_true(stepper_step(&f.stepper));
    assert_int_equal(graph_run_place(&f.run).unit.kind, UNIT_STOP);
    assert_int_equal(graph_run_place(&f.run).iteration, 2);
    assert_int_equal(f.stepper.state.stopped, STOP_ITERATIONS);
    assert_false(stepper_step(&f.stepper));
    finish(&f);
}

static void shares_add_up_the_latest_first(void **state)
{
    double values[8] = {3.0}, gradients[8];
    struct graph_share share;
    struct graph graph;

    (void)state;
    build(&graph, "x", "q = x * x; r = 2 * x; f = q + r");
    graph_evaluate(&graph, values);
    for (size_t i = graph.count; i-- > 0;)
        graph_backward(&graph, values, gradients, i);
    assert_true(gradients[0] == 8.0);
    assert_int_equal(graph.nodes[0].use_count, 3);
    share = graph_share(&graph, values, gradients, 0, 0);
    assert_string_equal(graph.nodes[share.through].name, "r");
    assert_true(share.share == 2.0 && share.local == 2.0 && share.upstream == 1.0);
    share = graph_share(&graph, values, gradients, 0, 2);
    assert_string_equal(graph.nodes[share.through].name, "q");
    assert_int_equal(share.argument, 1);
    graph_finish(&graph);
}

/* What does not lead to the objective has gradient 0, however steep it is. */
static void a_dead_end_has_gradient_0(void **state)
{
    double values[8] = {0.0, 1.0}, gradients[8];
    struct graph graph;

    (void)state;
    build(&graph, "x y", "dead = ln(x); f = 2 * y");
    graph_evaluate(&graph, values);
    for (size_t i = graph.count; i-- > 0;)
        graph_backward(&graph, values, gradients, i);
    assert_true(gradients[0] == 0.0 && gradients[1] == 2.0);
    graph_finish(&graph);
}

/* The gradients of what is trained are clipped, each to 2 and then all together: of q = x + y and
 * f = q z, both -4, z's 3 does not count. */
static void gradients_are_clipped(void **state)
{
    struct fixture f;
    const double share = 1.0 / sqrt(8.0);

    (void)state;
    start(&f, "q = x + y; f = q * z", OPTIMIZER_SGD);
    f.stepper.state.optimizer.clip_value = 2.0;
    f.stepper.state.optimizer.clip_norm = 1.0;
    while (f.stepper.state.step < 9)
        assert_true(stepper_step(&f.stepper));
    assert_true(fabs(f.run.values[0] - (-2.0 + 0.01 * 2.0 * share)) < 1e-15);
    assert_true(fabs(f.run.values[1] - (5.0 + 0.01 * 2.0 * share)) < 1e-15);
    assert_true(f.run.values[2] == -4.0);
    assert_true(f.stepper.state.gradient_norm == sqrt(32.0)); /* the criterion's is not clipped */
    finish(&f);
}

/* Each optimiser, a long way ahead and back by any steps: the same bits. */
static void travelling_gives_the_same_bits(void **state)
{
    enum { STEPS = 900 };

    (void)state;
    for (size_t kind = 0; kind < optimizer_count(); kind++) {
        char *snapshots[STEPS + 1], *now;
        struct history history;
        struct edit_log edits = {0};
        struct fixture f;
        struct error err;
        size_t size;

        start(&f, "q = sigmoid(x * y); f = (q - 0.3)^2 + 0.1 * x^2", (enum optimizer_kind)kind);
        size = stepper_snapshot_size(&f.stepper);
        assert_true(history_init(&history, &f.stepper, 8 * size, &err));
        edit_log_put(&edits, &(struct edit){.step = program_iteration_start(&f.graph.program, 5),
                                            .kind = EDIT_LEAF, .to = 1, .value = 0.25});
        edit_log_put(&edits, &(struct edit){.step = program_iteration_start(&f.graph.program, 9),
                                            .kind = EDIT_OPTIMIZER, .value = OPTIMIZER_ADAM});
        edit_log_copy(&f.stepper.edits, &edits);
        now = calloc(size, 1);
        for (size_t i = 0; i <= STEPS; i++) {
            snapshots[i] = calloc(size, 1);
            assert_non_null(snapshots[i]);
            stepper_save(&f.stepper, snapshots[i]);
            assert_true(stepper_step(&f.stepper));
        }
        for (size_t i = 0; i < 300; i++) {
            size_t step = (i * 7919) % (STEPS + 1);

            assert_true(history_seek(&history, step));
            stepper_save(&f.stepper, now);
            assert_memory_equal(now, snapshots[step], size);
        }
        assert_true(history.stride > 1); /* not all starts of iterations are kept */
        /* Without the edits and with them again. */
        assert_true(history_edit(&history, &(struct edit_log){0}, STEPS));
        stepper_save(&f.stepper, now);
        assert_memory_not_equal(now, snapshots[STEPS], size);
        assert_true(history_edit(&history, &edits, STEPS));
        stepper_save(&f.stepper, now);
        assert_memory_equal(now, snapshots[STEPS], size);
        for (size_t i = 0; i <= STEPS; i++)
            free(snapshots[i]);
        free(now);
        edit_log_finish(&edits);
        history_finish(&history);
        finish(&f);
    }
}

static void criteria_end_the_run(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, "f = (x - 1)^2 + (y - 2)^2", OPTIMIZER_SGD);
    f.stepper.state.optimizer.learning_rate = 0.25;
    f.stepper.training.stop.loss_below = 0.01;
    while (stepper_step(&f.stepper))
        ;
    assert_int_equal(f.stepper.state.stopped, STOP_LOSS_BELOW);
    assert_true(f.run.values[graph_objective(&f.graph)] < 0.01);
    finish(&f);
    start(&f, "f = x^3", OPTIMIZER_SGD);
    f.stepper.state.optimizer.learning_rate = 10.0;
    f.stepper.training.stop.divergence = true;
    while (stepper_step(&f.stepper))
        ;
    assert_int_equal(f.stepper.state.stopped, STOP_DIVERGENCE);
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_iteration_has_its_units_in_order),
        cmocka_unit_test(shares_add_up_the_latest_first),
        cmocka_unit_test(a_dead_end_has_gradient_0),
        cmocka_unit_test(gradients_are_clipped),
        cmocka_unit_test(travelling_gives_the_same_bits),
        cmocka_unit_test(criteria_end_the_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
