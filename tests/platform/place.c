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

/* An application that shows the start of 'mazur', laid out. */
struct seen {
    struct app app;
    struct canvas canvas;
    struct fonts *fonts;
    int width, height;
};

static void lay_out(struct seen *shown)
{
    app_frame(&shown->app, &shown->canvas, (float)shown->width, (float)shown->height);
    fonts_end_frame(shown->fonts);
}

static struct seen *show(int width, int height)
{
    struct seen *shown = calloc(1, sizeof *shown);
    char path[FILE_PATH_SIZE];
    struct error err;

    assert_non_null(shown);
    app_init(&shown->app);
    assert_true(catalogue_fonts_folder(path, &err));
    shown->fonts = fonts_open(path, &err);
    assert_non_null(shown->fonts);
    assert_true(catalogue_resolve("mazur", path, &err));
    assert_true(app_open(&shown->app, path, &err));
    app_apply(&shown->app, COMMAND_GRANULARITY, GRANULARITY_LAYER);
    canvas_init(&shown->canvas, fonts_interface(shown->fonts));
    shown->width = width;
    shown->height = height;
    lay_out(shown);
    return shown;
}

static void hide(struct seen *shown)
{
    canvas_finish(&shown->canvas);
    app_finish(&shown->app);
    fonts_close(shown->fonts);
    free(shown);
}

struct point place_of(enum command command, double argument, int width, int height)
{
    struct seen *shown = show(width, height);
    struct point at = {0};
    bool found = find_target(&shown->app.shown.ui, command, argument, &at);

    hide(shown);
    assert_true(found);
    return at;
}

int place_tabs_to(struct quantity quantity, int width, int height)
{
    struct seen *shown = show(width, height);
    int tabs = 0;

    for (; tabs < 200 && !quantity_equal(asked_about(&shown->app.asked), quantity); tabs++) {
        app_apply(&shown->app, COMMAND_NEXT_ITEM, 0.0);
        lay_out(shown);
    }
    hide(shown);
    assert_true(tabs < 200);
    return tabs;
}
