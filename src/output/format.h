/*
 * format: the kinds of files that pictures are written as, a row each.
 *
 * A file is begun, gets its pictures, and is ended; of most formats one picture is the whole file.
 * What a format needs and this program was built without is told by its row.
 */
#ifndef BACKSTEP_OUTPUT_FORMAT_H
#define BACKSTEP_OUTPUT_FORMAT_H

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

/* All rows. */
const struct format *format_all(size_t *count);

/* By the name, or by how a file's name ends, in any case; NULL: none. */
const struct format *format_find(const char *name);
const struct format *format_of_file(const char *path);

/* Whole files; `file` has all but the state. Errors do not name the file. */
bool format_begin(struct format_file *file, const struct about *about, struct error *err);
bool format_add(struct format_file *file, const struct canvas *canvas, const struct page *page,
                struct error *err);
bool format_end(struct format_file *file, struct error *err);

#endif
