/*
 * format: the kinds of files that pictures are written as, a row each.
 *
 * A file is begun, gets its pictures, and is ended; of most formats one picture is the whole file.
 * What a format needs and this program was built without is told by its row.
 */
#ifndef BACKSTEP_OUTPUT_FORMAT_H
#define BACKSTEP_OUTPUT_FORMAT_H

#include "output/format_row.h"

/* By the name, or by how a file's name ends, in any case; NULL: none. */
const struct format *format_find(const char *name);
const struct format *format_of_file(const char *path);

/* Whole files; `file` has all but the state. Errors do not name the file. */
bool format_begin(struct format_file *file, const struct about *about, struct error *err);
bool format_add(struct format_file *file, const struct canvas *canvas, const struct page *page,
                struct error *err);
bool format_end(struct format_file *file, struct error *err);

#endif
