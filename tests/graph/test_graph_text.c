/* Steps are read as people write formulas, and what is wrong is named with its column. */
#include "graph_test.h"

#include "base/rng.h"

#include <math.h>
#include <stdio.h>

static void operators_bind_as_in_mathematics(void **state)
{
    (void)state;
    assert_true(value_of("f = x + y * z") == -22.0);
    assert_true(value_of("f = (x + y) * z") == -12.0);
    assert_true(value_of("f = x - y - z") == -3.0);
    assert_true(value_of("f = x / y / 2") == -0.2);
    assert_true(value_of("f = -x^2") == -4.0);
    assert_true(value_of("f = (-x)^2") == 4.0);
    assert_true(value_of("f = x^2^3") == 256.0);
    assert_true(value_of("f = y^-1") == 0.2);
    assert_true(value_of("f = -x*y") == 10.0);
    assert_true(value_of("f = x*-y") == 10.0);
    assert_true(value_of("f = --x") == -2.0);
    assert_true(value_of("f = 2*x^2+1") == 9.0);
    assert_true(value_of("f = max(x, y) - min(y,z)") == 9.0);
    assert_true(value_of("f=abs(x)+relu(y)+1e1+.5+2.") == 19.5);
    assert_true(value_of("f = sqrt(x^2)") == 2.0);
    assert_true(value_of("f = x * sqrt(4)") == -4.0);
    assert_true(value_of("f = x") == -2.0);
    assert_true(value_of("f = ((((x))))") == -2.0);
}

static void inner_nodes_are_numbered_in_the_order_of_evaluation(void **state)
{
    static const char *const names[] = {"x", "y", "z", "g", "f.1", "f.2", "f.3", "f"};
    static const char *const signs[] = {"*", "+", "*", "exp", "-"};
    struct graph graph;

    (void)state;
    build(&graph, "x y z", "g = 3 * x; f = (x + y) * g - exp(z)");
    assert_int_equal(graph.count, 8);
    assert_int_equal(graph.leaf_count, 3);
    for (size_t i = 0; i < graph.count; i++)
        assert_string_equal(graph.nodes[i].name, names[i]);
    for (size_t i = 3; i < graph.count; i++)
        assert_string_equal(graph.nodes[i].operation->name, signs[i - 3]);
    assert_int_equal(graph.nodes[3].arguments[0].node, GRAPH_CONSTANT);
    assert_true(graph.nodes[3].arguments[0].constant == 3.0);
    assert_int_equal(graph.nodes[3].step, 0);
    assert_int_equal(graph.nodes[7].step, 1);
    assert_string_equal(graph.steps[1], "f = (x + y) * g - exp(z)");
    graph_finish(&graph);
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    expect_refused("x", "", "there is no step; expected at least one, such as \"f = x + y\"");
    expect_refused("x", "x + 1", "column 3: found '+', expected '=' behind the step's name, as in f = x + y");
    expect_refused("x", "= x", "column 1: found '=', expected a name for the step, as in f = x + y");
    expect_refused("x", "f = ", "column 5: the step ends here, expected a number, a name, a function, '-' or '('");
    expect_refused("x", "f = x +", "column 8: the step ends here, expected a number, a name, a function, '-' or '('");
    expect_refused("x", "f = x * / x", "column 9: found '/', expected a number, a name, a function, '-' or '('");
    expect_refused("x", "f = 2x", "column 6: found 'x', expected an operation, + - * / or ^, or the end");
    expect_refused("x", "f = x x", "column 7: found 'x', expected an operation, + - * / or ^, or the end");
    expect_refused("x", "f = (x", "column 5: the bracket is not closed; add ')'");
    expect_refused("x", "f = exp(x", "column 8: the bracket is not closed; add ')'");
    expect_refused("x", "f = x)", "column 6: found ')', expected an operation or the end: no bracket is open here");
    expect_refused("x", "f = x, x", "column 6: found ',', expected an operation or the end: no function is open here");
    expect_refused("x", "f = (x, x)", "column 7: found ',', expected ')' or an operation");
    expect_refused("x", "f = exp(x, x)", "column 10: found ',', expected ')': the function has one argument");
    expect_refused("x", "f = max(x)", "column 10: found ')', expected ',' and a second argument");
    expect_refused("x", "f = max(x, x, x)", "column 13: found ',', expected ')': the function has two arguments; write max(a, max(b, c)) for three");
    expect_refused("x", "f = exp x", "column 9: found 'x', expected '(' behind the function's name");
    expect_refused("x", "f = x(2)", "column 5: found 'x', expected * before the bracket, or one of the functions exp ln sqrt abs sin cos tanh sigmoid relu max min");
    expect_refused("x", "f = x ** 2", "column 7: found '**', expected '*'; a power is written with ^");
    expect_refused("x y", "f = x ^ y", "column 7: the power has to be a number, not something that changes; write exp(y * ln(x)) for x^y");
    expect_refused("x", "f = 2^x", "column 6: the power has to be a number, not something that changes; write exp(x * ln(2)) for 2^x");
    expect_refused("x", "f = 1e999 * x", "column 5: the number is too large; expected one that a double can hold, up to 1e308");
    expect_refused("x", "f = 2 + 3", "column 4: the step is a number, nothing to compute; put it among the values");
    expect_refused("x", "f = \xc3\xa4 + \xe2\x82\xac", "column 5: nothing is called '\xc3\xa4'; give it a number among the values, or a step of its own before this one");
    expect_refused("alpha", "f = alhpa", "column 5: nothing is called 'alhpa'; did you mean 'alpha'?");
    expect_refused("x", "x = x + 1", "column 1: something is called 'x' already; give the step another name");
    expect_refused("x", "exp = x", "column 1: 'exp' is a function's name; take another one");
    expect_refused("x", "f = x; f = x", "column 2: something is called 'f' already; give the step another name");
    expect_refused("max", "f = max", "'max' is a function's name; take another one");
    expect_refused("1x", "f = 1", "found the name '1x', expected letters, digits and _, a letter first");
    expect_refused("x x", "f = x", "there are two values called 'x'");
}

static void a_cycle_is_named(void **state)
{
    (void)state;
    expect_refused("x", "f = f + x", "column 5: 'f' would depend on itself: a cycle; a step uses values and the steps before it");
    expect_refused("x", "f = g * x; g = f * x", "column 5: 'g' comes only with step 2, and a step uses values and the steps before it, so that there is no cycle; put that step before this one");
}

/* The text of `head`, n times `unit`, `tail`. */
static bool read_long(const char *head, const char *unit, size_t n, const char *tail,
                      struct error *err)
{
    size_t length = strlen(head), step = strlen(unit), wrong;
    char *text = malloc(length + n * step + strlen(tail) + 1);
    const char *leaf = "x", *texts[1] = {text};
    struct graph_source source = {&leaf, 1, texts, 1};
    struct graph graph;
    bool ok;

    assert_non_null(text);
    strcpy(text, head);
    for (size_t i = 0; i < n; i++)
        memcpy(text + length + i * step, unit, step);
    strcpy(text + length + n * step, tail);
    ok = graph_build(&graph, &source, &wrong, err);
    graph_finish(&graph);
    free(text);
    return ok;
}

static void a_million_characters_do_no_harm(void **state)
{
    struct error err = {0};

    (void)state;
    assert_true(read_long("f = x", " ", 1000000, "", &err));
    assert_true(read_long("f = x + 1", "+1", 400, "", &err));
    assert_false(read_long("f = x", "+1", 500000, "", &err));
    assert_string_equal(err.text, "column 2006: the graph has more than 1000 operations, which is the most; take a smaller one");
    assert_false(read_long("f = ", "(", 1000000, "x", &err));
    assert_string_equal(err.text, "column 1000004: the bracket is not closed; add ')'");
    assert_false(read_long("f = ", "-", 1000000, "x", &err));
    assert_false(read_long("f = ", "exp(", 250000, "x", &err));
    assert_false(read_long("f = x", ")", 1000000, "", &err));
    assert_false(read_long("f = ", "a", 1000000, "", &err));
    assert_false(read_long("f = ", "7", 1000000, "*x", &err));
    assert_false(read_long("f = ", " ", 3000000, "x", &err));
    assert_string_equal(err.text, "the step has 3000005 bytes; expected at most 2097152");
}

/* Tokens in any order: what is refused says so, what is read can be computed. */
static void any_tokens_are_read_or_refused(void **state)
{
    static const char *const tokens[] = {"x", "y", "2", "0.5", "+", "-", "*", "/", "^", "(", ")",
                                         ",", "exp(", "max(", "ln(", "relu(", " ", "q", "=", "\xc3"};
    struct rng rng;
    size_t read = 0, refused = 0;

    (void)state;
    rng_seed(&rng, 7);
    for (int round = 0; round < 60000; round++) {
        char steps[200] = "f = ", buffer[1024];
        double values[64] = {1.5, -0.5};
        struct error err = {0};
        struct graph graph;

        for (size_t n = 1 + rng_below(&rng, 9); n > 0; n--)
            strcat(steps, tokens[rng_below(&rng, sizeof tokens / sizeof tokens[0])]);
        if (graph_of(&graph, "x y", steps, buffer, &err)) {
            read++;
            graph_evaluate(&graph, values);
        } else {
            refused++;
            assert_true(err.text[0] != '\0');
        }
        graph_finish(&graph);
    }
    assert_true(read > 200);
    assert_true(refused > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_bind_as_in_mathematics),
        cmocka_unit_test(inner_nodes_are_numbered_in_the_order_of_evaluation),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(a_cycle_is_named),
        cmocka_unit_test(a_million_characters_do_no_harm),
        cmocka_unit_test(any_tokens_are_read_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
