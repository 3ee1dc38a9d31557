/* What stands in the middle of a frame: the network, or what was chosen in its place. */
#include "app/scene.h"
#include "app/scene_parts.h"

#include "view/graph/graph_view.h"
#include "view/landscape/landscape.h"
#include "view/matrices/matrix.h"
#include "view/netgraph/netgraph.h"
#include "view/network/network.h"
#include "view/network/network_ghost.h"
#include "view/panel/field.h"
#include "view/sheets/name_map.h"
#include "view/table/table.h"
#include "view/unrolled/unrolled.h"

#include <math.h>

static bool has_picture(const struct app *app, enum shown_picture picture)
{
    if (run_is_graph(&app->run))
        return picture == PICTURE_NETWORK;
    if (picture == PICTURE_FOLDED)
        return app->run.scenario.net.recurrent;
    if (picture == PICTURE_LANDSCAPE) /* it and the graph know no times */
        return !app->run.scenario.net.recurrent && landscape_is_possible(&app->run.scenario);
    if (picture == PICTURE_GRAPH)
        return !app->run.scenario.net.recurrent && netgraph_has(&app->run.scenario.net);
    return picture != PICTURE_MAP || app->shown.jobs.map.kind != MAP_NONE;
}

/* On the way through all of them the landscape stands where it is all there is of the network;
 * elsewhere it has a key of its own. */
static bool is_on_the_way(const struct app *app, enum shown_picture picture)
{
    return has_picture(app, picture)
        && (picture != PICTURE_LANDSCAPE || app->run.scenario.net.param_count == 2);
}

enum shown_picture scene_picture(const struct app *app)
{
    return has_picture(app, app->shown.settings.picture) ? app->shown.settings.picture
        : PICTURE_NETWORK;
}

enum shown_picture scene_next_picture(const struct app *app)
{
    enum shown_picture picture = scene_picture(app);

    do {
        picture = (enum shown_picture)((picture + 1) % PICTURE_COUNT);
    } while (!is_on_the_way(app, picture));
    return picture;
}

bool scene_has_table(const struct app *app)
{
    const struct other_route *route = &app->shown.jobs.other_route;

    return scene_picture(app) == PICTURE_TABLE
        || (route->job.on && route->card.numeric != NULL);
}

size_t scene_losses_so_far(const struct app *app, const struct view *view)
{
    size_t known = (size_t)(view->snapshot->place.iteration - 1);

    if (!isnan(view->snapshot->batch_loss)
        && view_known(view,
                      quantity_at(QUANTITY_LOSS, app->run.scenario.net.layer_count, 0, 0))
            != KNOWN_NOT_YET)
        known++;
    return known;
}

struct curve_other scene_other_curve(struct app *app, const struct view *view)
{
    struct record *record = &app->compare.record;

    if (app->compare.variant.kind == VARIANT_NONE)
        return (struct curve_other){0};
    return (struct curve_other){record_losses(record), compare_name(&app->compare, view->arena),
                                view->wrong ? view->theme->error : view->theme->text};
}

void scene_draw_curves(struct app *app, const struct view *view, struct rect card)
{
    struct series losses = record_losses(&app->run.record);
    struct curve_other other = scene_other_curve(app, view);

    curve_view(view, card, &losses, scene_losses_so_far(app, view), &other,
               (struct curve_actions){COMMAND_SEEK_RUN, COMMAND_WHOLE_RUN});
    if (app->compare.variant.kind == VARIANT_NONE)
        curve_epochs(view, card, &losses, view->accuracy);
}

/* What the network answers: in the picture's place, or where the network leaves room. */
static void draw_map(struct app *app, const struct view *view, struct rect area, bool large)
{
    struct job_moment moment = {&app->run, &app->compare, view};
    struct error err = {{0}};
    const struct map_card *card = area.h > 0.0f ? map_job_card(&app->shown.jobs.map, &moment,
                                                               large ? &area : NULL, &err)
                                                : NULL;

    if (err.text[0] != '\0')
        app_say(app, true, err.text);
    if (card != NULL && large)
        map_view(view, area, card);
    else if (card != NULL)
        map_small_view(view, area, card, (struct ui_action){COMMAND_MAP, 0.0});
}

/* The graph, and at its foot another formula while it is typed. */
static void draw_graph(const struct graph_line *line, const struct view *view, struct rect area)
{
    float height = field_height(view);
    struct field field = {NULL, line->text, line->caret, line->replace, words(W_GRAPH_LINE_HINT),
                          line->problem.text[0] != '\0' ? line->problem.text : NULL};

    if (line->open) {
        area.h -= height;
        field_view(view, (struct rect){area.x, area.y + area.h, area.w, height}, &field);
    }
    graph_view(view, area);
}

/* The loss over two parameters. */
static void draw_landscape(struct app *app, const struct view *view, struct rect area)
{
    struct job_moment moment = {&app->run, &app->compare, view};
    struct error err = {{0}};
    const struct landscape_card *card = landscape_card(&app->shown.jobs.landscape, &moment, &err);

    if (err.text[0] != '\0')
        app_say(app, true, err.text);
    if (card != NULL)
        landscape_view(view, area, card);
}

void scene_draw_picture(struct app *app, const struct view *view,
                        const struct other_route_card *route, struct rect area, bool alone)
{
    struct network_layout network = {0};
    struct view steady;
    const struct view *picture = view->graph != NULL
        ? view : steady_view(&app->shown.steady, &app->run, view, &steady);

    if (view->graph != NULL)
        draw_graph(&app->shown.graph.line, view, area);
    else if (app->sheet.which == SHEET_NAMES)
        name_map_view(view, area);
    else if (scene_has_table(app))
        table_view(view, area, &app->shown.table, route != NULL ? route->numeric : NULL,
                   (struct table_actions){COMMAND_SORT_BY, COMMAND_SCROLL_TO});
    else if (scene_picture(app) == PICTURE_MATRICES)
        matrix_view(view, area, (struct matrix_actions){COMMAND_LAYER});
    else if (scene_picture(app) == PICTURE_MAP)
        draw_map(app, picture, area, true);
    else if (scene_picture(app) == PICTURE_LANDSCAPE)
        draw_landscape(app, view, area);
    else if (scene_picture(app) == PICTURE_GRAPH)
        netgraph_view(picture, area);
    else if (scene_picture(app) == PICTURE_FOLDED)
        folded_view(picture, area);
    else if (view->snapshot->net->recurrent)
        unrolled_view(picture, area);
    else
        network_view(picture, area, &network);
    if (network.curve.h > 0.0f && !alone)
        scene_draw_curves(app, view, network.curve);
    if (!alone)
        draw_map(app, picture, network.map, false);
    if (scene_picture(app) == PICTURE_NETWORK && app->sheet.which == SHEET_NONE
        && ghost_of(&app->shown.ghost, &app->run) != NULL)
        network_ghost(picture, area, ghost_of(&app->shown.ghost, &app->run));
}
