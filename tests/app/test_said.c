/* The numbers and names that stand in a lesson's sentences as plain words, outside of braces: each
 * is what the network has at that moment, what the screen shows there, or what is reckoned here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/walk/walk.h"
#include "lesson/variant_run.h"
#include "stage.h"

/* A number as it is written: no further from what it means than half a unit of its last digit. */
struct said {
    double number, half;
    const char *end;
};

enum { FACTS_MOST = 64 };

/* ---- reading ---- */

/* The digits of an exponent; false where there are none. */
static bool read_power(const char **at, int *power)
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    bool minus = strncmp(*at, "⁻", strlen("⁻")) == 0, any = false;

    *power = 0;
    for (*at += minus ? strlen("⁻") : 0;; any = true) {
        size_t d = 0;

        while (d < 10 && strncmp(*at, digits[d], strlen(digits[d])) != 0)
            d++;
        if (d == 10)
            break;
        *power = 10 * *power + (int)d;
        *at += strlen(digits[d]);
    }
    *power = minus ? -*power : *power;
    return any;
}

/* The number at `at`, which is a digit: 13,002 or 0.0302 or 3.5 × 10⁻⁵. */
static struct said read_number(const char *at)
{
    struct said said = {.half = 0.0};
    double unit = 1.0;
    size_t digits = 0;
    bool point = false;
    const char *times;
    int power;

    for (; isdigit((unsigned char)*at)
           || ((*at == ',' || (*at == '.' && !point)) && isdigit((unsigned char)at[1])); at++) {
        if (*at == '.')
            point = true;
        if (!isdigit((unsigned char)*at))
            continue;
        said.number = 10.0 * said.number + (*at - '0');
        unit /= point ? 10.0 : 1.0;
        digits++;
    }
    said.number *= unit;
    times = at + (*at == ' ');
    if (strncmp(times, "×", strlen("×")) == 0) {
        times += strlen("×");
        times += *times == ' ';
        if (strncmp(times, "10", 2) == 0 && (times += 2, read_power(&times, &power))) {
            said.number *= pow(10.0, power);
            unit *= pow(10.0, power);
            at = times;
        }
    }
    said.half = digits >= 2 ? 0.51 * unit : 0.0;
    said.end = at;
    return said;
}

static bool means(const struct said *said, double value)
{
    return fabs(said->number - fabs(value)) <= fmax(said->half, 1e-12 * fabs(value));
}

/* ---- what is so ---- */

/* Any number on the screen but those of the sentence itself. */
static bool is_shown(struct stage *stage, const struct said *said)
{
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];
        const char *text = c->kind == CANVAS_TEXT ? canvas_text_of(&stage->canvas, c) : "";

        for (; *text != '\0' && c->as.text.origin.y < 640.0f; text++)
            if (isdigit((unsigned char)*text)) {
                struct said shown = read_number(text);

                if (means(said, shown.number))
                    return true;
                text = shown.end - 1;
            }
    }
    return false;
}

/* One of so many numbers of the engine. Of thousands one would be near whatever is said. */
static bool is_among(const struct said *said, const double *numbers, size_t count)
{
    for (size_t i = 0; i < count && count < 400; i++)
        if (means(said, numbers[i]))
            return true;
    return false;
}

static size_t count_facts(struct run *run, double facts[FACTS_MOST])
{
    const struct net *net = &run->scenario.net;
    const struct dataset *data = &run->scenario.data;
    const struct stop *stop = &run->scenario.training.stop;
    struct series losses;
    struct place place;
    size_t count = 0, epoch = data->count / run->scenario.training.batch
                            + (data->count % run->scenario.training.batch > 0);

    stepper_place(&run->stepper, &place);
    const double all[] = {
        (double)net->param_count, (double)data->count, (double)data->validation,
        (double)(data->count + data->validation), (double)data->inputs, (double)data->times,
        (double)run->scenario.training.batch, (double)epoch, (double)place.iteration,
        (double)(place.iteration - 1),
        (double)program_epoch_iterations(&run->stepper.program),
        (double)stop->iterations, (double)stop->epochs,
        (double)run->accuracy.training.right, (double)run->accuracy.validation.right,
        run->stepper.state.optimizer.learning_rate, sqrt((double)data->inputs), run->loss_after,
        net->layer_count > 0 ? log((double)fmax(2.0, (double)net_output(net)->out)) : 0.0};

    for (; count < sizeof all / sizeof all[0]; count++)
        facts[count] = all[count];
    losses = record_losses(&run->record);
    if (place.iteration >= 2 && place.iteration - 2 < losses.count) /* of the iteration before */
        facts[count++] = series_value(&losses, (size_t)place.iteration - 2);
    for (size_t l = 1; l <= net->layer_count && count < FACTS_MOST; l++)
        facts[count++] = (double)net->layers[l].out;
    return count;
}

/* What a weight would be with its update, which a wrong run has made already. */
static bool is_moved(struct run *run, const struct said *said)
{
    const struct net *net = &run->scenario.net;
    struct snapshot snapshot;

    if (run_is_graph(run) || net->param_count > 100)
        return false;
    run_snapshot(run, &snapshot);
    for (size_t l = 1; l <= net->layer_count; l++)
        for (size_t i = 0; i < net->layers[l].out * net->layers[l].in; i++) {
            struct quantity w =
                quantity_of_weight(QUANTITY_VALUE, l, i / net->layers[l].in, i % net->layers[l].in);

            if (means(said, quantity_value(&snapshot, w)
                                - run->stepper.state.optimizer.learning_rate
                                      * quantity_value(&snapshot, quantity_as(w, QUANTITY_GRADIENT))))
                return true;
        }
    return false;
}

static bool is_so(struct stage *stage, const struct said *said)
{
    struct run *run = &stage->app.run;
    const struct compare *other = &stage->app.compare;
    double facts[FACTS_MOST];

    return is_among(said, facts, count_facts(run, facts)) || is_shown(stage, said)
        || is_among(said, run->stepper.block, run->scenario.net.block_size)
        || (run_is_graph(run) && (is_among(said, run->graph.values, run->graph.graph->count)
                                  || is_among(said, run->graph.gradients, run->graph.graph->count)))
        || (other->variant.kind != VARIANT_NONE
            && (means(said, other->loss_after) || is_moved(run, said)
                || is_among(said, other->stepper.block, run->scenario.net.block_size)));
}

/* ---- what is said of other runs ---- */

/* A lesson's own run, or that with another optimiser: the loss of each iteration, and how many. */
struct other_run {
    double losses[20000];
    size_t count;
};

static void run_other(struct other_run *other, const char *lesson, const struct variant *variant)
{
    struct stepper stepper = {0};
    struct stage stage;
    struct scenario *scenario = &stage.app.run.scenario;
    struct error err = {0};

    stage_setup(&stage);
    stage_open(&stage, lesson);
    if (variant->kind != VARIANT_NONE && !variant_apply(scenario, variant, &err))
        fail_msg("%s", err.text);
    assert_true(scenario_stepper(&stepper, scenario, &scenario->session.edits, &err));
    other->count = 0;
    while (stepper_step(&stepper)) {
        struct place place;

        stepper_place(&stepper, &place);
        if (place.unit.kind == UNIT_LOSS && place.batch_index + 1 == place.batch_count) {
            assert_true(other->count < sizeof other->losses / sizeof other->losses[0]);
            other->losses[other->count++] =
                stepper.state.batch_loss / (double)place.divisor;
        }
    }
    stepper_finish(&stepper);
    stage_teardown(&stage);
}

static double second_loss(const struct other_run *other)
{
    return other->losses[1];
}

static double last_loss(const struct other_run *other)
{
    return other->losses[other->count - 1];
}

static double iterations(const struct other_run *other)
{
    return (double)other->count;
}

/* The iteration that brings most, to the nearest ten. */
static double steepest(const struct other_run *other)
{
    size_t most = 1;

    for (size_t i = 1; i < other->count; i++)
        if (other->losses[i - 1] - other->losses[i]
            > other->losses[most - 1] - other->losses[most])
            most = i;
    return 10.0 * round((double)most / 10.0);
}

/* A station's number, and of which run it is. */
static const struct claim {
    const char *lesson;
    size_t station;
    double (*of)(const struct other_run *other);
    const char *run;
    struct variant variant;
} claims[] = {
    {"mazur-biases", 7, second_loss, "mazur", {VARIANT_NONE, 0.0}},
    {"mazur-biases", 9, last_loss, "mazur", {VARIANT_NONE, 0.0}},
    {"saturated", 10, steepest, "saturated", {VARIANT_NONE, 0.0}},
    {"momentum", 10, iterations, "momentum", {VARIANT_OPTIMIZER, OPTIMIZER_SGD}},
    {"adam", 9, iterations, "momentum", {VARIANT_NONE, 0.0}},
};

static bool is_claimed(const char *lesson, size_t station, const struct said *said)
{
    static struct other_run other;

    for (size_t i = 0; i < sizeof claims / sizeof claims[0]; i++) {
        if (strcmp(claims[i].lesson, lesson) != 0 || claims[i].station != station)
            continue;
        run_other(&other, claims[i].run, &claims[i].variant);
        if (means(said, claims[i].of(&other)))
            return true;
    }
    return false;
}

/* ---- the sentences ---- */

struct tally {
    size_t numbers, names;
    size_t changed, kept; /* of the numbers, made others on purpose: believed even so */
};

static void check_words(struct stage *stage, const char *lesson, size_t station, const char *words,
                        struct tally *tally)
{
    for (const char *at = words; *at != '\0'; at++) {
        struct said said, other;

        if (!isdigit((unsigned char)*at))
            continue;
        said = read_number(at);
        tally->numbers++;
        if (!is_so(stage, &said) && !is_claimed(lesson, station, &said))
            fail_msg("%s, station %zu: '%.*s' is said, and nothing there is so", lesson, station,
                     (int)(said.end - at), at);
        other = said;
        other.number = 1.37 * said.number + 3.0 * said.half;
        tally->changed += said.half > 0.0;
        tally->kept += said.half > 0.0 && is_so(stage, &other);
        at = said.end - 1;
    }
}

/* A letter with an index, h₁ or δ₂, is a unit's or a parameter's of this network. */
static void check_names(struct stage *stage, const char *lesson, size_t station, const char *words,
                        struct tally *tally)
{
    static const char *const keys[] = {"a", "w", "b", "value"};
    const struct run *run = &stage->app.run;

    for (const char *at = words; *at != '\0'; at++) {
        unsigned index = 0;
        bool known = false;
        char name[32];
        struct quantity q;

        if (!isalpha((unsigned char)*at))
            continue;
        for (unsigned d = 0; d < 10; d++) {
            char digit[4] = {(char)0xe2, (char)0x82, (char)(0x80 + d), '\0'};

            index = strncmp(at + 1, digit, 3) == 0 ? d + 1 : index;
        }
        for (size_t k = 0; k < sizeof keys / sizeof keys[0] && index > 0; k++) {
            snprintf(name, sizeof name, "%s %c%u", keys[k], *at, index - 1);
            known = known
                 || script_named(&run->scenario, &run->stepper.state.optimizer, name, &q, NULL);
        }
        tally->names += index > 0;
        if (index > 0 && !known)
            fail_msg("%s, station %zu: %c%u is said, and there is none", lesson, station, *at,
                     index - 1);
    }
}

static void check_lesson(void **state)
{
    const char *name = *state;
    struct tally tally = {0};
    struct stage stage;
    struct app *app = &stage.app;

    stage_setup(&stage);
    stage_open(&stage, name);
    for (size_t n = 1; n <= app->run.scenario.script.count; n++) {
        const char *say = app->run.scenario.script.stations[n - 1].say;
        bool bold = false;
        struct script_span span;

        assert_true(walk_to(app, n));
        stage_frame(&stage, 1280, 720);
        while (say != NULL && (span = script_next_span(&say, &bold)).kind != SCRIPT_SPAN_END) {
            char words[SCRIPT_SAY_MAX + 1];

            snprintf(words, sizeof words, "%.*s", (int)span.length, span.text);
            if (span.kind == SCRIPT_SPAN_TEXT) {
                check_words(&stage, name, n, words, &tally);
                check_names(&stage, name, n, words, &tally);
            }
        }
    }
    print_message("%s: %zu numbers; %zu were changed, %zu of them believed\n", name, tally.numbers,
                  tally.changed, tally.kept);
    assert_true(tally.names > 0 || strcmp(name, "dead-relu") != 0);
    assert_true(tally.numbers > 4 || strcmp(name, "mazur-mistake") != 0);
    assert_true(2 * tally.kept <= tally.changed); /* else the check proves little */
    stage_teardown(&stage);
}

int main(void)
{
    return stage_every_lesson("what a lesson's sentences say", check_lesson);
}
