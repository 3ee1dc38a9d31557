#include "lesson/scenario.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "lesson/table/csv_scenario.h"
#include "lesson/document.h"
#include "lesson/exchange/weights.h"
#include "lesson/scenario_parts.h"
#include "tensor/tensor_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VERSION = 1 };

/* The version comes first: of another one this program knows nothing else. */
static bool check_version(const struct node *root)
{
    struct node node = node_member(root, "backstep");
    double version = 0;

    if (!json_is_object(root->json))
        return node_unexpected(root, "an object: { \"backstep\": 1, ... }");
    if (!node_require(&node, "the format's version: \"backstep\": 1") ||
        !node_number(&node, &version))
        return false;
    return version == VERSION ||
           node_error(&node, "the file is of version %g of the format, this program reads version "
                             "%d; a newer program may read it",
                      version, VERSION);
}

/* The rows of what the document is: a graph's has fewer. */
static bool read_root(const struct node *root, struct scenario *scenario)
{
    bool graph = node_member(root, "graph").json != NULL;
    struct member rows[MEMBERS_MAX];
    struct members keys = schema_root;

    scenario->training.stop.divergence = true;
    if (!check_version(root))
        return false;
    keys.rows = rows;
    keys.count = 0;
    for (size_t i = 0; i < schema_root.count; i++) {
        struct node node = node_member(root, schema_root.rows[i].name);

        if (!graph || schema_root.rows[i].no_graph == NULL)
            rows[keys.count++] = schema_root.rows[i];
        else if (node.json != NULL)
            return node_error(&node, "found beside \"graph\": %s", schema_root.rows[i].no_graph);
    }
    if (!members_read(root, &keys, scenario))
        return false;
    if (scenario->title == NULL || scenario->title[0] == '\0') {
        free(scenario->title);
        scenario->title = memory_string(file_name(root->file));
    }
    return true;
}

/* What a session is saved into. */
static void keep_document(struct scenario *scenario, const char *bytes, size_t length,
                          const char *name)
{
    scenario->path = memory_string(name);
    scenario->document = memory_new(length + 1, 1);
    memcpy(scenario->document, bytes, length);
    scenario->document_length = length;
}

/* table: what was opened by itself; NULL: a file of JSON. */
static bool parse(struct scenario *scenario, const char *bytes, size_t length, const char *name,
                  struct csv_table *table, struct error *err)
{
    struct node root;
    json_t *json;
    bool ok;

    *scenario = (struct scenario){.opened = table};
    json = document_parse(bytes, length, name, err);
    if (json == NULL) {
        *scenario = (struct scenario){0};
        return false;
    }
    root = node_root(json, name, err);
    ok = read_root(&root, scenario);
    if (ok)
        scenario_read_script(&root, scenario);
    scenario->opened = NULL;
    if (ok && !scenario_is_graph(scenario))
        net_reserve_buffers(&scenario->net, edit_log_buffers(&scenario->session.edits,
                                                                 &scenario->training.optimizer));
    json_decref(json);
    if (ok)
        keep_document(scenario, bytes, length, name);
    else
        scenario_finish(scenario);
    return ok;
}

bool scenario_parse(struct scenario *scenario, const char *bytes, size_t length, const char *name,
                    struct error *err)
{
    memset(scenario, 0, sizeof *scenario);
    if (length > SCENARIO_BYTES_MAX)
        return error_set(err, "%s is larger than the limit of %d MiB", name,
                         SCENARIO_BYTES_MAX >> 20);
    return parse(scenario, bytes, length, name, NULL, err);
}

static bool open_table(struct scenario *scenario, const char *path,
                       const struct scenario_opening *opening, struct error *err)
{
    const struct csv_table_options options = {.header = -1, .progress = opening->progress};
    struct csv_table table;
    char *json;
    bool ok;

    if (!csv_table_open(&table, path, &options, err))
        return false;
    json = csv_scenario(&table, opening->target, err);
    ok = json != NULL && parse(scenario, json, strlen(json), path, &table, err);
    free(json);
    csv_table_finish(&table);
    return ok;
}

/* A file of weights alone: the scenario of weights.h. */
static bool open_weights(struct scenario *scenario, const char *bytes, size_t length,
                         const char *path, struct error *err)
{
    struct tensors tensors;
    struct tensor_layers layers;
    char *json = NULL;
    bool ok;

    if (!tensors_parse(&tensors, bytes, length, path, err))
        return false;
    if (tensor_layers_find(&layers, &tensors, false, path, err))
        json = weights_scenario(&layers, &(struct weights_wish){0}, file_name(path), err);
    ok = json != NULL && scenario_parse(scenario, json, strlen(json), path, err);
    free(json);
    tensors_finish(&tensors);
    return ok;
}

bool scenario_open(struct scenario *scenario, const char *path,
                   const struct scenario_opening *opening, struct error *err)
{
    char *bytes = NULL;
    size_t length = 0;
    bool ok;

    memset(scenario, 0, sizeof *scenario);
    if (link_is(path))
        return link_open(scenario, path, err);
    if (csv_scenario_is(path))
        return open_table(scenario, path, opening, err);
    if (opening->target != NULL)
        return error_set(err, "'%.200s' is no table, and --target names a table's column; expected "
                              "a file that ends in .csv, .tsv, .txt or .data", path);
    ok = file_read_named(path, TENSORS_BYTES_MAX, &bytes, &length, err)
      && !tensors_foreign(bytes, length, path, err)
      && (tensors_are(bytes, length) ? open_weights : scenario_parse)(scenario, bytes, length,
                                                                      path, err);
    free(bytes);
    return ok;
}

bool scenario_read(struct scenario *scenario, const char *path, struct error *err)
{
    return scenario_open(scenario, path, &(struct scenario_opening){0}, err);
}

void scenario_finish(struct scenario *scenario)
{
    free(scenario->title);
    free(scenario->about);
    free(scenario->source);
    free(scenario->params);
    free(scenario->path);
    free(scenario->document);
    free(scenario->table);
    free(scenario->graph.values);
    free(scenario->graph.trained);
    graph_finish(&scenario->graph.graph);
    session_finish(&scenario->session);
    script_finish(&scenario->script);
    dataset_finish(&scenario->data);
    net_finish(&scenario->net);
    memset(scenario, 0, sizeof *scenario);
}

bool scenario_is_graph(const struct scenario *scenario)
{
    return scenario->graph.graph.count > 0;
}

/* The summary. */

static void add_shape(struct text *out, const struct net *net)
{
    size_t weights = 0, recurrent = 0, biases = 0, trained = 0;

    for (size_t l = 0; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];

        text_printf(out, "%s%zu", l == 0 ? "" : "-", layer->out);
        if (l == 0)
            continue;
        weights += layer->in * layer->out;
        recurrent += layer->recurrent ? layer->out * layer->out : 0;
        biases += layer->has_biases ? layer->out : 0;
        trained += layer->train_biases ? layer->out : 0;
    }
    text_printf(out, "%s network, %zu weight%s", net->recurrent ? " recurrent" : "", weights,
                weights == 1 ? "" : "s");
    if (net->recurrent)
        text_printf(out, ", %zu recurrent weight%s", recurrent, recurrent == 1 ? "" : "s");
    text_printf(out, ", %zu bias%s%s", biases, biases == 1 ? "" : "es",
                trained < biases ? " (not trained)" : "");
}

/* What is recurrent about the loss. */
static void add_times(struct text *out, const struct net *net)
{
    if (!net->recurrent)
        return;
    text_printf(out, ", the %s over up to %zu time%s", net->time_mean ? "mean" : "sum", net->times,
                net->times == 1 ? "" : "s");
    if (net->truncate > 0)
        text_printf(out, ", gradients cut every %zu", net->truncate);
}

/* Each activation with the layers that share it, from the first layer on. */
static void add_activations(struct text *out, const struct net *net)
{
    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];

        text_printf(out, "%s%s", l == 1 ? "; " : ", ", activation_row(layer->activation)->name);
        if (layer->activation == ACTIVATION_LEAKY_RELU)
            text_printf(out, " (slope %g)", layer->slope);
    }
}

/* "; stops at " before the first criterion, " or " before the others. */
static void add_stop(struct text *out, const struct stop *stop)
{
    const char *before = "; stops at ";

    for (enum stop_reason r = STOP_ITERATIONS; r < STOP_PATIENCE; r++) {
        const struct stop_row *row = stop_row(r);

        if (!(stop_limit(stop, r) > 0))
            continue;
        text_printf(out, "%s%s ", before, row->says);
        if (row->counts)
            text_printf(out, "%llu", (unsigned long long)stop_count(stop, r));
        else
            text_printf(out, "%g", stop_limit(stop, r));
        before = " or ";
    }
    if (stop->patience > 0)
        text_printf(out, "%s%llu epoch%s without a loss better by %g", before,
                    (unsigned long long)stop->patience, stop->patience == 1 ? "" : "s",
                    stop->min_delta);
    if (!stop_is_set(stop))
        text_add(out, "; never stops by itself");
    if (!stop->divergence)
        text_add(out, "; goes on through infinity and NaN");
}

static void add_compare(struct text *out, const struct variant *compare)
{
    char words[VARIANT_WORDS_SIZE];

    if (compare->kind == VARIANT_MISTAKE)
        text_printf(out, "; beside it, wrong on purpose: %s",
                    mistake_name((enum mistake)compare->value));
    else if (compare->kind != VARIANT_NONE)
        text_printf(out, "; beside it, another run: %s", variant_words(compare, words));
}

static void add_session(struct text *out, const struct session *session)
{
    size_t changes = session->edits.count;

    if (session->present)
        text_printf(out, "; a session saved at step %llu, with %zu change%s by hand",
                    (unsigned long long)session->step, changes, changes == 1 ? "" : "s");
}

static void add_data(struct text *out, const struct scenario *scenario)
{
    const struct training *training = &scenario->training;

    add_shape(out, &scenario->net);
    add_activations(out, &scenario->net);
    text_printf(out, "; %s", loss_row(scenario->net.loss)->name);
    add_times(out, &scenario->net);
    text_printf(out, "; %zu %s%s in batches of %zu, %s", scenario->data.count,
                scenario->net.recurrent ? "sequence" : "sample",
                scenario->data.count == 1 ? "" : "s", training->batch,
                training->shuffle ? "shuffled" : "sequential");
    if (training->sum)
        text_printf(out, ", their losses summed");
    if (scenario->data.validation > 0)
        text_printf(out, ", %zu more held out to validate", scenario->data.validation);
    if (scenario->data.x_scales != NULL && !scenario->data.pixels)
        text_printf(out, ", inputs%s standardized",
                    scenario->data.t_scales != NULL ? " and targets" : "");
}

static void add_graph(struct text *out, const struct scenario_graph *of)
{
    size_t operations = graph_operation_count(&of->graph), leaves = of->graph.leaf_count;
    size_t trained = 0;

    for (size_t i = 0; i < leaves; i++)
        trained += of->trained[i] ? 1 : 0;
    text_printf(out, "graph of %zu operation%s on %zu value%s", operations,
                operations == 1 ? "" : "s", leaves, leaves == 1 ? "" : "s");
    if (trained < leaves)
        text_printf(out, ", of which %zu %s trained", trained, trained == 1 ? "is" : "are");
    text_printf(out, "; objective %s", of->graph.nodes[graph_objective(&of->graph)].name);
}

void scenario_summary(const struct scenario *scenario, char *out, size_t size)
{
    const struct training *training = &scenario->training;
    const struct optimizer_row *row = optimizer_row(training->optimizer.kind);
    struct text text;

    text_init(&text, out, size);
    if (scenario_is_graph(scenario))
        add_graph(&text, &scenario->graph);
    else
        add_data(&text, scenario);
    text_printf(&text, "; %s, learning rate %g", row->kind,
                training->optimizer.learning_rate);
    if (strcmp(row->name, row->kind) != 0)
        text_printf(&text, ", %s %g", row->title, training->optimizer.constants[0]);
    if (training->optimizer.l2 > 0)
        text_printf(&text, "; L2 %g", training->optimizer.l2);
    if (training->optimizer.clip_value > 0)
        text_printf(&text, "; gradients clipped at %g", training->optimizer.clip_value);
    if (training->optimizer.clip_norm > 0)
        text_printf(&text, "; their norm clipped at %g", training->optimizer.clip_norm);
    add_stop(&text, &training->stop);
    add_compare(&text, &scenario->compare);
    add_session(&text, &scenario->session);
}
