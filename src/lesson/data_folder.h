/*
 * data_folder: where the files that come with the program lie.
 *
 * The first of these places wins:
 *
 *   1. $BACKSTEP_DATA/<installed>, if that variable is set; nothing else is tried
 *   2. <source> of the source that was built, if the program lies in a build folder: meson puts
 *      a link to the source, "backstep-source", into that
 *   3. <folder of the program>/../<datadir>/backstep/<installed>: an installed
 *      tree works wherever it is moved to
 *   4. the datadir the program was configured with
 *   5. <source> below the current folder, where the system cannot tell what program runs
 *
 * So who works on the source sees the source's files though another version is
 * installed, and an installed program never looks into a source tree.
 */
#ifndef BACKSTEP_LESSON_DATA_FOLDER_H
#define BACKSTEP_LESSON_DATA_FOLDER_H

#include "base/error.h"
#include "base/file.h"

#include <stdbool.h>

/* The same kind of files in the two layouts. */
struct data_folder {
    const char *what;      /* for errors: "the built-in scenarios" */
    const char *installed; /* below the data folder: "scenarios" */
    const char *source;    /* below the source: "assets/scenarios" */
};

/* What the choice depends on; any member may be NULL. */
struct data_places {
    const char *override;   /* $BACKSTEP_DATA */
    const char *program;    /* the running program's file, absolute and without links */
    const char *relative;   /* from the program's folder: "../share/backstep" */
    const char *configured; /* "/usr/share/backstep" */
};

/* Errors: no such folder in any of the places, which it names. */
bool data_folder_find(const struct data_folder *folder, const struct data_places *places,
                      char out[FILE_PATH_SIZE], struct error *err);

#endif
