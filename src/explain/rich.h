/*
 * rich: sentences with mathematics and values in them, from templates.
 *
 *   rich_format(arena, "{f} is *above* its target {v}", symbol, value)
 *
 * {f} takes a const struct formula *, {v} a double (set as a number, so that it
 * gets the display's precision), {s} a const char *, {n} a size_t; *...* is bold.
 * A word in braces that is none of these is a mistake of the programmer.
 */
#ifndef BACKSTEP_EXPLAIN_RICH_H
#define BACKSTEP_EXPLAIN_RICH_H

#include "explain/explanation.h"
#include "formula/formula_read.h"
#include "words/words.h"

#include <stdarg.h>

/* The text of that key, filled with its arguments (words/words.h). */
struct rich rich_words(struct arena *arena, enum word key, ...);
struct rich rich_vwords(struct arena *arena, enum word key, va_list args);

struct rich rich_format(struct arena *arena, const char *template, ...);

/* From a text with names in braces, {z}, which `names` gives their formulas; {z=} is its value. */
struct rich rich_of_names(struct arena *arena, enum word key, const struct formula_names *names);

/* One after the other. */
struct rich rich_join(struct arena *arena, struct rich a, struct rich b);

/* All but the last of its sentences; of one sentence nothing is left. */
struct rich rich_shorter(struct arena *arena, struct rich rich);

/* All before the last such mark between its parts; without one nothing is left. */
struct rich rich_without_last(struct arena *arena, struct rich rich, const char *mark);

/* One line of plain text, formulas as symbols; appends. */
void rich_to_text(struct rich rich, struct number_style style, struct text *out);

#endif
