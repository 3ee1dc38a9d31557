/*
 * nudge: a card that doubts a gradient: two forward passes with one parameter moved a little, the
 * slope between them beside the backpropagated gradient, and the loss as a function of that
 * parameter with today's point, the tangent and the step of the update.
 */
#ifndef BACKSTEP_VIEW_PANEL_NUDGE_H
#define BACKSTEP_VIEW_PANEL_NUDGE_H

#include "engine/check/nudge_profile.h"
#include "view/view.h"

struct nudge_card {
    const struct nudge *nudge;
    const struct nudge_profile *profile; /* complete */
    struct quantity parameter;           /* W or B, of a graph a leaf */
    struct quantity gradient;            /* what backpropagation says */
    double backprop;                     /* its value, once it is known */
    bool gradient_known;
    bool step_known;                     /* then profile->step is the update's */
    size_t samples;                      /* L is the mean over so many */
};

void nudge_view(const struct view *view, struct rect card, const struct nudge_card *nudge);

/* What comes of it in a sentence, where the card has no room. */
struct rich nudge_sentence(const struct view *view, const struct nudge_card *nudge);

#endif
