/*
 * format_row: what a kind of file is, as a row of format.h, and a file of it that is being written.
 */
#ifndef BACKSTEP_OUTPUT_FORMAT_ROW_H
#define BACKSTEP_OUTPUT_FORMAT_ROW_H

#include "base/error.h"
#include "draw/canvas.h"
#include "draw/raster/raster.h"
#include "output/outline.h"
#include "output/page.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A file that is being written. */
struct format_file {
    const struct format *format;
    FILE *stream;             /* borrowed */
    struct outline *outline;  /* borrowed; NULL where the format has no outlines */
    struct raster *raster;    /* borrowed */
    struct page_options options;
    size_t pages;             /* how many there will be */
    void *state;              /* owned: the format's own */
};

struct format {
    const char *name;    /* "png": also the ending of the files' names */
    const char *package; /* what this program was built without; NULL: the format can be written */
    bool outlines;       /* it needs the fonts' outlines */
    bool one_file;       /* of all pictures of a series */
    bool moves;          /* it has the motion between the steps */
    bool (*begin)(struct format_file *file, const struct about *about, struct error *err);
    bool (*add)(struct format_file *file, const struct canvas *canvas, const struct page *page,
                struct error *err);
    bool (*end)(struct format_file *file, struct error *err); /* also after a failure; frees */
};

#endif
