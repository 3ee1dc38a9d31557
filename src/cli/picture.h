/*
 * picture: the application as a PNG file, for export and the window's screenshots.
 *
 * What is passing is left out, so that both give the same picture of the same
 * step: motion has arrived, the pointer is elsewhere, no notice shows (but for
 * the error that left the window without a lesson).
 */
#ifndef BACKSTEP_CLI_PICTURE_H
#define BACKSTEP_CLI_PICTURE_H

#include "app/app.h"
#include "base/error.h"
#include "draw/canvas.h"
#include "draw/raster/raster.h"
#include "platform/fonts.h"

#include <stdbool.h>
#include <stddef.h>

struct picture {
    struct fonts *fonts;   /* borrowed until picture_finish */
    struct canvas canvas;  /* owned */
    struct raster raster;  /* owned */
    bool moving;           /* motion is drawn as far as it has come, not at its end */
};

void picture_init(struct picture *picture, struct fonts *fonts);
void picture_finish(struct picture *picture);

/* What pictures of a scenario are called: "mazur" for "mazur" and for "lessons/mazur.json". */
void picture_name(const char *scenario, char *out, size_t size);

/* Lays the frame out without writing it: afterwards the application knows what is on it. */
void picture_lay_out(struct picture *picture, struct app *app, int width, int height);

/* Draws the application as it fills width x height pixels, `scale` times as large (0: once); of
 * what is `vector` that is only a larger page. The canvas is borrowed until the next call. */
const struct canvas *picture_draw(struct picture *picture, struct app *app, int width, int height,
                                  double scale, bool vector);

/* Writes the application as it fills width x height pixels. */
bool picture_write(struct picture *picture, struct app *app, int width, int height,
                   const char *path, bool force, struct error *err);

/* What screenshots of the open lesson are called: a built-in's name, "mazur"; of
 * a file of the user's own its title, "my-net"; "lessons" if none is open. */
void picture_lesson_name(const struct app *app, char *out, size_t size);

/* A loop_screenshot whose context is a struct picture: a file whose name no
 * other has, in the current folder or, if that cannot be written, in
 * XDG_PICTURES_DIR or HOME. */
bool picture_screenshot(void *context, struct app *app, int width, int height,
                        struct error *notice);

#endif
