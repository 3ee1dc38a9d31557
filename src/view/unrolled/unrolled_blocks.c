/* The neurons of the unrolled network: circles of layers of one, columns of cells of others. */
#include "view/unrolled/unrolled_parts.h"

#include <math.h>

static struct quantity of_unit(enum quantity_kind kind, size_t layer, size_t unit, size_t time)
{
    return quantity_then(quantity_at(layer == 0 ? QUANTITY_X : kind, layer, unit, 0), time);
}

static const char *letter_of(enum quantity_kind kind)
{
    return kind == QUANTITY_Z ? "z" : kind == QUANTITY_A ? "a" : kind == QUANTITY_DZ ? "δ" : NULL;
}

/* The furthest that a neuron has come at that time. */
static enum quantity_kind newest(const struct unrolled *u, size_t layer, size_t unit, size_t time)
{
    static const enum quantity_kind kinds[] = {QUANTITY_DZ, QUANTITY_A, QUANTITY_Z};

    for (size_t i = 0; layer > 0 && i < sizeof kinds / sizeof kinds[0]; i++) {
        enum known known = view_known(u->view, of_unit(kinds[i], layer, unit, time));

        if (known != KNOWN_NOT_YET && (kinds[i] != QUANTITY_DZ || u->phase != PHASE_UPDATE))
            return kinds[i];
    }
    return QUANTITY_Z;
}

static const enum quantity_kind kinds_of_neuron[] = {
    QUANTITY_Z, QUANTITY_A, QUANTITY_DA_OUTPUT, QUANTITY_DA_FUTURE, QUANTITY_DA, QUANTITY_DZ};

enum { KINDS = sizeof kinds_of_neuron / sizeof kinds_of_neuron[0] };

/* Nothing of the neuron at that time is what the step is about. */
static bool steps_back(const struct unrolled *u, size_t layer, size_t unit, size_t time)
{
    struct quantity all[KINDS];

    for (size_t i = 0; i < KINDS; i++)
        all[i] = of_unit(kinds_of_neuron[i], layer, unit, time);
    return view_steps_back(u->view, all, KINDS);
}

/* Whether the one number that it has room for is δ: the colour of a would contradict its sign. */
static bool shows_delta(const struct unrolled *u, size_t layer, size_t unit, size_t time)
{
    bool one = u->view->snapshot->net->layers[layer].out == 1 ? u->lines == 1 && !u->plates
                                                              : u->rows[layer].px > 0.0f;

    return layer > 0 && one && newest(u, layer, unit, time) == QUANTITY_DZ;
}

color unrolled_fill(const struct unrolled *u, size_t layer, size_t unit, size_t time)
{
    const struct view *view = u->view;
    struct quantity a = of_unit(QUANTITY_A, layer, unit, time);
    color fill = shows_delta(u, layer, unit, time)
                     ? view->theme->phase_soft[PHASE_BACKWARD]
                     : theme_diverging(view->theme, quantity_value(view->snapshot, a), 1.0);

    if (layer > 0 && view_known(view, a) == KNOWN_NOT_YET)
        return view->theme->panel;
    return steps_back(u, layer, unit, time) ? view_dimmed(view, fill) : fill;
}

/* Of the numbers on it. */
static color ink_on(const struct unrolled *u, size_t layer, size_t unit, size_t time)
{
    bool filled = layer == 0
               || view_known(u->view, of_unit(QUANTITY_A, layer, unit, time)) != KNOWN_NOT_YET;

    return steps_back(u, layer, unit, time)     ? u->view->theme->text_soft
           : shows_delta(u, layer, unit, time) ? u->view->theme->phase[PHASE_BACKWARD]
           : filled                         ? u->view->theme->node_ink : u->view->theme->text;
}

/* Whether the step or the question is about one of the neuron's numbers. */
static bool lit(const struct unrolled *u, size_t layer, size_t unit, size_t time)
{
    enum formula_role role;

    for (size_t i = 0; i < KINDS; i++)
        if (view_marked(u->view, of_unit(kinds_of_neuron[i], layer, unit, time), &role)
            && (role == FORMULA_ROLE_RESULT || u->view->asked.kind != QUANTITY_NONE))
            return true;
    return false;
}

/* δ on a plate below its circle. */
static void error_plate(const struct unrolled *u, size_t layer, size_t time, struct point at)
{
    const struct view *view = u->view;
    struct quantity error = of_unit(QUANTITY_DZ, layer, 0, time);
    struct rect plate = {at.x, at.y + u->radius + GAP_TIGHT * u->em, 0.0f, LINE_STEP * u->em};

    if (view_known(view, error) == KNOWN_NOT_YET)
        return;
    plate.w = fminf(6.4f * u->em, 0.96f * u->column);
    plate.x -= 0.5f * plate.w;
    canvas_box(view->canvas, plate, view->size.corner, view->theme->phase_soft[PHASE_BACKWARD],
               view->theme->phase[PHASE_BACKWARD], view->size.thin);
    unrolled_number(u, error, (struct unrolled_line){.letter = "δ", .x = at.x,
                    .y = plate.y + u->em, .width = plate.w - GAP_NEAR * u->em,
                    .ink = view->theme->phase[PHASE_BACKWARD]});
}

/* The numbers of the only neuron of a layer: z and a, or the newer of them. */
static void circle_numbers(const struct unrolled *u, size_t layer, size_t time, struct point at)
{
    static const enum quantity_kind kinds[] = {QUANTITY_Z, QUANTITY_A};
    bool filled = view_known(u->view, of_unit(QUANTITY_A, layer, 0, time)) != KNOWN_NOT_YET;
    enum quantity_kind one = !u->plates ? newest(u, layer, 0, time)
                             : filled   ? QUANTITY_A : QUANTITY_Z;
    struct unrolled_line line = {.letter = letter_of(layer == 0 ? QUANTITY_X : one), .x = at.x,
                                 .y = at.y + ui_text_drop(u->em),
                                 .width = (layer == 0 ? 1.7f : 1.85f) * unrolled_half(u, layer),
                                 .ink = ink_on(u, layer, 0, time),
                                 .spill = 0.9f * u->column,
                                 .fill = unrolled_fill(u, layer, 0, time)};

    if (u->lines == 0)
        return;
    if (layer == 0 || u->lines == 1) {
        unrolled_number(u, of_unit(one, layer, 0, time), line);
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        float dy = ((float)i - 0.58f) * GAP_FAR * u->em, far = fabsf(dy) + GAP_NEAR * u->em;
        float chord = 2.0f * sqrtf(fmaxf(u->radius * u->radius - far * far, 0.0f));

        line.letter = letter_of(kinds[i]);
        line.y = at.y + dy + ui_text_drop(u->em);
        line.width = 0.97f * chord;
        unrolled_number(u, of_unit(kinds[i], layer, 0, time), line);
    }
}

static void draw_circle(const struct unrolled *u, size_t layer, size_t time)
{
    const struct view *view = u->view;
    struct point at = unrolled_middle(u, layer, time);
    float half = unrolled_half(u, layer), ring = view->size.bold;
    struct rect box = {at.x - half, at.y - u->radius, 2.0f * half, 2.0f * u->radius};

    canvas_box(view->canvas, box, u->radius, unrolled_fill(u, layer, 0, time), view->theme->text,
               view->size.thin);
    if (lit(u, layer, 0, time))
        canvas_box(view->canvas, rect_inset(box, -ring, -ring), u->radius + ring, 0,
                   view->theme->phase[u->phase], ring);
    circle_numbers(u, layer, time, at);
    if (layer > 0 && u->phase != PHASE_UPDATE && u->plates)
        error_plate(u, layer, time, at);
}

static void draw_cell(const struct unrolled *u, size_t layer, size_t unit, size_t time,
                      struct rect box)
{
    const struct view *view = u->view;
    enum quantity_kind kind = newest(u, layer, unit, time);
    struct quantity q = of_unit(kind, layer, unit, time);
    float px = u->rows[layer].px;

    canvas_box(view->canvas, box, 0.0f, unrolled_fill(u, layer, unit, time), view->theme->line,
               1.0f * view->size.unit);
    if (lit(u, layer, unit, time))
        canvas_box(view->canvas, box, 0.0f, 0, view->theme->phase[u->phase],
                   fminf(view->size.bold, 0.14f * box.h));
    if (px > 0.0f)
        unrolled_number(u, q, (struct unrolled_line){
                        .letter = letter_of(layer == 0 ? QUANTITY_X : kind),
                        .x = box.x + 0.5f * box.w, .y = box.y + 0.5f * box.h + ui_text_drop(px),
                        .width = box.w - GAP_NEAR * px, .px = px,
                        .ink = ink_on(u, layer, unit, time)});
    else
        view_item(view, box, q);
}

static void draw_cells(const struct unrolled *u, size_t layer, size_t time)
{
    const struct unrolled_row *row = &u->rows[layer];
    const struct view *view = u->view;
    struct point at = unrolled_middle(u, layer, time);
    struct rect box = {at.x - 0.5f * u->block, at.y - 0.5f * row->height, u->block, row->cell};
    size_t out = u->net->layers[layer].out;
    float below = layer == 0 ? u->foot - (float)view->size.label_px - at.y - 0.5f * row->height
                             : u->between;

    for (size_t j = 0; j < row->shown; j++, box.y += row->cell)
        draw_cell(u, layer, j, time, box);
    canvas_box(view->canvas,
               (struct rect){box.x, at.y - 0.5f * row->height, box.w, row->height},
               0.5f * view->size.corner, 0, view->theme->text, view->size.thin);
    if (row->shown < out && below >= LINE_CLOSE * u->em) /* beside the way up */
        canvas_text(view->canvas, at.x + GAP_NEAR * u->em, at.y + 0.5f * row->height + u->em,
                    CANVAS_LEFT, FONT_TEXT, view->size.min_px, view->theme->text_soft,
                    words_in(view->arena, W_UNITS_LEFT_OUT, out - row->shown));
}

void unrolled_blocks(const struct unrolled *u)
{
    for (size_t time = u->first; time < u->first + u->shown; time++) {
        for (size_t l = 0; l <= u->net->layer_count; l++) {
            ui_group(u->view->ui, (int)(2 * time));
            if (!unrolled_runs(u, l, time))
                continue;
            if (u->net->layers[l].out == 1)
                draw_circle(u, l, time);
            else
                draw_cells(u, l, time);
        }
    }
}
