/* Where the targets are classes, what the network says about the sample and whether it is right:
 * above the loss, which says how wrong. */
#include "view/network/network_parts.h"

/* Above the loss's card, in number sizes. */
static const float lines_height = 2.0f * LINE_STEP;

struct verdict {
    size_t said, is;
    bool old; /* of before the move */
};

/* What the class is, of which that is the target; the same for the outputs. */
static size_t class_of(const struct view *view, enum quantity_kind kind)
{
    const struct net *net = view->snapshot->net;
    size_t outputs = net_output(net)->out;
    double *values = arena_alloc(view->arena, outputs * sizeof *values);

    for (size_t k = 0; k < outputs; k++)
        values[k] = quantity_value(view->snapshot, quantity_at(kind, net->layer_count, k, 0));
    return classify_class(values, outputs);
}

/* False as long as an output is not known, and where there are no classes. */
static bool find_verdict(const struct view *view, struct verdict *verdict)
{
    const struct net *net = view->snapshot->net;

    if (view->accuracy->training == NULL || view->snapshot->place.step == 0)
        return false;
    *verdict = (struct verdict){0};
    for (size_t k = 0; k < net_output(net)->out; k++) {
        enum known known = view_known(view, quantity_at(QUANTITY_A, net->layer_count, k, 0));

        if (known == KNOWN_NOT_YET)
            return false;
        verdict->old = verdict->old || known == KNOWN_OLD;
    }
    verdict->said = class_of(view, QUANTITY_A);
    verdict->is = class_of(view, QUANTITY_T);
    return true;
}

float network_verdict_height(const struct view *view)
{
    return view->accuracy->training != NULL ? lines_height * (float)view->size.number_px : 0.0f;
}

bool network_verdict_says(const struct view *view, size_t output)
{
    struct verdict verdict;

    return net_output(view->snapshot->net)->out > 1 && find_verdict(view, &verdict)
           && verdict.said == output;
}

void network_verdict_mark(const struct view *view, struct point tip, color ink)
{
    float size = (float)view->size.number_px;

    canvas_triangle(view->canvas, tip, (struct point){tip.x + 0.5f * size, tip.y - GAP_NEAR * size},
                    (struct point){tip.x + 0.5f * size, tip.y + GAP_NEAR * size}, ink);
}

/* A line of up to three pieces, centred on the card: a mark, then words, of which one is bold. */
struct line {
    const char *before, *bold, *after;
};

static float line_width(const struct view *view, const struct line *line, int size_px)
{
    return canvas_text_width(view->canvas, FONT_TEXT, size_px, line->before)
        + canvas_text_width(view->canvas, FONT_TEXT_BOLD, size_px, line->bold)
        + canvas_text_width(view->canvas, FONT_TEXT, size_px, line->after);
}

/* At a projector rather a little smaller than cut. */
static int least_px(const struct view *view)
{
    return view->bare && view->size.chip_px < view->size.label_px ? view->size.chip_px
                                                                   : view->size.label_px;
}

/* The first of the wordings that is not wider than that, the last at any rate. */
static struct line fitting(const struct view *view, float width, const struct line *wordings,
                           size_t count)
{
    size_t i = 0;

    while (i + 1 < count && line_width(view, &wordings[i], least_px(view)) > width)
        i++;
    return wordings[i];
}

/* "says 4 (0.996)" */
static struct line said_line(const struct view *view, const struct verdict *verdict, float width)
{
    const struct net *net = view->snapshot->net;
    struct quantity a = quantity_at(QUANTITY_A, net->layer_count, verdict->said, 0);
    const char *name, *share;

    if (verdict->said == CLASSIFY_NONE)
        return (struct line){words(W_SAYS), words(W_NAN), ""};
    name = view_class_name(view, verdict->said);
    if (net_output(net)->out == 1)
        return (struct line){words(W_SAYS), name, ""};
    share = arena_printf(view->arena, " (%.3f)", quantity_value(view->snapshot, a));
    return fitting(view, width,
                   (const struct line[]){
                       {words(W_SAYS), name, share},
                       {words(W_SAYS), name, ""},
                       {"", name, ""},
                       {"", arena_cut(view->arena, name, 9), ""},
                   },
                   4);
}

/* "right", "wrong: it is 7" */
static struct line truth_line(const struct view *view, const struct verdict *verdict, float width)
{
    const char *name = view_class_name(view, verdict->is);

    if (verdict->said == verdict->is)
        return (struct line){words(W_RIGHT), "", ""};
    return fitting(view, width,
                   (const struct line[]){
                       {words(W_WRONG_IT_IS), name, ""},
                       {words(W_IT_IS), name, ""},
                       {words(W_IT_IS), arena_cut(view->arena, name, 9), ""},
                       {words(W_IT_IS), arena_cut(view->arena, name, 6), ""},
                   },
                   4);
}

/* Returns where the line begins, with its mark. */
static float draw_line(const struct network_picture *picture, const struct line *line, float mark,
                       float y, color ink)
{
    const struct view *view = picture->view;
    struct rect card = picture->layout->loss;
    int size_px = view->size.label_px;
    float left, x;

    while (size_px > least_px(view) && line_width(view, line, size_px) > card.w - mark)
        size_px--;
    left = card.w - mark - line_width(view, line, size_px);
    left = card.x + (left > 0.0f ? 0.5f * left : left); /* a little wider it ends with the card */
    x = left + mark;
    x += canvas_text(view->canvas, x, y, CANVAS_LEFT, FONT_TEXT, size_px, ink, line->before);
    x += canvas_text(view->canvas, x, y, CANVAS_LEFT, FONT_TEXT_BOLD, size_px, ink, line->bold);
    canvas_text(view->canvas, x, y, CANVAS_LEFT, FONT_TEXT, size_px, ink, line->after);
    return left;
}

void network_verdict(const struct network_picture *picture)
{
    const struct view *view = picture->view;
    struct rect card = picture->layout->loss;
    float size = (float)view->size.label_px, number = (float)view->size.number_px,
          mark = size;
    float most = card.w - mark + (view->bare ? 1.0f : GAP_PART) * number,
          y = card.y - GAP_WIDE * number, x;
    struct verdict verdict;
    color ink = view->theme->text;
    struct line line;

    if (!find_verdict(view, &verdict))
        return;
    if (verdict.old || view->asked.kind != QUANTITY_NONE)
        ink = view->theme->text_soft;
    line = truth_line(view, &verdict, most);
    x = draw_line(picture, &line, mark, y, ink);
    if (verdict.said == verdict.is)
        ui_check(view->canvas, x, y, size, ink);
    else
        ui_cross(view->canvas, (struct point){x + GAP_NEAR * size, y - ui_text_drop(size)}, size,
                 view->theme->error);
    y -= LINE_CLOSE * number;
    line = said_line(view, &verdict, most);
    if (net_output(view->snapshot->net)->out == 1 || verdict.said == CLASSIFY_NONE)
        mark = 0.0f;
    x = draw_line(picture, &line, mark, y, ink);
    if (mark > 0.0f)
        network_verdict_mark(view, (struct point){x + GAP_HAIR * size, y - ui_text_drop(size)},
                             ink);
}
