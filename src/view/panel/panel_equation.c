/* The equations of the panel: the letters, the numbers put in, the result. */
#include "view/panel/panel_parts.h"

#include "draw/math/mathbox.h"
#include "view/frame/needed.h"

#include <math.h>
#include <stdio.h>

static struct mathbox_style math_style(const struct view *view, int size_px, enum formula_show show)
{
    return (struct mathbox_style){
        .size_px = size_px,
        .min_px = view->size.min_px,
        .show = show,
        .numbers = {.decimals = view->decimals},
        .ink = view->theme->text,
        .theme = view->theme,
    };
}

int panel_size(const struct panel *panel, int size_px)
{
    float least = fminf((float)panel->view->size.chip_px, (float)size_px), size = (float)size_px;

    for (int step = 0; step < panel->smaller; step++)
        size *= 0.86f;
    return panel->smaller == 0 ? size_px : (int)fmaxf(roundf(size), floorf(least));
}

/* The result has more digits than what it is made of. */
static int result_decimals(const struct view *view)
{
    return view->decimals + 2 < NUMBER_DECIMALS_MAX ? view->decimals + 2 : NUMBER_DECIMALS_MAX;
}

/* = value, on a tinted chip: what the step computes. */
static float result_line(const struct panel *panel, const struct explain_equation *equation,
                         float y, bool measure)
{
    const struct view *view = panel->view;
    enum theme_phase phase = view_phase(view->snapshot->place.unit.kind);
    int size_px = panel_size(panel, view_symbol_px((float)view->size.number_px));
    float size = (float)size_px, left = panel->inner.x, width, sign;
    char text[NUMBER_TEXT_SIZE];
    struct number_style style = {.decimals = result_decimals(view)};
    struct rect box;

    if (measure)
        return 2.0f * size;
    number_format(text, equation->value, style);
    if (!view_told(view)) /* not before it has arrived in the picture */
        snprintf(text, sizeof text, "?");
    sign = canvas_text(view->canvas, left, y + LINE_CLOSE * size, CANVAS_LEFT, FONT_MONO, size_px,
                       view->theme->text, "=");
    width = canvas_text_width(view->canvas, FONT_MONO_BOLD, size_px, text);
    box = (struct rect){left + sign + GAP_WORD * size, y + GAP_HAIR * size, width + GAP_PART * size,
                        LINE_ROW * size};
    canvas_box(view->canvas, box, view->size.corner, view->theme->phase_soft[phase], 0, 0.0f);
    canvas_text(view->canvas, box.x + GAP_WORD * size, y + LINE_CLOSE * size, CANVAS_LEFT,
                FONT_MONO_BOLD, size_px, view->theme->text, text);
    return 2.0f * size;
}

static bool is_leaf(const struct formula *formula)
{
    return formula->kind == FORMULA_NEGATE ? is_leaf(formula->children[0])
                                           : formula->kind == FORMULA_SYMBOL
                                                 || formula->kind == FORMULA_PARTIAL;
}

/* Whether the numbers put in are terms that anyone can add up. */
static bool is_plain_sum(const struct formula *formula)
{
    bool plain = formula->kind == FORMULA_ADD && formula->count > 1;

    for (size_t i = 0; i < formula->count && plain; i++)
        plain = is_leaf(formula->children[i]);
    return plain;
}

/* Terms have as many digits as their sum where they take no more lines for it, else as many as fit
 * the width. */
static struct mathbox_size fit_numbers(const struct panel *panel, const struct formula *right,
                                       bool summed, float y, struct mathbox_style *style)
{
    float x = panel->inner.x, width = panel->inner.w;
    struct canvas *canvas = panel->view->canvas;
    struct mathbox_size size = mathbox_equation(canvas, x, y, width, NULL, "=", right, style,
                                                false);

    if (summed && is_plain_sum(right)) {
        struct mathbox_style finer = *style;
        struct mathbox_size longer;

        finer.numbers.decimals = result_decimals(panel->view);
        longer = mathbox_equation(canvas, x, y, width, NULL, "=", right, &finer, false);
        if (longer.width <= width
            && longer.ascent + longer.descent <= 1.05f * (size.ascent + size.descent)) {
            *style = finer;
            return longer;
        }
    }
    while (size.width > width && style->numbers.decimals > 3) {
        style->numbers.decimals--;
        size = mathbox_equation(canvas, x, y, width, NULL, "=", right, style, false);
    }
    return size;
}

float panel_equation(const struct panel *panel, const struct explain_equation *equation,
                     float y, bool measure)
{
    const struct view *view = panel->view;
    struct mathbox_style symbols = math_style(view, panel_size(panel, view->size.formula_px),
                                              FORMULA_SYMBOLS);
    struct mathbox_style numbers = math_style(
        view, panel_size(panel, view_symbol_px((float)view->size.number_px)),
        FORMULA_NUMBERS);
    float top = y, width = panel->inner.w;
    float gap = (panel->smaller > 0 ? GAP_WORD : GAP_WIDE) * (float)view->size.body_px;
    struct mathbox_size size;

    size = mathbox_equation(view->canvas, panel->inner.x, y, width, equation->left,
                            equation->relation, equation->right, &symbols, false);
    if (!measure)
        mathbox_equation(view->canvas, panel->inner.x, y + size.ascent, width, equation->left,
                         equation->relation, equation->right, &symbols, true);
    y += size.ascent + size.descent + gap;
    if (panel->numbers && (equation->numbers || panel->alone)) {
        size = fit_numbers(panel, equation->right, equation->result, y, &numbers);
        if (!measure && !needed_is_coming(view, equation->right))
            mathbox_equation(view->canvas, panel->inner.x, y + size.ascent, width, NULL, "=",
                             equation->right, &numbers, true);
        y += size.ascent + size.descent + gap;
    }
    if (equation->result || panel->alone)
        y += result_line(panel, equation, y, measure) + gap;
    return y - top + GAP_WORD * gap;
}

float panel_equations(const struct panel *panel, float y, bool measure)
{
    float top = y;

    for (size_t i = 0; i < panel->equations; i++)
        y += panel_equation(panel, &panel->view->explanation->equations[i], y, measure);
    return y - top;
}
