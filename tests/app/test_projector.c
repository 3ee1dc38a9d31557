/* At a projector's text sizes, every plain lesson, every step: what the step's formula writes out
 * stands in the picture, large; at the update the old values, the new ones and the differences; no
 * heading over nothing, no sentence cut short. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/run/travel.h"
#include "app/scene.h"
#include "stage.h"
#include "../base/thorough.h"

static const float width = 1280.0f, height = 720.0f;

enum { PROBLEMS_SHOWN = 40 };

struct tally {
    size_t quantities, problems, differences;
};

static void problem(const struct stage *stage, const char *name, struct tally *tally,
                    const char *what, struct quantity q)
{
    if (tally->problems++ < PROBLEMS_SHOWN)
        print_message(
            "%s, %s, text %d, step %llu.%zu: %s (kind %d of %d, layer %zu, %zu from %zu)\n", name,
            granularity_name(stage->app.run.granularity), stage->app.shown.settings.text_size,
            (unsigned long long)stage->app.run.cursor.step, stage->app.run.cursor.moment, what,
            (int)q.kind, (int)q.of, q.layer, q.to, q.from);
}

static bool is_number(const char *text)
{
    return strpbrk(text, "0123456789") != NULL && strstr(text, "…") == NULL;
}

/* Whether a number stands there, at least 3 % of the picture's height. */
static bool number_in(const struct stage *stage, struct rect place)
{
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind == CANVAS_TEXT && (float)c->as.text.size_px >= 0.03f * height
            && rect_contains(place, rect_center(canvas_text_bounds(&stage->canvas, c)))
            && is_number(canvas_text_of(&stage->canvas, c)))
            return true;
    }
    return false;
}

static bool shown(const struct stage *stage, struct quantity q)
{
    const struct ui *ui = &stage->app.shown.ui;

    for (size_t i = 0; i < ui->target_count; i++) {
        const struct ui_target *target = &ui->targets[i];

        if (target->item && target->line_half_px == 0.0f
            && quantity_equal(quantity_unpack(target->action.argument), q)
            && number_in(stage, target->rect))
            return true;
    }
    return false;
}

/* Whether a leaf of the formula has the value; of a sum the general term alone is written. */
static bool writes(const struct formula *formula, double value)
{
    size_t count = formula->kind == FORMULA_SUM ? 1 : formula->count;

    if (formula->kind == FORMULA_SYMBOL || formula->kind == FORMULA_PARTIAL)
        return formula->value == value;
    for (size_t i = 0; i < count; i++) {
        if (writes(formula->children[i], value))
            return true;
    }
    return false;
}

static bool page_writes(const struct explanation *page, double value)
{
    for (size_t i = 0; i < page->equation_count; i++) {
        if (page->equations[i].value == value || writes(page->equations[i].right, value))
            return true;
    }
    return false;
}

static void check_quantity(struct stage *stage, const char *name, struct quantity q,
                           struct tally *tally)
{
    struct snapshot snapshot;
    bool given = q.kind == QUANTITY_X || q.kind == QUANTITY_T;

    run_snapshot(&stage->app.run, &snapshot);
    if (q.kind == QUANTITY_RATE
        || !page_writes(stage->app.shown.explanation, quantity_value(&snapshot, q))
        || (!given
            && reveal_known(&snapshot, stage->app.run.cursor, stage->app.run.cursor, q)
                   == KNOWN_NOT_YET))
        return;
    tally->quantities++;
    if (q.kind == QUANTITY_GRADIENT && q.of == QUANTITY_OF_BIAS) /* it is δ */
        q = quantity_at(QUANTITY_DZ, q.layer, q.to, 0);
    if (!shown(stage, q)
        && !(q.kind == QUANTITY_GRADIENT && shown(stage, quantity_as(q, QUANTITY_BATCH_GRADIENT))))
        problem(stage, name, tally, "is not shown", q);
}

static void check_step(struct stage *stage, const char *name, struct tally *tally)
{
    const struct explanation *page;

    stage_frame(stage, width, height);
    page = stage->app.shown.explanation;
    for (size_t i = 0; i < page->mark_count; i++)
        check_quantity(stage, name, page->marks[i].quantity, tally);
    for (size_t i = 0; i < page->own_count; i++)
        check_quantity(stage, name, page->own_marks[i].quantity, tally);
}

/* Below the panel's title something else is said; no sentence ends in an ellipsis. */
static void check_words(struct stage *stage, const char *name, struct tally *tally)
{
    const struct quantity none = {0};
    struct view view = {.size = scene_sizes(&stage->app.shown.settings.framing, width, height,
                                            stage->app.shown.settings.text_size)};
    size_t texts = 0;

    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];
        struct rect bounds;

        if (c->kind != CANVAS_TEXT)
            continue;
        bounds = canvas_text_bounds(&stage->canvas, c);
        texts += bounds.x > 0.68f * width && bounds.y > 0.2f * height && bounds.y < 0.74f * height
                 && c->as.text.face != FONT_TEXT_BOLD;
        if (c->as.text.face <= FONT_TEXT_BOLD
            && strcmp(canvas_text_of(&stage->canvas, c), "…") == 0)
            problem(stage, name, tally, "a sentence is cut", none);
        if (c->as.text.size_px < view.size.min_px && c->as.text.face == FONT_TEXT)
            problem(stage, name, tally, "a sentence is small", none);
    }
    if (texts == 0)
        problem(stage, name, tally, "nothing stands under the panel's heading", none);
}

/* At the move of few parameters each weight has its old value, its new one and the difference, or
 * old and new and an equation or a row with the difference. */
static void check_move(struct stage *stage, const char *name, struct tally *tally)
{
    const struct net *net = &stage->app.run.scenario.net;
    size_t differences = 0;

    for (size_t l = 1; l <= net->layer_count; l++) {
        for (size_t i = 0; i < net->layers[l].out * net->layers[l].in; i++) {
            struct quantity w =
                quantity_of_weight(QUANTITY_VALUE, l, i / net->layers[l].in, i % net->layers[l].in);

            tally->quantities++;
            differences += shown(stage, quantity_as(w, QUANTITY_STEP));
            if (!shown(stage, w))
                problem(stage, name, tally, "has no old value", w);
            if (!shown(stage, quantity_as(w, QUANTITY_NEW)))
                problem(stage, name, tally, "has no new value", w);
        }
    }
    tally->differences += differences;
}

static void check_lesson(struct stage *stage, const char *name, struct tally *tally)
{
    struct place place;

    stage_open(stage, name);
    for (int text = 1; text <= 2; text++) {
        stage->app.shown.settings.text_size = text;
        /* By default each granularity is seen at one size of text. */
        for (int g = text % thorough_stride(2); g < GRANULARITY_COUNT; g += thorough_stride(2)) {
            app_apply(&stage->app, COMMAND_START, 0.0);
            app_apply(&stage->app, COMMAND_GRANULARITY, g);
            do {
                check_step(stage, name, tally);
                check_words(stage, name, tally);
                if (strcmp(name, "mazur") == 0 && travel_has_moved(&stage->app.run))
                    check_move(stage, name, tally);
                app_apply(&stage->app, COMMAND_STEP_FORWARD, 0.0);
                stepper_place(&stage->app.run.stepper, &place);
            } while (place.iteration < 2);
        }
    }
}

/* Those that are drawn as circles even so. */
static void formulas_numbers_are_large(void **state)
{
    static const char *const lessons[] = {"mazur",     "neuron",        "mazur-biases", "saturated",
                                          "dead-relu", "mazur-mistake", "momentum",     "adam",
                                          "l2",        "softmax",       "xor"};
    struct tally tally = {0};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++)
        check_lesson(&stage, lessons[i], &tally);
    stage_teardown(&stage);
    print_message("%zu quantities, %zu problems, %zu differences\n", tally.quantities,
                  tally.problems, tally.differences);
    assert_int_equal(tally.problems, 0);
    assert_true(tally.quantities > 3000);
    assert_true(tally.differences >= 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_numbers_are_large),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
