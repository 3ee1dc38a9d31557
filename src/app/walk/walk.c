#include "app/walk/walk.h"

#include "app/app.h"
#include "app/quiz/quiz.h"
#include "app/run/course.h"
#include "app/run/hurry.h"
#include "app/commands/stepping.h"
#include "app/run/travel.h"
#include "app/walk/station.h"
#include "base/attributes.h"

/* Iterations that are walked at once and in motion; more of them run. */
enum { NEAR = 3 };

static const struct script *script_of(const struct app *app)
{
    return &app->run.scenario.script;
}

static size_t number_here(const struct app *app)
{
    size_t number;

    station_here(&app->run, &app->walk, &number);
    return number;
}

_Static_assert((int)SCRIPT_ASK_ORDER == (int)QUESTION_ORDER
                   && (int)SCRIPT_ASK_TEXT == (int)QUESTION_KIND_COUNT,
               "a kind of question is the same number in a script");

bool walk_ask(struct app *app, size_t number)
{
    const struct script_ask *ask = &script_of(app)->stations[number - 1].ask;
    struct quiz_choice choices[SCRIPT_ANSWERS_MAX];

    if (ask->kind == SCRIPT_ASK_NONE || app->walk.asked == number || !quiz_may_ask(app))
        return false;
    app->walk.asked = number;
    if (ask->kind != SCRIPT_ASK_TEXT)
        return quiz_ask(app, (enum question_kind)ask->kind, ask->quantity, 0);
    for (size_t i = 0; i < ask->answer_count; i++)
        choices[i] = (struct quiz_choice){ask->answers[i].text, ask->answers[i].why,
                                          ask->answers[i].right};
    quiz_ask_text(app, ask->text, choices, ask->answer_count);
    return true;
}

/* ---- walking ---- */

/* The picture and how fine the steps are, as the first `number` stations have it. */
static void look(struct app *app, size_t number)
{
    for (size_t i = 0; i < number; i++) {
        const struct script_station *station = &script_of(app)->stations[i];

        if (station->picture >= 0)
            app->shown.settings.picture = (enum shown_picture)station->picture;
        if (station->granularity >= 0)
            app->run.granularity = (enum granularity)station->granularity;
    }
}

static uint64_t iteration_at(const struct app *app, uint64_t step)
{
    struct place place;

    place = course_locate(&app->run, step);
    return place.iteration;
}

static void arrive(struct app *app, size_t number, struct cursor cursor)
{
    app->walk = (struct walk){.number = number, .cursor = cursor, .asked = app->walk.asked};
    look(app, number);
    app->shown.explanation = NULL;
}

bool walk_to(struct app *app, size_t number)
{
    struct cursor cursor;

    if (!station_cursor(&app->run, number, &cursor))
        return false;
    arrive(app, number, cursor);
    travel_to(&app->run, cursor);
    return true;
}

static void go_forward(struct app *app, size_t number)
{
    const struct script_station *station = &script_of(app)->stations[number - 1];
    struct cursor cursor;

    if (!station_cursor(&app->run, number, &cursor))
        return;
    arrive(app, number, cursor);
    if (station->runs && cursor_is_before(app->run.cursor, cursor)) {
        app->walk.running = true;
        hurry_in(&app->run, cursor, station->seconds);
    } else if (iteration_at(app, cursor.step) > iteration_at(app, app->run.cursor.step) + NEAR)
        hurry_to(&app->run, cursor);
    else
        travel_to(&app->run, cursor);
}

bool walk_is_question(const struct app *app, size_t number)
{
    const struct script_station *station = &script_of(app)->stations[number - 1];

    return station->say == NULL && station->look_count == 0
        && station->picture < 0 && !station->runs && station->ask.kind != SCRIPT_ASK_NONE
        && station->ask.kind != SCRIPT_ASK_TEXT;
}

/* The lesson that comes next; false if there is none. */
static bool open_next(struct app *app)
{
    char path[FILE_PATH_SIZE];
    struct error err;

    if (script_of(app)->next == NULL)
        return false;
    if (!script_next(&app->run.scenario, path, &err))
        app_say(app, true, err.text);
    else if (app_open(app, path, &err) && app->run.cursor.step == 0 && script_of(app)->count > 0)
        look(app, 1);
    return true;
}

void walk_forward(struct app *app, double unused UNUSED)
{
    size_t number, next;
    bool runs;
    struct cursor cursor, old = app->run.cursor;

    if (script_of(app)->count == 0) {
        stepping_step(app, 1.0);
        return;
    }
    if (app->walk.running && cursor_is_before(app->run.cursor, app->walk.cursor)) {
        hurry_to(&app->run, app->walk.cursor); /* who has seen enough of it */
        return;
    }
    number = number_here(app);
    next = number + 1;
    while (number == 0 && next <= script_of(app)->count
           && (!station_cursor(&app->run, next, &cursor)
               || !cursor_is_before(app->run.cursor, cursor)))
        next++;
    while (next <= script_of(app)->count && !quiz_may_ask(app) && walk_is_question(app, next))
        next++;
    if (next > script_of(app)->count) {
        if (!open_next(app))
            stepping_step(app, 1.0);
        return;
    }
    runs = script_of(app)->stations[next - 1].runs;
    if (quiz_shows(app, runs) || (number > 0 && !script_of(app)->stations[number - 1].runs
                                  && walk_ask(app, number)) || (runs && walk_ask(app, next)))
        return;
    go_forward(app, next);
    if (!app->run.hurry.on && number == 0 && cursor_equal(old, app->run.cursor))
        stepping_step(app, 1.0); /* the run ends before the station: say so */
    else if (!quiz_arrive(app) && !runs)
        walk_ask(app, next);
}

void walk_back(struct app *app, double unused UNUSED)
{
    size_t number, before;
    struct cursor cursor;

    if (script_of(app)->count == 0) {
        stepping_step(app, -1.0);
        return;
    }
    number = number_here(app);
    before = number > 0 ? number - 1 : script_of(app)->count;
    while (number == 0 && before > 0
           && (!station_cursor(&app->run, before, &cursor)
               || !cursor_is_before(cursor, app->run.cursor)))
        before--;
    while (before > 0 && !quiz_may_ask(app) && walk_is_question(app, before))
        before--;
    if (before == 0 || !walk_to(app, before))
        travel_start(&app->run);
}
