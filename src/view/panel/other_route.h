/*
 * other_route: a card about the whole backward pass by finite differences: what that costs beside
 * backpropagation, and whether the same gradients and the same update come out. The numbers of each
 * parameter stand in the table; see table_cell.h.
 */
#ifndef BACKSTEP_VIEW_PANEL_OTHER_ROUTE_H
#define BACKSTEP_VIEW_PANEL_OTHER_ROUTE_H

#include "engine/check/judge.h"
#include "engine/check/numeric_gradient.h"
#include "view/view.h"

struct other_route_card {
    const struct numeric_gradient *numeric; /* NULL: the backward pass has not begun */
    size_t samples;                 /* L is the mean over so many */
    bool judged; /* all differences are there, and all of backpropagation's gradients */
    struct judge_summary summary;   /* then */
    bool stepped;                   /* all steps are there too */
    bool same_steps;                /* then: they are written the same */
    double apart;                   /* by how much they differ at most */
};

float other_route_height(const struct view *view);
void other_route_view(const struct view *view, struct rect card,
                      const struct other_route_card *route);

/* What it comes to, in place of the step's sentence; NULL: it has not come to anything yet. */
const char *other_route_sentence(const struct view *view, const struct other_route_card *route);

#endif
