#include "view/frame/needed.h"
#include "view/network/network_parts.h"
#include "view/question/question.h"

/* What an optimiser makes of a gradient, one after the other. */
enum { MADE = sizeof(((struct network_parameter *)0)->made) / sizeof(struct quantity) };

static bool trained(const struct network_picture *picture,
                    const struct network_parameter *parameter)
{
    return parameter->old.of != QUANTITY_OF_BIAS
        || picture->view->snapshot->net->layers[parameter->old.layer].train_biases;
}

/* Whether the explanation marks anything that belongs to the parameter. */
static bool any_marked(const struct explanation *explanation, struct quantity parameter)
{
    for (size_t i = 0; i < explanation->mark_count; i++) {
        const struct quantity *marked = &explanation->marks[i].quantity;

        if (marked->from == parameter.from && marked->to == parameter.to
            && marked->layer == parameter.layer && marked->of == parameter.of)
            return true;
    }
    return false;
}

/* The same, and in which role. */
static bool parameter_marked(const struct view *view, const struct network_parameter *parameter,
                             enum formula_role *role)
{
    const struct quantity all[] = {parameter->old, parameter->shown_gradient, parameter->gradient,
                                   parameter->moved};

    if (!any_marked(view->explanation, parameter->old)) /* as a rule; of many */
        return false;
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
static struct quantity newest_made(const struct view *view,
                                   const struct network_parameter *parameter)
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

    if (quantity_equal(view->nudged, parameter->old))
        return view->theme->focus;
    if (view->asked.kind != QUANTITY_NONE && parameter_marked(view, parameter, &role)
        && role != FORMULA_ROLE_NONE && role != FORMULA_ROLE_RESULT)
        return view->theme->role[role];
    return view->theme->phase[picture->phase];
}

/* Whether the optimiser has made something of it in this step. */
static bool made_fresh(const struct view *view, const struct network_parameter *parameter)
{
    for (size_t i = 0; i < MADE; i++) {
        if (parameter->made[i].kind != QUANTITY_NONE && view_fresh(view, parameter->made[i]))
            return true;
    }
    return false;
}

bool network_parameter_lit(const struct network_picture *picture,
                           const struct network_parameter *parameter)
{
    const struct view *view = picture->view;
    enum formula_role role;

    if (quantity_equal(view->nudged, parameter->old) || parameter_marked(view, parameter, &role))
        return true;
    if (view->asked.kind != QUANTITY_NONE)
        return false;
    if (!trained(picture, parameter))
        return false;
    if (picture->phase == PHASE_BACKWARD)
        return view_fresh(view, parameter->shown_gradient);
    if (picture->phase == PHASE_UPDATE)
        return made_fresh(view, parameter) || view_fresh(view, parameter->moved);
    return false;
}

/* ∂ for a gradient, Δ for a step, v for what a buffer remembers: never told by colour alone. */
static const struct formula *brief_symbol(const struct network_picture *picture,
                                          struct quantity shown, bool step)
{
    if (quantity_is_buffer(shown.kind))
        return network_symbol(picture, shown);
    return formula_symbol(picture->view->arena,
                          step                                        ? "Δ"
                          : shown.kind == QUANTITY_OBJECTIVE_GRADIENT ? "∂J"
                          : shown.kind == QUANTITY_CLIPPED            ? "g"
                                                                      : "∂",
                          NULL, NULL, 0.0);
}

/* A line says that quantity. */
static void say(const struct network_picture *picture, const struct network_parameter *parameter,
                struct quantity shown, struct network_chip *chip, size_t line)
{
    const struct view *view = picture->view;
    bool step = quantity_equal(shown, parameter->made[MADE - 1]);
    bool updated = step || quantity_is_buffer(shown.kind);
    struct label *label = &chip->lines[line];

    chip->quantities[line] = shown;
    *label = (struct label){
        .symbol = network_symbol(picture, shown),
        .value = quantity_value(view->snapshot, shown),
        .size_px = view->size.chip_px,
        .ink = view->theme->phase[updated ? PHASE_UPDATE : PHASE_BACKWARD],
    };
    if (quantity_equal(shown, parameter->old)) {
        label->ink = view->theme->text;
    } else {
        label->brief = brief_symbol(picture, shown, step);
        label->sign = !quantity_is_second_buffer(shown.kind);
        if (view_known(view, shown) == KNOWN_OLD)
            label->ink = view->theme->text_soft;
    }
    label->symbol_ink = label->ink;
}

/* What an open question asks of the parameter; QUANTITY_NONE: nothing. */
static struct quantity wanted(const struct view *view, const struct network_parameter *parameter)
{
    const struct question *question = question_open_in(view);

    if (question != NULL && quantity_is_of_parameter(question->hidden)
        && quantity_equal(quantity_as(question->hidden, QUANTITY_VALUE), parameter->old))
        return question->hidden;
    return (struct quantity){0};
}

/* The furthest the iteration has come with this parameter, its value aside; QUANTITY_NONE:
 * nowhere. */
static struct quantity newest(const struct network_picture *picture,
                              const struct network_parameter *parameter)
{
    const struct view *view = picture->view;
    struct quantity made = newest_made(view, parameter);
    bool updating = picture->phase == PHASE_UPDATE;

    if (trained(picture, parameter) && updating && made.kind != QUANTITY_NONE)
        return made;
    if (updating && view_known(view, parameter->gradient) != KNOWN_NOT_YET)
        return parameter->gradient;
    if (view_known(view, parameter->shown_gradient) != KNOWN_NOT_YET)
        return parameter->shown_gradient;
    return (struct quantity){0};
}

/* Whether the values can be written in that width with the same decimals, at least so many. */
static bool fit_alike(const struct view *view, float width, int least, struct label *lines,
                      size_t count)
{
    static const float any = 1e6f;
    int most = least > view->decimals ? least : view->decimals;
    bool fits = false;

    for (int decimals = most; decimals >= least && !fits; decimals--) {
        fits = true;
        for (size_t i = 0; i < count; i++) {
            lines[i].decimals = decimals;
            fits = fits && label_width(view, &lines[i], any) <= width;
        }
    }
    return fits;
}

/* The step behind the old value, where there is room for both. */
static void say_step(const struct network_picture *picture,
                     const struct network_parameter *parameter, float width,
                     struct network_chip *chip)
{
    const struct view *view = picture->view;
    float gap = network_chip_gap * (float)view->size.chip_px,
          room = width - label_width(view, &chip->lines[1], width) - gap;

    chip->stepped = parameter->made[MADE - 1];
    chip->step = (struct label){
        .symbol = brief_symbol(picture, chip->stepped, true),
        .value = quantity_value(view->snapshot, chip->stepped),
        .sign = true,
        .ink = view->theme->phase[PHASE_UPDATE],
        .symbol_ink = view->theme->phase[PHASE_UPDATE],
        .size_px = view->size.chip_px,
    };
    chip->step.brief = chip->step.symbol;
    if (view_known(view, chip->stepped) == KNOWN_NOT_YET || !label_fit(view, &chip->step, room)
        || !fit_alike(view, room, 1, &chip->step, 1))
        chip->step.size_px = 0;
}

/* A weight's chip stands on its line. A bias's may stand beside its neuron, where without a name it
 * would be taken for a weight's. */
static bool needs_name(const struct network_picture *picture,
                       const struct network_parameter *parameter)
{
    return picture->layout->by_step && parameter->old.of == QUANTITY_OF_BIAS;
}

/* New over old, which is crossed out, with as many digits as show that they differ; of one line the
 * new alone. A weight's without the symbol where there is little room. */
static bool say_both(const struct network_picture *picture,
                     const struct network_parameter *parameter, float width, size_t lines,
                     struct network_chip *chip)
{
    const struct view *view = picture->view;
    double old = quantity_value(view->snapshot, parameter->old);
    double moved = quantity_value(view->snapshot, parameter->moved);
    int least = view_decimals_of_change(view, old, moved);

    say(picture, parameter, parameter->old, chip, 1);
    chip->lines[1].symbol = NULL;
    chip->lines[1].ink = view->theme->text_soft;
    chip->quantities[0] = parameter->moved;
    chip->lines[0].value = view->move >= 1.0f ? moved : old + (moved - old) * (double)view->move;
    chip->lines[0].ink = view->theme->phase[PHASE_UPDATE];
    chip->lines[0].strong = true;
    if (least == 0)
        return false;
    if (lines == 1)
        least = 1;
    chip->moved = fit_alike(view, width, least, chip->lines, lines < 2 ? lines : 2);
    if (!chip->moved && !needs_name(picture, parameter)) {
        chip->lines[0].symbol = NULL;
        chip->moved = fit_alike(view, width, least, chip->lines, lines < 2 ? lines : 2);
    }
    if (chip->moved)
        say_step(picture, parameter, width, chip);
    return chip->moved;
}

/* Whether the one line that there is says the newest instead of the value. */
static bool newest_first(const struct network_picture *picture,
                         const struct network_parameter *parameter,
                         struct quantity shown)
{
    return network_parameter_lit(picture, parameter)
        && (parameter->old.of != QUANTITY_OF_BIAS
            || quantity_equal(shown, newest_made(picture->view, parameter)));
}

/* Below the value all that the step is about, from the gradient to the step, and where that is
 * nothing the newest. Returns how many lines there are then. */
static size_t say_marked(const struct network_picture *picture,
                         const struct network_parameter *parameter, struct quantity shown,
                         size_t lines, struct network_chip *chip)
{
    const struct view *view = picture->view;
    struct quantity gradient =
        picture->phase == PHASE_UPDATE ? parameter->gradient : parameter->shown_gradient;
    size_t said = 1;
    enum formula_role role;

    for (size_t i = 0; i <= MADE && said < lines; i++) {
        struct quantity q = i == 0 ? gradient : parameter->made[i - 1];

        if (q.kind != QUANTITY_NONE && view_known(view, q) != KNOWN_NOT_YET
            && (view_marked(view, q, &role) || needed_writes(view, q)
                || quantity_equal(q, view->asked)))
            say(picture, parameter, q, chip, said++);
    }
    if (said == 1 && shown.kind != QUANTITY_NONE && network_parameter_lit(picture, parameter)
        && !needed_writes(view, parameter->old))
        say(picture, parameter, shown, chip, said++);
    return said;
}

/* Whether a station lights the value, and not what the iteration has made of it so far. */
static bool is_about_value(const struct view *view, const struct network_parameter *parameter,
                           struct quantity shown)
{
    enum formula_role role;

    return view->explanation->own_marks != NULL && view_marked(view, parameter->old, &role)
           && !view_marked(view, shown, &role);
}

/* The value, and what the iteration makes of it; at the move the new value and the old one, or
 * where those read the same the old one and the step. */
static void say_all(const struct network_picture *picture,
                    const struct network_parameter *parameter, float width,
                    size_t lines, struct network_chip *chip)
{
    bool moves = picture->view->move > 0.0f && trained(picture, parameter);
    struct quantity shown = moves ? parameter->made[MADE - 1] : newest(picture, parameter),
                    asked = wanted(picture->view, parameter);

    chip->count = lines;
    if (asked.kind != QUANTITY_NONE) {
        say(picture, parameter, parameter->old, chip, 0);
        chip->count = lines < 2 ? lines : 2;
        say(picture, parameter, asked, chip, chip->count - 1);
        chip->lines[chip->count - 1].text = "?";
        chip->lines[chip->count - 1].symbol = NULL;
        chip->lines[chip->count - 1].strong = true;
        return;
    }
    say(picture, parameter, parameter->old, chip, 0);
    if (moves && say_both(picture, parameter, width, lines, chip)) {
        chip->count = lines < 2 ? lines : 2;
        if (lines > 2 && chip->step.size_px == 0)
            say(picture, parameter, shown, chip, chip->count++);
        return;
    }
    say(picture, parameter, parameter->old, chip, 0);
    if (lines > 2)
        chip->count = say_marked(picture, parameter, shown, lines, chip);
    else if (shown.kind == QUANTITY_NONE)
        chip->count = 1;
    else if (lines == 2)
        say(picture, parameter, shown, chip, 1);
    else if (moves || (newest_first(picture, parameter, shown)
                       && !is_about_value(picture->view, parameter, shown)))
        say(picture, parameter, shown, chip, 0);
}

/* Leaves out what has no room; a line alone that says the newest, or cannot say whose it is where
 * it should, gives way to the value. */
static void make_room(const struct network_picture *picture,
                      const struct network_parameter *parameter, float width,
                      bool symbols, struct network_chip *chip)
{
    const struct view *view = picture->view;
    size_t said = 0;
    bool alone;

    for (size_t i = 0; i < chip->count; i++) {
        struct label *line = &chip->lines[i];

        if (!symbols && line->brief != NULL && line->text == NULL)
            line->symbol = line->brief;
        if (line->text == NULL
            && (!label_fit(view, line, width)
                || (i == 0 && line->symbol == NULL && needs_name(picture, parameter)))) {
            chip->moved = chip->moved && i > 1; /* old and new stand and fall together */
            continue;
        }
        chip->quantities[said] = chip->quantities[i];
        chip->lines[said++] = *line;
    }
    alone = chip->count == 1 && !chip->moved && chip->lines[0].text == NULL;
    if ((said == 0 || (alone && symbols && chip->lines[0].symbol == chip->lines[0].brief))
        && !quantity_equal(chip->quantities[0], parameter->old)) {
        say(picture, parameter, parameter->old, chip, 0);
        said = label_fit(view, &chip->lines[0], width);
    }
    chip->count = said;
}

void network_chip_make(const struct network_picture *picture,
                       const struct network_parameter *parameter, float width, size_t lines,
                       bool symbols, struct network_chip *chip)
{
    const struct view *view = picture->view;
    float pad = network_chip_padding(picture->view), head;

    *chip = (struct network_chip){.nudged = quantity_equal(view->nudged, parameter->old),
                                  .lit = network_parameter_lit(picture, parameter),
                                  .rim = network_parameter_ink(picture, parameter)};
    say_all(picture, parameter, width - 2.0f * pad, lines, chip);
    make_room(picture, parameter, width - 2.0f * pad, symbols, chip);
    for (size_t i = 0; i < chip->count; i++) {
        float used = label_width(view, &chip->lines[i], width - 2.0f * pad) + 2.0f * pad;

        if (i == 1 && chip->moved && chip->step.size_px > 0)
            used += network_chip_gap * (float)view->size.chip_px
                    + label_width(view, &chip->step, width - 2.0f * pad);
        if (!chip->lit && view_dims(view))
            chip->lines[i].ink = chip->lines[i].symbol_ink = view->theme->text_soft;
        chip->width = used > chip->width ? used : chip->width;
    }
    head = network_chip_head(chip->lines[0].symbol);
    chip->head = head * (float)view->size.chip_px;
    chip->height = network_chip_height(chip->count, head) * (float)view->size.chip_px;
}
