#include "view/panel/panel.h"

#include "explain/rich.h"
#include "view/panel/panel_parts.h"
#include "view/panel/panel_table.h"
#include "view/frame/label.h"
#include "view/panel/richtext.h"

#include <math.h>

/* Where they take two lines the last part is left out, the sample, which the header says. */
static struct rich kicker_words(const struct panel *panel, const struct richtext_style *style)
{
    const struct view *view = panel->view;
    struct rich words = view->explanation->kicker, part = words;
    float line = richtext_draw(view, 0.0f, 0.0f, 1e6f, words, style, true);

    if (richtext_draw(view, 0.0f, 0.0f, panel->inner.w, words, style, true) <= line)
        return words;
    part = rich_without_last(view->arena, words, " · ");
    return part.count > 0 ? part : words;
}

static float head(const struct panel *panel, float y, bool measure)
{
    const struct view *view = panel->view;
    enum theme_phase phase = view_phase(view->snapshot->place.unit.kind);
    color ink = view->snapshot->place.step == 0 ? view->theme->text_soft
                                                : view->theme->phase[phase];
    struct richtext_style kicker = {.size_px = view->size.label_px, .bold = true, .ink = ink};
    struct richtext_style title = {.size_px = panel_size(panel, view->size.title_px), .bold = true,
                                   .ink = view->theme->text, .tight = true, .max_lines = 3};
    float top = y;

    if (!view->bare)
        y += richtext_draw(view, panel->inner.x, y, panel->inner.w, kicker_words(panel, &kicker),
                           &kicker, measure)
             + GAP_TIGHT * (float)view->size.body_px;
    y += richtext_draw(view, panel->inner.x, y, panel->inner.w, view->explanation->title, &title,
                       measure);
    return y - top;
}

static float remark(const struct panel *panel, float y, bool measure)
{
    const struct view *view = panel->view;
    struct richtext_style style = {.size_px = panel->small ? view->size.chip_px
                                                           : view->size.body_px,
                                   .ink = view->theme->text, .max_lines = panel->lines};
    float rule;

    if (!panel->remark || panel->words.count == 0)
        return 0.0f;
    rule = view_divider(panel->view, panel->inner, 1.0f, y, measure);
    return rule
        + richtext_draw(view, panel->inner.x, y + rule, panel->inner.w, panel->words, &style,
                        measure || !view_told(view));
}

static float table(const struct panel *panel, float y, bool measure)
{
    if (panel->rows == 0)
        return 0.0f;
    return panel_table(panel->view, panel->inner.x, y, panel->inner.w, panel->rows, measure);
}

/* The second table. */
static float foot(const struct panel *panel, float y, bool measure)
{
    struct explanation explanation = *panel->view->explanation;
    struct view view = *panel->view;
    float rule;

    if (!panel->foot || explanation.foot.count == 0)
        return 0.0f;
    explanation.table = explanation.foot;
    view.explanation = &explanation;
    rule = view_divider(panel->view, panel->inner, 1.0f, y, measure);
    return rule
           + panel_table(&view, panel->inner.x, y + rule, panel->inner.w,
                             explanation.table.count, measure);
}

float panel_block(const struct panel *panel, enum panel_block block, float y, bool measure)
{
    switch (block) {
    case PANEL_BLOCK_HEAD:
        return head(panel, y, measure);
    case PANEL_BLOCK_EQUATIONS:
        return panel_equations(panel, y, measure);
    case PANEL_BLOCK_TABLE:
        return table(panel, y, measure);
    case PANEL_BLOCK_REMARK:
        return remark(panel, y, measure);
    case PANEL_BLOCK_FOOT:
        return foot(panel, y, measure);
    case PANEL_BLOCK_COUNT:
        break;
    }
    return 0.0f;
}

struct rect panel_view(const struct view *view, struct rect panel_rect, float least,
                       float most)
{
    float pad = (float)view->size.body_px, gap = 0.5f * (float)view->size.body_px;
    struct panel panel = {
        .view = view,
        .inner = rect_inset(panel_rect, pad, GAP_PART * pad),
        .equations = view->explanation->equation_count,
        .numbers = true,
        .rows = view->explanation->table.count,
        .remark = true,
        .words = view->explanation->remark,
        .foot = true,
    };
    struct rect before, free = panel.inner;
    float y = panel.inner.y, height, above;

    panel_fit(&panel, &gap, least);
    height = panel_height(&panel, gap);
    /* More air above what is free, as far as it has room to give. */
    above = fmaxf(gap, fminf(2.0f * gap, panel.inner.h - height - least));
    free.h = fminf(panel.inner.h - height - above, most);
    free.h = least > 0.0f && free.h >= least ? free.h : 0.0f;
    free.y += panel.inner.h - free.h;
    panel.inner.h -= free.h > 0.0f ? free.h + above : 0.0f;
    /* What is left gives the blocks air. */
    gap += fminf(fmaxf((panel.inner.h - height) / PANEL_BLOCK_COUNT, 0.0f),
                 GAP_PART * (float)view->size.body_px);
    canvas_box(view->canvas, panel_rect, view->size.card, view->theme->panel,
               view->theme->panel_border, view->size.thin);
    before = canvas_within(view->canvas, rect_inset(panel_rect, 2.0f, 2.0f));
    for (enum panel_block block = 0; block < PANEL_BLOCK_COUNT; block++) {
        height = panel_block(&panel, block, y, false);
        y += height > 0.0f ? height + gap : 0.0f;
    }
    canvas_within(view->canvas, before);
    return free;
}

void panel_formulas(const struct view *view, struct rect area)
{
    struct panel panel = {.view = view, .inner = area, .numbers = true,
                                            .equations = view->explanation->equation_count};
    struct rect before = canvas_within(view->canvas, area);
    float height;

    while ((height = panel_block(&panel, PANEL_BLOCK_EQUATIONS, 0.0f, true)) > area.h
           && panel.equations > 1)
        panel.equations--;
    if (height > area.h)
        panel.numbers = false;
    panel_block(&panel, PANEL_BLOCK_EQUATIONS,
                area.y + fmaxf(0.0f, (area.h - height) / 2.0f), false);
    canvas_within(view->canvas, before);
}
