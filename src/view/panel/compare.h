/*
 * compare: another run beside the one that is shown, wrong on purpose or with one setting
 * changed: the band that says so, always, and the card with the numbers of both.
 */
#ifndef BACKSTEP_VIEW_PANEL_COMPARE_H
#define BACKSTEP_VIEW_PANEL_COMPARE_H

#include "view/view.h"

/* Where the runs part: of a wrong one the first number that is not the same, else the first
 * iteration whose losses differ clearly. */
struct compare_first {
    uint64_t iteration;       /* 0: none was found */
    struct cursor cursor;     /* where the number appears */
    struct quantity quantity; /* LOSS, of the batch, if the other run is not wrong */
    double shown, other;
};

struct compare_card {
    struct quantity quantity;         /* what the step or the question is about; NONE: nothing */
    struct compare_first first;
    struct evaluation result;         /* of the other run, where the shown one ends */
    struct ui_action go_there;        /* to where they part */
    const char *words;                /* what the other run is, or why nothing differs */
};

float compare_band_height(const struct view *view);

/* title: what the other run is, in a few words. */
void compare_band(const struct view *view, struct rect band, const char *title);

float compare_card_height(const struct view *view);

/* The view's `other` may be NULL: it has stopped, as the card's words say. */
void compare_card_view(const struct view *view, struct rect rect,
                          const struct compare_card *card);

#endif
