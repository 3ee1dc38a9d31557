/* The format's limits: what is one too many is refused before it is allocated. */
#include "lesson_test.h"

static void more_than_64_mib_are_refused(void **state)
{
    size_t length = (size_t)SCENARIO_BYTES_MAX + 1;
    char *bytes = malloc(length);

    (void)state;
    assert_non_null(bytes);
    memset(bytes, ' ', length);
    expect_error(bytes, length, "t.json is larger than the limit of 64 MiB");
    bytes[0] = '1';
    expect_error(bytes, length - 1, "t.json: found 1, expected an object: { \"backstep\": 1, ... "
                                    "}");
    free(bytes);
}

static void at_most_64_layers(void **state)
{
    char text[8192];
    size_t used;

    (void)state;
    used = (size_t)snprintf(text, sizeof text,
                            "{\"backstep\": 1, \"loss\": \"mean_squared_error\", "
                            "\"network\": {\"inputs\": 1, \"layers\": [");
    for (int l = 0; l < 65; l++)
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "%s{\"units\": 1, \"activation\": \"tanh\"}", l > 0 ? "," : "");
    snprintf(text + used, sizeof text - used, "]}}");
    expect_text_error(text, "t.json: network.layers: found a list of 65, expected 1 to 64 "
                                     "layers");
}

static void at_most_ten_million_weights(void **state)
{
    static const char text[] =
        "{\"backstep\": 1, \"loss\": \"mean_squared_error\", \"network\": {\"inputs\": 1, "
        "\"layers\": [{\"units\": 4096, \"activation\": \"tanh\"}, {\"units\": 4096, "
        "\"activation\": \"tanh\"}]}}";

    (void)state;
    expect_text_error(text, "t.json: network.layers[1]: the network has 16781312 weights "
                                     "up to this layer; expected at most 10000000 in all");
}

static void at_most_a_million_samples(void **state)
{
    static const char head[] = "{\"backstep\": 1, \"loss\": \"mean_squared_error\", \"network\": "
                               "{\"inputs\": 1, \"layers\": [{\"units\": 1, \"activation\": "
                               "\"tanh\"}]}, \"data\": {\"samples\": [";
    size_t count = DATASET_SAMPLES_MAX + 1, used = sizeof head - 1;
    char *text = malloc(sizeof head + 2 * count + 8);

    (void)state;
    assert_non_null(text);
    memcpy(text, head, used);
    for (size_t i = 0; i < count; i++) {
        text[used++] = '1';
        text[used++] = i + 1 < count ? ',' : ']';
    }
    memcpy(text + used, "}}", 3);
    expect_error(text, used + 2, "t.json: data.samples: found a list of 1000001, expected 1 to "
                                 "1000000 samples");
    free(text);
}

static void long_texts_are_limited(void **state)
{
    static const struct {
        const char *key;
        size_t limit;
    } texts[] = {{"title", 200}, {"about", 4000}, {"source", 4000}};
    char text[5000], run[4100], sentence[100];

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        memset(run, 'x', sizeof run);
        run[texts[i].limit + 1] = '\0';
        snprintf(text, sizeof text, "{\"backstep\": 1, \"%s\": \"%s\"}", texts[i].key, run);
        snprintf(sentence, sizeof sentence,
                 "t.json: %s: the text has %zu bytes; expected at most %zu", texts[i].key,
                 texts[i].limit + 1, texts[i].limit);
        expect_text_error(text, sentence);
        run[texts[i].limit] = '\0'; /* just short enough: the next mistake is reported */
        snprintf(text, sizeof text, "{\"backstep\": 1, \"%s\": \"%s\"}", texts[i].key, run);
        expect_text_error(text, "t.json: loss: missing; expected \"half_squared_error\", "
                                "\"cross_entropy\" or another loss");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_than_64_mib_are_refused),
        cmocka_unit_test(at_most_64_layers),
        cmocka_unit_test(at_most_ten_million_weights),
        cmocka_unit_test(at_most_a_million_samples),
        cmocka_unit_test(long_texts_are_limited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
