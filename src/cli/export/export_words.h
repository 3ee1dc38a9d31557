/*
 * export_words: what a picture shows, in words: for its file's name, and to be kept inside it.
 */
#ifndef BACKSTEP_CLI_EXPORT_WORDS_H
#define BACKSTEP_CLI_EXPORT_WORDS_H

#include "app/app.h"
#include "cli/export/export_request.h"

enum { EXPORT_WHAT_SIZE = 64 };

struct export_words {
    char what[EXPORT_WHAT_SIZE];     /* "backward-o1", for a file's name */
    char title[512];                 /* "Mazur: 3 Backward pass, o1" */
    char sentence[1024];             /* the step's own */
    char source[1024];               /* "mazur, iteration 1, step 3 of 28 (a neuron each)" */
    char entry[128];                 /* the step's title */
    char name[64];                   /* the scenario's */
    const char *phase;               /* what the strip calls it */
};

/* Of the moment the application shows. */
void export_words_make(struct export_words *words, struct app *app,
                       const struct export_request *request);

#endif
