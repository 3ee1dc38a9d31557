#include "view/panel/panel.h"

#include "explain/rich.h"
#include "view/panel/panel_parts.h"
#include "view/panel/panel_table.h"
#include "view/frame/label.h"
#include "view/panel/richtext.h"

#include <math.h>
#include <string.h>


/* The blocks of the panel from top to bottom, and which are left out first. */
enum block { BLOCK_HEAD, BLOCK_EQUATIONS, BLOCK_TABLE, BLOCK_REMARK, BLOCK_FOOT, BLOCK_COUNT };

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

static float draw_block(const struct panel *panel, enum block block, float y, bool measure)
{
    switch (block) {
    case BLOCK_HEAD:
        return head(panel, y, measure);
    case BLOCK_EQUATIONS:
        return panel_equations(panel, y, measure);
    case BLOCK_TABLE:
        return table(panel, y, measure);
    case BLOCK_REMARK:
        return remark(panel, y, measure);
    case BLOCK_FOOT:
        return foot(panel, y, measure);
    case BLOCK_COUNT:
        break;
    }
    return 0.0f;
}

static float total_height(const struct panel *panel, float gap)
{
    float height = 0.0f;

    for (enum block block = 0; block < BLOCK_COUNT; block++) {
        float one = draw_block(panel, block, 0.0f, true);

        height += one > 0.0f ? one + gap : 0.0f;
    }
    return height - gap;
}

/* The heights of all that may be shown or left out, measured once. */
struct heights {
    float head, remark, foot, row;
    float equation[EXPLAIN_EQUATIONS][2]; /* without and with the numbers put in */
};

static void measure_all(const struct panel *panel, struct heights *heights)
{
    struct panel probe = *panel;

    heights->head = head(panel, 0.0f, true);
    heights->remark = remark(panel, 0.0f, true);
    heights->foot = foot(panel, 0.0f, true);
    heights->row = panel_table_row(panel->view);
    for (size_t i = 0; i < panel->equations; i++) {
        for (int numbers = 0; numbers < 2; numbers++) {
            probe.numbers = numbers == 1;
            heights->equation[i][numbers] =
                panel_equation(&probe, &panel->view->explanation->equations[i], 0.0f, true);
        }
    }
}

static float height_of(const struct panel *panel, const struct heights *heights, float gap)
{
    float height = heights->head, part = 0.0f;

    for (size_t i = 0; i < panel->equations; i++)
        part += heights->equation[i][panel->numbers ? 1 : 0];
    height += part > 0.0f ? part + gap : 0.0f;
    if (panel->rows > 0)
        height += panel_table_height(panel->view, panel->rows, heights->row) + gap;
    if (panel->remark && heights->remark > 0.0f)
        height += heights->remark + gap;
    if (panel->foot && heights->foot > 0.0f)
        height += heights->foot + gap;
    return height;
}

/* What a choice of parts is worth: the foot and the first equation first, a remark that leads and
 * the numbers, then other remarks and the first rows, then the rest. At a projector's text sizes
 * the equation with its numbers comes before all else, and the others before three rows, whose
 * numbers the picture has. */
static int worth_of(const struct panel *panel, const struct heights *heights)
{
    bool first = panel->view->bare;
    int worth = panel->equations == 0 ? 0 : first ? 60 : 30;

    for (size_t i = 1; i < panel->equations; i++) {
        const struct explain_equation *equation = &panel->view->explanation->equations[i];

        worth += first && equation->result ? 40
                 : equation->part          ? 7 : first ? 10 : 4;
    }
    if (panel->numbers && panel->equations > 0)
        worth += first ? 45 : 6;
    if (panel->remark && heights->remark > 0.0f)
        worth += panel->view->explanation->remark_leads ? 13 : 5;
    if (panel->foot && heights->foot > 0.0f)
        worth += 27;
    for (size_t i = 0; i < panel->rows; i++)
        worth += i == 0 ? 4 : i < 3 ? 2 : 1;
    return worth;
}

/* A remark that leads, or without which there were a title over nothing, is not left out whole: as
 * many of its sentences as fit are shown, at the least as many of its lines. */
static void fit_remark(struct panel *panel, struct heights *heights, float gap)
{
    const struct explanation *explanation = panel->view->explanation;
    bool bare = panel->equations == 0 && panel->rows == 0
        && (!panel->foot || explanation->foot.count == 0);
    struct panel choice = *panel;

    if (panel->remark || (!bare && !explanation->remark_leads))
        return;
    choice.remark = true;
    for (;;) {
        struct rich shorter = rich_shorter(panel->view->arena, choice.words);

        heights->remark = remark(&choice, 0.0f, true);
        if (height_of(&choice, heights, gap) <= panel->inner.h)
            break;
        if (shorter.count == 0 && !bare)
            return;
        if (shorter.count > 0)
            choice.words = shorter;
        else if (panel->view->bare && !choice.small)
            choice.small = true;
        else if (choice.lines != 1 && (!panel->view->bare || explanation->equation_count == 0))
            choice.lines = choice.lines > 0 ? choice.lines - 1 : 8;
        else
            return;
    }
    *panel = choice;
}

/* Chooses the most worthy parts that fit; what does not is left out whole. */
static void fit(struct panel *panel, float gap)
{
    struct panel best = *panel, choice = *panel;
    /* To say that one is left out takes as much room as that one. */
    size_t most_rows = panel->view->bare && panel->rows > 4 ? 3 : panel->rows;
    struct heights heights;
    int worth = -1;

    measure_all(panel, &heights);
    best.equations = best.rows = 0;
    best.remark = best.numbers = best.foot = false;
    for (size_t parts = 0; parts < 8 * (panel->equations + 1); parts++) {
        choice.equations = parts / 8;
        choice.numbers = parts % 2 == 1;
        choice.remark = parts / 2 % 2 == 1;
        choice.foot = parts / 4 % 2 == 1;
        for (choice.rows = 0; choice.rows <= most_rows; choice.rows++) {
            if (height_of(&choice, &heights, gap) > panel->inner.h
                || worth_of(&choice, &heights) <= worth)
                continue;
            worth = worth_of(&choice, &heights);
            best = choice;
        }
    }
    fit_remark(&best, &heights, gap);
    *panel = best;
}

/* Of equations without numbers whose parts, which have them, find no room. */
static void fit_alone(struct panel *panel, float gap)
{
    const struct explanation *page = panel->view->explanation;
    struct panel alone = *panel;

    fit(panel, gap);
    if (!panel->view->bare || panel->equations > 1 || page->equation_count < 2
        || page->equations[0].result || !page->equations[1].result
        || isnan(page->equations[0].value))
        return;
    alone.equations = 1;
    alone.alone = true;
    fit(&alone, gap);
    if (alone.equations == 1)
        *panel = alone;
}

/* How much of the first equation there is: the letters, and with them the numbers. */
static int says(const struct panel *panel)
{
    const struct explanation *page = panel->view->explanation;

    if (panel->equations == 0)
        return page->equation_count == 0 ? 2 : 0;
    return panel->numbers || panel->alone || !page->equations[0].numbers ? 2 : 1;
}

/* At a projector's text sizes an equation that has no room becomes smaller, down to a number's
 * size, until it has; of what is left out even so as little as may be. */
static void fit_smaller(struct panel *panel, float *gap)
{
    struct panel best = *panel, smaller;

    fit_alone(&best, *gap);
    for (int step = 1; step <= PANEL_STEPS && panel->view->bare && says(&best) < 2; step++) {
        smaller = *panel;
        smaller.smaller = step;
        fit_alone(&smaller, 0.5f * *gap);
        if (says(&smaller) > says(&best))
            best = smaller;
    }
    if (best.smaller > 0)
        *gap *= 0.5f;
    *panel = best;
}

/* At a projector's text sizes a general equation that leaves no room for the one with numbers,
 * which comes after it, gives way to that. */
static void prefer_numbers(struct panel *panel, float gap)
{
    const struct view *view = panel->view;
    const struct explanation *page = view->explanation;
    struct panel probe = *panel;
    struct explanation *rest;
    struct view *of;

    if (!view->bare || page->equation_count < 2 || page->equations[0].result
        || page->equations[0].numbers || !page->equations[1].result)
        return;
    fit_smaller(&probe, &gap);
    if (probe.equations > 1 || probe.alone)
        return;
    rest = arena_alloc(view->arena, sizeof *rest);
    of = arena_alloc(view->arena, sizeof *of);
    *rest = *page;
    memmove(&rest->equations[0], &rest->equations[1],
            (page->equation_count - 1) * sizeof rest->equations[0]);
    rest->equation_count--;
    *of = *view;
    of->explanation = rest;
    panel->view = of;
    panel->equations = rest->equation_count;
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
    float y = panel.inner.y, height;

    prefer_numbers(&panel, gap);
    fit_smaller(&panel, &gap);
    height = total_height(&panel, gap);
    free.h = fminf(panel.inner.h - height - gap, most);
    free.h = least > 0.0f && free.h >= least ? free.h : 0.0f;
    free.y += panel.inner.h - free.h;
    panel.inner.h -= free.h > 0.0f ? free.h + gap : 0.0f;
    /* What is left gives the blocks air. */
    gap += fminf(fmaxf((panel.inner.h - height) / BLOCK_COUNT, 0.0f),
                 GAP_PART * (float)view->size.body_px);
    canvas_box(view->canvas, panel_rect, view->size.card, view->theme->panel,
               view->theme->panel_border, view->size.thin);
    before = canvas_within(view->canvas, rect_inset(panel_rect, 2.0f, 2.0f));
    for (enum block block = 0; block < BLOCK_COUNT; block++) {
        height = draw_block(&panel, block, y, false);
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

    while ((height = draw_block(&panel, BLOCK_EQUATIONS, 0.0f, true)) > area.h &&
           panel.equations > 1)
        panel.equations--;
    if (height > area.h)
        panel.numbers = false;
    draw_block(&panel, BLOCK_EQUATIONS, area.y + fmaxf(0.0f, (area.h - height) / 2.0f), false);
    canvas_within(view->canvas, before);
}
