/*
 * mistake: a run that is wrong on purpose, beside the right one: the band that says so, always, and
 * the card with the numbers of both.
 */
#ifndef BACKSTEP_VIEW_MISTAKE_H
#define BACKSTEP_VIEW_MISTAKE_H

#include "engine/mistake.h"
#include "view/view.h"

/* The first number that is not the same in both runs. */
struct mistake_first {
    uint64_t iteration;       /* 0: none was found */
    struct cursor cursor;     /* where it appears */
    struct quantity quantity;
    double right, wrong;
};

struct mistake_card {
    enum mistake mistake;
    const struct snapshot *wrong;     /* at the same step as the view's; the view's is the right one */
    struct quantity quantity;         /* what the step or the question is about; NONE: nothing */
    struct mistake_first first;
    struct ui_action go_there;        /* to the first difference */
    const char *without_effect;       /* why nothing differs; NULL: something does */
};

float mistake_band_height(const struct view *view);
void mistake_band(const struct view *view, struct rect band, enum mistake mistake);

float mistake_card_height(const struct view *view);
void mistake_card_view(const struct view *view, struct rect rect, const struct mistake_card *card);

#endif
