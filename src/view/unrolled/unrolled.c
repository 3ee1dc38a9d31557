#include "view/unrolled/unrolled.h"

#include "view/unrolled/unrolled_parts.h"

#include <math.h>
#include <string.h>

/* In ems of a number: a column with chips at its edges, without; the least distance of two rows
 * with chips between them, without, and where numbers would else be lost; of cells, the largest,
 * one in shades and at the least; the largest circle, one with a number, the least; the names of
 * the rows. In ems of its own number: a cell with one. */
static const float wide = ROOM(18.5f), narrow = ROOM(9), gap_chips = ROOM(8), gap = LINE_BUTTON;
static const float gap_tight = GAP_PART, names = ROOM(6);
static const float cell = LINE_STEP, cell_shade = 0.5f, cell_least = GAP_NEAR, cell_number = 1.13f;
static const float radius_most = ROOM(5), radius_good = 1.9f, radius_least = 1.0f;
/* Half the height of a pill, which has room for a number where a circle has none; half the width
 * of the largest. */
static const float pill = GAP_PART, pill_tight = 0.7f, pill_most = ROOM(5);
/* The lines above the columns. */
static const float heads = 2.0f * LINE_CLOSE;

struct point unrolled_middle(const struct unrolled *u, size_t layer, size_t time)
{
    float place = (float)time - (float)u->first + 0.5f;

    return (struct point){u->grid.x + place * u->column, u->rows[layer].y};
}

float unrolled_half(const struct unrolled *u, size_t layer)
{
    if (u->net->layers[layer].out > 1)
        return 0.5f * u->block;
    return u->pills ? fminf(0.42f * u->column, pill_most * u->em) : u->radius;
}

bool unrolled_runs(const struct unrolled *u, size_t layer, size_t time)
{
    if (time < u->first || time >= u->first + u->shown || time > u->times)
        return false;
    return layer == 0 || net_runs(u->net, u->view->snapshot->now, layer, time);
}

double unrolled_weight(const struct unrolled *u, struct quantity parameter)
{
    double old = quantity_value(u->view->snapshot, parameter);

    if (u->view->move <= 0.0f)
        return old;
    return old + (quantity_value(u->view->snapshot, quantity_as(parameter, QUANTITY_NEW)) - old)
                     * (double)u->view->move;
}

/* ---- where things are ---- */

static bool has_cells(const struct net *net)
{
    for (size_t l = 0; l <= net->layer_count; l++)
        if (net->layers[l].out > 1)
            return true;
    return false;
}

/* The times in sight: all, or those around the step. */
static void choose_times(struct unrolled *u)
{
    float width = u->grid.w / u->em;
    size_t fit;

    u->chips = !has_cells(u->net) && (float)u->times * wide <= width;
    fit = (size_t)fmaxf(width / narrow, 1.0f);
    u->shown = u->times < fit ? u->times : fit;
    u->first = u->now > u->shown / 2 ? u->now - u->shown / 2 : 1;
    if (u->first + u->shown > u->times + 1)
        u->first = u->times + 1 - u->shown;
    if (u->shown < u->times)
        u->head += LINE_STEP * u->em; /* what is left out is said above them */
    u->column = fminf(u->grid.w / (float)u->shown, ROOM(28) * u->em);
    u->grid.x += 0.5f * (u->grid.w - u->column * (float)u->shown);
    u->grid.w = u->column * (float)u->shown;
    u->block = fminf(0.84f * u->column, ROOM(12) * u->em);
    u->radius = fminf(radius_most * u->em, u->chips ? 0.235f * u->column : 0.37f * u->column);
}

/* Heights of all blocks with cells of that height, in pixels, and the input's of another. */
static float blocks_height(struct unrolled *u, float cell_px, float input_px, float radius)
{
    float sum = 0.0f;

    for (size_t l = 0; l <= u->net->layer_count; l++) {
        struct unrolled_row *row = &u->rows[l];
        float px;

        row->shown = u->net->layers[l].out;
        row->cell = l == 0 ? input_px : cell_px;
        px = floorf(fminf(row->cell / cell_number + 0.01f, u->em)); /* 14.999 is 15 */
        row->px = px >= (float)u->view->size.min_px ? px : 0.0f;
        row->height = row->shown == 1 ? 2.0f * radius : (float)row->shown * row->cell;
        sum += row->height;
    }
    return sum;
}

/* So low that they do not overlap, without numbers; returns the sum of their heights. */
static float flatten_rows(struct unrolled *u, float share)
{
    float sum = 0.0f;

    u->radius *= share;
    u->lines = 0;
    for (size_t l = 0; l <= u->net->layer_count; l++) {
        u->rows[l].cell *= share;
        u->rows[l].height *= share;
        u->rows[l].px = 0.0f;
        sum += u->rows[l].height;
    }
    return sum;
}

/* What gives way where the height is scarce, in this order: the size of the numbers in cells (in
 * large text after what comes next); the distance of the rows and the height of pills; the numbers
 * of the input's cells, whose shades say as much; those of the other cells; the circles. Returns
 * the sum of the blocks' heights. */
static float shrink_blocks(struct unrolled *u, float room, float *least)
{
    float last = (float)u->net->layer_count, cell_px = cell * u->em, input_px = cell_px;
    float readable = cell_number * (float)u->view->size.min_px, shade = cell_shade * u->em;
    float good = radius_good * u->em, smallest = radius_least * u->em;
    float sum = blocks_height(u, cell_px, input_px, u->radius);
    bool cells = has_cells(u->net);

    while (sum + last * *least > room && (cell_px > cell_least * u->em || u->radius > smallest)) {
        if (cells && *least > gap_tight * u->em && (u->view->bare || cell_px <= readable)) {
            *least = fmaxf(0.94f * *least, gap_tight * u->em);
            if (u->pills)
                u->radius = fmaxf(0.97f * u->radius, pill_tight * u->em);
        } else if (cell_px > readable) {
            input_px = cell_px = fmaxf(0.94f * cell_px, readable);
        } else if (input_px > cell_least * u->em) {
            input_px = fmaxf(0.94f * input_px, cell_least * u->em);
        } else if (cell_px > shade || u->radius <= smallest) {
            cell_px = fmaxf(0.94f * cell_px, cell_least * u->em);
            input_px = fminf(input_px, cell_px);
        }
        if (u->radius > smallest && (u->radius > good || cell_px <= shade || !cells))
            u->radius = fmaxf(0.94f * u->radius, smallest);
        sum = blocks_height(u, cell_px, input_px, u->radius);
        if (u->chips && u->radius < 2.0f * u->em) {
            u->chips = false;
            *least = gap * u->em;
        }
    }
    return sum;
}

/* Circles and cells as large as the height allows; of layers that are too large a part. */
static void place_rows(struct unrolled *u)
{
    size_t last = u->net->layer_count;
    float least = (u->chips ? gap_chips : gap) * u->em, top = u->head + GAP_WIDE * u->em;
    float room = u->foot - LINE_STEP * u->em - top, between, y;
    float sum = blocks_height(u, cell * u->em, cell * u->em, radius_good * u->em);

    u->pills = (u->view->bare && u->radius < radius_good * u->em)
            || sum + (float)last * least > room;
    if (u->pills) {
        u->chips = false;
        u->radius = pill * u->em;
        least = gap * u->em;
    }
    sum = shrink_blocks(u, room, &least);
    for (size_t l = 0; l <= last && sum + (float)last * least > room; l++) {
        struct unrolled_row *row = &u->rows[l];
        size_t fit = (size_t)fmaxf(room / (float)(2 * last + 2) / row->cell, 2.0f);

        if (row->shown <= fit)
            continue;
        sum -= (float)(row->shown - fit) * row->cell;
        row->shown = fit;
        row->height = (float)fit * row->cell;
    }
    u->heads = sum + (float)last * gap_tight * u->em <= room;
    if (!u->heads) { /* the neurons come first */
        top -= heads * u->em;
        room += heads * u->em;
    }
    u->lines = u->radius >= 2.5f * u->em ? 2 : 1;
    if (sum + GAP_NEAR * u->em * (float)last > room)
        sum = flatten_rows(u, (room - GAP_NEAR * u->em * (float)last) / sum);
    between = fminf((room - sum) / (float)last, 8.0f * u->em);
    u->plates = between >= 2.0f * u->em;
    y = top + 0.5f * (room - sum - between * (float)last);
    for (size_t l = last + 1; l-- > 0;) {
        u->rows[l].y = y + 0.5f * u->rows[l].height;
        y += u->rows[l].height + between;
    }
    u->between = between;
}

void unrolled_make(struct unrolled *u, const struct view *view, struct rect area)
{
    const struct snapshot *snapshot = view->snapshot;
    float em = (float)view->size.number_px, card = fminf(0.28f * area.w, ROOM(20) * em);

    *u = (struct unrolled){.view = view, .net = snapshot->net, .em = em,
                           .phase = view_phase(snapshot->place.unit.kind)};
    u->times = net_times(u->net, snapshot->now);
    u->now = quantity_time(snapshot, (struct quantity){0});
    u->now = u->now < u->times ? u->now : u->times;
    u->weights = (struct rect){area.x, area.y, card, area.h};
    u->grid = (struct rect){area.x + card + names * em, area.y, area.w - card - names * em, area.h};
    if (u->times >= 4 && area.h > ROOM(35) * em) {
        float tall = fminf(ROOM(11) * em, fmaxf(0.19f * area.h, unrolled_sizes_least(view)));

        u->sizes = (struct rect){area.x + card + em, area.y + area.h - tall,
                                 area.w - card - em, tall};
        u->grid.h -= tall + 0.5f * em;
    }
    u->head = u->grid.y + heads * em;
    u->foot = u->grid.y + u->grid.h - GAP_WORD * em;
    choose_times(u);
    place_rows(u);
}

/* ---- what stands around the columns ---- */

static void draw_times(const struct unrolled *u)
{
    const struct view *view = u->view;
    size_t after = u->times - (u->first + u->shown - 1);
    int px = view->size.label_px;

    for (size_t time = u->first; time < u->first + u->shown; time++) {
        const char *const wordings[] = {words_in(view->arena, W_TIME, time),
                                        arena_printf(view->arena, "%zu", time), NULL};
        bool now = time == u->now && view->snapshot->place.unit.time > 0;

        canvas_text(view->canvas, unrolled_middle(u, 0, time).x, u->foot, CANVAS_CENTER,
                    now ? FONT_TEXT_BOLD : FONT_TEXT, px,
                    now ? view->theme->text : view->theme->text_soft,
                    ui_wording(view->canvas, (struct ui_type){FONT_TEXT_BOLD, px, 0},
                               0.95f * u->column, wordings));
    }
    if (u->first > 1)
        canvas_text(view->canvas, u->weights.x + u->weights.w + 0.5f * u->em, u->grid.y + u->em,
                    CANVAS_LEFT, FONT_TEXT_BOLD, px, view->theme->text,
                    words_in(view->arena, W_EARLIER_TIMES, u->first - 1));
    if (after > 0)
        canvas_text(view->canvas, u->grid.x + u->grid.w, u->grid.y + u->em, CANVAS_RIGHT,
                    FONT_TEXT_BOLD, px, view->theme->text,
                    words_in(view->arena, W_LATER_TIMES, after));
}

/* One of several neurons that is called by a single character stands for that: “h” is no hidden
 * neuron. */
static const char *as_character(const struct view *view, const char *name, bool given)
{
    return given && strlen(name) == 1 ? arena_printf(view->arena, "“%s”", name) : name;
}

/* What each row is: a neuron's name, or a layer's. */
static void draw_names(const struct unrolled *u)
{
    const struct view *view = u->view;
    float x = u->grid.x - (names - GAP_WIDE) * u->em, width = (names - LINE_ROW) * u->em;

    for (size_t l = 0; l <= u->net->layer_count; l++) {
        const struct unrolled_row *row = &u->rows[l];
        size_t out = u->net->layers[l].out;
        float y = row->y + ui_text_drop(u->em);
        int px = (int)fminf((float)view->size.label_px, row->px);

        if (out == 1) {
            label_symbol(view, quantity_unit_symbol(view->arena, u->net, l, 0), x, y,
                         view->size.label_px, view->theme->text, false);
            continue;
        }
        for (size_t j = 0; j < row->shown && row->px > 0.0f; j++) {
            struct formula *name = quantity_unit_symbol(view->arena, u->net, l, j);

            name->sup = NULL;
            name->base = as_character(view, name->base, u->net->layers[l].units != NULL);
            if (label_symbol(view, name, 0, 0, px, 0, true) <= width)
                label_symbol(view, name, x,
                             row->y - 0.5f * row->height + ((float)j + 0.72f) * row->cell, px,
                             view->theme->text, false);
        }
    }
}

/* Of targets that are classes, which one it is. */
static void draw_class(const struct unrolled *u, size_t time, float x, float y, float width)
{
    const struct view *view = u->view;
    size_t layer = u->net->layer_count;
    struct label label = {.symbol = formula_symbol(view->arena, "t", NULL, NULL, 0),
                          .size_px = (int)u->em, .ink = view->theme->text,
                          .symbol_ink = view->theme->text};

    for (size_t k = 0; k < u->net->layers[layer].out; k++) {
        struct quantity t = quantity_then(quantity_at(QUANTITY_T, layer, k, 0), time);

        if (quantity_value(view->snapshot, t) != 1.0)
            continue;
        label.text = as_character(view, view_class_name(view, k), true);
        if (canvas_text_width(view->canvas, FONT_MONO, label.size_px, label.text)
            <= width - GAP_APART * u->em)
            label_draw(view, &label, x, y, width);
        return;
    }
}

/* The target and the loss of a time, above its column. */
static void draw_losses(const struct unrolled *u)
{
    const struct view *view = u->view;
    size_t layer = u->net->layer_count;

    for (size_t time = u->first; u->heads && time < u->first + u->shown; time++) {
        struct quantity loss = quantity_then(quantity_at(QUANTITY_TIME_LOSS, layer, 0, 0), time);
        struct quantity target = quantity_then(quantity_at(QUANTITY_T, layer, 0, 0), time);
        float x = unrolled_middle(u, layer, time).x, width = 0.92f * u->column;
        float top = u->rows[layer].y - 0.5f * u->rows[layer].height;

        if (!quantity_happens(view->snapshot, loss))
            continue;
        if (u->net->layers[layer].out == 1)
            unrolled_number(u, target, (struct unrolled_line){.letter = "t", .x = x,
                            .y = top - GAP_WIDE * u->em, .width = width,
                            .ink = view->theme->text});
        else
            draw_class(u, time, x, top - GAP_WIDE * u->em, width);
        unrolled_number(u, loss, (struct unrolled_line){.letter = "L", .x = x,
                        .y = top - 2.0f * u->em, .width = width,
                        .ink = view->theme->phase[PHASE_LOSS]});
    }
}

void unrolled_view(const struct view *view, struct rect area)
{
    struct unrolled u;

    unrolled_make(&u, view, area);
    unrolled_weights(&u);
    unrolled_edges(&u);
    unrolled_blocks(&u);
    draw_times(&u);
    draw_names(&u);
    draw_losses(&u);
    unrolled_sizes(&u);
}
