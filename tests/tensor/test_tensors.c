/*
 * Files of weights: what is read of them, which layers they are, and what is wrong with others.
 */
#include "tensor/layers.h"
#include "tensor/safetensors.h"
#include "tensor/tensor_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool parse(struct tensors *tensors, const char *text, struct error *err)
{
    return tensors_parse(tensors, text, strlen(text), "w.json", err);
}

static void expect_layers(const char *text, bool keras, const char *words)
{
    struct tensors tensors;
    struct tensor_layers layers;
    struct error err = {0};
    bool ok = parse(&tensors, text, &err)
           && tensor_layers_find(&layers, &tensors, keras, "w.json", &err);

    if (words == NULL ? !ok : ok || strstr(err.text, words) == NULL)
        fail_msg("%s: expected '%s', found '%s'", text, words != NULL ? words : "", err.text);
    tensors_finish(&tensors);
}

static void test_layers_by_name(void **state)
{
    static const char text[] = "{\"0.weight\": [[1, 2, 3], [4, 5, 6]], \"0.bias\": [7, 8],"
                               " \"2.weight\": [[9, 10]]}";
    struct tensors tensors;
    struct tensor_layers layers;
    struct error err;

    (void)state;
    assert_true(parse(&tensors, text, &err));
    assert_true(tensor_layers_find(&layers, &tensors, false, "w.json", &err));
    assert_int_equal(layers.count, 2);
    assert_int_equal(layers.items[0].in, 3);
    assert_int_equal(layers.items[0].out, 2);
    assert_true(tensor_layer_weight(&layers.items[0], 1, 2) == 6);
    assert_true(tensor_layer_bias(&layers.items[0], 1) == 8);
    assert_true(tensor_layer_weight(&layers.items[1], 0, 1) == 10);
    assert_null(layers.items[1].bias);
    tensors_finish(&tensors);
}

/* Keras' kernels are (in,out), with names or without. */
static void test_keras(void **state)
{
    static const char *const texts[] = {
        "[[[1, 4], [2, 5], [3, 6]], [7, 8], [[9], [10]]]",
        "{\"dense/kernel:0\": [[1, 4], [2, 5], [3, 6]], \"dense/bias:0\": [7, 8],"
        " \"dense_1/kernel:0\": [[9], [10]]}"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct tensors tensors;
        struct tensor_layers layers;
        struct error err;

        assert_true(parse(&tensors, texts[i], &err));
        assert_true(tensor_layers_find(&layers, &tensors, true, "w.json", &err));
        assert_int_equal(layers.count, 2);
        assert_int_equal(layers.items[0].in, 3);
        assert_true(tensor_layer_weight(&layers.items[0], 1, 2) == 6);
        assert_true(tensor_layer_weight(&layers.items[1], 0, 1) == 10);
        tensors_finish(&tensors);
    }
}

/* PyTorch's recurrent layer has two biases, which are added. */
static void test_recurrent(void **state)
{
    static const char text[] =
        "{\"out.weight\": [[1, 2]], \"out.bias\": [3], \"rnn.weight_ih_l0\": [[4], [5]],"
        " \"rnn.weight_hh_l0\": [[6, 7], [8, 9]], \"rnn.bias_ih_l0\": [10, 11],"
        " \"rnn.bias_hh_l0\": [12, 13]}";
    struct tensors tensors;
    struct tensor_layers layers;
    struct error err;

    (void)state;
    assert_true(parse(&tensors, text, &err));
    tensors.sorted = true; /* as safetensors has them: by name */
    assert_true(tensor_layers_find(&layers, &tensors, false, "w.json", &err));
    assert_int_equal(layers.count, 2);
    assert_non_null(layers.items[0].recurrent);
    assert_true(tensor_layer_recurrent(&layers.items[0], 1, 0) == 8);
    assert_true(tensor_layer_bias(&layers.items[0], 1) == 24);
    assert_null(layers.items[1].recurrent);
    tensors_finish(&tensors);
}

/* By name "10" stands after "2", however the file has them. */
static void test_order(void **state)
{
    struct tensors tensors = {.sorted = true};
    struct tensor_layers layers;
    struct error err;
    static const char *const names[] = {"10.weight", "2.weight", "0.weight"};

    (void)state;
    for (size_t i = 0; i < 3; i++)
        assert_non_null(tensors_add(&tensors, names[i], 2, 2, 2, &err));
    assert_true(tensor_layers_find(&layers, &tensors, false, "w", &err));
    assert_string_equal(layers.items[0].name, "0");
    assert_string_equal(layers.items[1].name, "2");
    assert_string_equal(layers.items[2].name, "10");
    tensors_finish(&tensors);
}

static void test_what_is_wrong(void **state)
{
    (void)state;
    expect_layers("[[[1, 2]], [3]]", false, NULL);
    expect_layers("[[[1, 2], [3]], [3]]", false, "[0]: row 2 is not a list of 2 numbers");
    expect_layers("[[[1, null]]]", false, "row 1 is not");
    expect_layers("[[[[1]]]]", false, "lists three deep");
    expect_layers("[1]", false, "no list");
    expect_layers("[]", false, "no array of numbers");
    expect_layers("[[]]", false, "[0]: found an empty list");
    expect_layers("{\"0.weight\": [[]]}", false, "found an empty list");
    expect_layers("[[1, 2]]", false, "a list of numbers stands where a matrix");
    expect_layers("[[[1, 2]], [1, 2]]", false,
                  "a list of 2 biases stands behind a matrix of 1 × 2 weights, expected 1; Keras' "
                  "kernels are (inputs, units): --keras");
    expect_layers("[[[1, 2]], [[1, 2, 3]]]", false, "takes 3 inputs, the one before it has 1 unit");
    expect_layers("[[[1, 2, 3]], [[1], [2], [3]]]", true, NULL);
    expect_layers("[[[1, 2, 3], [1, 2, 3]], [4, 5, 6], [[1], [2], [3]]]", false, "a list of 3 biases stands behind");
    expect_layers("{\"conv.running_mean\": [1]}", false, "conv.running_mean");
    expect_layers("{\"a.bias\": [1]}", false, "layer \"a\" has no weights");
    expect_layers("{\"a.weight\": [1]}", false, "expected 2, (units, inputs)");
    expect_layers("{\"l.weight_ih_l0\": [[1], [2], [3], [4]],"
                  " \"l.weight_hh_l0\": [[1], [2], [3], [4]]}", false, "a GRU or an LSTM");
    expect_layers("{\"a.weight\": [[1]], \"x\": 1", false, "line 1, column");
}

static void test_foreign_files(void **state)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *words;
    } files[] = {{"PK\x03\x04 data.pkl", 13, "safetensors.torch.save_file"},
                 {"\x89HDF\r\n\x1a\n....", 12, "--keras"},
                 {"\x80\x02\x8a\nl\xfc", 6, "older PyTorch"},
                 {"\x93NUMPY\x01", 7, "json.dump"},
                 {"\x08\x07\x12", 3, "ONNX"}};

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct tensors tensors;
        struct error err;

        assert_false(tensors_parse(&tensors, files[i].bytes, files[i].length, "model", &err));
        if (strstr(err.text, files[i].words) == NULL)
            fail_msg("%s", err.text);
    }
}

/* A file of one array, with that type and those bytes. */
static size_t make_file(char *out, const char *dtype, const char *shape, const char *data,
                        size_t length)
{
    size_t n = (size_t)sprintf(out + 8, "{\"0.weight\":{\"dtype\":\"%s\",\"shape\":%s,"
                                        "\"data_offsets\":[0,%zu]}}", dtype, shape, length);

    memset(out, 0, 8);
    out[0] = (char)n;
    memcpy(out + 8 + n, data, length);
    return 8 + n + length;
}

static void test_types_of_numbers(void **state)
{
    static const struct {
        const char *dtype, *data;
        size_t length;
        double value;
    } types[] = {{"F64", "\0\0\0\0\0\0\xf8\xbf", 8, -1.5},
                 {"F32", "\0\0\xc0\xbf", 4, -1.5},
                 {"F16", "\0\xbe", 2, -1.5},
                 {"F16", "\x01\0", 2, 0x1p-24},
                 {"F16", "\0\x7c", 2, (double)INFINITY},
                 {"BF16", "\xc0\xbf", 2, -1.5}};
    char bytes[256];
    struct tensors tensors;
    struct error err;

    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        size_t length = make_file(bytes, types[i].dtype, "[1,1]", types[i].data, types[i].length);

        if (!tensors_parse(&tensors, bytes, length, "w", &err))
            fail_msg("%s: %s", types[i].dtype, err.text);
        assert_true(tensors.items[0].values[0] == types[i].value);
        tensors_finish(&tensors);
        assert_false(tensors_parse(&tensors, bytes, length - 1, "w", &err)); /* cut short */
        assert_non_null(strstr(err.text, "0.weight"));
    }
    assert_false(tensors_parse(&tensors, bytes, make_file(bytes, "I64", "[1,1]", "12345678", 8),
                               "w", &err));
    assert_non_null(strstr(err.text, "I64"));
    assert_false(tensors_parse(&tensors, bytes, make_file(bytes, "F32", "[1,2]", "1234", 4), "w",
                               &err));
    assert_non_null(strstr(err.text, "it has 4 bytes"));
    assert_false(tensors_parse(&tensors, bytes,
                               make_file(bytes, "F32", "[4294967296,4294967296]", "1234", 4), "w",
                               &err));
    assert_non_null(strstr(err.text, "shape"));
}

/* What is written is read with the same bits, in an order that the names give. */
static void test_round_trip(void **state)
{
    static const double values[] = {0.1, -0.0, 1e-320, 1.7976931348623157e308, 3, -2.5};
    struct tensors tensors = {0}, again;
    struct error err;
    char *bytes = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&bytes, &length);
    double *into = tensors_add(&tensors, "layers.0.weight", 2, 3, 2, &err);

    (void)state;
    assert_non_null(into);
    memcpy(into, values, sizeof values);
    assert_non_null(tensors_add(&tensors, "layers.0.bias", 1, 3, 1, &err));
    assert_true(safetensors_write(&tensors, out, NULL));
    fclose(out);
    assert_int_equal(length % 8, 0);
    assert_true(tensors_are(bytes, length));
    if (!tensors_parse(&again, bytes, length, "w", &err))
        fail_msg("%s", err.text);
    assert_int_equal(again.count, 2);
    assert_string_equal(again.items[0].name, "layers.0.weight");
    assert_memory_equal(again.items[0].values, values, sizeof values);
    assert_int_equal(again.items[1].dimensions, 1);
    tensors_finish(&again);
    tensors_finish(&tensors);
    free(bytes);
}

static void test_scenarios_are_no_weights(void **state)
{
    static const char scenario[] = "{\"backstep\": 1, \"network\": {\"layers\": []}}";
    static const char unversioned[] = "{\"network\": {\"layers\": []}, \"x\": [1]}";

    (void)state;
    assert_false(tensors_are(scenario, strlen(scenario)));
    assert_false(tensors_are(unversioned, strlen(unversioned)));
    assert_false(tensors_are("", 0));
    assert_true(tensors_are("[[[1]]]", 7));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layers_by_name),      cmocka_unit_test(test_keras),
        cmocka_unit_test(test_recurrent),           cmocka_unit_test(test_order),
        cmocka_unit_test(test_what_is_wrong),       cmocka_unit_test(test_foreign_files),
        cmocka_unit_test(test_types_of_numbers),    cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_scenarios_are_no_weights),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
