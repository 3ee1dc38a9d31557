/* What the window does, over all lessons: each picture drawn into the one before, only where it differs, has
 * the pixels of the whole picture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "app/run/hurry.h"
#include "draw/raster/raster.h"
#include "lesson/catalogue.h"
#include "stage.h"
#include "../base/thorough.h"

enum { WIDTH = 1280, HEIGHT = 720, PIXELS = WIDTH * HEIGHT, STEPS = 45 };

static uint32_t kept[PIXELS], whole[PIXELS];

/* What has been drawn so far, and how much of it anew. */
struct counts {
    long frames, drawn, partial;
};

static void frame(struct stage *stage, struct raster *raster, struct raster *other, const char *name,
                  struct counts *counts)
{
    const struct raster_target target = {kept, WIDTH, HEIGHT, WIDTH}, all = {whole, WIDTH, HEIGHT, WIDTH};
    const struct raster_rect *changes;
    long drawn = 0;
    size_t count;

    app_frame(&stage->app, &stage->canvas, WIDTH, HEIGHT);
    raster_draw_changes(raster, &stage->canvas, target);
    raster_draw(other, &stage->canvas, all);
    fonts_end_frame(stage->fonts);
    for (size_t i = 0; i < PIXELS && memcmp(kept, whole, sizeof kept) != 0; i++)
        if (kept[i] != whole[i])
            fail_msg("%s, step %d.%d: pixel %d,%d is %08x, of the whole picture %08x", name,
                     (int)stage->app.run.cursor.step, (int)stage->app.run.cursor.moment, (int)(i % WIDTH),
                     (int)(i / WIDTH), (unsigned)kept[i], (unsigned)whole[i]);
    changes = raster_changes(raster, &count);
    for (size_t i = 0; i < count; i++)
        drawn += (long)changes[i].width * changes[i].height;
    counts->frames++;
    counts->drawn += drawn;
    counts->partial += drawn < PIXELS;
}

/* Commands that change much or little, one after the other. */
static const struct {
    enum command command;
    double argument;
} others[] = {
    {COMMAND_NEXT_ITEM, 0}, {COMMAND_NEXT_ITEM, 0}, {COMMAND_OPEN_FORM, 0}, {COMMAND_CLOSE, 0}, {COMMAND_HELP, 0},
    {COMMAND_CLOSE, 0}, {COMMAND_PICTURE, 0}, {COMMAND_STEP_FORWARD, 0}, {COMMAND_PICTURE, 0}, {COMMAND_PICTURE, 0},
    {COMMAND_PICTURE, 0}, {COMMAND_MORE_DIGITS, 0}, {COMMAND_WHOLE_RUN, 0}, {COMMAND_CLOSE, 0}, {COMMAND_THEME, 0},
    {COMMAND_TEXT_LARGER, 0}, {COMMAND_ITERATION_FORWARD, 0}, {COMMAND_TEXT_DEFAULT, 0}, {COMMAND_STEP_BACK, 0},
    {COMMAND_NUDGE, 0}, {COMMAND_CLOSE, 0}, {COMMAND_ITERATION_BACK, 0},
};

static void walk(struct stage *stage, const char *name, struct raster *raster, struct raster *other,
                 struct counts *counts)
{
    for (int i = 0; i < STEPS; i++) {
        app_apply(&stage->app, COMMAND_STEP_FORWARD, 0);
        frame(stage, raster, other, name, counts);
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        app_apply(&stage->app, others[i].command, others[i].argument);
        frame(stage, raster, other, name, counts);
    }
    for (int i = 0; i < 20; i++) {
        app_pointer_move(&stage->app, (struct point){37.0f * (float)i + 40.0f, 31.0f * (float)i + 60.0f});
        frame(stage, raster, other, name, counts);
    }
    app_apply(&stage->app, COMMAND_RUN, 0);
    stage->app.run.hurry.share = 0.0;
    for (int i = 0; i < 20; i++) {
        app_tick(&stage->app, 1000.0 + 16.0 * i);
        frame(stage, raster, other, name, counts);
    }
    hurry_stop(&stage->app.run);
}

static void every_lesson(void **state)
{
    struct counts counts = {0};
    struct raster raster = {0}, other = {0};
    struct stage stage;
    size_t lessons;
    const struct catalogue_entry *entries = catalogue_entries(&lessons);

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < lessons; i += (size_t)thorough_stride(5)) {
        stage_open(&stage, entries[i].name);
        walk(&stage, entries[i].name, &raster, &other, &counts);
    }
    stage_teardown(&stage);
    raster_finish(&raster);
    raster_finish(&other);
    assert_true(lessons > 10 && counts.frames > 600);
    /* Most pictures are new in a part only: else nothing would have been tried. */
    assert_true(counts.partial > counts.frames * 8 / 10);
    assert_in_range(counts.drawn / (counts.frames * (PIXELS / 1000)), 1, 500);
}

/* With dots that run along the edges, and weights that slide. */
static void motion(void **state)
{
    struct counts counts = {0};
    struct raster raster = {0}, other = {0};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    stage.app.shown.settings.animation = true;
    for (int i = 0; i < 30; i++) {
        double start = 1000.0 + 1000.0 * i;

        app_tick(&stage.app, start);
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0);
        for (int k = 0; k < 6; k++) {
            app_tick(&stage.app, start + 60.0 * k);
            frame(&stage, &raster, &other, "mazur", &counts);
        }
    }
    stage_teardown(&stage);
    raster_finish(&raster);
    raster_finish(&other);
    assert_true(counts.drawn > 0 && counts.partial > counts.frames / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_lesson),
        cmocka_unit_test(motion),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
