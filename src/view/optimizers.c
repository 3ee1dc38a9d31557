#include "view/optimizers.h"

#include "explain/rich.h"
#include "view/label.h"
#include "view/overlay.h"
#include "view/richtext.h"

#include <math.h>

static const char *const titles[OPTIMIZER_CHOICES] = {"gradient descent", "momentum", "Nesterov", "RMSProp",
                                                      "Adam"};

/* Where the columns stand: symbols, gradients, then one for each optimiser. */
struct columns {
    float symbol;                   /* left end */
    float gradient;                 /* right end */
    float left[OPTIMIZER_CHOICES];  /* of each box */
    float width;                    /* of a box */
};

static void lay_columns(const struct view *view, struct rect inner, struct columns *columns)
{
    float size = (float)view->size.label_px, names = 4.2f * size, gradients = 6.0f * size;

    columns->symbol = inner.x;
    columns->gradient = inner.x + names + gradients;
    columns->width = (inner.w - names - gradients - size) / (float)OPTIMIZER_CHOICES;
    for (size_t i = 0; i < OPTIMIZER_CHOICES; i++)
        columns->left[i] = columns->gradient + size + (float)i * columns->width;
}

static void number(const struct view *view, float right, float y, float width, double value, color ink, bool sign)
{
    char text[NUMBER_TEXT_SIZE];
    int size_px = view->size.number_px;

    view_number(view, value, sign, width, size_px, text);
    canvas_text(view->canvas, right, y, CANVAS_RIGHT, FONT_MONO, size_px, ink, text);
}

/* The box behind a column, and its head. */
static void column_head(const struct view *view, const struct columns *columns, const struct optimizers_card *card,
                        size_t choice, struct rect box, bool chosen, int choose)
{
    const struct theme *theme = view->theme;
    float size = (float)view->size.label_px, middle = box.x + 0.5f * box.w;
    int size_px = view->size.label_px;

    (void)columns;
    if (chosen || ui_hovers(view->ui, box))
        canvas_box(view->canvas, box, 0.5f * size, theme->phase_soft[PHASE_UPDATE],
                   chosen ? theme->phase[PHASE_UPDATE] : 0, chosen ? 3.0f * view->size.unit : 0.0f);
    ui_target(view->ui, box, (struct ui_action){choose, (double)choice}, false);
    while (size_px > view->size.min_px
           && canvas_text_width(view->canvas, FONT_TEXT_BOLD, size_px, titles[choice]) > box.w - 0.6f * size)
        size_px--;
    canvas_text(view->canvas, middle, box.y + 1.5f * size, CANVAS_CENTER, FONT_TEXT_BOLD, size_px, theme->text,
                titles[choice]);
    if (card->now == (enum optimizer_choice)choice)
        canvas_text(view->canvas, middle, box.y + 2.75f * size, CANVAS_CENTER, FONT_TEXT, view->size.label_px,
                    theme->text_soft, "this run");
}

static void head(const struct view *view, const struct columns *columns, float y)
{
    const struct theme *theme = view->theme;

    canvas_text(view->canvas, columns->gradient, y, CANVAS_RIGHT, FONT_TEXT_BOLD, view->size.label_px,
                theme->phase[PHASE_BACKWARD], "gradient");
}

static float row(const struct view *view, const struct columns *columns, float y, const struct optimizers_row *row)
{
    const struct theme *theme = view->theme;
    float pad = 0.5f * (float)view->size.label_px;

    label_symbol(view, quantity_symbol(view->arena, view->snapshot, row->parameter), columns->symbol, y,
                 (int)roundf(1.12f * (float)view->size.number_px), theme->text, false);
    number(view, columns->gradient, y, 6.0f * (float)view->size.label_px, row->gradient,
           theme->phase[PHASE_BACKWARD], true);
    for (size_t i = 0; i < OPTIMIZER_CHOICES; i++)
        number(view, columns->left[i] + columns->width - pad, y, columns->width - 2.0f * pad, row->step[i],
               theme->phase[PHASE_UPDATE], true);
    return y + 1.85f * (float)view->size.number_px;
}

static void loss_row(const struct view *view, const struct columns *columns, float y,
                     const struct optimizers_card *card)
{
    const struct theme *theme = view->theme;
    float pad = 0.5f * (float)view->size.label_px;

    canvas_text(view->canvas, columns->symbol, y, CANVAS_LEFT, FONT_TEXT, view->size.label_px, theme->text,
                card->loss >= 0.0 ? "loss then" : "loss");
    for (size_t i = 0; i < OPTIMIZER_CHOICES; i++)
        number(view, columns->left[i] + columns->width - pad, y, columns->width - 2.0f * pad, card->loss_after[i],
               theme->text, false);
}

static void button(const struct view *view, struct rect rect, const char *text, struct ui_action action)
{
    const struct theme *theme = view->theme;
    float size = (float)view->size.body_px;

    canvas_box(view->canvas, rect, 0.4f * size, ui_hovers(view->ui, rect) ? theme->phase_soft[PHASE_UPDATE] : theme->panel,
               theme->phase[PHASE_UPDATE], 2.5f * view->size.unit);
    canvas_text(view->canvas, rect.x + 0.5f * rect.w, rect.y + 0.5f * rect.h + 0.36f * size, CANVAS_CENTER,
                FONT_TEXT_BOLD, view->size.body_px, theme->text, text);
    ui_target(view->ui, rect, action, false);
}

static struct rich introduction(const struct view *view, const struct optimizers_card *card)
{
    return rich_format(view->arena, "Backpropagation has found the gradients. What is done with them is the "
                                    "optimiser's choice: here is the step that each would take from them, all "
                                    "with \xce\xb7 = {v} and, but for this run's own, at rest.", card->rate);
}

void optimizers_view(const struct view *view, struct rect window, const struct optimizers_card *card,
                     size_t chosen, int choose, int use, struct ui_action close)
{
    const struct theme *theme = view->theme;
    float size = (float)view->size.label_px, body = (float)view->size.body_px, pad = 1.5f * body;
    float line = 1.85f * (float)view->size.number_px, title = 2.0f * (float)view->size.title_px, words, y, top;
    struct richtext_style style = {.size_px = view->size.body_px, .line_height = 1.35f, .ink = theme->text,
                                   .max_lines = 4};
    struct rich rich = introduction(view, card);
    struct rect rect = {0, 0, fminf(58.0f * body, window.w - 2.0f * body), 0}, inner, before;
    struct columns columns;
    size_t rows = card->count;

    words = richtext_draw(view, 0.0f, 0.0f, rect.w - 2.0f * pad, rich, &style, true);
    rect.h = title + words + 4.2f * size + ((float)rows + 2.0f) * line + 3.3f * body + 0.4f * pad;
    while (rows > 1 && rect.h > 0.97f * window.h) {
        rows--;
        rect.h -= line;
    }
    rect.x = window.x + (window.w - rect.w) / 2.0f;
    rect.y = window.y + (window.h - rect.h) / 2.0f;
    overlay_sheet(view, window, rect, close, (struct ui_action){0});
    inner = rect_inset(rect, pad, 0.0f);
    before = canvas_within(view->canvas, rect);
    canvas_text(view->canvas, inner.x, rect.y + 0.75f * title, CANVAS_LEFT, FONT_TEXT_BOLD, view->size.title_px,
                theme->text, "Same gradients, another optimiser");
    richtext_draw(view, inner.x, rect.y + title, inner.w, rich, &style, false);
    lay_columns(view, inner, &columns);
    top = rect.y + title + words + 0.7f * size;
    y = top + 3.0f * size + line;
    for (size_t i = 0; i < OPTIMIZER_CHOICES; i++)
        column_head(view, &columns, card, i,
                    (struct rect){columns.left[i], top, columns.width, 3.6f * size + ((float)rows + 1.6f) * line},
                    i == chosen, choose);
    head(view, &columns, top + 1.5f * size);
    for (size_t i = 0; i < rows; i++)
        y = row(view, &columns, y, &card->rows[i]);
    loss_row(view, &columns, y + 0.35f * line, card);
    y += 1.25f * line;
    if (card->left_out + card->count > rows)
        canvas_text(view->canvas, inner.x, y + 1.9f * body, CANVAS_LEFT, FONT_TEXT, view->size.label_px,
                    theme->text_soft,
                    arena_printf(view->arena, "and %zu smaller gradients", card->left_out + card->count - rows));
    button(view, (struct rect){inner.x + inner.w - 17.0f * body, y + 0.7f * body, 17.0f * body, 2.0f * body},
           (enum optimizer_choice)chosen == card->now
               ? "Stay with it"
               : arena_printf(view->arena, "Go on with %s", titles[chosen]),
           (struct ui_action){use, (double)chosen});
    canvas_within(view->canvas, before);
}
