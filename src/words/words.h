/*
 * words: what the program says, a whole sentence a key.
 *
 * The English texts stand in words/english, a list a subject: to add one, add its row there,
 *
 *   WORD(LOSS_WOULD_GROW, "{f gradient} > 0: if {f weight} grew a little, the loss would grow.")
 *   WORD(EPOCHS_LEFT, PLURAL("{n} epoch is left.", "{n} epochs are left."))
 *
 * and say W_LOSS_WOULD_GROW where it is meant. A place in braces is filled by the caller, who
 * gives the arguments in the order in which the English text names them:
 *
 *   {f} a const struct formula *     {v} a double, in the digits of the display
 *   {n} a size_t, as a count: 1,234  {s} a const char *: a name, or another text
 *
 * A name behind the letter, {f weight}, says what stands there; where a text has it twice it is one
 * argument. {f} and {v} are for explain/rich.h alone. *...* is bold. Of the forms of a PLURAL the
 * first {n} chooses. A text is never put together of pieces that only English has in that order.
 *
 * A language is another table. What is missing in it is said in English; its texts may name the
 * places in any order. Names that a lesson gives, symbols and numbers are no words. Nor are the
 * errors of the command line and of the readers of files, which stand where they arise.
 */
#ifndef BACKSTEP_WORDS_WORDS_H
#define BACKSTEP_WORDS_WORDS_H

#include "base/arena.h"
#include "base/text.h"

#include <stdarg.h>

/* The forms of a plural, as one text. */
#define PLURAL(one, many) one "\f" many

enum word {
    W_NONE, /* no text: "" */
#define WORD(key, text) W_##key,
#include "words/lists.h"
#undef WORD
    WORD_COUNT
};

struct words_language {
    const char *const *texts;         /* WORD_COUNT; NULL: as in English */
    size_t (*form)(size_t count);     /* which form of a plural, from 0 */
};

extern const struct words_language words_english;

/* English, a third longer and in accented letters, made from the English texts: what is still
 * legible on the screen is no text of these tables, and what no longer fits has too little room. */
const struct words_language *words_pseudo(void);

/* From here on, for the whole program; borrowed for good. English until then. */
void words_use(const struct words_language *language);

/* A text without places to fill. Lives as long as the program. */
const char *words(enum word key);

/* The text of the engine's row of that name that says what is asked, such as "relu", "title";
 * W_NONE: there is none. */
enum word words_named(const char *row, const char *what);

/* The text filled with its arguments, {n} and {s}; appends. */
void words_add(struct text *out, enum word key, ...);
void words_vadd(struct text *out, enum word key, va_list args);
/* The same into a buffer, cut where it ends. */
void words_print(char *out, size_t size, enum word key, ...);
/* The same in an arena; of at most 1,023 bytes. */
const char *words_in(struct arena *arena, enum word key, ...);

/* ---- for whoever fills texts in another way ---- */

enum { WORDS_ARGUMENTS_MAX = 10 };

struct words_argument {
    char kind;          /* f, v, n, s */
    const char *place;  /* what stands in the English text's braces */
    size_t length;
    const void *formula;
    double value;
    size_t count;
    const char *text;
};

struct words_reading {
    const char *at;     /* what is still to be read */
    const char *end;
    struct words_argument arguments[WORDS_ARGUMENTS_MAX];
    size_t count;
    size_t unnamed[4];  /* how many places without a name have been filled, of each kind */
};

void words_begin(struct words_reading *reading, enum word key, va_list args);
/* The argument of the place that opens at `at`, and moves behind it. */
const struct words_argument *words_fill(struct words_reading *reading);

#endif
