/* The contrasts that theme.h promises, in both themes. */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_and_lines),
        cmocka_unit_test(phases),
        cmocka_unit_test(fills),
        cmocka_unit_test(diverging_is_symmetric_and_limited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
