#include "lesson/table/csv_scenario.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "engine/net.h"
#include "lesson/node.h"

#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 16, MANY_ROWS = 10000, CLASSES_MAX = 100, NOTE_SIZE = 2048 };

bool csv_scenario_is(const char *path)
{
    static const char *const endings[] = {".csv", ".tsv", ".txt", ".data"};
    size_t length = strlen(path);

    for (size_t e = 0; e < sizeof endings / sizeof endings[0]; e++) {
        size_t n = strlen(endings[e]), i = 0;

        while (length > n && i < n && tolower((unsigned char)path[length - n + i]) == endings[e][i])
            i++;
        if (i == n)
            return true;
    }
    return false;
}

/* ---- what a scenario cannot hold ---- */

static bool check_names(const struct csv_table *table, struct error *err)
{
    const char *file = table->csv.name;

    for (size_t i = 0; i < table->count; i++) {
        const struct column *column = &table->columns[i];

        if (!column->is_input && !column->is_target)
            continue;
        if (strlen(column->name) > NODE_NAME_MAX)
            return error_set(err,
                             "%.300s: line %d: the name of column %zu has %zu bytes; expected at "
                             "most %d",
                             file, table->has_mark + 1, i + 1, strlen(column->name), NODE_NAME_MAX);
        for (size_t k = 0; k < table->count; k++)
            if (k != i && strcmp(table->columns[k].name, column->name) == 0)
                return error_set(err,
                                 "%.300s: line %d: columns %zu and %zu are both called \"%.60s\"; "
                                 "give each its own name",
                                 file, table->has_mark + 1, (i < k ? i : k) + 1,
                                 (i < k ? k : i) + 1, column->name);
    }
    return true;
}

static bool check_classes(const struct csv_table *table, const struct column *target,
                          struct error *err)
{
    const struct kinds *kinds = &target->kinds;

    if (kinds->count > CLASSES_MAX)
        return error_set(err,
                         "%.300s: line %zu, column \"%.60s\": this is class number %d; "
                         "expected at most %d "
                         "classes, or numbers",
                         table->csv.name, kinds->kinds[CLASSES_MAX].line, target->name,
                         CLASSES_MAX + 1, CLASSES_MAX);
    for (size_t k = 0; k < kinds->count; k++)
        if (strlen(kinds->kinds[k].name) > NODE_NAME_MAX)
            return error_set(err,
                             "%.300s: line %zu, column \"%.60s\": the class has a name of %zu "
                             "bytes; expected at "
                             "most %d",
                             table->csv.name, kinds->kinds[k].line, target->name,
                             strlen(kinds->kinds[k].name), NODE_NAME_MAX);
    return kinds->count > 1
        || error_set(err, "%.300s: column \"%.60s\": found one class only, expected at least 2",
                     table->csv.name, target->name);
}

static bool check(const struct csv_table *table, size_t target, struct error *err)
{
    if (table->inputs == 0)
        return error_set(err, "%.300s: no column is left to learn \"%.60s\" from; expected inputs",
                         table->csv.name, table->columns[target].name);
    if (table->inputs > NET_UNITS_MAX)
        return error_set(err, "%.300s: the columns make %zu inputs, expected at most %d",
                         table->csv.name, table->inputs, NET_UNITS_MAX);
    return check_names(table, err)
        && (csv_table_task(table, target) != CSV_TABLE_TASK_CLASSES
            || check_classes(table, &table->columns[target], err));
}

/* ---- the scenario ---- */

/* Whether every word fits into a name behind its column's. */
static bool words_fit(const struct column *column)
{
    for (size_t k = 0; k < column->kinds.count; k++)
        if (strlen(column->name) + 1 + strlen(column->kinds.kinds[k].name) > NODE_NAME_MAX)
            return false;
    return true;
}

/* "sex=male"; where that is too long, the numbers of column and kind: "column 3=12". */
static json_t *kind_name(const struct csv_table *table, size_t column, size_t kind)
{
    const struct column *of = &table->columns[column];
    char name[2 * NODE_NAME_MAX];

    if (words_fit(of))
        snprintf(name, sizeof name, "%s=%s", of->name, of->kinds.kinds[kind].name);
    else
        snprintf(name, sizeof name, "column %zu=%zu", column + 1, kind + 1);
    return json_string(name);
}

/* The names of the inputs; pixels have none. */
static json_t *inputs(const struct csv_table *table)
{
    json_t *list;

    if (table->pixels)
        return json_integer((json_int_t)table->inputs);
    list = json_array();
    for (size_t i = 0; i < table->count; i++) {
        const struct column *column = &table->columns[i];

        for (size_t k = 0; column->is_input && k < column_inputs(column); k++)
            json_array_append_new(list, column->words ? kind_name(table, i, k)
                                                      : json_string(column->name));
    }
    return list;
}

static json_t *outputs(const struct csv_table *table, size_t target)
{
    const struct column *column = &table->columns[target];
    json_t *list = json_array();
    size_t *order;

    if (csv_table_task(table, target) != CSV_TABLE_TASK_CLASSES) {
        json_array_append_new(list, json_string(column->name));
        return list;
    }
    order = memory_new(column->kinds.count, sizeof *order);
    csv_table_order_classes(table, target, order);
    for (size_t k = 0; k < column->kinds.count; k++)
        json_array_append_new(list, json_string(column->kinds.kinds[order[k]].name));
    free(order);
    return list;
}

static size_t batch_of(const struct csv_table *table)
{
    return table->rows < BATCH ? table->rows : BATCH;
}

static int hidden_units(const struct csv_table *table)
{
    return table->pixels ? 16 : 8;
}

static int epochs_of(const struct csv_table *table)
{
    return table->rows > MANY_ROWS ? 20 : 200;
}

/* What was made of the table, since nobody has said it. */
static json_t *about(const struct csv_table *table)
{
    char note[NOTE_SIZE];

    csv_table_note(table, note, sizeof note);
    return json_sprintf("A table opened by itself: %s%s%d tanh units, Adam, batches of %zu, %d "
                        "epochs. Ctrl+S writes a "
                        "scenario file in which "
                        "all of it can be changed.",
                        note, table->pixels ? "" : "Columns are standardized. ",
                        hidden_units(table), batch_of(table), epochs_of(table));
}

static json_t *data_of(const struct csv_table *table, size_t target, const char *file)
{
    enum csv_table_task task = csv_table_task(table, target);
    json_t *data = json_pack(
        "{s:s, s:s, s:i, s:s}", "csv", file, task == CSV_TABLE_TASK_CLASSES ? "class" : "target",
        table->columns[target].name, "batch", (int)batch_of(table), "order", "shuffled");

    if (table->pixels)
        json_object_set_new(data, "pixels", json_true());
    else
        json_object_set_new(
            data, "standardize",
            json_string(task == CSV_TABLE_TASK_NUMBERS ? "inputs_and_targets" : "inputs"));
    return data;
}

static json_t *document(const struct csv_table *table, size_t target)
{
    static const char *const activations[] = {"softmax", "sigmoid", "identity"};
    static const char *const losses[] = {"cross_entropy", "binary_cross_entropy",
                                         "half_squared_error"};
    const char *name = file_name(table->csv.name);
    enum csv_table_task task = csv_table_task(table, target);

    return json_pack("{s:i, s:s, s:o, s:{s:o, s:[{s:s, s:i, s:s}, {s:s, s:o, s:s}]}, s:s, s:{s:s, "
                     "s:f}, s:o, s:{s:i}}",
                     "backstep", 1, "title", name, "about", about(table), "network", "inputs",
                     inputs(table), "layers", "name", "hidden", "units", hidden_units(table),
                     "activation", "tanh", "name", "output", "units", outputs(table, target),
                     "activation", activations[task], "loss", losses[task], "optimizer", "kind",
                     "adam", "learning_rate", table->pixels ? 0.001 : 0.01, "data",
                     data_of(table, target, name), "stop", "epochs", epochs_of(table));
}

/* The column of that name or number; the error names the nearest. */
static bool find_target(const struct csv_table *table, const char *name, size_t *target,
                        struct error *err)
{
    const char *near;

    *target = name != NULL ? csv_table_find(table, name) : csv_table_guess_target(table);
    if (*target < table->count)
        return true;
    near = text_nearest_of(name, &table->columns[0].name, table->count, sizeof table->columns[0]);
    return error_set(err, "%.300s: found no column \"%.60s\"%s%.60s%s", table->csv.name, name,
                     near != NULL ? "; did you mean \""
                                  : ", expected a name of the first row, or a number from 1 on",
                     near != NULL ? near : "", near != NULL ? "\"?" : "");
}

char *csv_scenario(struct csv_table *table, const char *target, struct error *err)
{
    json_t *json;
    char *text = NULL;
    size_t column;

    if (!find_target(table, target, &column, err))
        return NULL;
    table->columns[column].is_target = true;
    table->columns[column].is_input = table->columns[column].is_split = false;
    if (!csv_table_profile(table, err) || !check(table, column, err))
        return NULL;
    json = document(table, column);
    if (json != NULL)
        text = json_dumps(json, JSON_INDENT(2) | JSON_REAL_PRECISION(10));
    json_decref(json);
    if (text == NULL)
        error_set(err, "%.300s: the name of the file is not UTF-8 text; give it another",
                  table->csv.name);
    return text;
}
