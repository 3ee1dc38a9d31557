#include "lesson/scenario_csv_parts.h"

#include "base/memory.h"
#include "base/text.h"
#include "data/cell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- columns ---- */

/* How many columns have the name, and the first of them. */
static size_t count_columns(const struct csv_table *table, const char *name, size_t *column)
{
    size_t count = 0;

    for (size_t i = table->count; i-- > 0;) {
        if (strcmp(table->columns[i].name, name) != 0)
            continue;
        *column = i;
        count++;
    }
    return count;
}

bool scenario_csv_named(const struct csv_table *table, const struct node *node, const char *word,
                        size_t *column)
{
    const char *const file = table->csv.name, *near;
    size_t count = count_columns(table, word, column);

    if (count == 0 && !table->has_header && (*column = csv_table_find(table, word)) < table->count)
        return true;
    if (count == 1)
        return true;
    if (count > 1)
        return node_error(node, "%.200s has %zu columns \"%.60s\"; give each its own name", file,
                          count, word);
    near = text_nearest_of(word, &table->columns[0].name, table->count, sizeof table->columns[0]);
    if (near != NULL)
        return node_error(node, "%.200s has no column \"%.60s\"; did you mean \"%.60s\"?", file,
                          word, near);
    return node_error(node, "%.200s has no column \"%.60s\"; its first is \"%.60s\"", file, word,
                      table->columns[0].name);
}

bool scenario_csv_column(const struct csv_table *table, const struct node *node, size_t *column)
{
    const char *word = json_string_value(node->json);

    return word != NULL ? scenario_csv_named(table, node, word, column)
                        : node_unexpected(node, "a column's name in double quotes");
}

/* ---- what is learned ---- */

/* The output that a word names, or counts from 0. */
static bool find_class(const struct source *source, size_t column, const struct kind *kind,
                       size_t *class)
{
    const struct net_layer *output = net_output(source->net);
    char expected[200];
    const char *near = NULL;
    double number, named;
    bool is_number = cell_number(kind->name, strlen(kind->name), '.', &number);

    for (*class = 0; output->units != NULL && *class < output->out; (*class)++) {
        const char *unit = output->units[*class];

        if (cell_same_words(unit, kind->name)
            || (is_number && cell_number(unit, strlen(unit), '.', &named) && named == number))
            return true;
    }
    if (is_number && number >= 0 && number < (double)output->out
        && number == (double)(size_t)number) {
        *class = (size_t)number;
        return true;
    }
    if (output->units != NULL)
        near = text_nearest(kind->name, (const char *const *)output->units, output->out);
    snprintf(expected, sizeof expected,
             "the name of an output or its number from 0 to %zu%s%.60s%s", output->out - 1,
             near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
             near != NULL ? "\"?" : "");
    return csv_table_unexpected(source->table, kind->line, &source->table->columns[column],
                                kind->name, expected, source->data->err);
}

/* A column of classes: a 1 for the sample's output, 0 for the others. */
static bool choose_class(const struct source *source, const struct node *node, size_t column,
                         struct learned *learned)
{
    if (net_output(source->net)->out < 2)
        return node_error(node, "a column of classes needs an output for each class, at least 2; "
                                "for one output "
                                "write \"targets\"");
    learned->targets.column = column;
    source->table->columns[column].is_target = true;
    return true;
}

static bool choose_numbers(const struct source *source, const struct node *list,
                           struct learned *learned)
{
    size_t count = net_output(source->net)->out;

    if (!node_require(list, "a list of column names")
        || !node_check_list(list, "a list of column names"))
        return false;
    if (node_size(list) != count)
        return node_error(list,
                          "found %zu column%s, expected %zu, one for each unit of the output layer",
                          node_size(list), node_size(list) == 1 ? "" : "s", count);
    learned->columns = memory_new(count, sizeof *learned->columns);
    for (size_t i = 0; i < count; i++) {
        struct node element = node_element(list, i);

        if (!scenario_csv_column(source->table, &element, &learned->columns[i]))
            return false;
        source->table->columns[learned->columns[i]].is_target = true;
    }
    return true;
}

bool scenario_csv_targets(const struct source *source, struct learned *learned)
{
    struct node targets = node_member(source->data, "targets"),
                class = node_member(source->data, "class");
    struct node target = node_member(source->data, "target");
    struct csv_table *table = source->table;
    size_t column = 0, outputs = net_output(source->net)->out;

    learned->targets.count = outputs;
    if ((targets.json != NULL) + (class.json != NULL) + (target.json != NULL) > 1)
        return node_error(class.json != NULL ? &class : &target,
                          "there %s too; remove one of the two",
                          targets.json != NULL ? "are targets" : "is a target");
    if (targets.json != NULL)
        return choose_numbers(source, &targets, learned);
    if (class.json != NULL)
        return scenario_csv_column(table, &class, &column)
            && choose_class(source, &class, column, learned);
    if (target.json != NULL
            ? !scenario_csv_column(table, &target, &column)
            : source->first != table
                  && !scenario_csv_named(
                      table, source->csv,
                      source->first->columns[csv_table_guess_target(source->first)].name, &column))
        return false;
    if (target.json == NULL && source->first == table)
        column = csv_table_guess_target(table);
    if (outputs > 1)
        return choose_class(source, target.json != NULL ? &target : source->csv, column, learned);
    learned->columns = memory_new(1, sizeof *learned->columns);
    learned->columns[0] = column;
    table->columns[column].is_target = true;
    return true;
}

bool scenario_csv_classes(const struct source *source, struct learned *learned)
{
    const struct kinds *kinds = &source->table->columns[learned->targets.column].kinds;

    learned->targets.columns = learned->columns;
    if (learned->columns != NULL)
        return true;
    if (kinds->too_many)
        return node_error(source->csv, "the column \"%.60s\" has more than %d classes",
                          source->table->columns[learned->targets.column].name,
                          CSV_TABLE_CLASSES_MAX);
    learned->classes = memory_new(kinds->count, sizeof *learned->classes);
    learned->targets.classes = learned->classes;
    for (size_t k = 0; k < kinds->count; k++)
        if (!find_class(source, learned->targets.column, &kinds->kinds[k], &learned->classes[k]))
            return false;
    return true;
}
