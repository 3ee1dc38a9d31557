#include "app/jobs/nudge.h"

#include "app/run/course.h"
#include "app/graph/graph_shown.h"
#include "app/run/run.h"
#include "base/attributes.h"
#include "graph/graph_check.h"
#include "view/panel/nudge.h"

#include <string.h>

/* ---- a leaf of a graph ---- */

/* Which leaf: the one asked about, else the step's, else the one before, else the first. */
static struct quantity graph_nudge_leaf(const struct run *run, struct quantity asked,
                                        struct quantity before)
{
    struct graph_moment at = course_graph_moment(run, run->cursor);
    size_t leaves = at.run->graph->leaf_count;
    size_t leaf = at.place.step == 0                 ? leaves
                  : at.place.unit.kind == UNIT_BACKWARD   ? at.place.unit.layer
                  : at.place.unit.kind == UNIT_UPDATE     ? graph_moment_leaf(&at)
                                                     : leaves;

    asked = graph_shown_changeable(run, asked);
    if (asked.kind != QUANTITY_NONE)
        return asked;
    if (leaf >= leaves && before.kind != QUANTITY_NONE)
        return before;
    return graph_item_quantity((struct graph_item){GRAPH_ITEM_NODE, leaf < leaves ? leaf : 0});
}

/* The objective with one leaf elsewhere. */
struct leaf_at {
    const struct graph *graph;
    const double *leaves;
    size_t leaf;
};

static double objective_of(void *of, double value)
{
    const struct leaf_at *at = of;

    return graph_check_objective(at->graph, at->leaves, at->leaf, value);
}

/* What a card shows of it at the run's cursor; the profile has so many points. */
static void graph_nudge_make(const struct run *run, struct quantity leaf, struct nudge *nudge,
                             struct nudge_profile *profile, size_t points, struct nudge_card *card)
{
    struct graph_moment at = course_graph_moment(run, run->cursor);
    struct leaf_at here = {at.run->graph, graph_moment_values(&at), graph_item_of(leaf).index};
    struct optimizer_move move = {0};

    graph_check_nudge(here.graph, here.leaves, here.leaf, nudge);
    *card = (struct nudge_card){
        .nudge = nudge,
        .profile = profile,
        .parameter = leaf,
        .gradient = graph_item_quantity((struct graph_item){GRAPH_ITEM_GRADIENT, here.leaf}),
        .step_known = graph_moment_step(&at, here.leaf, &move),
        .samples = 1,
    };
    card->gradient_known = graph_moment_gradient(&at, here.leaf, &card->backprop);
    nudge_profile_start(profile, nudge, card->step_known ? move.step : 0.0, points);
    while (!nudge_profile_follow(profile, objective_of, &here, points))
        continue;
}

/* ---- a parameter of a network ---- */

/* Forward passes for the plot; fewer of large nets and batches. */
enum { POINTS = 61, POINTS_LARGE = 15, LARGE = 200000 };

/* The parameter that a quantity is of; NONE if it is of none. */
static struct quantity parameter_of(struct quantity q)
{
    return quantity_is_of_parameter(q) ? quantity_as(q, QUANTITY_VALUE) : (struct quantity){0};
}

struct quantity nudge_parameter(const struct nudge_job *job, const struct job_moment *moment)
{
    const struct explanation *explanation = moment->view->explanation;
    struct quantity chosen = parameter_of(moment->view->asked);

    if (!job->job.on)
        return (struct quantity){0};
    if (run_is_graph(moment->run))
        return graph_nudge_leaf(moment->run, moment->view->asked, job->parameter);
    if (chosen.kind == QUANTITY_NONE)
        chosen = parameter_of(explanation->about);
    /* What a step computes is marked last. */
    for (size_t i = explanation->mark_count; chosen.kind == QUANTITY_NONE && i-- > 0;)
        chosen = parameter_of(explanation->marks[i].quantity);
    if (chosen.kind == QUANTITY_NONE)
        chosen = job->parameter;
    if (chosen.kind == QUANTITY_NONE)
        chosen = quantity_of_weight(QUANTITY_VALUE, moment->view->snapshot->net->layer_count, 0, 0);
    return chosen;
}

static bool is_known(const struct job_moment *moment, struct quantity q)
{
    struct cursor cursor = moment->run->cursor;

    return reveal_known(moment->view->snapshot, cursor, cursor, q) != KNOWN_NOT_YET;
}

size_t nudge_samples(const struct snapshot *snapshot, bool *batch)
{
    const struct place *place = &snapshot->place;

    *batch = place->batch_count > 1 && place->step > 0
        && (place->unit.kind == UNIT_UPDATE || place->unit.kind == UNIT_STOP);
    return *batch ? place->batch_count : 1;
}

void nudge_load(const struct run *run, const struct snapshot *snapshot, bool batch,
                struct nudge_model *model)
{
    const struct net *net = snapshot->net;
    size_t inputs = net->layers[0].out, outputs = net_output(net)->out;

    model->divisor = batch ? snapshot->place.divisor : 1;
    for (size_t i = 0; i < model->data.count; i++) {
        const double *block = snapshot->now;

        if (batch) {
            stepper_load(&run->stepper, i, run->scratch);
            block = run->scratch;
        }
        for (size_t time = 0; time < net->times; time++, block += net->frame) {
            memcpy(&model->data.x[i * model->data.inputs + time * inputs],
                   block + net->layers[0].a, inputs * sizeof *block);
            memcpy(&model->data.t[i * model->data.targets + time * outputs], block + net->t,
                   outputs * sizeof *block);
        }
    }
}

/* The loss over a range of the parameter, for the plot. */
static void draw_profile(struct nudge_job *job, struct nudge_model *model, double step)
{
    size_t cost = model->net->param_count * model->data.count;
    size_t points = cost > LARGE ? POINTS_LARGE : POINTS;

    nudge_profile_start(&job->profile, &job->nudge, step, points);
    while (!nudge_profile_advance(&job->profile, model, points))
        continue;
}

static bool is_current(const struct job *head, const struct job_moment *moment)
{
    const struct nudge_job *job = (const struct nudge_job *)head;
    const struct run *run = moment->run;

    return quantity_equal(nudge_parameter(job, moment), job->parameter)
           && cursor_equal(job->cursor, run->cursor) && job->changes == run->journal.done;
}

/* Without memory there is nothing to show, and the next frame tries again. */
static bool nudge_net(struct nudge_job *job, const struct job_moment *moment,
                      struct quantity parameter)
{
    const struct snapshot *snapshot = moment->view->snapshot;
    bool batch;
    size_t samples = nudge_samples(snapshot, &batch);
    struct quantity gradient = quantity_as(parameter, batch ? QUANTITY_BATCH_GRADIENT
                                                            : QUANTITY_GRADIENT);
    struct quantity step = quantity_as(parameter, QUANTITY_STEP);
    struct nudge_model model = {0};

    if (!nudge_model_init(&model, snapshot->net, snapshot->before, samples, NULL))
        return false;
    nudge_load(moment->run, snapshot, batch, &model);
    nudge_run(&model, quantity_parameter(snapshot->net, parameter), &job->nudge);
    job->card = (struct nudge_card){
        .nudge = &job->nudge,
        .profile = &job->profile,
        .parameter = parameter,
        .gradient = gradient,
        .backprop = quantity_value(snapshot, gradient),
        .gradient_known = is_known(moment, gradient),
        .step_known = is_known(moment, step),
        .samples = samples,
    };
    draw_profile(job, &model, job->card.step_known ? quantity_value(snapshot, step) : 0.0);
    nudge_model_finish(&model);
    return true;
}

static bool begin(struct job *head, const struct job_moment *moment, struct error *err UNUSED)
{
    struct nudge_job *job = (struct nudge_job *)head;
    struct quantity parameter = nudge_parameter(job, moment);

    job->parameter = (struct quantity){0};
    if (run_is_graph(moment->run))
        graph_nudge_make(moment->run, parameter, &job->nudge, &job->profile, POINTS, &job->card);
    else if (!nudge_net(job, moment, parameter))
        return true;
    job->parameter = parameter;
    job->cursor = moment->run->cursor;
    job->changes = moment->run->journal.done;
    return true;
}

/* It is so little work that all of it is done at its beginning. */
static bool advance(struct job *head UNUSED, const struct job_moment *moment UNUSED,
                    bool at_once UNUSED)
{
    return true;
}

static const struct job_kind kind = {is_current, begin, advance, NULL};

const struct nudge_card *nudge_card(struct nudge_job *job, const struct job_moment *moment)
{
    struct error err;

    return job_update(&job->job, &kind, moment, &err) && job->parameter.kind != QUANTITY_NONE
               ? &job->card : NULL;
}
