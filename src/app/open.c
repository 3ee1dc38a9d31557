/* Opening a lesson and closing it; see app.h. */
#include "app/app.h"

#include "app/keep/recovery.h"
#include "app/keep/saving.h"
#include "app/keep/study.h"
#include "app/quiz/quiz.h"
#include "app/run/course.h"
#include "app/run/hurry.h"
#include "app/run/journal.h"
#include "app/run/travel.h"
#include "app/sheets/sheet.h"
#include "base/memory.h"
#include "lesson/catalogue.h"
#include "lesson/friendly.h"
#include "lesson/variant_run.h"

#include <stdlib.h>
#include <string.h>

/* What is drawn of the lesson, but for what the user turned on. */
static void forget_shown(struct shown *shown)
{
    jobs_finish(&shown->jobs);
    graph_shown_finish(&shown->graph);
    steady_finish(&shown->steady);
    ghost_finish(&shown->ghost);
    shown->explanation = NULL;
}

static void close_lesson(struct app *app)
{
    saving_finish(&app->keep.saving);
    compare_finish(&app->compare);
    forget_shown(&app->shown);
    table_finish(&app->shown.table);
    run_finish(&app->run);
    app->asked = (struct asked){.press_ms = app->asked.press_ms, .pressed = app->asked.pressed};
    app->shown.motion.length_ms = 0.0;
    app->shown.turn.length_ms = 0.0;
    if (app->shown.settings.picture == PICTURE_LANDSCAPE) /* of two of this lesson's parameters */
        app->shown.settings.picture = PICTURE_NETWORK;
    quiz_forget(&app->quiz);
    app->walk = (struct walk){0};
}

void app_finish(struct app *app)
{
    recovery_finish(&app->keep, &app->run);
    study_finish(app);
    close_lesson(app);
    quiz_finish(&app->quiz);
    free(app->requests.clipboard);
    arena_finish(&app->shown.arena);
    arena_finish(&app->shown.frame_arena);
    *app = (struct app){0};
}

/* Puts a scenario that was read in place of the open one; the scenario must stay where it is, since
 * the stepper borrows its parts. */
static bool start_lesson(struct app *app, const struct scenario *read, struct error *err)
{
    app->run.scenario = *read;
    if (!run_begin(&app->run, err)
        || !accuracy_begin(&app->run.accuracy, &app->run.scenario.data, err))
        return false;
    if (run_is_graph(&app->run))
        graph_shown_begin(&app->shown.graph, &app->run.scenario.graph.graph);
    jobs_begin(&app->shown.jobs, &app->run.scenario);
    return true;
}

bool app_reserve_buffers(struct app *app, size_t count, struct error *err)
{
    struct variant variant = app->compare.variant;
    struct cursor cursor = app->run.cursor;

    if (count <= app->run.scenario.net.buffer_count)
        return true;
    compare_finish(&app->compare);
    forget_shown(&app->shown);
    app->shown.dirty = true;
    if (!run_begin_again(&app->run, count, err)) {
        close_lesson(app);
        app->sheet.lessons_open = true;
        return false;
    }
    travel_resume(&app->run, cursor);
    jobs_begin(&app->shown.jobs, &app->run.scenario);
    return compare_set(&app->compare, &app->run, variant, err);
}

static int built_in_index(const char *path)
{
    size_t count;
    const struct catalogue_entry *entries = catalogue_entries(&count);
    char file[FILE_PATH_SIZE];

    for (size_t i = 0; i < count; i++) {
        if (catalogue_resolve(entries[i].name, file, NULL) && strcmp(file, path) == 0)
            return (int)i;
    }
    return -1;
}

/* Where the scenario's session says, if it has one. */
static bool resume_session(struct app *app, struct error *err)
{
    struct scenario *scenario = &app->run.scenario;
    struct session *session = &scenario->session;
    struct cursor cursor = {session->step, 0};
    size_t moments;

    saving_opened(&app->keep.saving, scenario);
    if (!session->present)
        return true;
    journal_adopt(&app->run, &session->edits);
    moments = session->step == 0 ? 0 : course_moments(&app->run, session->step);
    if (session->moment != SESSION_ALL && (size_t)session->moment > moments)
        return error_set(err,
                         "%.300s: session.moment: found %ld, expected 0 to %zu, the moments of "
                         "step %llu",
                         scenario->path, session->moment, moments,
                         (unsigned long long)session->step);
    cursor.moment = session->moment == SESSION_ALL ? moments : (size_t)session->moment;
    app->run.granularity = session->granularity;
    hurry_to(&app->run, cursor);
    app->run.hurry.saved = app->run.hurry.on;
    if (session->of != NULL) {
        free(scenario->path);
        scenario->path = memory_string(session->of);
    }
    return true;
}

/* The map of names comes before the first run of a lesson, not of what was under way, and not where
 * a script leads. */
static void show_names(struct app *app)
{
    if (!app->shown.settings.name_map || app->run.cursor.step > 0
        || app->run.scenario.script.count > 0
        || app->run.stepper.edits.count > 0)
        return;
    sheet_open(app, SHEET_NAMES);
}

/* The file's scenario, with the setting that is to be another. */
static bool read_scenario(struct scenario *read, const char *path,
                          const struct scenario_opening *opening, struct error *err)
{
    if (!scenario_open(read, path, opening, err))
        return false;
    if (opening->friendly)
        friendly_numbers(read, opening->seed);
    if (opening->with.kind == VARIANT_NONE || variant_apply_asked(&opening->with, read, err))
        return true;
    scenario_finish(read);
    return false;
}

/* As the link wants it that the lesson came from. */
static void take_look(struct app *app, const struct link_look *look)
{
    struct shown_settings *settings = &app->shown.settings;
    size_t theme = text_index(look->theme, theme_names, THEME_COUNT);

    if (theme < THEME_COUNT)
        settings->theme = (enum theme_kind)theme;
    if (look->sized)
        settings->text_size = look->text_size;
}

/* What was read in place of the open lesson. On failure there is none, and that is said. */
static bool take_scenario(struct app *app, const struct scenario *read, struct error *err)
{
    struct error why;

    recovery_leave(&app->keep, &app->run, &app->shown.notice);
    study_leave(app);
    close_lesson(app);
    if (!start_lesson(app, read, &why) || !resume_session(app, &why)) {
        close_lesson(app);
        app_say(app, true, why.text);
        app->sheet.lessons_open = true;
        if (err != NULL)
            *err = why;
        return false;
    }
    app_heed(app);
    app->shown.notice.text[0] = '\0';
    if (!compare_set(&app->compare, &app->run, app->run.scenario.compare, &why))
        app_say(app, true, why.text);
    if (app->run.scenario.script.wrong.text[0] != '\0')
        app_say(app, true, words_in(&app->shown.frame_arena, W_LESSON_WITHOUT_SCRIPT,
                                    app->run.scenario.script.wrong.text));
    app->run.lesson = built_in_index(app->run.scenario.path);
    app->sheet.lessons_open = false;
    sheet_close(app);
    take_look(app, &app->run.scenario.look);
    show_names(app);
    study_opened(app);
    app->shown.dirty = true;
    return true;
}

/* What was wrong with the scenario; the lesson that is open stays. */
static bool refuse(struct app *app, const struct error *why, struct error *err)
{
    app_say(app, true, why->text);
    app->sheet.lessons_open = app->sheet.lessons_open || !app_has_lesson(app);
    if (err != NULL)
        *err = *why;
    return false;
}

bool app_open(struct app *app, const char *path, struct error *err)
{
    const struct scenario_opening opening = app->opening;
    struct scenario read;
    struct error why;

    app->opening = (struct scenario_opening){0};
    return read_scenario(&read, path, &opening, &why) ? take_scenario(app, &read, err)
                                                      : refuse(app, &why, err);
}

bool app_open_document(struct app *app, const char *document, const char *name, struct error *err)
{
    struct scenario read;
    struct error why;

    if (!scenario_parse(&read, document, strlen(document), name, &why))
        return refuse(app, &why, err);
    if (!take_scenario(app, &read, err))
        return false;
    app->keep.saving.recovered = true; /* no file has it: it is to outlive a crash */
    return true;
}
