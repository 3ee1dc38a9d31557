/* The card of the weights: each once, with the shares of the times and their sum, or in the update
 * with what becomes of it. */
#include "quantity/parameters.h"
#include "view/unrolled/unrolled_parts.h"

#include <math.h>

enum { ROWS_MAX = 12 };

static const float line = LINE_NOTE, pad = GAP_NEAR, between = GAP_TIGHT;

/* The parameters that the card has room for, and in how many lines each. */
struct list {
    size_t count, lines;
    size_t first; /* the first one's place among all */
    size_t all;
    float head;   /* above and below the first line of each, for an index below another */
};

static float top_of(const struct unrolled *u)
{
    return u->weights.y + 2.9f * (float)u->view->size.label_px;
}

/* Of gradients there are none yet, and no room to say so. */
static bool is_brief(const struct unrolled *u)
{
    return u->view->bare && (u->phase == PHASE_FORWARD || u->phase == PHASE_LOSS);
}

/* All of them if two lines each have room; else those from the first of the neuron that the step is
 * about, or from the one that its formula is about if that is not there. */
static struct list choose(const struct unrolled *u)
{
    const struct explanation *explanation = u->view->explanation;
    float room = u->weights.y + u->weights.h - top_of(u) + between * u->em; /* below the last */
    size_t layer = explanation->focus_layer > 0 ? explanation->focus_layer : 1, at;
    struct list list = {.all = parameters_count(u->net)};
    const struct formula *symbol = quantity_symbol(u->view->arena, u->view->snapshot,
                                                   parameters_at(u->net, 0));
    float least = is_brief(u) ? 1.0f : 2.0f, extra;
    size_t fit, about;

    list.head = symbol->sup != NULL && symbol->sub != NULL ? 0.2f : 0.0f;
    extra = 2.0f * list.head + 2.0f * pad + between;
    fit = (size_t)fmaxf(room / ((least * line + extra) * u->em), 1.0f);
    if (fit < list.all) { /* what is left out is said below */
        room -= LINE_CLOSE * u->em;
        fit = (size_t)fmaxf(room / ((least * line + extra) * u->em), 1.0f);
    }
    if (u->view->bare && u->phase == PHASE_UPDATE && fit < list.all)
        fit = (size_t)fmaxf(room / ((3.0f * line + extra) * u->em), 1.0f); /* the step, too */
    list.count = list.all < fit ? list.all : fit;
    if (list.count < list.all
        && parameters_find(u->net, quantity_of_weight(QUANTITY_VALUE, layer,
                                                      explanation->focus_layer > 0
                                                          ? explanation->focus_unit : 0, 0), &at))
        list.first = at;
    if (list.count < list.all
        && parameters_find(u->net, quantity_then(explanation->about, 0), &about)
        && (about < list.first || about >= list.first + list.count))
        list.first = about;
    if (list.first + list.count > list.all)
        list.first = list.all - list.count;
    list.lines = (size_t)((room / (float)list.count / u->em - extra) / line);
    list.lines = list.lines < 2 ? 2 : list.lines > ROWS_MAX ? ROWS_MAX : list.lines;
    if (is_brief(u))
        list.lines = 1;
    return list;
}

/* The words of lines so wide, alike in all: in large text as large as leaves a number its room. */
static struct ui_type words_type(const struct unrolled *u, float width)
{
    const struct view *view = u->view;
    struct ui_type type = view_soft(view);
    const char *widest = words(u->phase == PHASE_UPDATE ? W_GRADIENT : W_SUM_SO_FAR);

    if (!view->bare)
        return ui_sized(type, view->size.min_px);
    return ui_text_fit(view->canvas, type, view->size.min_px,
                       width - (ROOM(7) + GAP_NEAR) * u->em, widest);
}

/* A line: words at the left, a number at the right. */
static void row(const struct unrolled *u, struct rect box, float y, const char *what,
                struct quantity q, double value, bool known, bool strong, color ink)
{
    const struct view *view = u->view;
    float left = ui_text(view->canvas, box.x, y, CANVAS_LEFT, words_type(u, box.w), what);
    struct label label = {.value = value, .text = known ? NULL : "?", .sign = true,
                          .strong = strong, .size_px = (int)u->em,
                          .ink = known ? ink : view->theme->text_soft};
    float width = box.w - left - GAP_NEAR * u->em, used;

    if (known && !label_fit_smaller(view, &label, width, view->size.min_px))
        return;
    used = label_width(view, &label, width);
    label_draw(view, &label, box.x + box.w - 0.5f * used, y, width);
    if (q.kind != QUANTITY_NONE)
        /* The mark of what differs stands at its left end, where no text is. */
        view_item(view, (struct rect){box.x - pad * u->em, y - u->em,
                                      box.w + pad * u->em, GAP_FAR * u->em}, q);
}

static void quantity_row(const struct unrolled *u, struct rect box, float y, const char *what,
                         struct quantity q, color ink)
{
    enum known known = view_known(u->view, q);

    row(u, box, y, what, q, quantity_value(u->view->snapshot, q), known != KNOWN_NOT_YET,
        known == KNOWN_FRESH, ink);
}

/* Whether the step or the question is about it at any time. */
static bool is_lit(const struct unrolled *u, struct quantity parameter)
{
    const struct explanation *explanation = u->view->explanation;

    for (size_t i = 0; i < explanation->mark_count; i++) {
        struct quantity q = explanation->marks[i].quantity;

        if (quantity_equal(quantity_then(quantity_as(q, QUANTITY_VALUE), 0), parameter)
            && quantity_is_of_parameter(q))
            return true;
    }
    return quantity_equal(u->view->nudged, parameter);
}

/* Nothing of it is what the step is about, at any time. */
static bool steps_back(const struct unrolled *u, struct quantity parameter)
{
    static const enum quantity_kind kinds[] = {
        QUANTITY_GRADIENT, QUANTITY_BATCH_GRADIENT, QUANTITY_CLIPPED, QUANTITY_STEP, QUANTITY_NEW};
    struct quantity share = quantity_as(parameter, QUANTITY_SHARE);
    bool fresh = false;

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        fresh = fresh || view_fresh(u->view, quantity_as(parameter, kinds[i]));
    for (share.time = 1; share.time <= u->times; share.time++)
        fresh = fresh || view_fresh(u->view, share);
    return view_dims(u->view) && !fresh && !is_lit(u, parameter);
}

/* The shares of the last times, and the sum of all that there are so far. */
static void share_rows(const struct unrolled *u, struct rect box, float y, size_t lines,
                       struct quantity parameter)
{
    const struct view *view = u->view;
    struct quantity share = quantity_as(parameter, QUANTITY_SHARE);
    struct quantity gradient = quantity_as(parameter, QUANTITY_GRADIENT);
    bool all = view_known(view, gradient) != KNOWN_NOT_YET, any = false;
    size_t shown = lines - 1 < u->times ? lines - 1 : u->times;
    size_t last = u->now + shown / 2 < u->times ? u->now + shown / 2 : u->times;
    color ink = steps_back(u, parameter) ? view->theme->text_soft
                                         : view->theme->phase[PHASE_BACKWARD];
    double arrived = 0.0; /* with the light of a step in motion */

    last = last < shown ? shown : last;
    for (share.time = u->times; share.time >= 1; share.time--) {
        bool in_sight = share.time <= last && share.time + shown > last;

        if (view_known(view, share) != KNOWN_NOT_YET) {
            any = true;
            arrived += quantity_value(view->snapshot, share);
        }
        if (!in_sight)
            continue;
        if (quantity_happens(view->snapshot, share))
            quantity_row(u, box, y, words_in(view->arena, W_TIME, share.time), share, ink);
        y += line * u->em;
    }
    view_rule(view, box.x, box.x + box.w, y - u->em, view->theme->line);
    row(u, box, y, words(all ? W_SUM : W_SUM_SO_FAR), gradient,
        view->motion < 1.0f ? arrived : quantity_sum_so_far(view->snapshot, view->cursor, share),
        any, true, ink);
}

/* The step at the left of the old value, where it has room with its letter. */
static bool step_beside(const struct unrolled *u, struct rect box, float y, float room,
                        struct quantity parameter)
{
    const struct view *view = u->view;
    struct quantity step = quantity_as(parameter, QUANTITY_STEP);
    color ink = view->theme->phase[PHASE_UPDATE];
    struct label label = {.value = quantity_value(view->snapshot, step), .sign = true,
                          .symbol = formula_symbol(view->arena, "Δ", NULL, NULL, 0.0),
                          .size_px = (int)u->em, .ink = ink, .symbol_ink = ink};
    float used;

    if (!label_fit(view, &label, room) || label.symbol == NULL)
        return false;
    used = label_width(view, &label, room);
    label_draw(view, &label, box.x + 0.5f * used, y, room);
    view_item(view, (struct rect){box.x, y - u->em, used, LINE_CLOSE * u->em}, step);
    return true;
}

/* So many decimals as show that the parameter has moved; 0: those that all have. */
static int decimals_of(const struct unrolled *u, struct quantity parameter)
{
    const struct snapshot *snapshot = u->view->snapshot;
    int least = view_decimals_of_change(u->view, quantity_value(snapshot, parameter),
                                        quantity_value(snapshot,
                                                       quantity_as(parameter, QUANTITY_NEW)));

    return u->view->move > 0.0f && least > u->view->decimals ? least : 0;
}

/* The value that was, crossed out as far as the parameter has moved, unless what it is now, which
 * stands above, reads the same; beside it the step where that has no line of its own. */
static void old_row(const struct unrolled *u, struct rect box, float y, struct quantity parameter,
                    bool alone)
{
    const struct view *view = u->view;
    struct label label = {.value = quantity_value(view->snapshot, parameter),
                          .decimals = decimals_of(u, parameter), .size_px = (int)u->em,
                          .ink = view->theme->text_soft};
    double new = quantity_value(view->snapshot, quantity_as(parameter, QUANTITY_NEW));
    float word = ui_text_width(view->canvas, words_type(u, box.w), words(W_OLD));
    float width = box.w - word - GAP_NEAR * u->em, used = label_width(view, &label, width),
          x = box.x + box.w - used, middle = y - GAP_NEAR * u->em;

    if (!alone || !step_beside(u, box, y, box.w - used - GAP_TIGHT * u->em, parameter))
        ui_text(view->canvas, box.x, y, CANVAS_LEFT, words_type(u, box.w), words(W_OLD));

    label_draw(view, &label, x + 0.5f * used, y, width);
    if (view_decimals_of_change(view, label.value, new) > 0)
        canvas_line(view->canvas, (struct point){x, middle},
                    (struct point){x + used * view->move, middle}, view->size.line,
                    view->theme->text_soft, 0.0f);
}

/* What the update makes of the gradient, from what it comes to back to what it is made of. */
static const struct {
    enum quantity_kind kind;
    enum word word;
} update_kinds[] = {{QUANTITY_NEW, W_NEW}, {QUANTITY_STEP, W_STEP}, {QUANTITY_CLIPPED, W_CLIPPED},
                    {QUANTITY_BATCH_GRADIENT, W_GRADIENT}};
enum { UPDATE_KINDS = sizeof update_kinds / sizeof update_kinds[0] };

/* The first of these that the optimiser has, at most so many; returns how many. */
static size_t choose_kinds(const struct unrolled *u, size_t most, size_t chosen[UPDATE_KINDS])
{
    const struct optimizer *optimizer = &u->view->snapshot->state->optimizer;
    size_t count = 0;

    for (size_t i = 0; i < UPDATE_KINDS && count < most; i++)
        if (!quantity_is_of_optimizer(update_kinds[i].kind)
            || quantity_is_kept(optimizer, update_kinds[i].kind))
            chosen[count++] = i;
    return count;
}

/* Where there is little room the gradient is left out first. Once the parameter moves, its old
 * value stands in the place of the new one. */
static void update_rows(const struct unrolled *u, struct rect box, float y, size_t lines,
                        struct quantity parameter)
{
    const struct view *view = u->view;
    size_t chosen[UPDATE_KINDS], count = choose_kinds(u, lines, chosen);
    bool back = steps_back(u, parameter);

    while (count-- > 0) {
        enum quantity_kind kind = update_kinds[chosen[count]].kind;
        enum theme_phase phase = kind == QUANTITY_BATCH_GRADIENT ? PHASE_BACKWARD : PHASE_UPDATE;

        if (kind == QUANTITY_NEW && view->move > 0.0f)
            old_row(u, box, y, parameter, lines == 1);
        else
            quantity_row(u, box, y, words(update_kinds[chosen[count]].word),
                         quantity_as(parameter, kind),
                         back ? view->theme->text_soft : view->theme->phase[phase]);
        y += line * u->em;
    }
}

static void draw_parameter(const struct unrolled *u, struct rect box, const struct list *list,
                           size_t lines, struct quantity parameter)
{
    const struct view *view = u->view;
    struct rect in = rect_inset(box, 0.5f * u->em, 0.0f);
    const struct formula *symbol = quantity_symbol(view->arena, view->snapshot, parameter);
    float y = box.y + (pad + list->head + 1.0f) * u->em, width, next, room;
    bool lit = is_lit(u, parameter), moves = view->move > 0.0f;
    struct label value = {.value = unrolled_weight(u, parameter),
                          .decimals = decimals_of(u, parameter),
                          .size_px = (int)u->em, .strong = lit,
                          .ink = steps_back(u, parameter) ? view->theme->text_soft
                                 : moves ? view->theme->phase[PHASE_UPDATE] : view->theme->text};

    canvas_box(view->canvas, box, view->size.corner,
               lit ? view->theme->phase_soft[u->phase] : view->theme->panel,
               lit ? view->theme->phase[u->phase] : view->theme->line,
               lit ? view->size.strong : view->size.thin);
    room = in.w - GAP_NEAR * u->em
         - label_symbol(view, symbol, in.x, y, view->size.label_px,
                        steps_back(u, parameter) ? view->theme->text_soft : view->theme->text,
                        false);
    label_fit_smaller(view, &value, room, view->size.min_px);
    width = label_width(view, &value, room);
    label_draw(view, &value, in.x + in.w - 0.5f * width, y, room);
    view_item(view, (struct rect){in.x, y - u->em, in.w, LINE_CLOSE * u->em}, parameter);
    if (lines == 1)
        return;
    next = y + (line + list->head) * u->em;
    if (u->phase == PHASE_UPDATE && view->snapshot->place.index > 0)
        update_rows(u, in, next, lines - 1, parameter);
    else
        share_rows(u, in, next, lines - 1, parameter);
}

void unrolled_weights(const struct unrolled *u)
{
    const struct view *view = u->view;
    struct list list = choose(u);
    float x = u->weights.x, y = top_of(u), width = u->weights.w;
    int px = view->size.label_px;
    const char *const head[2][3] = {
        {words(W_ONE_SET_OF_WEIGHTS), words(W_ONE_SET), NULL},
        {words(W_USED_AT_EVERY_TIME), words(W_FOR_ALL_TIMES), NULL}};

    for (size_t i = 0; i < 2; i++)
        canvas_text(view->canvas, x, u->weights.y + (1.0f + 1.2f * (float)i) * (float)px,
                    CANVAS_LEFT, FONT_TEXT, px, view->theme->text_soft,
                    ui_wording(view->canvas, (struct ui_type){FONT_TEXT, px, 0}, width, head[i]));
    ui_group(view->ui, 0);
    for (size_t i = 0; i < list.count; i++) {
        size_t kinds[UPDATE_KINDS];
        size_t most = u->phase == PHASE_UPDATE ? 1 + choose_kinds(u, UPDATE_KINDS, kinds)
                                               : u->times + 2;
        size_t lines = list.lines < most ? list.lines : most;
        struct rect box = {x, y, width,
                           ((float)lines * line + 2.0f * (pad + list.head)) * u->em};

        draw_parameter(u, box, &list, lines, parameters_at(u->net, list.first + i));
        y += box.h + between * u->em;
    }
    if (list.count < list.all)
        ui_text(view->canvas, x, y + u->em, CANVAS_LEFT,
                view->bare ? view_soft(view) : ui_sized(view_soft(view), view->size.min_px),
                words_in(view->arena, W_UNITS_LEFT_OUT, list.all - list.count));
}
