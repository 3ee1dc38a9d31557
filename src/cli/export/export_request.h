/*
 * export_request: what `backstep export` is asked for: its options, and what they come to.
 */
#ifndef BACKSTEP_CLI_EXPORT_REQUEST_H
#define BACKSTEP_CLI_EXPORT_REQUEST_H

#include "cli/look.h"
#include "cli/export/export_steps.h"
#include "lesson/link/link.h"
#include "lesson/variant.h"
#include "output/format.h"

#include <stdbool.h>

enum { EXPORT_NOT_GIVEN = -1, EXPORT_GO = -1 };

struct export_request {
    const char *word;    /* SCENARIO */
    const char *at_words;
    const char *output, *format_name, *steps_words, *keys, *with, *mistake, *view, *part;
    const char *background, *scale_words, *dpi_words, *fit_words, *fps_words, *pace_words, *author;
    long at, iteration;
    bool force, ask, controls, no_controls, transparent, svg_text;
    struct look look;
    /* What the above come to: */
    const char *opened;  /* the scenario, or `link`: the one to the moment of --at */
    char link[LINK_SIZE];
    const struct format *format;
    bool to_stream;
    struct export_steps steps;
    struct variant variant;      /* --with; kind NONE: as the scenario says */
    int mistake_number;          /* an enum mistake */
    int picture;                 /* an enum shown_picture; -1: as it is */
    double scale, dpi, fit, fps, pace; /* 0: not given */
    color paper;                 /* alpha 0: the theme's */
    float least_number;          /* see framing.h */
};

/* Reads the command line. EXPORT_GO, or the exit status: help was asked for, or what is wrong has
 * been said. */
int export_request_read(struct export_request *request, int argc, char **argv);

#endif
