/* "csv" and "validation_csv" of the data: columns by their names. */
#include "lesson/scenario_csv_parts.h"
#include "lesson/scenario.h"
#include "lesson/scenario_parts.h"

#include "base/file.h"
#include "base/memory.h"
#include "data/split.h"
#include "lesson/catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- columns ---- */

/* "inputs", a list of columns; without one all that are neither learned nor the split. */
static bool choose_inputs(const struct source *source)
{
    struct csv_table *table = source->table;
    struct node list = node_member(source->data, "inputs");
    size_t column;

    if (list.json == NULL)
        return true;
    if (!node_check_list(&list, "a list of column names"))
        return false;
    for (size_t i = 0; i < table->count; i++)
        table->columns[i].is_input = false;
    for (size_t i = 0; i < node_size(&list); i++) {
        struct node element = node_element(&list, i);

        if (!scenario_csv_column(table, &element, &column))
            return false;
        if (table->columns[column].wanted)
            return node_error(&element,
                              "the column \"%.60s\" stands in the list already; remove one",
                              table->columns[column].name);
        table->columns[column].is_input = table->columns[column].wanted = true;
    }
    return true;
}

/* Of a file that is held out: the same columns as the first's, by their names. */
static bool match_columns(const struct source *source)
{
    struct csv_table *table = source->table;
    size_t column;

    for (size_t i = 0; i < table->count; i++)
        table->columns[i].is_input = table->columns[i].is_split = false;
    for (size_t i = 0; i < source->first->count; i++) {
        const struct column *like = &source->first->columns[i];

        if (!like->is_input)
            continue;
        if (!scenario_csv_named(table, source->csv, like->name, &column))
            return false;
        table->columns[column].is_input = table->columns[column].wanted = true;
        table->columns[column].like = like;
    }
    return true;
}

/* The list's inputs stand in its order. */
static void order_inputs(const struct source *source)
{
    struct node list = node_member(source->data, "inputs");
    size_t place = 0, column;

    for (size_t i = 0; list.json != NULL && i < node_size(&list); i++) {
        struct node element = node_element(&list, i);

        scenario_csv_column(source->table, &element, &column);
        source->table->columns[column].place = place;
        place += column_inputs(&source->table->columns[column]);
    }
}

/* What is learned is an input too only where "inputs" says so. */
static void part_targets(const struct source *source)
{
    for (size_t i = 0; i < source->table->count; i++) {
        struct column *column = &source->table->columns[i];

        column->is_input = column->is_input && (!column->is_target || column->wanted);
    }
}

/* ---- options ---- */

static bool read_character(const struct node *node, const char *allowed, const char *expected,
                           char *out)
{
    const char *word = json_string_value(node->json);

    if (node->json == NULL)
        return true;
    if (word == NULL || word[0] == '\0' || word[1] != '\0' || strchr(allowed, word[0]) == NULL)
        return node_unexpected(node, "%s", expected);
    *out = word[0];
    return true;
}

static bool read_options(const struct node *data, struct csv_table_options *options)
{
    struct node separator = node_member(data, "separator"), decimal = node_member(data, "decimal");
    struct node header = node_member(data, "header");
    bool has_header = false;

    *options = (struct csv_table_options){.header = -1};
    if (!read_character(&separator, ",;\t| ", "\",\", \";\", \"|\", \"\\t\" or \" \"",
                        &options->separator)
        || !read_character(&decimal, ".,", "\".\" or \",\"", &options->decimal)
        || (header.json != NULL && !node_bool(&header, &has_header)))
        return false;
    if (options->separator == ',' && options->decimal == ',')
        return node_error(&decimal, "the comma separates the cells; it cannot be in the numbers "
                                    "too");
    if (header.json != NULL)
        options->header = has_header;
    return true;
}

/* "pixels" and "missing". */
static bool read_treatment(const struct source *source)
{
    static const char *const words[] = {"mean", "leave_out"};
    struct node pixels = node_member(source->data, "pixels"),
                missing = node_member(source->data, "missing");
    struct node standardize = node_member(source->data, "standardize");
    size_t index = 0, inputs = source->net->layers[0].out;
    double sides[2];

    if (missing.json != NULL && !node_choice(&missing, words, 2, &index))
        return false;
    source->table->leave_out = index == 1;
    source->table->image = pixels.json != NULL && !json_is_false(pixels.json);
    if (!source->table->image || (json_is_true(pixels.json) && standardize.json == NULL))
        return true;
    if (standardize.json != NULL)
        return node_error(&pixels, "pixels are scaled to 0 to 1, and there is \"standardize\" too; "
                                   "remove one of "
                                   "the two");
    if (!json_is_array(pixels.json) || node_size(&pixels) != 2)
        return node_unexpected(&pixels, "true, or the image's rows and columns: [28, 28]");
    return node_numbers(&pixels, 2, "side", sides)
        && (sides[0] * sides[1] == (double)inputs
            || node_error(&pixels,
                          "the network has %zu input%s; expected rows and columns of as many "
                          "pixels",
                          inputs, inputs == 1 ? "" : "s"));
}

/* ---- files ---- */

bool scenario_find_file(const char *scenario, const char *name, char path[FILE_PATH_SIZE])
{
    char folder[FILE_PATH_SIZE], built_in[FILE_PATH_SIZE];

    if (!file_beside(scenario, name, path))
        return false;
    if (name[0] != '/' && !file_exists(path) && catalogue_scenarios_folder(folder, NULL) &&
        snprintf(built_in, sizeof built_in, "%s/%s", folder, name) < FILE_PATH_SIZE &&
        file_exists(built_in))
        memcpy(path, built_in, sizeof built_in);
    return true;
}

static bool open_file(const struct source *source, char path[FILE_PATH_SIZE])
{
    const char *name = json_string_value(source->csv->json);
    struct csv_table_options options;

    if (name == NULL || name[0] == '\0')
        return node_unexpected(source->csv, "a file's name, relative to this one");
    if (!scenario_find_file(source->data->file, name, path))
        return node_error(source->csv, "the path is too long");
    if (!file_exists(path))
        return node_error(source->csv, "cannot read '%.300s': no such file or directory", path);
    return read_options(source->data, &options)
        && csv_table_open(source->table, path, &options, source->data->err);
}

static bool check_inputs(const struct source *source)
{
    struct node list = node_member(source->data, "inputs");
    size_t found = source->table->inputs, expected = source->net->layers[0].out;
    bool words = false;

    for (size_t i = 0; i < source->table->count; i++)
        words = words || (source->table->columns[i].is_input && source->table->columns[i].words);
    return found == expected || source->first != source->table
        || node_error(list.json != NULL ? &list : source->csv,
                      "found %zu column%s%s, expected %zu, one for each input", found,
                      found == 1 ? "" : "s", words ? ", each kind of words counted" : "", expected);
}

/* Chooses columns, unless that was done already, and reads the samples. */
static bool read_samples(const struct source *source, bool profiled, struct dataset *out)
{
    struct learned learned = {0};
    bool held = source->first != source->table, ok;

    ok = read_treatment(source)
      && (held ? match_columns(source) : profiled || choose_inputs(source))
      && scenario_csv_targets(source, &learned);
    if (ok && !profiled) {
        part_targets(source);
        ok = csv_table_profile(source->table, source->data->err);
        if (held) {
            source->table->pixels = source->first->pixels;
            source->table->brightest = source->first->brightest;
        }
    }
    ok = ok && check_inputs(source) && scenario_csv_classes(source, &learned);
    if (ok && !held)
        order_inputs(source);
    ok = ok && csv_table_fill(source->table, &learned.targets, out, source->data->err);
    free(learned.columns);
    free(learned.classes);
    return ok;
}

/* Whether the loss is defined for the targets. */
static bool check_targets(const struct source *source, const struct dataset *data)
{
    enum loss loss = source->net->loss;

    for (size_t i = 0; i < (data->count + data->validation) * data->targets; i++)
        if (!loss_takes_target(loss, data->t[i]))
            return node_error(source->csv, "row %zu has the target %g; expected one %s for %s",
                              i / data->targets + 1, data->t[i], loss_row(loss)->range,
                              loss_row(loss)->name);
    return true;
}

/* "validation_csv": samples of their own, which come behind the others. */
static bool read_held(const struct node *data, const struct csv_table *first,
                      struct scenario *scenario)
{
    struct node validation = node_member(data, "validation"), csv = node_member(data, "validation_"
                                                                                      "csv");
    char path[FILE_PATH_SIZE];
    struct csv_table table = {0};
    struct dataset held = {0};
    const struct source source = {&table, first, data, &csv, &scenario->net};
    bool ok;

    if (csv.json == NULL && (validation.json == NULL || scenario->data.validation == 0))
        return true;
    if (csv.json == NULL)
        return node_error(&validation, "the table's column \"split\" says what is held out; remove "
                                       "one of the two");
    if (validation.json != NULL)
        return node_error(&csv, "there is \"validation\" too, a part of the other samples; remove "
                                "one of the two");
    if (scenario->data.validation > 0)
        return node_error(&csv, "the table's column \"split\" says what is held out; remove one of "
                                "the two");
    ok = open_file(&source, path) && read_samples(&source, false, &held)
      && check_targets(&source, &held)
      && (split_append(&scenario->data, &held, data->err)
          || error_prefix(data->err, "%.300s: data.validation_csv", data->file));
    dataset_finish(&held);
    csv_table_finish(&table);
    return ok;
}

bool scenario_read_csv(const struct node *csv, void *out)
{
    struct scenario *scenario = out;
    const struct node *data = csv->parent;
    char path[FILE_PATH_SIZE];
    struct csv_table read = {0}, *table = scenario->opened != NULL ? scenario->opened : &read;
    const struct source source = {table, table, data, csv, &scenario->net};
    bool ok = (scenario->opened != NULL || open_file(&source, path))
           && read_samples(&source, scenario->opened != NULL, &scenario->data)
           && check_targets(&source, &scenario->data);

    if (ok) {
        scenario->table = memory_new(SCENARIO_NOTE_SIZE, 1);
        csv_table_note(table, scenario->table, SCENARIO_NOTE_SIZE);
        ok = read_held(data, table, scenario);
    }
    csv_table_finish(&read);
    return ok;
}
