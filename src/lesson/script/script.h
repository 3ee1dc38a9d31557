/*
 * script: a lesson's stations, as the member "script" of a scenario file, and the lesson after it.
 *
 *   "script": [
 *     {"at": {"iteration": 1, "phase": "backward", "sample": 0, "after": "dw w5"},
 *      "say": "...", "look": ["w w5", "a h1"], "view": "network", "granularity": "layer",
 *      "ask": {"kind": "gradient_sign", "of": "w5"}},
 *     {"run_to": {"iteration": 300, "seconds": 8}, "say": "...",
 *      "ask": {"text": "...", "answers": [{"text": "...", "right": true, "why": "..."}, ...]}}],
 *   "next": "xor"
 *
 *   at          {"start": true}, or where the station stands (quantity/locate.h): iteration
 *               (absent: the station's before, 1 at first), phase, after or before a quantity,
 *               sample from 0
 *   run_to      in place of at: the run goes on to the end of that iteration, in so many seconds
 *               (absent: 5; 0: at once). Its say stands while it runs, its question comes first
 *   say         **bold**, {a h1} the quantity's symbol, {a h1=} its value at the station
 *   look        quantities that are lit
 *   view        network, table, matrices, map, landscape or graph; absent: as it is
 *   granularity of the steps on the way to the next station; absent: as it is
 *   ask         kind, and of what; or a text with two to four answers, one of them right
 *
 * Stations stand in the order of the run, several at one moment if need be. A script with a
 * mistake does not keep a lesson from being opened: the scenario is read without it and says what
 * was wrong.
 */
#ifndef BACKSTEP_LESSON_SCRIPT_SCRIPT_H
#define BACKSTEP_LESSON_SCRIPT_SCRIPT_H

#include "base/arena.h"
#include "base/file.h"
#include "quantity/locate.h"
#include "quantity/quantity_named.h"

enum { SCRIPT_STATIONS_MAX = 1000, SCRIPT_SAY_MAX = 600, SCRIPT_LOOK_MAX = 32,
       SCRIPT_ANSWERS_MAX = 4 };

/* Questions that the program makes from the numbers. */
enum script_ask_kind {
    SCRIPT_ASK_NONE,
    SCRIPT_ASK_GRADIENT_SIGN,
    SCRIPT_ASK_DIRECTION,
    SCRIPT_ASK_LARGEST_STEP,
    SCRIPT_ASK_LARGEST_GRADIENT,
    SCRIPT_ASK_MOVED_YET,
    SCRIPT_ASK_PHASE_NAME,
    SCRIPT_ASK_WHO_MOVES,
    SCRIPT_ASK_LOSS_NEXT,
    SCRIPT_ASK_WHY_SMALL,
    SCRIPT_ASK_FACTOR,
    SCRIPT_ASK_PATHS,
    SCRIPT_ASK_VALUE,
    SCRIPT_ASK_ORDER,
    SCRIPT_ASK_SAME_GRADIENT,
    SCRIPT_ASK_NUMBER, /* typed */
    SCRIPT_ASK_RULE,
    SCRIPT_ASK_TIMES,       /* of recurrent networks, */
    SCRIPT_ASK_SAME_WEIGHT, /* both */
    SCRIPT_ASK_WHY,
    SCRIPT_ASK_TEXT, /* the scenario's own, with its answers */
    SCRIPT_ASK_KINDS
};

struct script_answer {
    const char *text, *why; /* borrowed from the script, why may be NULL */
    bool right;
};

struct script_ask {
    enum script_ask_kind kind;
    const char *of;            /* as written: "w2", "dw w2", "h1"; NULL: of nothing named */
    struct quantity quantity;  /* what it names; a weight or a bias where it has no key; of a neuron
                                * its activation. NONE: nothing */
    const char *text;          /* of SCRIPT_ASK_TEXT */
    struct script_answer answers[SCRIPT_ANSWERS_MAX];
    size_t answer_count;
};

struct script_station {
    struct locate at;             /* of run_to the end of its iteration */
    bool runs;                    /* run_to, in so many */
    double seconds;
    const char *say;              /* NULL: nothing */
    const struct quantity *look;
    size_t look_count;
    int picture;                  /* enum shown_picture; -1: as it is */
    int granularity;              /* enum granularity; -1: as it is */
    struct script_ask ask;
};

/* Zeroed: there is none. */
struct script {
    struct script_station *stations; /* owned */
    size_t count;
    char *next;               /* owned: a built-in lesson's name or a path; NULL: none */
    struct arena arena;       /* owned: what the stations borrow */
    struct error wrong;       /* what is wrong with it; then it has no stations */
};

struct scenario;

void script_finish(struct script *script);

/* Where a station of the scenario stands. The stepper is of a run of it, at any step; of a graph it
 * is not looked at. False where the run, as it was changed since, has no such moment. */
bool script_cursor(const struct scenario *scenario, size_t station, const struct stepper *stepper,
                   struct cursor *cursor);

/* What the words name in the scenario: a quantity of its network, or an item of its graph. */
bool script_named(const struct scenario *scenario, const struct optimizer *optimizer,
                  const char *text, struct quantity *quantity, struct error *err);

/* The path of the lesson that comes next; there is one. Errors: no built-in, no file. */
bool script_next(const struct scenario *scenario, char out[FILE_PATH_SIZE], struct error *err);

/* Trains until each station was reached. Errors, with the JSON path: what was wrong when it was
 * read; a station behind the end of the run; a value that is said before it is computed; no lesson
 * where `next` leads. */
bool script_check(const struct scenario *scenario, struct error *err);

/* "gradient_sign"; not of NONE and TEXT. */
const char *script_ask_name(enum script_ask_kind kind);

/* A sentence's spans, one after the other: */
enum script_span_kind { SCRIPT_SPAN_END, SCRIPT_SPAN_TEXT, SCRIPT_SPAN_SYMBOL, SCRIPT_SPAN_VALUE };

struct script_span {
    enum script_span_kind kind;
    bool bold;
    const char *text;         /* borrowed from the sentence, `length` bytes of it */
    size_t length;
};

/* The next span from *at on, which moves behind it; *bold is the caller's, false at first. */
struct script_span script_next_span(const char **at, bool *bold);

#endif
