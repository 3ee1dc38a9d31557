#include "stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lesson/catalogue.h"

void stage_setup(struct stage *stage)
{
    char folder[FILE_PATH_SIZE];
    struct error err = {{0}};

    *stage = (struct stage){0};
    if (!catalogue_fonts_folder(folder, &err))
        fail_msg("%s", err.text);
    stage->fonts = fonts_open(folder, &err);
    if (stage->fonts == NULL)
        fail_msg("%s", err.text);
    canvas_init(&stage->canvas, fonts_interface(stage->fonts));
    app_init(&stage->app);
    stage->app.settings.animation = false;
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
    struct error err = {{0}};

    if (!catalogue_resolve(name, path, &err) || !app_open(&stage->app, path, &err))
        fail_msg("%s", err.text);
}

void stage_frame(struct stage *stage, float width, float height)
{
    app_frame(&stage->app, &stage->canvas, width, height);
    fonts_end_frame(stage->fonts);
}
