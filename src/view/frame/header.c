#include "view/frame/header.h"

#include "view/frame/conventions.h"
#include "view/graph/graph_frame.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LINE_SIZE = 160 };

/* The place of the step; then, where there is room, how good the network is. */
enum { COUNTERS = 3, COUNTERS_BRIEF = 7, COUNTERS_SHORT, COUNTERS_MAX };

static void accuracy_line(char out[LINE_SIZE], const char *what,
                          const struct confusion *confusion, bool most)
{
    char share[NUMBER_TEXT_SIZE];

    snprintf(out, LINE_SIZE, "%s %s", what,
             most ? number_percent(share, 1, 1)
                  : number_percent(share, confusion->right, confusion->samples));
}

/* most: as wide as it can get, but for a run that diverges. */
static void validation_loss_line(char out[LINE_SIZE], double loss, bool most)
{
    char number[NUMBER_TEXT_SIZE] = "?";

    if (most || !isnan(loss))
        number_format(number, most ? 0.000123 : loss,
                      (struct number_style){.decimals = loss < 10.0 ? 3 : 1, .brief = true});
    words_print(out, LINE_SIZE, W_VALIDATION_LOSS_2, number);
}

/* Returns how many lines follow the counters. most: as wide as they can get. */
static size_t accuracies(const struct view *view, char (*out)[LINE_SIZE], bool most)
{
    const struct view_accuracy *accuracy = view->accuracy;
    const char *what = words(W_ACCURACY);
    size_t count = 0;

    if (view->graph != NULL)
        return 0;
    if (accuracy->training != NULL
        && accuracy->training->samples < view->snapshot->program->samples)
        what = words_in(view->arena, W_FIRST_2,
                        number_counted(view->arena, accuracy->training->samples));
    if (accuracy->training != NULL)
        accuracy_line(out[count++], what, accuracy->training, most);
    if (accuracy->validation != NULL && accuracy->validation->samples > 0)
        accuracy_line(out[count++], words(W_VALIDATION), accuracy->validation, most);
    else if (view->snapshot->validation > 0) /* of classes the curve alone shows it */
        validation_loss_line(out[count++], accuracy->validation_loss, most);
    return count;
}

/* Nothing may jump when a count gets another digit, until there are more than that. */
static const uint64_t iterations_most = 999999;

static bool has_batches(const struct view *view)
{
    return view->snapshot->program->batch > 1;
}

/* The update is of the whole batch; the picture keeps to the sample that came last. */
static bool shows_last(const struct view *view)
{
    const struct place *place = &view->snapshot->place;

    return has_batches(view) && place->step > 0
        && (place->unit.kind == UNIT_UPDATE || place->unit.kind == UNIT_STOP);
}

/* Returns how many lines there are. most: as wide as they can get. */
static size_t counters(const struct view *view, char out[COUNTERS_MAX][LINE_SIZE], bool most)
{
    const struct snapshot *snapshot = view->snapshot;
    const struct place *place = &snapshot->place;
    bool batch = has_batches(view);
    size_t samples = batch ? place->batch_count : snapshot->program->samples;
    size_t sample = batch ? place->batch_index + 1 : snapshot->sample + 1;
    uint64_t iteration = place->iteration, epoch = place->epoch;
    bool last = most ? batch && view->bare : shows_last(view);

    if (most) {
        iteration = iteration > iterations_most ? iteration : iterations_most;
        samples = batch ? snapshot->program->batch : samples;
        sample = samples;
    }
    words_print(out[0], LINE_SIZE, W_ITERATION_2, number_counted(view->arena, iteration));
    if (view->graph != NULL) {
        const struct graph *graph = view->graph->at.run->graph;

        words_print(out[1], LINE_SIZE, W_GRAPH_OPERATIONS, graph_operation_count(graph));
        words_print(out[2], LINE_SIZE, W_GRAPH_VALUES, graph->leaf_count);
        words_print(out[COUNTERS_SHORT], LINE_SIZE, W_ITERATION_2,
                    number_counted(view->arena, iteration));
        return COUNTERS;
    }
    words_print(out[1], LINE_SIZE, W_EPOCH_2, number_counted(view->arena, epoch));
    words_print(out[2], LINE_SIZE,
                snapshot->net->recurrent && !batch ? W_SEQUENCE_OF
                : last                             ? W_SHOWN_SAMPLE
                : batch                            ? W_SAMPLE_OF_BATCH
                                                   : W_SAMPLE_OF_3,
                number_counted(view->arena, sample), number_counted(view->arena, samples));
    words_print(out[COUNTERS_BRIEF], LINE_SIZE, last ? W_SHOWN_SAMPLE : W_SAMPLE_IN_SHORT,
                number_counted(view->arena, sample), number_counted(view->arena, samples));
    words_print(out[COUNTERS_SHORT], LINE_SIZE,
                last ? W_COUNTERS_IN_SHORT_SHOWN : W_COUNTERS_IN_SHORT,
                number_counted(view->arena, iteration), number_counted(view->arena, epoch),
                number_counted(view->arena, sample), number_counted(view->arena, samples));
    if (snapshot->net->recurrent) {
        size_t times = net_times(snapshot->net, snapshot->now);
        size_t time = place->step > 0 ? place->unit.time : 1;

        words_print(out[3], LINE_SIZE, W_TIME_OF,
                    most                           ? snapshot->net->times
                    : time > 0 && time < times ? time
                                               : times,
                    most ? snapshot->net->times : times);
        return COUNTERS + 1 + accuracies(view, out + COUNTERS + 1, most);
    }
    return COUNTERS + accuracies(view, out + COUNTERS, most);
}

static struct ui_type title_type(const struct view *view)
{
    return ui_sized(view_bold(view), view->size.phase_px);
}

static float counter_line(const struct view *view)
{
    return LINE_STEP * (float)view->size.label_px;
}

float header_height(const struct view *view, float left_width, bool above)
{
    struct conventions conventions = conventions_of(view);
    const char *more[CONVENTIONS_MAX];
    size_t below = 1 + conventions_flow(view, &conventions, left_width, more);
    float left = LINE_STEP * (float)title_type(view).size_px
                 + (view->bare ? 0.0f : (float)below * counter_line(view));
    char lines[COUNTERS_MAX][LINE_SIZE];
    float right = (view->bare ? 1.0f : (float)counters(view, lines, false)) * counter_line(view);

    return above ? left : fmaxf(left, right);
}

/* The width of a line whatever its digits are. */
static float widest(const struct view *view, const char *line)
{
    char *copy = arena_printf(view->arena, "%s", line);
    float width = 0.0f;

    for (char digit = '0'; digit <= '9'; digit++) {
        for (char *at = copy; *at != '\0'; at++) {
            if (*at >= '0' && *at <= '9')
                *at = digit;
        }
        width = fmaxf(width, ui_text_width(view->canvas, view_plain(view), copy));
    }
    return width;
}

/* sample: the line that says which. */
static const char *joined_counters(const struct view *view, char lines[COUNTERS_MAX][LINE_SIZE],
                                   size_t sample)
{
    return conventions_joined(view, conventions_joined(view, lines[0], lines[1]), lines[sample]);
}

static const char *all_counters(const struct view *view, char lines[COUNTERS_MAX][LINE_SIZE])
{
    return joined_counters(view, lines, COUNTERS - 1);
}

/* Their words in full. */
static const char *brief_counters(const struct view *view, char lines[COUNTERS_MAX][LINE_SIZE])
{
    bool brief = view->graph == NULL && (!view->snapshot->net->recurrent || has_batches(view));

    return joined_counters(view, lines, brief ? COUNTERS_BRIEF : COUNTERS - 1);
}

void header_measure(const struct view *view, const char *title, float *left, float *right,
                    float *line)
{
    struct conventions of = conventions_of(view);
    char lines[COUNTERS_MAX][LINE_SIZE];
    size_t count = counters(view, lines, true);

    count = view->bare ? 1 : count;
    *left = ui_text_width(view->canvas, title_type(view), title);
    if (!view->bare)
        *left = fmaxf(*left, ui_text_width(view->canvas, view_plain(view),
                                           conventions_line(view, &of, of.first)));
    *line = widest(view, all_counters(view, lines));
    *right = 0.0f;
    for (size_t i = 0; i < count; i++)
        *right = fmaxf(*right, widest(view, lines[i]));
}

/* Text cut to a width, with an ellipsis where something was cut. */
static void cut_text(const struct view *view, float x, float y, float width,
                     enum canvas_anchor anchor, struct ui_type type, const char *text)
{
    size_t length = strlen(text);
    char *copy = arena_printf(view->arena, "%s", text);

    while (ui_text_width(view->canvas, type, copy) > width && length > 0) {
        char *kept = arena_printf(view->arena, "%.*s", (int)--length, text);

        text_cut_utf8(kept);
        copy = arena_printf(view->arena, "%s…", kept);
    }
    ui_text(view->canvas, x, y, anchor, type, copy);
}

/* With large text there is one line for all: how good the network is follows as far as it fits. */
static const char *accuracies_behind(const struct view *view, const char *text, float width,
                                 char lines[COUNTERS_MAX][LINE_SIZE], size_t count)
{
    for (size_t i = COUNTERS; i < count; i++) {
        const char *longer = conventions_joined(view, text, lines[i]);

        if (widest(view, longer) > width)
            break;
        text = longer;
    }
    return text;
}

/* All of the counters in one line, in short where there is little room; in an update the sample
 * shown before all else. */
static const char *counters_line(const struct view *view, float width,
                                 char lines[COUNTERS_MAX][LINE_SIZE])
{
    const char *const wordings[] = {all_counters(view, lines), brief_counters(view, lines),
                                    lines[COUNTERS_SHORT],
                                    lines[shows_last(view) ? 2 : COUNTERS_SHORT], NULL};

    return ui_wording(view->canvas, view_plain(view), width, wordings);
}

/* The counters in one line; how good the network is below it. */
static float counters_above(const struct view *view, float right, float y, float width,
                            char lines[COUNTERS_MAX][LINE_SIZE], size_t count)
{
    const char *text = counters_line(view, width, lines);

    if (view->bare)
        text = accuracies_behind(view, text, width, lines, count);
    cut_text(view, right, y, width, CANVAS_RIGHT, view_plain(view), text);
    if (count <= COUNTERS || view->bare)
        return ui_text_width(view->canvas, view_plain(view), text);
    text = lines[COUNTERS];
    for (size_t i = COUNTERS + 1; i < count; i++)
        text = conventions_joined(view, text, lines[i]);
    cut_text(view, right, y + LINE_STEP * (float)view->size.label_px, width, CANVAS_RIGHT,
             view_soft(view), text);
    return width;
}

/* The line ends with the learning rate, which can be asked about there. */
static void draw_conventions(const struct view *view, float x, float y, float width,
                             const struct conventions *of, const char *line, int size_px)
{
    struct ui_type type = ui_sized(view_soft(view), size_px);
    float whole = ui_text_width(view->canvas, type, line), size = (float)size_px, own;

    cut_text(view, x, y, width, CANVAS_LEFT, type, line);
    if (whole > width || view->graph != NULL)
        return;
    own = ui_text_width(view->canvas, type, of->parts[of->count - 1]);
    view_item(view,
              ui_text_area(x + whole - own - GAP_TIGHT * size, y, own + 2.0f * GAP_TIGHT * size,
                           size),
              quantity_at(QUANTITY_RATE, 0, 0, 0));
}

/* In large text the conventions share the counters' line, behind the title or in its place. */
struct line_of {
    struct conventions of;
    const char *all, *least; /* without the activation, which the formulas show */
    float title;             /* its width with a gap */
    int size_px;             /* no larger than leaves room for the counters */
};

static float gap_in_line(const struct view *view)
{
    return GAP_FAR * (float)view->size.label_px;
}

static struct line_of line_of(const struct view *view, const char *title)
{
    struct line_of line = {.of = conventions_of(view), .size_px = view->size.label_px,
                           .title = ui_text_width(view->canvas, title_type(view), title)
                                    + gap_in_line(view)};
    struct conventions least = line.of;

    least.count--;
    for (size_t i = least.first; i < least.count; i++)
        least.parts[i] = least.parts[i + 1];
    line.all = conventions_line(view, &line.of, 0);
    line.least = conventions_line(view, &least, 0);
    return line;
}

static float line_width(const struct view *view, const char *line, int size_px)
{
    return ui_text_width(view->canvas, ui_sized(view_plain(view), size_px), line)
         + gap_in_line(view);
}

/* Leaves the counters the room that they need: the conventions become smaller before what changes
 * from step to step is abbreviated. */
static void make_room(const struct view *view, struct line_of *of, float width,
                      char lines[COUNTERS_MAX][LINE_SIZE])
{
    const char *const counters[] = {all_counters(view, lines), brief_counters(view, lines)};
    const int sizes[] = {of->size_px, view->size.chip_px};
    float need = ui_text_width(view->canvas, view_plain(view), lines[COUNTERS_SHORT]);

    for (size_t i = 0; i < 4; i++) {
        of->size_px = sizes[i % 2];
        if (line_width(view, of->least, of->size_px) + widest(view, counters[i / 2]) <= width)
            return;
    }
    of->size_px = sizes[0];
    while (of->size_px > view->size.min_px
           && line_width(view, of->least, of->size_px) + need > width)
        of->size_px--;
}

static void title_in_line(const struct view *view, float x, float y, float width, const char *title,
                          const struct line_of *of)
{
    bool both = of->title + line_width(view, of->least, of->size_px) <= width;
    float left = both ? of->title : 0.0f;

    if (both || view->snapshot->place.step > 0)
        draw_conventions(view, x + left, y, width - left, &of->of,
                         left + line_width(view, of->all, of->size_px) <= width ? of->all
                                                                                : of->least,
                         of->size_px);
    if (both || view->snapshot->place.step == 0)
        cut_text(view, x, y, width, CANVAS_LEFT, title_type(view), title);
}

void header_view(const struct view *view, struct rect area, const char *title, float left_width,
                 float right_width, bool above)
{
    struct line_of line = line_of(view, title);
    char lines[COUNTERS_MAX][LINE_SIZE];
    const char *more[CONVENTIONS_MAX];
    size_t count = counters(view, lines, false);
    float y = area.y + (float)title_type(view).size_px, right = area.x + area.w;

    make_room(view, &line, area.w, lines);
    if (view->bare && view->snapshot->place.step == 0)
        right_width = area.w - line.title;
    else if (view->bare)
        right_width = area.w - line_width(view, line.least, line.size_px);
    if (above)
        right_width = counters_above(view, right, y, right_width, lines, count);
    for (size_t i = 0; i < count && !above; i++)
        cut_text(view, right, y + (float)i * counter_line(view), right_width, CANVAS_RIGHT,
                 i == 0 ? view_plain(view) : view_soft(view), lines[i]);
    if (view->bare) {
        title_in_line(view, area.x, y, area.w - right_width, title, &line);
        return;
    }
    cut_text(view, area.x, y, left_width, CANVAS_LEFT, title_type(view), title);
    y += LINE_STEP * (float)view->size.label_px;
    draw_conventions(view, area.x, y, left_width, &line.of,
                     conventions_line(view, &line.of, line.of.first), view->size.label_px);
    count = conventions_flow(view, &line.of, left_width, more);
    for (size_t i = 0; i < count; i++)
        cut_text(view, area.x, y + (float)(i + 1) * counter_line(view), left_width, CANVAS_LEFT,
                 view_soft(view), more[i]);
}
