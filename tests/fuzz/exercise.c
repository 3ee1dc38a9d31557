#include "exercise.h"

#include "base/text.h"
#include "lesson/scenario.h"
#include "lesson/trace.h"
#include "lesson/variant_run.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SMALL_BLOCK = 2000, STEPS = 60 };

const char *exercise_refused(const struct scenario *scenario, const struct error *err)
{
    static const struct scenario zero;

    if (err->text[0] == '\0')
        return "refused without a word";
    if (strncmp(err->text, "fuzz.json", 9) != 0)
        return "the error does not name the file";
    if (!text_valid_utf8(err->text, strlen(err->text)))
        return "the error is not UTF-8";
    for (const char *c = err->text; *c != '\0'; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            return "a control character in the error";
    }
    if (memcmp(scenario, &zero, sizeof zero) != 0)
        return "refused, but the scenario is not zeroed";
    return NULL;
}

static bool all_finite(const double *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(v[i]))
            return false;
    }
    return true;
}

static const char *check_accepted(const struct scenario *s)
{
    const struct training *training = &s->training;

    if (s->title == NULL || s->title[0] == '\0')
        return "no title";
    if (s->net.layer_count < 1 || s->net.layer_count > NET_LAYERS_MAX)
        return "a wrong number of layers";
    if (s->data.count < 1 || s->data.inputs != s->data.times * s->net.layers[0].out ||
        s->data.targets != s->data.times * net_output(&s->net)->out)
        return "data that do not fit the network";
    /* A sequence that is shorter than others ends in NaN, as does a time without a target. */
    if (!all_finite(s->params, s->net.param_count) ||
        (s->data.times == 1 && (!all_finite(s->data.x, s->data.count * s->data.inputs) ||
                                !all_finite(s->data.t, s->data.count * s->data.targets))))
        return "a number that is not finite";
    if (training->batch < 1 || training->batch > s->data.count)
        return "a batch out of range";
    if (!(training->optimizer.learning_rate >= 0) || !(training->stop.loss_below >= 0) ||
        !(training->stop.gradient_norm_below >= 0))
        return "a training setting out of range";
    return NULL;
}

/* What a second run beside it would begin with. */
static const char *vary(const struct scenario *scenario)
{
    struct variant_run run = {0};

    if (scenario->compare.kind == VARIANT_NONE)
        return NULL;
    if (!variant_begin(&run, scenario, &scenario->compare, NULL))
        return "the run beside it cannot begin";
    if (!all_finite(run.params, run.net.param_count)) {
        variant_finish(&run);
        return "a number that is not finite in the run beside it";
    }
    variant_finish(&run);
    return NULL;
}

static const char *train(const struct scenario *scenario)
{
    struct stepper stepper;
    struct error err = {0};
    FILE *out = tmpfile();

    if (!stepper_init(&stepper, &scenario->net, &scenario->data, &scenario->training,
                      scenario->params, &err)) {
        if (out != NULL)
            fclose(out);
        return "the stepper refuses what the reader accepts";
    }
    for (int i = 0; i < STEPS && stepper_step(&stepper); i++) {
        if (out != NULL)
            trace_unit(out, &stepper);
    }
    stepper_finish(&stepper);
    if (out != NULL)
        fclose(out);
    return NULL;
}

const char *exercise_scenario(const char *bytes, size_t length, bool *accepted)
{
    char summary[200];
    struct scenario scenario;
    struct error err = {0};
    const char *wrong;

    memset(&scenario, 0x5a, sizeof scenario);
    *accepted = scenario_parse(&scenario, bytes, length, "fuzz.json", &err);
    if (!*accepted)
        return exercise_refused(&scenario, &err);
    scenario_summary(&scenario, summary, sizeof summary);
    if (scenario_is_graph(&scenario)) {
        wrong = exercise_graph_run(&scenario);
        scenario_finish(&scenario);
        return wrong;
    }
    wrong = err.text[0] != '\0' ? "accepted with an error" : check_accepted(&scenario);
    if (wrong == NULL && scenario.net.block_size <= SMALL_BLOCK)
        wrong = train(&scenario);
    if (wrong == NULL)
        wrong = vary(&scenario);
    scenario_finish(&scenario);
    return wrong;
}
