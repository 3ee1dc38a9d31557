/* Recurrent networks, from the file to the trace: against numbers computed elsewhere, and back to
 * the bit. */
#include "lesson_test.h"

#include "engine/history.h"
#include "lesson/trace.h"

#include <jansson.h>
#include <math.h>

static const double tolerance = 1e-12;

static const json_t *member(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (value == NULL)
        fail_msg("there is no '%s'", key);
    return value;
}

/* ---- reference traces ---- */

static json_t *layer_of(const json_t *before, const char *w, const char *r, const char *b,
                        const char *activation)
{
    json_t *layer = json_pack("{s:O, s:O, s:s, s:i}", "weights", member(before, w), "biases",
                              member(before, b), "activation", activation, "units",
                              (int)json_array_size(member(before, b)));

    if (r != NULL) {
        json_object_set(layer, "recurrent_weights", json_object_get(before, r));
        json_object_set_new(layer, "kind", json_string("recurrent"));
    }
    return layer;
}

static char *scenario_of(const json_t *trace)
{
    const json_t *spec = member(trace, "spec"), *optimizer = member(spec, "optimizer");
    const json_t *before = member(json_array_get(member(trace, "iterations"), 0), "before");
    const json_t *x = member(spec, "x"), *t = member(spec, "t");
    const json_t *train = json_object_get(spec, "train_biases");
    const char *loss = json_string_value(member(spec, "loss"));
    json_t *all = json_array(), *scenario;
    char *text;

    for (size_t n = 0; n < json_array_size(x); n++)
        json_array_append_new(all, json_pack("{s:O, s:O}", "x", json_array_get(x, n), "t",
                                             json_array_get(t, n)));
    scenario = json_pack(
        "{s:i, s:{s:O, s:b, s:[o, o]}, s:s, s:{s:O, s:O}, s:{s:o, s:i}, s:{s:O}}", "backstep", 1,
        "network", "inputs", json_array_get(member(spec, "sizes"), 0), "train_biases",
        train == NULL || json_is_true(train), "layers",
        layer_of(before, "Wxh", "Whh", "bh", "tanh"),
        layer_of(before, "Why", NULL, "by",
                 json_string_value(member(spec, "output_activation"))),
        "loss", strcmp(loss, "bce") == 0 ? "binary_cross_entropy" : "half_squared_error",
        "optimizer", "kind", member(optimizer, "type"), "learning_rate", member(optimizer, "lr"),
        "data", "sequences", all, "batch", (int)json_array_size(x), "stop", "iterations",
        member(spec, "iterations"));
    assert_non_null(scenario);
    if (json_object_get(spec, "time_reduction") != NULL)
        json_object_set(scenario, "time_reduction", json_object_get(spec, "time_reduction"));
    if (json_object_get(spec, "l2") != NULL)
        json_object_set(scenario, "l2", json_object_get(spec, "l2"));
    text = json_dumps(scenario, JSON_REAL_PRECISION(17));
    json_decref(scenario);
    return text;
}

struct run {
    struct scenario scenario;
    struct stepper stepper;
    size_t numbers; /* compared */
};

static void run_init(struct run *run, const char *text, const char *name)
{
    struct error err = {0};

    *run = (struct run){0};
    if (!scenario_parse(&run->scenario, text, strlen(text), name, &err)
        || !stepper_init(&run->stepper, &run->scenario.net, &run->scenario.data,
                         &run->scenario.training, run->scenario.params, &err))
        fail_msg("%s", err.text);
}

static void run_finish(struct run *run)
{
    stepper_finish(&run->stepper);
    scenario_finish(&run->scenario);
}

/* The line of the unit just executed, parsed; NULL: there is none. */
static json_t *line_of(const struct stepper *stepper)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    json_t *line = NULL;

    assert_non_null(out);
    trace_unit(out, stepper);
    assert_int_equal(fclose(out), 0);
    if (size > 0) {
        line = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(line);
    }
    free(text);
    return line;
}

/* Ours times `factor` against theirs. */
static void expect(struct run *run, const json_t *ours, const json_t *theirs, double factor,
                   const char *what)
{
    double a = factor * json_number_value(ours), b = json_number_value(theirs);

    if (json_is_array(theirs)) {
        assert_int_equal(json_array_size(ours), json_array_size(theirs));
        for (size_t i = 0; i < json_array_size(theirs); i++)
            expect(run, json_array_get(ours, i), json_array_get(theirs, i), factor, what);
        return;
    }
    run->numbers++;
    if (!(fabs(a - b) <= tolerance * fmax(1, fmax(fabs(a), fabs(b)))))
        fail_msg("%s: %.17g, the reference has %.17g", what, a, b);
}

/* What one batch's lines of a time add up to, number after number. */
struct sums {
    double at[64];
    size_t count;
};

static void add(struct sums *sums, const json_t *numbers)
{
    if (!json_is_array(numbers)) {
        assert_true(sums->count < 64);
        sums->at[sums->count++] += json_number_value(numbers);
        return;
    }
    for (size_t i = 0; i < json_array_size(numbers); i++)
        add(sums, json_array_get(numbers, i));
}

static void expect_sums(struct run *run, struct sums *sums, const json_t *theirs, double factor,
                        const char *what)
{
    if (json_is_array(theirs)) {
        for (size_t i = 0; i < json_array_size(theirs); i++)
            expect_sums(run, sums, json_array_get(theirs, i), factor, what);
        return;
    }
    run->numbers++;
    if (!(fabs(factor * sums->at[sums->count] - json_number_value(theirs)) <= tolerance))
        fail_msg("%s: %.17g, the reference has %.17g", what, factor * sums->at[sums->count],
                 json_number_value(theirs));
    sums->count++;
}

enum { TIMES = 4, LAYERS = 3 };

/* Of an iteration: dw, dr and db of every time and layer; the losses of the times. */
struct iteration {
    struct sums shares[TIMES][LAYERS];
    double losses[TIMES];
};

static void add_shares(struct sums *sums, const json_t *line)
{
    sums->count = 0;
    add(sums, member(line, "dw"));
    if (json_object_get(line, "dr") != NULL)
        add(sums, json_object_get(line, "dr"));
    add(sums, member(line, "db"));
}

static void expect_backward(struct run *run, const json_t *theirs, const json_t *line, size_t n,
                            size_t layer)
{
    double factor = 1.0 / (double)run->scenario.training.batch;

    if (layer == 2) {
        expect(run, member(line, "da"), json_array_get(member(theirs, "dL_dy"), n), factor, "da");
        expect(run, member(line, "dz"), json_array_get(member(theirs, "dL_do"), n), factor, "dz");
        return;
    }
    expect(run, member(line, "da"), json_array_get(member(theirs, "dL_dh"), n), factor, "da");
    expect(run, member(line, "dz"), json_array_get(member(theirs, "dL_dz"), n), factor, "dz");
    expect(run, member(line, "da_output"), json_array_get(member(theirs, "dL_dh_from_output"), n),
           factor, "da_output");
    expect(run, member(line, "da_future"), json_array_get(member(theirs, "dL_dh_from_future"), n),
           factor, "da_future");
}

static void expect_update(struct run *run, const json_t *theirs, const json_t *line, size_t layer)
{
    const json_t *got = member(theirs, "dJ"), *after = member(theirs, "after");
    bool biases = run->scenario.net.layers[layer].train_biases;

    expect(run, member(line, "gw"), member(got, layer == 1 ? "Wxh" : "Why"), 1, "gw");
    expect(run, member(line, "w"), member(after, layer == 1 ? "Wxh" : "Why"), 1, "w");
    if (layer == 1) {
        expect(run, member(line, "gr"), member(got, "Whh"), 1, "gr");
        expect(run, member(line, "r"), member(after, "Whh"), 1, "r");
    }
    assert_int_equal(json_object_get(line, "gb") != NULL, biases);
    if (biases) {
        expect(run, member(line, "gb"), member(got, layer == 1 ? "bh" : "by"), 1, "gb");
        expect(run, member(line, "b"), member(after, layer == 1 ? "bh" : "by"), 1, "b");
    }
}

static void expect_line(struct run *run, const json_t *theirs, const json_t *line, size_t n,
                        struct iteration *sums)
{
    const char *unit = json_string_value(member(line, "unit"));
    size_t time = (size_t)json_integer_value(json_object_get(line, "time"));
    size_t layer = (size_t)json_integer_value(json_object_get(line, "layer"));
    const json_t *forward = json_array_get(member(theirs, "forward"), time - 1);
    const json_t *backward = member(theirs, "backward");

    if (strcmp(unit, "forward") == 0) {
        expect(run, member(line, "z"), json_array_get(member(forward, layer == 1 ? "z" : "o"), n), 1,
               "z");
        expect(run, member(line, "a"), json_array_get(member(forward, layer == 1 ? "h" : "y"), n), 1,
               "a");
    } else if (strcmp(unit, "loss") == 0 && time > 0) {
        sums->losses[time] += json_number_value(member(line, "loss"));
    } else if (strcmp(unit, "loss") == 0) {
        sums->losses[0] += json_number_value(member(line, "loss"));
        expect(run, member(line, "penalty"), member(member(theirs, "loss"), "penalty_s"), 1, "s");
    } else if (strcmp(unit, "backward") == 0) {
        backward = json_array_get(backward, json_array_size(backward) - time);
        expect_backward(run, backward, line, n, layer);
        add_shares(&sums->shares[time][layer], line);
    } else if (strcmp(unit, "update") == 0) {
        expect_update(run, theirs, line, layer);
    }
}

/* What only the whole batch has. */
static void expect_iteration(struct run *run, const json_t *theirs, struct iteration *sums)
{
    const json_t *backward = member(theirs, "backward"), *forward = member(theirs, "forward");
    size_t times = json_array_size(backward);
    double factor = 1.0 / (double)run->scenario.training.batch;
    json_t *loss = json_real(sums->losses[0]);

    assert_int_equal(times, run->scenario.net.times);
    expect(run, loss, member(member(theirs, "loss"), "L"), factor, "L");
    json_decref(loss);
    for (size_t time = 1; time <= times; time++) {
        const json_t *shares = member(json_array_get(backward, times - time), "contribution");
        struct sums *of = sums->shares[time];
        json_t *of_time = json_real(sums->losses[time]);

        expect(run, of_time, member(json_array_get(forward, time - 1), "loss_t"), factor, "L_t");
        json_decref(of_time);
        of[1].count = of[2].count = 0;
        expect_sums(run, &of[1], member(shares, "Wxh"), factor, "dw");
        expect_sums(run, &of[1], member(shares, "Whh"), factor, "dr");
        expect_sums(run, &of[1], member(shares, "bh"), factor, "db");
        expect_sums(run, &of[2], member(shares, "Why"), factor, "dw of the output");
        expect_sums(run, &of[2], member(shares, "by"), factor, "db of the output");
    }
}

static void compare_trace(void **state)
{
    const char *name = *state;
    char path[256], *text;
    json_t *trace;
    struct run run;
    size_t count;

    snprintf(path, sizeof path, "tests/data/%s.json", name);
    trace = json_load_file(source_path(path), 0, NULL);
    assert_non_null(trace);
    text = scenario_of(trace);
    run_init(&run, text, name);
    count = json_array_size(member(trace, "iterations"));
    assert_true(count >= 2);
    for (size_t i = 0; i < count; i++) {
        const json_t *theirs = json_array_get(member(trace, "iterations"), i);
        size_t units = program_iteration_units(&run.stepper.program, i + 1);
        struct iteration sums = {0};

        for (size_t u = 0; u < units; u++) {
            json_t *line;

            assert_true(stepper_step(&run.stepper));
            line = line_of(&run.stepper);
            expect_line(&run, theirs, line, run.stepper.here.batch_index, &sums);
            json_decref(line);
        }
        expect_iteration(&run, theirs, &sums);
    }
    print_message("%s: %zu numbers\n", name, run.numbers);
    assert_true(run.numbers >= 40 * count); /* of the smaller net, each iteration */
    run_finish(&run);
    free(text);
    json_decref(trace);
}

/* ---- sequences that differ ---- */

/* Two plain layers and two recurrent ones; three sequences of 5, 3 and 1 times with targets at
 * some; cut every 2 times; clipped. */
static const char *const uneven =
    "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": ["
    "{\"units\": 1, \"activation\": \"sigmoid\", \"weights\": [[0.7]], \"biases\": [0.1]},"
    "{\"kind\": \"recurrent\", \"units\": 1, \"activation\": \"tanh\", \"weights\": [[-0.6]],"
    " \"recurrent_weights\": [[0.9]], \"biases\": [0.2]},"
    "{\"kind\": \"recurrent\", \"units\": 1, \"activation\": \"tanh\", \"weights\": [[1.1]],"
    " \"recurrent_weights\": [[-0.4]], \"biases\": [-0.3]},"
    "{\"units\": 1, \"activation\": \"identity\", \"weights\": [[0.8]], \"biases\": [0.05]}]},"
    "\"loss\": \"half_squared_error\", \"l2\": 0.01, \"time_reduction\": \"mean\", \"truncate\": 2,"
    "\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.5, \"clip_value\": 0.2,"
    " \"clip_norm\": 0.25},"
    "\"data\": {\"sequences\": ["
    "{\"x\": [[1], [-1], [0.5], [0], [2]], \"t\": [[0.5], null, [-0.2], null, [0.9]]},"
    "{\"x\": [[0.3], [0.6], [-0.9]], \"t\": [null, null, [1]]},"
    "{\"x\": [[-2]], \"t\": [[0.4]]}], \"batch\": 3}, \"stop\": {\"iterations\": 40}}";

/* Computed in Python, independently: after the first iteration and after the fortieth, w of each
 * layer, and r of the two in the middle. */
static void numbers_of_uneven(void **state)
{
    static const double first[] = {0.7072323264080108, -0.5501646657247707, 0.8635633424665263,
                                   0.2498353342752292, 1.074768412591231, -0.4256850947232655,
                                   0.7501646657247708, 0.0998353342752292};
    static const double last[] = {0.5679411780608453, -0.26168948033990697, 0.8902192880457896,
                                  0.3835533066762796, 0.9882769577419727, -0.3057157019616488,
                                  0.7851814408573082, 0.46355806871924626};
    const struct net_layer *layers;
    struct run run;

    (void)state;
    run_init(&run, uneven, "uneven");
    layers = run.scenario.net.layers;
    for (int pass = 0; pass < 2; pass++) {
        const double *expected = pass == 0 ? first : last, *block = run.stepper.block;
        const size_t at[] = {layers[1].w, layers[2].w, layers[2].r, layers[2].b, layers[3].w,
                             layers[3].r, layers[4].w, layers[4].b};

        stepper_run(&run.stepper,
                    program_iteration_start(&run.stepper.program, pass == 0 ? 2 : 41));
        for (size_t i = 0; i < sizeof at / sizeof at[0]; i++)
            if (!(fabs(block[at[i]] - expected[i]) <= tolerance))
                fail_msg("number %zu is %.17g, expected %.17g", i, block[at[i]], expected[i]);
    }
    run_finish(&run);
}

/* A line for each unit that does something: none at times that a sequence does not have. */
static void lines_of_uneven(void **state)
{
    size_t counts[4] = {0}, of_last = 0;
    struct run run;

    (void)state;
    run_init(&run, uneven, "uneven");
    for (size_t u = program_iteration_units(&run.stepper.program, 1); u > 0; u--) {
        json_t *line;

        stepper_step(&run.stepper);
        line = line_of(&run.stepper);
        assert_int_equal(line == NULL, stepper_is_idle(&run.stepper));
        if (line == NULL)
            continue;
        counts[run.stepper.here.unit.kind]++;
        of_last += json_integer_value(json_object_get(line, "sample")) == 2;
        json_decref(line);
    }
    assert_int_equal(counts[UNIT_FORWARD], 3 * 5 + 3 + 3 * 3 + 1 + 3 + 1);
    assert_int_equal(counts[UNIT_LOSS], 3 + 1 + 1 + 3);
    assert_int_equal(counts[UNIT_BACKWARD], counts[UNIT_FORWARD]);
    assert_int_equal(counts[UNIT_UPDATE], 4);
    assert_true(of_last > 0);
    run_finish(&run);
}

/* Every state of the way there is found again on the way back, bit by bit. */
static void back_to_the_bit(void **state)
{
    enum { STEPS = 300 };
    struct error err = {0};
    struct history history;
    struct run run;
    size_t size;
    char *seen, *now;

    (void)state;
    run_init(&run, uneven, "uneven");
    run.scenario.training.shuffle = true;
    size = stepper_snapshot_size(&run.stepper);
    seen = calloc(STEPS + 1, size);
    now = malloc(size);
    assert_true(history_init(&history, &run.stepper, 4 * size, &err));
    stepper_save(&run.stepper, seen);
    for (size_t i = 1; i <= STEPS; i++) {
        assert_true(history_step(&history));
        stepper_save(&run.stepper, seen + i * size);
        assert_memory_not_equal(seen + i * size, seen + (i - 1) * size, size);
    }
    for (size_t i = STEPS; i-- > 0;) {
        assert_true(history_seek(&history, i));
        stepper_save(&run.stepper, now);
        assert_memory_equal(now, seen + i * size, size);
    }
    free(seen);
    free(now);
    history_finish(&history);
    run_finish(&run);
}

/* ---- the built-in ones ---- */

static void run_built_in(struct run *run, const char *name)
{
    struct error err = {0};
    char below[64];

    *run = (struct run){0};
    snprintf(below, sizeof below, "assets/scenarios/%s.json", name);
    if (!scenario_read(&run->scenario, source_path(below), &err)
        || !stepper_init(&run->stepper, &run->scenario.net, &run->scenario.data,
                         &run->scenario.training, run->scenario.params, &err))
        fail_msg("%s", err.text);
}

/* Each stops as its `about` says: it has learned, or diverged. */
static void lessons(void **state)
{
    static const struct {
        const char *name;
        enum stop_reason reason;
    } all[] = {{"memory", STOP_ITERATIONS},   {"echo", STOP_LOSS_BELOW},
               {"parity", STOP_LOSS_BELOW},   {"hello", STOP_LOSS_BELOW},
               {"vanishing", STOP_ITERATIONS}, {"exploding", STOP_DIVERGENCE}};

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        struct run run;

        run_built_in(&run, all[i].name);
        assert_true(run.scenario.net.recurrent);
        stepper_run(&run.stepper, UINT64_MAX);
        assert_int_equal(run.stepper.state.stopped, all[i].reason);
        run_finish(&run);
    }
}

/* After the first iteration, how much smaller or larger δ is at the first time than at the last. */
static double delta_ratio(const char *name)
{
    const struct net *net;
    struct run run;
    double first, last;

    run_built_in(&run, name);
    net = &run.scenario.net;
    assert_int_equal(net->times, 10);
    stepper_run(&run.stepper, program_iteration_start(&run.stepper.program, 2));
    first = net_at(net, run.stepper.block, 1)[net->layers[1].dz];
    last = net_at(net, run.stepper.block, 10)[net->layers[1].dz];
    run_finish(&run);
    return fabs(first / last);
}

static void vanishing_and_exploding(void **state)
{
    (void)state;
    assert_true(delta_ratio("vanishing") < 1e-3 && delta_ratio("vanishing") > 0);
    assert_true(fabs(delta_ratio("exploding") - pow(1.5, 9)) < 1e-9);
}

/* ---- reading ---- */

static void texts(void **state)
{
    static const char *const text =
        "{\"backstep\": 1, \"network\": {\"inputs\": 4, \"layers\": ["
        "{\"kind\": \"recurrent\", \"units\": 2, \"activation\": \"tanh\"},"
        "{\"units\": 4, \"activation\": \"softmax\"}]}, \"loss\": \"cross_entropy\","
        "\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.1},"
        "\"data\": {\"sequences\": [{\"text\": \"hello\"}, {\"text\": \"he\"}]}}";
    static const size_t followers[] = {1, 2, 2, 3}, followed[] = {0, 1, 2, 2};
    struct run run;
    const struct dataset *data = &run.scenario.data;

    (void)state;
    run_init(&run, text, "hello");
    assert_int_equal(run.scenario.net.times, 4);
    assert_int_equal(data->inputs, 16);
    for (size_t time = 0; time < 4; time++)
        for (size_t i = 0; i < 4; i++) {
            assert_true(dataset_x(data, 0)[4 * time + i] == (i == followed[time]));
            assert_true(dataset_t(data, 0)[4 * time + i] == (i == followers[time]));
            assert_int_equal(isnan(dataset_x(data, 1)[4 * time + i]), time > 0);
        }
    /* Recurrent weights that are not given are made, no two alike. */
    for (size_t i = 0; i < 3; i++)
        assert_true(run.scenario.params[run.scenario.net.layers[1].r + i]
                    != run.scenario.params[run.scenario.net.layers[1].r + i + 1]);
    run_finish(&run);
}

static void errors(void **state)
{
    static const struct {
        const char *find, *replace, *sentence;
    } cases[] = {
        {"\"t\": [null, null, [1]]", "\"t\": [null, [1]]",
         "data.sequences[1].t: found 2 times, expected 3, as many as x has; write null where there "
         "is no target"},
        {"\"t\": [[0.4]]", "\"t\": [null]",
         "data.sequences[2].t: found no target at any time, expected one at least"},
        {"{\"x\": [[-2]], ", "{",
         "data.sequences[2].x: missing; expected a list of the inputs at each time"},
        {"\"x\": [[-2]]", "\"x\": []", "data.sequences[2].x: found 0 times, expected 1 to 10000"},
        {"[0.3]", "[0.3, 1]",
         "data.sequences[1].x[0]: found 2 numbers, expected 1, one for each input"},
        {"null, [0.9]]", "null, 0.9]", "data.sequences[0].t[4]: found 0.9, expected a list of 1 number, one for "
                           "each unit of the output layer"},
        {"\"sequences\"", "\"sequence\"",
         "data: unknown key \"sequence\"; did you mean \"sequences\"?"},
        {"\"sequences\"", "\"validation_sequences\"",
         "data.sequences: missing; expected a list of sequences: [{\"x\": [[...], ...], \"t\": [[...], "
         "...]}, ...]"},
        {"[[-0.4]]", "[[-0.4, 1]]",
         "network.layers[2].recurrent_weights[0]: found 2 numbers, expected 1, one for each unit of "
         "this layer"},
        {"\"truncate\": 2", "\"truncate\": 0",
         "truncate: found 0, expected a whole number from 1 to 10000"},
        {"\"mean\"", "\"average\"", "time_reduction: found the text \"average\", expected sum or mean"},
        {"{\"x\": [[-2]], \"t\": [[0.4]]}", "{\"text\": \"a\"}",
         "data.sequences[2].text: found the text \"a\", expected at least 2 characters: each is to be "
         "followed by its target"},
        {"{\"units\": 1, \"activation\": \"identity\"",
         "{\"kind\": \"recurrent\", \"units\": 1, \"activation\": \"identity\"",
         "network.layers[3].kind: the last layer is plain: it says what comes out at a time; add a "
         "plain layer above the recurrent one"},
        {"\"clip_value\": 0.2", "\"clip_value\": 0",
         "optimizer.clip_value: found 0, expected a number greater than 0"},
        {"\"truncate\": 2", "\"mistake\": \"last_tme\"",
         "mistake: found the text \"last_tme\", expected none, updated_weights, not_cleared, added, "
         "one_path, no_bias, no_slope, each_time or last_time; did you mean \"last_time\"?"},
        {"\"batch\": 3", "\"batch\": 3, \"standardize\": \"inputs\"",
         "data.standardize: sequences cannot be standardized; bring their numbers to scale in the "
         "file, and remove it"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = with(uneven, cases[i].find, cases[i].replace), sentence[512];

        snprintf(sentence, sizeof sentence, "t.json: %s", cases[i].sentence);
        expect_text_error(text, sentence);
        free(text);
    }
}

static void too_long(void **state)
{
    enum { TIMES_TOO_MANY = 10001 };
    char *text = malloc(strlen(uneven) + 30 * TIMES_TOO_MANY), *at = text;
    const char *find = strstr(uneven, "{\"x\": [[-2]]");

    (void)state;
    assert_non_null(find);
    at += sprintf(at, "%.*s{\"x\": [", (int)(find - uneven), uneven);
    for (size_t i = 0; i < TIMES_TOO_MANY; i++)
        at += sprintf(at, i > 0 ? ",[1]" : "[1]");
    at += sprintf(at, "], \"t\": [");
    for (size_t i = 0; i < TIMES_TOO_MANY; i++)
        at += sprintf(at, i > 0 ? ",[1]" : "[1]");
    sprintf(at, "]}]}}");
    expect_text_error(text, "t.json: data.sequences[2].x: found 10001 times, expected 1 to 10000");
    free(text);
}

/* The name is the state too; cmocka wants it without const. */
#define TRACE(name) {name, compare_trace, NULL, NULL, (void *)(uintptr_t)name}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TRACE("rnn_scalar_many_to_many_T2"),
        TRACE("rnn_two_hidden_batch2_mean_over_time"),
        cmocka_unit_test(numbers_of_uneven),
        cmocka_unit_test(lines_of_uneven),
        cmocka_unit_test(back_to_the_bit),
        cmocka_unit_test(lessons),
        cmocka_unit_test(vanishing_and_exploding),
        cmocka_unit_test(texts),
        cmocka_unit_test(errors),
        cmocka_unit_test(too_long),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
