/*
 * optimizers: the same gradients, and the step that each optimiser would make of them, side by
 * side. In a narrow window as many as have room, around the one that is chosen.
 */
#ifndef BACKSTEP_VIEW_SHEETS_OPTIMIZERS_H
#define BACKSTEP_VIEW_SHEETS_OPTIMIZERS_H

#include "view/sheets/optimizers_card.h"
#include "view/view.h"

/* A sheet over the window: on the left the gradients that the backward pass has found, one column
 * for all; on the right a column with the steps of each optimiser, under its rule. A click on such
 * a column chooses it (`choose` with its index), one on the button below gives `use` with the
 * chosen one, one beside the sheet `close`. */
void optimizers_view(const struct view *view, struct rect window,
                     const struct optimizers_card *card, size_t chosen, int choose, int use,
                     struct ui_action close);

#endif
