/*
 * stage: an app with real fonts and a canvas, as tests need it; no display.
 */
#ifndef BACKSTEP_TESTS_APP_STAGE_H
#define BACKSTEP_TESTS_APP_STAGE_H

#include "app/app.h"
#include "draw/canvas.h"
#include "platform/fonts.h"

struct stage {
    struct fonts *fonts;
    struct canvas canvas;
    struct app app;
};

/* Fails the running test if something is missing. */
void stage_setup(struct stage *stage);
void stage_teardown(struct stage *stage);

/* Opens a built-in lesson with motion off. */
void stage_open(struct stage *stage, const char *name);

/* Runs that check as a test of each built-in lesson, whose name is its *state; returns how many
 * failed. */
int stage_every_lesson(const char *group, void (*check)(void **state));

/* Opens a scenario of that text. */
void stage_open_text(struct stage *stage, const char *text);

/* Builds a frame into the stage's canvas. */
void stage_frame(struct stage *stage, float width, float height);

/* The first text of the frame that begins with those words; NULL if there is none. */
const struct canvas_command *stage_text(const struct stage *stage, const char *words);

/* Builds frames of three sizes in both themes and counts their texts and what is wrong with them
 * (layout_check.h), which it prints. */
void stage_check_layout(struct stage *stage, const char *name, size_t *texts, size_t *problems);

#endif
