/*
 * writer: boxes as characters, of a line of text or of LaTeX.
 */
#ifndef BACKSTEP_FORMULA_WRITER_H
#define BACKSTEP_FORMULA_WRITER_H

#include "formula/boxes.h"

struct writer;

/* How boxes of a kind are written: `write` does it, or else the children in their order with these
 * before, between and after them. */
struct writer_form {
    const char *before, *between, *after;
    void (*write)(struct writer *w, const struct box *box);
};

struct writer {
    const struct writer_form *forms; /* borrowed; one for each kind of box */
    bool built_up;                   /* what is built up needs no fence for one line */
    struct number_style style;
    struct text *out; /* borrowed */
};

/* The child between what stands before and after it. */
void writer_child(struct writer *w, const char *before, const struct box *box, size_t index,
                  const char *after);

/* A number has its sign, if the style asks for it, only where it stands alone. */
void writer_formula(struct writer *w, const struct formula *formula, enum formula_show show);

#endif
