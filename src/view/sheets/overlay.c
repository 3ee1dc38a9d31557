#include "view/sheets/overlay.h"

#include "view/panel/richtext.h"

#include <math.h>

static float message_height(const struct view *view, float width, struct rich rich,
                            const struct richtext_style *style)
{
    return richtext_draw(view, 0.0f, 0.0f, width, rich, style, true);
}

static void lesson_row(const struct view *view, struct rect rect, const struct overlay_row *row,
                       bool current, float name_width, struct ui_action action)
{
    const struct theme *theme = view->theme;
    float size = (float)view->size.body_px, y = rect.y + rect.h / 2.0f + ui_text_drop(size);
    bool hover = ui_hovers(view->ui, rect);
    struct rect before;

    canvas_box(view->canvas, rect, view->size.corner,
               hover ? theme->phase_soft[PHASE_FORWARD] : theme->panel,
               current ? theme->phase[PHASE_FORWARD] : theme->panel_border,
               current ? view->size.strong : view->size.thin);
    before = canvas_within(view->canvas, rect);
    canvas_text(view->canvas, rect.x + GAP_PART * size, y, CANVAS_LEFT, FONT_TEXT_BOLD,
                view->size.body_px, theme->text, row->left);
    canvas_text(view->canvas, rect.x + GAP_PART * size + name_width, y, CANVAS_LEFT, FONT_TEXT,
                view->size.body_px, theme->text, row->right);
    canvas_within(view->canvas, before);
    ui_target(view->ui, rect, action, false);
}

void overlay_list(const struct view *view, struct rect window, const char *heading,
                  const struct overlay_row *rows, size_t count, size_t current, const char *message,
                  bool is_error, int open, struct ui_action close)
{
    struct ui_paper paper = view_paper(view);
    float size = (float)view->size.body_px, pad = ui_sheet_margin(&paper), row = 2.0f * size,
        names = 0.0f;
    struct richtext_style style = {.size_px = view->size.body_px,
                                   .max_lines = 6,
                                   .ink = is_error ? view->theme->error : view->theme->text};
    struct rich rich = richtext_plain(view->arena, message != NULL ? message : "");
    struct ui_sheet sheet = {heading, .width = fminf(ROOM(75) * size, window.w - 2.0f * size),
                             .close = close};
    float title = ui_sheet_band(&paper), said, y;
    struct ui_frame frame;

    said = message != NULL ? message_height(view, sheet.width - 2.0f * pad, rich, &style)
        + GAP_PART * size : 0.0f;
    row = fminf(row, (window.h - size - title - said - GAP_APART * pad) / (float)count);
    sheet.height = title + said + (float)count * row + GAP_APART * pad;
    frame = ui_sheet(&paper, window, &sheet);
    y = frame.inner.y + GAP_TIGHT * pad;
    if (message != NULL)
        richtext_draw(view, frame.inner.x, y, frame.inner.w, rich, &style, false);
    y += said;
    for (size_t i = 0; i < count; i++)
        names = fmaxf(names, canvas_text_width(view->canvas, FONT_TEXT_BOLD, view->size.body_px,
                                               rows[i].left));
    for (size_t i = 0; i < count; i++, y += row)
        lesson_row(view, (struct rect){frame.inner.x, y, frame.inner.w, 0.88f * row}, &rows[i],
                   i == current, names + GAP_FAR * size, (struct ui_action){open, (double)i});
    ui_frame_end(&paper, &frame);
}

void overlay_hint(const struct view *view, struct rect window, struct rect target, struct point at,
                  const char *text)
{
    float size = (float)view->size.label_px, gap = 0.5f * size, high = LINE_BUTTON * size;
    float width = ui_text_width(view->canvas, view_plain(view), text) + GAP_FAR * size;
    struct rect rect = {fmaxf(window.x + gap, fminf(at.x - 0.3f * width,
                                                    window.x + window.w - width - gap)),
                        target.h < 4.0f * size ? target.y + target.h + gap : at.y + LINE_ROW * size,
                        width, high};

    if (rect.y + high > window.y + window.h)
        rect.y = (target.h < 4.0f * size ? target.y : at.y) - gap - high;
    canvas_box(view->canvas, rect, view->size.corner, view->theme->text, 0, 0.0f);
    ui_text_in(view->canvas, rect, ui_inked(view_plain(view), view->theme->panel), text);
}

void overlay_notice(const struct view *view, struct rect picture, const char *text, bool is_error,
                    struct ui_action close)
{
    const struct theme *theme = view->theme;
    float size = (float)view->size.body_px;
    struct richtext_style style = {.size_px = view->size.body_px,
                                   .max_lines = 4,
                                   .ink = is_error ? theme->error : theme->text};
    struct rich rich = richtext_plain(view->arena, text);
    float width = fminf(canvas_text_width(view->canvas, FONT_TEXT, view->size.body_px, text) + 2.0f,
                        picture.w - 2.0f * size);
    float height = message_height(view, width, rich, &style);
    struct rect rect = {picture.x + (picture.w - width) / 2.0f - size, 0, width + 2.0f * size,
                        height + size};
    struct rect before;

    rect.y = picture.y + picture.h - rect.h;
    canvas_box(view->canvas, rect, view->size.card, theme->panel,
               is_error ? theme->error : theme->line_strong, view->size.line);
    before = canvas_within(view->canvas, rect);
    richtext_draw(view, rect.x + size, rect.y + 0.5f * size, width, rich, &style, false);
    canvas_within(view->canvas, before);
    ui_target(view->ui, rect, close, false);
}
