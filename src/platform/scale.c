#include "platform/scale.h"

#include "base/attributes.h"

#include <SDL.h>
#ifdef HAVE_XLIB_H
#include <SDL_syswm.h>
#endif
#include <math.h>
#include <stdlib.h>
#include <string.h>

#if defined(HAVE_XLIB_H) && defined(SDL_VIDEO_DRIVER_X11)
/* The number behind "Xft.dpi:" in the display's resources; 0: there is none. */
static double dpi_in(const char *resources)
{
    static const char name[] = "Xft.dpi:";

    while (resources != NULL && *resources != '\0') {
        if (strncmp(resources, name, sizeof name - 1) == 0)
            return strtod(resources + sizeof name - 1, NULL);
        resources = strchr(resources, '\n');
        resources = resources != NULL ? resources + 1 : NULL;
    }
    return 0.0;
}

/* Only what Xlib's header offers as macros and members is used: the library is for SDL to load. */
static double dots_an_inch(Display *display)
{
    const Screen *screen = DefaultScreenOfDisplay(display);
    double dpi = dpi_in(((_XPrivDisplay)display)->xdefaults);

    if (dpi > 0.0)
        return dpi;
    return screen->mheight > 0 ? screen->height * 25.4 / screen->mheight : 0.0;
}
#endif

double scale_of_display(SDL_Window *window UNUSED)
{
    double scale = 1.0;
#if defined(HAVE_XLIB_H) && defined(SDL_VIDEO_DRIVER_X11)
    SDL_SysWMinfo info;

    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) && info.subsystem == SDL_SYSWM_X11)
        scale = round(dots_an_inch(info.info.x11.display) / 96.0 * 4.0) / 4.0;
#else
#endif
    return fmin(fmax(scale, 1.0), 4.0);
}
