/*
 * panel_table: the explanation's rows in aligned columns, numbers at the
 * decimal point.
 */
#ifndef BACKSTEP_VIEW_PANEL_PANEL_TABLE_H
#define BACKSTEP_VIEW_PANEL_PANEL_TABLE_H

#include "view/view.h"

/* The height of a row, and of the table with that many rows of it, heads and all. */
float panel_table_row(const struct view *view);
float panel_table_height(const struct view *view, size_t rows, float row_height);

/* Draws that many rows, the current one among them, from the top left corner; returns the height.
 * Columns that do not fit the width are left out, the middle ones first (never the first or the
 * last, unless the table says so). measure: draws nothing. */
float panel_table(const struct view *view, float x, float top, float width, size_t rows,
                      bool measure);

#endif
