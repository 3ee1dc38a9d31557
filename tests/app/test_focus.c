/* Every lesson, every step of an iteration: what the step is about stands out, and the rest steps
 * back; counters, conventions and the loss so far are said at every text size; the sentence can be
 * left out, and what is below it then has its room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/run/travel.h"
#include "app/scene.h"
#include "layout_check.h"
#include "stage.h"
#include "../base/thorough.h"

static const float width = 1280.0f, height = 720.0f;

/* ---- what the step is about ---- */

static bool of_same_thing(struct quantity a, struct quantity b)
{
    if (a.layer != b.layer || a.to != b.to)
        return false;
    if (quantity_is_of_parameter(a) || quantity_is_of_parameter(b))
        return a.of == b.of && a.from == b.from && quantity_is_of_parameter(a)
            && quantity_is_of_parameter(b); /* at every time it is one */
    return a.time == b.time;
}

/* The marks of the step, of a station, or new in this step: it, or another number of its neuron or
 * parameter. */
static bool is_touched(const struct stage *stage, const struct snapshot *snapshot,
                       struct quantity q)
{
    const struct explanation *page = stage->app.shown.explanation;
    static const enum quantity_kind kinds[] = {
        QUANTITY_X, QUANTITY_Z, QUANTITY_A, QUANTITY_DA_OUTPUT, QUANTITY_DA_FUTURE, QUANTITY_DA,
        QUANTITY_DZ, QUANTITY_T, QUANTITY_LOSS_PART, QUANTITY_VALUE, QUANTITY_SHARE,
        QUANTITY_GRADIENT, QUANTITY_BATCH_GRADIENT, QUANTITY_OBJECTIVE_GRADIENT, QUANTITY_CLIPPED,
        QUANTITY_FIRST, QUANTITY_SECOND, QUANTITY_STEP, QUANTITY_NEW};
    struct cursor from = travel_origin(&stage->app.run, stage->app.run.granularity);

    q = quantity_settled(snapshot, q);
    for (size_t i = 0; i < page->mark_count; i++)
        if (of_same_thing(page->marks[i].quantity, q))
            return true;
    for (size_t i = 0; i < page->own_count; i++)
        if (of_same_thing(page->own_marks[i].quantity, q))
            return true;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct quantity other = q;

        if (quantity_is_of_parameter(q) != (kinds[i] >= QUANTITY_VALUE))
            continue;
        other.kind = kinds[i];
        if (kinds[i] < QUANTITY_VALUE)
            other = quantity_then(quantity_at(kinds[i], q.layer, q.to, 0), q.time);
        if (kinds[i] == QUANTITY_SHARE)
            for (other.time = snapshot->net->times; other.time > 1
                 && reveal_known(snapshot, from, stage->app.run.cursor, other) != KNOWN_FRESH;)
                other.time--;
        if (reveal_known(snapshot, from, stage->app.run.cursor, other) == KNOWN_FRESH)
            return true;
    }
    return false;
}

/* ---- what stands out ---- */

struct tally {
    size_t lit, dim, steps, unlit_steps;
    size_t places, missing;
};

static bool is_number(const char *text)
{
    return strpbrk(text, "0123456789") != NULL;
}

/* The numbers of the frame that is looked at: where each stands, and whether it is in soft ink. */
static struct {
    struct point middle;
    bool soft;
} inked[2048];
static size_t inked_count;

static void find_numbers(const struct stage *stage)
{
    const struct theme *theme = theme_get(stage->app.shown.settings.theme);

    inked_count = 0;
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind != CANVAS_TEXT || c->as.text.face < FONT_MONO
            || !is_number(canvas_text_of(&stage->canvas, c)))
            continue;
        assert_true(inked_count < sizeof inked / sizeof inked[0]);
        inked[inked_count].middle = rect_center(canvas_text_bounds(&stage->canvas, c));
        inked[inked_count++].soft = c->fill == theme->text_soft;
    }
}

/* Of the numbers in the place: how many are in soft ink, and how many are not. */
static void count_inks(struct rect place, size_t *soft, size_t *strong)
{
    *soft = *strong = 0;
    for (size_t i = 0; i < inked_count; i++)
        if (rect_contains(place, inked[i].middle))
            ++*(inked[i].soft ? soft : strong);
}

/* A number stands at the quantity's own place in the picture. */
static bool stands_there(const struct stage *stage, struct quantity q)
{
    const struct ui *ui = &stage->app.shown.ui;
    size_t soft, strong;

    for (size_t i = 0; i < ui->target_count; i++) {
        if (!ui->targets[i].item || ui->targets[i].line_half_px > 0.0f
            || !quantity_equal(quantity_unpack(ui->targets[i].action.argument), q))
            continue;
        count_inks(ui->targets[i].rect, &soft, &strong);
        if (soft + strong > 0)
            return true;
    }
    return false;
}

/* What the step is of is read where it belongs, on its neuron or its line: no legend. */
static void check_places(const struct stage *stage, const struct snapshot *snapshot,
                         struct tally *tally)
{
    const struct explanation *page = stage->app.shown.explanation;
    struct cursor at = stage->app.run.cursor;

    for (size_t i = 0; i < page->own_count + page->mark_count; i++) {
        struct quantity q = i < page->own_count ? page->own_marks[i].quantity
                                                : page->marks[i - page->own_count].quantity;
        bool known = reveal_known(snapshot, at, at, q) == KNOWN;

        if (!known || q.kind == QUANTITY_RATE || q.kind == QUANTITY_LOSS)
            continue;
        tally->places++;
        tally->missing += !stands_there(stage, q)
                       && !stands_there(stage, quantity_then(q, 0))
                       && !(q.kind == QUANTITY_GRADIENT
                            && stands_there(stage, quantity_as(q, QUANTITY_BATCH_GRADIENT)))
                       && !(q.kind == QUANTITY_GRADIENT && q.of == QUANTITY_OF_BIAS
                            && stands_there(stage, quantity_at(QUANTITY_DZ, q.layer, q.to, 0)));
    }
}

static void check_step(struct stage *stage, const char *name, struct tally *tally)
{
    const struct ui *ui = &stage->app.shown.ui;
    struct snapshot snapshot;
    size_t lit = 0;

    stage_frame(stage, width, height);
    find_numbers(stage);
    run_snapshot(&stage->app.run, &snapshot);
    if (stage->app.shown.explanation->mark_count == 0)
        return;
    check_places(stage, &snapshot, tally);
    for (size_t i = 0; i < ui->target_count; i++) {
        struct quantity q = quantity_unpack(ui->targets[i].action.argument);
        size_t soft, strong;
        bool touched;

        if (!ui->targets[i].item || ui->targets[i].line_half_px > 0.0f || q.kind == QUANTITY_RATE
            || q.kind == QUANTITY_LOSS || q.kind == QUANTITY_TIME_LOSS)
            continue;
        touched = is_touched(stage, &snapshot, q);
        count_inks(ui->targets[i].rect, &soft, &strong);
        if (!touched && strong > 0)
            fail_msg("%s, %s, step %llu.%zu: number %d of %d in layer %zu (%zu from %zu) stands out",
                     name, granularity_name(stage->app.run.granularity),
                     (unsigned long long)stage->app.run.cursor.step, stage->app.run.cursor.moment,
                     (int)q.kind, (int)q.of, q.layer, q.to, q.from);
        tally->dim += !touched && soft > 0;
        lit += touched && strong > 0;
    }
    tally->lit += lit;
    tally->steps++;
    tally->unlit_steps += lit == 0;
}

static void only_the_step_stands_out(void **state)
{
    static int turn;
    const char *name = *state;
    struct tally tally = {0};
    struct stage stage;

    stage_setup(&stage);
    stage_open(&stage, name);
    if (run_is_graph(&stage.app.run)) {
        stage_teardown(&stage);
        return;
    }
    for (int g = GRANULARITY_LAYER; g <= GRANULARITY_TERM; g++) {
        app_apply(&stage.app, COMMAND_START, 0.0);
        app_apply(&stage.app, COMMAND_GRANULARITY, g);
        for (int i = 0; i < 120 && stage.app.run.stepper.here.iteration < 2; i++) {
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
            /* Of the finer steps some are passed over, in each lesson others. */
            if (g == GRANULARITY_LAYER || (turn++ % thorough_stride(3)) == 0)
                check_step(&stage, name, &tally);
        }
    }
    print_message("%s: %zu lit, %zu dim, %zu steps, %zu without, %zu of %zu places missing\n", name,
                  tally.lit, tally.dim, tally.steps, tally.unlit_steps, tally.missing,
                  tally.places);
    assert_true(tally.steps > 10);
    assert_true(tally.lit > tally.steps / 2);
    assert_true(tally.dim > 0);
    /* Larger layers have room for the numbers of one neuron. */
    if (!stage.app.run.scenario.net.recurrent && stage.app.run.scenario.net.param_count < 19)
        assert_true(tally.missing * 5 < tally.places);
    stage_teardown(&stage);
}

/* ---- counters and conventions ---- */

/* Some text of the frame has those words in it, or is nothing but them. */
static bool says(const struct stage *stage, const char *words, bool alone)
{
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];
        const char *text = c->kind == CANVAS_TEXT ? canvas_text_of(&stage->canvas, c) : "";

        if (alone ? strcmp(text, words) == 0 : strstr(text, words) != NULL)
            return true;
    }
    return false;
}

static void expect(const struct stage *stage, const char *name, const char *words)
{
    if (!says(stage, words, false))
        fail_msg("%s at %.0fx%.0f, text %d, step %llu: '%s' is not said", name,
                 (double)stage->canvas.width, (double)stage->canvas.height,
                 stage->app.shown.settings.text_size,
                 (unsigned long long)stage->app.run.cursor.step, words);
}

/* The usual window, and in the suite 'long' a large one, a page and a phone. */
static const float windows[][2] = {{1280, 720}, {1920, 1080}, {768, 1024}, {480, 960}, {360, 800}};

static void check_said(struct stage *stage, const char *name, const float window[2])
{
    const struct run *run = &stage->app.run;
    const struct net *net = &run->scenario.net;
    const struct optimizer *optimizer = &run->stepper.state.optimizer;
    bool biases = false, trained = false;
    char rate[64];

    for (size_t l = 1; l <= net->layer_count; l++) {
        biases = biases || net->layers[l].has_biases;
        trained = trained || (net->layers[l].has_biases && net->layers[l].train_biases);
    }
    stage_frame(stage, window[0], window[1]);
    if (!says(stage, "it. ", false)) {
        expect(stage, name, "iteration ");
        expect(stage, name, "epoch ");
        expect(stage, name, net->recurrent && run->stepper.program.batch < 2 ? "sequence " : "sample ");
    } else {
        expect(stage, name, "ep. ");
    }
    expect(stage, name, "4 Weight update");
    if (!net->recurrent && stage->app.shown.settings.text_size < 1 && window[0] > window[1]
        && !says(stage, "loss", true))
        fail_msg("%s, text %d: no losses so far", name, stage->app.shown.settings.text_size);
    expect(stage, name, trained ? "biases trained" : biases ? "biases fixed" : "no biases");
    expect(stage, name, loss_row(net->loss)->title);
    snprintf(rate, sizeof rate, "η = %g", optimizer->learning_rate);
    expect(stage, name, rate);
    if (net_output(net)->out > 1)
        expect(stage, name, loss_row(net->loss)->mean ? "mean over outputs" : "sum over outputs");
    if (run->stepper.program.batch > 1)
        expect(stage, name, run->stepper.program.sum ? "sum over batch" : "mean over batch");
    if (net->recurrent)
        expect(stage, name, net->time_mean ? "mean over times" : "sum over times");
    if (optimizer->l2 != 0)
        expect(stage, name, "λ = ");
    if (strcmp(optimizer_row(optimizer->kind)->name, "adamw") == 0)
        expect(stage, name, "ω = ");
}

static void every_convention_is_said(void **state)
{
    const char *name = *state;
    struct stage stage;

    stage_setup(&stage);
    stage_open(&stage, name);
    for (int text = -1; text <= 2 && !run_is_graph(&stage.app.run); text++) {
        app_apply(&stage.app, COMMAND_START, 0.0);
        stage.app.shown.settings.text_size = text;
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_PHASE);
        for (int step = 0; step < 4; step++) {
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
            for (size_t i = 0; i < (thorough_stride(2) == 1 ? sizeof windows / sizeof windows[0] : 1); i++)
                check_said(&stage, name, windows[i]);
        }
    }
    stage_teardown(&stage);
}

/* ---- the sentence ---- */

static void press_one(void *context, struct key key)
{
    app_key(context, key, false);
}

static void press_keys(struct stage *stage, const char *keys)
{
    assert_true(key_script(keys, press_one, &stage->app, NULL));
}

/* The lower end of the panel. */
static float lowest_panel(const struct stage *stage)
{
    float lowest = 0.0f;

    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind == CANVAS_BOX && c->as.box.rect.h > 0.4f * height)
            lowest = fmaxf(lowest, c->as.box.rect.y + c->as.box.rect.h);
    }
    return lowest;
}

/* Something stands in the sentence's letters at its place. */
static bool has_sentence(const struct stage *stage)
{
    const struct shown_settings *settings = &stage->app.shown.settings;
    int size_px = scene_sizes(&settings->framing, width, height, settings->text_size).sentence_px;

    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind == CANVAS_TEXT && c->as.text.size_px == size_px
            && c->as.text.origin.x < 0.1f * width && c->as.text.origin.y > 0.8f * height
            && c->as.text.face == FONT_TEXT)
            return true;
    }
    return false;
}

static void the_sentence_can_be_left_out(void **state)
{
    size_t texts = 0, problems = 0;
    struct stage stage;
    float tall;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    press_keys(&stage, "Right*14");
    stage_frame(&stage, width, height);
    assert_true(has_sentence(&stage));
    tall = lowest_panel(&stage);
    press_keys(&stage, "Shift+B");
    stage_frame(&stage, width, height);
    assert_false(has_sentence(&stage));
    assert_true(lowest_panel(&stage) > tall);
    /* It stays so, with other steps, another lesson and at any size. */
    press_keys(&stage, "Right");
    stage_frame(&stage, width, height);
    assert_false(has_sentence(&stage));
    for (int text = 0; text <= 2; text++) {
        stage.app.shown.settings.text_size = text;
        stage_check_layout(&stage, "mazur", &texts, &problems);
    }
    stage_open(&stage, "xor");
    for (int i = 0; i < 12; i++) {
        press_keys(&stage, "Right*5");
        stage_check_layout(&stage, "xor", &texts, &problems);
    }
    assert_true(texts > 1000);
    assert_int_equal(problems, 0);
    press_keys(&stage, "Shift+B");
    stage_frame(&stage, width, height);
    assert_true(has_sentence(&stage));
    stage_teardown(&stage);
}

/* How many of the frame's numbers are in soft ink. */
static size_t soft_numbers(struct stage *stage)
{
    size_t soft = 0;

    stage_frame(stage, width, height);
    find_numbers(stage);
    assert_true(inked_count > 20);
    for (size_t i = 0; i < inked_count; i++)
        soft += inked[i].soft;
    return soft;
}

/* A key leaves everything in full ink, at every step and in the next lesson; what is asked about
 * still stands out. */
static void everything_can_be_in_full_ink(void **state)
{
    struct stage stage;
    size_t soft, steps = 0;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    for (int i = 0; i < 19; i++) {
        press_keys(&stage, "Right");
        soft = soft_numbers(&stage);
        press_keys(&stage, "Shift+F");
        steps += soft > soft_numbers(&stage) + 5;
        press_keys(&stage, "Shift+F");
        assert_int_equal(soft_numbers(&stage), soft);
    }
    assert_true(steps > 12);
    press_keys(&stage, "Shift+F");
    stage_open(&stage, "xor");
    press_keys(&stage, "Right*14");
    soft = soft_numbers(&stage);
    press_keys(&stage, "Tab");
    assert_true(soft_numbers(&stage) > soft + 5);
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_can_be_in_full_ink),
        cmocka_unit_test(the_sentence_can_be_left_out),
    };
    int failed = stage_every_lesson("focus", only_the_step_stands_out);

    failed += stage_every_lesson("conventions", every_convention_is_said);
    return failed + cmocka_run_group_tests(tests, NULL, NULL);
}
