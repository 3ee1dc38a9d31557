#include "draw/theme.h"

#include <assert.h>
#include <math.h>

/* tests/draw/test_theme holds every promise of theme.h. Blue and orange for the signs:
 * distinct for deutan, protan and tritan eyes (after Okabe and Ito). */
const char *const theme_names[THEME_COUNT] = {[THEME_LIGHT] = "light", [THEME_DARK] = "dark"};

static const struct theme themes[THEME_COUNT] = {
    [THEME_LIGHT] = {
        .background = 0xfffbfaf7,
        .panel = 0xffffffff,
        .panel_border = 0xffdcdbd5,
        .text = 0xff16191d,
        .text_soft = 0xff4f5966,
        .line = 0xffd0cfc9,
        .line_strong = 0xff80848a,
        .phase = {0xff0e7490, 0xff475569, 0xff7e22ce, 0xff4d7c0f},
        .phase_ink = {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
        .phase_soft = {0xffe6f3f6, 0xffeceef2, 0xfff3e8ff, 0xfff2f7e8},
        .positive = 0xff0072b2,
        .negative = 0xffb34f00,
        .positive_fill = 0xff8fbfe3,
        .negative_fill = 0xfff2b27a,
        .zero_fill = 0xfff6f5f1,
        .node_ink = 0xff16191d,
        .role = {
            [FORMULA_ROLE_NONE] = 0xff16191d,
            [FORMULA_ROLE_LOSS_SLOPE] = 0xffb34a09,
            [FORMULA_ROLE_ACTIVATION_SLOPE] = 0xff0f766e,
            [FORMULA_ROLE_INPUT] = 0xff1d58c4,
            [FORMULA_ROLE_ERROR] = 0xff7e22ce,
            [FORMULA_ROLE_GRADIENT] = 0xff7e22ce,
            [FORMULA_ROLE_WEIGHT] = 0xff16191d,
            [FORMULA_ROLE_RESULT] = 0xff16191d,
            [FORMULA_ROLE_STEP] = 0xff4d7c0f,
        },
        .focus = 0xff1d58c4,
        .error = 0xffb91c1c,
    },
    [THEME_DARK] = {
        .background = 0xff10151c,
        .panel = 0xff1a212b,
        .panel_border = 0xff333d4a,
        .text = 0xffe8ecf1,
        .text_soft = 0xffa9b4c2,
        .line = 0xff3a4452,
        .line_strong = 0xff6f7b8b,
        .phase = {0xff4fc3dc, 0xffa3b1c6, 0xffc79bf7, 0xffa3cf5b},
        .phase_ink = {0xff10151c, 0xff10151c, 0xff10151c, 0xff10151c},
        .phase_soft = {0xff16323c, 0xff27303d, 0xff302344, 0xff27331a},
        .positive = 0xff56b4e9,
        .negative = 0xffe69f00,
        .positive_fill = 0xff1f5f8a,
        .negative_fill = 0xff8a5200,
        .zero_fill = 0xff222b37,
        .node_ink = 0xffe8ecf1,
        .role = {
            [FORMULA_ROLE_NONE] = 0xffe8ecf1,
            [FORMULA_ROLE_LOSS_SLOPE] = 0xfff0a35e,
            [FORMULA_ROLE_ACTIVATION_SLOPE] = 0xff5fd4c4,
            [FORMULA_ROLE_INPUT] = 0xff8ab4ff,
            [FORMULA_ROLE_ERROR] = 0xffc79bf7,
            [FORMULA_ROLE_GRADIENT] = 0xffc79bf7,
            [FORMULA_ROLE_WEIGHT] = 0xffe8ecf1,
            [FORMULA_ROLE_RESULT] = 0xffe8ecf1,
            [FORMULA_ROLE_STEP] = 0xffa3cf5b,
        },
        .focus = 0xff8ab4ff,
        .error = 0xffff8a80,
    },
};

const struct theme *theme_get(enum theme_kind kind)
{
    assert((unsigned)kind < THEME_COUNT);
    return &themes[kind];
}

color theme_diverging(const struct theme *theme, double value, double scale)
{
    /* 0 keeps the neutral fill even where the scale is 0 too. */
    double t = value == 0 ? 0 : fabs(value) / scale;

    if (!isfinite(value))
        return color_mix(theme->zero_fill, theme->error, 0.25f);
    if (!(t < 1))
        t = 1;
    return color_mix(theme->zero_fill, value < 0 ? theme->negative_fill : theme->positive_fill,
                     (float)t);
}
