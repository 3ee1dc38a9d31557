/* What of a page has room in the panel. */
#include "view/panel/panel_parts.h"

#include "explain/rich.h"
#include "view/panel/panel_table.h"

#include <math.h>
#include <string.h>

float panel_height(const struct panel *panel, float gap)
{
    float height = 0.0f;

    for (enum panel_block block = 0; block < PANEL_BLOCK_COUNT; block++) {
        float one = panel_block(panel, block, 0.0f, true);

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

    heights->head = panel_block(panel, PANEL_BLOCK_HEAD, 0.0f, true);
    heights->remark = panel_block(panel, PANEL_BLOCK_REMARK, 0.0f, true);
    heights->foot = panel_block(panel, PANEL_BLOCK_FOOT, 0.0f, true);
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
 * numbers the picture has; a table that leads comes before them. */
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
    if (panel->rows > 0 && first && panel->view->explanation->table.leads)
        worth += 120;
    else if (panel->rows == 1 && first && panel->numbers
             && panel->view->explanation->table.count > 1
             && !explain_has_heads(&panel->view->explanation->table))
        return worth; /* one of the factors that the equation has already, and "and 2 more" */
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

        heights->remark = panel_block(&choice, PANEL_BLOCK_REMARK, 0.0f, true);
        if (height_of(&choice, heights, gap) <= panel->inner.h)
            break;
        if (shorter.count > 0)
            choice.words = shorter;
        else if (panel->view->bare && !choice.small)
            choice.small = true;
        else if (!bare)
            return;
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

/* How much of the first equation there is: the letters, or a table in their place, and with them
 * the numbers. */
static int says(const struct panel *panel)
{
    const struct explanation *page = panel->view->explanation;

    if (panel->equations == 0)
        return page->equation_count == 0 ? 2 : page->table.leads && panel->rows > 0 ? 1 : 0;
    return panel->numbers || panel->alone || !page->equations[0].numbers ? 2 : 1;
}

/* At a projector's text sizes an equation that has no room becomes smaller, down to a number's
 * size, until it has; of what is left out even so as little as may be. A table that leads keeps
 * its rows. */
static void fit_smaller(struct panel *panel, float *gap)
{
    struct panel best = *panel, smaller;

    fit_alone(&best, *gap);
    for (int step = 1; step <= PANEL_STEPS && panel->view->bare && says(&best) < 2; step++) {
        smaller = *panel;
        smaller.smaller = step;
        fit_alone(&smaller, 0.5f * *gap);
        if (says(&smaller) > says(&best)
            && (!panel->view->explanation->table.leads || smaller.rows >= best.rows))
            best = smaller;
    }
    if (best.smaller > 0)
        *gap *= 0.5f;
    *panel = best;
}

/* Whether a choice of parts says less of what the page is about than another: an equation, a table
 * or the words. At a projector's text sizes words that do not lead are not of it, nor an equation
 * beside a table that leads. */
static bool says_less(const struct panel *choice, const struct panel *than)
{
    const struct explanation *page = than->view->explanation;
    bool leads = !than->view->bare || page->remark_leads || than->rows == 0;
    bool equation = says(choice) < says(than) || choice->equations < than->equations
                 || choice->numbers < than->numbers;

    return (equation && !(than->view->bare && page->table.leads))
        || (choice->rows == 0 && than->rows > 0)
        || (!choice->foot && than->foot) || (leads && !choice->remark && than->remark);
}

/* What is said closes up for the losses, which are to be in view, too, and gives up rows and the
 * last sentence, as long as no part gives way to them; at a projector's text sizes it becomes
 * smaller. */
static void fit_above(struct panel *panel, float *gap, float least)
{
    const struct panel all = *panel;
    float closer = 0.5f * *gap;
    int tries = panel->view->bare ? 2 * (PANEL_STEPS + 1) : 2;

    fit_smaller(panel, gap);
    for (int i = 0; i < tries && least > 0.0f; i++) {
        struct panel above = all;

        above.inner.h -= least + closer;
        above.smaller = i / 2;
        above.small = above.smaller > 0;
        if (i % 2 == 1)
            above.words = rich_shorter(panel->view->arena, all.words);
        fit_alone(&above, closer);
        if ((i % 2 == 1 && above.words.count == 0) || says_less(&above, panel)
            || panel_height(&above, closer) > above.inner.h)
            continue;
        above.inner.h = all.inner.h;
        *panel = above;
        *gap = closer;
        return;
    }
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

void panel_fit(struct panel *panel, float *gap, float least)
{
    prefer_numbers(panel, *gap);
    fit_above(panel, gap, least);
}
