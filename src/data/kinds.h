/*
 * kinds: the different words of a column, in the order in which they come, and how often each.
 *
 * Words that differ only in the case of Latin letters are one kind, called by the first.
 */
#ifndef BACKSTEP_DATA_KINDS_H
#define BACKSTEP_DATA_KINDS_H

#include <stdbool.h>
#include <stddef.h>

#define KINDS_NONE ((size_t)-1)

struct kind {
    char *name; /* owned */
    size_t count; /* in rows to train on */
    size_t held;  /* in those held out */
    size_t line;  /* of the first */
};

struct kinds {
    struct kind *kinds; /* owned */
    size_t count;
    size_t room;
    size_t *places;     /* owned; places(2 room): by hash, 1 + the kind; 0: none */
    size_t merged;      /* cells whose spelling is not the kind's name */
    bool too_many;
};

/* The word's kind; KINDS_NONE: there is none. */
size_t kinds_find(const struct kinds *kinds, const char *word);

/* Counts the word; `most` kinds at most, more are not kept. */
void kinds_add(struct kinds *kinds, const char *word, size_t line, bool held, size_t most);
void kinds_finish(struct kinds *kinds);

#endif
