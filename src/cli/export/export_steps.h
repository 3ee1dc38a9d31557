/*
 * export_steps: which steps of a run are shown, and the walk along them.
 *
 * A series begins at the start of an iteration; its steps are counted from there, at the chosen
 * granularity.
 */
#ifndef BACKSTEP_CLI_EXPORT_STEPS_H
#define BACKSTEP_CLI_EXPORT_STEPS_H

#include "app/app.h"
#include "cli/progress.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    EXPORT_PICTURES_MAX = 100000,
    EXPORT_UNASKED_MAX = 300, /* without --steps: a gigabyte is asked for */
    EXPORT_RANGES_MAX = 64
};

enum export_series {
    EXPORT_ONE,    /* a single moment */
    EXPORT_PHASES, /* the end of each phase */
    EXPORT_ALL,    /* every step of the iteration; 0 is before its first */
    EXPORT_RANGES, /* the steps that are named */
    EXPORT_STATIONS, /* of the lesson's script */
};

struct export_steps {
    enum export_series series;
    int granularity; /* an enum granularity that the words ask for; -1: none */
    struct { long first, last; } ranges[EXPORT_RANGES_MAX]; /* rising, apart */
    size_t range_count;
    unsigned long count; /* of those steps */
};

/* "all", "phases", "layers", "neurons", "stations" or "3,7..12". Errors: none of those, steps out
 * of order. */
bool export_steps_read(struct export_steps *steps, const char *words, struct error *err);

/* A walk along them. */
struct export_walk {
    const struct export_steps *steps; /* borrowed */
    struct app *app;                  /* borrowed: stands at the start */
    bool asks;                        /* with questions: stations that are nothing else count */
    size_t range;
    bool before;                      /* station `at` runs: it stands where that is asked about */
    long at;                          /* the number of the picture it stands at; -1: of none yet */
    long done;                        /* steps that were taken */
    long end;                         /* where the run ended; -1: not yet */
};

/* One that stands before the first picture, where the app does. */
struct export_walk export_walk_begin(const struct export_steps *steps, struct app *app, bool asks);

/* Goes on to the next picture; false at the end of the series or of the run. */
bool export_walk_next(struct export_walk *walk);

/* Whether the series has ended, not the run before it. Errors: no step `at` was there. */
bool export_walk_is_whole(const struct export_walk *walk, struct error *err);

/* Whether what the walk's station asks is asked where it stands; of a run that is before it. */
bool export_asks_station(const struct export_walk *walk);

/* Asks what is asked at the picture: at a station what the script does, else what the moment
 * has. */
void export_ask(const struct export_walk *walk);

/* So many steps. `shown` may be NULL. Errors: the run ends before. */
bool export_advance_to(struct app *app, long step, struct progress *shown, struct error *err);

#endif
