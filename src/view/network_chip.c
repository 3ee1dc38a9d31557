#include "view/network_parts.h"

#include <string.h>

enum { SUBSCRIPT_MAX = 3, BASE_MAX = 6 };

/* What an optimiser makes of a gradient, one after the other. */
enum { MADE = sizeof(((struct network_parameter *)0)->made) / sizeof(struct quantity) };

/* A symbol as it stands beside its neuron or on its edge. */
static struct formula *shortened(struct arena *arena, const struct formula *symbol, bool bare)
{
    struct formula *copy = formula_in_role(arena, symbol, symbol->role);

    copy->sup = NULL;
    copy->base = arena_cut(arena, symbol->base, BASE_MAX);
    /* A buffer's plus as a character: a superscript would reach into the line above. */
    if (symbol->sup != NULL && strcmp(symbol->sup, "+") == 0)
        copy->base = arena_printf(arena, "%s\xe2\x81\xba", copy->base);
    if (bare || (copy->sub != NULL && strlen(copy->sub) > SUBSCRIPT_MAX))
        copy->sub = NULL;
    return copy;
}

const struct formula *network_symbol(const struct network_picture *picture, struct quantity quantity)
{
    struct arena *arena = picture->view->arena;
    const struct formula *symbol = quantity_symbol(arena, picture->view->snapshot, quantity);
    /* In a bundle the line tells from where to where; "4,27" would not fit. */
    bool bare = quantity.kind == QUANTITY_B || (quantity.layer > 0 && network_bundled(picture->layout, quantity.layer)
                                                && quantity.kind != QUANTITY_T);

    if (symbol->kind == FORMULA_PARTIAL)
        return formula_partial(arena, shortened(arena, symbol->children[0], true),
                               shortened(arena, symbol->children[1], bare || quantity.kind == QUANTITY_DA),
                               symbol->value);
    return shortened(arena, symbol, bare);
}

struct network_parameter network_weight(size_t layer, size_t to, size_t from)
{
    return (struct network_parameter){
        .old = {QUANTITY_W, layer, to, from},
        .sample_gradient = {QUANTITY_DW, layer, to, from},
        .gradient = {QUANTITY_GW, layer, to, from},
        .made = {{QUANTITY_JW, layer, to, from},
                 {QUANTITY_FIRST_W, layer, to, from},
                 {QUANTITY_SECOND_W, layer, to, from},
                 {QUANTITY_STEP_W, layer, to, from}},
        .moved = {QUANTITY_NEW_W, layer, to, from},
    };
}

struct network_parameter network_bias(size_t layer, size_t to)
{
    return (struct network_parameter){
        .old = {QUANTITY_B, layer, to, 0},
        .sample_gradient = {QUANTITY_DB, layer, to, 0},
        .gradient = {QUANTITY_GB, layer, to, 0},
        .made = {{QUANTITY_NONE, 0, 0, 0},
                 {QUANTITY_FIRST_B, layer, to, 0},
                 {QUANTITY_SECOND_B, layer, to, 0},
                 {QUANTITY_STEP_B, layer, to, 0}},
        .moved = {QUANTITY_NEW_B, layer, to, 0},
    };
}

static bool trained(const struct network_picture *picture, const struct network_parameter *parameter)
{
    return parameter->old.kind == QUANTITY_W
        || picture->view->snapshot->net->layers[parameter->old.layer].train_biases;
}

/* Whether the explanation marks anything of the parameter, and in which role. */
static bool parameter_marked(const struct view *view, const struct network_parameter *parameter,
                             enum formula_role *role)
{
    const struct quantity all[] = {parameter->old, parameter->sample_gradient, parameter->gradient,
                                   parameter->moved};

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (view_marked(view, all[i], role))
            return true;
    }
    for (size_t i = 0; i < MADE; i++) {
        if (view_marked(view, parameter->made[i], role))
            return true;
    }
    return false;
}

/* The furthest that the optimiser has come with it; QUANTITY_NONE: nowhere. */
static struct quantity newest_made(const struct view *view, const struct network_parameter *parameter)
{
    for (size_t i = MADE; i > 0; i--) {
        if (view_known(view, parameter->made[i - 1]) != KNOWN_NOT_YET)
            return parameter->made[i - 1];
    }
    return (struct quantity){0};
}

color network_parameter_ink(const struct network_picture *picture,
                            const struct network_parameter *parameter)
{
    const struct view *view = picture->view;
    enum formula_role role = FORMULA_ROLE_NONE;

    if (view->asked.kind != QUANTITY_NONE && parameter_marked(view, parameter, &role)
        && role != FORMULA_ROLE_NONE && role != FORMULA_ROLE_RESULT)
        return view->theme->role[role];
    return view->theme->phase[picture->phase];
}

bool network_parameter_lit(const struct network_picture *picture,
                           const struct network_parameter *parameter)
{
    const struct view *view = picture->view;
    enum formula_role role;

    if (parameter_marked(view, parameter, &role))
        return true;
    if (view->asked.kind != QUANTITY_NONE)
        return false;
    if (picture->phase == PHASE_BACKWARD)
        return view_known(view, parameter->sample_gradient) == KNOWN_FRESH;
    if (picture->phase == PHASE_UPDATE && trained(picture, parameter))
        return view_known(view, newest_made(view, parameter)) == KNOWN_FRESH
            || view_known(view, parameter->moved) == KNOWN_FRESH;
    return false;
}

/* The second line: the furthest the iteration has come with this parameter. */
static bool second_line(const struct network_picture *picture,
                        const struct network_parameter *parameter, struct label *line,
                        struct quantity *quantity)
{
    const struct view *view = picture->view;
    const struct theme *theme = view->theme;
    bool updating = picture->phase == PHASE_UPDATE;
    struct quantity shown = parameter->sample_gradient, made = newest_made(view, parameter);

    line->ink = theme->phase[PHASE_BACKWARD];
    line->sign = true;
    if (trained(picture, parameter) && view->move > 0.0f) {
        line->symbol = formula_placeholder(view->arena, "was");
        line->value = quantity_value(view->snapshot, parameter->old);
        line->sign = false;
        line->ink = line->symbol_ink = theme->text_soft;
        *quantity = parameter->old;
        return true;
    }
    line->brief = formula_symbol(view->arena, "\xe2\x88\x82", NULL, NULL, 0.0);
    if (trained(picture, parameter) && updating && made.kind != QUANTITY_NONE) {
        shown = made;
        line->brief = quantity_is_buffer(made.kind) ? network_symbol(picture, made) : line->brief;
        line->sign = !quantity_is_second_buffer(made.kind);
        line->ink = made.kind == QUANTITY_JW ? line->ink : theme->phase[PHASE_UPDATE];
        if (quantity_equal(made, parameter->made[MADE - 1]))
            line->brief = formula_symbol(view->arena, "\xce\x94", NULL, NULL, 0.0);
    } else if (updating && view_known(view, parameter->gradient) != KNOWN_NOT_YET) {
        shown = parameter->gradient;
    } else if (view_known(view, shown) == KNOWN_NOT_YET) {
        return false;
    }
    *quantity = shown;
    line->symbol = network_symbol(picture, shown);
    line->value = quantity_value(view->snapshot, shown);
    if (view_known(view, shown) == KNOWN_OLD)
        line->ink = theme->text_soft;
    line->symbol_ink = line->ink;
    return true;
}

static void first_line(const struct network_picture *picture,
                       const struct network_parameter *parameter, struct label *line,
                       struct quantity *quantity)
{
    const struct view *view = picture->view;
    double old = quantity_value(view->snapshot, parameter->old);

    *quantity = parameter->old;
    line->symbol = network_symbol(picture, parameter->old);
    line->value = old;
    line->ink = line->symbol_ink = view->theme->text;
    if (trained(picture, parameter) && view->move > 0.0f) {
        double moved = quantity_value(view->snapshot, parameter->moved);

        *quantity = parameter->moved;
        line->value = view->move >= 1.0f ? moved : old + (moved - old) * (double)view->move;
        line->ink = view->theme->phase[PHASE_UPDATE];
        line->strong = true;
    }
}

static float padding(const struct network_picture *picture)
{
    return 0.3f * (float)picture->view->size.number_px;
}

static float line_height(const struct network_picture *picture)
{
    return 1.27f * (float)picture->view->size.number_px;
}

/* At least what the number is, a gradient or a step, where that costs no digits. */
static void shorten_symbol(const struct view *view, float width, struct label *line)
{
    char alone[NUMBER_TEXT_SIZE], beside[NUMBER_TEXT_SIZE];

    line->symbol = NULL;
    label_number(view, line, width, alone);
    line->symbol = line->brief;
    label_number(view, line, width, beside);
    if (strcmp(alone, beside) != 0)
        line->symbol = NULL;
}

/* A number that has no room beside its symbol goes without it. */
static void make_room(const struct view *view, float width, struct label *line)
{
    char number[NUMBER_TEXT_SIZE];

    if (!view_says_number(label_number(view, line, width, number)))
        line->symbol = NULL;
}

/* Whether its number is written in that width as it would be in any. */
static bool whole_number_fits(const struct view *view, const struct label *line, float width)
{
    static const float any = 1e6f;
    char whole[NUMBER_TEXT_SIZE], fitting[NUMBER_TEXT_SIZE];

    return strcmp(label_number(view, line, any, whole), label_number(view, line, width, fitting)) == 0;
}

/* Old and new with the same digits, so that what is compared is the values. */
static void use_same_digits(const struct view *view, float width, struct label lines[2])
{
    for (int decimals = view->decimals; decimals > 0; decimals--) {
        lines[0].decimals = lines[1].decimals = decimals;
        if (whole_number_fits(view, &lines[0], width) && whole_number_fits(view, &lines[1], width))
            return;
    }
    lines[0].decimals = lines[1].decimals = 0;
}

/* Old and new that read the same in so little room: the step tells that they differ. */
static void tell_apart(const struct network_picture *picture, const struct network_parameter *parameter,
                       float width, struct network_chip *chip)
{
    const struct view *view = picture->view;
    struct quantity made = parameter->made[MADE - 1];
    double step = quantity_value(view->snapshot, made);
    char old[NUMBER_TEXT_SIZE], moved[NUMBER_TEXT_SIZE];
    struct label shown = chip->lines[0];

    if (step == 0.0 || !(view->move >= 1.0f))
        return;
    label_number(view, &chip->lines[0], width, moved);
    shown.value = quantity_value(view->snapshot, parameter->old);
    label_number(view, &shown, width, old);
    if (strcmp(old, moved) != 0)
        return;
    chip->lines[1].symbol = formula_symbol(view->arena, "\xce\x94", NULL, NULL, 0.0);
    chip->lines[1].value = step;
    chip->quantities[1] = made;
    chip->lines[1].sign = true;
    chip->lines[1].decimals = 0;
}

/* Where neither old and new nor the step have room beside their symbols, the numbers go without: the new one
 * over the old one, which is grey. */
static void compare_bare(const struct network_picture *picture, const struct network_parameter *parameter,
                         float width, struct network_chip *chip)
{
    const struct view *view = picture->view;
    char number[NUMBER_TEXT_SIZE];

    if (view_says_number(label_number(view, &chip->lines[1], width, number)))
        return;
    second_line(picture, parameter, &chip->lines[1], &chip->quantities[1]);
    chip->lines[0].symbol = chip->lines[1].symbol = NULL;
    use_same_digits(view, width, chip->lines);
}

void network_chip_make(const struct network_picture *picture,
                       const struct network_parameter *parameter, float width, bool two_lines,
                       bool symbols, struct network_chip *chip)
{
    const struct view *view = picture->view;
    struct label first = {.size_px = view->size.number_px}, second = first;
    struct quantity quantities[2] = {{0}, {0}};
    float pad = padding(picture);
    bool more;

    first_line(picture, parameter, &first, &quantities[0]);
    more = second_line(picture, parameter, &second, &quantities[1]);
    if (!symbols && second.sign)
        shorten_symbol(view, width - 2.0f * pad, &second);
    *chip = (struct network_chip){.lines = {first, second}, .count = more && two_lines ? 2 : 1,
                                  .quantities = {quantities[0], quantities[1]},
                                  .lit = network_parameter_lit(picture, parameter),
                                  .rim = network_parameter_ink(picture, parameter)};
    if (more && !two_lines && chip->lit && view->move <= 0.0f
        && (parameter->old.kind == QUANTITY_W || quantity_equal(quantities[1], newest_made(view, parameter)))) {
        chip->lines[0] = second;
        chip->quantities[0] = quantities[1];
    }
    for (size_t i = 0; i < chip->count && !chip->lit && view->asked.kind != QUANTITY_NONE; i++)
        chip->lines[i].ink = chip->lines[i].symbol_ink = view->theme->text_soft;
    for (size_t i = 0; i < chip->count; i++)
        make_room(view, width - 2.0f * pad, &chip->lines[i]);
    if (chip->count == 2 && view->move > 0.0f) {
        use_same_digits(view, width - 2.0f * pad, chip->lines);
        tell_apart(picture, parameter, width - 2.0f * pad, chip);
        compare_bare(picture, parameter, width - 2.0f * pad, chip);
    }
    for (size_t i = 0; i < chip->count; i++) {
        float used = label_width(view, &chip->lines[i], width - 2.0f * pad) + 2.0f * pad;

        chip->width = used > chip->width ? used : chip->width;
    }
    chip->height = (float)chip->count * line_height(picture)
        + 0.26f * (float)view->size.number_px;
}

void network_chip_draw(const struct network_picture *picture, const struct network_chip *chip,
                       float x, float y)
{
    const struct view *view = picture->view;
    const struct theme *theme = view->theme;
    float number = (float)view->size.number_px;
    struct rect box = {x, y, chip->width, chip->height}, before;

    canvas_box(view->canvas, box, 0.32f * number, theme->panel, chip->lit ? chip->rim : theme->line,
               (chip->lit ? 3.0f : 1.5f) * view->size.unit);
    before = canvas_within(view->canvas, box);
    for (size_t i = 0; i < chip->count; i++)
        label_draw(view, &chip->lines[i], x + chip->width / 2.0f,
                   y + 1.04f * number + (float)i * line_height(picture),
                   chip->width - 2.0f * padding(picture) + 1.0f);
    canvas_within(view->canvas, before);
    for (size_t i = 0; i < chip->count; i++) {
        float height = chip->height / (float)chip->count;

        view_item(view, (struct rect){x, y + (float)i * height, chip->width, height},
                  chip->quantities[i]);
    }
}
