#include "platform/window.h"

#include "platform/scale.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>

/* SDL_GL_GetDrawableSize answers in pixels for windows without OpenGL too; unlike
 * SDL_GetWindowSizeInPixels it is there before SDL 2.26. */
static void pixel_size(SDL_Window *handle, int *width, int *height)
{
    SDL_GL_GetDrawableSize(handle, width, height);
}

static bool points_are_pixels(SDL_Window *handle)
{
    int width, height, points_x, points_y;

    pixel_size(handle, &width, &height);
    SDL_GetWindowSize(handle, &points_x, &points_y);
    return width == points_x && height == points_y;
}

static bool texture_wanted(SDL_Window *handle)
{
    const char *present = getenv("BACKSTEP_PRESENT");

    if (present != NULL && strcmp(present, "texture") == 0)
        return true;
    return !points_are_pixels(handle) || SDL_GetWindowSurface(handle) == NULL;
}

/* The surface path is the default; where the window has no surface in a format that SDL knows (X
 * screens of 30 bits), it is the texture. */
static void choose_path(struct window *window)
{
    if (window->renderer != NULL || !texture_wanted(window->handle))
        return;
#if SDL_VERSION_ATLEAST(2, 28, 0)
    if (SDL_HasWindowSurface(window->handle))
        SDL_DestroyWindowSurface(window->handle);
#endif
    window->renderer = SDL_CreateRenderer(window->handle, -1, 0);
}

/* Cuts the wish to what the display has room for, title bar and panels aside. A
 * window as high as all of it is meant to be (a kiosk, a bench). */
static void fit_display(int *width, int *height)
{
    enum { TITLE_BAR = 40 };
    SDL_Rect usable;

    if (SDL_GetDisplayUsableBounds(0, &usable) != 0)
        return;
    if (usable.w > 0 && *width > usable.w)
        *width = usable.w;
    if (usable.h > TITLE_BAR && *height > usable.h - TITLE_BAR && usable.h != *height)
        *height = usable.h - TITLE_BAR;
}

/* Gives the window its size and shows it. */
static void place_window(SDL_Window *handle, int width, int height)
{
    double scale = scale_of_display(handle);
    int least_width = (int)(scale * WINDOW_WIDTH_MIN);
    int least_height = (int)(scale * WINDOW_HEIGHT_MIN);

    if (width == 0 || height == 0) {
        width = (int)(scale * WINDOW_WIDTH_DEFAULT);
        height = (int)(scale * WINDOW_HEIGHT_DEFAULT);
    }
    fit_display(&width, &height);
    SDL_SetWindowSize(handle, width, height);
    SDL_SetWindowPosition(handle, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED);
    SDL_SetWindowMinimumSize(handle, width < least_width ? width : least_width,
                             height < least_height ? height : least_height);
    SDL_ShowWindow(handle);
}

/* Better no window than a black one. */
static bool can_be_drawn_into(const struct window *window, struct error *err)
{
    if (window->renderer != NULL || SDL_GetWindowSurface(window->handle) != NULL)
        return true;
    return error_set(err,
                     "cannot draw into a window: the display's pixels have a format that nobody "
                     "here knows (%s); set the display to 24 bits a pixel, or use 'backstep export "
                     "SCENARIO' to make pictures without one",
                     SDL_GetError());
}

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);

    return value != NULL && value[0] != '\0';
}

/* SDL goes on to drivers whose windows nobody sees when it finds no display. They
 * are welcome only if they were asked for. */
static bool is_seen(const char *driver)
{
    return is_set("SDL_VIDEODRIVER") ||
           (strcmp(driver, "offscreen") != 0 && strcmp(driver, "dummy") != 0 &&
            strcmp(driver, "evdev") != 0);
}

static void set_hints(void)
{
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    /* A window that fills the screen keeps its desktop's compositor. */
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
#if defined(__unix__) && !defined(__EMSCRIPTEN__)
    /* Without this variable Wayland cannot work and only complains. */
    if (!is_set("SDL_VIDEODRIVER") && !is_set("XDG_RUNTIME_DIR"))
        SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11");
#endif
}

static bool start_video(struct error *err)
{
    const char *reason;

    set_hints();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        reason = SDL_GetError();
    } else if (!is_seen(window_driver())) {
        reason = "only drivers that show nothing";
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    } else {
        SDL_EnableScreenSaver();
        return true;
    }
    return error_set(err,
                     "cannot open a window: there is no display (%s); start it on a desktop, or "
                     "use 'backstep export SCENARIO' to make pictures without one",
                     reason);
}

bool window_open(struct window *window, const char *title, int width, int height,
                 struct error *err)
{
    *window = (struct window){0};
    if (!start_video(err))
        return false;
    window->handle =
        SDL_CreateWindow(title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                         WINDOW_WIDTH_DEFAULT, WINDOW_HEIGHT_DEFAULT,
                         SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI | SDL_WINDOW_HIDDEN);
    if (window->handle == NULL) {
        error_set(err, "cannot open a window: %s", SDL_GetError());
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return false;
    }
    place_window(window->handle, width, height);
    choose_path(window);
    return can_be_drawn_into(window, err);
}

/* SDL wakes itself up through a second connection to the X server. A message
 * that arrives there after the window is gone ends the program with an error (seen
 * with SDL 2.26), so what is on its way gets the time to arrive. */
static void hide_first(SDL_Window *handle)
{
    enum { ARRIVAL_MS = 5 };

    if (strcmp(window_driver(), "x11") != 0)
        return;
    SDL_HideWindow(handle);
    SDL_PumpEvents();
    SDL_Delay(ARRIVAL_MS);
}

void window_close(struct window *window)
{
    if (window->handle != NULL)
        hide_first(window->handle);
    if (window->texture != NULL)
        SDL_DestroyTexture(window->texture);
    if (window->renderer != NULL)
        SDL_DestroyRenderer(window->renderer);
    if (window->handle != NULL) {
        SDL_DestroyWindow(window->handle);
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
    free(window->pixels);
    *window = (struct window){0};
}

void window_size(const struct window *window, int *width, int *height)
{
    if (window->renderer == NULL)
        SDL_GetWindowSize(window->handle, width, height);
    else if (SDL_GetRendererOutputSize(window->renderer, width, height) != 0)
        pixel_size(window->handle, width, height);
}

struct point window_to_pixels(const struct window *window, float x, float y)
{
    int width, height, points_x, points_y;

    window_size(window, &width, &height);
    SDL_GetWindowSize(window->handle, &points_x, &points_y);
    if (points_x > 0 && points_y > 0) {
        x = x * (float)width / (float)points_x;
        y = y * (float)height / (float)points_y;
    }
    return (struct point){x, y};
}

/* Memory of our own for one frame; keeps it from frame to frame. */
static bool own_pixels(struct window *window, struct raster_target *target, struct error *err)
{
    size_t wanted = (size_t)target->width * (size_t)target->height;

    if (wanted > window->pixel_capacity) {
        uint32_t *pixels = realloc(window->pixels, wanted * sizeof *pixels);

        if (pixels == NULL)
            return error_set(err, "not enough memory for a frame of %d x %d pixels",
                             target->width, target->height);
        window->pixels = pixels;
        window->pixel_capacity = wanted;
    }
    target->pixels = window->pixels;
    target->pitch = target->width;
    return true;
}

static bool draws_directly(const SDL_Surface *surface)
{
    const SDL_PixelFormat *format = surface->format;

    return format->BytesPerPixel == 4 && format->Rmask == 0xff0000 && format->Gmask == 0xff00 &&
           format->Bmask == 0xff && !SDL_MUSTLOCK(surface) && surface->pitch % 4 == 0;
}

/* Where the frame goes: the window's own surface, or memory of ours. */
static bool find_target(struct window *window, struct raster_target *target, struct error *err)
{
    SDL_Surface *surface;

    choose_path(window);
    window_size(window, &window->width, &window->height);
    *target = (struct raster_target){.width = window->width, .height = window->height};
    if (window->width <= 0 || window->height <= 0)
        return error_set(err, "the window has no size");
    if (window->renderer != NULL)
        return own_pixels(window, target, err);
    surface = SDL_GetWindowSurface(window->handle);
    if (surface == NULL)
        return error_set(err, "the window cannot be drawn into: %s", SDL_GetError());
    window->width = target->width = surface->w;
    window->height = target->height = surface->h;
    window->shown = window->shown && surface->userdata == window;
    if (!draws_directly(surface))
        return own_pixels(window, target, err);
    target->pixels = surface->pixels;
    target->pitch = surface->pitch / 4;
    return true;
}

bool window_begin(struct window *window, struct raster_target *target, struct error *err)
{
    int width = window->width, height = window->height;
    const uint32_t *pixels = window->pixels;

    window->intact = false;
    if (!find_target(window, target, err)) {
        window->shown = false;
        return false;
    }
    window->intact = window->shown && window->width == width && window->height == height
                     && window->pixels == pixels;
    return true;
}

static bool present_texture(struct window *window)
{
    int width = window->width, height = window->height;

    if (window->texture == NULL || window->texture_width != width ||
        window->texture_height != height) {
        if (window->texture != NULL)
            SDL_DestroyTexture(window->texture);
        window->texture = SDL_CreateTexture(window->renderer, SDL_PIXELFORMAT_RGB888,
                                            SDL_TEXTUREACCESS_STREAMING, width, height);
        window->texture_width = width;
        window->texture_height = height;
    }
    if (window->texture == NULL ||
        SDL_UpdateTexture(window->texture, NULL, window->pixels, width * 4) != 0 ||
        SDL_RenderCopy(window->renderer, window->texture, NULL, NULL) != 0)
        return false;
    SDL_RenderPresent(window->renderer);
    return true;
}

/* The rectangles alone, if there are not too many. */
static bool update_surface(SDL_Window *handle, const struct raster_rect *changes, size_t count)
{
    enum { RECTS_MAX = 256 };
    SDL_Rect rects[RECTS_MAX];

    if (changes == NULL || count > RECTS_MAX)
        return SDL_UpdateWindowSurface(handle) == 0;
    for (size_t i = 0; i < count; i++)
        rects[i] = (SDL_Rect){changes[i].x, changes[i].y, changes[i].width, changes[i].height};
    return count == 0 || SDL_UpdateWindowSurfaceRects(handle, rects, (int)count) == 0;
}

static bool present_surface(struct window *window, const struct raster_rect *changes, size_t count)
{
    SDL_Surface *surface = SDL_GetWindowSurface(window->handle);

    if (surface == NULL || surface->w != window->width || surface->h != window->height)
        return SDL_SetError("it changed its size") == 0; /* false; the next frame will fit */
    if (!draws_directly(surface)) {
        int failed;

        if (SDL_MUSTLOCK(surface) && SDL_LockSurface(surface) != 0)
            return false;
        failed = SDL_ConvertPixels(surface->w, surface->h, SDL_PIXELFORMAT_RGB888, window->pixels,
                                   surface->w * 4, surface->format->format, surface->pixels,
                                   surface->pitch);
        if (SDL_MUSTLOCK(surface))
            SDL_UnlockSurface(surface);
        if (failed)
            return false;
    }
    /* A new surface will not have this. */
    surface->userdata = window;
    return update_surface(window->handle, changes, count);
}

bool window_present(struct window *window, const struct raster_rect *changes, size_t count,
                    struct error *err)
{
    if (!window->intact)
        changes = NULL;
    window->shown = window->renderer != NULL ? present_texture(window)
                                             : present_surface(window, changes, count);
    return window->shown || error_set(err, "the window cannot be shown: %s", SDL_GetError());
}

void window_lose(struct window *window)
{
    window->shown = false;
}

void window_toggle_full_screen(struct window *window)
{
    bool wanted = !window->full_screen;

    if (SDL_SetWindowFullscreen(window->handle, wanted ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0) != 0)
        return;
    window->full_screen = wanted;
    if (wanted)
        SDL_DisableScreenSaver();
    else
        SDL_EnableScreenSaver();
}

bool window_copy(const char *text)
{
    return SDL_SetClipboardText(text) == 0;
}

const char *window_driver(void)
{
    const char *name = SDL_GetCurrentVideoDriver();

    return name != NULL ? name : "none";
}

int window_refresh_rate(const struct window *window)
{
    SDL_DisplayMode mode;
    int display = SDL_GetWindowDisplayIndex(window->handle);

    if (display < 0 || SDL_GetCurrentDisplayMode(display, &mode) != 0 || mode.refresh_rate <= 0)
        return 60;
    return mode.refresh_rate;
}
