#include "view/frame/needed.h"

#include "explain/graph/graph_formula.h"
#include "view/frame/label.h"
#include "view/graph/graph_frame.h"

#include <math.h>
#include <string.h>

/* ---- what that is ---- */

/* Of a sum only its general term is written. */
static bool has_leaf(const struct formula *formula, const struct formula *leaf)
{
    size_t count = formula->kind == FORMULA_SUM ? 1 : formula->count;

    if (formula->kind == FORMULA_SYMBOL || formula->kind == FORMULA_PARTIAL)
        return formula->value == leaf->value && formula_same_name(formula, leaf);
    for (size_t i = 0; i < count; i++) {
        if (has_leaf(formula->children[i], leaf))
            return true;
    }
    return false;
}

static bool page_has(const struct explanation *page, const struct formula *leaf)
{
    for (size_t i = 0; i < page->equation_count; i++) {
        const struct explain_equation *equation = &page->equations[i];

        if ((equation->value == leaf->value && formula_same_name(equation->left, leaf))
            || has_leaf(equation->right, leaf))
            return true;
    }
    return false;
}

bool needed_writes(const struct view *view, struct quantity quantity)
{
    return page_has(view->explanation,
                    quantity_symbol(view->arena, view->snapshot, quantity));
}

/* Whether the step shown brings the quantity, and the formula has it. */
static bool brings(const struct view *view, struct quantity q, const struct formula *formula)
{
    return view_fresh(view, q)
        && has_leaf(formula, quantity_symbol(view->arena, view->snapshot, q));
}

bool needed_is_coming(const struct view *view, const struct formula *formula)
{
    static const enum quantity_kind kinds[] = {QUANTITY_Z, QUANTITY_A, QUANTITY_DA, QUANTITY_DZ,
                                               QUANTITY_LOSS_PART}; /* of outputs alone */
    const struct explanation *page = view->explanation;
    const struct net *net = view->snapshot->net;

    if (view_told(view))
        return false;
    if (net->recurrent && view->cursor.step > view->from.step + 1) /* one time after the other */
        return true;
    for (size_t i = 0; i < page->mark_count; i++) {
        if (brings(view, page->marks[i].quantity, formula))
            return true;
    }
    for (size_t l = 1; l <= net->layer_count; l++) {
        size_t count = l < net->layer_count ? 4 : 5;

        for (size_t i = 0; i < net->layers[l].out * count; i++) {
            if (brings(view, quantity_at(kinds[i % count], l, i / count, 0), formula))
                return true;
        }
    }
    return false;
}

/* Its symbol with its value; NULL: it has none yet. */
static const struct formula *symbol_of(const struct view *view, struct quantity q)
{
    bool given = q.kind == QUANTITY_X || q.kind == QUANTITY_T;
    double value;

    if (view->graph == NULL && q.kind == QUANTITY_LOSS
        && view->snapshot->place.unit.kind >= UNIT_UPDATE) /* as a station says it there */
        return quantity_batch_loss_symbol(view->arena, view->snapshot->batch_loss);
    if (view->graph == NULL)
        return given || view_known(view, q) != KNOWN_NOT_YET
                   ? quantity_symbol(view->arena, view->snapshot, q) : NULL;
    return graph_item_value(&view->graph->at, graph_item_of(q), &value)
               ? graph_formula_symbol(view->arena, &view->graph->at, graph_item_of(q).index)
               : NULL;
}

bool needed_number_in(const struct view *view, size_t first, struct rect rect)
{
    for (size_t i = first; i < view->canvas->count; i++) {
        const struct canvas_command *c = &view->canvas->commands[i];

        if (c->kind == CANVAS_TEXT && c->as.text.face >= FONT_MONO
            && c->as.text.size_px >= view->size.chip_px
            && strpbrk(canvas_text_of(view->canvas, c), "0123456789?") != NULL
            && rect_contains(rect, rect_center(canvas_text_bounds(view->canvas, c))))
            return true;
    }
    return false;
}

static bool is_said(const struct view *view, size_t first, struct quantity quantity)
{
    const struct ui *ui = view->ui;

    for (size_t i = 0; i < ui->target_count; i++) {
        const struct ui_target *target = &ui->targets[i];

        if (target->item && target->line_half_px == 0.0f
            && quantity_equal(quantity_unpack(target->action.argument), quantity)
            && needed_number_in(view, first, target->rect))
            return true;
    }
    return false;
}

/* What says the same: of a bias's gradient δ, of a gradient in the update the batch's. */
static bool is_said_otherwise(const struct view *view, size_t first, struct quantity q)
{
    if (q.kind != QUANTITY_GRADIENT)
        return false;
    return (q.of == QUANTITY_OF_BIAS
            && is_said(view, first,
                       quantity_then(quantity_at(QUANTITY_DZ, q.layer, q.to, 0), q.time)))
           || is_said(view, first, quantity_as(q, QUANTITY_BATCH_GRADIENT));
}

static bool is_among(const struct quantity *quantities, size_t count, struct quantity quantity)
{
    for (size_t i = 0; i < count; i++) {
        if (quantity_equal(quantities[i], quantity))
            return true;
    }
    return false;
}

/* Whether a station's sentence says the value. */
static bool sentence_has(const struct explanation *page, double value)
{
    for (size_t i = 0; page->own_marks != NULL && i < page->sentence.count; i++) {
        const struct formula *said = page->sentence.spans[i].formula;

        if (said != NULL && said->kind == FORMULA_NUMBER && said->value == value)
            return true;
    }
    return false;
}

/* Of those that are lit, then of the page's own. */
static const struct explain_mark *mark_of(const struct explanation *page, size_t i)
{
    return i < page->mark_count ? &page->marks[i] : &page->own_marks[i - page->mark_count];
}

size_t needed_find(const struct view *view, size_t first, struct quantity out[NEEDED_MOST])
{
    const struct explanation *page = view->explanation;
    size_t all = page->mark_count + page->own_count, count = 0;

    for (size_t i = 0; i < 2 * all && count < NEEDED_MOST; i++) { /* what comes of them is last */
        const struct explain_mark *mark = mark_of(page, i % all);
        struct quantity q = view->graph != NULL ? mark->quantity
                                                : quantity_settled(view->snapshot, mark->quantity);
        const struct formula *symbol = q.kind == QUANTITY_RATE ? NULL : symbol_of(view, q);

        if ((mark->role == FORMULA_ROLE_RESULT) == (i >= all) && symbol != NULL
            && (page_has(page, symbol) || (i % all < page->mark_count
                                           && sentence_has(page, symbol->value)))
            && !is_among(out, count, q) && !is_said(view, first, q)
            && !is_said_otherwise(view, first, q))
            out[count++] = q;
    }
    return count;
}

/* ---- its chips ---- */

static struct label label_of(const struct view *view, struct quantity quantity)
{
    const struct formula *symbol = symbol_of(view, quantity);
    enum formula_role role = FORMULA_ROLE_NONE;
    struct label label = {.symbol = symbol, .value = symbol->value,
                          .size_px = view->size.number_px, .ink = view->theme->text};

    view_marked(view, quantity, &role);
    label.strong = role == FORMULA_ROLE_RESULT;
    if (role != FORMULA_ROLE_NONE && role != FORMULA_ROLE_RESULT)
        label.ink = view->theme->role[role];
    label.symbol_ink = label.ink;
    return label;
}

float needed_view(const struct view *view, struct rect area, const struct quantity *quantities,
                  size_t count, struct rect *rest)
{
    float number = (float)view->size.number_px, pad = GAP_NEAR * number, gap = GAP_NEAR * number;
    struct rect rows = {area.x, 0.0f, area.w, 0.0f}, row, chip;
    float height = 0.0f, tall = LINE_BUTTON * number;

    for (int pass = 0; pass < (rest == NULL ? 1 : 2); pass++) { /* the rows stand at the foot */
        rows.y = pass == 0 ? 0.0f : area.y + area.h - height;
        row = ui_cut_top(&rows, tall, gap);
        for (size_t i = 0; i < count; i++) {
            struct label label = label_of(view, quantities[i]);
            float width = label_width(view, &label, area.w - 2.0f * pad) + 2.0f * pad;

            if (row.x > area.x && width > row.w)
                row = ui_cut_top(&rows, tall, gap);
            chip = ui_cut_left(&row, width, gap);
            if (pass == 0)
                continue;
            canvas_box(view->canvas, chip, view->size.corner, view->theme->panel, view->theme->line,
                       view->size.thin);
            label_draw(view, &label, chip.x + 0.5f * width,
                       chip.y + 0.5f * tall + ui_text_drop(number), width);
            view_item(view, chip, quantities[i]);
        }
        if (pass == 0)
            height = rows.y - gap;
        else
            *rest = row;
    }
    return height;
}
