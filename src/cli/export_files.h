/*
 * export_files: what the pictures of an export are called and whether they may be written.
 *
 * A name after -o that ends in .png (in any case) is one picture's file or, of
 * a series, what the numbered files' names begin with; any other is a folder.
 */
#ifndef BACKSTEP_CLI_EXPORT_FILES_H
#define BACKSTEP_CLI_EXPORT_FILES_H

#include "base/error.h"
#include "base/file.h"

#include <stdbool.h>

enum { EXPORT_FILES_MAX = 100000, EXPORT_NAME_SIZE = 128 };

struct export_files {
    const char *output;          /* borrowed: what -o says; NULL: the current folder */
    char name[EXPORT_NAME_SIZE]; /* "mazur" */
    bool series;                 /* the files are numbered, whatever -o says */
    bool keys;                   /* "mazur-keys.png" instead of a number */
    long first, last;            /* numbers; the last says how wide they are written */
};

/* Whether the name after -o can be meant; false and the reason: wrong usage.
 * NULL (no -o) is fine. */
bool export_files_understand(const char *output, struct error *err);

/* The file of one picture, "slides/mazur-007.png". */
bool export_files_path(const struct export_files *files, long number, char out[FILE_PATH_SIZE],
                       struct error *err);

/* Before anything is written: makes the folder; false if there is none to write
 * to or, unless `force`, if a file is there already. */
bool export_files_prepare(const struct export_files *files, bool force, struct error *err);

#endif
