/*
 * table: where the columns of a table stand, whatever is in it.
 *
 * A column is as wide as the widest of what it holds, and its numbers have their decimal points
 * below each other. Columns that are too wide for their room give way in the order that the
 * table's owner states; what a column that goes leaves free is for heads, type and decimals again.
 */
#ifndef BACKSTEP_UI_TABLE_H
#define BACKSTEP_UI_TABLE_H

#include "ui/ui.h"

enum { UI_TABLE_COLUMNS = 24 };

struct ui_column {
    bool hidden;
    float x, width;    /* left end */
    float left, right; /* widest parts of its numbers on the two sides of the decimal point */
};

struct ui_table {
    size_t count;      /* of columns */
    int size_px;       /* of its numbers */
    int decimals;
    float gap_em;      /* between columns, of size_px */
    bool brief;        /* its heads are the short ones */
    int series;        /* how many columns it shows of a series; the measure hides the others */
    struct ui_column columns[UI_TABLE_COLUMNS];
};

enum ui_table_part { UI_TABLE_GAP, UI_TABLE_HEADS, UI_TABLE_TYPE, UI_TABLE_DECIMALS,
                    UI_TABLE_SERIES, UI_TABLE_HIDE };

/* A step in which a table gives way, in whole or as far as it must. */
struct ui_table_step {
    enum ui_table_part gives;
    float least;       /* gap_em, size_px, decimals or series, down to here */
    unsigned columns;  /* to be hidden: 1 << its index of each */
};

/* Notes in the table's columns all that stands in them at its present size, decimals and heads. */
typedef void ui_table_measure(struct ui_table *table, void *data);

/* A number, or a text that stands left of the point as a whole; anything else of that width. */
void ui_table_note(struct ui_table *table, size_t column, struct canvas *canvas,
                   enum font_face face, const char *text);
void ui_table_note_width(struct ui_table *table, size_t column, float width);

/* Gives way until the columns have room from x on, and places them; what is left goes between
 * them, at most most_em to a gap. A table that gives all it has moves together before it juts out.
 */
void ui_table_fit(struct ui_table *table, float x, float width, float most_em,
                  const struct ui_table_step *steps, size_t count, ui_table_measure *measure,
                  void *data);

/* Writes what was noted into its column; at_point: the face whose width its place comes from. */
void ui_table_text(const struct ui_table *table, size_t column, struct canvas *canvas,
                   float baseline, enum font_face at_point, enum font_face face, color ink,
                   const char *text);

/* The bar of lines that have no room at once; a press's argument is the fraction from the top. */
void ui_scroll_bar(struct ui *ui, struct canvas *canvas, const struct theme *theme, struct rect bar,
                   size_t first, size_t visible, size_t lines, struct ui_action action);

#endif
