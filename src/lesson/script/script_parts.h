/*
 * script_parts: what the readers of a script share; for their files, and for links, whose moments
 * are said as theirs.
 */
#ifndef BACKSTEP_LESSON_SCRIPT_SCRIPT_PARTS_H
#define BACKSTEP_LESSON_SCRIPT_SCRIPT_PARTS_H

#include "lesson/schema/member.h"
#include "lesson/scenario.h"

/* What a script is read with. */
struct script_reader {
    struct scenario *scenario;
    struct script *script;
    struct stepper plan;   /* of the run, without a state: what locate looks at */
    struct cursor reached; /* where the station before stands */
    uint64_t iteration;    /* its iteration */
};

/* Where that is in a run of the scenario. */
bool script_locate(const struct scenario *scenario, const struct stepper *stepper,
                   const struct locate *at, struct cursor *cursor, struct error *err);

/* A text of the script, in its arena; absent: NULL. */
bool script_read_text(const struct node *object, const char *key, struct script_reader *reader,
                      const char **out);

/* "ask" of a station. */
bool script_read_ask(const struct node *station, struct script_reader *reader,
                     struct script_ask *ask);

#endif
