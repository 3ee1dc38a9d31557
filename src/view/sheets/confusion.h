/*
 * confusion: a sheet with the confusion matrix: a row for each class that samples are of, a column
 * for each that the network says, and of each row the recall, the share that is right.
 */
#ifndef BACKSTEP_VIEW_SHEETS_CONFUSION_H
#define BACKSTEP_VIEW_SHEETS_CONFUSION_H

#include "view/view.h"

/* Of the training samples and, beside, of those held out for validation, if there are any. The
 * view's accuracy must have classes. A click gives `close`. */
void confusion_view(const struct view *view, struct rect window, struct ui_action close);

#endif
