#include "run.h"

#include "lesson/catalogue.h"
#include "quantity/quantity_facts.h"
#include "quantity/quantity_named.h"

#include "engine/net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- symbols ---- */

static const char *text_of(const struct formula *formula)
{
    static char buffer[256];
    struct text text;

    text_init(&text, buffer, sizeof buffer);
    formula_to_text(formula, FORMULA_SYMBOLS, (struct number_style){.decimals = 4}, &text);
    return buffer;
}

static void has_symbol(const struct run *run, enum quantity_kind kind, enum quantity_of of, size_t layer,
                       size_t to, size_t from, const char *expected)
{
    struct arena arena = {0};
    struct quantity quantity = {kind, of, layer, to, from, 1};
    const struct formula *symbol = quantity_symbol(&arena, &run->snapshot, quantity);
    double value = quantity_value(&run->snapshot, quantity);

    assert_string_equal(text_of(symbol), expected);
    assert_true(symbol->value == value || (isnan(symbol->value) && isnan(value)));
    arena_finish(&arena);
}

static void has_unit(const struct run *run, size_t layer, size_t unit, const char *expected)
{
    struct arena arena = {0};

    assert_string_equal(text_of(quantity_unit_symbol(&arena, &run->scenario.net, layer, unit)),
                        expected);
    arena_finish(&arena);
}

static void has_layer(const struct run *run, size_t layer, const char *expected)
{
    struct arena arena = {0};

    assert_string_equal(quantity_layer_name(&arena, &run->scenario.net, layer), expected);
    arena_finish(&arena);
}

static void test_named(void **state)
{
    struct arena arena = {0};
    const struct formula *symbol;
    struct run run;

    (void)state;
    run_open(&run, "mazur");
    has_symbol(&run, QUANTITY_X, QUANTITY_OF_UNIT, 0, 1, 0, "i₂");
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 2, 0, 0, "w₅");
    has_symbol(&run, QUANTITY_STEP, QUANTITY_OF_WEIGHT, 2, 0, 0, "Δw₅");
    has_symbol(&run, QUANTITY_NEW, QUANTITY_OF_WEIGHT, 2, 0, 0, "w₅⁺");
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_BIAS, 1, 1, 0, "bₕ₂");
    has_symbol(&run, QUANTITY_Z, QUANTITY_OF_UNIT, 2, 0, 0, "zₒ₁");
    has_symbol(&run, QUANTITY_A, QUANTITY_OF_UNIT, 1, 0, 0, "aₕ₁");
    has_symbol(&run, QUANTITY_T, QUANTITY_OF_UNIT, 2, 1, 0, "tₒ₂");
    has_symbol(&run, QUANTITY_LOSS_PART, QUANTITY_OF_UNIT, 2, 1, 0, "Lₒ₂");
    has_symbol(&run, QUANTITY_LOSS, QUANTITY_OF_RUN, 2, 0, 0, "L");
    has_symbol(&run, QUANTITY_DA, QUANTITY_OF_UNIT, 2, 0, 0, "∂L/∂aₒ₁");
    has_symbol(&run, QUANTITY_DZ, QUANTITY_OF_UNIT, 1, 0, 0, "δₕ₁");
    has_symbol(&run, QUANTITY_GRADIENT, QUANTITY_OF_WEIGHT, 2, 0, 1, "∂L/∂w₆");
    has_symbol(&run, QUANTITY_BATCH_GRADIENT, QUANTITY_OF_BIAS, 2, 0, 0, "∂L/∂bₒ₁");
    has_symbol(&run, QUANTITY_RATE, QUANTITY_OF_RUN, 0, 0, 0, "η");
    has_unit(&run, 0, 0, "i₁");
    has_unit(&run, 1, 1, "h₂");
    has_layer(&run, 0, "input");
    has_layer(&run, 1, "hidden layer");
    has_layer(&run, 2, "output layer");
    symbol = quantity_symbol(&arena, &run.snapshot, quantity_at(QUANTITY_Z, 2, 0, 0));
    assert_false(symbol->roman);
    assert_true(symbol->roman_sub);
    arena_finish(&arena);
    run_close(&run);
}

static void test_words_as_names(void **state)
{
    static const char *const json =
        "{\"backstep\": 1, \"network\": {\"inputs\": [\"petal\", \"x\"], \"layers\": ["
        "{\"name\": \"last layer\", \"units\": [\"setosa\", \"b2b\"], \"activation\": "
        "\"sigmoid\", \"weights\": [[1, 2], [3, 4]], \"weight_names\": [[\"left\", \"u\"], "
        "[\"v12\", \"7\"]]}]}, \"loss\": \"half_squared_error\", \"optimizer\": {\"kind\": "
        "\"sgd\", \"learning_rate\": 1}, \"data\": {\"samples\": [{\"x\": [1, 2], "
        "\"t\": [0, 1]}]}}";
    struct arena arena = {0};
    struct run run;

    (void)state;
    run_parse(&run, json);
    has_symbol(&run, QUANTITY_X, QUANTITY_OF_UNIT, 0, 0, 0, "petal");
    has_symbol(&run, QUANTITY_X, QUANTITY_OF_UNIT, 0, 1, 0, "x");
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 1, 0, 0, "left");
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 1, 1, 0, "v₁₂");
    has_unit(&run, 1, 0, "setosa");
    has_unit(&run, 1, 1, "b2b");
    has_layer(&run, 1, "output layer");
    assert_true(quantity_unit_symbol(&arena, &run.scenario.net, 1, 0)->roman);
    assert_true(quantity_symbol(&arena, &run.snapshot,
                                quantity_of_weight(QUANTITY_VALUE, 1, 0, 0))->roman);
    assert_false(quantity_symbol(&arena, &run.snapshot,
                                 quantity_of_weight(QUANTITY_VALUE, 1, 0, 1))->roman);
    assert_true(quantity_symbol(&arena, &run.snapshot,
                                quantity_at(QUANTITY_Z, 1, 0, 0))->roman_sub);
    arena_finish(&arena);
    run_close(&run);
}

/* The number that a unit's name, as it is displayed, ends with; `otherwise` where it has none. */
static size_t number_of(const struct run *run, size_t layer, size_t unit, size_t otherwise)
{
    const char *const *units = (const char *const *)run->scenario.net.layers[layer].units;
    size_t length = units != NULL ? strlen(units[unit]) : 0, at = length;

    while (at > 0 && units[unit][at - 1] >= '0' && units[unit][at - 1] <= '9')
        at--;
    return at < length ? strtoul(units[unit] + at, NULL, 10) : otherwise;
}

/* In all lessons a weight that goes by its indices has the numbers of the neurons that it joins, and
 * its name leads back to it. */
static void test_indices_are_the_units_numbers(void **state)
{
    size_t lessons, from_0 = 0, weights = 0;
    const struct catalogue_entry *entries = catalogue_entries(&lessons);

    (void)state;
    for (size_t i = 0; i < lessons; i++) {
        const struct net *net;
        struct run run;

        if (strcmp(entries[i].name, "digits") != 0 && strcmp(entries[i].name, "hello") != 0
            && strcmp(entries[i].name, "iris") != 0 && strcmp(entries[i].name, "big") != 0)
            continue;
        run_open(&run, entries[i].name);
        net = &run.scenario.net;
        for (size_t l = 2; l <= net->layer_count; l++) {
            for (size_t j = 0; j < net->layers[l].out; j++) {
                struct quantity weight = quantity_of_weight(QUANTITY_VALUE, l, j, 1), found;
                bool comma = net->layers[l].out > 9 || net->layers[l].in > 9;
                char expected[64], name[64];
                struct arena arena = {0};
                struct error err;
                struct text text;

                snprintf(expected, sizeof expected, comma ? "%zu,%zu" : "%zu%zu",
                         number_of(&run, l, j, j + 1), number_of(&run, l - 1, 1, 2));
                assert_string_equal(quantity_symbol(&arena, &run.snapshot, weight)->sub, expected);
                text_init(&text, name, sizeof name);
                quantity_words(net, &run.stepper.state.optimizer, weight, &text);
                assert_non_null(strstr(name, expected));
                assert_true(quantity_named(net, &run.stepper.state.optimizer, name, &found, &err));
                assert_true(quantity_equal(weight, found));
                from_0 += net->layers[l].units != NULL && number_of(&run, l, 0, 1) == 0;
                weights++;
                arena_finish(&arena);
            }
        }
        run_close(&run);
    }
    assert_true(from_0 == 20);
    assert_true(weights > 40);
}

/* Numbers that are no indices: not all have one, or it is written otherwise. */
static void test_names_that_are_no_numbers(void **state)
{
    static const char *const json =
        "{\"backstep\": 1, \"network\": {\"inputs\": [\"p7\", \"p12\"], "
        "\"layers\": [{\"units\": [\"h0\", \"h01\"], \"activation\": \"sigmoid\"}, "
        "{\"units\": [\"4\", \"9\"], \"activation\": \"sigmoid\"}, "
        "{\"units\": [\"a0\", \"b0\"], \"activation\": \"sigmoid\"}]}, \"loss\": "
        "\"half_squared_error\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 1}, \"data\": "
        "{\"samples\": [{\"x\": [1, 2], \"t\": [0, 1]}, {\"x\": [1, 2], \"t\": [0, 1]}], \"batch\": 2}}";
    struct run run;

    (void)state;
    run_parse(&run, json);
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 1, 0, 1, "w_(1,12)⁽¹⁾");
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 1, 1, 0, "w_(2,7)⁽¹⁾");
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 2, 0, 1, "w₄₂⁽²⁾");
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 2, 1, 0, "w₉₁⁽²⁾");
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 3, 1, 0, "w₂₄⁽³⁾");
    /* A part has the sample's number and the output's. */
    has_symbol(&run, QUANTITY_LOSS_PART, QUANTITY_OF_UNIT, 3, 1, 0, "L_(1,b0)");
    has_symbol(&run, QUANTITY_LOSS, QUANTITY_OF_RUN, 3, 0, 0, "L₁");
    run_close(&run);
}

/* A long name of a few words goes by its initials where those are its own; its whole self is there
 * too. */
static void test_long_names(void **state)
{
    static const char *const json =
        "{\"backstep\": 1, \"network\": {\"inputs\": [\"sepal length\", \"sepal_width\", "
        "\"soil water\", \"soft  weather\", \"temperature\", \"one of very many words\", \"px\"], "
        "\"layers\": [{\"units\": [\"a late answer\"], \"activation\": \"sigmoid\"}]}, \"loss\": "
        "\"half_squared_error\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 1}, \"data\": "
        "{\"samples\": [{\"x\": [1, 2, 3, 4, 5, 6, 7], \"t\": [0]}]}}";
    struct arena arena = {0};
    struct run run;

    (void)state;
    run_parse(&run, json);
    has_symbol(&run, QUANTITY_X, QUANTITY_OF_UNIT, 0, 0, 0, "sl");
    has_symbol(&run, QUANTITY_X, QUANTITY_OF_UNIT, 0, 1, 0, "sepal_wid\xe2\x80\xa6"); /* sw is the soft weather, too */
    has_symbol(&run, QUANTITY_X, QUANTITY_OF_UNIT, 0, 2, 0, "soil water");
    has_symbol(&run, QUANTITY_X, QUANTITY_OF_UNIT, 0, 3, 0, "soft  wea\xe2\x80\xa6");
    has_symbol(&run, QUANTITY_X, QUANTITY_OF_UNIT, 0, 4, 0, "temperatu\xe2\x80\xa6");
    has_symbol(&run, QUANTITY_X, QUANTITY_OF_UNIT, 0, 5, 0, "one of ve\xe2\x80\xa6");
    has_unit(&run, 1, 0, "ala");
    assert_string_equal(text_of(quantity_unit_name(&arena, &run.scenario.net, 0, 0)), "sepal length");
    assert_string_equal(text_of(quantity_unit_name(&arena, &run.scenario.net, 1, 0)), "a late answer");
    arena_finish(&arena);
    run_close(&run);
}

static const struct run_spec *spec_named(const char *name)
{
    for (size_t s = 0; s < run_spec_count; s++)
        if (strcmp(run_specs[s].name, name) == 0)
            return &run_specs[s];
    fail_msg("no such net: %s", name);
    return NULL;
}

static void test_unnamed(void **state)
{
    struct run run;

    (void)state;
    run_compose(&run, spec_named("2-2-2"));
    has_symbol(&run, QUANTITY_X, QUANTITY_OF_UNIT, 0, 1, 0, "x₂");
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 2, 1, 0, "w₂₁⁽²⁾");
    has_symbol(&run, QUANTITY_NEW, QUANTITY_OF_WEIGHT, 2, 1, 0, "w₂₁⁽²⁾⁺");
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_BIAS, 1, 1, 0, "bₕ₂");
    has_symbol(&run, QUANTITY_Z, QUANTITY_OF_UNIT, 2, 0, 0, "zₒ₁");
    has_unit(&run, 1, 0, "h₁");
    has_unit(&run, 2, 0, "o₁");
    has_layer(&run, 1, "hidden layer");
    run_close(&run);
    run_compose(&run, spec_named("wide"));
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 1, 9, 0, "w_(10,1)⁽¹⁾");
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 1, 1, 0, "w_(2,1)⁽¹⁾");
    has_symbol(&run, QUANTITY_Z, QUANTITY_OF_UNIT, 2, 1, 0, "z₂⁽²⁾");
    has_symbol(&run, QUANTITY_DZ, QUANTITY_OF_UNIT, 3, 1, 0, "δₒ₂");
    has_unit(&run, 1, 4, "h₅⁽¹⁾");
    has_layer(&run, 2, "hidden layer 2");
    has_layer(&run, 3, "output layer");
    run_close(&run);
    run_compose(&run, spec_named("one neuron"));
    has_symbol(&run, QUANTITY_X, QUANTITY_OF_UNIT, 0, 0, 0, "x");
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 1, 0, 0, "w");
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_BIAS, 1, 0, 0, "b");
    has_symbol(&run, QUANTITY_A, QUANTITY_OF_UNIT, 1, 0, 0, "a");
    run_close(&run);
    run_compose(&run, spec_named("two inputs, one neuron"));
    has_symbol(&run, QUANTITY_VALUE, QUANTITY_OF_WEIGHT, 1, 0, 1, "w₂");
    run_close(&run);
}

static void test_buffer_symbols(void **state)
{
    struct run run;

    (void)state;
    run_open(&run, "adam");
    has_symbol(&run, QUANTITY_FIRST, QUANTITY_OF_WEIGHT, 1, 0, 1, "m⁺");
    has_symbol(&run, QUANTITY_SECOND, QUANTITY_OF_WEIGHT, 1, 0, 1, "v⁺");
    has_symbol(&run, QUANTITY_OLD_FIRST, QUANTITY_OF_WEIGHT, 1, 0, 1, "m");
    has_symbol(&run, QUANTITY_OLD_SECOND, QUANTITY_OF_WEIGHT, 1, 0, 1, "v");
    has_symbol(&run, QUANTITY_FIRST_HAT, QUANTITY_OF_WEIGHT, 1, 0, 1, "m̂");
    has_symbol(&run, QUANTITY_SECOND_HAT, QUANTITY_OF_WEIGHT, 1, 0, 1, "v̂");
    run_close(&run);
    run_open(&run, "momentum");
    has_symbol(&run, QUANTITY_FIRST, QUANTITY_OF_WEIGHT, 1, 0, 1, "v⁺");
    has_symbol(&run, QUANTITY_OLD_FIRST, QUANTITY_OF_WEIGHT, 1, 0, 1, "v");
    run_close(&run);
    run_open(&run, "l2");
    has_symbol(&run, QUANTITY_OBJECTIVE_GRADIENT, QUANTITY_OF_WEIGHT, 1, 0, 0, "∂J/∂w₁₁⁽¹⁾");
    has_symbol(&run, QUANTITY_PENALTY, QUANTITY_OF_RUN, 2, 0, 0, "s");
    has_symbol(&run, QUANTITY_OBJECTIVE, QUANTITY_OF_RUN, 2, 0, 0, "J");
    run_close(&run);
}

/* In a batch the sample's gradient and the mean must not look alike. */
static void test_batch_symbols(void **state)
{
    struct run run;

    (void)state;
    run_compose(&run, spec_named("softmax, fused"));
    for (int i = 0; i < 6; i++)
        assert_true(run_step(&run));
    assert_int_equal(run.snapshot.place.batch_index, 1);
    has_symbol(&run, QUANTITY_LOSS, QUANTITY_OF_RUN, 2, 0, 0, "L₂");
    has_symbol(&run, QUANTITY_GRADIENT, QUANTITY_OF_WEIGHT, 1, 0, 0, "∂L₂/∂w₁₁⁽¹⁾");
    has_symbol(&run, QUANTITY_BATCH_GRADIENT, QUANTITY_OF_WEIGHT, 1, 0, 0, "∂L/∂w₁₁⁽¹⁾");
    run_close(&run);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* No two parameters of a net share a symbol. */
static void test_symbols_are_unique(void **state)
{
    static char all[4096][64];

    (void)state;
    for (size_t s = 0; s < run_spec_count; s++) {
        struct arena arena = {0};
        struct run run;
        size_t count = 0;

        run_compose(&run, &run_specs[s]);
        for (size_t l = 1; l <= run.scenario.net.layer_count; l++)
            for (size_t j = 0; j < run.scenario.net.layers[l].out; j++)
                for (size_t k = 0; k <= run.scenario.net.layers[l].in; k++) {
                    bool bias = k == run.scenario.net.layers[l].in;
                    struct quantity q = bias ? quantity_of_bias(QUANTITY_VALUE, l, j)
                                             : quantity_of_weight(QUANTITY_VALUE, l, j, k);

                    assert_true(count < 4096);
                    strcpy(all[count++],
                           text_of(quantity_symbol(&arena, &run.snapshot, q)));
                }
        qsort(all, count, sizeof all[0], compare_texts);
        for (size_t i = 1; i < count; i++)
            assert_string_not_equal(all[i - 1], all[i]);
        arena_finish(&arena);
        run_close(&run);
    }
}

/* ---- values ---- */

static double value(const struct run *run, enum quantity_kind kind, enum quantity_of of, size_t layer,
                    size_t to, size_t from)
{
    return quantity_value(&run->snapshot, (struct quantity){kind, of, layer, to, from, 1});
}

/* The parameters as they are after the iteration, bit for bit, before the engine gets there. */
static void test_new_values(void **state)
{
    size_t checked = 0;

    (void)state;
    for (size_t s = 0; s < run_spec_count; s++) {
        struct run run;
        const struct net *net;
        double *early;
        size_t units;

        run_compose(&run, &run_specs[s]);
        net = &run.scenario.net;
        early = calloc(net->param_count, sizeof *early);
        assert_non_null(early);
        units = run_units(&run);
        while (run.snapshot.place.index < units) {
            assert_true(run_step(&run));
            if (run.snapshot.place.unit.kind != UNIT_UPDATE)
                continue;
            for (size_t l = 1; l <= net->layer_count; l++)
                for (size_t j = 0; j < net->layers[l].out; j++)
                    for (size_t k = 0; k < net->layers[l].in; k++) {
                        size_t at = net->layers[l].w + j * net->layers[l].in + k;
                        double now = value(&run, QUANTITY_NEW, QUANTITY_OF_WEIGHT, l, j, k);

                        assert_true(early[at] == 0 || early[at] == now);
                        early[at] = now;
                        assert_true(value(&run, QUANTITY_VALUE, QUANTITY_OF_WEIGHT, l, j, k) == run.before[at]);
                        assert_true(run.before[at] + value(&run, QUANTITY_STEP, QUANTITY_OF_WEIGHT, l, j, k) ==
                                    now);
                    }
        }
        for (size_t l = 1; l <= net->layer_count; l++)
            for (size_t i = 0; i < net->layers[l].in * net->layers[l].out; i++, checked++)
                assert_true(early[net->layers[l].w + i] ==
                            run.stepper.block[net->layers[l].w + i]);
        free(early);
        run_close(&run);
    }
    assert_true(checked > 100);
}

/* The buffers as they are after the iteration, bit for bit, from the first update unit on. */
static void compare_buffers(const struct run *run, size_t *kept)
{
    const struct net *net = &run->scenario.net;
    const struct optimizer *optimizer = &run->snapshot.state->optimizer;
    size_t second = net->buffers + (optimizer_has_first(optimizer) ? net->param_count : 0);

    for (size_t l = 1; l <= net->layer_count; l++)
        for (size_t j = 0; j < net->layers[l].out; j++)
            for (size_t k = 0; k <= net->layers[l].in; k++) {
                bool bias = k == net->layers[l].in;
                struct quantity q = bias ? quantity_of_bias(QUANTITY_FIRST, l, j)
                                         : quantity_of_weight(QUANTITY_FIRST, l, j, k);
                size_t param = quantity_parameter(net, q);

                assert_true(quantity_value(&run->snapshot, q) ==
                            (optimizer_has_first(optimizer) ? run->stepper.block[net->buffers + param] : 0));
                *kept += quantity_value(&run->snapshot, q) != 0;
                q = quantity_as(q, QUANTITY_SECOND);
                assert_int_equal(quantity_parameter(net, q), param);
                assert_true(quantity_value(&run->snapshot, q) ==
                            (optimizer_has_second(optimizer) ? run->stepper.block[second + param] : 0));
                *kept += quantity_value(&run->snapshot, q) != 0;
            }
}

/* Old ones are those of the iteration's start; Adam's are corrected by 1 - βᵗ. */
static void compare_old(const struct run *run, double t)
{
    const struct net *net = &run->scenario.net;
    const struct optimizer *optimizer = &run->snapshot.state->optimizer;
    size_t second = net->buffers + (optimizer_has_first(optimizer) ? net->param_count : 0);

    for (size_t l = 1; l <= net->layer_count; l++)
        for (size_t k = 0; k < net->layers[l].in; k++) {
            size_t param = quantity_parameter(net, quantity_of_weight(QUANTITY_VALUE, l, 0, k));
            double m = value(run, QUANTITY_FIRST, QUANTITY_OF_WEIGHT, l, 0, k), v = value(run, QUANTITY_SECOND, QUANTITY_OF_WEIGHT, l, 0, k);
            bool adam = strncmp(optimizer_row(optimizer->kind)->name, "adam", 4) == 0;

            assert_true(value(run, QUANTITY_OLD_FIRST, QUANTITY_OF_WEIGHT, l, 0, k) ==
                        (optimizer_has_first(optimizer) ? run->before[net->buffers + param] : 0));
            assert_true(value(run, QUANTITY_OLD_SECOND, QUANTITY_OF_WEIGHT, l, 0, k) ==
                        (optimizer_has_second(optimizer) ? run->before[second + param] : 0));
            assert_true(value(run, QUANTITY_FIRST_HAT, QUANTITY_OF_WEIGHT, l, 0, k) ==
                        (adam ? m / (1 - pow(optimizer->constants[0], t)) : 0));
            assert_true(value(run, QUANTITY_SECOND_HAT, QUANTITY_OF_WEIGHT, l, 0, k) ==
                        (adam ? v / (1 - pow(optimizer->constants[1], t)) : 0));
            assert_true(value(run, QUANTITY_OBJECTIVE_GRADIENT, QUANTITY_OF_WEIGHT, l, 0, k) ==
                        value(run, QUANTITY_BATCH_GRADIENT, QUANTITY_OF_WEIGHT, l, 0, k) + optimizer->l2 * run->before[param]);
        }
}

/* s and J of a batch, from what the engine has. */
static void compare_objective(const struct run *run)
{
    double s = net_penalty(&run->scenario.net, run->before, run->snapshot.state->optimizer.l2);

    assert_true(value(run, QUANTITY_PENALTY, QUANTITY_OF_RUN, 2, 0, 0) == s);
    assert_true(value(run, QUANTITY_OBJECTIVE, QUANTITY_OF_RUN, 2, 0, 0) == run->snapshot.batch_loss + s);
    assert_true((s > 0) == (run->snapshot.state->optimizer.l2 > 0));
}

static void test_buffers(void **state)
{
    (void)state;
    for (size_t i = 0; run_optimizers[i / 2] != NULL; i++) {
        size_t kept = 0, units;
        struct run run;

        run_optimizer(&run, run_optimizers[i / 2], i % 2 == 1);
        units = run_units(&run);
        while (run.snapshot.place.step < 2 * units)
            assert_true(run_step(&run));
        compare_buffers(&run, &kept);
        compare_old(&run, 2);
        compare_objective(&run);
        assert_int_equal(kept > 0, optimizer_has_first(&run.snapshot.state->optimizer) ||
                                       optimizer_has_second(&run.snapshot.state->optimizer));
        run_close(&run);
    }
}

/* All weights into a unit at once have the values that they have one by one, whoever optimises. */
static void compare_rows(const struct run *run, size_t *not_zero)
{
    const struct net *net = &run->scenario.net;
    double values[64];

    for (int kind = 0; kind < QUANTITY_KIND_COUNT; kind++)
        for (size_t l = 1; l <= net->layer_count && quantity_facts((enum quantity_kind)kind)->of == QUANTITY_OF_WEIGHT; l++)
            for (size_t j = 0; j < net->layers[l].out; j++) {
                assert_true(net->layers[l].in <= sizeof values / sizeof *values);
                quantity_values(&run->snapshot, (enum quantity_kind)kind, l, j, values);
                for (size_t k = 0; k < net->layers[l].in; k++) {
                    double one = value(run, (enum quantity_kind)kind, QUANTITY_OF_WEIGHT, l, j, k);

                    assert_memory_equal(&values[k], &one, sizeof one);
                    *not_zero += one != 0;
                }
            }
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; run_optimizers[i / 2] != NULL; i++) {
        size_t not_zero = 0;
        struct run run;

        run_optimizer(&run, run_optimizers[i / 2], i % 2 == 1);
        for (size_t step = 0; step < 2 * run_units(&run); step++) {
            assert_true(run_step(&run));
            compare_rows(&run, &not_zero);
        }
        assert_true(not_zero > 100);
        run_close(&run);
    }
}

static void test_kinds(void **state)
{
    const struct optimizer adam = {.kind = OPTIMIZER_ADAM}, rmsprop = {.kind = OPTIMIZER_RMSPROP}, sgd = {0};

    (void)state;
    assert_true(quantity_is_of_parameter(quantity_of_weight(QUANTITY_SECOND, 1, 0, 0))
                && quantity_is_of_parameter(quantity_of_bias(QUANTITY_FIRST, 1, 0)));
    assert_false(quantity_is_of_parameter(quantity_at(QUANTITY_Z, 1, 0, 0))
                 || quantity_is_of_parameter(quantity_at(QUANTITY_T, 1, 0, 0))
                 || quantity_is_of_parameter(quantity_at(QUANTITY_RATE, 0, 0, 0)));
    assert_true(quantity_is_kept(&adam, QUANTITY_FIRST) && quantity_is_kept(&adam, QUANTITY_SECOND));
    assert_false(quantity_is_kept(&rmsprop, QUANTITY_FIRST));
    assert_true(quantity_is_kept(&rmsprop, QUANTITY_SECOND));
    assert_false(quantity_is_kept(&sgd, QUANTITY_FIRST) || quantity_is_kept(&adam, QUANTITY_STEP));
    assert_true(quantity_is_kept(&rmsprop, QUANTITY_OLD_SECOND) && !quantity_is_kept(&rmsprop, QUANTITY_SECOND_HAT));
    assert_false(quantity_is_kept(&adam, QUANTITY_OBJECTIVE_GRADIENT) || quantity_is_kept(&adam, QUANTITY_PENALTY));
    for (int i = QUANTITY_FIRST; i <= QUANTITY_SECOND_HAT; i++) {
        struct quantity q = quantity_of_bias((enum quantity_kind)i, 1, 0), fresh = quantity_fresh_buffer(q);

        assert_true(quantity_is_buffer(q.kind) && quantity_is_of_optimizer(q.kind));
        assert_int_equal(fresh.of, QUANTITY_OF_BIAS);
        assert_int_equal(quantity_is_second_buffer(q.kind), fresh.kind == QUANTITY_SECOND);
        assert_false(quantity_is_old_buffer(fresh.kind));
    }
}

/* What is of a parameter is its whosever it is, but ∂J/∂w: of a bias that is ∂L/∂b. */
static void test_parameters(void **state)
{
    const struct quantity bias = quantity_of_bias(QUANTITY_BATCH_GRADIENT, 2, 1);

    (void)state;
    for (int i = 1; i < QUANTITY_KIND_COUNT; i++) {
        enum quantity_kind kind = (enum quantity_kind)i;
        const struct quantity_facts *facts = quantity_facts(kind);
        struct quantity weight = quantity_of_weight(kind, 2, 1, 3);

        assert_true(facts->phrase != W_NONE || quantity_is_buffer(kind));
        assert_int_equal(facts->of == QUANTITY_OF_WEIGHT, kind >= QUANTITY_VALUE);
        if (facts->of != QUANTITY_OF_WEIGHT)
            continue;
        assert_true(quantity_equal(quantity_as(quantity_of_weight(QUANTITY_VALUE, 2, 1, 3), kind), weight));
        assert_int_equal(quantity_as(bias, kind).of, QUANTITY_OF_BIAS);
        assert_true(kind == QUANTITY_OBJECTIVE_GRADIENT || quantity_as(bias, kind).kind == kind);
    }
    assert_true(quantity_equal(quantity_as(bias, QUANTITY_OBJECTIVE_GRADIENT), bias));
}

static void test_biases(void **state)
{
    struct run run;

    (void)state;
    run_open(&run, "mazur");
    for (int i = 0; i < 7; i++)
        assert_true(run_step(&run));
    assert_true(value(&run, QUANTITY_VALUE, QUANTITY_OF_BIAS, 2, 0, 0) == 0.6);
    assert_true(value(&run, QUANTITY_NEW, QUANTITY_OF_BIAS, 2, 0, 0) == 0.6);
    assert_true(value(&run, QUANTITY_STEP, QUANTITY_OF_BIAS, 2, 0, 0) == 0);
    assert_true(value(&run, QUANTITY_GRADIENT, QUANTITY_OF_BIAS, 2, 0, 0) == value(&run, QUANTITY_DZ, QUANTITY_OF_UNIT, 2, 0, 0));
    assert_true(value(&run, QUANTITY_GRADIENT, QUANTITY_OF_BIAS, 2, 0, 0) != 0);
    run_close(&run);
    run_open(&run, "mazur-biases");
    for (int i = 0; i < 7; i++)
        assert_true(run_step(&run));
    assert_true(value(&run, QUANTITY_STEP, QUANTITY_OF_BIAS, 2, 0, 0) ==
                -(0.5 * value(&run, QUANTITY_BATCH_GRADIENT, QUANTITY_OF_BIAS, 2, 0, 0)));
    assert_true(value(&run, QUANTITY_NEW, QUANTITY_OF_BIAS, 2, 0, 0) ==
                run.stepper.block[run.scenario.net.layers[2].b]);
    run_close(&run);
}

/* The mean of the samples' own gradients. */
static void test_gradients_of_a_batch(void **state)
{
    struct run run;
    double sum = 0;
    size_t samples = 0;

    (void)state;
    run_compose(&run, spec_named("softmax, fused"));
    while (run_step(&run) && run.snapshot.place.unit.kind != UNIT_UPDATE) {
        if (run.snapshot.place.unit.kind != UNIT_BACKWARD || run.snapshot.place.unit.layer != 2)
            continue;
        sum += value(&run, QUANTITY_GRADIENT, QUANTITY_OF_WEIGHT, 2, 1, 2);
        samples++;
    }
    assert_int_equal(samples, 3);
    assert_true(sum != 0);
    assert_true(fabs(value(&run, QUANTITY_BATCH_GRADIENT, QUANTITY_OF_WEIGHT, 2, 1, 2) - sum / 3) <= 1e-15);
    run_close(&run);
}

static void test_identity(void **state)
{
    struct quantity q = quantity_of_weight(QUANTITY_VALUE, 1, 2, 3), other = q;
    struct run run;

    (void)state;
    run_compose(&run, spec_named("deep"));
    assert_true(quantity_equal(q, other));
    other.from = 4;
    assert_false(quantity_equal(q, other));
    assert_true(quantity_together(q, other));
    other = q;
    other.time = 2;
    assert_false(quantity_equal(q, other) || quantity_together(q, other));
    assert_false(quantity_together(q, quantity_of_bias(QUANTITY_VALUE, 1, 2)));
    assert_true(quantity_equal(quantity_input(&run.scenario.net, 1, 2), quantity_at(QUANTITY_X, 0, 2, 0)));
    assert_true(quantity_equal(quantity_input(&run.scenario.net, 3, 0), quantity_at(QUANTITY_A, 2, 0, 0)));
    run_close(&run);
}

static void test_packing(void **state)
{
    const struct quantity ends[] = {
        {0},
        {QUANTITY_X, QUANTITY_OF_UNIT, 0, 0, 0, 0},
        {(enum quantity_kind)(QUANTITY_KIND_COUNT - 1), (enum quantity_of)(QUANTITY_OF_COUNT - 1), NET_LAYERS_MAX,
         NET_UNITS_MAX - 1, NET_UNITS_MAX - 1, 10000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        assert_true(quantity_equal(quantity_unpack(quantity_pack(ends[i])), ends[i]));
    for (int kind = QUANTITY_X; kind < QUANTITY_KIND_COUNT; kind++) {
        for (size_t i = 0; i < 200; i++) {
            struct quantity q = {(enum quantity_kind)kind, (enum quantity_of)(i % QUANTITY_OF_COUNT), i % 65,
                                 i * 37 % 4096, i * 101 % 4096, 1 + i * 51};

            assert_true(quantity_equal(quantity_unpack(quantity_pack(q)), q));
            assert_true(quantity_pack(q) > 0 && quantity_pack(q) < 0x1p53);
        }
    }
    assert_int_equal(quantity_unpack((double)NAN).kind, QUANTITY_NONE);
    assert_int_equal(quantity_unpack(-5).kind, QUANTITY_NONE);
    assert_int_equal(quantity_unpack(1e300).kind, QUANTITY_NONE);
    assert_int_equal(quantity_unpack(0x1p53).kind, QUANTITY_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_named), cmocka_unit_test(test_words_as_names),
        cmocka_unit_test(test_long_names),
        cmocka_unit_test(test_indices_are_the_units_numbers),
        cmocka_unit_test(test_names_that_are_no_numbers),
        cmocka_unit_test(test_unnamed), cmocka_unit_test(test_batch_symbols),
        cmocka_unit_test(test_buffer_symbols),
        cmocka_unit_test(test_symbols_are_unique), cmocka_unit_test(test_new_values),
        cmocka_unit_test(test_biases), cmocka_unit_test(test_buffers), cmocka_unit_test(test_rows),
        cmocka_unit_test(test_kinds), cmocka_unit_test(test_parameters), cmocka_unit_test(test_gradients_of_a_batch),
        cmocka_unit_test(test_identity), cmocka_unit_test(test_packing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
