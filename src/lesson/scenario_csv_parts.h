/*
 * scenario_csv_parts: what scenario_csv and scenario_csv_targets share.
 */
#ifndef BACKSTEP_LESSON_SCENARIO_CSV_PARTS_H
#define BACKSTEP_LESSON_SCENARIO_CSV_PARTS_H

#include "data/csv_table.h"
#include "engine/net.h"
#include "lesson/node.h"

/* One file being read into the samples. */
struct source {
    struct csv_table *table;
    const struct csv_table *first; /* what it is held out beside; itself: it is trained on */
    const struct node *data;
    const struct node *csv;    /* the member that names the file */
    const struct net *net;
};

/* What the samples' targets come from; released with its arrays. */
struct learned {
    struct csv_table_targets targets;
    size_t *columns; /* owned */
    size_t *classes; /* owned */
};

/* The column that a node names; the error, at the node, names the nearest. */
bool scenario_csv_column(const struct csv_table *table, const struct node *node, size_t *column);

/* The same of a word, which the node stands for. */
bool scenario_csv_named(const struct csv_table *table, const struct node *node, const char *word,
                        size_t *column);

/* "targets", a column for each output; "class", a column with a word for each; "target", either;
 * without them the column that csv_table_guess_target finds. */
bool scenario_csv_targets(const struct source *source, struct learned *learned);

/* The outputs of its classes, once its kinds are known. */
bool scenario_csv_classes(const struct source *source, struct learned *learned);

#endif
