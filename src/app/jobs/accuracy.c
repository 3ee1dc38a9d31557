#include "app/jobs/accuracy.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* Parameters times samples of one classification, where a sample by itself counts as so many: a few
 * milliseconds. While the run goes on, it is made less often. */
enum { AFFORDABLE = 12000000, SAMPLE = 100, LOSSES_MAX = 1 << 18 };
static const double running_ms = 300.0;

bool accuracy_begin(struct accuracy *accuracy, const struct dataset *data, struct error *err)
{
    size_t classes = classify_count(data->targets);

    *accuracy = (struct accuracy){.has_classes = classify_has_classes(data)};
    return !accuracy->has_classes || (confusion_init(&accuracy->training, classes, err)
                                   && confusion_init(&accuracy->validation, classes, err));
}

void accuracy_finish(struct accuracy *accuracy)
{
    confusion_finish(&accuracy->training);
    confusion_finish(&accuracy->validation);
    free(accuracy->losses);
    *accuracy = (struct accuracy){0};
}

static size_t loss_each(const struct accuracy *accuracy)
{
    return accuracy->loss_each > 0 ? accuracy->loss_each : 1;
}

/* Iterations from one loss that is kept to the next. */
static uint64_t loss_iterations(const struct accuracy *accuracy, const struct program *program)
{
    return loss_each(accuracy) * program_epoch_iterations(program);
}

/* Keeps every second loss. */
static void thin_out(struct accuracy *accuracy)
{
    for (size_t i = 0; i < LOSSES_MAX / 2; i++)
        accuracy->losses[i] = accuracy->losses[2 * i + 1];
    accuracy->loss_count /= 2;
    accuracy->loss_each = 2 * loss_each(accuracy);
}

static void resize(struct accuracy *accuracy, size_t capacity)
{
    accuracy->loss_capacity = capacity;
    accuracy->losses = memory_resize(accuracy->losses, capacity, sizeof *accuracy->losses);
}

void accuracy_make_room(struct accuracy *accuracy, const struct dataset *data)
{
    if (data->validation > 0 && accuracy->loss_capacity < LOSSES_MAX)
        resize(accuracy, LOSSES_MAX);
    if (accuracy->loss_count == LOSSES_MAX)
        thin_out(accuracy);
}

size_t accuracy_room(const struct accuracy *accuracy)
{
    return LOSSES_MAX - accuracy->loss_count;
}

void accuracy_record(struct accuracy *accuracy, const struct stepper *stepper)
{
    if (stepper->scratch == NULL
        || stepper->here.iteration
               != (accuracy->loss_count + 1) * loss_iterations(accuracy, &stepper->program))
        return;
    if (accuracy->loss_count == LOSSES_MAX) {
        thin_out(accuracy);
        accuracy_record(accuracy, stepper);
        return;
    }
    if (accuracy->loss_count == accuracy->loss_capacity)
        resize(accuracy, accuracy->loss_capacity > 0 ? 2 * accuracy->loss_capacity : 64);
    accuracy->losses[accuracy->loss_count++] = stepper->state.validation_loss;
}

void accuracy_forget(struct accuracy *accuracy, const struct program *program, uint64_t iteration)
{
    uint64_t whole = (iteration - 1) / loss_iterations(accuracy, program);

    if (accuracy->loss_count > whole)
        accuracy->loss_count = (size_t)whole;
    accuracy->made_for = 0;
}

/* Of the range's first samples, as many as can be classified at once; of classes the counts,
    too. */
static struct evaluation evaluate(const struct accuracy *accuracy, const struct accuracy_of *of,
                                  struct evaluate_range range, const double *params,
                                  struct confusion *confusion)
{
    const struct dataset *data = of->stepper->data;
    const struct net *net = of->stepper->net;
    struct evaluation result = {.classes = accuracy->has_classes};
    size_t most = AFFORDABLE / (net->param_count + SAMPLE) + 1;

    range.count = range.count < most ? range.count : most;
    result.samples = range.count;
    if (!result.classes) {
        result.loss = evaluate_loss(MISTAKE_NONE, net, data, range, params, of->scratch);
        return result;
    }
    result.loss = confusion_count(confusion, MISTAKE_NONE, net, data, range, params, of->scratch);
    result.right = confusion->right;
    return result;
}

/* With the parameters that the cursor shows. */
static void evaluate_both(struct accuracy *accuracy, const struct accuracy_of *of,
                          const struct snapshot *snapshot, bool moved)
{
    const struct dataset *data = of->stepper->data;
    uint64_t now = 2 * snapshot->place.iteration + moved;
    const double *params = moved ? snapshot->now : snapshot->before;

    if (accuracy->made_for == now
        || (of->hurries && accuracy->made_for != 0
            && of->now_ms - accuracy->made_ms < running_ms))
        return;
    accuracy->made_for = now;
    accuracy->made_ms = of->now_ms;
    accuracy->training_result = evaluate(accuracy, of, evaluate_training(data), params,
                                         &accuracy->training);
    accuracy->validation_result = evaluate(accuracy, of, evaluate_validation(data), params,
                                           &accuracy->validation);
}

void accuracy_result(struct accuracy *accuracy, const struct accuracy_of *of,
                     struct snapshot *snapshot)
{
    if (snapshot->place.step == 0 || snapshot->place.unit.kind != UNIT_STOP)
        return;
    evaluate_both(accuracy, of, snapshot, true);
    snapshot->training_result = accuracy->training_result;
    snapshot->validation_result = accuracy->validation_result;
}

struct evaluation accuracy_of_other(const struct accuracy *accuracy,
                                    const struct accuracy_of *other, const double *params)
{
    struct confusion confusion = {0};
    struct evaluation result = {0};

    if (!accuracy->has_classes || confusion_init(&confusion, accuracy->training.classes, NULL))
        result = evaluate(accuracy, other, evaluate_training(other->stepper->data), params,
                          &confusion);
    confusion_finish(&confusion);
    return result;
}

void accuracy_make(struct accuracy *accuracy, const struct accuracy_of *of,
                   const struct snapshot *snapshot, bool moved, struct view_accuracy *out)
{
    const struct program *program = &of->stepper->program;
    uint64_t done = snapshot->place.iteration - (moved ? 0 : 1);
    uint64_t epochs = done / program_epoch_iterations(program);

    *out = (struct view_accuracy){.validation_loss = (double)NAN};
    if (epochs > 0 && epochs % loss_each(accuracy) == 0
        && epochs / loss_each(accuracy) <= accuracy->loss_count)
        out->validation_loss = accuracy->losses[epochs / loss_each(accuracy) - 1];
    else if (epochs > 0 && accuracy->loss_each > 1)
        out->validation_loss = of->stepper->state.validation_loss;
    out->validation_losses = accuracy->losses;
    out->validation_count = accuracy->loss_count;
    out->validation_iterations = (size_t)loss_iterations(accuracy, program);
    out->iterations_an_epoch = (size_t)program_epoch_iterations(program);
    if (!accuracy->has_classes)
        return;
    evaluate_both(accuracy, of, snapshot, moved);
    out->training = &accuracy->training;
    out->validation = &accuracy->validation;
}
