/*
 * export_files: what the files of an export are called and whether they may be written.
 *
 * A name after -o that ends as a format does (in any case) is one file or, of a series in a format
 * that has one picture a file, what the numbered files' names begin with; any other is a folder,
 * where the files are called by what they show: "mazur-03-backward-o1.png".
 */
#ifndef BACKSTEP_CLI_EXPORT_FILES_H
#define BACKSTEP_CLI_EXPORT_FILES_H

#include "base/error.h"
#include "base/file.h"
#include "output/format.h"

#include <stdbool.h>

enum { EXPORT_NAME_SIZE = 128 };

struct export_files {
    const char *output;          /* borrowed: what -o says; NULL: the current folder */
    const struct format *format;
    char name[EXPORT_NAME_SIZE]; /* "mazur" */
    bool series;                 /* a file a picture: they are numbered, whatever -o says */
    bool keys;                   /* "mazur-keys.png" instead of a number */
    long last;                   /* number; says how wide they are written */
};

/* Whether the name after -o can be meant; false and the reason: wrong usage. *format gets that of
 * its ending, or, where it has none, PNG. NULL (no -o) is fine. */
bool export_files_understand(const char *output, const struct format **format, struct error *err);

/* What a picture shows that is of a question alone, and has the number of the one after it. */
#define EXPORT_QUESTION "question"

/* The file of one picture, "slides/mazur-007-loss.png"; `what` is what it shows, "loss". */
bool export_files_path(const struct export_files *files, long number, const char *what,
                       char out[FILE_PATH_SIZE], struct error *err);

/* Before anything is written: makes the folder; false if there is none to write to. */
bool export_files_prepare(const struct export_files *files, struct error *err);

/* False if the path is a file already and not `force`. */
bool export_files_check(const char *path, bool force, struct error *err);

#endif
