/* By the keyboard alone: in every lesson Tab comes to what the step is about first, whatever it comes
 * to is marked, and every button that a pointer finds has a key; in windows of any size none of them
 * is lost. And no motion flashes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/commands/commands.h"
#include "draw/raster/raster.h"
#include "stage.h"
#include "../base/thorough.h"

enum { STEPS = 12, TABS = 24 };

static void press(struct stage *stage, const char *name)
{
    struct key key;

    assert_true(key_parse(name, strlen(name), &key, NULL));
    app_key(&stage->app, key, false);
    stage_frame(stage, 1280, 720);
}

/* Whether the step's own page marks it as what the step comes to; *any: one of those has a place. */
static bool is_result(struct stage *stage, struct quantity quantity, bool *any)
{
    const struct explanation *page = stage->app.shown.explanation;
    const struct ui *ui = &stage->app.shown.ui;
    struct snapshot snapshot;
    bool found = false;

    run_snapshot(&stage->app.run, &snapshot);
    *any = false;
    for (size_t m = 0; m < page->mark_count; m++) {
        struct quantity q = page->marks[m].quantity;

        if (page->marks[m].role != FORMULA_ROLE_RESULT)
            continue;
        if (!run_is_graph(&stage->app.run))
            q = quantity_settled(&snapshot, q);
        found = found || quantity_equal(q, quantity);
        for (size_t i = 0; i < ui->tab_count; i++)
            *any = *any
                   || quantity_equal(
                       quantity_unpack(ui->targets[ui->tab[i]].action.argument), q);
    }
    return found;
}

/* A weight that has no chip is its line: whether that is as bold as what is asked about. */
static bool has_bold_line(const struct stage *stage, const struct ui_target *target)
{
    struct rect grown = rect_inset(target->rect, -2.0f, -2.0f);

    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind == CANVAS_LINE && c->width >= 2.0f
            && rect_contains(grown, c->as.points.p[0]) && rect_contains(grown, c->as.points.p[1]))
            return true;
    }
    return false;
}

/* Whether a ring of the focus's colour is around a place of that quantity. */
static bool is_marked(const struct stage *stage, struct quantity quantity)
{
    const struct ui *ui = &stage->app.shown.ui;
    color focus = theme_get(stage->app.shown.settings.theme)->focus;

    for (size_t t = 0; t < ui->target_count; t++) {
        const struct ui_target *target = &ui->targets[t];

        if (!target->item
            || !quantity_equal(quantity_unpack(target->action.argument), quantity))
            continue;
        if (target->line_half_px > 0.0f && has_bold_line(stage, target))
            return true;
        for (size_t i = 0; i < stage->canvas.count; i++) {
            const struct canvas_command *c = &stage->canvas.commands[i];
            float r = c->as.disc.radius;
            struct rect box = c->kind == CANVAS_DISC
                                  ? (struct rect){c->as.disc.center.x - r,
                                                  c->as.disc.center.y - r, 2.0f * r, 2.0f * r}
                                  : c->as.box.rect;

            if ((c->kind == CANVAS_BOX || c->kind == CANVAS_DISC) && c->stroke == focus
                && rect_overlap(rect_inset(box, -1.0f, -1.0f), target->rect))
                return true;
        }
    }
    return false;
}

static void tab_comes_to_the_step_first(void **state)
{
    size_t tabs = 0;
    struct stage stage;

    stage_setup(&stage);
    stage_open(&stage, *state);
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_NEURON);
    for (int step = 0; step < STEPS; step++) {
        struct quantity before = {0}, after;
        bool any, first;

        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        stage_frame(&stage, 1280, 720);
        is_result(&stage, before, &any);
        for (int i = 0; i < TABS / thorough_stride(3); i++) {
            first = i == 0 && any;
            if (first) { /* of the step's page, which the question's displaces */
                const struct explanation page = *stage.app.shown.explanation;
                struct key key;

                assert_true(key_parse("Tab", 3, &key, NULL));
                app_key(&stage.app, key, false);
                stage.app.shown.explanation = &page;
                if (!is_result(&stage, stage.app.asked.selected, &any))
                    fail_msg("step %llu.%zu: Tab comes to kind %d first",
                             (unsigned long long)stage.app.run.cursor.step,
                             stage.app.run.cursor.moment, (int)stage.app.asked.selected.kind);
                stage.app.shown.explanation = NULL;
                stage_frame(&stage, 1280, 720);
            } else {
                press(&stage, "Tab");
            }
            after = stage.app.asked.selected;
            if (after.kind == QUANTITY_NONE)
                break;
            if (!is_marked(&stage, after))
                fail_msg("step %llu.%zu: no mark at kind %d of %d, layer %zu, %zu from %zu",
                         (unsigned long long)stage.app.run.cursor.step,
                         stage.app.run.cursor.moment, (int)after.kind, (int)after.of, after.layer,
                         after.to, after.from);
            tabs++;
        }
        press(&stage, "Escape");
    }
    stage_teardown(&stage);
    assert_true(tabs > STEPS);
}

/* ---- nothing flashes ---- */

enum { WIDE = 640, TALL = 360, BLOCK = 8, ACROSS = WIDE / BLOCK, DOWN = TALL / BLOCK, FRAMES = 25 };

/* How bright a colour's byte is; each worked out once, for a frame has a million of them. */
static float brightness(uint32_t byte)
{
    static float known[256];

    if (known[255] == 0.0f)
        for (int i = 0; i < 256; i++)
            known[i] = powf((float)i / 255.0f, 2.2f);
    return known[byte & 255];
}

/* The relative luminance of each block of the frame (WCAG 2.2). */
static void luminances(const struct stage *stage, struct raster *raster, uint32_t *pixels,
                       float out[DOWN][ACROSS])
{
    raster_draw(raster, &stage->canvas, (struct raster_target){pixels, WIDE, TALL, WIDE});
    for (size_t y = 0; y < DOWN; y++)
        for (size_t x = 0; x < ACROSS; x++) {
            float sum = 0.0f;

            for (size_t k = 0; k < (size_t)BLOCK * BLOCK; k++) {
                uint32_t c = pixels[(y * BLOCK + k / BLOCK) * WIDE + x * BLOCK + k % BLOCK];

                sum += 0.2126f * brightness(c >> 16) + 0.7152f * brightness(c >> 8)
                       + 0.0722f * brightness(c);
            }
            out[y][x] = sum / (BLOCK * BLOCK);
        }
}

/* Of a block: how often its light turned by a tenth, and where it stood at the last turn. */
struct light {
    float turned;
    int way, turns;
};

static void follow(struct light *light, float now)
{
    float change = now - light->turned;

    if (light->way != 0 && change * (float)light->way > 0.0f) { /* on the same way */
        light->turned = now;
    } else if (fabsf(change) >= 0.1f) {
        light->way = change > 0.0f ? 1 : -1;
        light->turned = now;
        light->turns++;
    }
}

/* One motion of a second; a flash is two turns. Returns the blocks that flash more than three
 * times; *moved: those that changed at all. */
static size_t flashing(struct stage *stage, struct raster *raster, uint32_t *pixels, size_t *moved)
{
    static float now[DOWN][ACROSS];
    static struct light lights[DOWN][ACROSS];
    double start = stage->app.shown.motion.start_ms;
    size_t count = 0;

    memset(lights, 0, sizeof lights);
    for (int frame = 0; frame < FRAMES; frame++) {
        app_tick(&stage->app, start + 1000.0 * frame / FRAMES);
        stage_frame(stage, WIDE, TALL);
        luminances(stage, raster, pixels, now);
        for (size_t i = 0; i < (size_t)DOWN * ACROSS; i++) {
            struct light *light = &lights[i / ACROSS][i % ACROSS];

            if (frame == 0)
                light->turned = now[i / ACROSS][i % ACROSS];
            follow(light, now[i / ACROSS][i % ACROSS]);
        }
    }
    for (size_t i = 0; i < (size_t)DOWN * ACROSS; i++) {
        *moved += lights[i / ACROSS][i % ACROSS].turns > 0;
        count += lights[i / ACROSS][i % ACROSS].turns > 6;
    }
    return count;
}

static void no_motion_flashes(void **state)
{
    static const char *const lessons[] = {"mazur", "iris", "memory", "chain-rule"};
    static uint32_t pixels[WIDE * TALL];
    size_t moved = 0;

    (void)state;
    for (size_t l = 0; l < sizeof lessons / sizeof lessons[0]; l++) {
        struct raster raster = {0};
        struct stage stage;

        stage_setup(&stage);
        stage_open(&stage, lessons[l]);
        stage.app.shown.settings.animation = true;
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_PHASE);
        for (int phase = 0; phase < 5; phase++) {
            app_tick(&stage.app, stage.app.run.now_ms + 5000.0);
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
            assert_int_equal(flashing(&stage, &raster, pixels, &moved), 0);
        }
        /* And while it plays as fast as steps go one by one. */
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_NEURON);
        app_apply(&stage.app, COMMAND_PLAY, 0.0);
        stage.app.shown.motion.start_ms = stage.app.run.now_ms;
        assert_int_equal(flashing(&stage, &raster, pixels, &moved), 0);
        raster_finish(&raster);
        stage_teardown(&stage);
    }
    assert_true(moved > 100);
}

/* ---- windows of all sizes ---- */

/* From a screen at three times its scale to one of 4K, at each text size. */
static void no_button_is_lost(void **state)
{
    static const struct {
        float width, height;
    } sizes[] = {{640, 360}, {1280, 720}, {1920, 1080}, {2560, 1440}, {3840, 2160}};
    static const enum command commands[] = {
        COMMAND_START, COMMAND_STEP_BACK, COMMAND_PLAY, COMMAND_STEP_FORWARD, COMMAND_END,
        COMMAND_RUN, COMMAND_GRANULARITY, COMMAND_PICTURE, COMMAND_LESSONS, COMMAND_HELP,
        COMMAND_SEEK};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
    for (size_t look = 0; look < sizeof sizes / sizeof sizes[0] * 4; look++) {
        float width = sizes[look / 4].width, height = sizes[look / 4].height;
        const struct ui *ui = &stage.app.shown.ui;

        stage.app.shown.settings.text_size = (int)(look % 4) - 1;
        stage_frame(&stage, width, height);
        for (size_t c = 0; c < sizeof commands / sizeof commands[0]; c++) {
            size_t found = 0;

            for (size_t i = 0; i < ui->target_count; i++) {
                struct rect rect = ui->targets[i].rect;

                found += ui->targets[i].action.command == (int)commands[c] && rect.x >= 0.0f
                         && rect.y >= 0.0f && rect.x + rect.w <= width
                         && rect.y + rect.h <= height && rect.w > 0.02f * height;
            }
            if (found == 0)
                fail_msg("%.0fx%.0f, text %d: no button of command %d", (double)width,
                         (double)height, stage.app.shown.settings.text_size, (int)commands[c]);
        }
    }
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_motion_flashes),
        cmocka_unit_test(no_button_is_lost),
    };

    return stage_every_lesson("Tab in every lesson", tab_comes_to_the_step_first)
        + cmocka_run_group_tests_name("flashes and buttons", tests, NULL, NULL);
}
