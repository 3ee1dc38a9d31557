/* What stands in the middle of a frame: the network, or what was chosen in its place. */
#include "app/scene.h"
#include "app/scene_parts.h"

#include "view/frame/needed.h"
#include "view/graph/graph_neuron.h"
#include "view/graph/graph_view.h"
#include "view/landscape/landscape.h"
#include "view/matrices/matrix.h"
#include "view/netgraph/netgraph.h"
#include "view/network/network.h"
#include "view/network/network_ghost.h"
#include "view/panel/field.h"
#include "view/question/question.h"
#include "view/sheets/name_map.h"
#include "view/table/table.h"
#include "view/unrolled/unrolled.h"

#include <math.h>

size_t scene_losses_so_far(const struct app *app, const struct view *view)
{
    const struct place *place = &view->snapshot->place;
    size_t known = (size_t)(place->iteration - 1);

    if (run_is_graph(&app->run))
        return known + (place->step > 0 && place->unit.kind >= UNIT_LOSS);
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
    if (app->compare.variant.kind == VARIANT_NONE && view->graph == NULL)
        curve_epochs(view, card, &losses);
}

/* What the network answers: in the picture's place, or where the network leaves room. */
static void draw_answers(struct app *app, const struct view *view, struct rect area, bool large)
{
    struct job_moment moment = {&app->run, &app->compare, view};
    struct error err = {0};
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

/* A lesson's graph, and at its foot another formula while it is typed. */
static void draw_lesson_graph(const struct graph_line *line, const struct view *view,
                              struct rect area)
{
    float height = field_height(view);
    struct field field = {NULL, line->text, line->caret, line->replace, words(W_GRAPH_LINE_HINT),
                          line->problem.text[0] != '\0' ? line->problem.text : NULL};

    if (line->open) {
        area.h -= height;
        field_view(view, (struct rect){area.x, area.y + area.h, area.w, height}, &field);
    }
    graph_neuron_view(view, &area);
    graph_view(view, area);
}

/* ---- the pictures, a row each ---- */

/* Where a picture is drawn, and of what moment. */
struct picture_place {
    struct app *app;
    const struct view *view, *steady; /* of one sample, see steady.h */
    const struct numeric_gradient *numeric; /* the other route's; NULL: it was not taken */
    struct rect area;
    struct network_layout network; /* a network's: where it has left room */
    struct rect rest;              /* of the room at its foot (draw_whole); h 0: none */
};

static bool is_recurrent(const struct app *app)
{
    return app->run.scenario.net.recurrent;
}

/* Whether the picture turns to that one or from it, which is then drawn as far as it has come. */
static bool draw_turning(struct picture_place *place)
{
    const struct app *app = place->app;
    float part = shown_turn_part(&app->shown, app->run.now_ms);

    if (part >= 1.0f)
        return false;
    folding_view(place->steady, place->area,
                 app->shown.turn.from == PICTURE_FOLDED ? 1.0f - part : part);
    return true;
}

static void draw_network(struct picture_place *place)
{
    if (is_recurrent(place->app) && draw_turning(place))
        return;
    if (is_recurrent(place->app))
        unrolled_view(place->steady, place->area);
    else
        network_view(place->steady, place->area, &place->network);
}

static void draw_folded(struct picture_place *place)
{
    if (!draw_turning(place))
        folded_view(place->steady, place->area);
}

static void draw_gradient(struct picture_place *place)
{
    gradient_view(place->steady, place->area);
}

static void draw_table(struct picture_place *place)
{
    table_view(place->view, place->area, &place->app->shown.table, place->numeric,
               (struct table_actions){COMMAND_SORT_BY, COMMAND_SCROLL_TO});
}

static void draw_matrices(struct picture_place *place)
{
    matrix_view(place->view, place->area, (struct matrix_actions){COMMAND_LAYER});
}

static void draw_map(struct picture_place *place)
{
    draw_answers(place->app, place->steady, place->area, true);
}

/* The loss over two parameters. */
static void draw_landscape(struct picture_place *place)
{
    struct app *app = place->app;
    struct job_moment moment = {&app->run, &app->compare, place->view};
    struct error err = {0};
    const struct landscape_card *card = landscape_card(&app->shown.jobs.landscape, &moment, &err);

    if (err.text[0] != '\0')
        app_say(app, true, err.text);
    if (card != NULL)
        landscape_view(place->view, place->area, card);
}

static void draw_graph(struct picture_place *place)
{
    if (place->view->graph != NULL)
        draw_lesson_graph(&place->app->shown.graph.line, place->view, place->area);
    else
        netgraph_view(place->steady, place->area);
}

static const struct {
    enum ui_icon icon;
    void (*draw)(struct picture_place *place);
} pictures[PICTURE_COUNT] = {
    [PICTURE_NETWORK] = {UI_ICON_NETWORK, draw_network},
    [PICTURE_FOLDED] = {UI_ICON_NETWORK, draw_folded},
    [PICTURE_GRADIENT] = {UI_ICON_LANDSCAPE, draw_gradient},
    [PICTURE_TABLE] = {UI_ICON_TABLE, draw_table},
    [PICTURE_MATRICES] = {UI_ICON_MATRIX, draw_matrices},
    [PICTURE_MAP] = {UI_ICON_MAP, draw_map},
    [PICTURE_LANDSCAPE] = {UI_ICON_LANDSCAPE, draw_landscape},
    [PICTURE_GRAPH] = {UI_ICON_GRAPH, draw_graph},
};

bool scene_has_picture(const struct app *app, enum shown_picture picture)
{
    return picture_is_of(&app->run.scenario, picture);
}

enum shown_picture scene_picture(const struct app *app)
{
    if (scene_has_picture(app, app->shown.settings.picture))
        return app->shown.settings.picture;
    return run_is_graph(&app->run) ? PICTURE_GRAPH : PICTURE_NETWORK;
}

/* On the way through all of them the landscape stands where it is all there is of the network;
 * elsewhere it has a key of its own. */
enum shown_picture scene_next_picture(const struct app *app, int way)
{
    enum shown_picture picture = scene_picture(app);

    do {
        picture = (enum shown_picture)(((int)picture + way + PICTURE_COUNT) % PICTURE_COUNT);
    } while (!scene_has_picture(app, picture)
             || (picture == PICTURE_LANDSCAPE && app->run.scenario.net.param_count != 2));
    return picture;
}

enum ui_icon scene_picture_icon(enum shown_picture picture)
{
    return pictures[picture].icon;
}

bool scene_has_table(const struct app *app)
{
    const struct other_route *route = &app->shown.jobs.other_route;

    return scene_picture(app) == PICTURE_TABLE
        || (route->job.on && route->card.numeric != NULL);
}

/* Whether a picture is to say all that the formula writes out. */
static bool says_step(const struct view *view, enum shown_picture picture)
{
    return view->bare && question_open_in(view) == NULL
           && (picture == PICTURE_NETWORK || picture == PICTURE_FOLDED
               || (picture == PICTURE_GRAPH && view->graph != NULL));
}

/* At a projector's text sizes: where the picture does not say all that the formula writes out it
 * leaves that room at its foot. */
static void draw_whole(struct picture_place *place, enum shown_picture picture)
{
    const struct view *view = place->view;
    struct canvas_mark mark = canvas_mark(view->canvas);
    size_t targets = view->ui->target_count, count;
    struct rect area = place->area;
    struct quantity needed[NEEDED_MOST];
    float height = 0.0f, more;

    for (;;) {
        pictures[picture].draw(place);
        if (!says_step(view, picture))
            return;
        count = needed_find(place->steady, mark.commands, needed);
        if (count == 0)
            return;
        more = needed_view(place->steady, area, needed, count, NULL);
        if (more <= height || more > 0.5f * area.h)
            break;
        height = more;
        canvas_rewind(view->canvas, mark);
        ui_rewind(view->ui, targets);
        place->area.h = area.h - height - 0.4f * (float)view->size.number_px;
        place->network = (struct network_layout){0};
    }
    needed_view(place->steady, area, needed, count, &place->rest);
}

/* Where the losses may stand flat: below a network's loss, else beside what stands at the foot. */
static struct rect flat_room(const struct picture_place *place)
{
    struct rect none = {0}, curve = place->network.curve, rest = place->rest;

    if (curve.h > 0.0f)
        return curve;
    return rest.w >= 8.0f * (float)place->view->size.number_px ? rest : none;
}

bool scene_draw_picture(struct app *app, const struct view *view,
                        const struct other_route_card *route, struct rect area,
                        struct rect *flat)
{
    struct view steady;
    bool curve;
    struct picture_place place = {.app = app, .view = view, .area = area,
                          .numeric = route != NULL ? route->numeric : NULL};

    place.steady = view->graph != NULL
        ? view : steady_view(&app->shown.steady, &app->run, view, &steady);
    if (app->sheet.which == SHEET_NAMES)
        name_map_view(view, area);
    else
        draw_whole(&place, scene_has_table(app) ? PICTURE_TABLE : scene_picture(app));
    curve = flat != NULL && place.network.curve.h >= LINE_TWO * (float)view->size.number_px;
    if (curve)
        scene_draw_curves(app, view, place.network.curve);
    if (flat != NULL) {
        *flat = flat_room(&place);
        draw_answers(app, place.steady, place.network.map, false);
    }
    if (scene_picture(app) == PICTURE_NETWORK && app->sheet.which == SHEET_NONE
        && ghost_of(&app->shown.ghost, &app->run) != NULL)
        network_ghost(place.steady, area, ghost_of(&app->shown.ghost, &app->run));
    return curve;
}
