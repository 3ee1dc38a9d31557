#include "cli/export/export_lesson.h"

#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "app/scene.h"
#include "base/text.h"
#include "lesson/catalogue.h"

bool export_open_lesson(struct app *app, const struct export_request *request, struct error *err)
{
    char path[FILE_PATH_SIZE];

    app->opening.with = request->variant;
    if (!catalogue_resolve(request->opened, path, err) || !app_open(app, path, err))
        return false;
    hurry_finish(&app->run);
    if (request->opened != request->word &&
        app->run.cursor.step < app->run.scenario.session.step)
        return error_wrong_use(err, "'--at %.60s': the run ends before, with step %llu of %llu "
                                    "units", request->at_words,
                               (unsigned long long)app->run.cursor.step,
                               (unsigned long long)app->run.scenario.session.step);
    /* Steps are counted from the start, also of a session; only keys go on from where it is. */
    if (request->at != EXPORT_NOT_GIVEN || request->steps.series != EXPORT_ONE ||
        request->iteration != EXPORT_NOT_GIVEN)
        travel_start(&app->run);
    look_apply(&request->look, app);
    app->shown.settings.animation = request->format->moves;
    app->shown.settings.framing = (struct framing){.part = request->look.part,
                                             .no_controls = !request->controls,
                                             .paper = request->paper,
                                             .least_number = request->least_number};
    if (request->picture >= 0)
        app->shown.settings.picture = (enum shown_picture)request->picture;
    if (request->steps.series == EXPORT_STATIONS && app->run.scenario.script.count == 0)
        return error_wrong_use(err, "'%s' has no stations: its scenario has no script",
                               request->word);
    if (request->mistake != NULL)
        app_apply(app, COMMAND_MISTAKE, (double)request->mistake_number);
    if ((int)compare_mistake(&app->compare) != request->mistake_number && request->mistake != NULL)
        return error_set(err, "--mistake: '%s' cannot make %s: it is a graph, or has no times",
                         request->word, request->mistake);
    return true;
}

bool export_has_picture(const struct app *app, const struct export_request *request,
                        struct error *err)
{
    const char *names[PICTURE_COUNT];
    char list[ERROR_TEXT_SIZE / 4];
    struct text all;

    if (request->picture < 0 || scene_has_picture(app, (enum shown_picture)request->picture))
        return true;
    for (int i = 0; i < PICTURE_COUNT; i++)
        names[i] = scene_has_picture(app, (enum shown_picture)i) ? picture_names[i] : NULL;
    text_init(&all, list, sizeof list);
    text_list(&all, names, PICTURE_COUNT, " and ");
    return error_wrong_use(err, "'%s' has no picture '%s'; it has %s", request->word,
                           picture_names[request->picture], list);
}

bool export_go_to_iteration(struct app *app, uint64_t iteration, struct error *err)
{
    enum stop_reason due = STOP_NONE;
    struct place place;

    if (iteration > 1)
        travel_iterations_forward(&app->run, iteration - 1);
    stepper_place(&app->run.stepper, &place);
    if (iteration > 1)
        due = stepper_stop_due(&app->run.stepper);
    if (iteration > 1 && (place.iteration != iteration - 1 || place.unit.kind == UNIT_STOP
                          || due != STOP_NONE))
        return error_wrong_use(err, "there is no iteration %llu: the run ends with iteration %llu",
                         (unsigned long long)iteration, (unsigned long long)place.iteration);
    return true;
}
