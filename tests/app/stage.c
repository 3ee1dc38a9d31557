#include "stage.h"

#include "../base/thorough.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "layout_check.h"
#include "lesson/catalogue.h"

void stage_setup(struct stage *stage)
{
    char folder[FILE_PATH_SIZE];
    struct error err = {0};

    *stage = (struct stage){0};
    if (!catalogue_fonts_folder(folder, &err))
        fail_msg("%s", err.text);
    stage->fonts = fonts_open(folder, &err);
    if (stage->fonts == NULL)
        fail_msg("%s", err.text);
    canvas_init(&stage->canvas, fonts_interface(stage->fonts));
    app_init(&stage->app);
    stage->app.shown.settings.animation = false;
}

void stage_teardown(struct stage *stage)
{
    app_finish(&stage->app);
    canvas_finish(&stage->canvas);
    fonts_close(stage->fonts);
}

void stage_open(struct stage *stage, const char *name)
{
    char path[FILE_PATH_SIZE];
    struct error err = {0};

    if (!catalogue_resolve(name, path, &err) || !app_open(&stage->app, path, &err))
        fail_msg("%s", err.text);
}

int stage_every_lesson(const char *group, void (*check)(void **state))
{
    size_t count;
    const struct catalogue_entry *entries = catalogue_entries(&count);
    struct CMUnitTest *tests = calloc(count, sizeof *tests);
    int failed;

    for (size_t i = 0; i < count; i++)
        tests[i] = (struct CMUnitTest){entries[i].name, check, NULL, NULL, (void *)entries[i].name};
    failed = _cmocka_run_group_tests(group, tests, count, NULL, NULL);
    free(tests);
    return failed;
}

void stage_open_text(struct stage *stage, const char *text)
{
    char path[] = "/tmp/backstep-stage-XXXXXX";
    int file = mkstemp(path);
    struct error err = {0};
    bool ok;

    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (int)strlen(text));
    close(file);
    ok = app_open(&stage->app, path, &err);
    remove(path);
    if (!ok)
        fail_msg("%s", err.text);
}

void stage_frame(struct stage *stage, float width, float height)
{
    app_frame(&stage->app, &stage->canvas, width, height);
    fonts_end_frame(stage->fonts);
}

const struct canvas_command *stage_text(const struct stage *stage, const char *words)
{
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *command = &stage->canvas.commands[i];

        if (command->kind == CANVAS_TEXT
            && strncmp(canvas_text_of(&stage->canvas, command), words, strlen(words)) == 0)
            return command;
    }
    return NULL;
}

void stage_check_layout(struct stage *stage, const char *name, size_t *texts, size_t *problems)
{
    static const struct {
        float width, height;
    } sizes[] = {{1280, 720}, {1920, 1080}, {1024, 768}};
    static size_t turn; /* both themes and all sizes have their turn */
    const struct shown_settings *settings = &stage->app.shown.settings;

    for (size_t k = 0; k < 6; k += (size_t)thorough_stride(3)) {
        size_t i = (turn + k) % 6;
        struct layout_report report = {0};

        stage->app.shown.settings.theme = i % 2 == 0 ? THEME_LIGHT : THEME_DARK;
        stage_frame(stage, sizes[i / 2].width, sizes[i / 2].height);
        layout_check(&stage->canvas, (int)ceilf(0.02f * sizes[i / 2].height), &report);
        if (report.problems > 0)
            print_message("%s, step %d.%d, %d digits, text size %d, %.0fx%.0f: %s\n", name,
                          (int)stage->app.run.cursor.step, (int)stage->app.run.cursor.moment, settings->decimals,
                          settings->text_size, (double)sizes[i / 2].width, (double)sizes[i / 2].height,
                          report.first);
        *texts += report.texts;
        *problems += report.problems;
    }
    turn++;
}
