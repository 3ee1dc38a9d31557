/*
 * text: UTF-8 into buffers of a fixed size, never past their end.
 */
#ifndef BACKSTEP_BASE_TEXT_H
#define BACKSTEP_BASE_TEXT_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

/* A string that grows in the caller's buffer; always terminated. What does not
 * fit is dropped at a character boundary and `cut` becomes true. */
struct text {
    char *data;    /* borrowed for the struct's life */
    size_t size;   /* of the buffer, with the terminator; > 0 */
    size_t length; /* bytes in use, without the terminator */
    bool cut;
};

void text_init(struct text *text, char *buffer, size_t size);
void text_add(struct text *text, const char *bytes);
void text_printf(struct text *text, const char *format, ...) PRINTF_LIKE(2, 3);

/* Removes an incomplete UTF-8 sequence from the end of a cut string. */
void text_cut_utf8(char *text);

/* Whether the length bytes are well-formed UTF-8 without NUL. */
bool text_valid_utf8(const char *bytes, size_t length);

/* Decodes one character at *at and moves *at past it; U+FFFD for a bad byte.
 * Returns 0 at the terminator and stays there. */
unsigned text_next_utf8(const char **at);

/* Puts '?' in the place of what would steer a terminal, turn the direction of what is written or is
 * no UTF-8: control characters (line breaks, C1 and the marks of bidirectional text included),
 * separators of lines, tags. The text may become shorter. Whatever comes from a file or an argument
 * and is shown passes through this. */
void text_tame(char *text);

/* The character (not a surrogate) in UTF-8; returns how many bytes it takes. Not terminated. */
size_t text_put_utf8(char out[4], unsigned character);

/* How many bytes the first `characters` characters take; all of them if there are fewer. */
size_t text_prefix(const char *text, size_t characters);

/* Whether two words are the same but for capitals (of ASCII, whatever the locale). */
bool text_same_letters(const char *a, const char *b);

/* Adds "a, b or c" with " or " as the last joint. Names that are NULL are passed over. */
void text_list(struct text *text, const char *const *names, size_t count, const char *last);

/* The index of the word among the texts, of which some may be NULL; count: it is none of them. */
size_t text_index(const char *word, const char *const *known, size_t count);

/* The entry of `known` nearest to `word` by edit distance, if it is near
 * enough to be what was meant, else NULL. Case does not count: "ReLU" is near
 * "relu". For "did you mean". Entries that are NULL are passed over. */
const char *text_nearest(const char *word, const char *const *known, size_t count);
/* Of the texts in rows of a table: of the first row's, and so many bytes apart. */
const char *text_nearest_of(const char *word, const void *first, size_t count, size_t apart);

#endif
