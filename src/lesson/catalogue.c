#include "lesson/catalogue.h"

#include "base/text.h"
#include "lesson/link/link.h"
#include "lesson/data_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Set by meson.build for this file only. */
#ifndef BACKSTEP_DATA_FOLDER
#error "compile with -DBACKSTEP_DATA_FOLDER and -DBACKSTEP_DATA_FROM_PROGRAM"
#endif

/* First networks, then graphs, then networks with memory. */
static const struct catalogue_entry entries[] = {
    {"mazur", "Two inputs, two outputs", W_PART_WHAT_IS_WHAT, W_ASKS_MAZUR, 10},
    {"neuron", "One neuron learns", W_PART_WHAT_IS_WHAT, W_ASKS_NEURON, 5},
    {"mazur-biases", "Two outputs, biases trained", W_PART_WHAT_IS_WHAT, W_ASKS_MAZUR_BIASES, 5},
    {"xor", "Exclusive or (XOR)", W_PART_WHAT_IS_WHAT, W_ASKS_XOR, 8},
    {"saturated", "A saturated neuron", W_PART_WHEN_IT_GOES_WRONG, W_ASKS_SATURATED, 5},
    {"dead-relu", "A dead ReLU", W_PART_WHEN_IT_GOES_WRONG, W_ASKS_DEAD_RELU, 5},
    {"mazur-mistake", "The famous mistake", W_PART_WHEN_IT_GOES_WRONG, W_ASKS_MAZUR_MISTAKE, 6},
    {"momentum", "Momentum in a ravine", W_PART_WHEN_IT_GOES_WRONG, W_ASKS_MOMENTUM, 6},
    {"adam", "Adam in the same ravine", W_PART_WHEN_IT_GOES_WRONG, W_ASKS_ADAM, 6},
    {"l2", "L2: a penalty on large weights", W_PART_WHEN_IT_GOES_WRONG, W_ASKS_L2, 5},
    {"softmax", "Softmax, three classes", W_PART_REAL_NETWORKS, W_ASKS_SOFTMAX, 6},
    {"sine", "A curve through points", W_PART_REAL_NETWORKS, W_ASKS_SINE, 5},
    {"moons", "Two moons", W_PART_REAL_NETWORKS, W_ASKS_MOONS, 6},
    {"iris", "Iris: real data, three species", W_PART_REAL_NETWORKS, W_ASKS_IRIS, 6},
    {"digits", "Digits: 8×8 pixels, ten classes", W_PART_REAL_NETWORKS, W_ASKS_DIGITS, 8},
    {"big", "Big: 13,002 parameters", W_PART_REAL_NETWORKS, W_ASKS_BIG, 6},
    {"chain-rule", "The chain rule on a graph", W_PART_GRAPHS, W_ASKS_CHAIN_RULE, 6},
    {"sigmoid-neuron", "A sigmoid neuron as a graph", W_PART_GRAPHS, W_ASKS_SIGMOID_NEURON, 6},
    {"fork", "A fork: gradients add up", W_PART_GRAPHS, W_ASKS_FORK, 4},
    {"patterns", "Patterns: add, max, multiply, copy", W_PART_GRAPHS, W_ASKS_PATTERNS, 5},
    {"micrograd", "micrograd’s example", W_PART_GRAPHS, W_ASKS_MICROGRAD, 5},
    {"one-neuron-graph", "One neuron, as a graph", W_PART_GRAPHS, W_ASKS_ONE_NEURON_GRAPH, 5},
    {"memory", "A network with memory", W_PART_MEMORY, W_ASKS_MEMORY, 8},
    {"echo", "Echo: the input two times later", W_PART_MEMORY, W_ASKS_ECHO, 8},
    {"parity", "Parity: odd or even?", W_PART_MEMORY, W_ASKS_PARITY, 8},
    {"hello", "hello: the next character", W_PART_MEMORY, W_ASKS_HELLO, 8},
    {"vanishing", "The vanishing gradient", W_PART_MEMORY, W_ASKS_VANISHING, 8},
    {"exploding", "The exploding gradient", W_PART_MEMORY, W_ASKS_EXPLODING, 8},
};

enum { ENTRY_COUNT = sizeof entries / sizeof entries[0] };

const struct catalogue_entry *catalogue_entries(size_t *count)
{
    *count = ENTRY_COUNT;
    return entries;
}

/* The running program's file; false where the system does not tell. */
static bool program_file(char out[FILE_PATH_SIZE])
{
    ssize_t length = readlink("/proc/self/exe", out, FILE_PATH_SIZE - 1);

    if (length <= 0)
        return false;
    out[length] = '\0';
    return true;
}

static bool find(const struct data_folder *folder, char out[FILE_PATH_SIZE], struct error *err)
{
    char program[FILE_PATH_SIZE];
    struct data_places places = {
        .override = getenv("BACKSTEP_DATA"),
        .program = program_file(program) ? program : NULL,
        .relative = BACKSTEP_DATA_FROM_PROGRAM,
        .configured = BACKSTEP_DATA_FOLDER,
    };

    return data_folder_find(folder, &places, out, err);
}

bool catalogue_scenarios_folder(char out[FILE_PATH_SIZE], struct error *err)
{
    static const struct data_folder folder = {"the built-in scenarios", "scenarios",
                                              "assets/scenarios"};

    return find(&folder, out, err);
}

bool catalogue_fonts_folder(char out[FILE_PATH_SIZE], struct error *err)
{
    static const struct data_folder folder = {"the fonts", "fonts", "fonts"};

    return find(&folder, out, err);
}

const struct catalogue_entry *catalogue_find(const char *name)
{
    for (size_t i = 0; i < ENTRY_COUNT; i++)
        if (strcmp(name, entries[i].name) == 0)
            return &entries[i];
    return NULL;
}

static bool is_path(const char *word)
{
    size_t length = strlen(word);

    return strchr(word, '/') != NULL || file_exists(word) ||
           (length > 5 && strcmp(word + length - 5, ".json") == 0);
}

bool link_is(const char *word)
{
    return strchr(word, '#') != NULL && !file_exists(word);
}

static bool unknown_word(const char *word, struct error *err)
{
    const char *near = text_nearest_of(word, &entries[0].name, ENTRY_COUNT, sizeof entries[0]);

    if (near != NULL)
        return error_set(err, "'%.200s' is neither a built-in scenario nor a file; did you mean "
                              "'%s'?", word, near);
    return error_set(err, "'%.200s' is neither a built-in scenario nor a file; 'backstep list' "
                          "prints the built-in ones", word);
}

bool catalogue_resolve(const char *scenario, char out[FILE_PATH_SIZE], struct error *err)
{
    char folder[FILE_PATH_SIZE];

    if (catalogue_find(scenario) != NULL) {
        if (!catalogue_scenarios_folder(folder, err))
            return false;
        return snprintf(out, FILE_PATH_SIZE, "%s/%s.json", folder, scenario) < FILE_PATH_SIZE
            || error_set(err, "the path of the built-in scenario '%s' is too long", scenario);
    }
    if (strcmp(scenario, "-") == 0)
        scenario = "/dev/stdin";
    if (!link_is(scenario) && !is_path(scenario))
        return unknown_word(scenario, err);
    if (strlen(scenario) >= FILE_PATH_SIZE)
        return error_set(err, "cannot read '%.60s...': the path is too long", scenario);
    snprintf(out, FILE_PATH_SIZE, "%s", scenario);
    return true;
}
