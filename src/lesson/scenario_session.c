/* "session" of a scenario: see session.h. */
#include "lesson/scenario.h"
#include "lesson/scenario_parts.h"

#include "engine/program.h"

#include "base/memory.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

const char *const session_change_names[EDIT_KIND_COUNT] = {
    [EDIT_WEIGHT] = "weight",
    [EDIT_BIAS] = "bias",
    [EDIT_INPUT] = "input",
    [EDIT_TARGET] = "target",
    [EDIT_LEARNING_RATE] = "learning_rate",
    [EDIT_RECURRENT] = "recurrent_weight",
    [EDIT_OPTIMIZER] = "optimizer",
    [EDIT_LEAF] = "leaf",
};

void session_finish(struct session *session)
{
    edit_log_finish(&session->edits);
    free(session->of);
    *session = (struct session){0};
}

/* A member that must be a whole number from 1; *out counts from 0. */
static bool read_number_of(const struct node *object, const char *key, size_t count,
                           const char *count_name, size_t *out)
{
    struct node node = node_member(object, key);
    uint64_t number = 0;

    if (!node_require(&node, "a whole number, counted from 1") ||
        !node_whole_of(&node, 1, count, count_name, &number))
        return false;
    *out = (size_t)number - 1;
    return true;
}

/* "layer" and "unit" of a weight or a bias; "from" of a weight. */
static bool read_parameter(const struct node *object, const struct net *net, struct edit *edit)
{
    bool weight = edit->kind != EDIT_BIAS, recurrent = edit->kind == EDIT_RECURRENT;
    const struct net_layer *layer;

    if (!members_only(object, weight ? "layer unit from" : "layer unit") ||
        !read_number_of(object, "layer", net->layer_count, "the number of layers", &edit->layer))
        return false;
    layer = &net->layers[++edit->layer];
    if (!weight && !layer->has_biases)
        return node_error(object, "layer %zu has no biases", edit->layer);
    if (recurrent && !layer->recurrent)
        return node_error(object, "layer %zu is not recurrent", edit->layer);
    return read_number_of(object, "unit", layer->out, "the units of the layer", &edit->to) &&
           (!weight ||
            read_number_of(object, "from", recurrent ? layer->out : layer->in,
                           recurrent ? "the units of the layer" : "the units of the layer below",
                           &edit->from));
}

/* "time" of a datum of a sequence: one that it has, for a target one at which it has one. */
static bool read_time(const struct node *object, const struct scenario *scenario,
                      struct edit *edit)
{
    const struct net *net = &scenario->net;
    const struct dataset *data = &scenario->data;
    struct node time = node_member(object, "time");
    bool input = edit->kind == EDIT_INPUT;
    const double *numbers = input ? dataset_x(data, edit->sample) : dataset_t(data, edit->sample);
    size_t width = input ? net->layers[0].out : net_output(net)->out;
    uint64_t at = 0;

    if (!net->recurrent)
        return time.json == NULL || node_error(&time, "the samples are no sequences; remove it");
    if (!node_require(&time, "the time in the sequence, from 1") ||
        !node_whole_of(&time, 1, net->times, "the longest sequence", &at))
        return false;
    edit->time = (size_t)at;
    return !isnan(numbers[(at - 1) * width]) ||
           node_error(&time, "sequence %zu has no %s at time %zu", edit->sample,
                      input ? "input" : "target", edit->time);
}

static bool read_datum(const struct node *object, const struct scenario *scenario,
                       struct edit *edit)
{
    const struct dataset *data = &scenario->data;
    struct node sample = node_member(object, "sample");
    size_t count = (edit->kind == EDIT_INPUT ? data->inputs : data->targets) / data->times;
    uint64_t index = 0;

    if (!members_only(object, "sample unit time") ||
        !node_require(&sample, "the sample's index in the data, from 0") ||
        !node_whole_of(&sample, 0, data->count - 1, "the last sample", &index))
        return false;
    edit->sample = (size_t)index;
    return read_time(object, scenario, edit) &&
           read_number_of(object, "unit", count,
                          edit->kind == EDIT_INPUT ? "the number of inputs"
                                                   : "the units of the output layer", &edit->to);
}

static bool read_optimizer_choice(const struct node *object, struct edit *edit)
{
    const char *words[OPTIMIZERS_MAX];
    struct node kind = node_member(object, "kind");
    size_t count = optimizer_names(words), index = 0;

    if (!members_only(object, "kind") || !node_require(&kind, "the optimiser's name") ||
        !node_choice(&kind, words, count, &index))
        return false;
    edit->value = (double)index;
    return true;
}

/* What is changed: the one member of a change that names a kind. */
static bool read_target(const struct node *change, const struct scenario *scenario,
                        struct edit *edit)
{
    struct node found = {0};

    for (size_t k = 0; k < EDIT_KIND_COUNT; k++) {
        struct node member = node_member(change, session_change_names[k]);

        if (member.json == NULL)
            continue;
        if (found.json != NULL)
            return node_error(&member, "a change has one thing that it changes, and %s stands here "
                                       "too; make it a change of its own", found.key);
        found = member;
        edit->kind = (enum edit_kind)k;
    }
    if (found.json == NULL)
        return node_error(change, "found nothing that is changed, expected \"weight\", \"bias\", "
                                  "\"input\", \"target\", \"learning_rate\" or \"optimizer\"");
    if (edit->kind == EDIT_LEARNING_RATE)
        return members_check(&found, &(struct members){0});
    if (edit->kind == EDIT_OPTIMIZER)
        return read_optimizer_choice(&found, edit);
    return edit->kind != EDIT_INPUT && edit->kind != EDIT_TARGET
               ? read_parameter(&found, &scenario->net, edit)
               : read_datum(&found, scenario, edit);
}

static bool read_value(const struct node *change, const struct scenario *scenario,
                       struct edit *edit)
{
    struct node value = node_member(change, "value");

    if (edit->kind == EDIT_OPTIMIZER && value.json != NULL)
        return node_error(&value, "another optimiser has no value; remove it");
    if (edit->kind == EDIT_OPTIMIZER)
        return true;
    if (!node_require(&value, "the new value, a number") || !node_number(&value, &edit->value))
        return false;
    if (edit->kind == EDIT_LEARNING_RATE && edit->value < 0)
        return node_unexpected(&value, "a learning rate of at least 0");
    if (edit->kind == EDIT_TARGET && !loss_takes_target(scenario->net.loss, edit->value))
        return node_unexpected(&value, "a target %s for %s", loss_row(scenario->net.loss)->range,
                               loss_row(scenario->net.loss)->name);
    return true;
}

/* The step a change comes after; what belongs to the optimiser changes between iterations. */
static bool read_after(const struct node *change, const struct program *program, struct edit *edit)
{
    struct node after = node_member(change, "after");
    struct place place;

    if (!node_require(&after, "the step that the change comes after") ||
        !node_whole(&after, 0, INT64_MAX, &edit->step))
        return false;
    if (edit->step == 0 || edit->kind == EDIT_INPUT || edit->kind == EDIT_TARGET)
        return true;
    program_locate(program, edit->step, 0, &place);
    if (place.index == place.count)
        return true;
    return node_unexpected(&after, "a step that ends an iteration, such as %llu: a %s changes "
                                   "between two iterations",
                           (unsigned long long)program_iteration_start(program, place.iteration),
                           edit->kind == EDIT_LEARNING_RATE ? "learning rate"
                                                            : session_change_names[edit->kind]);
}

static bool read_change(const struct node *change, const struct scenario *scenario,
                        const struct program *program, struct edit_log *edits)
{
    struct edit edit = {0};

    if (!members_only(change, "after weight bias input target learning_rate optimizer "
                              "value recurrent_weight") ||
        !read_target(change, scenario, &edit) || !read_value(change, scenario, &edit) ||
        !read_after(change, program, &edit))
        return false;
    if (edit_log_find(edits, &edit) != NULL)
        return node_error(change, "the same number is changed after the same step before; keep one "
                                  "of the two");
    edit_log_put(edits, &edit);
    return true;
}

/* ---- of a graph ---- */

static bool read_leaf(const struct node *object, const struct graph *graph, size_t *leaf)
{
    struct node name = node_member(object, "name");
    const char *word = json_string_value(name.json);

    if (!members_only(object, "name") || !node_require(&name, "the name of a value"))
        return false;
    if (word == NULL)
        return node_unexpected(&name, "the name of a value in double quotes");
    *leaf = graph_find(graph, word);
    return *leaf < graph->leaf_count ||
           node_error(&name, "no value of the graph is called \"%.80s\"", word);
}

static bool read_graph_change(const struct node *change, const struct scenario *scenario,
                              struct edit_log *edits)
{
    const struct graph *graph = &scenario->graph.graph;
    size_t units = program_iteration_units(&graph->program, 1), found = 0;
    struct node after = node_member(change, "after"), value = node_member(change, "value"), what;
    struct edit edit = {0};

    if (!members_only(change, "after leaf learning_rate optimizer value"))
        return false;
    for (size_t k = 0; k < EDIT_KIND_COUNT; k++) {
        if (node_member(change, session_change_names[k]).json != NULL) {
            edit.kind = (enum edit_kind)k;
            found++;
        }
    }
    if (found != 1)
        return node_error(change, "found %zu things that are changed, expected one: \"leaf\", "
                                  "\"learning_rate\" or \"optimizer\"", found);
    what = node_member(change, session_change_names[edit.kind]);
    if ((edit.kind == EDIT_LEAF && !read_leaf(&what, graph, &edit.to)) ||
        (edit.kind == EDIT_LEARNING_RATE && !members_check(&what, &(struct members){0})) ||
        (edit.kind == EDIT_OPTIMIZER && !read_optimizer_choice(&what, &edit)))
        return false;
    if (edit.kind != EDIT_OPTIMIZER &&
        (!node_require(&value, "the new value, a number") || !node_number(&value, &edit.value)))
        return false;
    if (!node_require(&after, "the step that the change comes after") ||
        !node_whole(&after, 0, INT64_MAX, &edit.step))
        return false;
    if (edit.step % units != 0)
        return node_unexpected(&after, "a step that ends an iteration: a multiple of %zu", units);
    edit_log_put(edits, &edit);
    return true;
}

bool scenario_read_changes(const struct node *list, void *out)
{
    struct scenario *scenario = out;
    struct edit_log *edits = &scenario->session.edits;
    bool graph = scenario_is_graph(scenario), ok = true;
    struct program program = {0};

    if (!node_check_list(list, "a list of changes"))
        return false;
    if (!graph && !program_init(&program, &scenario->net, scenario->data.count,
                                scenario->training.batch, list->err))
        return false;
    for (size_t i = 0; ok && i < node_size(list); i++) {
        struct node change = node_element(list, i);

        ok = graph ? read_graph_change(&change, scenario, edits)
                   : read_change(&change, scenario, &program, edits);
    }
    program_finish(&program);
    return ok;
}

bool scenario_read_of(const struct node *of, void *scenario)
{
    const char *path = json_string_value(of->json);

    if (path == NULL)
        return node_unexpected(of, "the path of a file in double quotes");
    ((struct scenario *)scenario)->session.of = memory_string(path);
    return true;
}

bool scenario_read_moment(const struct node *moment, void *scenario)
{
    uint64_t shown = 0;

    if (!node_whole(moment, 0, LONG_MAX, &shown))
        return false;
    ((struct scenario *)scenario)->session.moment = (long)shown;
    return true;
}

bool scenario_read_session(const struct node *session, void *out)
{
    struct scenario *scenario = out;

    scenario->session.present = true;
    scenario->session.moment = SESSION_ALL;
    scenario->session.granularity = GRANULARITY_NEURON;
    return members_read(session, &schema_session, scenario);
}

bool scenario_stepper(struct stepper *stepper, const struct scenario *scenario,
                      const struct edit_log *edits, struct error *err)
{
    if (!stepper_init(stepper, &scenario->net, &scenario->data, &scenario->training,
                      scenario->params, err))
        return false;
    edit_log_copy(&stepper->edits, edits);
    return true;
}

bool scenario_any_stepper(struct stepper *stepper, struct graph_run *run,
                          const struct scenario *scenario, const struct edit_log *edits,
                          struct error *err)
{
    const struct graph_start start = {scenario->graph.values, scenario->graph.trained,
                                      &scenario->training};

    if (!scenario_is_graph(scenario))
        return scenario_stepper(stepper, scenario, edits, err);
    if (!graph_run_init(run, stepper, &scenario->graph.graph, &start, err))
        return false;
    edit_log_copy(&stepper->edits, edits);
    return true;
}
