#include "app/scene.h"
#include "app/scene_parts.h"

#include "app/sheets/sheet.h"
#include "app/walk/walk_view.h"
#include "view/panel/compare.h"
#include "view/panel/field.h"
#include "explain/graph/graph_formula.h"
#include "view/frame/header.h"
#include "view/panel/panel.h"
#include "view/panel/other_route.h"
#include "view/sheets/overlay.h"
#include "view/frame/phases.h"
#include "view/question/question.h"
#include "view/panel/richtext.h"
#include "view/frame/timeline.h"

#include <math.h>

/* At the foot: the step's own, or what a card says that is asked for. */
static struct rich sentence_of(const struct view *view, const struct other_route_card *route,
                               const struct nudge_card *nudge)
{
    const char *other = route != NULL && view->asked.kind == QUANTITY_NONE
        ? other_route_sentence(view, route) : NULL;

    if (nudge != NULL)
        return nudge_sentence(view, nudge);
    return other != NULL ? richtext_plain(view->arena, other) : view->explanation->sentence;
}

static void draw_sentence(const struct view *view, struct rect area, struct rich sentence)
{
    struct richtext_style style = {.size_px = view->size.sentence_px, .ink = view->theme->text};
    float slack = 6.0f * view->size.unit, height;

    /* Two lines with high symbols in them need more room than there is. */
    while ((height = richtext_draw(view, 0, 0, area.w, sentence, &style, true))
               > area.h + 2.0f * slack
           && style.size_px > view->size.min_px)
        style.size_px--;
    richtext_draw(view, area.x, area.y + fmaxf(-slack, (area.h - height) / 2.0f), area.w,
                  sentence, &style, false);
}

/* The number that is being typed, at the foot of the panel, which makes room for it. */
static void draw_field(const struct app *app, const struct view *view, struct rect *panel)
{
    const struct editor *editor = &app->asked.editor;
    float height = field_height(view), gap = 0.5f * (float)view->size.body_px;
    struct field field = {NULL, editor->text, editor->caret, editor->replace, NULL, editor->hint};

    if (!editor->open)
        return;
    field.symbol = view->graph != NULL
        ? graph_formula_symbol(view->arena, &view->graph->at,
                               graph_item_of(editor->quantity).index)
        : quantity_symbol(view->arena, view->snapshot, editor->quantity);
    panel->h -= height + gap;
    field_view(view, (struct rect){panel->x, panel->y + panel->h + gap, panel->w, height}, &field);
}

/* The nudged parameter, in the lower part of the panel; returned where there is no room for it. */
static const struct nudge_card *draw_nudge(struct app *app, const struct view *view,
                                           struct rect *panel)
{
    struct job_moment moment = {&app->run, &app->compare, view};
    const struct nudge_card *card = nudge_card(&app->shown.jobs.nudge, &moment);
    float gap = 0.5f * (float)view->size.body_px, least = 10.5f * (float)view->size.number_px;
    float height = fmaxf(0.54f * panel->h, least);

    if (card == NULL || panel->h - height < 0.3f * panel->h)
        return card;
    panel->h -= height + gap;
    nudge_view(view, (struct rect){panel->x, panel->y + panel->h + gap, panel->w, height}, card);
    return NULL;
}

/* What the other route costs and comes to, in the lower part of the panel; it opens the table. */
static void draw_other_route(const struct view *view, const struct other_route_card *card,
                             struct rect *panel)
{
    float gap = 0.5f * (float)view->size.body_px, height = other_route_height(view);

    if (panel->h - height < 0.4f * panel->h)
        return;
    panel->h -= height + gap;
    other_route_view(view, (struct rect){panel->x, panel->y + panel->h + gap, panel->w, height},
                     card);
}

/* At the start of a graph: the way to another one. */
static void draw_another_formula(const struct view *view, struct rect *panel)
{
    if (view->graph != NULL && !view->still && view->snapshot->place.step == 0
        && view->asked.kind == QUANTITY_NONE)
        walk_draw_way(view, panel, words(W_GRAPH_ANOTHER_FORMULA),
                      (struct ui_action){COMMAND_EDIT, 0.0});
}

/* Where the run has diverged: the way to the number that was the first, below the panel. */
static void draw_diverged(const struct view *view, struct rect *panel)
{
    const struct divergence *first = view->snapshot->divergence;

    if (first != NULL && !view->still)
        walk_draw_way(view, panel,
                      words_in(view->arena, W_GO_THERE_ITERATION_CTRL_HOME,
                               number_counted(view->arena, first->place.iteration)),
                      (struct ui_action){COMMAND_DIVERGED, 0.0});
}

/* Above the picture, as long as another run is beside the one shown. */
static void draw_band(const struct app *app, const struct view *view, struct rect *picture)
{
    float height = compare_band_height(view), size = (float)view->size.label_px;
    const struct variant *variant = &app->compare.variant;
    char name[VARIANT_WORDS_SIZE];

    if (variant->kind == VARIANT_NONE)
        return;
    variant_words(variant, name);
    compare_band(view, (struct rect){picture->x, picture->y, picture->w, height},
                    view->wrong ? name : words_in(view->arena, W_SAME_WITH, name));
    picture->y += height + 0.4f * size;
    picture->h -= height + 0.4f * size;
    if (scene_picture(app) == PICTURE_NETWORK)
        picture->y += (view->bare ? 0.4f : 0.7f)
                      * size; /* names stand above it, and below there is room */
}

/* What the step or the question is about, to be compared. */
static struct quantity compared(const struct view *view)
{
    const struct explanation *explanation = view->explanation;

    for (size_t i = 0; view->asked.kind == QUANTITY_NONE && i < explanation->mark_count; i++) {
        if (explanation->marks[i].role == FORMULA_ROLE_RESULT
            || explanation->marks[i].role == FORMULA_ROLE_STEP)
            return explanation->marks[i].quantity;
    }
    return view->asked;
}

/* The numbers of both runs, in the lower part of the panel, or where that is flat in its right. */
static void draw_compare(struct app *app, const struct view *view, struct rect *panel)
{
    float gap = 0.5f * (float)view->size.body_px, number = (float)view->size.number_px,
          line = (float)view->size.title_px,
          title = view->bare ? 10.8f * number /* and an equation */
                             : fminf(12.8f * line, /* the same; in a low panel its lines alone */
                                     fmaxf(4.8f * line, panel->h - 9.0f * line));
    float height = fminf(compare_card_height(view),
                         fminf(0.7f * panel->h,
                               fmaxf(panel->h - gap - title, view->bare ? 5.5f * number : 0.0f)));
    struct compare_card card = {
        .quantity = compared(view),
        .first = app->compare.first,
        .result = compare_result(&app->compare, &app->run, view->snapshot),
        .go_there = {COMMAND_DIFFERENCE, 0.0},
        .words = compare_words(&app->compare, &app->run.scenario, view->arena),
    };

    if (panel->w > 2.0f * panel->h) {
        float width = 0.45f * panel->w;

        panel->w -= width + gap;
        compare_card_view(view, (struct rect){panel->x + panel->w + gap, panel->y, width,
                                              fminf(compare_card_height(view), panel->h)}, &card);
        return;
    }
    panel->h -= height + gap;
    compare_card_view(view, (struct rect){panel->x, panel->y + panel->h + gap, panel->w, height},
                         &card);
}

static const struct other_route_card *other_route(struct app *app, const struct view *view)
{
    struct job_moment moment = {&app->run, &app->compare, view};
    struct error err = {0};
    const struct other_route_card *card = other_route_card(&app->shown.jobs.other_route, &moment,
                                                           &err);

    if (err.text[0] != '\0')
        app_say(app, true, err.text);
    return card;
}

/* The page of the step, and at its foot the losses, where they have room, else in what the picture
 * leaves them. flat: NULL: they stand elsewhere. */
static void draw_page(struct app *app, const struct view *view, struct rect panel,
                      const struct rect *flat)
{
    float label = (float)view->size.label_px;
    bool some = flat != NULL && scene_losses_so_far(app, view) > 1;
    struct rect foot = panel_view(view, panel, some ? 1.7f * label : 0.0f, 4.6f * label);

    if (some && foot.h == 0.0f)
        foot = *flat;
    if (foot.h > 0.0f)
        scene_draw_curves(app, view, foot);
}

/* The page of the step, and what stands above and below it; a question takes all of it. flat:
 * as draw_page has it. Returns the sentence below the picture. */
static struct rich draw_panel(struct app *app, const struct view *view,
                              const struct other_route_card *route, struct rect panel,
                              const struct rect *flat)
{
    const struct nudge_card *nudge = NULL;

    draw_field(app, view, &panel);
    if (!app->shown.settings.sentence)
        walk_draw_on(app, view, &panel);
    if (question_open_in(view) != NULL) {
        question_ask_view(view, panel);
        return richtext_plain(view->arena, question_sentence()); /* a station's might answer it */
    }
    if (view->question != NULL) {
        panel = question_reveal_view(view, panel);
        if (panel.h >= 9.0f * (float)view->size.body_px)
            draw_page(app, view, panel, flat);
        return view->explanation->sentence;
    }
    if (route != NULL)
        draw_other_route(view, route, &panel);
    else if (app->compare.variant.kind != VARIANT_NONE)
        draw_compare(app, view, &panel);
    else
        nudge = draw_nudge(app, view, &panel);
    draw_diverged(view, &panel);
    walk_draw_next(app, view, &panel);
    draw_another_formula(view, &panel);
    draw_page(app, view, panel, flat);
    walk_draw_word_mark(view, panel);
    return sentence_of(view, route, nudge);
}

static enum timeline_motion who_moves(const struct app *app)
{
    if (app->run.hurry.on && app->run.hurry.back == 0)
        return TIMELINE_RUNS;
    return app->run.hurry.on || app->run.playing ? TIMELINE_PLAYS : TIMELINE_STANDS;
}

/* Returns where the picture is. */
static struct rect draw_lesson(struct app *app, const struct view *view, float width, float height)
{
    const struct timeline_actions timeline = {
        COMMAND_START,   COMMAND_STEP_BACK, COMMAND_PLAY, COMMAND_STEP_FORWARD,
        COMMAND_END,     COMMAND_RUN,       COMMAND_SEEK, COMMAND_GRANULARITY,
        COMMAND_PICTURE, COMMAND_LESSONS,   COMMAND_HELP,
        scene_picture_icon(view->graph != NULL ? PICTURE_NETWORK /* has no next one */
                                               : scene_next_picture(app, 1))};
    const struct phases_actions phases = {COMMAND_SEEK_PHASE};
    struct scene_layout layout;
    const struct other_route_card *route = other_route(app, view);
    struct rich sentence;
    struct rect flat;
    bool curve;

    scene_layout_make(&layout, view, app->run.scenario.title, width, height,
                      &app->shown.settings);
    header_view(view, layout.header, app->run.scenario.title, layout.title_width,
                layout.counter_width, layout.header_above);
    phases_view(view, layout.strip, layout.brackets, phases);
    draw_band(app, view, &layout.picture);
    curve = scene_draw_picture(app, view, route, layout.picture, &flat);
    sentence = draw_panel(app, view, route, layout.panel, curve ? NULL : &flat);
    if (app->shown.settings.sentence) {
        walk_draw_station(app, view, &layout.sentence);
        draw_sentence(view, layout.sentence, sentence);
    }
    canvas_line(view->canvas, (struct point){0, layout.timeline.y - 12.0f * view->size.unit},
                (struct point){width, layout.timeline.y - 12.0f * view->size.unit},
                1.5f * view->size.unit, view->theme->panel_border, 0.0f);
    timeline_view(view, layout.timeline, layout.rows, who_moves(app), timeline);
    return layout.picture;
}

/* A part of the frame fills it. */
static void draw_part(struct app *app, const struct view *view, float width, float height)
{
    float margin = 0.6f * (float)view->size.body_px;
    struct rect area = rect_inset((struct rect){0, 0, width, height}, margin, margin);

    switch (app->shown.settings.framing.part) {
    case FRAMING_PICTURE: scene_draw_picture(app, view, other_route(app, view), area, NULL); break;
    case FRAMING_PANEL:
        draw_panel(app, view, other_route(app, view), area, NULL);
        break;
    case FRAMING_FORMULA: panel_formulas(view, area); break;
    case FRAMING_STRIP:
        phases_view(view, area,
                    app->shown.settings.brackets && phases_height(view, true) <= area.h + margin,
                    (struct phases_actions){COMMAND_SEEK_PHASE});
        break;
    case FRAMING_CURVE: scene_draw_curves(app, view, area); break;
    case FRAMING_WHOLE:
    case FRAMING_PART_COUNT: break;
    }
}

/* A window that a tiling manager made smaller than the least size asked for. */
static void draw_too_small(const struct view *view, float width, float height)
{
    const char *text = words(W_PLEASE_MAKE_WINDOW_LARGER);
    int size_px = view->size.body_px;

    while (size_px > 8 && canvas_text_width(view->canvas, FONT_TEXT, size_px, text) > 0.9f * width)
        size_px--;
    canvas_text(view->canvas, width / 2.0f, height / 2.0f, CANVAS_CENTER, FONT_TEXT, size_px,
                view->theme->text, text);
}

void scene_draw(struct app *app, struct view *view, float width, float height)
{
    struct rect window = {0, 0, width, height}, picture = window;

    if (app->shown.settings.framing.part != FRAMING_WHOLE && view->snapshot != NULL) {
        draw_part(app, view, width, height);
        return;
    }
    if (!view->still && !scene_has_room(width, height)) {
        draw_too_small(view, width, height);
        return;
    }
    if (view->snapshot != NULL)
        picture = draw_lesson(app, view, width, height);
    if (!sheet_draw(app, view, window) && app->shown.notice.text[0] != '\0')
        overlay_notice(view, picture, app->shown.notice.text, app->shown.notice.is_error,
                       (struct ui_action){COMMAND_CLOSE, 0.0});
}
