#include "view/panel/nudge.h"

#include "explain/graph/graph_changes.h"
#include "explain/row_words.h"
#include "engine/check/judge.h"
#include "explain/rich.h"
#include "view/frame/label.h"
#include "view/graph/graph_frame.h"

#include <math.h>
#include <stdio.h>

enum { DECIMALS = 9 };

static const struct formula *symbol_of(const struct view *view, struct quantity quantity)
{
    return view->graph != NULL
        ? graph_changes_symbol(view->arena, &view->graph->at, graph_item_of(quantity))
        : quantity_symbol(view->arena, view->snapshot, quantity);
}

/* A symbol on the left, its value on the right; returns the next baseline. */
static float row(const struct view *view, struct rect inner, float y, const struct formula *symbol,
                 double value, const char *text, color ink)
{
    int size_px = view->size.number_px;
    char number[NUMBER_TEXT_SIZE];
    float left = label_symbol(view, symbol, inner.x, y, view_symbol_px((float)size_px), ink,
                              false);

    if (text == NULL) {
        struct view finer = *view;

        finer.decimals = view->decimals > DECIMALS ? view->decimals : DECIMALS;
        text = view_number(&finer, value, false, inner.w - left - 0.5f * (float)size_px, size_px,
                           number);
    }
    canvas_text(view->canvas, inner.x + inner.w, y, CANVAS_RIGHT, FONT_MONO, size_px, ink, text);
    return y + LINE_STEP * (float)size_px;
}

/* L₊ for L(w + h), of a graph its objective. */
static const struct formula *side(const struct view *view, const char *sign, double value)
{
    const struct graph *graph = view->graph != NULL ? view->graph->at.run->graph : NULL;

    return formula_symbol(view->arena,
                          graph != NULL ? graph->nodes[graph_objective(graph)].name : "L", sign,
                          NULL, value);
}

/* (L₊ − L₋) / 2h */
static const struct formula *quotient(const struct view *view, const struct nudge *nudge)
{
    return formula_fraction(
        view->arena,
        formula_subtract(view->arena, side(view, "+", nudge->plus),
                         side(view, "−", nudge->minus)),
        formula_multiply(view->arena, formula_number(view->arena, 2.0),
                         formula_symbol(view->arena, "h", NULL, NULL, nudge->slope.h)));
}

/* What comes of it. */
struct finding {
    const char *words;
    color ink;
    bool good;
};

static struct finding find(const struct view *view, float width, const struct nudge_card *card)
{
    const struct theme *theme = view->theme;
    double gradient = card->backprop;
    int digits = judge_digits(card->nudge->slope.value, gradient);
    enum judge_verdict verdict = judge(&card->nudge->slope, gradient);

    if (!card->gradient_known) {
        const char *const wordings[] = {words(W_BACKWARD_PASS_HAS_NOT_COME), words(W_NOT_YET),
                                        NULL};

        return (struct finding){ui_wording(view->canvas, view_bold(view), width, wordings),
                                theme->text_soft, false};
    }
    if (verdict == JUDGE_DIFFERS)
        return (struct finding){words(W_THEY_DO_NOT_AGREE), theme->error, false};
    if (verdict != JUDGE_AGREES) {
        const char *const wordings[] = {
            words_in(view->arena, W_CANNOT_BE_TOLD, words(verdict_words(verdict))),
            words(verdict_words(verdict)),
            NULL};

        return (struct finding){ui_wording(view->canvas, view_bold(view), width, wordings),
                                theme->text_soft, false};
    }
    return (struct finding){
        gradient == 0.0 && card->nudge->slope.value == 0.0 ? words(W_THEY_AGREE_BOTH_ARE_0)
        : digits == 0                                      ? words(W_THEY_AGREE_WITHIN_ROUNDING)
                      : words_in(view->arena, W_THEY_AGREE_TO_DIGITS, (size_t)digits),
        theme->phase[PHASE_FORWARD], true};
}

static float verdict(const struct view *view, struct rect inner, float y,
                     const struct nudge_card *card)
{
    float size = (float)view->size.label_px;
    struct finding finding = find(view, inner.w, card);
    float check = finding.good ? ui_check(view->canvas, inner.x, y, size, finding.ink) : 0.0f;

    ui_text(view->canvas, inner.x + check, y, CANVAS_LEFT, ui_inked(view_bold(view), finding.ink),
            finding.words);
    return y + GAP_WIDE * size;
}

struct rich nudge_sentence(const struct view *view, const struct nudge_card *card)
{
    const struct formula *w = symbol_of(view, card->parameter);
    const struct formula *gradient = symbol_of(view, card->gradient);
    const char *loss = card->samples > 1 ? words(W_BATCHS_LOSS_2) : words(W_LOSS_4);
    const char *words = find(view, (float)INFINITY, card).words;

    if (!card->gradient_known)
        return rich_words(view->arena, W_NUDGED_BY_H_CHANGES_AT, w, loss, card->nudge->slope.value,
                          words);
    return rich_words(view->arena, W_NUDGED_BY_H_CHANGES_AT_RATE, w, loss, card->nudge->slope.value,
                      gradient, card->backprop, words);
}

/* ---- the plot ---- */

struct scale {
    struct rect area;
    double left, width, low, high;
};

static struct point at(const struct scale *scale, double x, double y)
{
    double fx = (x - scale->left) / scale->width,
           fy = (y - scale->low) / (scale->high - scale->low);

    fy = fmin(fmax(fy, -0.05), 1.05);
    return (struct point){scale->area.x + (float)fx * scale->area.w,
                          scale->area.y + (float)(1.0 - fy) * scale->area.h};
}

static bool find_scale(const struct nudge_profile *profile, struct rect area, struct scale *scale)
{
    double low = (double)INFINITY, high = -(double)INFINITY, pad;

    for (size_t i = 0; i < profile->count; i++) {
        if (!isfinite(profile->height[i]))
            continue;
        low = fmin(low, profile->height[i]);
        high = fmax(high, profile->height[i]);
    }
    if (!(low <= high) || !(profile->reach > 0) || !isfinite(profile->loss))
        return false;
    pad = fmax(0.12 * (high - low), 1e-12 * fmax(fabs(low), 1e-300));
    *scale = (struct scale){area, profile->w - profile->reach, 2.0 * profile->reach, low - pad,
                            high + pad};
    return true;
}

static void curve(const struct view *view, const struct scale *scale,
                  const struct nudge_profile *profile)
{
    struct point points[NUDGE_POINTS_MAX];
    size_t count = 0;

    for (size_t i = 0; i <= profile->count; i++) {
        if (i < profile->count && isfinite(profile->height[i])) {
            points[count++] = at(scale, profile->value[i], profile->height[i]);
            continue;
        }
        if (count > 1)
            canvas_polyline(view->canvas, points, count, view->size.strong,
                            view->theme->phase[PHASE_LOSS]);
        count = 0;
    }
}

/* The tangent, as far as it stays in the plot. */
static void tangent(const struct view *view, const struct scale *scale,
                    const struct nudge_profile *profile)
{
    double run = 0.8 * profile->reach, rise = profile->slope * run,
           most = 0.46 * (scale->high - scale->low);

    if (!isfinite(profile->slope))
        return;
    if (fabs(rise) > most)
        run *= most / fabs(rise);
    canvas_line(view->canvas, at(scale, profile->w - run, profile->loss - profile->slope * run),
                at(scale, profile->w + run, profile->loss + profile->slope * run), view->size.line,
                view->theme->phase[PHASE_BACKWARD], view->size.dash);
}

/* From the old value to the new one, along the foot of the plot. */
static void step_arrow(const struct view *view, const struct scale *scale,
                       const struct nudge_profile *profile)
{
    float y = scale->area.y + scale->area.h;
    struct point from = at(scale, profile->w, scale->low),
                 to = at(scale, profile->w + profile->step, scale->low);
    color ink = view->theme->phase[PHASE_UPDATE];

    if (profile->step == 0.0 || !isfinite(profile->step) || to.x < scale->area.x
        || to.x > scale->area.x + scale->area.w)
        return;
    canvas_line(view->canvas, (struct point){from.x, y}, (struct point){to.x, y}, view->size.strong,
                ink, 0.0f);
    ui_arrow_head(view->canvas, (struct point){from.x, y},
                    (struct point){to.x + copysignf(0.5f * view->size.arrow, to.x - from.x), y},
                    view->size.arrow, ink);
}

static void plot(const struct view *view, struct rect area, const struct nudge_card *card)
{
    const struct nudge_profile *profile = card->profile;
    float size = (float)view->size.label_px;
    const struct formula *symbol = symbol_of(view, card->parameter);
    struct rect field = rect_inset(area, GAP_NEAR * size, GAP_WORD * size);
    struct scale scale;
    float width, depth = label_symbol_depth(view, symbol, view->size.label_px);
    float foot = area.y + area.h - fmaxf(GAP_TIGHT * size, depth - GAP_NEAR * size);

    field.h -= fmaxf(1.0f * size,
                     label_symbol_height(view, symbol, view->size.label_px) - GAP_NEAR * size);
    if (area.h < 2.0f * LINE_BUTTON * size || !find_scale(profile, field, &scale))
        return;
    view_rule(view, area.x, area.x + area.w, field.y + field.h, view->theme->line);
    curve(view, &scale, profile);
    tangent(view, &scale, profile);
    if (card->step_known)
        step_arrow(view, &scale, profile);
    canvas_disc(view->canvas, at(&scale, profile->w, profile->loss), view->size.dot,
                view->theme->text, 0, 0.0f);
    width = label_symbol(view, symbol, 0.0f, 0.0f, view->size.label_px, view->theme->text, true);
    label_symbol(view, symbol, area.x + area.w - width, foot, view->size.label_px,
                 view->theme->text_soft, false);
    ui_text(view->canvas, area.x, foot, CANVAS_LEFT, view_soft(view),
            card->step_known ? words(W_LOSS_ITS_TANGENT_STEP) : words(W_LOSS_ITS_TANGENT));
}

/* "Nudge w₅ by ±h" below y; returns the baseline of the row below. */
static float headline(const struct view *view, float x, float y, const struct nudge_card *card)
{
    const struct formula *symbol = symbol_of(view, card->parameter);
    int size_px = view->size.label_px, symbol_px = view_symbol_px((float)size_px);
    float depth = label_symbol_depth(view, symbol, symbol_px), number = (float)view->size.number_px;

    y += fmaxf((float)size_px, label_symbol_height(view, symbol, symbol_px) - depth);
    x += ui_text(view->canvas, x, y, CANVAS_LEFT, view_bold(view), words(W_NUDGE));
    x += label_symbol(view, symbol, x, y, symbol_px, view->theme->text, false);
    ui_text(view->canvas, x, y, CANVAS_LEFT, view_bold(view),
            words(card->samples > 1 ? W_BY_H_OVER_BATCH : W_BY_H));
    return y + fmaxf(LINE_STEP * number, depth + GAP_PART * number);
}

void nudge_view(const struct view *view, struct rect rect, const struct nudge_card *card)
{
    const struct nudge *nudge = card->nudge;
    const struct theme *theme = view->theme;
    const struct formula *gradient = symbol_of(view, card->gradient);
    struct ui_paper paper = view_paper(view);
    struct ui_frame frame = ui_card(&paper, rect);
    struct rect inner = frame.inner;
    float size = (float)view->size.number_px, foot, y;
    char h[NUMBER_TEXT_SIZE];

    y = headline(view, inner.x, inner.y, card);
    number_format(h, nudge->slope.h, (struct number_style){.decimals = 6, .brief = true});
    y = row(view, inner, y, formula_symbol(view->arena, "h", NULL, NULL, nudge->slope.h),
            nudge->slope.h, h, theme->text_soft);
    y = row(view, inner, y, side(view, "+", nudge->plus), nudge->plus, NULL, theme->text);
    y = row(view, inner, y, side(view, "−", nudge->minus), nudge->minus, NULL,
            theme->text);
    y = row(view, inner, y, quotient(view, nudge), nudge->slope.value, NULL,
            theme->phase[PHASE_LOSS])
        + GAP_NEAR * size; /* its subscripts, and the superscripts below */
    foot = y + label_symbol_depth(view, gradient, view_symbol_px(size));
    y = row(view, inner, y, gradient, card->backprop,
            card->gradient_known ? NULL : "?", theme->phase[PHASE_BACKWARD]);
    y = fmaxf(y, foot + (float)view->size.label_px);
    y = verdict(view, inner, y, card);
    plot(view, (struct rect){inner.x, y, inner.w, inner.y + inner.h - y}, card);
    ui_frame_end(&paper, &frame);
}
