#include "view/sheets/optimizers_parts.h"

#include "view/frame/label.h"

#include <math.h>

/* Above the columns: whose they are. */
static float groups_height(const struct optimizers_sheet *sheet)
{
    return 2.0f * sheet->label;
}

/* A column's name, its rule on up to two lines, whether it is the run's. */
static float head_height(const struct optimizers_sheet *sheet)
{
    return 2.0f * (LINE_TWO + GAP_TIGHT) * sheet->label;
}

/* Where they are not all shown: a line that says how many are on either side. */
static float beside_height(const struct optimizers_sheet *sheet)
{
    return sheet->shown < optimizer_count() ? 2.0f * sheet->label : 0.0f;
}

/* The keys beside the button, or above it where that has no room. */
static float button_width(const struct optimizers_sheet *sheet)
{
    return ROOM(28) * sheet->body;
}

static bool stacked(const struct optimizers_sheet *sheet, float room)
{
    return room < 2.0f * button_width(sheet);
}

static float foot_height(const struct optimizers_sheet *sheet, float room)
{
    return (2.0f * LINE_BUTTON + (stacked(sheet, room) ? 2.0f : 0.0f)) * sheet->body;
}

static float columns_height(const struct optimizers_sheet *sheet)
{
    return head_height(sheet) + ((float)sheet->rows + LINE_BUTTON) * sheet->line;
}

/* How many η long the first step is of an optimiser that divides by the size of its gradients; 0:
 * it does not. */
static double first_step(enum optimizer_kind kind)
{
    struct optimizer optimizer = {.learning_rate = 1.0};

    optimizer_choose(&optimizer, kind);
    return optimizer_has_second(&optimizer)
               ? -optimizer_move(&optimizer, false, 1, 0.0, 1.0, 1, 0.0, 0.0).step : 0.0;
}

/* Of those, the one with the shortest or the longest. */
static enum optimizer_kind extreme_step(bool longest)
{
    size_t found = 0;

    for (size_t i = 0; i < optimizer_count(); i++) {
        double step = first_step((enum optimizer_kind)i),
               best = first_step((enum optimizer_kind)found);

        if (step > 0.0 && (best == 0.0 || (longest ? step > best : step < best)))
            found = i;
    }
    return (enum optimizer_kind)found;
}

struct rich optimizers_introduction(const struct optimizers_sheet *sheet)
{
    enum optimizer_kind shortest = extreme_step(false), longest = extreme_step(true);

    return rich_words(sheet->view->arena, W_BACKPROPAGATION_HAS_COMPUTED, sheet->card->rate,
                      optimizer_row(shortest)->brief, optimizer_row(longest)->brief,
                      round(first_step(longest)));
}

struct richtext_style optimizers_words_style(const struct optimizers_sheet *sheet)
{
    return (struct richtext_style){.size_px = sheet->view->size.body_px,
                                   .ink = sheet->view->theme->text, .max_lines = 10};
}

const char *optimizers_loss_words(const struct optimizers_sheet *sheet)
{
    return sheet->card->has_penalty ? "J = L + s" : words(W_LOSS);
}

static int symbol_px(const struct view *view)
{
    return view_symbol_px((float)view->size.number_px);
}

const struct formula *optimizers_symbol(const struct optimizers_sheet *sheet, size_t row)
{
    return quantity_symbol(sheet->view->arena, sheet->view->snapshot,
                           sheet->card->rows[row].parameter);
}

static float names_width(const struct optimizers_sheet *sheet)
{
    const struct view *view = sheet->view;
    float width = ui_text_width(view->canvas, view_plain(view), optimizers_loss_words(sheet));

    for (size_t i = 0; i < sheet->rows; i++)
        width = fmaxf(width, label_symbol(view, optimizers_symbol(sheet, i), 0, 0, symbol_px(view),
                                          view->theme->text, true));
    return width + GAP_PART * sheet->label;
}

float optimizers_least_width(const struct optimizers_sheet *sheet)
{
    const struct view *view = sheet->view;

    return ui_text_width(view->canvas, view_mono(view), "-4.9×10⁻⁴") + sheet->label;
}

static float gradients_width(const struct optimizers_sheet *sheet, float room)
{
    return fmaxf(fminf(ROOM(16) * sheet->label, 0.15f * room), optimizers_least_width(sheet));
}

/* What is left of that width for the optimisers' columns. */
static float columns_room(const struct optimizers_sheet *sheet, float room)
{
    return room - names_width(sheet) - gradients_width(sheet, room) - GAP_FAR * sheet->label;
}

/* As many as have room, around the one that is chosen. */
static void choose_columns(struct optimizers_sheet *sheet, float room, size_t chosen)
{
    size_t all = optimizer_count();
    float fit = fmaxf(columns_room(sheet, room) / optimizers_least_width(sheet), 1.0f);

    sheet->shown = fit < (float)all ? (size_t)fit : all;
    sheet->first = chosen > sheet->shown / 2 ? chosen - sheet->shown / 2 : 0;
    if (sheet->first > all - sheet->shown)
        sheet->first = all - sheet->shown;
}

void optimizers_plan(struct optimizers_sheet *sheet, struct rect window, size_t chosen,
                     struct ui_sheet *of)
{
    struct ui_paper paper = view_paper(sheet->view);
    struct richtext_style style = optimizers_words_style(sheet);
    float room;

    sheet->label = (float)sheet->view->size.label_px;
    sheet->body = (float)sheet->view->size.body_px;
    sheet->line = LINE_BUTTON * (float)sheet->view->size.number_px;
    of->width = fminf(ROOM(42 + 12 * optimizer_count()) * sheet->body,
                      window.w - 2.0f * sheet->body);
    room = of->width - 2.0f * ui_sheet_margin(&paper);
    sheet->words = richtext_draw(sheet->view, 0.0f, 0.0f, room, optimizers_introduction(sheet),
                                 &style, true);
    for (sheet->rows = sheet->card->count;; sheet->rows--) {
        choose_columns(sheet, room, chosen);
        of->height = ui_sheet_band(&paper) + sheet->words + 0.5f * sheet->label
            + groups_height(sheet) + columns_height(sheet) + beside_height(sheet)
            + foot_height(sheet, room);
        if (sheet->rows <= 1 || of->height <= 0.97f * window.h)
            return;
    }
}

void optimizers_lay(struct optimizers_sheet *sheet, struct rect inner)
{
    float shared = gradients_width(sheet, inner.w), room = columns_room(sheet, inner.w);
    float top = inner.y + sheet->words + 0.5f * sheet->label + groups_height(sheet);
    float width = room / (float)sheet->shown, left = inner.x + inner.w - room;
    float height = columns_height(sheet), button = button_width(sheet);
    float bottom = top + height + beside_height(sheet), foot = foot_height(sheet, inner.w);

    sheet->inner = inner;
    sheet->symbol = inner.x;
    sheet->numbers = top + head_height(sheet) + GAP_WIDE * sheet->line;
    sheet->gradients = (struct rect){inner.x + names_width(sheet), top, shared, height};
    for (size_t i = 0; i < sheet->shown; i++)
        sheet->columns[sheet->first + i] =
            (struct rect){left + (float)i * width, top, width, height};
    sheet->beside = (struct rect){left, top + height, room, beside_height(sheet)};
    sheet->button = (struct rect){inner.x + inner.w - button,
                                  bottom + foot - LINE_TWO * sheet->body, button,
                                  2.0f * sheet->body};
    sheet->keys = (struct rect){inner.x, bottom,
                                inner.w - (stacked(sheet, inner.w) ? 0.0f : button + sheet->body),
                                2.0f * LINE_BUTTON * sheet->body};
}
