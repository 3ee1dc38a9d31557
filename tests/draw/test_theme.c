/* The contrasts that theme.h promises, in both themes. */
#include "contrast.h"
#include "draw/theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_contrast(const char *what, color ink, color ground, float least)
{
    float contrast = color_contrast(ink, ground);

    assert_int_equal(ink >> 24, 0xff);
    assert_int_equal(ground >> 24, 0xff);
    if (contrast < least)
        fail_msg("%s: %06x on %06x has %.2f, promised %.1f", what, (unsigned)(ink & 0xffffff),
                 (unsigned)(ground & 0xffffff), (double)contrast, (double)least);
}

static void on_both(const struct theme *theme, const char *what, color ink, float least)
{
    assert_contrast(what, ink, theme->background, least);
    assert_contrast(what, ink, theme->panel, least);
}

static void text_and_lines(void **state)
{
    (void)state;
    for (int kind = 0; kind < THEME_COUNT; kind++) {
        const struct theme *theme = theme_get((enum theme_kind)kind);

        on_both(theme, "text", theme->text, 7);
        on_both(theme, "text_soft", theme->text_soft, 4.5f);
        on_both(theme, "line_strong", theme->line_strong, 3);
        on_both(theme, "focus", theme->focus, 3);
        on_both(theme, "positive", theme->positive, 4.5f);
        on_both(theme, "negative", theme->negative, 4.5f);
        on_both(theme, "error", theme->error, 4.5f);
        for (int role = 0; role < FORMULA_ROLE_COUNT; role++)
            on_both(theme, "role", theme->role[role], 4.5f);
    }
}

static void phases(void **state)
{
    (void)state;
    for (int kind = 0; kind < THEME_COUNT; kind++) {
        const struct theme *theme = theme_get((enum theme_kind)kind);

        for (int phase = 0; phase < PHASE_COUNT; phase++) {
            on_both(theme, "phase", theme->phase[phase], 4.5f);
            assert_contrast("phase_ink", theme->phase_ink[phase], theme->phase[phase], 4.5f);
            assert_contrast("text on phase_soft", theme->text, theme->phase_soft[phase], 4.5f);
            assert_contrast("phase on phase_soft", theme->phase[phase], theme->phase_soft[phase],
                            4.5f);
            for (int other = 0; other < phase; other++)
                assert_true(theme->phase[phase] != theme->phase[other]);
        }
    }
}

static void fills(void **state)
{
    static const double odd[] = {(double)NAN, (double)INFINITY, -(double)INFINITY};

    (void)state;
    for (int kind = 0; kind < THEME_COUNT; kind++) {
        const struct theme *theme = theme_get((enum theme_kind)kind);

        for (int value = -120; value <= 120; value++)
            assert_contrast("node_ink", theme->node_ink, theme_diverging(theme, value, 100), 4.5f);
        for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++)
            assert_contrast("node_ink on what is not finite", theme->node_ink,
                            theme_diverging(theme, odd[i], 1), 4.5f);
    }
}

static void diverging_is_symmetric_and_limited(void **state)
{
    const struct theme *theme = theme_get(THEME_LIGHT);

    (void)state;
    assert_int_equal(theme_diverging(theme, 0, 2), theme->zero_fill);
    assert_int_equal(theme_diverging(theme, 0, 0), theme->zero_fill);
    assert_int_equal(theme_diverging(theme, 2, 2), theme->positive_fill);
    assert_int_equal(theme_diverging(theme, 1e300, 2), theme->positive_fill);
    assert_int_equal(theme_diverging(theme, -2, 2), theme->negative_fill);
    assert_int_equal(theme_diverging(theme, 1, 2),
                     color_mix(theme->zero_fill, theme->positive_fill, 0.5f));
    assert_int_equal(theme_diverging(theme, -1, 2),
                     color_mix(theme->zero_fill, theme->negative_fill, 0.5f));
    assert_true(theme_diverging(theme, (double)NAN, 1) != theme->zero_fill);
    assert_int_equal(theme_diverging(theme, (double)NAN, 1),
                     theme_diverging(theme, (double)INFINITY, 1));
}

/* ---- colours as who sees two of three primaries sees them ---- */

/* Machado, Oliveira and Fernandes 2009, severity 1, on linear light: protan, deutan, tritan. */
static const double seen[3][3][3] = {
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}},
};

static double lab_root(double t)
{
    return t > 216.0 / 24389.0 ? cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
}

/* L*, a*, b* (D65) of a colour as such eyes see it. */
static void lab(color c, const double eye[3][3], double out[3])
{
    static const double xyz[3][3] = {{0.4124564, 0.3575761, 0.1804375},
                                     {0.2126729, 0.7151522, 0.0721750},
                                     {0.0193339, 0.1191920, 0.9503041}},
                        white[3] = {0.95047, 1.0, 1.08883};
    double light[3], met[3], f[3];

    for (int i = 0; i < 3; i++) {
        double v = (double)(c >> (16 - 8 * i) & 0xff) / 255.0;

        light[i] = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
    }
    for (int i = 0; i < 3; i++)
        met[i] = fmin(fmax(eye[i][0] * light[0] + eye[i][1] * light[1] + eye[i][2] * light[2], 0.0),
                      1.0);
    for (int i = 0; i < 3; i++)
        f[i] = lab_root((xyz[i][0] * met[0] + xyz[i][1] * met[1] + xyz[i][2] * met[2]) / white[i]);
    out[0] = 116.0 * f[1] - 16.0;
    out[1] = 500.0 * (f[0] - f[1]);
    out[2] = 200.0 * (f[1] - f[2]);
}

/* CIE 1976. */
static double distance(color a, color b, const double eye[3][3])
{
    double p[3], q[3];

    lab(a, eye, p);
    lab(b, eye, q);
    return sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1])
                + (p[2] - q[2]) * (p[2] - q[2]));
}

/* Red and green, for comparison, are nearly one to them. */
static void signs_differ_for_all_eyes(void **state)
{
    (void)state;
    assert_true(distance(0xffd00000, 0xff00a000, seen[1]) < 30.0);
    for (int kind = 0; kind < THEME_COUNT; kind++) {
        const struct theme *theme = theme_get((enum theme_kind)kind);

        for (int eye = 0; eye < 3; eye++) {
            assert_true(distance(theme->positive, theme->negative, seen[eye]) > 80.0);
            assert_true(distance(theme->positive_fill, theme->negative_fill, seen[eye]) > 50.0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_and_lines),
        cmocka_unit_test(phases),
        cmocka_unit_test(fills),
        cmocka_unit_test(diverging_is_symmetric_and_limited),
        cmocka_unit_test(signs_differ_for_all_eyes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
