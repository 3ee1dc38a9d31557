#include "cli/picture.h"

#include "base/file.h"
#include "base/text.h"
#include "output/png.h"

#include <stdio.h>
#include <string.h>

enum { SCREENSHOTS_MAX = 1000 };

void picture_init(struct picture *picture, struct fonts *fonts, const char *name)
{
    *picture = (struct picture){.fonts = fonts, .name = name};
    canvas_init(&picture->canvas, fonts_interface(fonts));
}

void picture_finish(struct picture *picture)
{
    canvas_finish(&picture->canvas);
    raster_finish(&picture->raster);
    *picture = (struct picture){0};
}

void picture_name(const char *scenario, char *out, size_t size)
{
    const char *slash = strrchr(scenario, '/');
    const char *base = slash != NULL ? slash + 1 : scenario;
    const char *dot = strrchr(base, '.');
    size_t length = dot != NULL && dot != base ? (size_t)(dot - base) : strlen(base);

    snprintf(out, size, "%.*s", (int)(length < size ? length : size - 1), base);
    text_cut_utf8(out);
}

/* What passes, put aside while a picture is taken. */
struct passing {
    char notice[ERROR_TEXT_SIZE];
    double motion_length_ms;
    bool pointer_inside;
};

static void put_aside(struct app *app, struct passing *passing)
{
    memcpy(passing->notice, app->notice, sizeof passing->notice);
    passing->motion_length_ms = app->motion_length_ms;
    passing->pointer_inside = app->ui.pointer_inside;
    app->notice[0] = '\0';
    app->motion_length_ms = 0;
    app->ui.pointer_inside = false;
}

static void put_back(struct app *app, const struct passing *passing)
{
    memcpy(app->notice, passing->notice, sizeof app->notice);
    app->motion_length_ms = passing->motion_length_ms;
    app->ui.pointer_inside = passing->pointer_inside;
    app->dirty = true;
}

bool picture_write(struct picture *picture, struct app *app, int width, int height,
                   const char *path, bool force, struct error *err)
{
    struct passing passing;
    bool ok;

    put_aside(app, &passing);
    app_frame(app, &picture->canvas, (float)width, (float)height);
    put_back(app, &passing);
    ok = png_write(&picture->canvas, &picture->raster, path, force, err);
    fonts_end_frame(picture->fonts);
    return ok;
}

bool picture_screenshot(void *context, struct app *app, int width, int height,
                        struct error *notice)
{
    struct picture *picture = context;
    char path[FILE_PATH_SIZE];

    for (int i = 1; i <= SCREENSHOTS_MAX; i++) {
        snprintf(path, sizeof path, "backstep-%.200s-%03d.png", picture->name, i);
        if (file_exists(path))
            continue;
        if (!picture_write(picture, app, width, height, path, false, notice))
            return false;
        error_set(notice, "Saved the picture as %s in the current folder", path);
        return true;
    }
    return error_set(notice, "cannot name the picture: %d of them are here already; move them away",
                     SCREENSHOTS_MAX);
}
