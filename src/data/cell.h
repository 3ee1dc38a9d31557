/*
 * cell: what a table's cell says: a number, that nothing is known, or words.
 *
 * The text is not terminated and has no blanks around it. Numbers are decimal, with a sign (U+2212
 * too), a decimal sign that is a point or a comma, and an exponent: neither "nan" nor "0x10" nor
 * what is too large for a double. The value is the double nearest to the text, everywhere.
 */
#ifndef BACKSTEP_DATA_CELL_H
#define BACKSTEP_DATA_CELL_H

#include <stdbool.h>
#include <stddef.h>

/* A cell's words are never longer; longer ones are cut, at a character's end. */
enum { CELL_WORDS_SIZE = 256 };

bool cell_number(const char *text, size_t length, char decimal, double *out);

/* The same of one to three digits, which most cells of large tables are. */
static inline bool cell_digits(const char *text, size_t length, double *out)
{
    unsigned value = 0;

    if (length == 0 || length > 3)
        return false;
    for (size_t i = 0; i < length; i++) {
        unsigned digit = (unsigned)(unsigned char)text[i] - '0';

        if (digit > 9)
            return false;
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

/* Nothing, or what programs write for it: "NA", "NaN", "null", "?", "-". */
bool cell_is_missing(const char *text, size_t length);

/* The words in UTF-8, each white space a blank, none around them. Text that is not UTF-8 is taken
 * for Latin-1, as Windows has it (code page 1252); returns whether that was so. */
bool cell_words(const char *text, size_t length, char out[CELL_WORDS_SIZE]);

/* Whether they are the same words, but for the case of Latin letters; a single letter's case
 * counts, and so do accents. */
bool cell_same_words(const char *a, const char *b);

#endif
