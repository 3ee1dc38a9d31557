/*
 * asked: what the panel explains in place of the step, and the number that is being changed.
 */
#ifndef BACKSTEP_APP_ASKED_H
#define BACKSTEP_APP_ASKED_H

#include "app/editor.h"
#include "ui/ui.h"

struct asked {
    struct quantity selected; /* chosen by a click or Tab; stays while one steps */
    struct quantity hovered;  /* under the pointer, until the cursor moves on; goes before */
    bool opened;              /* the long form */
    struct editor editor;
    /* The last press, to know the second of two. */
    double press_ms;
    struct quantity pressed;
};

/* What the panel explains; QUANTITY_NONE: the step. */
struct quantity asked_about(const struct asked *asked);

/* That is asked about from now on; NONE: nothing. */
void asked_choose(struct asked *asked, struct quantity quantity);

/* The thing at the pointer is asked about; the pointer means nothing until it moves again. False if
 * that changes nothing. */
bool asked_point(struct asked *asked, const struct ui *ui, struct point at);
bool asked_unpoint(struct asked *asked);

#endif
