/* A graph in layers: what is computed stands behind what it is computed from, nothing on top of
 * another, and few ways cross. */
#include "graph_test.h"

#include "view/graph/graph_layout.h"

#include <math.h>
#include <stdio.h>

static void check(const char *leaves, const char *steps, size_t crossings_most)
{
    struct graph_layout layout;
    struct graph graph;

    build(&graph, leaves, steps);
    graph_layout_init(&layout, &graph);
    for (size_t i = 0; i < graph.count; i++) {
        const struct graph_spot *spot = &layout.spots[i];

        assert_true(spot->layer < layout.layers);
        assert_true(spot->slot >= 0.0f && spot->slot <= layout.slots);
        for (size_t k = 0; k < graph.nodes[i].use_count; k++) {
            size_t by = graph.uses[graph.nodes[i].first_use + k].by;

            assert_true(layout.spots[by].layer > spot->layer);
            assert_true(layout.spots[by].layer <= spot->layer + spot->way_length + 1);
        }
        for (size_t j = 0; j < i; j++)
            assert_true(layout.spots[j].layer != spot->layer ||
                        fabsf(layout.spots[j].slot - spot->slot) > 0.99f);
    }
    if (layout.crossings > crossings_most)
        fail_msg("%s: %zu crossings", steps, layout.crossings);
    graph_layout_finish(&layout);
    graph_finish(&graph);
}

static void layers_are_in_order_and_ways_cross_seldom(void **state)
{
    (void)state;
    check("x y z", "q = x + y; f = q * z", 0);
    check("x", "f = x * x", 0);
    check("w x v y b", "z = w * x + v * y + b; f = 1 / (1 + exp(-z))", 0);
    check("x y", "p = x * y; q = x + 1; f = p * q", 0);
    check("a b", "c = a + b; d = a * b + b^3; e = c + 1; g = c + e - a; h = relu(b + a); k = 3 * d + h; "
                 "m = relu(b - a) + k; f = (g - m)^2; o = f / 2 + 10 / f", 14);
}

static void a_thousand_operations_are_laid_out(void **state)
{
    enum { STEPS = 1000 };
    static char texts[STEPS][32];
    const char *steps[STEPS], *leaf = "s0";
    struct graph_source source = {&leaf, 1, steps, STEPS};
    struct graph_layout layout;
    struct graph graph;
    struct error err;
    size_t wrong;

    (void)state;
    for (int i = 0; i < STEPS; i++) {
        snprintf(texts[i], sizeof texts[i], "s%d = s%d + s%d", i + 1, i, i / 2);
        steps[i] = texts[i];
    }
    assert_true(graph_build(&graph, &source, &wrong, &err));
    graph_layout_init(&layout, &graph);
    assert_int_equal(layout.layers, STEPS + 1);
    graph_layout_finish(&layout);
    graph_finish(&graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers_are_in_order_and_ways_cross_seldom),
        cmocka_unit_test(a_thousand_operations_are_laid_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
