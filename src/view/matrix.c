#include "view/matrix.h"

#include "view/matrix_parts.h"

#include <math.h>

/* Numbers of up to this many rows and columns are written, with as many characters at least: three
 * decimals where all equations are shown, two where it is one. The least cell of a heat map. */
enum { NUMBERS_MAX = 8, CHARACTERS_ALL = 5, CHARACTERS_ALONE = 4, CELL_PX = 5 };

struct plan {
    struct matrix_block blocks[MATRICES_EQUATIONS];
    size_t count, lines;
    float height; /* of all lines with the gaps */
    float gap;    /* between lines */
    bool heat;
};

/* ---- from block to block ---- */

static float line_gap(const struct matrix_page *page)
{
    return 0.6f * (float)page->view->size.label_px;
}

/* Blocks one after the other, in lines; false if one is too wide or all are too high. */
static bool flow(const struct matrix_page *page, struct plan *plan, float height)
{
    float gap = 2.0f * (float)page->fit.size_px, x = 0.0f, y = 0.0f, line = 0.0f;
    bool fits = true;

    plan->lines = 1;
    for (size_t i = 0; i < plan->count; i++) {
        struct matrix_block *block = &plan->blocks[i];

        fits = fits && block->width <= page->area.w;
        if (x > 0.0f
            && (x + block->width > page->area.w || block->symbols != plan->blocks[i - 1].symbols)) {
            y += line + line_gap(page);
            x = line = 0.0f;
            plan->lines++;
        }
        block->at = (struct point){page->area.x + x, page->area.y + y};
        line = fmaxf(line, block->height);
        x += block->width + gap;
    }
    plan->height = y + line;
    return fits && plan->height <= height;
}

static float legend_height(const struct view *view)
{
    return 2.0f * (float)view->size.label_px;
}

static bool try_fit(struct matrix_page *page, struct plan *plan, struct matrix_fit fit)
{
    const struct view *view = page->view;
    float height = page->area.h;

    page->fit = fit;
    page->advance = canvas_text_width(view->canvas, FONT_MONO, fit.size_px, "0");
    page->row_px = roundf(1.42f * (float)fit.size_px);
    plan->count = page->matrices->count;
    plan->heat = false;
    for (size_t i = 0; i < plan->count; i++) {
        matrix_block_make(page, i, &plan->blocks[i]);
        for (size_t t = 0; !plan->blocks[i].symbols && t < plan->blocks[i].equation->count; t++)
            plan->heat = plan->heat || plan->blocks[i].boxes[t].heat;
    }
    if (plan->heat)
        height -= legend_height(view);
    return flow(page, plan, height);
}

/* Whether a matrix, of all or of the current equation, has more rows or columns than numbers. */
static bool has_large(const struct matrix_page *page, bool all)
{
    for (size_t i = 0; i < page->matrices->count; i++) {
        const struct matrices_equation *equation = &page->matrices->equations[i];

        for (size_t t = 0; (all || i == page->current) && t < equation->count; t++) {
            if (equation->terms[t].rows > NUMBERS_MAX || equation->terms[t].cols > NUMBERS_MAX)
                return true;
        }
    }
    return false;
}

/* Numbers: the largest type first, then fewer digits. */
static bool try_numbers(struct matrix_page *page, struct plan *plan, enum matrix_show show, bool wraps)
{
    const struct view *view = page->view;
    bool all = show == MATRIX_SHOW_ALL;
    int small = view->size.number_px, large = view->bare ? small : (int)ceilf(36.0f * view->size.unit);
    size_t widest = (size_t)view->decimals + 5, least = all ? CHARACTERS_ALL : CHARACTERS_ALONE;

    if (has_large(page, all))
        return false;
    for (size_t characters = widest; characters >= least; characters -= characters > 12 ? 4 : 1) {
        struct matrix_fit fit = {small, characters, NUMBERS_MAX, 0, 0, show, wraps};

        if (!try_fit(page, plan, fit))
            continue;
        for (fit.size_px = large; !try_fit(page, plan, fit);)
            fit.size_px--;
        return true;
    }
    return false;
}

/* Heat maps: smaller cells, then fewer matrices with numbers, then cells left out. */
static bool try_heat(struct matrix_page *page, struct plan *plan, enum matrix_show show, bool wraps)
{
    static const size_t numbers[] = {6, 4, 1, 0}, cells[] = {128, 96, 64, 48, 32, 24, 16, 8, 4, 2};
    int size = page->view->size.number_px;
    size_t tries = show == MATRIX_SHOW_ALL ? 1 : sizeof cells / sizeof cells[0];
    float most = roundf(1.42f * (float)size), least = (float)CELL_PX;

    if (show == MATRIX_SHOW_ALL)
        least = (has_large(page, true) ? 0.6f : 1.0f) * (float)size;
    for (size_t c = 0; c < tries; c++) {
        for (size_t n = 0; n < sizeof numbers / sizeof numbers[0]; n++) {
            for (float cell = most; cell >= least; cell = floorf(0.85f * cell)) {
                if (try_fit(page, plan,
                            (struct matrix_fit){size, 6, numbers[n], cell, cells[c], show, wraps}))
                    return true;
            }
        }
    }
    return false;
}

static void make_plan(struct matrix_page *page, struct plan *plan)
{
    if (try_numbers(page, plan, MATRIX_SHOW_ALL, false)
        || try_numbers(page, plan, MATRIX_SHOW_CURRENT, false)
        || try_numbers(page, plan, MATRIX_SHOW_CURRENT, true) || try_heat(page, plan, MATRIX_SHOW_ALL, false)
        || try_heat(page, plan, MATRIX_SHOW_CURRENT, false) || try_heat(page, plan, MATRIX_SHOW_CURRENT, true))
        return;
    try_fit(page, plan,
            (struct matrix_fit){.size_px = page->view->size.number_px, .show = MATRIX_SHOW_NONE});
}

/* What is left of the height goes between the lines, within reason. */
static void spread(const struct matrix_page *page, struct plan *plan)
{
    float height = page->area.h - (plan->heat ? legend_height(page->view) : 0.0f);
    float more = (height - plan->height) / (float)(plan->lines + 1), shift = 0.0f, y = page->area.y;

    more = fmaxf(0.0f, fminf(more, 1.6f * (float)page->view->size.label_px));
    for (size_t i = 0; i < plan->count; i++) {
        if (plan->blocks[i].at.y > y) {
            shift += more;
            y = plan->blocks[i].at.y;
        }
        plan->blocks[i].at.y += shift + 0.5f * more;
    }
}

/* ---- the frame around them ---- */

static const char *act_name(enum unit_kind kind)
{
    static const char *const names[PHASE_COUNT] = {"Forward pass", "Loss", "Backward pass", "Weight update"};

    return names[view_phase(kind)];
}

static void draw_head(const struct matrix_page *page, struct rect area, float height)
{
    const struct view *view = page->view;
    const struct place *place = &view->snapshot->place;
    const struct matrices *matrices = page->matrices;
    float baseline = area.y + 0.5f * height + 0.34f * (float)view->size.label_px;
    float x = area.x, most = area.x + area.w;
    const char *of_sample = NULL;

    x += canvas_text(view->canvas, x, baseline, CANVAS_LEFT, FONT_TEXT_BOLD, view->size.label_px,
                     view->theme->phase[view_phase(matrices->kind)], act_name(matrices->kind));
    if (matrices->kind != UNIT_LOSS)
        x += canvas_text(view->canvas, x, baseline, CANVAS_LEFT, FONT_TEXT_BOLD, view->size.label_px,
                         view->theme->text_soft,
                         arena_printf(view->arena, " · %s",
                                      quantity_layer_name(view->arena, view->snapshot->net, matrices->layer)));
    if (place->batch_count > 1 && matrices->kind != UNIT_UPDATE)
        of_sample = arena_printf(view->arena, " · sample %zu of %zu", place->batch_index + 1,
                                 place->batch_count);
    if (of_sample != NULL
        && x + canvas_text_width(view->canvas, FONT_TEXT, view->size.label_px, of_sample) <= most)
        canvas_text(view->canvas, x, baseline, CANVAS_LEFT, FONT_TEXT, view->size.label_px,
                    view->theme->text_soft, of_sample);
    canvas_line(view->canvas, (struct point){area.x, area.y + height},
                (struct point){area.x + area.w, area.y + height}, 1.5f * view->size.unit,
                view->theme->line_strong, 0.0f);
}

/* How to read the heat maps. */
static void draw_legend(const struct view *view, struct rect area)
{
    static const char *const ends[] = {"−largest", "largest of its matrix"};
    float size = (float)view->size.label_px, side = roundf(0.95f * size), y = area.y + 0.5f * (area.h - side);
    float baseline = area.y + 0.5f * area.h + 0.35f * size, x = area.x;

    x += canvas_text(view->canvas, x, baseline, CANVAS_LEFT, FONT_TEXT, view->size.label_px,
                     view->theme->text_soft, ends[0]) + 0.5f * size;
    for (int i = -4; i <= 4; i++, x += side)
        matrix_heat_cell(view, (struct rect){x, y, side, side}, (double)i, 4.0);
    canvas_text(view->canvas, x + 0.5f * size, baseline, CANVAS_LEFT, FONT_TEXT, view->size.label_px,
                view->theme->text_soft, ends[1]);
}

/* In a step of a whole layer all its equations are new: then the sums say more than what the
 * activation makes of them. */
static size_t current_equation(const struct view *view, const struct matrices *matrices)
{
    return matrices->kind == UNIT_FORWARD && view->granularity <= GRANULARITY_LAYER ? 0 : matrices->current;
}

void matrix_view(const struct view *view, struct rect area)
{
    float head = 1.9f * (float)view->size.label_px, pad = 0.3f * (float)view->size.number_px;
    struct matrix_page page = {
        .view = view,
        .matrices = matrices_make(view->arena, view->snapshot, view->cursor),
        .area = {area.x + pad, area.y + head + pad, area.w - 2.0f * pad, area.h - head - pad},
    };
    struct matrix_cache cache[MATRICES_EQUATIONS][MATRICES_TERMS] = {0};
    struct plan plan = {0};

    page.cache = cache;
    page.current = current_equation(view, page.matrices);
    draw_head(&page, (struct rect){page.area.x, area.y, page.area.w, area.h}, head);
    make_plan(&page, &plan);
    spread(&page, &plan);
    for (size_t i = 0; i < plan.count && plan.blocks[i].width <= page.area.w; i++)
        matrix_block_draw(&page, &plan.blocks[i]);
    if (plan.heat)
        draw_legend(view, (struct rect){page.area.x, page.area.y + page.area.h - legend_height(view),
                                        page.area.w, legend_height(view)});
}
