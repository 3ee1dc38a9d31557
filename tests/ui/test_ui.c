/* Where a press lands and what it means; what widgets draw and stay within. */
#include "../draw/contrast.h"
#include "ui/ui.h"
#include "fake_font.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct rect here = {10, 10, 100, 40}, there = {200, 10, 100, 40};

static void press_finds_the_target(void **state)
{
    static struct ui ui;
    struct ui_action action;

    (void)state;
    ui_begin(&ui);
    ui_target(&ui, here, (struct ui_action){7, 1.5}, false);
    ui_target(&ui, there, (struct ui_action){8, 0}, false);
    action = ui_press(&ui, (struct point){20, 20});
    assert_int_equal(action.command, 7);
    assert_true(action.argument == 1.5);
    assert_int_equal(ui_press(&ui, (struct point){200, 10}).command, 8);
    assert_int_equal(ui_press(&ui, (struct point){300, 20}).command, 0);
    assert_int_equal(ui_press(&ui, (struct point){150, 20}).command, 0);
    assert_int_equal(ui_press(&ui, (struct point){NAN, 20}).command, 0);
    ui_release(&ui);
    ui_begin(&ui);
    assert_int_equal(ui_press(&ui, (struct point){20, 20}).command, 0);
}

static void later_targets_lie_on_top(void **state)
{
    static struct ui ui;

    (void)state;
    ui_begin(&ui);
    ui_target(&ui, here, (struct ui_action){1, 0}, false);
    ui_target(&ui, here, (struct ui_action){2, 0}, false);
    assert_int_equal(ui_press(&ui, (struct point){20, 20}).command, 2);
}

static void sliders_follow_the_pointer(void **state)
{
    static struct ui ui;
    struct ui_action action;

    (void)state;
    ui_begin(&ui);
    ui_target(&ui, here, (struct ui_action){3, 0}, true);
    assert_int_equal(ui_move(&ui, (struct point){20, 20}).command, 0); /* not pressed */
    action = ui_press(&ui, (struct point){35, 20});
    assert_int_equal(action.command, 3);
    assert_true(action.argument == 0.25);
    ui_begin(&ui); /* the next frame: it may be elsewhere or gone */
    action = ui_move(&ui, (struct point){85, 400});
    assert_int_equal(action.command, 3);
    assert_true(action.argument == 0.75);
    assert_true(ui_move(&ui, (struct point){-50, 0}).argument == 0);
    assert_true(ui_move(&ui, (struct point){5000, 0}).argument == 1);
    ui_release(&ui);
    assert_int_equal(ui_move(&ui, (struct point){85, 20}).command, 0);
    /* A press beside every target holds nothing. */
    ui_press(&ui, (struct point){900, 900});
    assert_int_equal(ui_move(&ui, (struct point){20, 20}).command, 0);
}

static void a_slider_without_width(void **state)
{
    static struct ui ui;

    (void)state;
    ui.held = (struct ui_target){.rect = {10, 10, 0, 40}, .action = {3, 0}, .slides = true};
    assert_true(ui_move(&ui, (struct point){10, 20}).argument == 0);
    assert_true(ui_move(&ui, (struct point){11, 20}).argument == 1);
}

static void hovering_needs_the_pointer_inside(void **state)
{
    static struct ui ui;

    (void)state;
    ui.pointer = (struct point){20, 20};
    assert_false(ui_hovers(&ui, here));
    ui_move(&ui, (struct point){20, 20});
    assert_true(ui_hovers(&ui, here));
    assert_false(ui_hovers(&ui, there));
}

static void too_many_targets(void **state)
{
    static struct ui ui;

    (void)state;
    ui_begin(&ui);
    for (int i = 0; i < UI_TARGETS_MAX + 100; i++)
        ui_target(&ui, here, (struct ui_action){i + 1, 0}, false);
    assert_int_equal(ui.target_count, UI_TARGETS_MAX);
    assert_int_equal(ui_press(&ui, (struct point){20, 20}).command, UI_TARGETS_MAX);
}

static void buttons(void **state)
{
    static struct ui ui;
    struct canvas canvas;
    color fills[4];

    (void)state;
    canvas_init(&canvas, fake_font());
    for (int kind = 0; kind < THEME_COUNT; kind++) {
        const struct theme *theme = theme_get((enum theme_kind)kind);

        for (int i = 0; i < 4; i++) { /* plain, selected, disabled, plain under the pointer */
            const struct canvas_command *box, *label;
            struct rect bounds;

            canvas_begin(&canvas, 400, 100, theme->background);
            ui_begin(&ui);
            ui.pointer = (struct point){30, 30};
            ui.pointer_inside = i == 3;
            ui_button(&ui, &canvas, theme, here, "Layer", 20, (enum ui_look)(i % 3),
                      (struct ui_action){5, 0});
            assert_int_equal(canvas.count, 2);
            box = &canvas.commands[0];
            label = &canvas.commands[1];
            assert_int_equal(box->kind, CANVAS_BOX);
            assert_int_equal(label->kind, CANVAS_TEXT);
            assert_string_equal(canvas_text_of(&canvas, label), "Layer");
            assert_true(color_contrast(label->fill, box->fill) >= 4.5f);
            bounds = canvas_text_bounds(&canvas, label);
            assert_true(rect_contains(here, (struct point){bounds.x, bounds.y}));
            assert_true(bounds.x + bounds.w <= here.x + here.w);
            assert_memory_equal(&label->as.text.within, &here, sizeof here);
            fills[i] = box->fill;
            assert_int_equal(ui_press(&ui, (struct point){30, 30}).command, i == 2 ? 0 : 5);
            ui_release(&ui);
        }
        assert_true(canvas.within.w == 0);
        for (int i = 0; i < 4; i++)
            for (int k = 0; k < i; k++)
                assert_true(fills[i] != fills[k]);
    }
    canvas_finish(&canvas);
}

/* What a disabled button covers cannot be clicked through it. */
static void disabled_buttons_swallow_clicks(void **state)
{
    static struct ui ui;
    struct canvas canvas;

    (void)state;
    canvas_init(&canvas, fake_font());
    canvas_begin(&canvas, 400, 100, 0xffffffff);
    ui_begin(&ui);
    ui_target(&ui, here, (struct ui_action){1, 0}, true);
    ui_button(&ui, &canvas, theme_get(THEME_LIGHT), here, "No", 20, UI_DISABLED,
              (struct ui_action){2, 0});
    assert_int_equal(ui_press(&ui, (struct point){20, 20}).command, 0);
    assert_int_equal(ui_move(&ui, (struct point){30, 20}).command, 0);
    canvas_finish(&canvas);
}

/* The middle of what a command draws, and how far it reaches. */
static void assert_inside(const struct canvas_command *command, struct rect rect)
{
    struct rect grown = rect_inset(rect, -0.01f, -0.01f), box = command->as.box.rect;

    switch (command->kind) {
    case CANVAS_BOX:
        assert_true(rect_contains(grown, (struct point){box.x, box.y}));
        assert_true(rect_contains(grown, (struct point){box.x + box.w, box.y + box.h}));
        break;
    case CANVAS_DISC:
        box.x = command->as.disc.radius;
        assert_true(command->as.disc.center.x - box.x >= rect.x);
        assert_true(command->as.disc.center.x + box.x <= rect.x + rect.w);
        assert_true(command->as.disc.center.y - box.x >= rect.y);
        assert_true(command->as.disc.center.y + box.x <= rect.y + rect.h);
        break;
    case CANVAS_TRIANGLE:
        for (int i = 0; i < 3; i++)
            assert_true(rect_contains(grown, command->as.points.p[i]));
        break;
    default:
        fail_msg("an icon is made of boxes, discs and triangles, not of kind %d",
                 (int)command->kind);
    }
}

static void icons_differ_and_stay_inside(void **state)
{
    static const float sizes[] = {24, 30, 44, 57, 90};
    static struct ui ui;
    static struct canvas canvases[UI_ICON_LIST + 1];

    (void)state;
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        struct rect rect = {100, 50, sizes[s] * 1.2f, sizes[s]};

        for (int icon = 0; icon <= UI_ICON_LIST; icon++) {
            struct canvas *canvas = &canvases[icon];

            canvas_init(canvas, NULL);
            canvas_begin(canvas, 400, 300, 0xffffffff);
            ui_begin(&ui);
            ui_icon_button(&ui, canvas, theme_get(THEME_DARK), rect, (enum ui_icon)icon, UI_PLAIN,
                           (struct ui_action){icon + 1, 0});
            assert_true(canvas->count >= 2);
            for (size_t i = 0; i < canvas->count; i++)
                assert_inside(&canvas->commands[i], rect_inset(rect, -0.5f, -0.5f));
            assert_int_equal(ui_press(&ui, rect_center(rect)).command, icon + 1);
            ui_release(&ui);
            for (int other = 0; other < icon; other++)
                assert_true(canvas->count != canvases[other].count ||
                            memcmp(canvas->commands, canvases[other].commands,
                                   canvas->count * sizeof *canvas->commands) != 0);
        }
        for (int icon = 0; icon <= UI_ICON_LIST; icon++)
            canvas_finish(&canvases[icon]);
    }
}

static double argument_of(const struct ui_target *item)
{
    assert_non_null(item);
    return item->action.argument;
}

static void items_are_walked_by_group(void **state)
{
    static const int groups[] = {3, 1, UI_GROUP_NONE, 3, 1, 2};
    static struct ui ui;

    (void)state;
    ui_begin(&ui);
    assert_null(ui_item_next(&ui, 0, 1));
    for (int i = 0; i < 6; i++) {
        ui_group(&ui, groups[i]);
        ui_item(&ui, (struct rect){50.0f * (float)i, 0, 50, 20}, (struct ui_action){9, 100 + i});
    }
    assert_int_equal(ui.tab_count, 5);
    /* From nothing to the first; then on, and round. */
    assert_true(argument_of(ui_item_next(&ui, 0, 1)) == 101);
    assert_true(argument_of(ui_item_next(&ui, 101, 1)) == 104);
    assert_true(argument_of(ui_item_next(&ui, 104, 1)) == 105);
    assert_true(argument_of(ui_item_next(&ui, 105, 1)) == 100);
    assert_true(argument_of(ui_item_next(&ui, 103, 1)) == 101);
    assert_true(argument_of(ui_item_next(&ui, 101, -1)) == 103);
    assert_true(argument_of(ui_item_next(&ui, 0, -1)) == 103);
    /* What Tab leaves out can be pointed at. */
    assert_true(argument_of(ui_item_at(&ui, (struct point){110, 5})) == 102);
    ui_begin(&ui);
    assert_int_equal(ui.tab_count, 0);
}

static void items_under_other_targets_are_covered(void **state)
{
    static struct ui ui;

    (void)state;
    ui_begin(&ui);
    ui_item(&ui, here, (struct ui_action){9, 1});
    assert_true(argument_of(ui_item_at(&ui, rect_center(here))) == 1);
    assert_null(ui_item_at(&ui, rect_center(there)));
    ui_target(&ui, here, (struct ui_action){2, 0}, false);
    assert_null(ui_item_at(&ui, rect_center(here)));
}

static void a_line_is_hit_near_it_only(void **state)
{
    static struct ui ui;

    (void)state;
    ui_begin(&ui);
    ui_item_line(&ui, (struct point){10, 10}, (struct point){110, 110}, 5, (struct ui_action){9, 1});
    assert_non_null(ui_item_at(&ui, (struct point){60, 60}));
    assert_non_null(ui_item_at(&ui, (struct point){63, 57}));
    assert_null(ui_item_at(&ui, (struct point){70, 50}));
    assert_null(ui_item_at(&ui, (struct point){100, 20}));
    assert_int_equal(ui_press(&ui, (struct point){61, 60}).command, 9);
    assert_int_equal(ui_press(&ui, (struct point){100, 20}).command, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(press_finds_the_target),
        cmocka_unit_test(later_targets_lie_on_top),
        cmocka_unit_test(sliders_follow_the_pointer),
        cmocka_unit_test(a_slider_without_width),
        cmocka_unit_test(hovering_needs_the_pointer_inside),
        cmocka_unit_test(too_many_targets),
        cmocka_unit_test(items_are_walked_by_group),
        cmocka_unit_test(items_under_other_targets_are_covered),
        cmocka_unit_test(a_line_is_hit_near_it_only),
        cmocka_unit_test(buttons),
        cmocka_unit_test(disabled_buttons_swallow_clicks),
        cmocka_unit_test(icons_differ_and_stay_inside),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
