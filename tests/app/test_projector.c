/* At a projector's text sizes, every lesson, every step: what the step's formula writes out
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

#include "app/run/course.h"
#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "app/scene.h"
#include "explain/graph/graph_formula.h"
#include "graph/graph_item.h"
#include "layout_check.h"
#include "stage.h"
#include "../base/thorough.h"

static const float width = 1280.0f, height = 720.0f;

enum { PROBLEMS_SHOWN = 40 };

struct tally {
    size_t quantities, problems, differences, biases, names, marks, criteria;
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

/* ---- what the formula writes out ---- */

static void as_text(const struct formula *formula, char out[64])
{
    const struct number_style style = {.decimals = 4};
    struct text text;

    text_init(&text, out, 64);
    formula_to_text(formula, FORMULA_SYMBOLS, style, &text);
}

/* Whether a leaf of the formula is that number under that name; of a sum the general term alone is
 * written. */
static bool writes(const struct formula *formula, double value, const char *name)
{
    size_t count = formula->kind == FORMULA_SUM ? 1 : formula->count;
    char leaf[64];

    if (formula->kind == FORMULA_SYMBOL || formula->kind == FORMULA_PARTIAL) {
        as_text(formula, leaf);
        return formula->value == value && strcmp(leaf, name) == 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (writes(formula->children[i], value, name))
            return true;
    }
    return false;
}

static bool page_writes(const struct explanation *page, double value, const char *name)
{
    for (size_t i = 0; i < page->equation_count; i++) {
        char left[64];

        as_text(page->equations[i].left, left);
        if ((page->equations[i].value == value && strcmp(left, name) == 0)
            || writes(page->equations[i].right, value, name))
            return true;
    }
    return false;
}

/* What is computed by now; its value and name. */
static bool is_there(struct stage *stage, struct quantity *quantity, double *value, char name[64])
{
    struct run *run = &stage->app.run;
    struct quantity q = *quantity;
    struct snapshot snapshot;
    struct graph_moment at;

    if (run_is_graph(run)) {
        at = course_graph_moment(run, run->cursor);
        as_text(graph_formula_symbol(&stage->app.shown.frame_arena, &at, graph_item_of(q).index), name);
        return graph_item_value(&at, graph_item_of(q), value);
    }
    run_snapshot(run, &snapshot);
    *quantity = q = quantity_settled(&snapshot, q);
    as_text(quantity_symbol(&stage->app.shown.frame_arena, &snapshot, q), name);
    *value = quantity_value(&snapshot, q);
    return q.kind == QUANTITY_X || q.kind == QUANTITY_T
        || reveal_known(&snapshot, run->cursor, run->cursor, q) != KNOWN_NOT_YET;
}

static void check_quantity(struct stage *stage, const char *name, struct quantity q,
                           struct tally *tally)
{
    char symbol[64];
    double value;

    if (q.kind == QUANTITY_RATE || !is_there(stage, &q, &value, symbol)
        || !page_writes(stage->app.shown.explanation, value, symbol))
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

/* Its new value stands above it, with the name. */
static bool is_old_value(const struct ui *ui, struct quantity q)
{
    for (size_t i = 0; i < ui->target_count; i++)
        if (ui->targets[i].item && q.kind == QUANTITY_VALUE
            && quantity_equal(quantity_unpack(ui->targets[i].action.argument),
                              quantity_as(q, QUANTITY_NEW)))
            return true;
    return false;
}

/* A bias's chip may stand where a weight's might: it has its name. */
static void check_biases(struct stage *stage, const char *name, struct tally *tally)
{
    const struct ui *ui = &stage->app.shown.ui;

    for (size_t i = 0; i < ui->target_count; i++) {
        const struct ui_target *target = &ui->targets[i];
        struct quantity q = quantity_unpack(target->action.argument);
        bool named = false;

        if (!target->item || target->line_half_px > 0.0f || q.of != QUANTITY_OF_BIAS
            || (q.kind != QUANTITY_VALUE && q.kind != QUANTITY_NEW)
            || !number_in(stage, target->rect))
            continue;
        tally->biases++;
        for (size_t k = 0; k < stage->canvas.count && !named; k++) {
            const struct canvas_command *c = &stage->canvas.commands[k];

            named = c->kind == CANVAS_TEXT && c->as.text.face > FONT_MONO_BOLD
                    && rect_overlap(target->rect, canvas_text_bounds(&stage->canvas, c));
        }
        if (!named && !is_old_value(ui, q))
            problem(stage, name, tally, "has no name", q);
    }
}

/* Whether the parameter's own letter stands in the rectangle. */
static bool letter_in(const struct stage *stage, struct rect place, const char *letter)
{
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind == CANVAS_TEXT && c->as.text.face > FONT_MONO_BOLD
            && strcmp(canvas_text_of(&stage->canvas, c), letter) == 0
            && rect_overlap(place, canvas_text_bounds(&stage->canvas, c)))
            return true;
    }
    return false;
}

/* Each number of a weight stands in a chip with the weight's name; in a bundle its line is its
 * name. */
static void check_names(struct stage *stage, const char *name, struct tally *tally)
{
    const struct ui *ui = &stage->app.shown.ui;
    struct snapshot snapshot;

    if (run_is_graph(&stage->app.run))
        return;
    run_snapshot(&stage->app.run, &snapshot);
    for (size_t l = 1; l <= snapshot.net->layer_count; l++) {
        if (snapshot.net->layers[l].recurrent || snapshot.net->layers[l].out > 5)
            return; /* its weights stand in a card, or in a bundle */
    }
    for (size_t i = 0; i < ui->target_count; i++) {
        struct quantity q = quantity_unpack(ui->targets[i].action.argument);
        const struct formula *symbol;
        bool named = false, numbered = false;

        if (!ui->targets[i].item || ui->targets[i].line_half_px > 0.0f || q.of != QUANTITY_OF_WEIGHT
            || ui->targets[i].rect.x > 0.66f * width)
            continue;
        symbol = quantity_symbol(&stage->app.shown.frame_arena, &snapshot,
                                 quantity_as(q, QUANTITY_VALUE));
        for (size_t k = 0; k < ui->target_count && !named; k++) {
            const struct ui_target *target = &ui->targets[k];
            struct quantity other = quantity_unpack(target->action.argument);

            if (!target->item || target->line_half_px > 0.0f || !quantity_is_of_parameter(other)
                || !quantity_equal(quantity_as(other, QUANTITY_VALUE), quantity_as(q, QUANTITY_VALUE)))
                continue;
            numbered = numbered || number_in(stage, target->rect);
            named = letter_in(stage, target->rect, symbol->base);
        }
        tally->names += named;
        if (numbered && !named)
            problem(stage, name, tally, "has no name", q);
    }
}

/* A sign at what differs from the other run stands at a chip's edge, not among its numbers. */
static void check_marks(struct stage *stage, const char *name, struct tally *tally)
{
    const struct theme *theme = theme_get(stage->app.shown.settings.theme);
    const struct quantity none = {0};

    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *line = &stage->canvas.commands[i];
        struct point middle;

        if (line->kind != CANVAS_LINE || line->stroke != theme->error)
            continue;
        middle = point_lerp(line->as.points.p[0], line->as.points.p[1], 0.5f);
        for (size_t k = 0; k < stage->canvas.count; k++) {
            const struct canvas_command *box = &stage->canvas.commands[k];

            if (box->kind == CANVAS_BOX && box->fill == theme->panel && box->as.box.rect.w < 0.3f * width
                && middle.x < 0.64f * width
                && rect_contains(rect_inset(box->as.box.rect, 2.0f, 2.0f), middle))
                problem(stage, name, tally, "a mark stands within a chip", none);
        }
        tally->marks++;
    }
}

static size_t count_of(const struct stage *stage, const char *words)
{
    size_t count = 0;

    for (size_t i = 0; i < stage->canvas.count; i++)
        count += stage->canvas.commands[i].kind == CANVAS_TEXT
                 && strcmp(canvas_text_of(&stage->canvas, &stage->canvas.commands[i]), words) == 0;
    return count;
}

/* Whether a criterion is asked by now; some are at an epoch's end only. */
static bool is_asked(const struct explain_table *table)
{
    for (size_t r = 0; r < table->count && table->head[0] != NULL; r++) {
        const struct explain_cell *now = &table->rows[r].cells[1];

        if (strcmp(table->head[0], "stop if") == 0
            && (now->formula != NULL || (now->text != NULL && is_number(now->text))))
            return true;
    }
    return false;
}

/* What a criterion is now stands beside it; that a single row is left out takes that row's room. */
static void check_rows(struct stage *stage, const char *name, struct tally *tally)
{
    const struct explanation *page = stage->app.shown.explanation;
    const struct quantity none = {0};

    if (count_of(stage, "stop if") > count_of(stage, "now")
        && (is_asked(&page->table) || is_asked(&page->foot)))
        problem(stage, name, tally, "a criterion has no value", none);
    if (count_of(stage, "and 1 more") > 0)
        problem(stage, name, tally, "a single row is left out", none);
    tally->criteria += count_of(stage, "stop if");
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
        if (strncmp(canvas_text_of(&stage->canvas, c), "0 of ", 5) == 0)
            problem(stage, name, tally, "nothing is said to be left out", none);
        if (c->as.text.size_px < view.size.min_px && c->as.text.face == FONT_TEXT)
            problem(stage, name, tally, "a sentence is small", none);
    }
    if (texts == 0)
        problem(stage, name, tally, "nothing stands under the panel's heading", none);
}

/* What is one number is said once, as the result. */
static bool is_one(const struct formula *formula)
{
    if (formula->kind == FORMULA_SUM)
        return formula->count == 2 && is_one(formula->children[1]);
    if (formula->kind == FORMULA_ADD || formula->kind == FORMULA_MULTIPLY)
        return formula->count == 1 && is_one(formula->children[0]);
    return formula->kind == FORMULA_SYMBOL || formula->kind == FORMULA_PARTIAL;
}

/* The first equation stands in the panel with its numbers put in, and what it comes to. */
static void check_panel(struct stage *stage, const char *name, struct tally *tally)
{
    const struct explanation *page = stage->app.shown.explanation;
    const struct explain_equation *first = &page->equations[0];
    const struct quantity none = {0};
    size_t equals = 0, results = 0;

    if (page->table.leads && (page->table.count > 2 || stage->app.run.stepper.here.iteration > 2))
        return; /* its rows say the same of all; the losses come before the equation */
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];
        char value[NUMBER_TEXT_SIZE];

        if (c->kind != CANVAS_TEXT || c->as.text.origin.x < 0.62f * width
            || c->as.text.origin.y > 0.85f * height)
            continue;
        number_format(value, first->value, (struct number_style){.decimals = 6});
        equals += strcmp(canvas_text_of(&stage->canvas, c), "=") == 0
               || strcmp(canvas_text_of(&stage->canvas, c), "←") == 0;
        results += c->as.text.face == FONT_MONO_BOLD
                   && strcmp(canvas_text_of(&stage->canvas, c), value) == 0;
    }
    /* Softmax is what its layer is about: its line comes before the rows of the table. */
    if (page->equation_count == 2 && strcmp(name, "softmax") == 0 && !first->numbers
        && stage->app.run.stepper.here.unit.kind == UNIT_FORWARD && equals < 2)
        problem(stage, name, tally, "a layer's second equation is left out", none);
    if (page->equation_count > 0 && equals == 0)
        problem(stage, name, tally, "no equation stands in the panel", none);
    if (page->equation_count > 0 && first->result && results == 0)
        problem(stage, name, tally, "the equation's result is left out", none);
    /* Beside another run they may be: it has numbers of its own. */
    if (page->equation_count > 0 && first->result && first->numbers && equals < 3 && !is_one(first->right)
        && stage->app.compare.variant.kind == VARIANT_NONE)
        problem(stage, name, tally, "the equation's numbers are left out", none);
}

/* Nothing overlaps, is clipped or pale. */
static void check_room(struct stage *stage, const char *name, struct tally *tally)
{
    const struct quantity none = {0};
    struct layout_report report = {0};

    layout_check(&stage->canvas, (int)ceilf(0.02f * height), &report);
    if (report.problems > 0)
        problem(stage, name, tally, report.first, none);
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

/* From one frame that is looked at to the next: of a large network's thousands of like steps some
 * are enough. */
static size_t stride(struct stage *stage)
{
    return 1 + course_progress(&stage->app.run).total * (size_t)thorough_stride(16) / 1600;
}

static void check_walk(struct stage *stage, const char *name, struct tally *tally)
{
    struct place place;
    int turn = 0;

    app_apply(&stage->app, COMMAND_START, 0.0);
    do {
        check_step(stage, name, tally);
        check_words(stage, name, tally);
        check_biases(stage, name, tally);
        check_names(stage, name, tally);
        check_marks(stage, name, tally);
        check_rows(stage, name, tally);
        check_panel(stage, name, tally);
        if (turn++ % thorough_stride(6) == 0)
            check_room(stage, name, tally);
        if (strcmp(name, "mazur") == 0 && travel_has_moved(&stage->app.run))
            check_move(stage, name, tally);
        for (size_t i = stride(stage); i > 0; i--)
            app_apply(&stage->app, COMMAND_STEP_FORWARD, 0.0);
        stepper_place(&stage->app.run.stepper, &place);
    } while (place.iteration < 2 && stage->app.run.stepper.state.stopped == STOP_NONE);
}

/* Once two iterations have gone by, their losses are in view as a curve. */
static void check_curve(struct stage *stage, const char *name, struct tally *tally)
{
    const struct ui *ui = &stage->app.shown.ui;
    const struct quantity none = {0};
    struct place place;
    bool curve;

    stepper_place(&stage->app.run.stepper, &place);
    curve = place.iteration < 3;
    for (size_t i = 0; i < ui->target_count; i++)
        curve = curve || ui->targets[i].action.command == COMMAND_WHOLE_RUN;
    if (!curve)
        problem(stage, name, tally, "there is no curve of the losses", none);
}

/* The stations of the script, to the run's end, where numbers are long. */
static void check_stations(struct stage *stage, const char *name, struct tally *tally)
{
    stage_open(stage, name);
    stage->app.shown.settings.text_size = 2;
    for (size_t n = 1; n < stage->app.run.scenario.script.count; n++) {
        app_apply(&stage->app, COMMAND_STATION_FORWARD, 0.0);
        hurry_finish(&stage->app.run);
        stage_frame(stage, width, height);
        if (n == 2 && strcmp(name, "dead-relu") == 0) /* as wide as 0.59 would be */
            assert_int_equal(count_of(stage, "1.25"), 2);
        check_words(stage, name, tally);
        check_biases(stage, name, tally);
        check_names(stage, name, tally);
        check_marks(stage, name, tally);
        check_rows(stage, name, tally);
        check_panel(stage, name, tally);
        check_room(stage, name, tally);
        for (int text = 2; text >= 0; text -= 2) {
            stage->app.shown.settings.text_size = text;
            stage_frame(stage, width, height);
            check_curve(stage, name, tally);
        }
        stage->app.shown.settings.text_size = 2;
    }
}

static void check_lesson(void **state)
{
    const char *name = *state;
    struct tally tally = {0};
    struct stage stage;

    stage_setup(&stage);
    stage_open(&stage, name);
    for (int text = 1; text <= 2; text++) {
        stage.app.shown.settings.text_size = text;
        /* By default each granularity is seen at one size of text. */
        for (int g = text % thorough_stride(2); g < GRANULARITY_COUNT; g += thorough_stride(2)) {
            app_apply(&stage.app, COMMAND_GRANULARITY, g);
            check_walk(&stage, name, &tally);
        }
    }
    check_stations(&stage, name, &tally);
    stage_teardown(&stage);
    print_message("%s: %zu quantities, %zu problems, %zu differences\n", name, tally.quantities,
                  tally.problems, tally.differences);
    assert_int_equal(tally.problems, 0);
    assert_true(tally.quantities > 1);
    assert_true(tally.criteria > 0 || strcmp(name, "softmax") != 0);
    assert_true(tally.marks > 10 || strcmp(name, "mazur-mistake") != 0);
    assert_true(tally.names > 10 || strcmp(name, "xor") != 0);
    assert_true(tally.biases > 10 || strcmp(name, "mazur-biases") != 0);
    assert_true(tally.differences >= 8 || strcmp(name, "mazur") != 0);
}

int main(void)
{
    return stage_every_lesson("a projector's text in every lesson", check_lesson);
}
