/* A number of the unrolled network, where its neuron or its card has room for it. */
#include "view/unrolled/unrolled_parts.h"

static bool is_on_neuron(enum quantity_kind kind)
{
    return kind == QUANTITY_X || kind == QUANTITY_Z || kind == QUANTITY_A || kind == QUANTITY_DZ;
}

/* As large as it can be, rather a little smaller than without its letter, and rather without than
 * not at all. */
static bool fit_number(const struct view *view, struct label *label, int most, int least,
                       float width)
{
    const struct formula *symbols[] = {label->symbol, NULL};

    for (size_t i = label->symbol == NULL ? 1 : 0; i < 2; i++) {
        for (label->size_px = most; label->size_px >= least; label->size_px--) {
            label->symbol = symbols[i];
            if (label_fit(view, label, width) && label->symbol == symbols[i])
                return true;
        }
    }
    return false;
}

/* The label over the edges of its circle. */
static void spill(const struct view *view, const struct label *label, struct unrolled_line line)
{
    float em = (float)label->size_px, width = label_width(view, label, line.spill);
    struct rect plate = {line.x - 0.5f * width - GAP_TIGHT * em, line.y - GAP_PART * em,
                         width + 2.0f * GAP_TIGHT * em, em}, before;

    canvas_box(view->canvas, plate, view->size.corner, line.fill, 0, 0.0f);
    before = canvas_within(view->canvas, plate);
    label_draw(view, label, line.x, line.y, line.spill);
    canvas_within(view->canvas, before);
}

void unrolled_number(const struct unrolled *u, struct quantity q, struct unrolled_line line)
{
    const struct view *view = u->view;
    float em = line.px > 0.0f ? line.px : u->em;
    int least = line.px > 0.0f ? view->size.min_px : view->size.chip_px;
    bool moved = q.kind == QUANTITY_VALUE && view->move > 0.0f;
    struct quantity said = moved ? quantity_as(q, QUANTITY_NEW) : q;
    bool given = q.kind == QUANTITY_X || q.kind == QUANTITY_T;
    enum known known = given ? KNOWN : view_known(view, said);
    const struct formula *letter = line.letter != NULL
        ? formula_symbol(view->arena, line.letter, NULL, NULL, 0) : NULL;
    struct label label = {
        .symbol = letter,
        .value = moved ? unrolled_weight(u, q) : quantity_value(view->snapshot, q),
        .ink = line.ink,
        .strong = known == KNOWN_FRESH,
    };

    if (known == KNOWN_NOT_YET)
        return;
    /* On a neuron's fill soft ink would be too pale. */
    if ((known == KNOWN_OLD || view_steps_back(view, &said, 1))
        && !(line.ink == view->theme->node_ink && is_on_neuron(q.kind)))
        label.ink = view->theme->text_soft;
    label.symbol_ink = label.ink;
    if (fit_number(view, &label, (int)em, least, line.width)) {
        label_draw(view, &label, line.x, line.y, line.width);
    } else {
        label.symbol = letter;
        if (!fit_number(view, &label, (int)em, view->size.min_px, line.spill))
            return;
        spill(view, &label, line);
    }
    view_item(view, (struct rect){line.x - 0.5f * line.width, line.y - em, line.width,
                                  LINE_CLOSE * em}, q);
}
