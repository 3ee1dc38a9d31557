/*
 * catalogue: the built-in scenarios.
 *
 * They are files: next to the installed program in <datadir>/backstep/scenarios,
 * or, when the program runs from its build folder, in the source's
 * assets/scenarios. The environment variable BACKSTEP_DATA overrides both (a
 * folder with scenarios/ and fonts/ in it).
 */
#ifndef BACKSTEP_LESSON_CATALOGUE_H
#define BACKSTEP_LESSON_CATALOGUE_H

#include "base/error.h"
#include "base/file.h"

#include <stdbool.h>
#include <stddef.h>

struct catalogue_entry {
    const char *name;  /* "mazur" */
    const char *title; /* one line for a list */
};

/* In the order of a course, the default first. */
const struct catalogue_entry *catalogue_entries(size_t *count);

/* The folder with scenarios/ and fonts/; NULL-terminated into out. Errors: not found, naming
 * the places looked in. */
bool catalogue_data_folder(char out[FILE_PATH_SIZE], struct error *err);

/* The file of a built-in name, or `scenario` itself if it is a path. A word that
 * is neither is an error that names the nearest built-in. */
bool catalogue_resolve(const char *scenario, char out[FILE_PATH_SIZE], struct error *err);

#endif
