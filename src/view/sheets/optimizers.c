#include "view/sheets/optimizers.h"

#include "explain/equations/equation.h"
#include "view/frame/label.h"
#include "view/sheets/optimizers_parts.h"

#include <math.h>

/* ---- heads ---- */

/* A bracket over columns with words in it, as over the phases. */
static void group(const struct optimizers_sheet *sheet, float left, float right,
                  enum theme_phase phase, const char *const *words)
{
    const struct view *view = sheet->view;
    color ink = view->theme->phase[phase];
    float size = sheet->label, y = sheet->gradients.y - GAP_PART * size, width,
          middle = 0.5f * (left + right);
    const char *text =
        ui_wording(view->canvas, view_bold(view), right - left - GAP_APART * size, words);
    struct point corners[2][3];

    width = ui_text_width(view->canvas, view_bold(view), text) + GAP_PART * size;
    for (int end = 0; end < 2; end++) {
        float outer = end == 0 ? left : right, inner = middle + (end == 0 ? -0.5f : 0.5f) * width;

        corners[end][0] = (struct point){outer, y + GAP_WORD * size};
        corners[end][1] = (struct point){outer, y};
        corners[end][2] = (struct point){end == 0 ? fmaxf(inner, outer) : fminf(inner, outer), y};
        canvas_polyline(view->canvas, corners[end], 3, view->size.line, ink);
    }
    ui_text(view->canvas, middle, y + ui_text_drop(size), CANVAS_CENTER,
            ui_inked(view_bold(view), ink), text);
}

static void groups(const struct optimizers_sheet *sheet)
{
    const char *const found[] = {words(W_SAME_FOR_ALL), words(W_FOR_ALL), NULL};
    const char *const used[] = {words(W_WEIGHT_UPDATE_STEP_STEP_OF), words(W_STEP_STEP_OF_EACH),
                                words(W_STEP_STEP), NULL};
    const struct rect *last = &sheet->columns[sheet->first + sheet->shown - 1];

    group(sheet, sheet->gradients.x, sheet->gradients.x + sheet->gradients.w, PHASE_BACKWARD,
          found);
    group(sheet, sheet->columns[sheet->first].x, last->x + last->w, PHASE_UPDATE, used);
}

/* brief: in its place where that has no room. */
static void name(const struct optimizers_sheet *sheet, struct rect box, color ink, const char *text,
                 const char *brief)
{
    const struct view *view = sheet->view;
    float room = box.w - GAP_WIDE * sheet->label;
    int least_px = (int)fmaxf(GAP_PART * sheet->label, (float)view->size.min_px);
    struct ui_type type = ui_text_fit(view->canvas, ui_inked(view_bold(view), ink), least_px, room,
                                      text);

    if (ui_text_width(view->canvas, type, text) > room) {
        text = brief;
        type = ui_text_fit(view->canvas, ui_inked(view_bold(view), ink), view->size.min_px, room,
                           brief);
    }
    ui_text(view->canvas, box.x + 0.5f * box.w, box.y + LINE_STEP * sheet->label, CANVAS_CENTER,
            type, text);
}

/* Smaller where it is too wide, then on two lines. */
static void formula_line(const struct optimizers_sheet *sheet, struct rect box, color ink,
                         const struct formula *formula)
{
    const struct view *view = sheet->view;
    int size_px = view_symbol_px(sheet->label);
    float room = box.w - GAP_PART * sheet->label;
    float width = label_symbol(view, formula, 0, 0, size_px, ink, true);

    while (size_px > view->size.min_px && width > room)
        width = label_symbol(view, formula, 0, 0, --size_px, ink, true);
    if (width <= room)
        label_symbol(view, formula, box.x + 0.5f * (box.w - width), box.y + LINE_TWO * sheet->label,
                     size_px, ink, false);
    else
        label_broken_symbol(view, formula,
                            (struct rect){box.x + GAP_WORD * sheet->label,
                                          box.y + LINE_TWO * sheet->label, room, 0.0f},
                            size_px, ink);
}

/* What every optimiser gets. */
static void gradient_head(const struct optimizers_sheet *sheet)
{
    const struct view *view = sheet->view;
    struct arena *arena = view->arena;
    const double none = (double)NAN;
    color ink = view->theme->phase[PHASE_BACKWARD];
    const struct formula *partial = formula_partial(
        arena, formula_symbol(arena, sheet->card->has_penalty ? "J" : "L", NULL, NULL, none),
        formula_symbol(arena, "w", NULL, NULL, none), none);

    canvas_box(view->canvas, sheet->gradients, view->size.card,
               view->theme->phase_soft[PHASE_BACKWARD], 0, 0.0f);
    name(sheet, sheet->gradients, ink, words(W_GRADIENT_G), "g");
    formula_line(sheet, sheet->gradients, ink, partial);
}

/* The box behind a column, its name, its rule. */
static void column_head(const struct optimizers_sheet *sheet, enum optimizer_kind choice,
                        bool chosen, int choose)
{
    const struct view *view = sheet->view;
    const struct theme *theme = view->theme;
    struct optimizer optimizer = view->snapshot->state->optimizer;
    struct rect box = sheet->columns[choice];
    float size = sheet->label;

    optimizer_choose(&optimizer, choice);
    if (chosen || ui_hovers(view->ui, box))
        canvas_box(view->canvas, box, view->size.card, theme->phase_soft[PHASE_UPDATE],
                   chosen ? theme->phase[PHASE_UPDATE] : 0, chosen ? view->size.strong : 0.0f);
    ui_target(view->ui, box, (struct ui_action){choose, (double)choice}, false);
    name(sheet, box, theme->text,
         explain_optimizer_name(view->snapshot, choice, optimizer_row(choice)->brief),
         explain_optimizer_name(view->snapshot, choice, optimizer_row(choice)->narrow));
    formula_line(sheet, box, theme->phase[PHASE_UPDATE], equation_step(view->arena, &optimizer));
    if (sheet->card->now == choice)
        ui_text(view->canvas, box.x + 0.5f * box.w, box.y + 2.0f * LINE_TWO * size, CANVAS_CENTER,
                view_soft(view), words(W_RUN));
}

/* ---- rows ---- */

static void number(const struct optimizers_sheet *sheet, struct rect box, float y, double value,
                   color ink, bool sign)
{
    const struct view *view = sheet->view;
    char text[NUMBER_TEXT_SIZE];
    float pad = 0.5f * sheet->label;

    view_number(view, value, sign, box.w - 2.0f * pad, view->size.number_px, text);
    ui_text(view->canvas, box.x + box.w - pad, y, CANVAS_RIGHT, ui_inked(view_mono(view), ink),
            text);
}

static void step_row(const struct optimizers_sheet *sheet, float y, size_t index)
{
    const struct optimizers_row *row = &sheet->card->rows[index];
    const struct view *view = sheet->view;
    const struct theme *theme = view->theme;

    label_symbol(view, optimizers_symbol(sheet, index), sheet->symbol, y,
                 view_symbol_px((float)view->size.number_px), theme->text, false);
    number(sheet, sheet->gradients, y, row->gradient, theme->phase[PHASE_BACKWARD], true);
    for (size_t i = sheet->first; i < sheet->first + sheet->shown; i++)
        number(sheet, sheet->columns[i], y, row->step[i], theme->phase[PHASE_UPDATE], true);
}

/* The loss, or with L2 the objective, that they all start from and that each leads to. */
static void after_row(const struct optimizers_sheet *sheet, float y)
{
    const struct view *view = sheet->view;
    const struct optimizers_card *card = sheet->card;
    color ink = view->theme->text;

    ui_text(view->canvas, sheet->symbol, y, CANVAS_LEFT, ui_inked(view_plain(view), ink),
            optimizers_loss_words(sheet));
    number(sheet, sheet->gradients, y, card->loss + card->penalty, ink, false);
    for (size_t i = sheet->first; i < sheet->first + sheet->shown; i++) {
        struct rect box = sheet->columns[i];
        float arrow = GAP_APART * sheet->label;

        /* With an arrow, where there is room: it is what it goes to. */
        if (box.w < optimizers_least_width(sheet) + arrow)
            arrow = 0.0f;
        else
            canvas_text(view->canvas, box.x + 0.5f * sheet->label, y, CANVAS_LEFT, FONT_MATH,
                        view->size.number_px, view->theme->text_soft, "→");
        number(sheet, (struct rect){box.x + arrow, 0, box.w - arrow, 0}, y,
               card->loss_after[i] + card->penalty_after[i], ink, false);
    }
}

static void rows(const struct optimizers_sheet *sheet)
{
    float y = sheet->numbers;

    for (size_t i = 0; i < sheet->rows; i++, y += sheet->line)
        step_row(sheet, y, i);
    after_row(sheet, y + GAP_WORD * sheet->line);
}

/* ---- below ---- */

static void button(const struct view *view, struct rect rect, const char *text,
                   struct ui_action action)
{
    const struct theme *theme = view->theme;

    canvas_box(view->canvas, rect, view->size.corner,
               ui_hovers(view->ui, rect) ? theme->phase_soft[PHASE_UPDATE] : theme->panel,
               theme->phase[PHASE_UPDATE], view->size.line);
    ui_text_in(view->canvas, rect, ui_sized(view_bold(view), view->size.body_px), text);
    ui_target(view->ui, rect, action, false);
}

/* How many optimisers are on either side of those shown; a click goes there. */
static void beside(const struct optimizers_sheet *sheet, int choose)
{
    static const char *const arrows[] = {"←", "→"};
    const struct view *view = sheet->view;
    size_t end = sheet->first + sheet->shown;
    const size_t counts[] = {sheet->first, optimizer_count() - end};
    struct rect box = sheet->beside;

    box.w *= 0.5f;
    for (size_t i = 0; i < 2; i++, box.x += box.w) {
        if (counts[i] == 0)
            continue;
        ui_text(view->canvas, box.x + (float)i * box.w, box.y + LINE_ROW * sheet->label,
                i == 0 ? CANVAS_LEFT : CANVAS_RIGHT, view_soft(view),
                words_in(view->arena, W_ARROW_MORE, arrows[i], counts[i]));
        ui_target(view->ui, box,
                  (struct ui_action){choose, (double)(i == 0 ? sheet->first - 1 : end)}, false);
    }
}

static void below(const struct optimizers_sheet *sheet, size_t chosen, int use)
{
    const struct view *view = sheet->view;
    const struct optimizers_card *card = sheet->card;
    size_t left_out = card->left_out + card->count - sheet->rows;
    const char *keys = words(W_LEFT_RIGHT_CHOOSE_ENTER_GO);
    const char *more =
        left_out == 0 ? "" : words_in(view->arena, W_AND_SMALLER_GRADIENTS, left_out);
    const char *const texts[] = {
        left_out > 0 ? arena_printf(view->arena, "%s   %s", more, keys) : keys, more, NULL};

    ui_text(view->canvas, sheet->keys.x, sheet->keys.y + 2.0f * sheet->body, CANVAS_LEFT,
            view_soft(view), ui_wording(view->canvas, view_plain(view), sheet->keys.w, texts));
    button(
        view, sheet->button,
        (enum optimizer_kind)chosen == card->now
            ? words(W_STAY_WITH_IT)
            : words_in(view->arena, W_GO_ON_WITH,
                       explain_optimizer_name(view->snapshot, (enum optimizer_kind)chosen,
                                              optimizer_row((enum optimizer_kind)chosen)->brief)),
        (struct ui_action){use, (double)chosen});
}

void optimizers_view(const struct view *view, struct rect window,
                     const struct optimizers_card *card, size_t chosen, int choose, int use,
                     struct ui_action close)
{
    struct optimizers_sheet sheet = {.view = view, .card = card};
    struct ui_sheet of = {words(W_SAME_GRADIENTS_ANOTHER_OPTIMISER), .close = close};
    struct ui_paper paper = view_paper(view);
    struct ui_frame frame;
    struct richtext_style style;

    optimizers_plan(&sheet, window, chosen, &of);
    frame = ui_sheet(&paper, window, &of);
    optimizers_lay(&sheet, frame.inner);
    style = optimizers_words_style(&sheet);
    richtext_draw(view, frame.inner.x, frame.inner.y, frame.inner.w,
                  optimizers_introduction(&sheet), &style, false);
    groups(&sheet);
    gradient_head(&sheet);
    for (size_t i = sheet.first; i < sheet.first + sheet.shown; i++)
        column_head(&sheet, (enum optimizer_kind)i, i == chosen, choose);
    rows(&sheet);
    beside(&sheet, choose);
    below(&sheet, chosen, use);
    ui_frame_end(&paper, &frame);
}
