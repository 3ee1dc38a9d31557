/* Building a frame; see app.h. */
#include "app/app.h"

#include "app/quiz/quiz.h"
#include "app/run/travel.h"
#include "app/scene.h"
#include "app/sheets/hint.h"

#include <math.h>

static float motion_part(const struct app *app)
{
    const struct motion *motion = &app->shown.motion;

    if (motion->length_ms <= 0.0)
        return 1.0f;
    return (float)fmin(fmax((app->run.now_ms - motion->start_ms) / motion->length_ms, 0.0), 1.0);
}

static float move_part(const struct app *app, float motion)
{
    if (travel_has_moved(&app->run)) {
        /* Only the step that moves them animates the parameters: first their steps stand there,
         * then they travel, then the loss follows (view_fall). */
        return motion >= 1.0f ? 1.0f : fmaxf(view_ease((motion - 0.12f) / 0.7f), 1e-4f);
    }
    return app->shown.motion.back ? 1.0f - view_ease(motion) : 0.0f;
}

static void fill_view(struct app *app, struct view *view, struct snapshot *snapshot,
                      struct view_accuracy *accuracy, struct question_card *card)
{
    const struct job_moment moment = {&app->run, &app->compare, view};

    run_snapshot(&app->run, snapshot);
    run_accuracy(&app->run, snapshot, travel_has_moved(&app->run), accuracy);
    view->accuracy = accuracy;
    app_explanation(app, snapshot);
    view->snapshot = snapshot;
    view->other = compare_follow(&app->compare, &app->run);
    view->wrong = compare_mistake(&app->compare) != MISTAKE_NONE;
    view->cursor = app->run.cursor;
    view->from = travel_origin(&app->run, app->run.granularity);
    view->asked = asked_about(&app->asked);
    view->selected = app->asked.selected;
    view->layer = app_matrices_layer(app);
    view->select_command = COMMAND_SELECT;
    view->explanation = app->shown.explanation;
    view->nudged = nudge_parameter(&app->shown.jobs.nudge, &moment);
    view->motion = app->shown.motion.back ? 1.0f : motion_part(app);
    view->move = move_part(app, motion_part(app));
    view->other_route = app->shown.jobs.other_route.job.on;
    view->question = quiz_card(app, card);
    if (run_is_graph(&app->run))
        graph_shown_fill(&app->shown.graph, &app->run, view);
    if (question_open_in(view) != NULL) {
        view->nudged = question_parameter(card->question);
        view->inputs_only = card->question->inputs_only;
    }
}

void app_frame(struct app *app, struct canvas *canvas, float width, float height)
{
    const struct framing *framing = &app->shown.settings.framing;
    struct theme theme = *theme_get(app->shown.settings.theme);
    struct snapshot snapshot;
    struct view_accuracy accuracy;
    struct question_card card;
    int text_size = scene_text_size(framing, width, height, app->shown.settings.text_size);
    struct view view = {
        .canvas = canvas,
        .ui = &app->shown.ui,
        .theme = &theme,
        .size = scene_sizes(framing, width, height, text_size),
        .decimals = app->shown.settings.decimals,
        .granularity = app->run.granularity,
        .arena = &app->shown.frame_arena,
        .full_ink = app->shown.settings.full_ink,
        .bare = text_size > 0 || framing->least_number > 0.0f,
        .still = framing->no_controls,
    };

    if (framing->paper >> 24 != 0)
        theme.background = framing->paper;
    app_heed(app);
    canvas_begin(canvas, width, height, app->shown.black ? 0xff000000 : theme.background);
    ui_begin(&app->shown.ui);
    app->shown.dirty = false;
    if (app->shown.black)
        return;
    arena_reset(&app->shown.frame_arena);
    if (app_has_lesson(app))
        fill_view(app, &view, &snapshot, &accuracy, &card);
    scene_draw(app, &view, width, height);
    hint_draw(app, &view, (struct rect){0.0f, 0.0f, width, height});
    app->shown.dirty = false;
}
