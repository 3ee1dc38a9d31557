/*
 * name_map: the letters of the explanations, on the network itself, before its first run: one
 * neuron with z, a and δ, one weight into it with its gradient and the step of η, each with its
 * name.
 *
 * In the place of the network's picture: its neurons and weights stand where they always do,
 * without their numbers. Where the neurons are too small to be written in, the one that is named is
 * drawn larger.
 */
#ifndef BACKSTEP_VIEW_SHEETS_NAME_MAP_H
#define BACKSTEP_VIEW_SHEETS_NAME_MAP_H

#include "view/view.h"

void name_map_view(const struct view *view, struct rect area);

#endif
