/*
 * link_parts: what reading and writing a link share; for the files of this folder only.
 */
#ifndef BACKSTEP_LESSON_LINK_LINK_PARTS_H
#define BACKSTEP_LESSON_LINK_LINK_PARTS_H

#include "engine/stepper.h"
#include "lesson/link/link.h"

struct scenario;

enum { LINK_CHANGES_MAX = 512 };

enum link_key { LINK_AT, LINK_GRANULARITY, LINK_THEME, LINK_TEXT, LINK_DATA, LINK_CHANGE,
                LINK_KEYS };

/* A link, taken apart and decoded. */
struct link_parts {
    char text[LINK_SIZE];
    const char *base;          /* in text; a name or a file */
    const char *values[LINK_KEYS]; /* the same, NULL: not given; but LINK_CHANGE, which are: */
    const char *changes[LINK_CHANGES_MAX];
    size_t change_count;
};

/* Errors: a part that there is none of, a byte that is badly written. */
bool link_take_apart(struct link_parts *parts, const char *link, struct error *err);

/* Of "w w5". */
bool link_change_kind(const char *what, enum edit_kind *kind);

#endif
