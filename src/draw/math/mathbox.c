#include "draw/math/mathbox.h"

#include "draw/math/mathbox_flow.h"
#include "draw/math/mathbox_set.h"
#include "formula/lower.h"

#include <math.h>

static int letter_size(const struct mathbox_style *style)
{
    int smallest = style->min_px > 0 ? style->min_px : 1;

    return style->size_px > smallest ? style->size_px : smallest;
}

static struct mathbox_size set_whole(const struct canvas *canvas, struct canvas *target, float x,
                                     float y, const struct formula *formula,
                                     const struct mathbox_style *style)
{
    struct pen pen = pen_start(canvas, target, style, letter_size(style), x, y);
    struct arena arena = {0};
    const struct box *box = box_lower(&arena, formula, style->show);

    pen.alone = box->kind == BOX_NUMBER;
    mathbox_set(&pen, box);
    arena_finish(&arena);
    return (struct mathbox_size){
        .width = pen.x - x, .ascent = pen.ascent, .descent = pen.descent};
}

struct mathbox_size mathbox_measure(const struct canvas *canvas, const struct formula *formula,
                                    const struct mathbox_style *style)
{
    return set_whole(canvas, NULL, 0, 0, formula, style);
}

struct mathbox_size mathbox_draw(struct canvas *canvas, float x, float y,
                                 const struct formula *formula, const struct mathbox_style *style)
{
    return set_whole(canvas, canvas, x, y, formula, style);
}

/* An equation, broken over lines in one of the ways that are tried. */
struct equation {
    const struct canvas *canvas;       /* borrowed */
    struct canvas *target;             /* borrowed; NULL: only measures */
    const struct mathbox_style *style; /* borrowed */
    const struct box *left, *right;    /* borrowed; may be NULL */
    const char *relation;              /* borrowed; may be NULL */
    float width;                       /* what there is */
    int size_px;
    struct flow flow;                  /* of the right side */
    struct mathbox_size left_size;
    float relation_x;                  /* against the left end */
    float right_x;
    bool break_at_relation;
    float longest;                     /* right end of the longest line */
};

static struct pen equation_pen(const struct equation *equation, struct canvas *target, float x,
                               float y)
{
    struct pen pen =
        pen_start(equation->canvas, target, equation->style, equation->size_px, x, y);

    pen.alone = equation->right != NULL && equation->right->kind == BOX_NUMBER;
    return pen;
}

/* The relation and the space after it. */
static void set_relation(struct pen *pen, const char *relation)
{
    if (relation == NULL)
        return;
    pen_upright(pen, relation);
    pen_space(pen, PEN_THICK);
}

/* Records the pieces of the right side. */
static void measure_right(struct equation *equation, int max_level)
{
    struct pen pen = equation_pen(equation, NULL, 0, 0);

    equation->flow.max_level = max_level;
    equation->flow.placing = false;
    equation->flow.count = 0;
    pen.flow = &equation->flow;
    if (equation->right != NULL)
        mathbox_set(&pen, equation->right);
    flow_end(&pen);
}

/* Sets the horizontal measures; returns whether all lines fit. */
static bool fit(struct equation *equation, int size_px, int max_level)
{
    struct pen pen;
    float em = (float)size_px, after;

    equation->size_px = size_px;
    equation->left_size = (struct mathbox_size){0};
    pen = equation_pen(equation, NULL, 0, 0);
    if (equation->left != NULL)
        equation->left_size = pen_measure(&pen, mathbox_set, equation->left);
    set_relation(&pen, equation->relation);
    after = pen.x; /* from the relation to the right side */
    measure_right(equation, max_level);

    equation->break_at_relation = false;
    equation->relation_x = equation->left == NULL ? 0 : equation->left_size.width + PEN_THICK * em;
    equation->right_x = equation->relation_x + after;
    equation->flow.line_x =
        equation->right_x <= 0.45f * equation->width ? equation->right_x : 2 * em;
    equation->longest = flow_fill(&equation->flow, equation->right_x, equation->width);
    if (equation->longest > equation->width && equation->left != NULL &&
        equation->relation != NULL) {
        equation->break_at_relation = true;
        equation->relation_x = em;
        equation->right_x = equation->relation_x + after;
        equation->flow.line_x = equation->right_x;
        equation->longest =
            fmaxf(flow_fill(&equation->flow, equation->right_x, equation->width),
                  equation->left_size.width);
    }
    return equation->longest <= equation->width;
}

/* Tries smaller and smaller letters, jumping to the size that should do. */
static bool fit_smaller(struct equation *equation, int largest, int smallest, int max_level)
{
    int size = largest;

    while (size > smallest) {
        int wanted;

        if (fit(equation, size, max_level))
            return true;
        wanted = (int)((float)size * equation->width / equation->longest);
        size = wanted < size - 1 ? wanted : size - 1;
    }
    return fit(equation, smallest, max_level);
}

/* The order of preference: lines ended at the outermost signs, then one level
 * further in, letters smaller by up to a fifth, lines ended anywhere, letters
 * as small as allowed. */
static void choose_layout(struct equation *equation)
{
    int size = letter_size(equation->style), smallest = equation->style->min_px;
    int little;

    if (smallest < 6)
        smallest = size < 6 ? size : 6;
    little = size * 4 / 5 > smallest ? size * 4 / 5 : smallest;
    if (fit(equation, size, 0) || fit(equation, size, 1))
        return;
    if (fit_smaller(equation, size, little, 0) || fit_smaller(equation, size, little, 1))
        return;
    for (int level = 2; level < FLOW_LEVELS; level++)
        if (fit(equation, size, level))
            return;
    fit_smaller(equation, size, smallest, FLOW_LEVELS - 1);
}

/* Gives the lines their baselines, from y down; returns the extents. */
static struct mathbox_size place_lines(struct equation *equation, float y)
{
    float em = (float)equation->size_px, start = y;
    struct flow *flow = &equation->flow;
    struct pen relation = equation_pen(equation, NULL, 0, 0);
    struct mathbox_size line = equation->left_size, size;
    size_t begin = 0;

    set_relation(&relation, equation->relation);
    size = (struct mathbox_size){.width = equation->longest, .ascent = line.ascent};
    while (begin < flow->count) {
        size_t end = begin + 1;
        struct mathbox_size next = {.ascent = flow->pieces[begin].ascent,
                                    .descent = flow->pieces[begin].descent};

        for (; end < flow->count && !flow->pieces[end].begins_line; end++) {
            next.ascent = fmaxf(next.ascent, flow->pieces[end].ascent);
            next.descent = fmaxf(next.descent, flow->pieces[end].descent);
        }
        if (begin == 0) {
            next.ascent = fmaxf(next.ascent, relation.ascent);
            next.descent = fmaxf(next.descent, relation.descent);
        }
        if (begin > 0 || equation->break_at_relation) {
            y += roundf(fmaxf(1.3f * em, line.descent + 0.35f * em + next.ascent));
            line = next;
        } else {
            line.ascent = fmaxf(line.ascent, next.ascent);
            line.descent = fmaxf(line.descent, next.descent);
            size.ascent = line.ascent;
        }
        for (size_t i = begin; i < end; i++)
            flow->pieces[i].y = y;
        begin = end;
    }
    size.descent = y - start + line.descent;
    return size;
}

static void draw_equation(struct equation *equation, struct canvas *target, float x, float y)
{
    struct pen pen = equation_pen(equation, target, x, y);

    if (equation->left != NULL)
        mathbox_set(&pen, equation->left);
    pen.x = x + equation->relation_x;
    pen.y = equation->flow.pieces[0].y;
    set_relation(&pen, equation->relation);
    pen.x = x + equation->right_x;
    equation->flow.line_x += x;
    equation->flow.placing = true;
    equation->flow.count = 0;
    pen.flow = &equation->flow;
    if (equation->right != NULL)
        mathbox_set(&pen, equation->right);
}

struct mathbox_size mathbox_equation(struct canvas *canvas, float x, float y, float width,
                                     const struct formula *left, const char *relation,
                                     const struct formula *right,
                                     const struct mathbox_style *style, bool draw)
{
    struct arena arena = {0};
    struct equation equation = {
        .canvas = canvas,
        .style = style,
        .left = left != NULL ? box_lower(&arena, left, style->show) : NULL,
        .right = right != NULL ? box_lower(&arena, right, style->show) : NULL,
        .relation = relation,
        .width = width,
    };
    struct mathbox_size size;

    choose_layout(&equation);
    size = place_lines(&equation, y);
    if (draw)
        draw_equation(&equation, canvas, x, y);
    arena_finish(&arena);
    return size;
}
