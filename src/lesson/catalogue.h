/*
 * catalogue: the built-in scenarios, and where the program's data lies.
 *
 * They are files: an installed program finds them in <datadir>/backstep/scenarios
 * and its fonts in <datadir>/backstep/fonts; a program that runs from its build
 * folder finds the source's assets/scenarios and fonts, whatever else is
 * installed. The environment variable BACKSTEP_DATA, if set, names a folder with
 * scenarios/ and fonts/ in it and overrides both. See data_folder.h for the rule.
 */
#ifndef BACKSTEP_LESSON_CATALOGUE_H
#define BACKSTEP_LESSON_CATALOGUE_H

#include "base/error.h"
#include "base/file.h"
#include "words/words.h"

#include <stdbool.h>
#include <stddef.h>

struct catalogue_entry {
    const char *name;  /* "mazur" */
    const char *title; /* one line for a list; the same as in the file */
    enum word part;    /* of the course */
    enum word asks;    /* the question that the lesson answers */
    size_t minutes;    /* that it takes, about */
};

/* In the order of a course, the default first. */
const struct catalogue_entry *catalogue_entries(size_t *count);
/* The one of that name; NULL: there is none. */
const struct catalogue_entry *catalogue_find(const char *name);

/* The folder of the built-in scenarios, and that of the fonts' folders;
 * NUL-terminated into out. Errors: not found, naming the places looked in. */
bool catalogue_scenarios_folder(char out[FILE_PATH_SIZE], struct error *err);
bool catalogue_fonts_folder(char out[FILE_PATH_SIZE], struct error *err);

/* The file of a built-in name, or `scenario` itself if it is a path: it has a
 * '/' in it, ends in ".json" or names something that exists. A word that is
 * neither is an error that names the nearest built-in. A built-in's name always
 * means the built-in; write ./xor for a file of that name. "-" is standard input. A link (link.h)
 * stays what it is. */
bool catalogue_resolve(const char *scenario, char out[FILE_PATH_SIZE], struct error *err);

#endif
