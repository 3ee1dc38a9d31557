#include "view/sheets/strip.h"

#include "view/panel/richtext.h"

#include <math.h>

static void entry(const struct view *view, struct rect cell, const char *text, bool chosen,
                  struct ui_action action)
{
    const struct theme *theme = view->theme;
    int size_px = view->size.body_px;
    float size, pad;

    while (size_px > view->size.min_px
           && canvas_text_width(view->canvas, FONT_TEXT_BOLD, size_px, text)
                  > cell.w - GAP_FAR * (float)size_px)
        size_px--;
    size = (float)size_px;
    pad = GAP_WIDE * size;
    canvas_box(view->canvas, cell, view->size.corner, chosen ? theme->text : theme->panel,
               theme->panel_border, view->size.thin);
    richtext_draw(view, cell.x + pad, cell.y + 0.5f * (cell.h - LINE_CLOSE * size),
                  cell.w - 2.0f * pad, richtext_plain(view->arena, text),
                  &(struct richtext_style){.size_px = size_px,
                                           .bold = chosen,
                                           .ink = chosen ? theme->panel : theme->text_soft,
                                           .max_lines = 1},
                  false);
    ui_target(view->ui, cell, action, false);
}

void strip_view(const struct view *view, struct rect window, const char *const *texts, size_t count,
                size_t choice, const char *hint, int take)
{
    const struct theme *theme = view->theme;
    float body = (float)view->size.body_px, label = (float)view->size.label_px,
          gap = GAP_WIDE * body, high = LINE_TWO * body, tall = high + LINE_TWO * label + gap;
    struct rect bar = {0, window.y + window.h - tall, window.w, tall}, before;
    const struct rect row = {gap, bar.y + gap, window.w - 2.0f * gap, high};

    canvas_box(view->canvas, bar, 0.0f, theme->background, 0, 0.0f);
    canvas_line(view->canvas, (struct point){0, bar.y}, (struct point){bar.w, bar.y},
                view->size.line, theme->line_strong, 0.0f);
    before = canvas_within(view->canvas, bar);
    for (size_t k = 0; k < 3; k++) {
        size_t index = choice + k - 1;

        if (choice + k >= 1 && index < count)
            entry(view, ui_column(row, k, 3, gap), texts[index], k == 1,
                  (struct ui_action){take, (double)index});
    }
    ui_text(view->canvas, 0.5f * window.w, bar.y + gap + high + LINE_ROW * label, CANVAS_CENTER,
            view_soft(view), hint);
    canvas_within(view->canvas, before);
}
