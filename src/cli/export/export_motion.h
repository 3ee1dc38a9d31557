/*
 * export_motion: a step of an animation, with the motion that leads to it.
 */
#ifndef BACKSTEP_CLI_EXPORT_EXPORT_MOTION_H
#define BACKSTEP_CLI_EXPORT_EXPORT_MOTION_H

#include "cli/export/export_request.h"
#include "cli/picture.h"

enum { EXPORT_FPS = 20, EXPORT_PACE = 1 };

/* Zeroed: at the beginning. */
struct export_motion {
    double now_ms; /* the application's clock */
};

/* Adds the step that the application shows: its motion at the frame rate that is asked for, then
 * the step at rest, together as long as the pace says. */
bool export_motion_add(struct export_motion *motion, struct picture *picture, struct app *app,
                       const struct export_request *request, struct format_file *file,
                       struct page *page, struct error *err);

#endif
