/*
 * picture: the application as a PNG file, for export and the window's screenshots.
 *
 * What is passing is left out, so that both give the same picture of the same
 * step: motion has arrived, the pointer is elsewhere, no notice shows.
 */
#ifndef BACKSTEP_CLI_PICTURE_H
#define BACKSTEP_CLI_PICTURE_H

#include "app/app.h"
#include "base/error.h"
#include "draw/canvas.h"
#include "draw/raster.h"
#include "platform/fonts.h"

#include <stdbool.h>
#include <stddef.h>

struct picture {
    struct fonts *fonts;   /* borrowed until picture_finish */
    const char *name;      /* borrowed: what screenshots' files are called, "mazur" */
    struct canvas canvas;  /* owned */
    struct raster raster;  /* owned */
};

void picture_init(struct picture *picture, struct fonts *fonts, const char *name);
void picture_finish(struct picture *picture);

/* What pictures of a scenario are called: "mazur" for "mazur" and for "lessons/mazur.json". */
void picture_name(const char *scenario, char *out, size_t size);

/* Writes the application as it fills width x height pixels. */
bool picture_write(struct picture *picture, struct app *app, int width, int height,
                   const char *path, bool force, struct error *err);

/* A loop_screenshot whose context is a struct picture: a file in the current
 * folder whose name no other has. */
bool picture_screenshot(void *context, struct app *app, int width, int height,
                        struct error *notice);

#endif
