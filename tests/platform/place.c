#include "place.h"

#include "app/app.h"
#include "lesson/catalogue.h"
#include "platform/fonts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static bool find_target(const struct ui *ui, enum command command, double argument, struct point *at)
{
    for (size_t i = 0; i < ui->target_count; i++)
        if (ui->targets[i].action.command == (int)command && ui->targets[i].action.argument == argument) {
            *at = rect_center(ui->targets[i].rect);
            return true;
        }
    return false;
}

struct point place_of(enum command command, double argument, int width, int height)
{
    struct app *app = calloc(1, sizeof *app);
    struct canvas canvas;
    struct fonts *fonts;
    struct error err;
    char path[FILE_PATH_SIZE];
    struct point at = {0};
    bool found;

    assert_non_null(app);
    app_init(app);
    assert_true(catalogue_fonts_folder(path, &err));
    fonts = fonts_open(path, &err);
    assert_non_null(fonts);
    assert_true(catalogue_resolve("mazur", path, &err));
    assert_true(app_open(app, path, &err));
    app_apply(app, COMMAND_GRANULARITY, GRANULARITY_LAYER);
    canvas_init(&canvas, fonts_interface(fonts));
    app_frame(app, &canvas, (float)width, (float)height);
    found = find_target(&app->ui, command, argument, &at);
    canvas_finish(&canvas);
    app_finish(app);
    free(app);
    fonts_close(fonts);
    assert_true(found);
    return at;
}
