#include "lesson/catalogue.h"

#include "base/text.h"
#include "lesson/data_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Set by meson.build for this file only. */
#ifndef BACKSTEP_DATA_FOLDER
#error "compile with -DBACKSTEP_DATA_FOLDER and -DBACKSTEP_DATA_FROM_PROGRAM"
#endif

/* Of the last there is no picture yet. */
enum { DRAWN_COUNT = 16, ENTRY_COUNT = DRAWN_COUNT + 6 };

static const struct catalogue_entry entries[ENTRY_COUNT] = {
    {"mazur", "Two inputs, two outputs"},
    {"neuron", "One neuron learns"},
    {"mazur-biases", "Two outputs, biases trained"},
    {"xor", "Exclusive or (XOR)"},
    {"saturated", "A saturated neuron"},
    {"dead-relu", "A dead ReLU"},
    {"mazur-mistake", "The famous mistake"},
    {"momentum", "Momentum in a ravine"},
    {"adam", "Adam in the same ravine"},
    {"l2", "L2: a penalty on large weights"},
    {"softmax", "Softmax, three classes"},
    {"sine", "A curve through points"},
    {"moons", "Two moons"},
    {"iris", "Iris: real data, three species"},
    {"digits", "Digits: 8×8 pixels, ten classes"},
    {"big", "Big: 13,002 parameters"},
    {"memory", "A network with memory"},
    {"echo", "Echo: the input two times later"},
    {"parity", "Parity: odd or even?"},
    {"hello", "hello: the next character"},
    {"vanishing", "The vanishing gradient"},
    {"exploding", "The exploding gradient"},
};

const struct catalogue_entry *catalogue_entries(size_t *count)
{
    *count = DRAWN_COUNT;
    return entries;
}

const struct catalogue_entry *catalogue_all(size_t *count)
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

static bool is_path(const char *word)
{
    size_t length = strlen(word);

    return strchr(word, '/') != NULL || file_exists(word) ||
           (length > 5 && strcmp(word + length - 5, ".json") == 0);
}

static bool unknown_word(const char *word, struct error *err)
{
    const char *names[ENTRY_COUNT], *near;

    for (size_t i = 0; i < ENTRY_COUNT; i++)
        names[i] = entries[i].name;
    near = text_nearest(word, names, ENTRY_COUNT);
    if (near != NULL)
        return error_set(err, "'%.200s' is neither a built-in scenario nor a file; did you mean "
                              "'%s'?", word, near);
    return error_set(err, "'%.200s' is neither a built-in scenario nor a file; 'backstep list' "
                          "prints the built-in ones", word);
}

bool catalogue_resolve(const char *scenario, char out[FILE_PATH_SIZE], struct error *err)
{
    char folder[FILE_PATH_SIZE];

    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        if (strcmp(scenario, entries[i].name) != 0)
            continue;
        if (!catalogue_scenarios_folder(folder, err))
            return false;
        if (snprintf(out, FILE_PATH_SIZE, "%s/%s.json", folder, scenario) >= FILE_PATH_SIZE)
            return error_set(err, "the path of the built-in scenario '%s' is too long", scenario);
        return true;
    }
    if (strcmp(scenario, "-") == 0)
        scenario = "/dev/stdin";
    if (!is_path(scenario))
        return unknown_word(scenario, err);
    if (strlen(scenario) >= FILE_PATH_SIZE)
        return error_set(err, "cannot read '%.60s...': the path is too long", scenario);
    snprintf(out, FILE_PATH_SIZE, "%s", scenario);
    return true;
}
