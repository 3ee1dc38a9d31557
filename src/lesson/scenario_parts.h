/*
 * scenario_parts: the readers of a scenario's parts, for scenario.c only.
 *
 * Each reads one object of the file into what the engine wants, leaves what it
 * has allocated in the scenario (scenario_finish frees it, whole or not), and
 * stops at the first error. They run in the order of this header: the data are
 * checked against the network, the batch against the data.
 */
#ifndef BACKSTEP_LESSON_SCENARIO_PARTS_H
#define BACKSTEP_LESSON_SCENARIO_PARTS_H

#include "data/dataset.h"
#include "engine/loss.h"
#include "engine/net.h"
#include "base/file.h"
#include "lesson/node.h"

#include <stdbool.h>

struct scenario; /* scenario.h */
struct training; /* stepper.h */

/* Where a file lies that the scenario names relative to itself; one that is not there may be one of
 * the built-in scenarios', so that a copy of one of them finds its data wherever it lies. False if
 * the path is too long. */
bool scenario_find_file(const char *scenario, const char *name, char path[FILE_PATH_SIZE]);

/* "loss" of the whole document. */
bool scenario_read_loss(const struct node *root, enum loss *loss);

/* "network" into scenario->net and scenario->params. */
bool scenario_read_network(const struct node *network, enum loss loss, struct scenario *scenario);

/* "weights_file" of the network, if there is one, into the parameters of all layers; a layer that
 * has "weights" or "biases" of its own is an error. */
bool scenario_read_weights_file(const struct node *network, const struct net *net, double *params);

/* Whether the loss can judge what the output layer puts out. */
bool scenario_check_loss(const struct node *root, const struct net *net);

/* "data" into scenario->data, the times of scenario->net and the training's batch, order and seed.
 */
bool scenario_read_data(const struct node *data, struct scenario *scenario);

/* A list of sequences, "sequences" or "validation_sequences" of the data, which begin to have times
 * of their own: x and t of every sequence have room for the longest of both lists. */
bool scenario_read_sequences(const struct node *data, const struct node *list,
                             const struct net *net, struct dataset *out);

/* Whether the loss is defined for these targets, t(count), which stand in that list. */
bool scenario_check_targets(const struct node *list, enum loss loss, size_t count,
                            const double *t);

/* The same from the files that "csv" and "validation_csv" name. */
bool scenario_read_csv(const struct node *data, struct scenario *scenario);

/* "optimizer", "l2", "stop" and "reduction" of the whole document. */
bool scenario_read_training(const struct node *root, struct training *training);

/* "optimizer" and "stop" of a graph's document; the first may be missing. */
bool scenario_read_graph_training(const struct node *root, struct training *training);

/* "graph" into scenario->graph, and of the whole document what else a graph has. */
bool scenario_read_graph(const struct node *root, struct scenario *scenario);

/* "time_reduction" and "truncate" of the whole document. */
bool scenario_read_times(const struct node *root, struct net *net);

/* "mistake" and "compare" of the whole document. */
bool scenario_read_compare(const struct node *root, struct scenario *scenario);

/* "session" of the whole document. */
bool scenario_read_session(const struct node *root, struct scenario *scenario);

/* "script" and "next" of the whole document; what is wrong with them stands in the script. */
void scenario_read_script(const struct node *root, struct scenario *scenario);

#endif
