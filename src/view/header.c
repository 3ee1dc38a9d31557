#include "view/header.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LINE_SIZE = 160 };

static const char *activation_words(enum activation activation)
{
    static const char *const words[ACTIVATION_COUNT] = {"identity", "sigmoid",    "tanh",
                                                        "ReLU",     "leaky ReLU", "softmax"};
    return words[activation];
}

static const char *loss_words(enum loss loss)
{
    static const char *const words[LOSS_COUNT] = {"\xc2\xbd squared error", "mean squared error",
                                                  "binary cross-entropy", "cross-entropy"};
    return words[loss];
}

/* "sigmoid · ½ squared error · SGD η = 0.5" */
static void conventions(const struct view *view, char out[LINE_SIZE])
{
    const struct net *net = view->snapshot->net;
    char rate[NUMBER_TEXT_SIZE];
    struct text text;
    bool mixed = false;

    text_init(&text, out, LINE_SIZE);
    for (size_t l = 1; l < net->layer_count; l++)
        mixed = mixed || net->layers[l].activation != net_output(net)->activation;
    if (mixed)
        text_printf(&text, "%s, ", activation_words(net->layers[1].activation));
    text_printf(&text, "%s \xc2\xb7 %s \xc2\xb7 \xce\xb7 = %s", activation_words(net_output(net)->activation),
                loss_words(net->loss),
                number_format(rate, view->snapshot->training->optimizer.learning_rate,
                              (struct number_style){.decimals = 6}));
}

static void counters(const struct view *view, char first[LINE_SIZE], char second[LINE_SIZE])
{
    const struct snapshot *snapshot = view->snapshot;
    const struct place *place = &snapshot->place;

    snprintf(first, LINE_SIZE, "iteration %llu \xc2\xb7 epoch %llu", (unsigned long long)place->iteration,
             (unsigned long long)place->epoch);
    if (place->batch_count > 1)
        snprintf(second, LINE_SIZE, "batch sample %zu of %zu", place->batch_index + 1,
                 place->batch_count);
    else
        snprintf(second, LINE_SIZE, "sample %zu of %zu", snapshot->sample + 1,
                 snapshot->program->samples);
}

static int title_px(const struct view *view)
{
    return view->size.phase_px;
}

float header_height(const struct view *view)
{
    return 1.3f * (float)title_px(view) + (view->bare ? 0.0f : 1.35f * (float)view->size.label_px);
}

void header_measure(const struct view *view, const char *title, float *left, float *right)
{
    char line[LINE_SIZE], first[LINE_SIZE], second[LINE_SIZE];

    conventions(view, line);
    counters(view, first, second);
    *left = canvas_text_width(view->canvas, FONT_TEXT_BOLD, title_px(view), title);
    if (!view->bare)
        *left = fmaxf(*left, canvas_text_width(view->canvas, FONT_TEXT, view->size.label_px, line));
    *right = fmaxf(canvas_text_width(view->canvas, FONT_TEXT, view->size.label_px, first),
                   canvas_text_width(view->canvas, FONT_TEXT, view->size.label_px, second));
}

/* Text cut to a width, with an ellipsis where something was cut. */
static void cut_text(const struct view *view, float x, float y, float width, enum canvas_anchor anchor,
                     enum font_face face, int size_px, color ink, const char *text)
{
    size_t length = strlen(text);
    char *copy = arena_printf(view->arena, "%s", text);

    while (canvas_text_width(view->canvas, face, size_px, copy) > width && length > 0) {
        char *kept = arena_printf(view->arena, "%.*s", (int)--length, text);

        text_cut_utf8(kept);
        copy = arena_printf(view->arena, "%s\xe2\x80\xa6", kept);
    }
    canvas_text(view->canvas, x, y, anchor, face, size_px, ink, copy);
}

void header_view(const struct view *view, struct rect area, const char *title, float left_width,
                 float right_width)
{
    char line[LINE_SIZE], first[LINE_SIZE], second[LINE_SIZE];
    float y = area.y + 1.0f * (float)title_px(view);
    float below = y + 1.4f * (float)view->size.label_px, right = area.x + area.w;
    const struct theme *theme = view->theme;

    conventions(view, line);
    counters(view, first, second);
    cut_text(view, area.x, y, left_width, CANVAS_LEFT, FONT_TEXT_BOLD, title_px(view), theme->text, title);
    cut_text(view, right, y, right_width, CANVAS_RIGHT, FONT_TEXT, view->size.label_px, theme->text, first);
    if (view->bare)
        return;
    cut_text(view, area.x, below, left_width, CANVAS_LEFT, FONT_TEXT, view->size.label_px,
             theme->text_soft, line);
    cut_text(view, right, below, right_width, CANVAS_RIGHT, FONT_TEXT, view->size.label_px,
             theme->text_soft, second);
}
