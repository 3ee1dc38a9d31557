/*
 * strip: a small menu at the bottom of the window: the entry that is chosen, between those before
 * and after it.
 */
#ifndef BACKSTEP_VIEW_SHEETS_STRIP_H
#define BACKSTEP_VIEW_SHEETS_STRIP_H

#include "view/view.h"

/* A click on an entry gives `take` with its index. hint: how to choose. */
void strip_view(const struct view *view, struct rect window, const char *const *texts, size_t count,
                size_t choice, const char *hint, int take);

#endif
