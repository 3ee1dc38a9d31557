#include "view/sheets/confusion.h"

#include <math.h>
#include <stdio.h>

enum { CLASSES_SHOWN = 12, NAME_MOST = 12 };

/* Of the window's width, at most; between the tables, in margins; from the hint's top to that of
 * the tables, in ems of its text; how much wider a text is for being bold. */
static const float window_share = 0.94f, apart = GAP_APART, hint_lines = 2.0f, bold_wider = 1.08f;

/* In ems: from the top of a line to the baseline; beside a name. */
static const float line_baseline = LINE_CLOSE, beside = GAP_PART;

/* Where one table goes, and how much of it. */
struct grid {
    const struct confusion *confusion;
    size_t shown;        /* classes */
    bool none;           /* a last column for outputs that say no class */
    float names;         /* width of the rows' names */
    float cell, line;    /* width and height of a cell */
    float recall;        /* width of the last column; 0: there is no room for it */
};

static const enum word rows_are = W_TARGET, columns_are = W_NETWORKS_ANSWER_2;

static const char *class_name(const struct view *view, size_t class)
{
    return arena_cut(view->arena, view_class_name(view, class), NAME_MOST);
}

static float text_width(const struct view *view, const char *text)
{
    return ui_text_width(view->canvas, view_plain(view), text);
}

static struct grid grid_of(const struct view *view, const struct confusion *confusion, float most)
{
    float size = (float)view->size.label_px, columns;
    struct grid grid = {.confusion = confusion, .line = LINE_ROW * size, .cell = LINE_TWO * size};

    grid.shown = confusion->classes < CLASSES_SHOWN ? confusion->classes : CLASSES_SHOWN;
    grid.names = text_width(view, words(rows_are)) + beside * size;
    for (size_t k = 0; k < confusion->classes; k++)
        grid.none = grid.none || confusion_at(confusion, k, CLASSIFY_NONE) > 0;
    for (size_t k = 0; k < grid.shown; k++) {
        float width = text_width(view, class_name(view, k));

        grid.names = fmaxf(grid.names, width + beside * size);
        grid.cell = fmaxf(grid.cell, width + beside * size);
    }
    columns = (float)(grid.shown + (grid.none ? 1 : 0));
    grid.cell = fmaxf(grid.cell, (text_width(view, words(columns_are)) + size) / columns);
    grid.recall = text_width(view, "100.0 %") + size;
    if (grid.names + columns * fminf(grid.cell, 2.0f * size) + grid.recall > most)
        grid.recall = 0.0f;
    grid.cell = fminf(grid.cell, (most - grid.names - grid.recall) / columns);
    return grid;
}

static size_t columns(const struct grid *grid)
{
    return grid->shown + (grid->none ? 1 : 0);
}

static float grid_width(const struct grid *grid)
{
    return grid->names + (float)columns(grid) * grid->cell + grid->recall;
}

/* The head, what the columns are and their names, the rows, and a line for what is left out. */
static float grid_height(const struct grid *grid)
{
    return (float)(grid->shown + (grid->shown < grid->confusion->classes ? 4 : 3)) * grid->line;
}

/* How many samples are of the class. */
static size_t row_total(const struct confusion *confusion, size_t is)
{
    size_t total = confusion_at(confusion, is, CLASSIFY_NONE);

    for (size_t k = 0; k < confusion->classes; k++)
        total += confusion_at(confusion, is, k);
    return total;
}

static void in_cell(const struct view *view, struct rect cell, const char *text,
                    enum font_face face, color ink)
{
    float y = cell.y + 0.5f * cell.h + ui_text_drop((float)view->size.label_px);

    canvas_text(view->canvas, cell.x + cell.w / 2.0f, y, CANVAS_CENTER, face, view->size.label_px,
                ink, text);
}

/* A name that is too wide for its column is left to the rows, which are in the same order. */
static void column_name(const struct view *view, struct rect cell, size_t k, bool none)
{
    const char *name = none ? "?" : class_name(view, k);

    if (text_width(view, name) > cell.w)
        name = arena_printf(view->arena, "%zu", k + 1);
    in_cell(view, cell, name, FONT_TEXT, view->theme->text_soft);
}

/* The more of the row's samples, the fuller the colour: blue on the diagonal, where all should be.
 */
static void count_cell(const struct view *view, const struct grid *grid, struct rect cell,
                       size_t is, size_t said)
{
    const struct theme *theme = view->theme;
    size_t count = confusion_at(grid->confusion, is, said), row = row_total(grid->confusion, is);
    bool right = is == said;
    char text[NUMBER_TEXT_SIZE];

    cell = rect_inset(cell, view->size.unit, view->size.unit);
    canvas_box(view->canvas, cell, 0.0f,
               color_mix(theme->zero_fill, right ? theme->positive_fill : theme->negative_fill,
                         row > 0 ? (float)count / (float)row : 0.0f),
               right ? theme->text : 0, right ? view->size.thin : 0.0f);
    if (count == 0 && !right)
        return;
    number_count(text, count);
    in_cell(view, cell, text, right ? FONT_TEXT_BOLD : FONT_TEXT, theme->node_ink);
}

static void soft_text(const struct view *view, float x, float y, enum canvas_anchor anchor,
                      const char *text)
{
    ui_text(view->canvas, x, y, anchor, view_soft(view), text);
}

/* What rows and columns are, and the columns' names. */
static void draw_heads(const struct view *view, const struct grid *grid, float x, float y)
{
    float size = (float)view->size.label_px, left = x + grid->names,
          wide = (float)columns(grid) * grid->cell;

    soft_text(view, left + wide / 2.0f, y + line_baseline * size, CANVAS_CENTER,
              words(columns_are));
    y += grid->line;
    soft_text(view, left - GAP_WORD * size, y + line_baseline * size, CANVAS_RIGHT,
              words(rows_are));
    for (size_t k = 0; k < columns(grid); k++)
        column_name(view, (struct rect){left + (float)k * grid->cell, y, grid->cell, grid->line}, k,
                    k == grid->shown);
    if (grid->recall > 0.0f)
        soft_text(view, left + wide + grid->recall, y + line_baseline * size, CANVAS_RIGHT,
                  words(W_RECALL));
}

/* A class: its name, the counts, and of its samples the share that is right. */
static void draw_row(const struct view *view, const struct grid *grid, size_t is, float x, float y)
{
    const struct confusion *confusion = grid->confusion;
    float size = (float)view->size.label_px, text_y = y + 0.5f * grid->line + ui_text_drop(size);
    size_t total = row_total(confusion, is);
    char text[NUMBER_TEXT_SIZE];

    ui_text(view->canvas, x + grid->names - GAP_WORD * size, text_y, CANVAS_RIGHT, view_plain(view),
            class_name(view, is));
    for (size_t k = 0; k < columns(grid); k++)
        count_cell(
            view, grid,
            (struct rect){x + grid->names + (float)k * grid->cell, y, grid->cell, grid->line}, is,
            k < grid->shown ? k : CLASSIFY_NONE);
    if (grid->recall > 0.0f && total > 0)
        ui_text(view->canvas, x + grid_width(grid), text_y, CANVAS_RIGHT, view_plain(view),
                number_percent(text, confusion_at(confusion, is, is), total));
}

/* "training: 1,476 of 1,500 right, 98.4 %" */
static const char *summary(const struct view *view, const char *what,
                           const struct confusion *confusion)
{
    char text[NUMBER_TEXT_SIZE];

    return words_in(view->arena, W_OF_RIGHT, what, number_counted(view->arena, confusion->right),
                    number_counted(view->arena, confusion->samples),
                    number_percent(text, confusion->right, confusion->samples));
}

static void draw_grid(const struct view *view, const struct grid *grid, const char *head, float x,
                      float y)
{
    const struct confusion *confusion = grid->confusion;
    float size = (float)view->size.label_px;

    ui_text(view->canvas, x, y + line_baseline * size, CANVAS_LEFT, view_bold(view), head);
    draw_heads(view, grid, x, y + grid->line);
    y += 3.0f * grid->line;
    for (size_t i = 0; i < grid->shown; i++, y += grid->line)
        draw_row(view, grid, i, x, y);
    if (grid->shown < confusion->classes)
        soft_text(view, x, y + line_baseline * size, CANVAS_LEFT,
                  words_in(view->arena, W_AND_MORE_CLASSES, confusion->classes - grid->shown));
}

void confusion_view(const struct view *view, struct rect window, struct ui_action close)
{
    const struct view_accuracy *accuracy = view->accuracy;
    bool validates = accuracy->validation->samples > 0;
    struct ui_paper paper = view_paper(view);
    float size = (float)view->size.label_px, margin = ui_sheet_margin(&paper), gap = apart * margin;
    float most = window_share * window.w - 2.0f * margin, head = hint_lines * size, width;
    struct grid training = grid_of(view, accuracy->training,
                                   validates ? (most - gap) / 2.0f : most);
    struct grid validation = grid_of(view, accuracy->validation, (most - gap) / 2.0f);
    const char *hint = words(W_HOW_OFTEN_NETWORK_TAKES_EACH);
    const char *trained = summary(view,
                                  accuracy->training->samples < view->snapshot->program->samples
                                      ? words(W_FIRST_OF_TRAINING)
                                      : words(W_TRAINING),
                                  accuracy->training);
    const char *held_out =
        validates ? summary(view, words(W_VALIDATION_HELD_OUT), accuracy->validation) : "";
    struct ui_sheet sheet = {words(W_GLOSSARY_CONFUSION_MATRIX), .close = close, .on_it = close};
    struct ui_frame frame;

    width = fmaxf(grid_width(&training), text_width(view, trained) * bold_wider);
    if (validates)
        width = gap + 2.0f * fmaxf(width, fmaxf(grid_width(&validation),
                                                text_width(view, held_out) * bold_wider));
    width = fmaxf(width, text_width(view, hint));
    sheet.width = width + 2.0f * margin;
    sheet.height = ui_sheet_band(&paper) + head + grid_height(&training) + margin;
    frame = ui_sheet(&paper, window, &sheet);
    soft_text(view, frame.inner.x, frame.inner.y + size, CANVAS_LEFT, hint);
    draw_grid(view, &training, trained, frame.inner.x, frame.inner.y + head);
    if (validates)
        draw_grid(view, &validation, held_out, frame.inner.x + (width + gap) / 2.0f,
                  frame.inner.y + head);
    ui_frame_end(&paper, &frame);
}
