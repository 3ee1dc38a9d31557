/*
 * The window in a page: window.h without a screen of SDL's. SDL tells the events, in points of the
 * canvas as the page lays it out; the pixels are as fine as the screen's, and go straight to the
 * canvas.
 */
#include "base/attributes.h"
#include "platform/window.h"

#include <SDL.h>
#include <emscripten.h>
#include <stdlib.h>

EM_JS(int, page_pixels, (int high), {
    const canvas = Module.canvas;
    const points = high ? canvas.clientHeight : canvas.clientWidth;
    return Math.max(1, Math.round(points * (window.devicePixelRatio || 1)));
})

EM_JS(double, page_points, (int high), {
    return high ? Module.canvas.clientHeight : Module.canvas.clientWidth;
})

/* True if the canvas was of that size before, and so has the pixels of the last frame. */
EM_JS(int, page_resize, (int width, int height), {
    const canvas = Module.canvas;
    if (canvas.width === width && canvas.height === height)
        return 1;
    canvas.width = width;
    canvas.height = height;
    return 0;
})

EM_JS(void, page_put, (const uint8_t *bytes, int x, int y, int width, int height), {
    const pixels = new Uint8ClampedArray(HEAPU8.subarray(bytes, bytes + width * height * 4));
    Module.canvas.getContext("2d").putImageData(new ImageData(pixels, width, height), x, y);
})

EM_JS(void, page_full_screen, (int wanted), {
    if (wanted)
        document.documentElement.requestFullscreen().catch(() => {});
    else if (document.fullscreenElement)
        document.exitFullscreen();
})

EM_JS(int, page_is_full_screen, (void), { return document.fullscreenElement ? 1 : 0; })

EM_JS(void, page_copy, (const char *text), { Module.copy(UTF8ToString(text)); })

bool window_open(struct window *window, const char *title, int width UNUSED, int height UNUSED,
                 struct error *err)
{
    *window = (struct window){0};
    /* Touch comes by the page, in gestures. */
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return error_set(err, "the page cannot be drawn on: %s", SDL_GetError());
    /* Of a size that is not the page's: SDL then follows that. */
    window->handle = SDL_CreateWindow(title, 0, 0, 16, 16, SDL_WINDOW_RESIZABLE);
    return window->handle != NULL
           || error_set(err, "the page cannot be drawn on: %s", SDL_GetError());
}

void window_close(struct window *window)
{
    free(window->pixels);
    SDL_Quit();
    *window = (struct window){0};
}

void window_size(const struct window *window UNUSED, int *width, int *height)
{
    *width = page_pixels(0);
    *height = page_pixels(1);
}

struct point window_to_pixels(const struct window *window, float x, float y)
{
    return (struct point){x * (float)window->width / (float)page_points(0),
                          y * (float)window->height / (float)page_points(1)};
}

bool window_begin(struct window *window, struct raster_target *target, struct error *err)
{
    int width, height;
    size_t needed;

    window_size(window, &width, &height);
    /* One frame, and behind it what goes to the page. */
    needed = 2 * (size_t)width * (size_t)height;
    window->intact = window->shown && page_resize(width, height) != 0 && width == window->width
                     && height == window->height;
    if (needed > window->pixel_capacity) {
        free(window->pixels);
        window->pixels = malloc(needed * sizeof *window->pixels);
        window->pixel_capacity = window->pixels != NULL ? needed : 0;
        window->intact = false;
    }
    if (window->pixels == NULL)
        return error_set(err, "there is not enough memory for %d x %d pixels", width, height);
    window->width = width;
    window->height = height;
    *target = (struct raster_target){.pixels = window->pixels, .width = width, .height = height,
                                     .pitch = width};
    return true;
}

/* A page has its bytes in the order red, green, blue, opaque. */
static void put(const struct window *window, struct raster_rect rect)
{
    size_t width = (size_t)window->width;
    uint32_t *out = window->pixels + width * (size_t)window->height, *to = out;

    for (int y = rect.y; y < rect.y + rect.height; y++) {
        const uint32_t *from = window->pixels + (size_t)y * width;

        for (int x = rect.x; x < rect.x + rect.width; x++)
            *to++ = 0xff000000U | (from[x] & 0xffU) << 16 | (from[x] & 0xff00U)
                    | (from[x] >> 16 & 0xffU);
    }
    page_put((const uint8_t *)out, rect.x, rect.y, rect.width, rect.height);
}

bool window_present(struct window *window, const struct raster_rect *changes, size_t count,
                    struct error *err UNUSED)
{
    const struct raster_rect all = {0, 0, window->width, window->height};

    page_resize(window->width, window->height);
    if (changes == NULL || !window->intact) {
        changes = &all;
        count = 1;
    }
    for (size_t i = 0; i < count; i++)
        put(window, changes[i]);
    window->shown = true;
    return true;
}

void window_lose(struct window *window)
{
    window->shown = false;
    window->full_screen = page_is_full_screen() != 0;
}

void window_toggle_full_screen(struct window *window)
{
    window->full_screen = page_is_full_screen() == 0;
    page_full_screen(window->full_screen);
}

bool window_copy(const char *text)
{
    page_copy(text);
    return true;
}

const char *window_driver(void)
{
    return "browser";
}

int window_refresh_rate(const struct window *window UNUSED)
{
    return 60;
}
