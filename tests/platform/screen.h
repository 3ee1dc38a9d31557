/*
 * screen: a display of the test's own (Xvfb), a user in front of it (xdotool), and
 * what that user sees: the display's pixels.
 */
#ifndef BACKSTEP_TESTS_SCREEN_H
#define BACKSTEP_TESTS_SCREEN_H

#include "spawn.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { SCREEN_WIDTH = 1280, SCREEN_HEIGHT = 720 };

#define SCREEN_MODE "1280x720x24"
#define SCREEN_DPI "96"

struct screen {
    pid_t server;                   /* 0: none */
    char display[24];               /* ":7" */
    char folder[SPAWN_PATH_SIZE];   /* where the server keeps its pixels */
};

/* A picture, 0xRRGGBB a pixel. */
struct picture {
    uint32_t *pixels; /* owned */
    int width, height;
};

/* Whether Xvfb, xdotool and setxkbmap are installed. */
bool screen_possible(void);

/* Starts a display of that mode (SCREEN_MODE: SCREEN_WIDTH x SCREEN_HEIGHT of 24 bits) and as many dots an
 * inch (SCREEN_DPI: as desktops have), the pointer in the lower right corner of the former. */
void screen_start(struct screen *screen, const char *mode, const char *dpi);
void screen_stop(struct screen *screen);

/* Runs xdotool with these arguments (up to NULL). */
void screen_do(const struct screen *screen, const char *const *arguments);

/* Gives the display's keyboard a layout, "fr". */
void screen_layout(const struct screen *screen, const char *layout);

/* Starts the built program on the display with these arguments, in the folder `in`; `variable`
 * ("NAME=value", may be NULL) is added to its environment. */
pid_t screen_run(const struct screen *screen, const char *in, const char *variable,
                 const char *const *arguments);

/* The exit status of the program, which has some seconds to end by itself; -1 if it does not. */
int screen_wait(pid_t program);

/* Ends the program if it still runs; for the end of a failed test. */
void screen_kill(pid_t program);

/* Processor time that the program has used, in clock ticks; -1 where that is not known. */
long screen_ticks(pid_t program);

/* What the display shows now. */
void screen_look(const struct screen *screen, struct picture *picture);

/* Reads a PNG; the test fails if it cannot. */
void picture_read(struct picture *picture, const char *path);
void picture_finish(struct picture *picture);

/* Whether `part` is the upper left part of `whole`, pixel by pixel. */
bool picture_shows(const struct picture *whole, const struct picture *part);

/* Waits until the display shows the picture; false if it does not within some seconds. */
bool screen_shows(const struct screen *screen, const struct picture *picture);

void screen_sleep_ms(long ms);

#endif
