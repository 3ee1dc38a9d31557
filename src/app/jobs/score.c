#include "app/jobs/score.h"

#include "app/app.h"
#include "app/run/travel.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* Parameters times samples of one classification, where a sample by itself counts as so many: a few
 * milliseconds. While the run goes on, it is made less often. */
enum { AFFORDABLE = 16000000, SAMPLE = 100, LOSSES_MAX = 1 << 18 };
static const double running_ms = 300.0;

bool score_begin(struct app *app, struct error *err)
{
    const struct dataset *data = &app->run.scenario.data;
    struct score *score = &app->run.score;
    size_t classes = classify_count(data->targets);

    *score = (struct score){.has_classes = classify_has_classes(data)};
    return !score->has_classes || (confusion_init(&score->training, classes, err)
                                   && confusion_init(&score->validation, classes, err));
}

void score_finish(struct score *score)
{
    confusion_finish(&score->training);
    confusion_finish(&score->validation);
    free(score->losses);
    *score = (struct score){0};
}

static size_t loss_each(const struct score *score)
{
    return score->loss_each > 0 ? score->loss_each : 1;
}

/* Iterations from one loss that is kept to the next. */
static uint64_t loss_iterations(const struct app *app)
{
    return loss_each(&app->run.score) * program_epoch_iterations(&app->run.stepper.program);
}

void score_record(struct app *app)
{
    struct score *score = &app->run.score;

    if (app->run.scenario.data.validation == 0
        || app->run.stepper.here.iteration != (score->loss_count + 1) * loss_iterations(app))
        return;
    if (score->loss_count == LOSSES_MAX) {
        for (size_t i = 0; i < LOSSES_MAX / 2; i++)
            score->losses[i] = score->losses[2 * i + 1];
        score->loss_count /= 2;
        score->loss_each = 2 * loss_each(score);
        score_record(app);
        return;
    }
    if (score->loss_count == score->loss_capacity) {
        score->loss_capacity = score->loss_capacity > 0 ? 2 * score->loss_capacity : 64;
        score->losses = memory_resize(score->losses, score->loss_capacity, sizeof *score->losses);
    }
    score->losses[score->loss_count++] = app->run.stepper.state.validation_loss;
}

void score_forget(struct app *app, uint64_t iteration)
{
    uint64_t whole = (iteration - 1) / loss_iterations(app);

    if (app->run.score.loss_count > whole)
        app->run.score.loss_count = (size_t)whole;
    app->run.score.made_for = 0;
}

/* As many of the range's samples as can be classified at once. */
static struct evaluate_range affordable(const struct app *app, struct evaluate_range range)
{
    size_t most = AFFORDABLE / (app->run.scenario.net.param_count + SAMPLE) + 1;

    range.count = range.count < most ? range.count : most;
    return range;
}

/* Of the range's first samples; of classes the counts, too. */
static struct evaluation evaluate(struct app *app, struct evaluate_range range,
                                  const double *params, struct confusion *confusion)
{
    const struct scenario *scenario = &app->run.scenario;
    struct evaluation result = {.classes = app->run.score.has_classes};

    range = affordable(app, range);
    result.samples = range.count;
    if (!result.classes) {
        result.loss = evaluate_loss(MISTAKE_NONE, &scenario->net, &scenario->data, range, params,
                                    app->run.scratch);
        return result;
    }
    result.loss = confusion_count(confusion, MISTAKE_NONE, &scenario->net, &scenario->data, range,
                                  params, app->run.scratch);
    result.right = confusion->right;
    return result;
}

/* With the parameters that the cursor shows. */
static void evaluate_both(struct app *app, const struct snapshot *snapshot, bool moved)
{
    const struct dataset *data = &app->run.scenario.data;
    uint64_t now = 2 * snapshot->place.iteration + moved;
    struct score *score = &app->run.score;
    const double *params = moved ? snapshot->now : snapshot->before;

    if (score->made_for == now
        || (app->run.hurry.on && score->made_for != 0
        && app->shown.now_ms - score->made_ms < running_ms))
        return;
    score->made_for = now;
    score->made_ms = app->shown.now_ms;
    score->training_result = evaluate(app, evaluate_training(data), params, &score->training);
    score->validation_result = evaluate(app, evaluate_validation(data), params, &score->validation);
}

void score_result(struct app *app, struct snapshot *snapshot)
{
    if (snapshot->place.step == 0 || snapshot->place.unit.kind != UNIT_STOP)
        return;
    evaluate_both(app, snapshot, true);
    snapshot->training_result = app->run.score.training_result;
    snapshot->validation_result = app->run.score.validation_result;
}

void score_make(struct app *app, const struct snapshot *snapshot, struct view_score *out)
{
    bool moved = travel_has_moved(app);
    uint64_t done = snapshot->place.iteration - (moved ? 0 : 1);
    uint64_t epochs = done / program_epoch_iterations(&app->run.stepper.program);
    struct score *score = &app->run.score;

    *out = (struct view_score){.validation_loss = (double)NAN};
    if (epochs > 0 && epochs % loss_each(score) == 0
        && epochs / loss_each(score) <= score->loss_count)
        out->validation_loss = score->losses[epochs / loss_each(score) - 1];
    else if (epochs > 0 && score->loss_each > 1)
        out->validation_loss = app->run.stepper.state.validation_loss;
    out->validation_losses = score->losses;
    out->validation_count = score->loss_count;
    out->validation_iterations = (size_t)loss_iterations(app);
    out->iterations_an_epoch = (size_t)program_epoch_iterations(&app->run.stepper.program);
    if (!score->has_classes)
        return;
    evaluate_both(app, snapshot, moved);
    out->training = &score->training;
    out->validation = &score->validation;
}
