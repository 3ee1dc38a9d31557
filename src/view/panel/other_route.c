#include "view/panel/other_route.h"

#include "explain/row_words.h"
#include "view/frame/label.h"
#include "explain/rich.h"
#include "view/panel/richtext.h"

#include <math.h>

/* More than that are drawn as one bar. */
enum { MARKS_MAX = 64 };

static unsigned long long cost(const struct view *view, const struct other_route_card *route)
{
    return (unsigned long long)numeric_gradient_cost(view->snapshot->net, route->samples);
}

static const char *passes_back(const struct view *view, const struct other_route_card *route)
{
    return words_in(view->arena, W_FORWARD_AND_BACKWARD_PASSES, route->samples, route->samples);
}

/* ---- the price ---- */

/* The first wording that fits. */
static void wording(const struct view *view, struct rect inner, float y, color ink,
                    const char *const *texts)
{
    struct ui_type type = ui_inked(view_bold(view), ink);

    ui_text(view->canvas, inner.x, y, CANVAS_LEFT, type,
            ui_wording(view->canvas, type, inner.w, texts));
}

/* `count` passes, `done` of them filled, each `pace` pixels wide. */
static void bar(const struct view *view, float x, float y, float pace, unsigned long long count,
                unsigned long long done, color ink)
{
    float height = 0.5f * (float)view->size.label_px, line = view->size.thin;
    float gap = fminf(view->size.strong, GAP_NEAR * pace),
          width = fmaxf(pace * (float)count, 2.0f * line);

    if (count <= MARKS_MAX && pace > 3.0f * line) {
        for (unsigned long long i = 0; i < count; i++)
            canvas_box(view->canvas, (struct rect){x + pace * (float)i, y, pace - gap, height},
                       0.0f, i < done ? ink : 0, ink, line);
        return;
    }
    canvas_box(view->canvas, (struct rect){x, y, width, height}, 0.0f, 0, ink, line);
    if (done > 0)
        canvas_box(view->canvas, (struct rect){x, y, width * (float)done / (float)count, height},
                   0.0f, ink, 0, 0.0f);
}

static float price(const struct view *view, struct rect inner, float y,
                   const struct other_route_card *route)
{
    const struct theme *theme = view->theme;
    size_t samples = route->samples;
    unsigned long long all = cost(view, route),
                       done = route->numeric != NULL ? route->numeric->passes : 0;
    float size = (float)view->size.label_px, pace = fminf(inner.w / (float)all, GAP_FAR * size);
    bool begun = route->numeric != NULL && done < all;
    const char *params = number_counted(view->arena, view->snapshot->net->param_count);
    const char *each = number_counted(view->arena, samples),
        *in_all = number_counted(view->arena, all);
    const char *so_far = number_counted(view->arena, done);
    const char *const forward[] = {
        begun ? words_in(view->arena, W_OF_2_FORWARD_PASSES, so_far, params, each, in_all)
              : words_in(view->arena, W_N2_PARAMETERS_SAMPLES_FORWARD_PASSES,
                         words_in(view->arena, W_PARAMETERS, view->snapshot->net->param_count),
                         words_in(view->arena, W_SAMPLES, samples), in_all),
        begun ? words_in(view->arena, W_OF_FORWARD_PASSES, so_far, in_all)
              : words_in(view->arena, W_N2_FORWARD_PASSES, params, each, in_all),
        words_in(view->arena, W_PASSES, in_all), NULL};
    const char *const back[] = {words_in(view->arena, W_INSTEAD_OF, passes_back(view, route)),
                                words_in(view->arena, W_NOT_FORWARD_BACKWARD, each, each),
                                words_in(view->arena, W_NOT, each, each), NULL};

    wording(view, inner, y, theme->phase[PHASE_FORWARD], forward);
    bar(view, inner.x, y + GAP_WORD * size, pace, all, done, theme->phase[PHASE_FORWARD]);
    y += 2.35f * size;
    wording(view, inner, y, theme->phase[PHASE_BACKWARD], back);
    for (size_t i = 0; i < 2; i++)
        bar(view, inner.x + pace * (float)(i * samples), y + GAP_WORD * size, pace, samples,
            done > 0 ? samples : 0, theme->phase[i == 0 ? PHASE_FORWARD : PHASE_BACKWARD]);
    return y + LINE_TWO * size;
}

/* ---- the verdict ---- */

/* Both wordings say the same, the second in less room; nothing below the card's last line. */
static float line(const struct view *view, struct rect inner, float y, const char *text,
                  const char *shorter, bool good, color ink)
{
    const char *const texts[] = {text, shorter, NULL};
    float size = (float)view->size.label_px;
    float shift = good ? ui_check_width(size) : 0.0f;

    if (y + GAP_TIGHT * size > inner.y + inner.h)
        return y;
    if (good)
        ui_check(view->canvas, inner.x, y, size, ink);
    wording(view, (struct rect){inner.x + shift, inner.y, inner.w - shift, inner.h}, y, ink, texts);
    return y + LINE_STEP * size;
}

static const char *digits_words(const struct view *view, const struct other_route_card *route)
{
    int digits = route->summary.least_digits;

    if (digits >= JUDGE_DIGITS_MAX)
        return words(W_ALL_DIGITS);
    return words_in(view->arena, W_DIGITS_OR_MORE, (size_t)digits);
}

static float gradients(const struct view *view, struct rect inner, float y,
                       const struct other_route_card *route)
{
    const size_t *counts = route->summary.counts;
    const struct theme *theme = view->theme;
    size_t untold = judge_untold(&route->summary);
    int why = JUDGE_ROUNDING;
    const char *text;

    if (counts[JUDGE_DIFFERS] > 0) {
        text = words_in(view->arena, W_GRADIENTS_DIFFER, (size_t)counts[JUDGE_DIFFERS]);
        y = line(view, inner, y, text, text, false, theme->error);
    } else if (counts[JUDGE_AGREES] > 0) {
        y = line(view, inner, y,
                 words_in(view->arena, W_SAME_GRADIENTS_TO, digits_words(view, route)),
                 words(W_SAME_GRADIENTS), true, theme->phase[PHASE_FORWARD]);
    } else {
        y = line(view, inner, y, words(W_NOTHING_COULD_BE_COMPARED), words(W_NOTHING_TO_COMPARE),
                 false, theme->text_soft);
    }
    if (untold == 0)
        return y;
    while (counts[why] == 0)
        why++;
    text = words_in(view->arena, W_CANNOT_BE_TOLD_2, number_counted(view->arena, untold));
    return line(view, inner, y,
                counts[why] == untold ? arena_printf(view->arena, "%s: %s", text,
                                                     words(verdict_words((enum judge_verdict)why)))
                                      : text,
                text, false, theme->text_soft);
}

static void verdict(const struct view *view, struct rect inner, float y,
                    const struct other_route_card *route)
{
    const struct theme *theme = view->theme;
    char apart[NUMBER_TEXT_SIZE];
    const char *text;

    if (route->numeric == NULL) {
        line(view, inner, y, words(W_IT_BEGINS_AFTER_LOSS), words(W_AFTER_LOSS), false,
             theme->text_soft);
        return;
    }
    if (!route->judged) {
        bool computing = route->numeric->passes < cost(view, route);

        line(view, inner, y,
             computing ? words(W_STILL_COMPUTING) : words(W_BACKWARD_PASS_IS_NOT_FINISHED),
             computing ? words(W_STILL_COMPUTING) : words(W_NOT_FINISHED_YET), false,
             theme->text_soft);
        return;
    }
    y = gradients(view, inner, y, route);
    if (!route->stepped)
        return;
    if (route->same_steps) {
        line(view, inner, y, words(W_SAME_UPDATE_TO_DIGITS_SHOWN), words(W_SAME_UPDATE), true,
             theme->phase[PHASE_FORWARD]);
        return;
    }
    number_format(apart, route->apart, (struct number_style){.decimals = 2, .brief = true});
    text = words_in(view->arena, W_STEPS_DIFFER_BY, apart);
    line(view, inner, y, words_in(view->arena, W_AT_MOST, text), text, false, theme->text);
}

/* ---- all of it ---- */

float other_route_height(const struct view *view)
{
    return ROOM(view->bare ? 18 : 22) * (float)view->size.label_px
           + (float)view->size.body_px;
}

void other_route_view(const struct view *view, struct rect rect,
                      const struct other_route_card *route)
{
    const struct theme *theme = view->theme;
    struct ui_paper paper = view_paper(view);
    struct ui_frame frame = ui_card(&paper, rect);
    struct rect inner = frame.inner;
    float size = (float)view->size.label_px, y;
    struct richtext_style style = {
        .size_px = view->size.label_px, .ink = theme->text, .tight = true, .max_lines = 2};
    const char *const heads[] = {words(W_OTHER_ROUTE_FINITE_DIFFERENCES),
                                 words(W_FINITE_DIFFERENCES), NULL};

    y = inner.y + size;
    wording(view, inner, y, theme->text, heads);
    y += 0.5f * size;
    if (!view->bare)
        y += richtext_draw(view, inner.x, y, inner.w,
                           rich_words(view->arena, W_EACH_PARAMETER_LITTLE_UP_LITTLE), &style,
                           false);
    y = price(view, inner, y + LINE_CLOSE * size, route);
    verdict(view, inner, y, route);
    ui_frame_end(&paper, &frame);
}

const char *other_route_sentence(const struct view *view, const struct other_route_card *route)
{
    const size_t *counts = route->summary.counts;

    if (!route->judged || counts[JUDGE_DIFFERS] > 0 || counts[JUDGE_AGREES] == 0)
        return NULL;
    return words_in(view->arena, W_FINITE_DIFFERENCES_MEASURE_SAME, digits_words(view, route),
                    number_counted(view->arena, cost(view, route)), passes_back(view, route),
                    view->bare ? "." : words(W_WHY_BACKPROPAGATION_MATTERS));
}
