#include "cli/export/export_motion.h"

#include <math.h>

/* How much of a step its motion may take. */
static const double moving_share = 0.8;

bool export_motion_add(struct export_motion *motion, struct picture *picture, struct app *app,
                       const struct export_request *request, struct format_file *file,
                       struct page *page, struct error *err)
{
    double frame = 1.0 / (request->fps > 0.0 ? request->fps : EXPORT_FPS);
    double step = 1.0 / (request->pace > 0.0 ? request->pace : EXPORT_PACE);
    double length = fmin(app->shown.motion.length_ms / 1000.0, moving_share * step);
    int frames = (int)floor(length / frame);
    const struct look *look = &request->look;
    double begin = motion->now_ms;

    app->shown.motion.length_ms = 1000.0 * length;
    picture->moving = true;
    for (int i = 0; i < frames; i++) {
        app_tick(app, begin + 1000.0 * frame * i);
        page->seconds = frame;
        if (!format_add(file, picture_draw(picture, app, look->width, look->height,
                                           request->scale, false), page, err))
            return false;
    }
    picture->moving = false;
    motion->now_ms = begin + 1000.0 * step;
    app_tick(app, motion->now_ms);
    page->seconds = fmax(step - frame * frames, frame);
    return format_add(file, picture_draw(picture, app, look->width, look->height, request->scale,
                                         false), page, err);
}
