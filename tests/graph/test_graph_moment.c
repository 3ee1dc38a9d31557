/* What can be seen at each moment of a graph's run, and which moments end a step. */
#include "graph_test.h"

#include "graph/graph_moment.h"

struct fixture {
    struct graph graph;
    struct training training;
    double values[2];
    bool trained[2];
    struct graph_run run;
    struct stepper stepper;
};

/* x is used twice: its gradient has two shares. */
static void start(struct fixture *f)
{
    const struct graph_start begin = {f->values, f->trained, &f->training};
    struct error err;

    build(&f->graph, "x y", "p = x * y; q = x + 1; f = p * q");
    f->training = (struct training){.batch = 1, .optimizer.learning_rate = 0.01};
    f->values[0] = 2.0;
    f->values[1] = 3.0;
    f->trained[0] = f->trained[1] = true;
    assert_true(graph_run_init(&f->run, &f->stepper, &f->graph, &begin, &err));
}

static void finish(struct fixture *f)
{
    stepper_finish(&f->stepper);
    graph_finish(&f->graph);
}

static struct graph_moment at(const struct fixture *f, size_t moment)
{
    return (struct graph_moment){&f->run, graph_run_place(&f->run), moment};
}

static void run_to(struct fixture *f, uint64_t step)
{
    while (f->stepper.state.step < step)
        assert_true(stepper_step(&f->stepper));
}

static void the_steps_of_each_fineness_are_those_of_the_iteration(void **state)
{
    static const size_t expected[] = {4, 3 + 1 + 5 + 3, 3 + 1 + 4 + 3 + 3};
    struct fixture f;

    (void)state;
    start(&f);
    for (int fineness = GRAPH_PHASES; fineness <= GRAPH_TERMS; fineness++) {
        size_t steps = 0;

        for (size_t i = 1; i <= program_iteration_units(&f.graph.program, 1); i++) {
            struct place place = graph_moment_place(&f.run, 1, i);

            for (size_t m = 1; m <= graph_moment_count(&f.run, &place); m++)
                steps += graph_moment_ends(&f.run, &place, m, (enum graph_fineness)fineness);
        }
        assert_int_equal(steps, expected[fineness]);
    }
    finish(&f);
}

static void numbers_appear_when_they_are_computed(void **state)
{
    struct graph_moment now;
    struct optimizer_move move;
    struct fixture f;
    double number;

    (void)state;
    start(&f);
    now = at(&f, 0);
    assert_true(graph_moment_value(&now, 0, &number) && number == 2.0);
    assert_false(graph_moment_value(&now, 2, &number));
    run_to(&f, 1);
    now = at(&f, 1);
    assert_true(graph_moment_value(&now, 2, &number) && number == 6.0);
    assert_false(graph_moment_value(&now, 3, &number));
    assert_false(graph_moment_gradient(&now, 4, &number));
    run_to(&f, 8); /* the gradient of x, its first share shown */
    now = at(&f, 1);
    assert_int_equal(now.place.unit.kind, UNIT_BACKWARD);
    assert_int_equal(now.place.unit.layer, 0);
    assert_int_equal(graph_moment_count(&f.run, &now.place), 3);
    assert_int_equal(graph_moment_shares(&now, 0), 1);
    assert_false(graph_moment_gradient(&now, 0, &number));
    now = at(&f, 3);
    assert_true(graph_moment_gradient(&now, 0, &number) && number == 15.0);
    run_to(&f, 10); /* the update: steps first, then all move at once */
    now = at(&f, 1);
    assert_int_equal(graph_moment_leaf(&now), 0);
    assert_true(graph_moment_step(&now, 0, &move) && move.step == -(0.01 * 15.0));
    assert_false(graph_moment_step(&now, 1, &move));
    assert_true(graph_moment_value(&now, 0, &number) && number == 2.0);
    assert_false(graph_moment_moved(&now));
    now = at(&f, 3);
    assert_true(graph_moment_moved(&now));
    assert_true(graph_moment_value(&now, 0, &number) && number == 2.0 - 0.15);
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_steps_of_each_fineness_are_those_of_the_iteration),
        cmocka_unit_test(numbers_appear_when_they_are_computed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
