#include "view/sheets/optimizers.h"

#include "explain/rich.h"
#include "explain/equations/equation.h"
#include "view/frame/label.h"
#include "view/panel/richtext.h"

#include <math.h>

/* Where everything stands. */
struct sheet {
    const struct view *view;
    const struct optimizers_card *card;
    struct ui_frame frame;
    size_t rows;                    /* of the card's that have room */
    float words;                    /* the introduction's height */
    float symbol;                   /* left end of the parameters' names */
    struct rect gradients;          /* the column of all */
    struct rect columns[OPTIMIZERS_MAX];
};

static float label(const struct sheet *sheet)
{
    return (float)sheet->view->size.label_px;
}

static float body(const struct sheet *sheet)
{
    return (float)sheet->view->size.body_px;
}

static float line(const struct sheet *sheet)
{
    return 1.8f * (float)sheet->view->size.number_px;
}

/* Above the columns: whose they are. */
static float groups_height(const struct sheet *sheet)
{
    return 2.0f * label(sheet);
}

/* A column's name, its rule on up to two lines, whether it is the run's. */
static float head_height(const struct sheet *sheet)
{
    return 5.6f * label(sheet);
}

static float columns_height(const struct sheet *sheet)
{
    return head_height(sheet) + ((float)sheet->rows + 1.7f) * line(sheet);
}

/* ---- planning ---- */

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

static struct rich introduction(const struct sheet *sheet)
{
    enum optimizer_kind shortest = extreme_step(false), longest = extreme_step(true);

    return rich_words(sheet->view->arena, W_BACKPROPAGATION_HAS_COMPUTED, sheet->card->rate,
                      optimizer_row(shortest)->brief, optimizer_row(longest)->brief,
                      round(first_step(longest)));
}

static struct richtext_style words_style(const struct sheet *sheet)
{
    return (struct richtext_style){.size_px = sheet->view->size.body_px,
                                   .ink = sheet->view->theme->text, .max_lines = 6};
}

static const char *loss_words(const struct sheet *sheet)
{
    return sheet->card->has_penalty ? "J = L + s" : words(W_LOSS);
}

static int symbol_px(const struct view *view)
{
    return view_symbol_px((float)view->size.number_px);
}

static const struct formula *symbol_of(const struct sheet *sheet, size_t row)
{
    return quantity_symbol(sheet->view->arena, sheet->view->snapshot,
                           sheet->card->rows[row].parameter);
}

static float names_width(const struct sheet *sheet)
{
    const struct view *view = sheet->view;
    float width = ui_text_width(view->canvas, view_plain(view), loss_words(sheet));

    for (size_t i = 0; i < sheet->rows; i++)
        width = fmaxf(width, label_symbol(view, symbol_of(sheet, i), 0, 0, symbol_px(view),
                                          view->theme->text, true));
    return width + 0.8f * label(sheet);
}

static void lay_columns(struct sheet *sheet)
{
    float size = label(sheet), names = names_width(sheet), gap = 1.2f * size;
    struct rect inner = sheet->frame.inner;
    float shared = fminf(9.4f * size, 0.15f * inner.w);
    float top = inner.y + sheet->words + 0.5f * size + groups_height(sheet);
    float width = (inner.w - names - shared - gap) / (float)optimizer_count();

    sheet->symbol = inner.x;
    sheet->gradients = (struct rect){inner.x + names, top, shared, columns_height(sheet)};
    for (size_t i = 0; i < optimizer_count(); i++)
        sheet->columns[i] = (struct rect){inner.x + names + shared + gap + (float)i * width, top,
                                          width, columns_height(sheet)};
}

static void plan(struct sheet *sheet, struct rect window, struct ui_sheet *of)
{
    struct ui_paper paper = view_paper(sheet->view);
    struct richtext_style style = words_style(sheet);

    of->width = fminf((25.0f + 7.0f * (float)optimizer_count()) * body(sheet),
                      window.w - 2.0f * body(sheet));
    sheet->words = richtext_draw(sheet->view, 0.0f, 0.0f,
                                 of->width - 2.0f * ui_sheet_margin(&paper),
                                 introduction(sheet), &style, true);
    for (sheet->rows = sheet->card->count;; sheet->rows--) {
        of->height = ui_sheet_band(&paper) + sheet->words + 0.5f * label(sheet)
            + groups_height(sheet) + columns_height(sheet) + 3.6f * body(sheet);
        if (sheet->rows <= 1 || of->height <= 0.97f * window.h)
            return;
    }
}

/* ---- heads ---- */

/* A bracket over columns with words in it, as over the phases. */
static void group(const struct sheet *sheet, float left, float right, enum theme_phase phase,
                  const char *const *words)
{
    const struct view *view = sheet->view;
    color ink = view->theme->phase[phase];
    float size = label(sheet), y = sheet->gradients.y - 0.85f * size, width,
          middle = 0.5f * (left + right);
    const char *text = ui_wording(view->canvas, view_bold(view), right - left - 1.6f * size, words);
    struct point corners[2][3];

    width = ui_text_width(view->canvas, view_bold(view), text) + 0.8f * size;
    for (int end = 0; end < 2; end++) {
        float outer = end == 0 ? left : right, inner = middle + (end == 0 ? -0.5f : 0.5f) * width;

        corners[end][0] = (struct point){outer, y + 0.45f * size};
        corners[end][1] = (struct point){outer, y};
        corners[end][2] = (struct point){end == 0 ? fmaxf(inner, outer) : fminf(inner, outer), y};
        canvas_polyline(view->canvas, corners[end], 3, view->size.line, ink);
    }
    ui_text(view->canvas, middle, y + ui_text_drop(size), CANVAS_CENTER,
            ui_inked(view_bold(view), ink), text);
}

static void groups(const struct sheet *sheet)
{
    const char *const found[] = {words(W_SAME_FOR_ALL), words(W_FOR_ALL), NULL};
    const char *const used[] = {words(W_WEIGHT_UPDATE_STEP_STEP_OF), words(W_STEP_STEP_OF_EACH),
                                words(W_STEP_STEP), NULL};
    const struct rect *last = &sheet->columns[optimizer_count() - 1];

    group(sheet, sheet->gradients.x, sheet->gradients.x + sheet->gradients.w, PHASE_BACKWARD,
          found);
    group(sheet, sheet->columns[0].x, last->x + last->w, PHASE_UPDATE, used);
}

/* brief: in its place where that has no room. */
static void name(const struct sheet *sheet, struct rect box, color ink, const char *text,
                 const char *brief)
{
    const struct view *view = sheet->view;
    float room = box.w - 0.6f * label(sheet);
    struct ui_type type = ui_text_fit(view->canvas, ui_inked(view_bold(view), ink),
                                      view->size.min_px, room, text);

    if (ui_text_width(view->canvas, type, text) > room) {
        text = brief;
        type = ui_text_fit(view->canvas, ui_inked(view_bold(view), ink), view->size.min_px, room,
                           brief);
    }
    ui_text(view->canvas, box.x + 0.5f * box.w, box.y + 1.4f * label(sheet), CANVAS_CENTER, type,
            text);
}

/* Smaller where it is too wide, then on two lines. */
static void formula_line(const struct sheet *sheet, struct rect box, color ink,
                         const struct formula *formula)
{
    const struct view *view = sheet->view;
    int size_px = view_symbol_px(label(sheet));
    float room = box.w - 0.3f * label(sheet);
    float width = label_symbol(view, formula, 0, 0, size_px, ink, true);

    while (size_px > view->size.min_px && width > room)
        width = label_symbol(view, formula, 0, 0, --size_px, ink, true);
    if (width <= room)
        label_symbol(view, formula, box.x + 0.5f * (box.w - width), box.y + 2.8f * label(sheet),
                     size_px, ink, false);
    else
        label_broken_symbol(
            view, formula,
            (struct rect){box.x + 0.15f * label(sheet), box.y + 2.65f * label(sheet), room, 0.0f},
            size_px, ink);
}

/* What every optimiser gets. */
static void gradient_head(const struct sheet *sheet)
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
static void column_head(const struct sheet *sheet, enum optimizer_kind choice, bool chosen,
                        int choose)
{
    const struct view *view = sheet->view;
    const struct theme *theme = view->theme;
    struct optimizer optimizer = view->snapshot->state->optimizer;
    struct rect box = sheet->columns[choice];
    float size = label(sheet);

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
        ui_text(view->canvas, box.x + 0.5f * box.w, box.y + 5.1f * size, CANVAS_CENTER,
                view_soft(view), words(W_RUN));
}

/* ---- rows ---- */

static void number(const struct sheet *sheet, struct rect box, float y, double value, color ink,
                   bool sign)
{
    const struct view *view = sheet->view;
    char text[NUMBER_TEXT_SIZE];
    float pad = 0.5f * label(sheet);

    view_number(view, value, sign, box.w - 2.0f * pad, view->size.number_px, text);
    canvas_text(view->canvas, box.x + box.w - pad, y, CANVAS_RIGHT, FONT_MONO, view->size.number_px,
                ink, text);
}

static void step_row(const struct sheet *sheet, float y, size_t index)
{
    const struct optimizers_row *row = &sheet->card->rows[index];
    const struct view *view = sheet->view;
    const struct theme *theme = view->theme;

    label_symbol(view, symbol_of(sheet, index), sheet->symbol, y, symbol_px(view), theme->text,
                 false);
    number(sheet, sheet->gradients, y, row->gradient, theme->phase[PHASE_BACKWARD], true);
    for (size_t i = 0; i < optimizer_count(); i++)
        number(sheet, sheet->columns[i], y, row->step[i], theme->phase[PHASE_UPDATE], true);
}

/* The loss, or with L2 the objective, that they all start from and that each leads to. */
static void after_row(const struct sheet *sheet, float y)
{
    const struct view *view = sheet->view;
    const struct optimizers_card *card = sheet->card;
    color ink = view->theme->text;

    ui_text(view->canvas, sheet->symbol, y, CANVAS_LEFT, ui_inked(view_plain(view), ink),
            loss_words(sheet));
    number(sheet, sheet->gradients, y, card->loss + card->penalty, ink, false);
    for (size_t i = 0; i < optimizer_count(); i++) {
        /* With an arrow: it is what it goes to. */
        canvas_text(view->canvas, sheet->columns[i].x + 0.5f * label(sheet), y, CANVAS_LEFT,
                    FONT_MATH, view->size.number_px, view->theme->text_soft, "→");
        number(sheet,
               (struct rect){sheet->columns[i].x + 1.4f * label(sheet), 0,
                             sheet->columns[i].w - 1.4f * label(sheet), 0},
               y, card->loss_after[i] + card->penalty_after[i], ink, false);
    }
}

static void rows(const struct sheet *sheet)
{
    float y = sheet->gradients.y + head_height(sheet) + 0.65f * line(sheet);

    for (size_t i = 0; i < sheet->rows; i++, y += line(sheet))
        step_row(sheet, y, i);
    after_row(sheet, y + 0.4f * line(sheet));
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

static void below(const struct sheet *sheet, size_t chosen, int use)
{
    const struct view *view = sheet->view;
    const struct optimizers_card *card = sheet->card;
    float y = sheet->gradients.y + sheet->gradients.h, size = body(sheet), width = 17.0f * size;
    size_t left_out = card->left_out + card->count - sheet->rows;
    const char *keys = words(W_LEFT_RIGHT_CHOOSE_ENTER_GO);
    const char *more =
        left_out == 0 ? "" : words_in(view->arena, W_AND_SMALLER_GRADIENTS, left_out);
    const char *const texts[] = {
        left_out > 0 ? arena_printf(view->arena, "%s   %s", more, keys) : keys, more, NULL};
    struct rect inner = sheet->frame.inner;

    ui_text(view->canvas, inner.x, y + 2.15f * size, CANVAS_LEFT, view_soft(view),
            ui_wording(view->canvas, view_plain(view), inner.w - width - size, texts));
    button(
        view, (struct rect){inner.x + inner.w - width, y + 0.8f * size, width, 2.0f * size},
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
    struct sheet sheet = {.view = view, .card = card};
    struct ui_sheet of = {words(W_SAME_GRADIENTS_ANOTHER_OPTIMISER), .close = close};
    struct ui_paper paper = view_paper(view);
    struct richtext_style style = words_style(&sheet);
    struct rect inner;

    plan(&sheet, window, &of);
    sheet.frame = ui_sheet(&paper, window, &of);
    inner = sheet.frame.inner;
    lay_columns(&sheet);
    richtext_draw(view, inner.x, inner.y, inner.w, introduction(&sheet), &style, false);
    groups(&sheet);
    gradient_head(&sheet);
    for (size_t i = 0; i < optimizer_count(); i++)
        column_head(&sheet, (enum optimizer_kind)i, i == chosen, choose);
    rows(&sheet);
    below(&sheet, chosen, use);
    ui_frame_end(&paper, &sheet.frame);
}
