/*
 * look: the options that say how a lesson is shown, shared by window and export.
 */
#ifndef BACKSTEP_CLI_LOOK_H
#define BACKSTEP_CLI_LOOK_H

#include "app/app.h"
#include "cli/options.h"

enum {
    LOOK_SIDE_MIN = 360,
    LOOK_SIDE_MAX = 3840,
    LOOK_OPTIONS = 6,
};

/* As the command line says it; NULL and LOOK_UNSET: not given. */
struct look {
    const char *size;
    const char *theme;
    bool no_sentence, full_ink;
    const char *granularity;
    long text;
    enum framing_part part; /* what is to have room */
    /* What look_check makes of them. */
    int width, height;
    enum theme_kind theme_kind;
    enum granularity granularity_kind;
};

/* Nothing given, this size unless --size says another. */
void look_init(struct look *look, int width, int height);

/* Writes the LOOK_OPTIONS lines of the options table that fill the look. */
void look_options(struct look *look, struct option table[LOOK_OPTIONS]);

/* Understands what was given; errors are of wrong usage. */
bool look_check(struct look *look, struct error *err);

/* The enum granularity of "--granularity WORD"; -1: there is none of that name. */
int look_granularity(const char *word, struct error *err);

/* Puts what was given into the application's settings. */
void look_apply(const struct look *look, struct app *app);

#endif
