#include "view/matrices/matrix.h"

#include "view/matrices/matrix_parts.h"

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
    return GAP_WIDE * (float)page->view->size.label_px;
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
    page->advance = matrix_advance(view, fit.size_px);
    page->row_px = roundf((fit.size_px < view->size.number_px ? LINE_CLOSE : LINE_STEP)
                          * (float)fit.size_px);
    plan->count = fit.to - fit.from;
    plan->heat = false;
    for (size_t i = 0; i < plan->count; i++) {
        matrix_block_make(page, fit.from + i, &plan->blocks[i]);
        for (size_t t = 0; !plan->blocks[i].symbols && t < plan->blocks[i].equation->count; t++)
            plan->heat = plan->heat || plan->blocks[i].boxes[t].heat;
    }
    if (plan->heat)
        height -= legend_height(view);
    return flow(page, plan, height);
}

/* Equations from `first` on, before `last`, have matrices, in the midst of those from `from` to
 * `to`. */
struct range {
    size_t first, last, from, to;
};

/* Whether a matrix of these equations has more rows or columns than numbers. */
static bool has_large(const struct matrix_page *page, struct range range)
{
    for (size_t i = range.first; i < range.last; i++) {
        const struct matrices_equation *equation = &page->matrices->equations[i];

        for (size_t t = 0; t < equation->count; t++) {
            if (equation->terms[t].rows > NUMBERS_MAX || equation->terms[t].cols > NUMBERS_MAX)
                return true;
        }
    }
    return false;
}

/* Numbers of that size: the largest type first, then fewer digits. */
static bool try_numbers(struct matrix_page *page, struct plan *plan, struct range range, int small,
                        bool wraps)
{
    const struct view *view = page->view;
    int large = view->bare ? small : view->size.title_px;
    size_t widest = (size_t)view->decimals + 5;
    size_t least = range.last - range.first > 1 ? CHARACTERS_ALL : CHARACTERS_ALONE;

    struct matrix_fit fit = {small,       least,      NUMBERS_MAX, 0,        0,
                             range.first, range.last, range.from,  range.to, wraps};

    /* What has no room with the fewest digits has none with more. */
    if (has_large(page, range) || !try_fit(page, plan, fit))
        return false;
    for (size_t characters = widest; characters >= least; characters -= characters > 12 ? 4 : 1) {
        fit.size_px = small;
        fit.characters = characters;
        if (!try_fit(page, plan, fit))
            continue;
        for (fit.size_px = large; !try_fit(page, plan, fit);)
            fit.size_px--;
        return true;
    }
    return false;
}

/* Heat maps: cells down to that size, then fewer matrices with numbers, then cells left out. */
static bool try_heat(struct matrix_page *page, struct plan *plan, struct range range, float small,
                     bool wraps)
{
    static const size_t numbers[] = {6, 4, 1, 0}, cells[] = {128, 96, 64, 48, 32, 24, 16, 8, 4, 2};
    int size = page->view->size.number_px;
    bool alone = range.last - range.first == 1 && page->matrices->count > 1;
    size_t tries = alone ? sizeof cells / sizeof cells[0] : 1;
    float most = roundf(LINE_STEP * (float)size), least = small;

    if (!alone)
        least = (has_large(page, range) ? 0.5f : 1.0f) * (float)size;
    for (size_t c = 0; c < tries; c++) {
        for (size_t n = 0; n < sizeof numbers / sizeof numbers[0]; n++) {
            for (float cell = most; cell >= least; cell = floorf(cell * 6 / 7)) {
                if (try_fit(page, plan,
                            (struct matrix_fit){size, 6, numbers[n], cell, cells[c], range.first,
                                                range.last, range.from, range.to, wraps}))
                    return true;
            }
        }
    }
    return false;
}

/* So many equations with matrices, of which the current one is the last, where there are so many.
 */
static struct range range_of(const struct matrix_page *page, size_t count, size_t from, size_t to)
{
    size_t first = page->current + 1 > from + count ? page->current + 1 - count : from;

    return (struct range){first, first + count, from, to};
}

/* The current equation alone has matrices. At a projector's text sizes its numbers become as small
 * as a chip's before they give way to a heat map, and cells are left out before they are specks. */
static bool try_current(struct matrix_page *page, struct plan *plan, size_t from, size_t to)
{
    const struct ui_sizes *size = &page->view->size;
    struct range current = range_of(page, 1, from, to), all = {from, to, from, to};
    int sizes[] = {size->number_px, size->chip_px};
    float cell = page->view->bare ? GAP_NEAR * (float)size->number_px : (float)CELL_PX;

    for (size_t i = 0; i < (page->view->bare ? 2 : 1); i++) {
        if (try_numbers(page, plan, current, sizes[i], false)
            || try_numbers(page, plan, current, sizes[i], true))
            return true;
    }
    return (from == 0 && to == page->matrices->count && try_heat(page, plan, all, cell, false))
        || try_heat(page, plan, current, cell, false) || try_heat(page, plan, current, cell, true)
        || try_heat(page, plan, current, (float)CELL_PX, false)
        || try_heat(page, plan, current, (float)CELL_PX, true);
}

static bool is_other_side(const struct matrices_equation *equation, enum quantity_of of)
{
    return (equation->terms[0].first.of == QUANTITY_OF_BIAS) != (of == QUANTITY_OF_BIAS);
}

/* The equations of the same side as the current one: of the weights, or of the biases. */
static void same_side(const struct matrix_page *page, size_t *from, size_t *to)
{
    const struct matrices *matrices = page->matrices;
    enum quantity_of of = matrices->equations[page->current].terms[0].first.of;

    for (*from = page->current; *from > 0; --*from) {
        if (is_other_side(&matrices->equations[*from - 1], of))
            break;
    }
    for (*to = page->current + 1; *to < matrices->count; ++*to) {
        if (is_other_side(&matrices->equations[*to], of))
            break;
    }
}

/* As many equations as have room with numbers; with heat maps all or one. If not even one has room
 * beside the symbols of all others, some of them are left out, in the end all of them. */
static void make_plan(struct matrix_page *page, struct plan *plan)
{
    size_t count = page->matrices->count, from, to;

    for (size_t shown = count; shown > 1; shown--) {
        if (try_numbers(page, plan, range_of(page, shown, 0, count), page->view->size.number_px,
                        false))
            return;
    }
    same_side(page, &from, &to);
    if (try_current(page, plan, 0, count) || try_current(page, plan, from, to)
        || try_current(page, plan, page->current, page->current + 1))
        return;
    try_fit(page, plan, (struct matrix_fit){.size_px = page->view->size.number_px, .to = count});
}

/* What is left of the height goes between the lines, within reason. */
static void spread(const struct matrix_page *page, struct plan *plan)
{
    float height = page->area.h - (plan->heat ? legend_height(page->view) : 0.0f);
    float more = (height - plan->height) / (float)(plan->lines + 1), shift = 0.0f, y = page->area.y;

    more = fmaxf(0.0f, fminf(more, LINE_ROW * (float)page->view->size.label_px));
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
    const char *const names[PHASE_COUNT] = {words(W_GLOSSARY_FORWARD_PASS), words(W_GLOSSARY_LOSS),
                                            words(W_GLOSSARY_BACKWARD_PASS),
                                            words(W_GLOSSARY_WEIGHT_UPDATE)};

    return names[view_phase(kind)];
}

/* At the right the layers before and after, which a click or a key shows instead. Returns their
 * left end. */
static float draw_neighbours(const struct matrix_page *page, float right, float baseline,
                             struct matrix_actions actions)
{
    const struct view *view = page->view;
    const struct matrices *matrices = page->matrices;
    float size = (float)view->size.label_px;

    for (int way = 1; way >= -1 && matrices->kind != UNIT_LOSS; way -= 2) {
        const struct net_layer *here = &view->snapshot->net->layers[matrices->layer];
        size_t layer = way > 0 ? here->to : here->from;
        const char *name, *text;
        float width;

        if (layer == 0)
            continue;
        name = quantity_layer_name(view->arena, view->snapshot->net, layer);
        text = arena_printf(view->arena, way > 0 ? "%s ›" : "‹ %s", name);
        width = ui_text_width(view->canvas, view_plain(view), text);
        ui_text(view->canvas, right, baseline, CANVAS_RIGHT, view_soft(view), text);
        ui_target(view->ui,
                  ui_text_area(right - width - GAP_NEAR * size, baseline,
                               width + 2.0f * GAP_NEAR * size, size),
                  (struct ui_action){actions.layer, (double)way}, false);
        right -= width + GAP_FAR * size;
    }
    return right;
}

/* "sample 2 of 4"; of another layer than the step's, where that is; NULL: nothing. */
static const char *head_note(const struct matrix_page *page)
{
    const struct view *view = page->view;
    const struct place *place = &view->snapshot->place;
    const struct matrices *matrices = page->matrices;

    if (matrices->layer != matrices->of_step)
        return words_in(view->arena, W_STEP_IS_IN,
                        quantity_layer_name(view->arena, view->snapshot->net, matrices->of_step));
    if (place->batch_count > 1 && matrices->kind != UNIT_UPDATE)
        return words_in(view->arena, W_SAMPLE_OF, place->batch_index + 1, place->batch_count);
    if (view->granularity == GRANULARITY_PHASE && view->snapshot->net->layer_count > 1
        && matrices->kind != UNIT_LOSS)
        return words_in(view->arena, W_ONE_OF_LAYERS, view->snapshot->net->layer_count);
    return NULL;
}

/* What the lines of symbols are for, and how many equations are left out; NULL: all have matrices.
 */
static const char *hint_of(const struct matrix_page *page)
{
    size_t count = page->matrices->count, shown = page->fit.to - page->fit.from;

    if (shown < count)
        return words_in(page->view->arena, W_MORE_EQUATIONS, count - shown);
    return page->fit.last - page->fit.first < count ? words(W_CLICK_EQUATION_FOR_ITS_MATRICES)
                                                    : NULL;
}

static void draw_head(const struct matrix_page *page, struct rect area, float height,
                      struct matrix_actions actions)
{
    const struct view *view = page->view;
    const struct matrices *matrices = page->matrices;
    float baseline = area.y + 0.5f * height + ui_text_drop((float)view->size.label_px);
    float x = area.x, most = draw_neighbours(page, area.x + area.w, baseline, actions);
    const char *note = head_note(page), *hint = hint_of(page);

    x += ui_text(view->canvas, x, baseline, CANVAS_LEFT,
                 ui_inked(view_bold(view), view->theme->phase[view_phase(matrices->kind)]),
                 act_name(matrices->kind));
    if (matrices->kind != UNIT_LOSS)
        x += ui_text(view->canvas, x, baseline, CANVAS_LEFT,
                     ui_inked(view_bold(view), view->theme->text_soft),
                     arena_printf(view->arena, " · %s",
                                  quantity_layer_name(view->arena, view->snapshot->net,
                                                      matrices->layer)));
    if (note != NULL && x + ui_text_width(view->canvas, view_plain(view), note) <= most)
        x += ui_text(view->canvas, x, baseline, CANVAS_LEFT, view_soft(view), note);
    if (hint != NULL && x + ui_text_width(view->canvas, view_plain(view), hint) <= most)
        ui_text(view->canvas, x, baseline, CANVAS_LEFT, view_soft(view), hint);
    view_rule(view, area.x, area.x + area.w, area.y + height, view->theme->line_strong);
}

/* How to read the heat maps. */
static void draw_legend(const struct view *view, struct rect area)
{
    const char *const ends[] = {words(W_LARGEST), words(W_LARGEST_OF_ITS_MATRIX)};
    float size = (float)view->size.label_px, side = roundf(size),
          y = area.y + 0.5f * (area.h - side);
    float baseline = area.y + 0.5f * area.h + ui_text_drop(size), x = area.x;

    x += ui_text(view->canvas, x, baseline, CANVAS_LEFT, view_soft(view), ends[0]) + 0.5f * size;
    for (int i = -4; i <= 4; i++, x += side)
        matrix_heat_cell(view, (struct rect){x, y, side, side}, (double)i, 4.0);
    ui_text(view->canvas, x + 0.5f * size, baseline, CANVAS_LEFT, view_soft(view), ends[1]);
}

/* In a step of a whole layer all its equations are new: then the sums say more than what the
 * activation makes of them. */
static size_t step_equation(const struct view *view, const struct matrices *matrices)
{
    return matrices->kind == UNIT_FORWARD && view->granularity <= GRANULARITY_LAYER
               ? 0
               : matrices->current;
}

/* The one about what was chosen to be asked about, else the step's. */
static size_t current_equation(const struct view *view, const struct matrices *matrices, size_t own)
{
    size_t chosen = matrices->count;

    if (view->selected.kind != QUANTITY_NONE)
        chosen = matrices_find(matrices, view->selected, own);
    return chosen < matrices->count ? chosen : own;
}

void matrix_view(const struct view *view, struct rect area, struct matrix_actions actions)
{
    float head = 2.0f * (float)view->size.label_px, pad = GAP_NEAR * (float)view->size.number_px;
    struct matrix_page page = {
        .view = view,
        .matrices = matrices_make(view->arena, view->snapshot, view->cursor, view->layer),
        .area = {area.x + pad, area.y + head + pad, area.w - 2.0f * pad, area.h - head - pad},
    };
    struct matrix_cache cache[MATRICES_EQUATIONS][MATRICES_TERMS] = {0};
    struct plan plan = {0};

    page.cache = cache;
    page.own = step_equation(view, page.matrices);
    page.current = current_equation(view, page.matrices, page.own);
    make_plan(&page, &plan);
    draw_head(&page, (struct rect){page.area.x, area.y, page.area.w, area.h}, head, actions);
    spread(&page, &plan);
    for (size_t i = 0; i < plan.count && plan.blocks[i].width <= page.area.w; i++)
        matrix_block_draw(&page, &plan.blocks[i]);
    if (plan.heat)
        draw_legend(view,
                    (struct rect){page.area.x, page.area.y + page.area.h - legend_height(view),
                                  page.area.w, legend_height(view)});
}
