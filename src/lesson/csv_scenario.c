#include "lesson/csv_scenario.h"

#include "base/text.h"
#include "data/csv.h"
#include "data/dataset.h"
#include "engine/net.h"
#include "lesson/node.h"

#include <ctype.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HIDDEN_UNITS = 8, BATCH = 16, EPOCHS = 200, CLASSES_MAX = 100 };

/* Numbers 0, 1, ... up to this one may be classes, where each stands so often. */
enum { COUNTED_MAX = 20, COUNTED_LEAST = 4 };

bool csv_scenario_is(const char *path)
{
    static const char ending[] = ".csv";
    size_t length = strlen(path), n = sizeof ending - 1;

    if (length <= n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (tolower((unsigned char)path[length - n + i]) != ending[i])
            return false;
    return true;
}

/* What the last column holds. */
enum kind { KIND_CLASSES, KIND_BINARY, KIND_NUMBERS };

/* Whether whole numbers from 0 on are meant as classes: several, none left out, each of them often. */
static bool counts_classes(const struct csv *csv, const char *path, size_t largest)
{
    size_t count[COUNTED_MAX + 1] = {0};
    double value;

    for (size_t row = 0; row < csv->rows; row++) {
        csv_number(csv, row, csv->columns - 1, path, &value, NULL);
        count[(size_t)value]++;
    }
    for (size_t i = 0; i <= largest; i++)
        if (count[i] < COUNTED_LEAST)
            return false;
    return true;
}

/* False with the error: a cell is empty, or the first is a number and another is not. */
static bool find_kind(const struct csv *csv, const char *path, enum kind *kind, struct error *err)
{
    size_t last = csv->columns - 1;
    double value, largest = 0;
    bool words = !csv_number(csv, 0, last, path, &value, NULL), whole = true;

    for (size_t row = 0; row < csv->rows; row++) {
        const char *cell = csv_cell(csv, row, last);

        if (words && cell[strspn(cell, " ")] != '\0')
            continue;
        if (!csv_number(csv, row, last, path, &value, err))
            return false;
        whole = whole && value >= 0 && value <= COUNTED_MAX && value == floor(value);
        largest = fmax(largest, value);
    }
    if (words || (whole && largest >= 2 && counts_classes(csv, path, (size_t)largest)))
        *kind = KIND_CLASSES;
    else
        *kind = whole && largest <= 1 ? KIND_BINARY : KIND_NUMBERS;
    return true;
}

/* The words of the last column, each once, in the order in which they come. */
static json_t *classes_of(const struct csv *csv, const char *path, struct error *err)
{
    json_t *classes = json_array();

    for (size_t row = 0; row < csv->rows; row++) {
        const char *cell = csv_cell(csv, row, csv->columns - 1);
        size_t at = 0;

        while (at < json_array_size(classes)
               && strcmp(json_string_value(json_array_get(classes, at)), cell) != 0)
            at++;
        if (at == json_array_size(classes))
            json_array_append_new(classes, json_string(cell));
        if (json_array_size(classes) <= CLASSES_MAX)
            continue;
        json_decref(classes);
        error_set(err, "%.300s: line %zu, column \"%.60s\": this is class number %d; expected at "
                       "most "
                       "%d classes, or numbers", path, csv->lines[row + 1],
                  csv->cells[csv->columns - 1], CLASSES_MAX + 1, CLASSES_MAX);
        return NULL;
    }
    if (json_array_size(classes) > 1)
        return classes;
    json_decref(classes);
    error_set(err, "%.300s: column \"%.60s\": found one class only, expected at least 2", path,
              csv->cells[csv->columns - 1]);
    return NULL;
}

/* ---- the file, before anything is made of it ---- */

/* What other programs separate cells with, where the whole first line is one cell. */
static const char *other_separator(const char *line)
{
    return strchr(line, ';') != NULL    ? "semicolons"
           : strchr(line, '\t') != NULL ? "tabs"
           : strchr(line, '|') != NULL  ? "bars"
                                        : NULL;
}

static bool check_columns(const struct csv *csv, const char *path, struct error *err)
{
    const char *separator = other_separator(csv->cells[0]);

    if (csv->columns < 2 && separator != NULL)
        return error_set(err, "%.300s: line %zu: no comma, but %s; cells are to be separated by commas", path,
                         csv->lines[0], separator);
    if (csv->columns < 2)
        return error_set(err, "%.300s: found one column, expected inputs and, last, what is to be learned",
                         path);
    if (csv->columns - 1 > NET_UNITS_MAX)
        return error_set(err, "%.300s: found %zu columns, expected at most %d", path, csv->columns,
                         NET_UNITS_MAX + 1);
    return true;
}

/* A table without a line of names would lose its first row to them. */
static bool are_numbers(const struct csv *csv)
{
    for (size_t i = 0; i < csv->columns; i++) {
        char *end;

        strtod(csv->cells[i], &end);
        if (end == csv->cells[i] || end[strspn(end, " ")] != '\0')
            return false;
    }
    return true;
}

static bool check_names(const struct csv *csv, const char *path, struct error *err)
{
    if (are_numbers(csv))
        return error_set(err, "%.300s: line %zu: these are numbers; expected the names of the columns, and the "
                              "samples below", path, csv->lines[0]);
    for (size_t i = 0; i < csv->columns; i++) {
        const char *name = csv->cells[i];

        if (name[strspn(name, " ")] == '\0')
            return error_set(err, "%.300s: line %zu: column %zu has no name; give it one", path, csv->lines[0],
                             i + 1);
        if (strlen(name) > NODE_NAME_MAX)
            return error_set(err, "%.300s: line %zu: the name of column %zu has %zu bytes; expected at most %d", path,
                             csv->lines[0], i + 1, strlen(name), NODE_NAME_MAX);
        for (size_t k = 0; k < i; k++)
            if (strcmp(csv->cells[k], name) == 0)
                return error_set(err, "%.300s: line %zu: columns %zu and %zu are both called \"%.60s\"; give each "
                                      "its own name", path, csv->lines[0], k + 1, i + 1, name);
    }
    return true;
}

/* Names and classes become JSON. */
static bool check_text(const struct csv *csv, const char *path, struct error *err)
{
    for (size_t i = 0; i < csv->columns; i++)
        if (!text_valid_utf8(csv->cells[i], strlen(csv->cells[i])))
            return error_set(err, "%.300s: line %zu: the name of column %zu is not UTF-8 text; save the table as "
                                  "UTF-8", path, csv->lines[0], i + 1);
    for (size_t row = 0; row < csv->rows; row++) {
        const char *cell = csv_cell(csv, row, csv->columns - 1);

        if (!text_valid_utf8(cell, strlen(cell)))
            return error_set(err, "%.300s: line %zu, column \"%.60s\": the class is not UTF-8 text; save the table "
                                  "as UTF-8", path, csv->lines[row + 1], csv->cells[csv->columns - 1]);
    }
    return true;
}

static bool check_inputs(const struct csv *csv, const char *path, struct error *err)
{
    double value;

    for (size_t row = 0; row < csv->rows; row++)
        for (size_t column = 0; column + 1 < csv->columns; column++)
            if (!csv_number(csv, row, column, path, &value, err))
                return false;
    return true;
}

static bool check(const struct csv *csv, const char *path, struct error *err)
{
    return check_columns(csv, path, err) && check_text(csv, path, err) && check_names(csv, path, err)
        && check_inputs(csv, path, err);
}

/* ---- the scenario ---- */

static json_t *names(const struct csv *csv, size_t first, size_t end)
{
    json_t *list = json_array();

    for (size_t i = first; i < end; i++)
        json_array_append_new(list, json_string(csv->cells[i]));
    return list;
}

static size_t batch_of(const struct csv *csv)
{
    return csv->rows < BATCH ? csv->rows : BATCH;
}

/* What was made of the table, since nobody has said it. */
static json_t *about(const struct csv *csv, enum kind kind)
{
    static const char *const kinds[] = {"a class", "0 or 1", "a number"};

    return json_sprintf("A table opened by itself: from the other %zu column%s the network learns the last one, "
                        "%s, %s. Columns are standardized; %d tanh units, Adam, batches of %zu, %d epochs. Ctrl+S "
                        "writes a scenario file in which all of it can be changed.", csv->columns - 1, csv->columns > 2 ? "s" : "",
                        csv->cells[csv->columns - 1], kinds[kind], HIDDEN_UNITS, batch_of(csv), EPOCHS);
}

/* Takes over `units`. */
static json_t *document(const struct csv *csv, const char *path, enum kind kind, json_t *units)
{
    static const char *const activations[] = {"softmax", "sigmoid", "identity"};
    static const char *const losses[] = {"cross_entropy", "binary_cross_entropy", "half_squared_error"};
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    json_t *data = json_pack("{s:s, s:o}", "csv", name, "inputs", names(csv, 0, csv->columns - 1));

    if (kind == KIND_CLASSES)
        json_object_set_new(data, "class", json_string(csv->cells[csv->columns - 1]));
    else
        json_object_set_new(data, "targets", names(csv, csv->columns - 1, csv->columns));
    json_object_set_new(data, "batch", json_integer((json_int_t)batch_of(csv)));
    json_object_set_new(data, "order", json_string("shuffled"));
    json_object_set_new(data, "standardize", json_string(kind == KIND_NUMBERS ? "inputs_and_targets" : "inputs"));
    return json_pack("{s:i, s:s, s:o, s:{s:o, s:[{s:s, s:i, s:s}, {s:s, s:o, s:s}]}, s:s, s:{s:s, s:f}, s:o, s:{s:i}}",
                     "backstep", 1, "title", name, "about", about(csv, kind), "network", "inputs",
                     names(csv, 0, csv->columns - 1), "layers", "name", "hidden", "units", (int)HIDDEN_UNITS, "activation", "tanh", "name",
                     "output", "units", units, "activation", activations[kind], "loss", losses[kind],
                     "optimizer", "kind", "adam", "learning_rate", 0.01, "data", data, "stop", "epochs",
                     (int)EPOCHS);
}

static char *make(const struct csv *csv, const char *path, struct error *err)
{
    json_t *units, *json;
    char *text = NULL;
    enum kind kind;

    if (!check(csv, path, err) || !find_kind(csv, path, &kind, err))
        return NULL;
    units = kind == KIND_CLASSES ? classes_of(csv, path, err) : names(csv, csv->columns - 1, csv->columns);
    if (units == NULL)
        return NULL;
    json = document(csv, path, kind, units);
    if (json != NULL)
        text = json_dumps(json, JSON_INDENT(2) | JSON_REAL_PRECISION(10));
    json_decref(json);
    if (text == NULL)
        error_set(err, "%.300s: not enough memory", path);
    return text;
}

char *csv_scenario(const char *bytes, size_t length, const char *path, struct error *err)
{
    struct csv csv;
    char *text;

    if (!csv_read(&csv, bytes, length, path, DATASET_SAMPLES_MAX, err))
        return NULL;
    text = make(&csv, path, err);
    csv_finish(&csv);
    return text;
}
