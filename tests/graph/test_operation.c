/* Every operation's slope is that of its value, away from kinks; at them it is what is promised. */
#include "graph_test.h"

#include "graph/graph_check.h"

#include <math.h>

/* Points at which every operation is defined and has no kink. */
static const double points[][2] = {{0.7, 1.3}, {2.5, -0.4}, {1.9, 3.1}, {0.05, 20.0}};

static void every_slope_is_that_of_the_value(void **state)
{
    size_t compared = 0, nonzero = 0;

    (void)state;
    for (size_t row = 0; operation_row(row) != NULL; row++) {
        const struct operation *operation = operation_row(row);

        for (size_t p = 0; p < sizeof points / sizeof points[0]; p++) {
            const double a = points[p][0], b = points[p][1];
            double slopes[2] = {0.0, 0.0};

            operation->slope(a, b, operation->value(a, b), slopes);
            for (size_t k = 0; k < operation->arguments; k++) {
                double h = 1e-6, da = k == 0 ? h : 0.0, db = k == 1 ? h : 0.0;
                double numeric = (operation->value(a + da, b + db) -
                                  operation->value(a - da, b - db)) / (2.0 * h);

                if (operation->name[0] == '^' && k == 1)
                    continue; /* a power is a constant */
                if (!(fabs(numeric - slopes[k]) <= 2e-8 * fmax(1.0, fabs(numeric))))
                    fail_msg("%s at %g, %g: slope %zu is %.17g, the difference %.17g",
                             operation->name, a, b, k, slopes[k], numeric);
                compared++;
                nonzero += slopes[k] != 0.0;
            }
        }
    }
    assert_true(compared >= 80);
    assert_true(nonzero >= 60);
}

static void slope_is(const char *name, double a, double b, double first, double second)
{
    const struct operation *operation = operation_find(name, strlen(name));
    double slopes[2] = {0.0, 0.0};

    assert_non_null(operation);
    operation->slope(a, b, operation->value(a, b), slopes);
    assert_true(slopes[0] == first);
    if (operation->arguments == 2)
        assert_true(slopes[1] == second);
}

static void at_a_kink_it_is_what_is_promised(void **state)
{
    (void)state;
    slope_is("max", 2.0, 2.0, 1.0, 0.0);
    slope_is("min", 2.0, 2.0, 1.0, 0.0);
    slope_is("max", 1.0, 2.0, 0.0, 1.0);
    slope_is("min", 1.0, 2.0, 1.0, 0.0);
    slope_is("abs", 0.0, 0.0, 0.0, 0.0);
    slope_is("abs", -0.0, 0.0, 0.0, 0.0);
    slope_is("abs", -3.0, 0.0, -1.0, 0.0);
    slope_is("relu", 0.0, 0.0, 0.0, 0.0);
    slope_is("relu", 1e-300, 0.0, 1.0, 0.0);
    slope_is("^", 0.0, 0.0, 0.0, 0.0);
    slope_is("^", 0.0, 1.0, 1.0, 0.0);
    slope_is("^", -3.0, 2.0, -6.0, 0.0);
}

static void nan_and_infinity_are_data(void **state)
{
    (void)state;
    assert_true(isnan(value_of("f = ln(x)")));
    assert_true(isnan(value_of("f = sqrt(x)")));
    assert_true(isnan(value_of("f = x^0.5")));
    assert_true(value_of("f = 1 / (x + 2)") == (double)INFINITY);
    assert_true(value_of("f = ln(x + 2)") == -(double)INFINITY);
    assert_true(isnan(value_of("f = max(ln(x), y)")));
    assert_true(isnan(value_of("f = min(y, ln(x))")));
    assert_true(isnan(value_of("f = relu(ln(x))")));
    assert_true(isnan(value_of("f = abs(ln(x))")));
    assert_true(value_of("f = exp(1000 * y)") == (double)INFINITY);
    assert_true(value_of("f = sigmoid(1000 * x)") == 0.0);
}

/* Whole graphs: the gradient of each leaf beside the difference of the objective. */
static void gradients_agree_with_differences(void **state)
{
    static const char *const steps[] = {
        "f = (x + y) * z", "f = 1 / (1 + exp(-(2 * x - 3 * y + z)))",
        "q = x * y; f = q * q + q - 3 / q", "f = (x + sigmoid(y)) / (sigmoid(x) + (x + y)^2)",
        "f = max(x, y) * min(y, z) + abs(x) + relu(y) - relu(z)",
        "f = sin(x) * cos(y) + tanh(z) - ln(y^2 + 1) + sqrt(x^2 + 2) - x^3 + y^-2 + 2^3 * -z",
    };
    size_t nonzero = 0;

    (void)state;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        const double leaves[] = {0.8, 1.7, -0.6};
        struct graph_check result;
        struct graph graph;

        build(&graph, "x y z", steps[i]);
        graph_check_run(&graph, leaves, &result);
        if (result.summary.counts[JUDGE_AGREES] != 3)
            fail_msg("%s: %zu of 3 agree; %.17g and %.17g", steps[i],
                     result.summary.counts[JUDGE_AGREES], result.worst_backprop,
                     result.worst_numeric);
        nonzero += result.nonzero;
        graph_finish(&graph);
    }
    assert_true(nonzero >= 15);
}

/* Where there is no value nothing can be told, though there may be a slope, as of ln at -2. */
static void without_a_value_nothing_is_told(void **state)
{
    static const char *const steps[] = {"f = ln(x)", "f = relu(ln(x)) * 2", "f = sqrt(x)",
                                        "f = 1 / (x + 2)"};

    (void)state;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        const double leaves[] = {-2.0};
        struct graph_check result;
        struct graph graph;

        build(&graph, "x", steps[i]);
        graph_check_run(&graph, leaves, &result);
        assert_int_equal(result.summary.counts[JUDGE_NOT_FINITE], 1);
        graph_finish(&graph);
    }
}

static void a_wrong_gradient_is_found_and_a_kink_is_not_judged(void **state)
{
    const double leaves[] = {0.0, 1.0};
    double values[8] = {0.0, 1.0}, gradients[8] = {0};
    struct nudge_slope slope;
    struct graph_check result;
    struct graph graph;

    (void)state;
    build(&graph, "x y", "f = y^3");
    graph_evaluate(&graph, values);
    gradients[2] = 1.0;
    slope = graph_check_slope(&graph, values, gradients, 1);
    assert_int_equal(judge(&slope, 3.0), JUDGE_AGREES);
    assert_int_equal(judge(&slope, 3.001), JUDGE_DIFFERS);
    graph_finish(&graph);
    build(&graph, "x y", "f = abs(x) + y");
    graph_check_run(&graph, leaves, &result);
    assert_int_equal(result.summary.counts[JUDGE_KINK], 1);
    assert_int_equal(result.summary.counts[JUDGE_AGREES], 1);
    graph_finish(&graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_slope_is_that_of_the_value),
        cmocka_unit_test(at_a_kink_it_is_what_is_promised),
        cmocka_unit_test(nan_and_infinity_are_data),
        cmocka_unit_test(gradients_agree_with_differences),
        cmocka_unit_test(without_a_value_nothing_is_told),
        cmocka_unit_test(a_wrong_gradient_is_found_and_a_kink_is_not_judged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
