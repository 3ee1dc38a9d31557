/*
 * scale: how many pixels of an X display make one of a plain screen of 96 dots an inch.
 *
 * X has no points: a window that is to look as large as the desktop's own must be made of more
 * pixels. Elsewhere (Wayland, macOS) the system does that by itself, and the scale is 1.
 */
#ifndef BACKSTEP_PLATFORM_SCALE_H
#define BACKSTEP_PLATFORM_SCALE_H

struct SDL_Window;

/* From 1 to 4 in quarters: by the desktop's Xft.dpi, or else, as Xft does, by the size that the
 * server claims for the screen. */
double scale_of_display(struct SDL_Window *window);

#endif
