#include "view/confusion.h"

#include "view/overlay.h"

#include <math.h>
#include <stdio.h>

enum { CLASSES_SHOWN = 12, NAME_MOST = 12, CELL_SIZE = 24 };

/* Where one table goes, and how much of it. */
struct grid {
    const struct confusion *confusion;
    size_t shown;        /* classes */
    bool none;           /* a last column for outputs that say no class */
    float names;         /* width of the rows' names */
    float cell, line;    /* width and height of a cell */
};

/* What the class is called: as in the picture. A single output says yes (1) or no (0). */
static const char *class_name(const struct view *view, size_t class)
{
    const struct net_layer *output = net_output(view->snapshot->net);

    if (output->out == 1)
        return class == 1 ? "1" : "0";
    if (output->units != NULL)
        return arena_cut(view->arena, output->units[class], NAME_MOST);
    return arena_printf(view->arena, "o%zu", class + 1);
}

static float text_width(const struct view *view, const char *text)
{
    return canvas_text_width(view->canvas, FONT_TEXT, view->size.label_px, text);
}

static struct grid grid_of(const struct view *view, const struct confusion *confusion, float most)
{
    float size = (float)view->size.label_px;
    struct grid grid = {.confusion = confusion, .line = 1.7f * size, .cell = 2.6f * size};

    grid.shown = confusion->classes < CLASSES_SHOWN ? confusion->classes : CLASSES_SHOWN;
    for (size_t k = 0; k < confusion->classes; k++)
        grid.none = grid.none || confusion_at(confusion, k, CLASSIFY_NONE) > 0;
    for (size_t k = 0; k < grid.shown; k++) {
        float width = text_width(view, class_name(view, k));

        grid.names = fmaxf(grid.names, width + 0.8f * size);
        grid.cell = fmaxf(grid.cell, width + 0.8f * size);
    }
    grid.cell = fminf(grid.cell, (most - grid.names) / (float)(grid.shown + (grid.none ? 1 : 0)));
    return grid;
}

static size_t columns(const struct grid *grid)
{
    return grid->shown + (grid->none ? 1 : 0);
}

static float grid_width(const struct grid *grid)
{
    return grid->names + (float)columns(grid) * grid->cell;
}

/* The head, the names of the columns, the rows, and a line for what is left out. */
static float grid_height(const struct grid *grid)
{
    return (float)(grid->shown + (grid->shown < grid->confusion->classes ? 3 : 2)) * grid->line;
}

static void in_cell(const struct view *view, struct rect cell, const char *text, enum font_face face, color ink)
{
    canvas_text(view->canvas, cell.x + cell.w / 2.0f, cell.y + 0.5f * cell.h + 0.36f * (float)view->size.label_px,
                CANVAS_CENTER, face, view->size.label_px, ink, text);
}

/* A name that is too wide for its column is left to the rows, which are in the same order. */
static void column_name(const struct view *view, struct rect cell, size_t k, bool none)
{
    const char *name = none ? "?" : class_name(view, k);

    if (text_width(view, name) > cell.w)
        name = arena_printf(view->arena, "%zu", k + 1);
    in_cell(view, cell, name, FONT_TEXT, view->theme->text_soft);
}

/* The more of the row's samples, the fuller the colour: blue on the diagonal, where all should be. */
static void count_cell(const struct view *view, const struct grid *grid, struct rect cell, size_t is, size_t said)
{
    const struct theme *theme = view->theme;
    size_t count = confusion_at(grid->confusion, is, said), row = confusion_at(grid->confusion, is, CLASSIFY_NONE);
    bool right = is == said;
    char text[CELL_SIZE];

    for (size_t k = 0; k < grid->confusion->classes; k++)
        row += confusion_at(grid->confusion, is, k);
    cell.x += 1.0f * view->size.unit;
    cell.w -= 2.0f * view->size.unit;
    cell.y += 1.0f * view->size.unit;
    cell.h -= 2.0f * view->size.unit;
    canvas_box(view->canvas, cell, 0.0f,
               color_mix(theme->zero_fill, right ? theme->positive_fill : theme->negative_fill,
                         row > 0 ? (float)count / (float)row : 0.0f),
               right ? theme->text : 0, right ? 1.5f * view->size.unit : 0.0f);
    if (count == 0 && !right)
        return;
    snprintf(text, sizeof text, "%zu", count);
    in_cell(view, cell, text, right ? FONT_TEXT_BOLD : FONT_TEXT, theme->node_ink);
}

static void draw_grid(const struct view *view, const struct grid *grid, const char *what, float x, float y)
{
    const struct confusion *confusion = grid->confusion;
    float size = (float)view->size.label_px;

    canvas_text(view->canvas, x, y + 1.2f * size, CANVAS_LEFT, FONT_TEXT_BOLD, view->size.label_px, view->theme->text,
                arena_printf(view->arena, "%s: %zu of %zu right", what, confusion->right, confusion->samples));
    y += grid->line;
    for (size_t k = 0; k < columns(grid); k++)
        column_name(view, (struct rect){x + grid->names + (float)k * grid->cell, y, grid->cell, grid->line}, k,
                    k == grid->shown);
    for (size_t i = 0; i < grid->shown; i++) {
        y += grid->line;
        canvas_text(view->canvas, x + grid->names - 0.4f * size, y + 0.5f * grid->line + 0.36f * size, CANVAS_RIGHT,
                    FONT_TEXT, view->size.label_px, view->theme->text, class_name(view, i));
        for (size_t k = 0; k < columns(grid); k++)
            count_cell(view, grid, (struct rect){x + grid->names + (float)k * grid->cell, y, grid->cell, grid->line},
                       i, k < grid->shown ? k : CLASSIFY_NONE);
    }
    if (grid->shown < confusion->classes)
        canvas_text(view->canvas, x, y + grid->line + 1.2f * size, CANVAS_LEFT, FONT_TEXT, view->size.label_px,
                    view->theme->text_soft,
                    arena_printf(view->arena, "and %zu more classes", confusion->classes - grid->shown));
}

void confusion_view(const struct view *view, struct rect window, struct ui_action close)
{
    const struct view_score *score = view->score;
    bool held_out = score->validation->samples > 0;
    float size = (float)view->size.body_px, pad = 1.4f * size, gap = 2.0f * pad;
    float most = 0.94f * window.w - 2.0f * pad;
    struct grid training = grid_of(view, score->training, held_out ? (most - gap) / 2.0f : most);
    struct grid validation = grid_of(view, score->validation, (most - gap) / 2.0f);
    const char *hint = "Rows: what the samples are. Columns: what the network says.";
    float head = 2.6f * (float)view->size.title_px, width = grid_width(&training);
    struct rect sheet;

    width = fmaxf(width, text_width(view, "trained on: 0000 of 0000 right"));
    if (held_out)
        width = 2.0f * fmaxf(width, grid_width(&validation)) + gap;
    width = fmaxf(width, text_width(view, hint));
    sheet = (struct rect){0, 0, width + 2.0f * pad, head + grid_height(&training) + 2.0f * pad};
    sheet.x = (window.w - sheet.w) / 2.0f;
    sheet.y = fmaxf(0.0f, (window.h - sheet.h) / 2.0f);
    overlay_sheet(view, window, sheet, close, close);
    canvas_text(view->canvas, sheet.x + pad, sheet.y + pad + 0.8f * (float)view->size.title_px, CANVAS_LEFT,
                FONT_TEXT_BOLD, view->size.title_px, view->theme->text, "What is taken for what");
    canvas_text(view->canvas, sheet.x + pad, sheet.y + pad + 0.8f * head, CANVAS_LEFT, FONT_TEXT,
                view->size.label_px, view->theme->text_soft, hint);
    draw_grid(view, &training,
              score->training->samples < view->snapshot->program->samples ? "first ones" : "trained on", sheet.x + pad, sheet.y + pad + head);
    if (held_out)
        draw_grid(view, &validation, "held out", sheet.x + pad + (width + gap) / 2.0f, sheet.y + pad + head);
}
