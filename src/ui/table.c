#include "ui/table.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The part of a number left of its decimal point. */
static float width_left(struct canvas *canvas, enum font_face face, int size_px, const char *text)
{
    char left[NUMBER_TEXT_SIZE];

    snprintf(left, sizeof left, "%.*s", (int)strcspn(text, "."), text);
    return canvas_text_width(canvas, face, size_px, left);
}

void ui_table_note(struct ui_table *table, size_t column, struct canvas *canvas,
                   enum font_face face, const char *text)
{
    struct ui_column *into = &table->columns[column];
    float left = width_left(canvas, face, table->size_px, text);

    into->left = fmaxf(into->left, left);
    into->right = fmaxf(into->right, canvas_text_width(canvas, face, table->size_px, text) - left);
    ui_table_note_width(table, column, into->left + into->right);
}

void ui_table_note_width(struct ui_table *table, size_t column, float width)
{
    table->columns[column].width = fmaxf(table->columns[column].width, width);
}

/* ---- fitting ---- */

struct fitting {
    struct ui_table *table;
    ui_table_measure *measure;
    void *data;
    float room;
    float used;          /* by the columns that are shown and the gaps between them */
    size_t shown;
};

static void measure(struct fitting *fitting)
{
    struct ui_table *table = fitting->table;
    float gap = table->gap_em * (float)table->size_px;

    for (size_t c = 0; c < table->count; c++)
        table->columns[c] = (struct ui_column){.hidden = table->columns[c].hidden};
    fitting->measure(table, fitting->data);
    fitting->used = -gap;
    fitting->shown = 0;
    for (size_t c = 0; c < table->count; c++) {
        if (table->columns[c].hidden)
            continue;
        fitting->used += table->columns[c].width + gap;
        fitting->shown++;
    }
}

static bool fits(const struct fitting *fitting)
{
    return fitting->used <= fitting->room;
}

/* As far as it must. */
static void lower(struct fitting *fitting, int *what, float least)
{
    while (!fits(fitting) && (float)*what > least) {
        --*what;
        measure(fitting);
    }
}

/* A series gives one column at a time. */
static bool has_more(const struct ui_table *table, const struct ui_table_step *step)
{
    return step->gives == UI_TABLE_SERIES && (float)table->series > step->least;
}

static void give(struct fitting *fitting, const struct ui_table_step *step)
{
    struct ui_table *table = fitting->table;

    switch (step->gives) {
    case UI_TABLE_GAP:
        table->gap_em = step->least;
        break;
    case UI_TABLE_HEADS:
        table->brief = true;
        break;
    case UI_TABLE_TYPE:
        lower(fitting, &table->size_px, step->least);
        return;
    case UI_TABLE_DECIMALS:
        lower(fitting, &table->decimals, step->least);
        return;
    case UI_TABLE_SERIES:
        table->series -= has_more(table, step);
        break;
    case UI_TABLE_HIDE:
        for (size_t c = 0; c < table->count; c++)
            table->columns[c].hidden = table->columns[c].hidden || (step->columns >> c & 1) != 0;
        break;
    }
    measure(fitting);
}

static void place(const struct fitting *fitting, float x, float most_em)
{
    struct ui_table *table = fitting->table;
    float size = (float)table->size_px, gap = table->gap_em * size;
    float gaps = fitting->shown > 1 ? (float)(fitting->shown - 1) : 1.0f;
    float extra = fmaxf(fminf((fitting->room - fitting->used) / gaps, most_em * size), -gap);

    for (size_t c = 0; c < table->count; c++) {
        if (table->columns[c].hidden)
            continue;
        table->columns[c].x = x;
        x += table->columns[c].width + gap + extra;
    }
}

static bool takes_columns(const struct ui_table_step *step)
{
    return step->gives == UI_TABLE_SERIES || step->gives == UI_TABLE_HIDE;
}

void ui_table_fit(struct ui_table *table, float x, float width, float most_em,
                  const struct ui_table_step *steps, size_t count, ui_table_measure *how,
                  void *data)
{
    struct fitting fitting = {table, how, data, width, 0.0f, 0};
    const struct ui_table whole = *table;

    measure(&fitting);
    for (size_t i = 0; i < count && !fits(&fitting); i += !has_more(table, &steps[i])) {
        if (takes_columns(&steps[i])) {
            table->size_px = whole.size_px;
            table->decimals = whole.decimals;
            table->brief = whole.brief;
        }
        give(&fitting, &steps[i]);
        for (size_t before = 0; takes_columns(&steps[i]) && before < i; before++) {
            if (!fits(&fitting) && !takes_columns(&steps[before]))
                give(&fitting, &steps[before]);
        }
    }
    place(&fitting, x, most_em);
}

/* ---- drawing ---- */

void ui_table_text(const struct ui_table *table, size_t column, struct canvas *canvas,
                   float baseline, enum font_face at_point, enum font_face face, color ink,
                   const char *text)
{
    const struct ui_column *in = &table->columns[column];

    canvas_text(canvas, in->x + in->left - width_left(canvas, at_point, table->size_px, text),
                baseline, CANVAS_LEFT, face, table->size_px, ink, text);
}

void ui_scroll_bar(struct ui *ui, struct canvas *canvas, const struct theme *theme, struct rect bar,
                   size_t first, size_t visible, size_t lines, struct ui_action action)
{
    float height = fmaxf((float)visible / (float)lines * bar.h, 2.0f * bar.w);
    float along = (float)first / (float)(lines - visible);
    struct rect thumb = {bar.x, bar.y + along * (bar.h - height), bar.w, height};

    canvas_box(canvas, bar, 0.5f * bar.w, theme->line, 0, 0.0f);
    canvas_box(canvas, thumb, 0.5f * bar.w, theme->line_strong, 0, 0.0f);
    ui_slider_upright(ui, rect_inset(bar, -bar.w, 0.0f), action);
}
