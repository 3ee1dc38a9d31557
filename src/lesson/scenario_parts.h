/*
 * scenario_parts: the readers of a scenario's parts, for schema.c's rows and for one another.
 *
 * Each reads one member of the file into what the engine wants, leaves what it has allocated in the
 * scenario (scenario_finish frees it, whole or not), and stops at the first error. They run in the
 * order of the rows: the data are checked against the network, the batch against the data.
 */
#ifndef BACKSTEP_LESSON_SCENARIO_PARTS_H
#define BACKSTEP_LESSON_SCENARIO_PARTS_H

#include "data/dataset.h"
#include "engine/loss.h"
#include "engine/net.h"
#include "engine/optimizer.h"
#include "engine/stop.h"
#include "base/file.h"
#include "lesson/schema/member.h"

#include <stdbool.h>

struct scenario; /* scenario.h */

enum { SCENARIO_SEED = 1 }; /* of whatever is drawn, unless the file says */

/* Where a file lies that the scenario names relative to itself; one that is not there may be one of
 * the built-in scenarios', so that a copy of one of them finds its data wherever it lies. False if
 * the path is too long. */
bool scenario_find_file(const char *scenario, const char *name, char path[FILE_PATH_SIZE]);

/* The tables of schema.c. Read into a struct scenario: */
extern const struct members schema_root, schema_network, schema_session;

/* The same; the samples' four sources, each with the keys of all data behind its own. The seed is
 * read before them, for a generator draws by it. */
extern const struct members schema_samples, schema_csv, schema_generator, schema_sequences;
extern const struct members schema_data, schema_seed;

extern const struct members schema_layer, schema_sample, schema_sequence, schema_graph;
extern const struct members schema_init;      /* read into a struct scenario_weights */
extern const struct members schema_optimizer; /* into a struct optimizer, but for its constants */

/* With the constants and the flag of that row behind those that `out` has. */
struct members schema_constants(const struct optimizer_row *of, struct text *out);

enum { SCHEMA_STOP_ROWS = STOP_REASON_COUNT, SCHEMA_TABLES = 16 };

/* Read into a struct stop. */
struct members schema_stop(struct member rows[SCHEMA_STOP_ROWS]);

/* All of these; returns how many. */
size_t schema_tables(struct members tables[SCHEMA_TABLES], struct member stop[SCHEMA_STOP_ROWS]);

/* What the tables name: each reads a member into a struct scenario, unless it says. */
bool scenario_read_loss(const struct node *loss, void *scenario);
bool scenario_read_network(const struct node *network, void *scenario);
bool scenario_read_scale(const struct node *scale, void *weights); /* struct scenario_weights */
bool scenario_read_graph(const struct node *graph, void *scenario);
bool scenario_read_truncate(const struct node *truncate, void *scenario);
bool scenario_read_data(const struct node *data, void *scenario);
bool scenario_read_samples(const struct node *samples, void *scenario);
bool scenario_read_sequences(const struct node *sequences, void *scenario);
bool scenario_read_held(const struct node *held, void *scenario);
bool scenario_read_csv(const struct node *csv, void *scenario);
bool scenario_read_generator(const struct node *kind, void *scenario);
bool scenario_read_validation(const struct node *validation, void *scenario);
bool scenario_read_standardize(const struct node *standardize, void *scenario);
bool scenario_read_batch(const struct node *batch, void *scenario);
bool scenario_read_optimizer(const struct node *optimizer, void *scenario);
bool scenario_read_stop(const struct node *stop, void *scenario);
bool scenario_read_min_delta(const struct node *delta, void *stop); /* struct stop */
bool scenario_read_mistake(const struct node *mistake, void *scenario);
bool scenario_read_compare(const struct node *compare, void *scenario);
bool scenario_read_session(const struct node *session, void *scenario);
bool scenario_read_moment(const struct node *moment, void *scenario);
bool scenario_read_of(const struct node *of, void *scenario);
bool scenario_read_changes(const struct node *changes, void *scenario);

/* "weights_file" of the network, if there is one, into the parameters of all layers; a layer that
 * has "weights" or "biases" of its own is an error. */
bool scenario_read_weights_file(const struct node *network, const struct net *net, double *params);

/* Whether the loss can judge what the output layer puts out. */
bool scenario_check_loss(const struct node *root, const struct net *net);

/* Whether "time_reduction" and "truncate" are those of a recurrent network, if they are there. */
bool scenario_check_times(const struct node *root, const struct net *net);

/* A list of sequences, "sequences" or "validation_sequences" of the data, which begin to have times
 * of their own: x and t of every sequence have room for the longest of both lists. */
bool scenario_sequences(const struct node *list, const struct net *net, struct dataset *out);

/* Whether the loss is defined for these targets, t(count), which stand in that list. */
bool scenario_check_targets(const struct node *list, enum loss loss, size_t count,
                            const double *t);

/* "script" and "next" of the whole document; what is wrong with them stands in the script. */
void scenario_read_script(const struct node *root, struct scenario *scenario);

#endif
