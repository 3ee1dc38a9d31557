/*
 * backstep convert: networks from and to other programs, and back with the same bits.
 */
#include "spawn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define RUN(result, in, ...) spawn_run(result, in, NULL, (const char *const[]){__VA_ARGS__, NULL})

static char folder[SPAWN_PATH_SIZE];

static int make_folder(void **state)
{
    (void)state;
    spawn_make_folder(folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    spawn_remove_folder(folder);
    return 0;
}

static void write_here(const char *name, const char *text)
{
    char path[SPAWN_PATH_SIZE + 64];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    spawn_write_file(path, text);
}

static void expect(int status, const char *words, const char *const *arguments)
{
    struct spawn_result result;

    spawn_run(&result, folder, NULL, arguments);
    if (result.status != status || strstr(status == 0 ? result.out : result.err, words) == NULL)
        fail_msg("'%s' is not in (%d): %s%s", words, result.status, result.out, result.err);
    spawn_finish(&result);
}

#define EXPECT(status, words, ...) \
    expect(status, words, (const char *const[]){__VA_ARGS__, NULL})

/* The trace of a scenario in the folder. */
static char *trace_of(const char *name)
{
    struct spawn_result result;

    RUN(&result, folder, "trace", name, "-n", "2");
    if (result.status != 0)
        fail_msg("%s", result.err);
    free(result.err);
    return result.out;
}

static void expect_same_trace(const char *left, const char *right)
{
    char *a = trace_of(left), *b = trace_of(right);

    assert_string_equal(a, b);
    assert_true(strlen(a) > 500);
    free(a);
    free(b);
}

static void test_out_and_back(void **state)
{
    (void)state;
    EXPECT(0, "wrote w.safetensors", "convert", "xor", "w.safetensors");
    EXPECT(0, "wrote back.json", "convert", "w.safetensors", "back.json", "--like", "xor");
    expect_same_trace("back.json", "xor");
    EXPECT(0, "wrote copy.json", "convert", "xor", "copy.json");
    expect_same_trace("copy.json", "xor");
}

/* Of a network with memory, too, by the names that PyTorch gives its layers. */
static void test_recurrent(void **state)
{
    static const char scenario[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{%s\"units\": 1, "
        "\"activation\": \"tanh\", \"biases\": false}, {\"units\": 1, \"activation\": "
        "\"identity\", \"biases\": false}], "
        "\"weights_file\": \"m.safetensors\"}, \"loss\": \"half_squared_error\", "
        "\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.1}, \"data\": {\"%s\": "
        "[{\"x\": [%s], \"t\": [%s]}]}}";
    char text[1024], path[SPAWN_PATH_SIZE + 16], *script, *trace;

    (void)state;
    EXPECT(0, "wrote h.safetensors", "convert", "hello", "h.safetensors");
    EXPECT(0, "wrote h.json", "convert", "h.safetensors", "h.json", "--like", "hello");
    expect_same_trace("h.json", "hello");
    EXPECT(0, "recurrent", "check", "h.safetensors");
    EXPECT(0, "wrote m.safetensors", "train", "memory", "--until", "iterations=2", "-o",
           "m.safetensors");
    snprintf(text, sizeof text, scenario, "\"kind\": \"recurrent\", ", "sequences", "[1]", "[1]");
    write_here("r.json", text);
    EXPECT(0, "wrote r2.json", "convert", "m.safetensors", "r2.json", "--like", "r.json");
    expect_same_trace("r.json", "r2.json");
    trace = trace_of("r.json");
    assert_non_null(strstr(trace, "\"r\":[[0.84305666984237526]]")); /* after two iterations */
    free(trace);
    snprintf(text, sizeof text, scenario, "", "samples", "1", "1");
    write_here("p.json", text);
    EXPECT(1, "network.weights_file: ", "check", "p.json");
    EXPECT(1, "layer 1 has recurrent weights in the file, and the scenario's layer is not "
              "recurrent", "check", "p.json");
    EXPECT(0, "wrote e.py", "convert", "echo", "e.py", "-n", "1");
    snprintf(path, sizeof path, "%s/e.py", folder);
    script = spawn_read_file(path, NULL);
    assert_non_null(strstr(script, "Layer(1, 4, nn.Tanh(), recurrent=True)"));
    assert_non_null(strstr(script, "\"da_future\":["));
    assert_non_null(strstr(script, ",null,")); /* a time without a target */
    assert_null(strstr(script, "\"iteration\":2"));
    free(script);
}

/* The bias is the last number of the file, and minus nought keeps its sign. */
static void test_minus_nought(void **state)
{
    char path[SPAWN_PATH_SIZE + 16], *bytes;
    size_t size = 0;

    (void)state;
    write_here("z.json", "{\"0.weight\": [[1.5]], \"0.bias\": [-0.0]}");
    EXPECT(0, "wrote z.safetensors", "convert", "z.json", "z.safetensors");
    snprintf(path, sizeof path, "%s/z.safetensors", folder);
    bytes = spawn_read_file(path, &size);
    assert_true(size > 16);
    assert_memory_equal(bytes + size - 16, "\0\0\0\0\0\0\xf8\x3f\0\0\0\0\0\0\0\x80", 16);
    free(bytes);
}

static void test_trained_weights(void **state)
{
    (void)state;
    EXPECT(0, "wrote t.safetensors", "train", "mazur", "--until", "iterations=5", "-o",
           "t.safetensors");
    EXPECT(0, "wrote t.json", "train", "mazur", "--until", "iterations=5", "-o", "t.json");
    EXPECT(0, "wrote s.safetensors", "convert", "t.json", "s.safetensors");
    EXPECT(0, "wrote a.json", "convert", "t.safetensors", "a.json", "--like", "mazur");
    EXPECT(0, "wrote b.json", "convert", "s.safetensors", "b.json", "--like", "mazur");
    expect_same_trace("a.json", "b.json");
    /* Where the run ends at once the lesson's stations are never reached, and not written. */
    EXPECT(0, "wrote end.safetensors", "train", "xor", "-o", "end.safetensors");
    EXPECT(0, "wrote end.json", "convert", "end.safetensors", "end.json", "--like", "xor");
    EXPECT(0, "verdict: ", "check", "end.json");
}

static void test_weights_file(void **state)
{
    static const char scenario[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 2, "
        "\"activation\": \"tanh\"%s}, {\"units\": 1, \"activation\": \"identity\"}], "
        "\"weights_file\": \"%s\"}, \"loss\": \"half_squared_error\", \"optimizer\": "
        "{\"kind\": \"sgd\", \"learning_rate\": 0.1}, \"data\": {\"samples\": "
        "[{\"x\": [1, 2], \"t\": [0]}]}}";
    char text[1024];
    char *trace;

    (void)state;
    write_here("w.json", "{\"a.weight\": [[0.5, -0.25], [1, 2]], \"a.bias\": [0.125, 0],"
                         " \"b.weight\": [[1, 1]], \"b.bias\": [0]}");
    snprintf(text, sizeof text, scenario, "", "w.json");
    write_here("s.json", text);
    trace = trace_of("s.json");
    assert_non_null(strstr(trace, "\"z\":[0.125,5]")); /* 0.5 - 0.5 + 0.125 and 1 + 4 */
    free(trace);
    snprintf(text, sizeof text, scenario, ", \"biases\": [1, 2]", "w.json");
    write_here("s2.json", text);
    EXPECT(1, "network.layers[0].biases: the network has a \"weights_file\"", "check", "s2.json");
    snprintf(text, sizeof text, scenario, ", \"biases\": false", "w.json");
    write_here("s3.json", text);
    EXPECT(1, "network.weights_file: ", "check", "s3.json");
    snprintf(text, sizeof text, scenario, "", "none.json");
    write_here("s4.json", text);
    EXPECT(1, "network.weights_file: cannot read", "check", "s4.json");
    write_here("small.json", "[[[1, 2]]]");
    snprintf(text, sizeof text, scenario, "", "small.json");
    write_here("s5.json", text);
    EXPECT(1, "found 1 layer of weights, expected 2", "check", "s5.json");
}

/* What a scenario names relative to itself is found from another folder, too. */
static void test_other_folder(void **state)
{
    static const char scenario[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, "
        "\"activation\": \"identity\"}]}, \"loss\": \"half_squared_error\", \"optimizer\": "
        "{\"learning_rate\": 0.1}, \"data\": {\"csv\": \"rows.csv\", \"inputs\": [\"a\"], "
        "\"targets\": [\"b\"]}, \"stop\": {\"iterations\": 2}, \"next\": \"again.json\"}";
    char path[SPAWN_PATH_SIZE + 64], *text;

    (void)state;
    write_here("rows.csv", "a,b\n1,2\n3,4\n");
    write_here("table.json", scenario);
    write_here("again.json", scenario);
    snprintf(path, sizeof path, "%s/deep", folder);
    assert_int_equal(mkdir(path, 0777), 0);
    EXPECT(0, "wrote deep/out.json", "convert", "table.json", "deep/out.json");
    EXPECT(0, "wrote deep/end.json", "train", "table.json", "-o", "deep/end.json");
    EXPECT(0, "wrote deep/like.json", "convert", "deep/out.json", "deep/like.json", "--like", "table.json");
    EXPECT(0, "verdict: all 2 agree", "check", "deep/out.json");
    EXPECT(0, "verdict: all 2 agree", "check", "deep/end.json");
    EXPECT(0, "verdict: all 2 agree", "check", "deep/like.json");
    EXPECT(0, "wrote same.json", "convert", "table.json", "same.json");
    snprintf(path, sizeof path, "%s/same.json", folder);
    text = spawn_read_file(path, NULL);
    assert_non_null(strstr(text, "\"rows.csv\"")); /* there as it was */
    free(text);
}

/* Weights alone are opened by every command, and in the window. */
static void test_weights_alone(void **state)
{
    (void)state;
    write_here("alone.json", "[[[1, 4], [2, 5]], [7, 8], [[9], [10]]]");
    EXPECT(1, "Keras' kernels need --keras", "check", "alone.json");
    EXPECT(0, "wrote keras.json", "convert", "alone.json", "keras.json", "--keras", "--activation",
           "tanh");
    EXPECT(0, "tanh, identity", "check", "keras.json");
    write_here("torch.json", "{\"0.weight\": [[1, 2], [4, 5]], \"2.weight\": [[9, 10]]}");
    EXPECT(0, "2-2-1 network", "check", "torch.json");
    EXPECT(0, "", "trace", "torch.json");
    write_here("inf.json", "{\"0.weight\": [[1e999]]}");
    EXPECT(1, "inf.json", "check", "inf.json");
}

static void test_scripts(void **state)
{
    char path[SPAWN_PATH_SIZE + 16], *script;

    (void)state;
    EXPECT(0, "wrote m.py", "convert", "mazur", "m.py", "-n", "2");
    snprintf(path, sizeof path, "%s/m.py", folder);
    script = spawn_read_file(path, NULL);
    assert_non_null(strstr(script, "nn.Sigmoid()"));
    assert_non_null(strstr(script, "torch.optim.SGD(parameters, lr=0.5)"));
    assert_non_null(strstr(script, "0.2983711087600027")); /* the loss of iteration 1 */
    assert_non_null(strstr(script, "iteration 2"));
    assert_null(strstr(script, "iteration 3"));
    free(script);
    EXPECT(1, "has weights alone", "convert", "torch.json", "t.py");
}

static void test_what_is_wrong(void **state)
{
    (void)state;
    EXPECT(2, "told by its ending", "convert", "mazur", "w.pt");
    EXPECT(2, "told by its ending, or --format", "convert", "mazur", "-");
    EXPECT(2, "told by its ending, or --format", "convert", "mazur", "-", "--format", "pt");
    EXPECT(0, "import torch", "convert", "mazur", "-", "--format", "py");
    EXPECT(0, "\"weights\"", "convert", "mazur", "-", "--format", "json");
    EXPECT(2, "IN and OUT are needed", "convert", "mazur");
    EXPECT(2, "'--activation' is 'tan'; it must be identity, ", "convert", "torch.json",
           "x.json", "--activation", "tan");
    EXPECT(1, "exists", "convert", "mazur", "w.safetensors");
    EXPECT(0, "wrote", "convert", "mazur", "w.safetensors", "--force");
    EXPECT(1, "backstep: torch.json: layer 2: found weights of 1 units from 2, expected 2 from 2", "convert", "torch.json", "x.json", "--like", "mazur");
    write_here("model.pt", "PK\x03\x04....");
    EXPECT(1, "safetensors.torch.save_file", "convert", "model.pt", "x.json");
    EXPECT(1, "safetensors.torch.save_file", "check", "model.pt");
    EXPECT(1, "", "convert", "nothing.json", "x.json");
    write_here("graph.json", "{\"backstep\": 1, \"graph\": {\"values\": {\"x\": 2}, \"steps\": "
                             "[\"f = x * x\"]}}");
    EXPECT(1, "has a graph", "convert", "graph.json", "x.py");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_out_and_back),  cmocka_unit_test(test_minus_nought),
        cmocka_unit_test(test_trained_weights),
        cmocka_unit_test(test_weights_file),  cmocka_unit_test(test_other_folder),
        cmocka_unit_test(test_weights_alone),
        cmocka_unit_test(test_scripts),       cmocka_unit_test(test_what_is_wrong),
        cmocka_unit_test(test_recurrent),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
