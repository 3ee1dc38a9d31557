/*
 * link: a lesson at a moment, as it looks, as one word.
 *
 *   #mazur?at=1,backward,after+dw+w5&granularity=term&theme=dark&text=1&change=w+w5=0.9
 *   https://somewhere/backstep/#xor?at=12,update       the same behind the address of a page
 *   lesson.json#?at=start                              of a file
 *
 *   at          start; or the iteration, then phase, "sample N" (its index in the data), "time N"
 *               (from 1), "after WHAT" or "before WHAT", in this order and each only where it is
 *               wanted: what
 *               quantity/locate.h takes, with the words of quantity_named.h; or "step N.M": unit N
 *               of the run and M of its moments, as in a session (session.h)
 *   granularity phase, layer, neuron or term
 *   theme       light or dark
 *   text        the size of the text: -1 to 2
 *   change      WHAT=VALUE@STEP.SAMPLE.TIME, once for each change by hand: what session.h has in
 *               its "changes", by the words of quantity_named.h; "rate=1@6"; "optimizer=adam@6".
 *               STEP and SAMPLE are 0 where they are missing
 *   data        in the place of the lesson's name: a whole scenario, packed (link_pack.h)
 *
 * A space is "+", and any byte may be written as % and two hexadecimal digits.
 */
#ifndef BACKSTEP_LESSON_LINK_LINK_H
#define BACKSTEP_LESSON_LINK_LINK_H

#include "base/error.h"
#include "base/file.h"

#include <stdbool.h>
#include <stddef.h>

struct scenario;
struct session;

enum { LINK_SIZE = FILE_PATH_SIZE, LINK_TEXT_LEAST = -1, LINK_TEXT_MOST = 2 };

/* How it is to look; zeroed: as it does. */
struct link_look {
    char theme[8]; /* its name; "": none is given */
    bool sized;    /* text_size is given */
    int text_size;
};

/* Whether a word of the command line is a link, not a name and not a file. */
bool link_is(const char *word);

/* Opens what it leads to: a scenario with a session at that moment (whose `of` is the file), and
 * with the look it asks for. On false the scenario is zeroed. Errors name the part of the link. */
bool link_open(struct scenario *scenario, const char *link, struct error *err);

/* The part from # on, for the run of that scenario as it stands in the session. `name`: of the
 * built-in lesson; NULL: none, the scenario travels in the link. Errors: it is too large for that,
 * or needs a file of its own. */
bool link_write(const struct scenario *scenario, const char *name, const struct session *session,
                const struct link_look *look, char out[LINK_SIZE], struct error *err);

#endif
