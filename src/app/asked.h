/*
 * asked: what the panel explains in place of the step, and the number that is being changed.
 */
#ifndef BACKSTEP_APP_ASKED_H
#define BACKSTEP_APP_ASKED_H

#include "app/editor.h"

struct asked {
    struct quantity selected; /* chosen by a click or Tab; stays while one steps */
    struct quantity hovered;  /* under the pointer, until the cursor moves on; goes before */
    bool opened;              /* the long form */
    struct editor editor;
    /* The last press, to know the second of two. */
    double press_ms;
    struct quantity pressed;
};

#endif
