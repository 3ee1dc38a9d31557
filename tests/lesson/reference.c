#include "reference.h"

#include <math.h>

static const double tolerance = 1e-12;

static const json_t *member(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (value == NULL)
        fail_msg("the reference has no '%s'", key);
    return value;
}

/* Our word for theirs. */
static const char *loss_word(const char *theirs)
{
    static const char *const words[][2] = {
        {"half_se", "half_squared_error"},
        {"mse", "mean_squared_error"},
        {"bce", "binary_cross_entropy"},
        {"cce", "cross_entropy"},
        {"mae", "mean_absolute_error"},
        {"huber", "huber"},
    };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i][0], theirs) == 0)
            return words[i][1];
    }
    fail_msg("unknown loss '%s'", theirs);
    return NULL;
}

/* Momentum is a kind of its own for them. */
static const char *optimizer_word(const char *theirs)
{
    return strcmp(theirs, "momentum") == 0 ? "sgd" : theirs;
}

/* [{"x": ..., "t": ...}, ...] of all batches, one after the other. */
static json_t *samples(const json_t *spec)
{
    const json_t *batches = json_object_get(spec, "batches");
    json_t *all = json_array();
    size_t count = batches != NULL ? json_array_size(batches) : 1;

    for (size_t i = 0; i < count; i++) {
        const json_t *batch = batches != NULL ? json_array_get(batches, i) : member(spec, "batch");
        const json_t *x = member(batch, "x"), *t = member(batch, "t");

        for (size_t n = 0; n < json_array_size(x); n++)
            json_array_append_new(all, json_pack("{s:O, s:O}", "x", json_array_get(x, n), "t",
                                                 json_array_get(t, n)));
    }
    return all;
}

/* The spec's own starting values, or, where it has but a seed, those it recorded. */
static void starting_values(const json_t *trace, const json_t **weights, const json_t **biases)
{
    const json_t *init = json_object_get(member(trace, "spec"), "init");

    *weights = json_object_get(init, "weights");
    *biases = json_object_get(init, "biases");
    if (*weights == NULL) {
        const json_t *first = json_array_get(member(trace, "iterations"), 0);

        assert_int_equal(json_integer_value(member(first, "iteration")), 1);
        *weights = member(member(first, "before"), "W");
        *biases = member(member(first, "before"), "b");
    }
}

static json_t *layers(const json_t *trace)
{
    const json_t *spec = member(trace, "spec"), *weights, *biases;
    json_t *all = json_array();

    starting_values(trace, &weights, &biases);
    for (size_t l = 1; l < json_array_size(member(spec, "layers")); l++)
        json_array_append_new(
            all, json_pack("{s:O, s:O, s:O, s:O}", "units",
                           json_array_get(member(spec, "layers"), l), "activation",
                           json_array_get(member(spec, "activations"), l - 1), "weights",
                           json_array_get(weights, l - 1), "biases",
                           json_array_get(biases, l - 1)));
    return all;
}

size_t reference_batch(const json_t *trace)
{
    const json_t *first = json_array_get(member(trace, "iterations"), 0);

    return json_array_size(member(member(first, "loss"), "per_sample"));
}

/* If theirs has it. */
static void copy_number(json_t *ours, const char *key, const json_t *theirs, const char *theirs_key)
{
    json_t *value = json_object_get(theirs, theirs_key);

    if (value != NULL)
        json_object_set(ours, key, value);
}

char *reference_scenario(const json_t *trace)
{
    const json_t *spec = member(trace, "spec"), *optimizer = member(spec, "optimizer");
    const json_t *train = json_object_get(spec, "train_biases");
    json_t *scenario;
    char *text;

    assert_null(json_object_get(spec, "reduction"));
    scenario = json_pack(
        "{s:i, s:{s:O, s:o, s:b}, s:s, s:{s:s, s:O}, s:{s:o, s:i}, s:{s:O}}", "backstep", 1,
        "network", "inputs", json_array_get(member(spec, "layers"), 0), "layers", layers(trace),
        "train_biases", train == NULL || json_is_true(train), "loss",
        loss_word(json_string_value(member(spec, "loss"))), "optimizer", "kind",
        optimizer_word(json_string_value(member(optimizer, "type"))), "learning_rate", member(optimizer, "lr"),
        "data", "samples", samples(spec), "batch",
        (int)reference_batch(trace), "stop", "iterations", member(spec, "iterations"));
    assert_non_null(scenario);
    copy_number(json_object_get(scenario, "optimizer"), "momentum", optimizer, "momentum");
    copy_number(json_object_get(scenario, "optimizer"), "beta1", optimizer, "beta1");
    copy_number(json_object_get(scenario, "optimizer"), "beta2", optimizer, "beta2");
    copy_number(json_object_get(scenario, "optimizer"), "epsilon", optimizer, "eps");
    copy_number(json_object_get(scenario, "optimizer"), "weight_decay", optimizer, "weight_decay");
    copy_number(scenario, "l2", spec, "l2");
    text = json_dumps(scenario, JSON_REAL_PRECISION(17));
    assert_non_null(text);
    json_decref(scenario);
    return text;
}

/* Numbers, some of which are the strings "Infinity", "-Infinity", "NaN". */
static double value_of(const json_t *json)
{
    const char *word = json_string_value(json);

    if (json_is_number(json))
        return json_number_value(json);
    if (word != NULL && strcmp(word, "NaN") == 0)
        return (double)NAN;
    if (word != NULL && strcmp(word, "Infinity") == 0)
        return (double)INFINITY;
    if (word != NULL && strcmp(word, "-Infinity") == 0)
        return -(double)INFINITY;
    fail_msg("neither a number nor the name of one");
    return 0;
}

static void compare_value(double ours, double theirs, const char *where, struct tally *tally)
{
    double scale, difference;

    tally->numbers++;
    if (!isfinite(theirs)) {
        tally->non_finite++;
        if (isnan(theirs) ? !isnan(ours) : ours != theirs)
            fail_msg("%s: %.17g, the reference has %.17g", where, ours, theirs);
        return;
    }
    scale = fmax(1, fmax(fabs(ours), fabs(theirs)));
    difference = fabs(ours - theirs) / scale;
    if (!(difference <= tolerance))
        fail_msg("%s: %.17g, the reference has %.17g: off by %g", where, ours, theirs, difference);
    if (difference > tally->worst)
        tally->worst = difference;
}

/* Ours times `factor` against theirs, element by element, of the same shape. */
static void compare(const json_t *ours, const json_t *theirs, double factor, const char *where,
                    const char *key, struct tally *tally)
{
    char place[256];

    assert_non_null(ours);
    if (!json_is_array(theirs)) {
        snprintf(place, sizeof place, "%s %s", where, key);
        compare_value(factor * value_of(ours), value_of(theirs), place, tally);
        return;
    }
    if (json_array_size(ours) != json_array_size(theirs))
        fail_msg("%s %s: %zu elements, the reference has %zu", where, key, json_array_size(ours),
                 json_array_size(theirs));
    for (size_t i = 0; i < json_array_size(theirs); i++) {
        snprintf(place, sizeof place, "%s[%zu]", key, i);
        compare(json_array_get(ours, i), json_array_get(theirs, i), factor, where, place, tally);
    }
}

static void compare_key(const json_t *line, const char *key, const json_t *theirs, double factor,
                        const char *where, struct tally *tally)
{
    compare(member(line, key), theirs, factor, where, key, tally);
}

static void compare_backward(const json_t *theirs, const json_t *line, size_t n, size_t batch,
                             const char *where, struct tally *tally)
{
    const json_t *each = json_object_get(theirs, "dL_dW_per_sample");
    const json_t *dz = json_array_get(member(theirs, "dL_dz"), n);
    double factor = 1.0 / (double)batch;

    compare_key(line, "da", json_array_get(member(theirs, "dL_da"), n), factor, where, tally);
    compare_key(line, "dz", dz, factor, where, tally);
    compare_key(line, "db", dz, factor, where, tally);
    if (each == NULL)
        assert_int_equal(batch, 1);
    compare_key(line, "dw", each != NULL ? json_array_get(each, n) : member(theirs, "dL_dW"),
                factor, where, tally);
}

static void compare_update(const json_t *theirs, const json_t *after, const json_t *line, size_t l,
                           bool penalty, const char *where, struct tally *tally)
{
    const json_t *bias_gradient = member(theirs, "dJ_db");

    /* Without a penalty their dJ_dW is dL_dW + 0·W, NaN where W is infinite. */
    compare_key(line, "gw", member(theirs, penalty ? "dJ_dW" : "dL_dW"), 1, where, tally);
    compare_key(line, "w", json_array_get(member(after, "W"), l - 1), 1, where, tally);
    if (json_is_null(bias_gradient)) {
        assert_null(json_object_get(line, "gb"));
        assert_null(json_object_get(line, "b"));
        return;
    }
    compare_key(line, "gb", bias_gradient, 1, where, tally);
    compare_key(line, "b", json_array_get(member(after, "b"), l - 1), 1, where, tally);
}

/* Without λ ours is 0; theirs 0·Σw², NaN where a weight is infinite. */
static void compare_penalty(const json_t *line, const json_t *theirs, const char *where,
                            struct tally *tally)
{
    if (json_is_number(theirs))
        compare_key(line, "penalty", theirs, 1, where, tally);
    else
        compare_value(value_of(member(line, "penalty")), 0, where, tally);
}

void reference_compare(const json_t *iteration, const json_t *line, size_t n, size_t batch,
                       const char *where, struct tally *tally)
{
    const char *unit = json_string_value(member(line, "unit"));
    const json_t *forward = member(iteration, "forward"), *layer = json_object_get(line, "layer");
    size_t l = (size_t)json_integer_value(layer), count = json_array_size(forward);

    assert_int_equal(json_integer_value(member(line, "epoch")),
                     json_integer_value(member(iteration, "epoch")));
    if (strcmp(unit, "forward") == 0) {
        const json_t *theirs = json_array_get(forward, l - 1);

        compare_key(line, "z", json_array_get(member(theirs, "z"), n), 1, where, tally);
        compare_key(line, "a", json_array_get(member(theirs, "a"), n), 1, where, tally);
    } else if (strcmp(unit, "loss") == 0) {
        const json_t *each = member(member(iteration, "loss"), "per_sample");

        compare_key(line, "loss", json_array_get(each, n), 1, where, tally);
        compare_penalty(line, member(member(iteration, "loss"), "penalty_s"), where, tally);
    } else if (strcmp(unit, "backward") == 0) {
        /* Theirs runs from the output layer down. */
        compare_backward(json_array_get(member(iteration, "backward"), count - l), line, n, batch,
                         where, tally);
    } else {
        assert_string_equal(unit, "update");
        compare_update(json_array_get(member(iteration, "backward"), count - l),
                       member(iteration, "after"), line, l,
                       json_number_value(member(member(iteration, "loss"), "penalty_s")) > 0,
                       where, tally);
    }
}
