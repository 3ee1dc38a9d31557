/* What a network answers over a grid: the same as anywhere else, and the run does not notice. */
#include "fixture.h"

#include "engine/measure/map.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void start(const struct fixture *f, struct map *map)
{
    struct error err = {0};

    assert_true(map_init(map, &f->net, &f->data, &err));
}

/* A 2-3-1 net or 1-3-1 net with random everything, a few iterations into its run. */
static void begin(struct fixture *f, size_t inputs, size_t outputs)
{
    const struct net_layer_spec layers[] = {{3, ACTIVATION_TANH, 0, true, true, false},
                                            {outputs, ACTIVATION_SIGMOID, 0, true, true, false}};

    fixture_init(f, inputs, layers, 2, LOSS_BINARY_CROSS_ENTROPY, 7);
    fixture_randomize(f, 5);
    fixture_start(f);
    fixture_run(f, 3);
}

/* Every point is what net_evaluate makes of it, bit for bit; the run goes on as if nothing had been. */
static void check_values(size_t inputs, size_t outputs)
{
    struct fixture f, untouched;
    struct map map;
    double *block;
    double least = 2, most = -2;

    begin(&f, inputs, outputs);
    begin(&untouched, inputs, outputs);
    start(&f, &map);
    block = calloc(f.net.block_size, sizeof *block);
    assert_non_null(block);
    memcpy(block, f.stepper.block, f.net.param_count * sizeof *block);
    map_set(&map, f.stepper.block);
    while (map_advance(&map, 100))
        continue;
    assert_int_equal(map.stride, 1);
    for (size_t row = 0; row < map.rows; row++) {
        for (size_t column = 0; column < map.columns; column++) {
            double x[2] = {map_input(&map, 0, column), 0};
            const double *got = map_at(&map, column, row);

            if (inputs == 2)
                x[1] = map_input(&map, 1, row);
            net_evaluate(&f.net, block, x, f.data.t);
            assert_memory_equal(got, &block[net_output(&f.net)->a], outputs * sizeof *got);
            least = fmin(least, *got);
            most = fmax(most, *got);
        }
    }
    assert_true(most - least > 0.01);
    assert_memory_equal(f.stepper.block, untouched.stepper.block, f.net.block_size * sizeof *block);
    fixture_run(&f, 2);
    fixture_run(&untouched, 2);
    assert_memory_equal(f.stepper.block, untouched.stepper.block, f.net.block_size * sizeof *block);
    free(block);
    map_finish(&map);
    fixture_finish(&f);
    fixture_finish(&untouched);
}

static void test_values(void **state)
{
    (void)state;
    check_values(2, 1);
    check_values(2, 3);
    check_values(1, 1);
}

/* The samples lie within, a tenth from the edge; the ends are hit exactly. */
static void test_range(void **state)
{
    const double x[] = {1, 5, 3, 5, 2, 5, 1, 5, 1, 5, 1, 5, 1, 5};
    struct map map;
    struct fixture f;

    (void)state;
    begin(&f, 2, 1);
    memcpy(f.data.x, x, sizeof x);
    start(&f, &map);
    assert_close(map.low[0], 0.8);
    assert_close(map.high[0], 3.2);
    assert_close(map.low[1], 0);
    assert_close(map.high[1], 10);
    assert_true(map_input(&map, 0, 0) == map.low[0]);
    assert_true(map_input(&map, 1, MAP_PLANE_POINTS - 1) == map.high[1]);
    map_finish(&map);
    fixture_finish(&f);
}

/* A little at a time: each call bounded, each level complete before it counts, no point twice. */
static void test_slices(void **state)
{
    size_t calls = 0, last = 0;
    struct map map;
    struct fixture f;

    (void)state;
    begin(&f, 2, 1);
    start(&f, &map);
    assert_false(map_advance(&map, 10));
    map_set(&map, f.stepper.block);
    while (map_advance(&map, 13)) {
        calls++;
        assert_true(last == 0 || map.stride <= last);
        if (map.stride != last && map.stride > 0)
            assert_int_equal(map.stride, last == 0 ? MAP_FIRST_STRIDE : last / 2);
        last = map.stride;
    }
    assert_int_equal(calls, MAP_PLANE_POINTS * MAP_PLANE_POINTS / 13);
    map_set(&map, f.stepper.block);
    assert_false(map_advance(&map, 1));
    assert_int_equal(map.stride, 1);
    f.stepper.block[0] += 1;
    map_set(&map, f.stepper.block);
    assert_int_equal(map.stride, 0);
    assert_true(map_advance(&map, 1));
    map_finish(&map);
    fixture_finish(&f);
}

static void test_kinds(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f, 1, 1);
    assert_int_equal(map_kind(&f.net, &f.data), MAP_CURVE);
    for (size_t i = 0; i < f.data.count; i++)
        f.data.x[i] = 1;
    assert_int_equal(map_kind(&f.net, &f.data), MAP_NONE);
    fixture_finish(&f);
    begin(&f, 2, 1);
    assert_int_equal(map_kind(&f.net, &f.data), MAP_VALUE);
    for (size_t i = 0; i < f.data.count; i++)
        f.data.t[i] = (double)(i % 2);
    assert_int_equal(map_kind(&f.net, &f.data), MAP_THRESHOLD);
    assert_true(map_threshold(&f.data) == 0.5);
    for (size_t i = 0; i < f.data.count; i++)
        f.data.t[i] = i % 2 == 0 ? -1 : 1;
    assert_int_equal(map_kind(&f.net, &f.data), MAP_THRESHOLD);
    assert_true(map_threshold(&f.data) == 0);
    fixture_finish(&f);
    begin(&f, 2, 3);
    assert_int_equal(map_kind(&f.net, &f.data), MAP_NONE);
    for (size_t i = 0; i < 3 * f.data.count; i++)
        f.data.t[i] = i % 3 == i / 3 % 3;
    assert_int_equal(map_kind(&f.net, &f.data), MAP_CLASSES);
    fixture_finish(&f);
    begin(&f, 3, 1);
    assert_int_equal(map_kind(&f.net, &f.data), MAP_NONE);
    fixture_finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_range),
        cmocka_unit_test(test_slices),
        cmocka_unit_test(test_kinds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
