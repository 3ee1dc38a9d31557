/* The samples over a map or beside a curve, and what their marks mean. */
#include "view/map/map_parts.h"

#include "view/frame/label.h"

#include <math.h>

/* ---- marks ---- */

enum { SHAPES = 5 };

static void triangle(const struct view *view, struct point at, float height, color ink)
{
    float side = fabsf(height), foot = at.y + 0.5f * height;

    canvas_triangle(view->canvas, (struct point){at.x - side, foot},
                    (struct point){at.x, at.y - height}, (struct point){at.x + side, foot}, ink);
}

static void diamond(const struct view *view, struct point at, float radius, color ink)
{
    for (int i = -1; i <= 1; i += 2)
        canvas_triangle(view->canvas, (struct point){at.x - radius, at.y},
                        (struct point){at.x, at.y + (float)i * radius},
                        (struct point){at.x + radius, at.y}, ink);
}

/* Disc, square, triangle, diamond, triangle upside down: of about the same size. */
static void shape(const struct view *view, struct point at, float radius, size_t class, color ink)
{
    float side = 0.9f * radius, high = 1.2f * radius;

    switch (class % SHAPES) {
    case 0:
        canvas_disc(view->canvas, at, radius, ink, 0, 0.0f);
        break;
    case 1:
        canvas_box(view->canvas, (struct rect){at.x - side, at.y - side, 2.0f * side, 2.0f * side},
                   0.0f, ink, 0, 0.0f);
        break;
    case 3:
        diamond(view, at, high, ink);
        break;
    default:
        triangle(view, at, class % SHAPES == 2 ? high : -high, ink);
    }
}

/* Of a target that is a number: as the map's colours have it. */
static color value_ink(const struct view *view, const struct map_card *card, double t)
{
    double middle = 0.5 * (card->low + card->high), part = fabs(t - middle) / (card->high - middle);

    return color_mix(view->theme->zero_fill, map_class_ink(view, t >= middle),
                     isfinite(part) ? 0.5f * (float)fmin(part, 1.0) : 0.0f);
}

/* A sample's mark: its class's shape; hollow: held out; of a number below the middle hatched, as
 * the ground is. */
static void draw_mark(const struct view *view, const struct map_card *card, struct point at,
                      float radius, const double *t, bool hollow)
{
    bool classes = card->kind == MAP_THRESHOLD || card->kind == MAP_CLASSES;
    size_t class = classes ? map_class(card, t) : 0;
    color ink = classes ? map_class_ink(view, class) : view->theme->text, inner = ink;
    color outer = view->theme->background;

    if (card->kind == MAP_VALUE) {
        outer = ink;
        inner = value_ink(view, card, *t);
        hollow = false;
    }
    if (hollow) {
        outer = ink;
        inner = view->theme->background;
    }
    shape(view, at, radius, class, outer);
    shape(view, at, (hollow ? 0.62f : 0.78f) * radius, class, inner);
    if (card->kind == MAP_VALUE && *t < 0.5 * (card->low + card->high)) {
        float half = 0.5f * radius;

        canvas_line(view->canvas, (struct point){at.x - half, at.y + half},
                    (struct point){at.x + half, at.y - half}, view->size.thin, outer, 0.0f);
    }
}

static void draw_ring(const struct view *view, struct point at, float radius)
{
    float outer = radius + view->size.dot;

    canvas_disc(view->canvas, at, outer, 0, view->theme->background, view->size.bold);
    canvas_disc(view->canvas, at, outer - view->size.unit, 0, view->theme->text, view->size.strong);
}

/* The update is about the batch, not about one sample of it. */
static bool is_about_sample(const struct view *view)
{
    const struct place *place = &view->snapshot->place;

    return place->step == 0 || place->batch_count == 1
        || (place->unit.kind != UNIT_UPDATE && place->unit.kind != UNIT_STOP);
}

struct point map_sample_point(const struct map_plot *plot,
                                   const struct map_card *card, const double *x,
                                   const double *t)
{
    return map_plot_point(plot, x[0], card->kind == MAP_CURVE ? t[0] : x[1]);
}

void map_samples(const struct view *view, const struct map_plot *plot,
                      const struct map_card *card, float radius)
{
    const struct dataset *samples = card->samples;
    const struct net *net = view->snapshot->net;
    const double *x = &view->snapshot->now[net->layers[0].a], *t = &view->snapshot->now[net->t];

    for (size_t i = samples->count + samples->validation; i-- > 0;) {
        const double *target = dataset_t(samples, i);

        draw_mark(view, card, map_sample_point(plot, card, dataset_x(samples, i), target),
                  radius, target, i >= samples->count);
    }
    if (!is_about_sample(view))
        return;
    draw_mark(view, card, map_sample_point(plot, card, x, t), radius, t, false);
    draw_ring(view, map_sample_point(plot, card, x, t), radius);
}

/* ---- what they mean ---- */

/* The next free place of the legend. */
struct legend {
    const struct view *view;
    const struct map_card *card;
    float x, right, y;  /* y: of the middle */
    float radius;
};

/* Room for a mark and that much behind it; false where there is none. */
static bool take(struct legend *legend, float width, struct point *mark, float *text)
{
    float size = (float)legend->view->size.label_px, behind = legend->radius + GAP_WORD * size,
          need = behind + width;

    if (legend->x + legend->radius + need > legend->right)
        return false;
    *mark = (struct point){legend->x + legend->radius, legend->y};
    *text = legend->x + legend->radius + behind;
    legend->x += legend->radius + need + size;
    return true;
}

static bool take_text(struct legend *legend, const char *text, struct point *mark)
{
    const struct view *view = legend->view;
    float x;

    if (!take(legend, ui_text_width(view->canvas, view_plain(view), text), mark, &x))
        return false;
    ui_text(view->canvas, x, legend->y + ui_text_drop((float)view->size.label_px), CANVAS_LEFT,
            view_plain(view), text);
    return true;
}

/* How much wider the ground below a class's mark is. */
#define CLASS_GROUND 1.5f

/* A class's mark on its ground. */
static void draw_class(const struct legend *legend, struct point at, size_t class,
                       const double *t)
{
    float half = legend->radius;

    map_swatch(legend->view, legend->card, rect_around(at, half, half), class, 1.0f);
    draw_mark(legend->view, legend->card, at, half / CLASS_GROUND, t, false);
}

static void class_item(struct legend *legend, size_t class)
{
    const struct view *view = legend->view;
    double t[MAP_OUTPUTS_MAX] = {0};
    int px = view->size.label_px;
    struct formula *name;
    struct point mark;
    float x;

    if (legend->card->kind == MAP_THRESHOLD) {
        t[0] = class == 1 ? 1.0 : legend->card->low;
        if (take_text(legend,
                      arena_printf(view->arena, "t = %s%d", t[0] < 0.0 ? "−" : "",
                                   (int)fabs(t[0])),
                      &mark))
            draw_class(legend, mark, class, t);
        return;
    }
    t[class] = 1.0;
    name = quantity_unit_symbol(view->arena, view->snapshot->net, view->snapshot->net->layer_count,
                                class);
    name->base = arena_cut(view->arena, name->base, 12);
    if (!take(legend, label_symbol(view, name, 0, 0, px, view->theme->text, true), &mark, &x))
        return;
    label_symbol(view, name, x, legend->y + ui_text_drop((float)px), px, view->theme->text, false);
    draw_class(legend, mark, class, t);
}

/* The line between the classes, or the curve. */
static void line_item(struct legend *legend)
{
    const struct view *view = legend->view;
    const char *text =
        legend->card->kind == MAP_CURVE ? words(W_NETWORKS_ANSWER) : words(W_BOUNDARY);
    color ink = legend->card->kind == MAP_CURVE ? view->theme->phase[PHASE_FORWARD]
                                                     : view->theme->text;
    struct point mark;

    if (legend->card->kind != MAP_VALUE && take_text(legend, text, &mark))
        canvas_line(view->canvas, (struct point){mark.x - legend->radius, mark.y},
                    (struct point){mark.x + legend->radius, mark.y}, view->size.strong, ink, 0.0f);
}

/* The same of the other run. */
static void other_item(struct legend *legend)
{
    const struct view *view = legend->view;
    const struct map_other *other = &legend->card->other;
    float size = (float)view->size.label_px, half = size,
          behind = ROOM(30); /* what comes after it */
    const char *name = other->name;
    struct point mark;

    if (other->map == NULL || legend->card->kind == MAP_VALUE)
        return;
    if (legend->x + ui_text_width(view->canvas, view_plain(view), name) + behind * size
        > legend->right)
        name = words(W_OTHER_RUN);
    legend->x += half - legend->radius; /* dashes take more room than a mark */
    if (!take_text(legend, name, &mark))
        return;
    canvas_line(view->canvas, (struct point){mark.x - half, mark.y},
                (struct point){mark.x + legend->radius, mark.y}, view->size.strong, other->ink,
                map_dash(view));
}

/* Which colour is how much. */
static void scale_item(struct legend *legend)
{
    enum { STEPS = 9 };
    const struct view *view = legend->view;
    char low[NUMBER_TEXT_SIZE], high[NUMBER_TEXT_SIZE];
    float size = (float)view->size.label_px, side = roundf(size);

    view_number(view, legend->card->low, false, ROOM(7) * size, view->size.label_px, low);
    view_number(view, legend->card->high, false, ROOM(7) * size, view->size.label_px, high);
    if (legend->x + ROOM(25) * size + STEPS * side > legend->right)
        return;
    legend->x += ui_text(view->canvas, legend->x, legend->y + ui_text_drop(size), CANVAS_LEFT,
                         view_plain(view), words_in(view->arena, W_ANSWER_AND_T, low))
               + GAP_WORD * size;
    for (int i = 0; i < STEPS; i++, legend->x += side)
        map_swatch(view, legend->card,
                   (struct rect){legend->x, legend->y - 0.5f * side, side, side},
                   2 * i >= STEPS - 1,
                   fabsf(2.0f * (float)i / (STEPS - 1) - 1.0f));
    legend->x += GAP_WORD * size;
    legend->x += ui_text(view->canvas, legend->x, legend->y + ui_text_drop(size), CANVAS_LEFT,
                         view_plain(view), high)
               + GAP_FAR * size;
}

void map_legend(const struct view *view, struct rect area, const struct map_card *card)
{
    float size = (float)view->size.label_px;
    struct legend legend = {view,        card, area.x, area.x + area.w, area.y + 0.5f * area.h,
                            GAP_WORD * size};
    const double none[MAP_OUTPUTS_MAX] = {0};
    struct point mark;

    if (card->kind == MAP_CURVE && take_text(&legend, words(W_TARGET), &mark))
        draw_mark(view, card, mark, legend.radius, none, false);
    if (card->kind == MAP_VALUE)
        scale_item(&legend);
    legend.radius *= CLASS_GROUND;
    for (size_t i = 0; card->kind == MAP_THRESHOLD && i < 2; i++)
        class_item(&legend, i);
    for (size_t i = 0; card->kind == MAP_CLASSES && i < card->map->outputs; i++)
        class_item(&legend, i);
    legend.radius /= CLASS_GROUND;
    line_item(&legend);
    other_item(&legend);
    if (card->samples->validation > 0 && card->kind != MAP_VALUE &&
        take_text(&legend, words(W_VALIDATION), &mark))
        draw_mark(view, card, mark, legend.radius, none, true);
    if (is_about_sample(view) && take_text(&legend, words(W_SAMPLE_2), &mark))
        draw_ring(view, mark, legend.radius - view->size.out);
}
