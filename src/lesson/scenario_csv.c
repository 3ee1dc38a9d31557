/* "csv" and "validation_csv" of the data: columns by their names. */
#include "lesson/scenario_parts.h"

#include "base/file.h"
#include "base/text.h"
#include "data/csv.h"
#include "lesson/catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One file being read into the samples. */
struct table {
    struct csv csv;
    const char *file;          /* its path */
    const struct node *data;
    const struct net *net;
};

/* How many columns have the name, and the last of them. */
static size_t count_columns(const struct csv *csv, const char *name, size_t *column)
{
    size_t count = 0;

    for (size_t i = 0; i < csv->columns; i++) {
        if (strcmp(csv->cells[i], name) != 0)
            continue;
        *column = i;
        count++;
    }
    return count;
}

/* The column of a name; the error names the nearest. */
static bool find_column(const struct table *table, const struct node *node, size_t *column)
{
    const char *word = json_string_value(node->json), *near;
    size_t count;

    if (word == NULL)
        return node_unexpected(node, "a column's name in double quotes");
    count = count_columns(&table->csv, word, column);
    if (count == 1)
        return true;
    if (count > 1)
        return node_error(node, "%.200s has %zu columns \"%.60s\"; give each its own name",
                          table->file, count, word);
    if (table->csv.columns == 1 && strpbrk(table->csv.cells[0], ";\t") != NULL)
        return node_error(node, "%.200s has only one column, \"%.60s\"; its cells are to be "
                                "separated by commas", table->file, table->csv.cells[0]);
    near = text_nearest(word, (const char *const *)table->csv.cells, table->csv.columns);
    if (near != NULL)
        return node_error(node, "%.200s has no column \"%.60s\"; did you mean \"%.60s\"?",
                          table->file, word, near);
    return node_error(node, "%.200s has no column \"%.60s\"; its first is \"%.60s\"", table->file,
                      word, table->csv.cells[0]);
}

/* A list of `count` column names; their numbers, row by row, into out. */
static bool read_columns(const struct table *table, const struct node *list, size_t count,
                         const char *each, double *out)
{
    if (!node_require(list, "a list of column names") ||
        !node_check_list(list, "a list of column names"))
        return false;
    if (node_size(list) != count)
        return node_error(list, "found %zu column%s, expected %zu, one for each %s",
                          node_size(list), node_size(list) == 1 ? "" : "s", count, each);
    for (size_t i = 0; i < count; i++) {
        struct node element = node_element(list, i);
        size_t column;

        if (!find_column(table, &element, &column))
            return false;
        for (size_t row = 0; row < table->csv.rows; row++)
            if (!csv_number(&table->csv, row, column, table->file, &out[row * count + i],
                            list->err))
                return false;
    }
    return true;
}

/* The output that a cell names, or counts from 0. */
static bool find_class(const struct table *table, size_t row, size_t column, size_t *class)
{
    const struct net_layer *output = net_output(table->net);
    const char *cell = csv_cell(&table->csv, row, column), *near = NULL;
    char *end;
    unsigned long number;

    for (*class = 0; output->units != NULL && *class < output->out; (*class)++)
        if (strcmp(output->units[*class], cell) == 0)
            return true;
    number = strtoul(cell, &end, 10);
    if (cell[0] >= '0' && cell[0] <= '9' && *end == '\0' && number < output->out) {
        *class = number;
        return true;
    }
    if (output->units != NULL)
        near = text_nearest(cell, (const char *const *)output->units, output->out);
    return error_set(table->data->err,
                     "%.300s: line %zu, column \"%.60s\": found \"%.60s\", expected the name of an "
                     "output or its number from 0 to %zu%s%.60s%s", table->file,
                     table->csv.lines[row + 1], table->csv.cells[column], cell, output->out - 1,
                     near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
                     near != NULL ? "\"?" : "");
}

/* A column of classes: a 1 for the sample's output, 0 for the others. */
static bool read_classes(const struct table *table, const struct node *node, double *t)
{
    size_t count = net_output(table->net)->out, column, class;

    if (count < 2)
        return node_error(node, "a column of classes needs an output for each class, at least 2; "
                                "for one output write \"targets\"");
    if (!find_column(table, node, &column))
        return false;
    for (size_t row = 0; row < table->csv.rows; row++) {
        if (!find_class(table, row, column, &class))
            return false;
        t[row * count + class] = 1;
    }
    return true;
}

static bool read_samples(struct table *table, struct dataset *out)
{
    const struct node *data = table->data;
    struct node inputs = node_member(data, "inputs"), targets = node_member(data, "targets");
    struct node class = node_member(data, "class");
    const struct net *net = table->net;
    size_t outputs = net_output(net)->out;

    if (!dataset_init(out, table->csv.rows, net->layers[0].out, outputs, data->err))
        return error_prefix(data->err, "%.300s", table->file);
    if (class.json != NULL && targets.json != NULL)
        return node_error(&class, "there are targets too; remove one of the two");
    return read_columns(table, &inputs, net->layers[0].out, "input", out->x) &&
           (class.json != NULL ? read_classes(table, &class, out->t)
                               : read_columns(table, &targets, outputs,
                                              "unit of the output layer", out->t));
}

/* A name relative to a file's path, joined; false if it is too long. */
static bool join(const char *beside, const char *name, char path[FILE_PATH_SIZE])
{
    const char *slash = strrchr(beside, '/');
    int folder = slash == NULL || name[0] == '/' ? 0 : (int)(slash + 1 - beside);

    return snprintf(path, FILE_PATH_SIZE, "%.*s%s", folder, beside, name) < FILE_PATH_SIZE;
}

/* Relative to the scenario; a file that is not there may be one of the built-in scenarios', so
 * that a copy of one of them finds its data wherever it lies. */
static bool find_file(const char *scenario, const char *name, char path[FILE_PATH_SIZE])
{
    char folder[FILE_PATH_SIZE], built_in[FILE_PATH_SIZE];

    if (!join(scenario, name, path))
        return false;
    if (name[0] != '/' && !file_exists(path) && catalogue_scenarios_folder(folder, NULL) &&
        snprintf(built_in, sizeof built_in, "%s/%s", folder, name) < FILE_PATH_SIZE &&
        file_exists(built_in))
        memcpy(path, built_in, sizeof built_in);
    return true;
}

bool scenario_read_csv(const struct node *data, const struct node *csv, const struct net *net,
                       struct dataset *out)
{
    const char *name = json_string_value(csv->json);
    char path[FILE_PATH_SIZE], *bytes = NULL;
    struct table table = {.file = path, .data = data, .net = net};
    size_t length = 0;
    bool ok;

    if (name == NULL)
        return node_unexpected(csv, "a file's name, relative to this one");
    if (!find_file(data->file, name, path))
        return node_error(csv, "the path is too long");
    if (!file_read(path, SCENARIO_BYTES_MAX, &bytes, &length, data->err))
        return false;
    ok = csv_read(&table.csv, bytes, length, path, DATASET_SAMPLES_MAX, data->err);
    free(bytes);
    ok = ok && read_samples(&table, out);
    csv_finish(&table.csv);
    return ok;
}
