/*
 * panel: the panel that explains the step: title, formula, the same with the
 * numbers put in, the result, and the factors one by one.
 *
 * What does not fit is left out whole, the least needed first; nothing is shrunk
 * below the readable size or cut in the middle.
 */
#ifndef BACKSTEP_VIEW_PANEL_PANEL_H
#define BACKSTEP_VIEW_PANEL_PANEL_H

#include "view/view.h"

/* Returns where its foot has room beside all that is said, of a height between these; h 0: nowhere,
 * or `least` is 0. */
struct rect panel_view(const struct view *view, struct rect panel, float least, float most);

/* Its equations alone, without the card; as many as fit. */
void panel_formulas(const struct view *view, struct rect area);

#endif
