/* Every mistake in a scenario has its own sentence: place, finding, remedy. */
#include "lesson_test.h"

static const char good[] =
    "{\"backstep\": 1, \"title\": \"T\", \"about\": \"A\", \"source\": \"S\", "
    "\"network\": {\"inputs\": 2, \"layers\": ["
    "{\"name\": \"hid\", \"units\": [\"h1\", \"h2\", \"h3\"], \"activation\": \"tanh\", "
    "\"weights\": [[1, 2], [3, 4], [5, 6]], \"weight_names\": [[\"a\", \"b\"], [\"c\", \"d\"], "
    "[\"e\", \"f\"]], \"biases\": [1, 2, 3]}, "
    "{\"units\": 2, \"activation\": \"sigmoid\"}], "
    "\"init\": {\"kind\": \"uniform\", \"seed\": 3, \"scale\": 0.5}, \"train_biases\": true}, "
    "\"loss\": \"binary_cross_entropy\", \"l2\": 0, "
    "\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.5}, "
    "\"data\": {\"samples\": [{\"x\": [1, 2], \"t\": [0, 1]}, {\"x\": [3, 4], \"t\": [1, 0]}], "
    "\"batch\": 2, \"order\": \"sequential\", \"seed\": 4}, "
    "\"stop\": {\"iterations\": 10, \"epochs\": 5, \"loss_below\": 0.1, "
    "\"gradient_norm_below\": 0.2}}";

struct wrong_file {
    const char *find;
    const char *replace;
    const char *sentence; /* after "t.json: " */
};

static void expect_mistakes(const struct wrong_file *mistakes, size_t count)
{
    char sentence[ERROR_TEXT_SIZE];
    struct scenario scenario;
    struct error err = {0};

    if (!scenario_parse(&scenario, good, strlen(good), "t.json", &err))
        fail_msg("the text to make mistakes in is wrong itself: %s", err.text);
    scenario_finish(&scenario);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        char *bad = with(good, mistakes[i].find, mistakes[i].replace);

        snprintf(sentence, sizeof sentence, "t.json: %s", mistakes[i].sentence);
        expect_text_error(bad, sentence);
        free(bad);
    }
}

#define EXPECT(mistakes) expect_mistakes(mistakes, sizeof(mistakes) / sizeof((mistakes)[0]))

static void the_top_level(void **state)
{
    static const struct wrong_file mistakes[] = {
        {"\"backstep\": 1, ", "", "backstep: missing; expected the format's version: \"backstep\": "
                                  "1"},
        {"\"backstep\": 1,", "\"backstep\": 2, \"neu\": 3,",
         "backstep: the file is of version 2 of the format, this program reads version 1; a newer "
         "program may read it"},
        {"\"backstep\": 1,", "\"backstep\": \"1\",",
         "backstep: found the text \"1\", expected a number"},
        {"\"title\"", "\"titel\"", "unknown key \"titel\"; did you mean \"title\"?"},
        {"\"title\"", "\"qqqqqqqqqqqq\"", "unknown key \"qqqqqqqqqqqq\"; remove it, or check its "
                                          "spelling"},
        {"\"l2\": 0", "\"learning_rate\": 0", "unknown key \"learning_rate\" here; it belongs in "
                                              "optimizer"},
        {"\"title\": \"T\"", "\"title\": 7", "title: found 7, expected a text in double quotes"},
        {"\"about\": \"A\"", "\"about\": [1]", "about: found a list of 1, expected a text in "
                                               "double quotes"},
        {"\"source\": \"S\"", "\"source\": null", "source: found null, expected a text in double "
                                                  "quotes"},
        {"\"network\": {", "\"network\": 3, \"data2\": {",
         "unknown key \"data2\"; did you mean \"data\"?"},
        {"\"loss\": \"binary_cross_entropy\", ", "",
         "loss: missing; expected \"half_squared_error\", \"cross_entropy\" or another loss"},
        {"\"binary_cross_entropy\"", "\"binary_crossentropy\"",
         "loss: found the text \"binary_crossentropy\", expected half_squared_error, "
         "mean_squared_error, binary_cross_entropy, cross_entropy, mean_absolute_error or huber; "
         "did you mean \"binary_cross_entropy\"?"},
        {"\"binary_cross_entropy\"", "true",
         "loss: found true, expected half_squared_error, mean_squared_error, binary_cross_entropy, "
         "cross_entropy, mean_absolute_error or huber"},
        {"\"sigmoid\"", "\"tanh\"",
         "loss: binary_cross_entropy needs outputs between 0 and 1, but the last layer's "
         "activation is tanh; use sigmoid there, or another loss"},
        {"\"l2\": 0", "\"l2\": -1", "l2: found -1, expected a number of at least 0"},
        {"\"l2\": 0", "\"l2\": \"0\"", "l2: found the text \"0\", expected a number"},
    };

    (void)state;
    EXPECT(mistakes);
    expect_text_error("[]", "t.json: found a list of 0, expected an object: { \"backstep\": 1, ... "
                          "}");
    expect_text_error("{\"backstep\": 1, \"loss\": \"cross_entropy\"}",
                 "t.json: network: missing; expected an object with \"inputs\" and \"layers\"; or \"graph\"");
}

static void cross_entropy_needs_shares(void **state)
{
    char *bad = with(good, "\"binary_cross_entropy\"", "\"cross_entropy\"");
    char *worse = with(bad, "\"sigmoid\"", "\"identity\"");
    char *negative = with(bad, "[0, 1]", "[-0.5, 1]");

    (void)state;
    expect_text_error(worse,
                 "t.json: loss: cross_entropy needs outputs between 0 and 1, but the last layer's "
                 "activation is identity; use softmax there, or another loss");
    expect_text_error(negative,
                 "t.json: data.samples[0].t[0]: found -0.5, expected a target of at least 0 for "
                 "cross_entropy");
    free(negative);
    free(worse);
    free(bad);
}

/* An output alone cannot share anything: nothing would be learned, and nothing said. */
static void one_output_is_no_class_among_others(void **state)
{
    char *one = with(good, "{\"units\": 2, ", "{\"units\": 1, ");
    char *cross = with(one, "\"binary_cross_entropy\"", "\"cross_entropy\"");
    char *soft = with(one, "\"sigmoid\"", "\"softmax\""), *both = with(cross, "\"sigmoid\"", "\"softmax\"");
    const char *always = "t.json: loss: found a last layer of one softmax unit, which always says 1, expected one "
                         "unit a class; for two classes use sigmoid there with binary_cross_entropy, or two "
                         "softmax units";

    (void)state;
    expect_text_error(cross, "t.json: loss: found cross_entropy over one output, which costs nothing where the "
                             "target is 0, expected one output a class; for two classes in one output use "
                             "binary_cross_entropy");
    expect_text_error(soft, always);
    expect_text_error(both, always);
    free(both);
    free(soft);
    free(cross);
    free(one);
}

/* What other programs call it leads to the word of this one. */
static void words_of_other_programs(void **state)
{
    static const char losses[] = "half_squared_error, mean_squared_error, binary_cross_entropy, "
                                 "cross_entropy, mean_absolute_error or huber";
    static const struct {
        const char *find, *found, *list, *write;
    } words[] = {
        {"\"binary_cross_entropy\"", "mse", losses, "\"mean_squared_error\""},
        {"\"binary_cross_entropy\"", "MSE", losses, "\"mean_squared_error\""},
        {"\"binary_cross_entropy\"", "bce", losses, "\"binary_cross_entropy\""},
        {"\"binary_cross_entropy\"", "Log-Loss", losses, "\"binary_cross_entropy\""},
        {"\"binary_cross_entropy\"", "categorical_crossentropy", losses, "\"cross_entropy\""},
        {"\"tanh\"", "linear", "identity, sigmoid, tanh, relu, leaky_relu, softmax, elu, gelu, softplus or silu", "\"identity\""},
        {"\"sgd\"", "momentum", "sgd, rmsprop, adam, adagrad or adamw", "{\"kind\": \"sgd\", \"momentum\": 0.9, ...}"},
        {"\"sgd\"", "Nesterov", "sgd, rmsprop, adam, adagrad or adamw",
         "{\"kind\": \"sgd\", \"momentum\": 0.9, \"nesterov\": true, ...}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const char *place = words[i].list == losses ? "loss" : i == 5 ? "network.layers[0].activation" : "optimizer.kind";
        char quoted[64], sentence[ERROR_TEXT_SIZE], *bad;

        snprintf(quoted, sizeof quoted, "\"%s\"", words[i].found);
        snprintf(sentence, sizeof sentence, "t.json: %s: found the text %s, expected %s; write %s", place, quoted,
                 words[i].list, words[i].write);
        bad = with(good, words[i].find, quoted);
        expect_text_error(bad, sentence);
        free(bad);
    }
}

static void the_network(void **state)
{
    static const struct wrong_file mistakes[] = {
        {"\"inputs\": 2, ", "", "network.inputs: missing; expected a number of inputs or a list of "
                                "their names"},
        {"\"inputs\": 2", "\"inputs\": 0", "network.inputs: found 0, expected a whole number from "
                                           "1 to 4096"},
        {"\"inputs\": 2", "\"inputs\": -2", "network.inputs: found -2, expected a whole number "
                                            "from 1 to 4096"},
        {"\"inputs\": 2", "\"inputs\": 2.5", "network.inputs: found 2.5, expected a whole number "
                                             "from 1 to 4096"},
        {"\"inputs\": 2", "\"inputs\": 4097", "network.inputs: found 4097, expected a whole number "
                                              "from 1 to 4096"},
        {"\"inputs\": 2", "\"inputs\": []", "network.inputs: found a list of 0, expected 1 to 4096 "
                                            "names"},
        {"\"inputs\": 2", "\"inputs\": \"2\"", "network.inputs: found the text \"2\", expected a "
                                               "number of units or a list of their names"},
        {"\"inputs\": 2", "\"inputs\": [\"a\", 2]", "network.inputs[1]: found 2, expected a name "
                                                    "in double quotes"},
        {"\"inputs\": 2", "\"inputs\": [\"a\", \"\"]", "network.inputs[1]: the name is empty; "
                                                       "write at least one character"},
        {"\"inputs\": 2", "\"inputs\": [\"a\", \"b\\nc\"]",
         "network.inputs[1]: the name has a line break or another control character in it; remove "
         "it"},
        {"\"inputs\": 2", "\"inputs\": [\"a\", \"a\"]",
         "network.inputs[1]: the name \"a\" is taken by [0]; give each unit of a layer its own"},
        {"\"inputs\": 2", "\"inputs\": [\"a\", \"12345678901234567890123456789012345678901234567890"
                          "123456789012345\"]",
         "network.inputs[1]: the name has 65 bytes; expected at most 64"},
        {"\"inputs\": 2", "\"inputs\": 3",
         "network.layers[0].weights[0]: found 2 numbers, expected 3, one for each input"},
        {"\"layers\"", "\"layer\"", "network: unknown key \"layer\"; did you mean \"layers\"?"},
        {"\"inputs\": 2", "\"inputs\": 2, \"recurrent\": true",
         "network: unknown key \"recurrent\"; remove it, or check its spelling"},
        {"\"train_biases\": true", "\"train_biases\": 1", "network.train_biases: found 1, expected "
                                                          "true or false"},
        {"\"kind\": \"uniform\"", "\"kind\": \"unifrom\"",
         "network.init.kind: found the text \"unifrom\", expected zeros, constant, uniform, "
         "normal, xavier_uniform, xavier_normal, he_uniform or he_normal; did you mean "
         "\"uniform\"?"},
        {"\"kind\": \"uniform\", ", "", "network.init.kind: missing; expected \"xavier_uniform\", "
                                        "\"he_normal\", \"zeros\" or another kind"},
        {"\"seed\": 3", "\"seed\": -3", "network.init.seed: found -3, expected a whole number from "
                                        "0 to 9223372036854775807"},
        {"\"seed\": 3", "\"sead\": 3", "network.init: unknown key \"sead\"; did you mean "
                                       "\"seed\"?"},
        {"\"scale\": 0.5", "\"scale\": 0", "network.init.scale: found 0, expected a number greater "
                                           "than 0"},
        {"\"scale\": 0.5", "\"scale\": \"x\"", "network.init.scale: found the text \"x\", expected "
                                               "a number"},
        {"\"kind\": \"uniform\"", "\"kind\": \"zeros\"", "network.init.scale: zeros have no scale; "
                                                         "remove it, or use \"constant\""},
        {"\"init\": {\"kind\": \"uniform\", \"seed\": 3, \"scale\": 0.5}", "\"init\": \"zeros\"",
         "network.init: found the text \"zeros\", expected an object: { ... }"},
    };

    (void)state;
    EXPECT(mistakes);
}

static void a_layer(void **state)
{
    static const struct wrong_file mistakes[] = {
        {"\"name\": \"hid\"", "\"name\": 1", "network.layers[0].name: found 1, expected a name in "
                                             "double quotes"},
        {"\"name\": \"hid\"", "\"nmae\": \"hid\"", "network.layers[0]: unknown key \"nmae\"; did "
                                                   "you mean \"name\"?"},
        {"\"name\": \"hid\"", "\"train_biases\": true",
         "network.layers[0]: unknown key \"train_biases\" here; it belongs in network"},
        {"\"name\": \"hid\"", "\"recurrent\": 1", "network.layers[0].recurrent: a layer says "
                                                  "so as \"kind\": \"recurrent\"; write that"},
        {"{\"units\": 2, ", "{", "network.layers[1].units: missing; expected a number of units or "
                                 "a list of their names"},
        {"{\"units\": 2, \"activation\": \"sigmoid\"}", "4",
         "network.layers[1]: found 4, expected an object: { ... }"},
        {"\"units\": 2", "\"units\": -1", "network.layers[1].units: found -1, expected a whole "
                                          "number from 1 to 4096"},
        {"\"units\": 2, \"activation\": \"sigmoid\"", "\"units\": 2",
         "network.layers[1].activation: missing; expected \"sigmoid\", \"tanh\", \"relu\" or "
         "another activation"},
        {"\"tanh\"", "\"sigmod\"",
         "network.layers[0].activation: found the text \"sigmod\", expected identity, sigmoid, "
         "tanh, relu, leaky_relu, softmax, elu, gelu, softplus or silu; did you mean \"sigmoid\"?"},
        {"\"tanh\"", "\"swish-and-more\"",
         "network.layers[0].activation: found the text \"swish-and-more\", expected identity, "
         "sigmoid, tanh, relu, leaky_relu, softmax, elu, gelu, softplus or silu"},
        {"\"tanh\"", "\"softmax\"", "network.layers[0].activation: softmax is for the last layer "
                                    "only; use sigmoid, tanh or relu below it"},
        {"\"tanh\"", "\"tanh\", \"slope\": 0.1", "network.layers[0].slope: tanh has no slope to "
                                                 "set, only leaky_relu has; remove it"},
        {"\"tanh\"", "\"leaky_relu\", \"slope\": -0.1", "network.layers[0].slope: found -0.1, "
                                                        "expected a number of at least 0"},
    };

    (void)state;
    EXPECT(mistakes);
}

static void the_numbers_of_a_layer(void **state)
{
    static const struct wrong_file mistakes[] = {
        {"[[1, 2], [3, 4], [5, 6]]", "[[1, 2], [3, 4]]",
         "network.layers[0].weights: found 2 rows, expected 3, one for each unit of this layer"},
        {"[3, 4], [5, 6]]", "[3, 4, 5], [5, 6]]",
         "network.layers[0].weights[1]: found 3 numbers, expected 2, one for each input"},
        {"[3, 4], [5, 6]]", "[3], [5, 6]]", "network.layers[0].weights[1]: found 1 number, "
                                            "expected 2, one for each input"},
        {"[3, 4], [5, 6]]", "[3, \"4\"], [5, 6]]", "network.layers[0].weights[1][1]: found the "
                                                   "text \"4\", expected a number"},
        {"[3, 4], [5, 6]]", "3, [5, 6]]", "network.layers[0].weights[1]: found 3, expected a list "
                                          "of 2 numbers, one for each input"},
        {"[[1, 2], [3, 4], [5, 6]]", "1", "network.layers[0].weights: found 1, expected a list of "
                                          "rows of numbers"},
        {"{\"units\": 2, ", "{\"units\": 2, \"weights\": [[1, 2, 3], [4, 5]], ",
         "network.layers[1].weights[1]: found 2 numbers, expected 3, one for each unit of the "
         "layer before"},
        {"{\"units\": 2, ", "{\"units\": 2, \"weight_names\": [[\"a\"], [\"b\"]], ",
         "network.layers[1].weight_names[0]: found 1 name, expected 3, one for each unit of the "
         "layer before"},
        {"\"biases\": [1, 2, 3]", "\"biases\": [1, 2]",
         "network.layers[0].biases: found 2 numbers, expected 3, one for each unit of this layer"},
        {"\"biases\": [1, 2, 3]", "\"biases\": [1, null, 3]",
         "network.layers[0].biases[1]: found null, expected a number"},
        {"\"biases\": [1, 2, 3]", "\"biases\": true",
         "network.layers[0].biases: found true, expected a list of 3 numbers, or false for a layer "
         "without biases"},
        {"[\"c\", \"d\"]", "[\"c\"]", "network.layers[0].weight_names[1]: found 1 name, expected "
                                      "2, one for each input"},
        {"[\"c\", \"d\"], ", "", "network.layers[0].weight_names: found 2 rows, expected 3, one "
                                 "for each unit of this layer"},
        {"[\"c\", \"d\"]", "[\"c\", 4]", "network.layers[0].weight_names[1][1]: found 4, expected "
                                         "a name in double quotes"},
        {"[\"c\", \"d\"]", "\"cd\"", "network.layers[0].weight_names[1]: found the text \"cd\", "
                                     "expected a list of names"},
        {"[[\"a\", \"b\"], [\"c\", \"d\"], [\"e\", \"f\"]]", "{}",
         "network.layers[0].weight_names: found an object, expected a list of rows of names"},
    };

    (void)state;
    EXPECT(mistakes);
}

static void the_data(void **state)
{
    static const struct wrong_file mistakes[] = {
        {"\"data\": {", "\"data\": {\"csv\": \"a.csv\", \"inputs\": [\"a\"], ",
         "data.samples: there is a csv too; the samples come from one place, remove the other"},
        {"\"data\": {", "\"data\": {\"generator\": \"moons\", \"n\": 100, ",
         "data.samples: there is a generator too; the samples come from one place, remove the "
         "other"},
        {"\"samples\": [{\"x\": [1, 2], \"t\": [0, 1]}, {\"x\": [3, 4], \"t\": [1, 0]}]",
         "\"generator\": \"moon\"", "data.generator: found the text \"moon\", expected xor, circles, "
         "moons, spirals or strokes; did you mean \"moons\"?"},
        {"\"samples\": [{\"x\": [1, 2], \"t\": [0, 1]}, {\"x\": [3, 4], \"t\": [1, 0]}]",
         "\"generator\": \"xor\", \"n\": 1", "data.n: found 1, expected a whole number from 2 to "
         "1000000"},
        {"\"samples\": [{\"x\": [1, 2], \"t\": [0, 1]}, {\"x\": [3, 4], \"t\": [1, 0]}]",
         "\"generator\": \"xor\", \"noise\": -1", "data.noise: found -1, expected a number of at "
         "least 0"},
        {"\"samples\": [{\"x\": [1, 2], \"t\": [0, 1]}, {\"x\": [3, 4], \"t\": [1, 0]}]",
         "\"generator\": \"xor\", \"noise\": 1e101", "data.noise: found 1e+101, expected a number from 0 to "
         "1e+100, for xor"},
        {"\"samples\": [{\"x\": [1, 2], \"t\": [0, 1]}, {\"x\": [3, 4], \"t\": [1, 0]}]",
         "\"generator\": \"xor\", \"nois\": 1", "data: unknown key \"nois\"; did you mean \"noise\"?"},
        {"\"samples\"", "\"sample\"", "data: unknown key \"sample\"; did you mean \"samples\"?"},
        {"[{\"x\": [1, 2], \"t\": [0, 1]}, {\"x\": [3, 4], \"t\": [1, 0]}]", "[]",
         "data.samples: found a list of 0, expected 1 to 1000000 samples"},
        {"[{\"x\": [1, 2], \"t\": [0, 1]}, {\"x\": [3, 4], \"t\": [1, 0]}]", "{}",
         "data.samples: found an object, expected a list of samples: [{\"x\": [...], \"t\": "
         "[...]}, ...]"},
        {"{\"x\": [1, 2], \"t\": [0, 1]}", "[1, 2]",
         "data.samples[0]: found a list of 2, expected an object: { ... }"},
        {"{\"x\": [3, 4], ", "{", "data.samples[1].x: missing; expected a list of numbers"},
        {"{\"x\": [3, 4], ", "{\"y\": 1, \"x\": [3, 4], ",
         "data.samples[1]: unknown key \"y\"; remove it, or check its spelling"},
        {"[3, 4], \"t\"", "[3], \"t\"", "data.samples[1].x: found 1 number, expected 2, one for "
                                        "each input"},
        {"[3, 4], \"t\"", "3, \"t\"", "data.samples[1].x: found 3, expected a list of 2 numbers, "
                                      "one for each input"},
        {"[3, 4], \"t\"", "[3, false], \"t\"", "data.samples[1].x[1]: found false, expected a "
                                               "number"},
        {"[3, 4], \"t\"", "[[3, 4], [5, 6]], \"t\"",
         "data.samples[1].x: found a list of lists, which belongs in \"sequences\", "
         "expected a list of 2 numbers, one for each input"},
        {"[1, 0]", "[1, 0, 0]", "data.samples[1].t: found 3 numbers, expected 2, one for each unit "
                                "of the output layer"},
        {"[1, 0]", "[1, 1.5]", "data.samples[1].t[1]: found 1.5, expected a target from 0 to 1 for "
                               "binary_cross_entropy"},
        {"[1, 0]", "[-0.1, 1]", "data.samples[1].t[0]: found -0.1, expected a target from 0 to 1 "
                                "for binary_cross_entropy"},
        {"\"batch\": 2", "\"batch\": 3", "data.batch: found 3, expected a whole number from 1 to "
                                         "2, the number of samples"},
        {"\"batch\": 2", "\"batch\": 0", "data.batch: found 0, expected a whole number from 1 to "
                                         "2, the number of samples"},
        {"\"batch\": 2", "\"batch\": \"all\"", "data.batch: found the text \"all\", expected a "
                                               "whole number from 1 to 2, the number of samples"},
        {"\"sequential\"", "\"random\"", "data.order: found the text \"random\", expected "
                                         "sequential or shuffled"},
        {"\"seed\": 4", "\"standardize\": true", "data.standardize: found true, expected inputs or "
                                                "inputs_and_targets"},
        {"\"seed\": 4", "\"standardize\": \"inputs_and_targets\"", "data.standardize: the targets can be "
                                                                "standardized for an output layer of identity "
                                                                "units only; a sigmoid cannot reach them, write "
                                                                "\"inputs\""},
        {"\"seed\": 4", "\"validation\": 1.5", "data.validation: found 1.5, expected a part of the "
                                              "samples, such as 0.2, or a whole number of them"},
        {"\"seed\": 4", "\"validation\": 0", "data.validation: found 0, expected a part of the "
                                            "samples, such as 0.2, or a whole number of them"},
        {", {\"x\": [3, 4], \"t\": [1, 0]}], \"batch\": 2", "], \"validation\": 1",
         "data.validation: there is 1 sample: none would be left to train on"},
        {"\"seed\": 4", "\"validation\": 2", "data.validation: there are 2 samples: none would be "
                                            "left to train on"},
        {"\"seed\": 4", "\"validation\": 0.99", "data.validation: there are 2 samples: none would "
                                               "be left to train on"},
        {"\"seed\": 4", "\"validation\": 0.1", "data.batch: found 2, expected a whole number from "
                                              "1 to 1, the number of samples to train on"},
        {"\"seed\": 4", "\"validation_samples\": [{\"x\": [1, 2], \"t\": [0, 1]}], \"validation\": 1",
         "data.validation_samples: there is \"validation\" too, a part of the other samples; remove one of "
         "the two"},
        {"\"seed\": 4", "\"validation_samples\": []", "data.validation_samples: found a list of 0, expected "
                                                      "1 to 1000000 samples"},
        {"\"seed\": 4", "\"validation_samples\": [{\"x\": [1, 2], \"t\": [0, 1]}, {\"x\": [1], \"t\": [0, 1]}]",
         "data.validation_samples[1].x: found 1 number, expected 2, one for each input"},
        {"\"seed\": 4", "\"validation_samples\": [{\"x\": [1, 2], \"t\": [0, 2]}]",
         "data.validation_samples[0].t[1]: found 2, expected a target from 0 to 1 for binary_cross_entropy"},
        {"\"seed\": 4", "\"validation_csv\": \"v.csv\"", "data: unknown key \"validation_csv\" here; it belongs "
                                                        "in data, beside \"csv\""},
        {"\"samples\": [{\"x\": [1, 2], \"t\": [0, 1]}, {\"x\": [3, 4], \"t\": [1, 0]}]",
         "\"generator\": \"xor\", \"validation_samples\": []", "data: unknown key \"validation_samples\" here; it "
                                                               "belongs in data, beside \"samples\""},
        {"\"seed\": 4", "\"seed\": 0.5", "data.seed: found 0.5, expected a whole number from 0 to "
                                         "9223372036854775807"},
    };

    (void)state;
    EXPECT(mistakes);
}

static void the_training(void **state)
{
    static const struct wrong_file mistakes[] = {
        {"\"kind\": \"sgd\"", "\"kind\": \"adam\", \"beta1\": 1",
         "optimizer.beta1: found 1, expected a number from 0 to less than 1"},
        {"\"kind\": \"sgd\"", "\"kind\": \"rmsprop\", \"epsilon\": -1",
         "optimizer.epsilon: found -1, expected a number of at least 0"},
        {"\"kind\": \"sgd\"", "\"kind\": \"rmsprop\", \"momentum\": 0.9",
         "optimizer: unknown key \"momentum\" here; it belongs in an optimizer of kind sgd"},
        {"\"kind\": \"sgd\"", "\"kind\": \"SGD\"", "optimizer.kind: found the text \"SGD\", "
                                                   "expected sgd, rmsprop, adam, adagrad or adamw; did you mean "
                                                   "\"sgd\"?"},
        {"\"learning_rate\": 0.5", "\"lr\": 0.5", "optimizer: unknown key \"lr\"; write "
                                                 "\"learning_rate\""},
        {", \"learning_rate\": 0.5", "", "optimizer.learning_rate: missing; expected a number such "
                                         "as 0.5"},
        {"\"learning_rate\": 0.5", "\"learning_rate\": -0.5",
         "optimizer.learning_rate: found -0.5, expected a number of at least 0; the minus sign of "
         "gradient descent is not part of it"},
        {"\"learning_rate\": 0.5", "\"learning_rate\": [0.5]",
         "optimizer.learning_rate: found a list of 1, expected a number"},
        {"\"learning_rate\"", "\"learning-rate\"", "optimizer: unknown key \"learning-rate\"; did "
                                                   "you mean \"learning_rate\"?"},
        {"\"learning_rate\": 0.5", "\"learning_rate\": 0.5, \"momentum\": true",
         "optimizer.momentum: found true, expected a number"},
        {"\"learning_rate\": 0.5", "\"learning_rate\": 0.5, \"nesterov\": true",
         "optimizer.nesterov: Nesterov momentum needs a momentum; add \"momentum\": 0.9, or make it "
         "false"},
        {"\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.5}", "\"optimizer\": \"sgd\"",
         "optimizer: found the text \"sgd\", expected an object such as {\"kind\": \"sgd\", "
         "\"learning_rate\": 0.5}"},
        {"\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.5}, ", "",
         "optimizer: missing; expected an object such as {\"kind\": \"sgd\", \"learning_rate\": "
         "0.5}"},
        {"\"iterations\": 10", "\"iterations\": 0", "stop.iterations: found 0, expected a whole "
                                                    "number from 1 to 9223372036854775807"},
        {"\"epochs\": 5", "\"epochs\": 1.5", "stop.epochs: found 1.5, expected a whole number from "
                                             "1 to 9223372036854775807"},
        {"\"loss_below\": 0.1", "\"loss_below\": 0", "stop.loss_below: found 0, expected a number "
                                                     "greater than 0"},
        {"\"gradient_norm_below\": 0.2", "\"gradient_norm_below\": -1",
         "stop.gradient_norm_below: found -1, expected a number greater than 0"},
        {"\"epochs\": 5", "\"min_delta\": 0.1", "stop.min_delta: it belongs to \"patience\", which is not there"},
        {"\"epochs\": 5", "\"patience\": 3, \"min_delta\": -0.1", "stop.min_delta: found -0.1, expected a number of "
                                                               "at least 0"},
        {"\"epochs\": 5", "\"patience\": -1", "stop.patience: found -1, expected a whole number "
                                              "from 1 to 9223372036854775807"},
        {"\"epochs\": 5", "\"divergence\": 1", "stop.divergence: found 1, expected true or false"},
        {"\"epochs\": 5", "\"epoch\": 5", "stop: unknown key \"epoch\"; did you mean \"epochs\"?"},
    };

    (void)state;
    EXPECT(mistakes);
}

/* Cut off anywhere, the scenario is an error, never a crash or half a result. */
static void every_truncation_is_an_error(void **state)
{
    static const struct scenario zero;

    (void)state;
    for (size_t length = 0; length < strlen(good); length++) {
        struct scenario scenario;
        struct error err = {0};

        assert_false(scenario_parse(&scenario, good, length, "t.json", &err));
        assert_memory_equal(err.text, "t.json", 6);
        assert_true(strstr(err.text, "the file ends in the middle") != NULL ||
                    strstr(err.text, "is empty") != NULL || strstr(err.text, "not valid JSON"));
        assert_memory_equal(&scenario, &zero, sizeof zero);
    }
}

/* What a second run beside this one does differently. */
static void the_other_run(void **state)
{
    static const struct wrong_file mistakes[] = {
        {"\"l2\": 0", "\"mistake\": \"no_bais\"", "mistake: found the text \"no_bais\", expected none, "
         "updated_weights, not_cleared, added, one_path, no_bias or no_slope; did you mean \"no_bias\"?"},
        {"\"l2\": 0", "\"mistake\": \"last_time\"", "mistake: found the text \"last_time\", expected none, "
         "updated_weights, not_cleared, added, one_path, no_bias or no_slope"},
        {"\"l2\": 0", "\"compare\": \"adam\"", "compare: found the text \"adam\", expected an object: { ... }"},
        {"\"l2\": 0", "\"compare\": {}", "compare: found no setting, expected one of learning_rate, optimizer, "
         "init, seed, activation and order"},
        {"\"l2\": 0", "\"compare\": {\"optimiser\": \"adam\"}", "compare: unknown key \"optimiser\"; did you "
         "mean \"optimizer\"?"},
        {"\"l2\": 0", "\"compare\": {\"seed\": 2, \"learning_rate\": 0.1}", "compare.seed: learning_rate stands "
         "here too; the two runs differ in one setting, remove the other"},
        {"\"l2\": 0", "\"compare\": {\"optimizer\": \"adma\"}", "compare.optimizer: found the text \"adma\", "
         "expected sgd, momentum, nesterov, rmsprop, adam, adagrad or adamw; did you mean \"adam\"?"},
        {"\"l2\": 0", "\"compare\": {\"learning_rate\": -1}", "compare.learning_rate: found -1, expected a number "
         "of at least 0"},
        {"\"l2\": 0", "\"compare\": {\"learning_rate\": \"big\"}", "compare.learning_rate: found the text "
         "\"big\", expected a number"},
        {"\"l2\": 0", "\"compare\": {\"seed\": 0.5}", "compare.seed: found 0.5, expected a whole number from 0 "
         "to 9007199254740991"},
        {"\"l2\": 0", "\"compare\": {\"init\": \"xavier\"}", "compare.init: found the text \"xavier\", expected "
         "zeros, constant, uniform, normal, xavier_uniform, xavier_normal, he_uniform or he_normal"},
        {"\"l2\": 0", "\"compare\": {\"activation\": \"softmax\"}", "compare.activation: found the text "
         "\"softmax\", expected identity, sigmoid, tanh, relu, leaky_relu, elu, gelu, softplus or silu"},
        {"\"l2\": 0", "\"compare\": {\"order\": 5}", "compare.order: changing seed of the order has no effect "
         "here: the samples are not shuffled; compare another setting"},
        {"\"l2\": 0", "\"compare\": {\"learning_rate\": 0.5}", "compare.learning_rate: the run itself has that "
         "(\xce\xb7 = 0.5); give another value"},
        {"\"l2\": 0", "\"compare\": {\"activation\": \"tanh\"}", "compare.activation: the run itself has that "
         "(hidden tanh); give another value"},
        {"\"l2\": 0", "\"compare\": {\"seed\": 9}, \"mistake\": \"added\"", "compare: there is a mistake too; one "
         "run stands beside the lesson's own, remove one of the two"},
        {"\"batch\": 2", "\"compare\": {\"seed\": 9}", "data: unknown key \"compare\" here; it belongs at the "
         "top level"},
        {"\"batch\": 2", "\"kind\": \"xor\"", "data: unknown key \"kind\" here; it belongs in a layer or in "
         "network.init or in optimizer"},
        {"\"batch\": 2", "\"epsilon\": 1e-8", "data: unknown key \"epsilon\" here; it belongs in an optimizer of "
         "kind rmsprop, adam, adagrad or adamw"},
        {"\"batch\": 2", "\"patience\": 3", "data: unknown key \"patience\" here; it belongs in stop"},
        {"\"l2\": 0", "\"n\": 100", "unknown key \"n\" here; it belongs in data, beside \"generator\""},
    };

    (void)state;
    EXPECT(mistakes);
}

/* What is generated fits the network. */
static void the_generators(void **state)
{
    static const char drawn[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 64, \"layers\": [{\"units\": 10, "
        "\"activation\": \"softmax\"}]}, \"loss\": \"cross_entropy\", \"optimizer\": "
        "{\"learning_rate\": 1}, \"data\": {\"generator\": \"strokes\", \"n\": 10}}";
    static const struct wrong_file mistakes[] = {
        {"64", "63", "data.generator: strokes draws the 10 digits in square pictures, the network "
                     "has 63 inputs and 10 outputs; give it 64 inputs (8 by 8 pixels), 784 (28 by "
                     "28) or another square from 64 on, and 10 outputs"},
        {"64", "49", "data.generator: strokes draws the 10 digits in square pictures, the network "
                     "has 49 inputs and 10 outputs; give it 64 inputs (8 by 8 pixels), 784 (28 by "
                     "28) or another square from 64 on, and 10 outputs"},
        {"\"units\": 10", "\"units\": 9", "data.generator: strokes draws the 10 digits in square "
                                         "pictures, the network has 64 inputs and 9 outputs; give "
                                         "it 64 inputs (8 by 8 pixels), 784 (28 by 28) or another "
                                         "square from 64 on, and 10 outputs"},
        {"strokes", "moons", "data.generator: moons has points in the plane, of 2 classes, the "
                             "network has 64 inputs and 10 outputs; give it 2 inputs and 1 or 2 "
                             "outputs"},
        {"\"n\": 10", "\"noise\": 1.5", "data.noise: found 1.5, expected a number from 0 to 1, for "
                                      "strokes"},
        {"\"n\": 10", "\"noise\": -0.5", "data.noise: found -0.5, expected a number of at least 0"},
        {"\"inputs\": 64, \"layers\": [{\"units\": 10, \"activation\": \"softmax\"}]}, \"loss\": "
         "\"cross_entropy\", \"optimizer\": {\"learning_rate\": 1}, \"data\": {\"generator\": "
         "\"strokes\", \"n\": 10",
         "\"inputs\": 4096, \"layers\": [{\"units\": 10, \"activation\": \"softmax\"}]}, \"loss\": "
         "\"cross_entropy\", \"optimizer\": {\"learning_rate\": 1}, \"data\": {\"generator\": "
         "\"strokes\", \"n\": 12208",
         "data.n: found 12208, expected at most 12207: a sample has 4096 inputs, and 50000000 of "
         "them in all are the limit"},
    };
    char sentence[ERROR_TEXT_SIZE];
    struct scenario scenario;
    struct error err = {0};

    (void)state;
    if (!scenario_parse(&scenario, drawn, strlen(drawn), "t.json", &err))
        fail_msg("%s", err.text);
    scenario_finish(&scenario);
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        char *bad = with(drawn, mistakes[i].find, mistakes[i].replace);

        snprintf(sentence, sizeof sentence, "t.json: %s", mistakes[i].sentence);
        expect_text_error(bad, sentence);
        free(bad);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_top_level),
        cmocka_unit_test(cross_entropy_needs_shares),
        cmocka_unit_test(one_output_is_no_class_among_others),
        cmocka_unit_test(words_of_other_programs),
        cmocka_unit_test(the_network),
        cmocka_unit_test(a_layer),
        cmocka_unit_test(the_numbers_of_a_layer),
        cmocka_unit_test(the_data),
        cmocka_unit_test(the_generators),
        cmocka_unit_test(the_training),
        cmocka_unit_test(the_other_run),
        cmocka_unit_test(every_truncation_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
