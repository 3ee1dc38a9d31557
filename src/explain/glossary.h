/*
 * glossary: the words of the field, what each means, and where on the strip of the four
 * phases it belongs.
 *
 * Where the field uses one word in two ways, both are named with who uses it so, and
 * neither is called wrong: a *use* that is loose says so in its label and is drawn
 * unlike a strict one. The texts are our own; a source is named where sources differ.
 * There is no number about any network in them. *...* is bold.
 */
#ifndef BACKSTEP_EXPLAIN_GLOSSARY_H
#define BACKSTEP_EXPLAIN_GLOSSARY_H

#include "engine/program.h"
#include "quantity/quantity.h"
#include "words/words.h"

#include <stdbool.h>
#include <stddef.h>

/* The four acts in the order of the strip. */
enum glossary_phase { GLOSSARY_FORWARD, GLOSSARY_LOSS, GLOSSARY_BACKWARD, GLOSSARY_UPDATE };

enum { GLOSSARY_USES_MAX = 3 };

/* One use of the word: its place on the strip. */
struct glossary_use {
    enum word label;                  /* "strictly", for the bracket; W_NONE past the last use */
    enum glossary_phase first, last;  /* the phases it spans */
    bool loose;                       /* some say the word so, others do not */
    enum word source;                 /* who uses it so; W_NONE: nobody uses it otherwise */
};

struct glossary_entry {
    enum word group; /* "The four phases"; entries of a group stand together */
    enum word word;
    enum word text;     /* a sentence or two */
    enum word contrast; /* what it is not to be taken for; W_NONE: nothing */
    struct glossary_use uses[GLOSSARY_USES_MAX]; /* none: it has no place on the strip */
    const char *lesson; /* the built-in one that shows best what it means; NULL: every one does */
};

size_t glossary_count(void);

/* index < glossary_count() */
const struct glossary_entry *glossary_get(size_t index);

/* The entry that names what such a unit of work does. */
size_t glossary_of_unit(enum unit_kind kind);
/* The entry that says what such a number is. */
size_t glossary_of_quantity(struct quantity quantity);

#endif
