#include "ui/card.h"

#include <math.h>

/* Of a card, in ems of the running text. */
static const float margin = 0.8f, margin_above = 0.48f, corner = 0.7f;
static const float edge_px = 1.5f, strong_px = 2.0f, dash_px = 9.0f; /* in units */

/* Of a sheet: in ems of the running text, and of the title. */
static const float sheet_margin = 1.5f, sheet_corner = 0.8f, band = 2.0f, baseline = 1.5f;
static const float veil = 0.9f; /* how little is seen of what lies below */

static struct ui_frame frame(const struct ui_paper *paper, struct rect rect, struct rect inner)
{
    return (struct ui_frame){rect, inner, canvas_within(paper->canvas, rect)};
}

static struct ui_frame card(const struct ui_paper *paper, struct rect rect)
{
    float body = (float)paper->body_px;

    return frame(paper, rect, rect_inset(rect, margin * body, margin_above * body));
}

struct ui_frame ui_card(const struct ui_paper *paper, struct rect rect)
{
    canvas_box(paper->canvas, rect, corner * (float)paper->body_px, paper->theme->panel,
               paper->theme->panel_border, edge_px * paper->unit);
    return card(paper, rect);
}

struct ui_frame ui_card_dashed(const struct ui_paper *paper, struct rect rect, color edge)
{
    canvas_box_dashed(paper->canvas, rect, corner * (float)paper->body_px, paper->theme->panel,
                      edge, strong_px * paper->unit, dash_px * paper->unit);
    return card(paper, rect);
}

void ui_frame_end(const struct ui_paper *paper, const struct ui_frame *frame)
{
    canvas_within(paper->canvas, frame->before);
}

float ui_sheet_margin(const struct ui_paper *paper)
{
    return sheet_margin * (float)paper->body_px;
}

float ui_sheet_band(const struct ui_paper *paper)
{
    return band * (float)paper->title_px;
}

struct ui_frame ui_sheet(const struct ui_paper *paper, struct rect window,
                         const struct ui_sheet *sheet)
{
    const struct theme *theme = paper->theme;
    float side = sheet->margin > 0.0f ? sheet->margin : ui_sheet_margin(paper);
    struct rect rect = {window.x + (window.w - sheet->width) / 2.0f,
                        window.y + fmaxf(0.0f, (window.h - sheet->height) / 2.0f), sheet->width,
                        sheet->height};
    struct rect inner = {rect.x + side, rect.y + ui_sheet_band(paper), rect.w - 2.0f * side,
                         rect.h - ui_sheet_band(paper)};
    struct ui_frame into;
    float y = rect.y + baseline * (float)paper->title_px;

    canvas_box(paper->canvas, window, 0.0f, color_with_alpha(theme->background, veil), 0, 0.0f);
    canvas_box(paper->canvas, rect, sheet_corner * (float)paper->body_px, theme->panel,
               theme->line_strong, strong_px * paper->unit);
    ui_begin(paper->ui); /* nothing below can be clicked */
    ui_target(paper->ui, window, sheet->close, false);
    ui_target(paper->ui, rect, sheet->on_it, false);
    into = frame(paper, rect, inner);
    canvas_text(paper->canvas, inner.x, y, CANVAS_LEFT, FONT_TEXT_BOLD, paper->title_px,
                theme->text, sheet->title);
    if (sheet->aside != NULL
        && canvas_text_width(paper->canvas, FONT_TEXT_BOLD, paper->title_px, sheet->title)
               + canvas_text_width(paper->canvas, FONT_TEXT, paper->label_px, sheet->aside)
               + (float)paper->label_px <= inner.w)
        canvas_text(paper->canvas, inner.x + inner.w, y, CANVAS_RIGHT, FONT_TEXT, paper->label_px,
                    theme->text_soft, sheet->aside);
    return into;
}
