/*
 * window: one window on the screen and the pixels in it; in a browser (browser/window.c) the
 * canvas of a page, which has no surface and no renderer.
 *
 * Opened once; a frame is window_begin (where to draw), drawing, window_present.
 * Frames are drawn straight into the window's surface where that has 32 bits of
 * 0xxxRRGGBB, else into memory of our own that is converted. SDL's software
 * OpenGL detour for surfaces is switched off: it costs fifteen times as much.
 * Screens of other depths have no surface (X with 30 bits); there frames go
 * through a streaming texture.
 *
 * A window has a size in points, in which the pointer is told, and one in
 * pixels, in which frames are drawn. They differ on HiDPI screens (Wayland,
 * macOS), where the surface would be scaled up and blurred; there frames go
 * through a streaming texture of the real size.
 *
 * Surfaces are lost when the window changes size; window_begin always asks anew. As long as
 * nothing was lost, a window is intact: the next frame begins with the pixels of the last
 * one, and only what was drawn over them needs to be presented.
 */
#ifndef BACKSTEP_PLATFORM_WINDOW_H
#define BACKSTEP_PLATFORM_WINDOW_H

#include "base/error.h"
#include "draw/geom.h"
#include "draw/raster/raster.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct SDL_Window;
struct SDL_Renderer;
struct SDL_Texture;

enum {
    WINDOW_WIDTH_DEFAULT = 1280,
    WINDOW_HEIGHT_DEFAULT = 720,
    WINDOW_WIDTH_MIN = 360,
    WINDOW_HEIGHT_MIN = 360,
};

/* A zeroed struct is a closed window. */
struct window {
    struct SDL_Window *handle;     /* owned */
    struct SDL_Renderer *renderer; /* owned; NULL: frames go through the surface */
    struct SDL_Texture *texture;   /* owned; with a renderer, of texture_width x texture_height */
    int texture_width, texture_height;
    uint32_t *pixels;              /* owned; where the screen's memory cannot be drawn into */
    size_t pixel_capacity;         /* of pixels */
    int width, height;             /* of the frame begun last, in pixels */
    bool shown;                    /* the frame presented last is still on the screen */
    bool intact;                   /* and in the memory of the frame begun last */
    bool full_screen;
};

/* Starts SDL's video and shows the window, `width` x `height` points or as much
 * of that as the display has room for; 0 x 0: the default size, in pixels as fine
 * as the display's (scale.h). Errors: no display, or one whose pixels cannot be
 * drawn (with the remedy), no window. To be closed also after a failure. */
bool window_open(struct window *window, const char *title, int width, int height,
                 struct error *err);

/* Closes the window and SDL's video. Accepts a zeroed struct. */
void window_close(struct window *window);

/* The size of the next frame in pixels. */
void window_size(const struct window *window, int *width, int *height);

/* A place in points, as events tell it, in pixels of the frame. */
struct point window_to_pixels(const struct window *window, float x, float y);

/* Where the next frame is to be drawn; valid until window_present. Errors: the
 * surface is gone for the moment (minimised, being resized): skip the frame. */
bool window_begin(struct window *window, struct raster_target *target, struct error *err);

/* Shows what was drawn since window_begin: of an intact window only the `changes`, unless
 * that is NULL. */
bool window_present(struct window *window, const struct raster_rect *changes, size_t count,
                    struct error *err);

/* The screen may have lost what was on it: the window is not intact. */
void window_lose(struct window *window);

/* To and from the whole screen at the desktop's own resolution. While it fills
 * the screen, the screen saver is held off: a lecture is not a time to sleep. */
void window_toggle_full_screen(struct window *window);

/* Puts a text on the system's clipboard. */
bool window_copy(const char *text);

/* How pictures reach the screen: SDL's name of the video driver, "x11". */
const char *window_driver(void);

/* Frames a second that the display can show, or 60 if it does not say. */
int window_refresh_rate(const struct window *window);

#endif
