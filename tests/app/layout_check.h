/*
 * layout_check: what must hold of every frame, asked of the canvas's commands.
 */
#ifndef BACKSTEP_TESTS_APP_LAYOUT_CHECK_H
#define BACKSTEP_TESTS_APP_LAYOUT_CHECK_H

#include "draw/canvas.h"

#include <stdbool.h>
#include <stddef.h>

struct layout_report {
    size_t texts;      /* texts looked at */
    size_t in_circles; /* of these on a circle */
    size_t problems;
    char first[1024];  /* the first problem, in words */
};

/* Every text inside the window and its box or circle, at least min_px large, not overlapping another,
 * not painted over, not struck through by a line, and in at least 4.5:1 contrast to what is under it;
 * no two circles or boxes with text on them that overlap. */
void layout_check(const struct canvas *canvas, int min_px, struct layout_report *report);

/* The same of what lies on a sheet, of which there must be one: the dimmed picture below it does not
 * count. */
void layout_check_sheet(struct canvas *canvas, int min_px, struct layout_report *report);

#endif
