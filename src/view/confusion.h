/*
 * confusion: a sheet with what the network takes for what: a row for each class that samples are
 * of, a column for each that it says.
 */
#ifndef BACKSTEP_VIEW_CONFUSION_H
#define BACKSTEP_VIEW_CONFUSION_H

#include "view/view.h"

/* Of the samples trained on and, beside, of those held out, if there are any. The view's score must
 * have classes. A click gives `close`. */
void confusion_view(const struct view *view, struct rect window, struct ui_action close);

#endif
