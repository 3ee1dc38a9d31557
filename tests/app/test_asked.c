/* Asking about what is on the screen: by Tab, by pointing, by clicking. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "stage.h"

static void press(struct stage *stage, const char *name)
{
    struct key key;

    assert_true(key_parse(name, strlen(name), &key, NULL));
    assert_true(app_key(&stage->app, key, false));
    stage_frame(stage, 1280, 720);
}

static struct point place_of(const struct stage *stage, struct quantity quantity)
{
    const struct ui *ui = &stage->app.shown.ui;

    for (size_t i = ui->target_count; i-- > 0;) {
        if (ui->targets[i].item && ui->targets[i].action.argument == quantity_pack(quantity))
            return rect_center(ui->targets[i].rect);
    }
    fail_msg("nothing on the screen shows the quantity");
    return (struct point){0, 0};
}

static void open_frame(struct stage *stage, const char *name)
{
    stage_setup(stage);
    stage_open(stage, name);
    stage_frame(stage, 1280, 720);
}

/* Tab reaches every number once and comes round; Shift+Tab goes the same way back. */
static void test_tab(void **state)
{
    struct quantity seen[64], first;
    struct stage stage;
    size_t count = 0;

    (void)state;
    open_frame(&stage, "mazur");
    press(&stage, "End");
    press(&stage, "Tab");
    first = asked_about(&stage.app.asked);
    do {
        assert_true(asked_about(&stage.app.asked).kind != QUANTITY_NONE);
        for (size_t i = 0; i < count; i++)
            assert_false(quantity_equal(seen[i], asked_about(&stage.app.asked)));
        assert_true(count < 64);
        seen[count++] = asked_about(&stage.app.asked);
        press(&stage, "Tab");
    } while (!quantity_equal(asked_about(&stage.app.asked), first));
    /* Inputs, z and a of four neurons, their biases, eight weights old and new, targets, loss, η. */
    assert_true(count >= 2 + 8 + 4 + 16 + 2 + 1 + 1);
    for (size_t i = count; i-- > 0;) {
        press(&stage, "Shift+Tab");
        assert_true(quantity_equal(asked_about(&stage.app.asked), seen[i]));
    }
    press(&stage, "Escape");
    assert_int_equal(asked_about(&stage.app.asked).kind, QUANTITY_NONE);
    assert_false(stage.app.requests.quit);
    stage_teardown(&stage);
}

static void test_pointing(void **state)
{
    struct quantity z = quantity_at(QUANTITY_Z, 1, 0, 0), w = quantity_of_weight(QUANTITY_VALUE, 2, 1, 0);
    struct stage stage;

    (void)state;
    open_frame(&stage, "mazur");
    press(&stage, "Right");
    app_pointer_move(&stage.app, place_of(&stage, z));
    assert_true(quantity_equal(asked_about(&stage.app.asked), z));
    /* Who goes on with the keys does not ask any more, until the pointer moves again. */
    press(&stage, "Right");
    assert_int_equal(asked_about(&stage.app.asked).kind, QUANTITY_NONE);
    app_pointer_press(&stage.app, place_of(&stage, w));
    app_pointer_release(&stage.app, place_of(&stage, w));
    press(&stage, "Right");
    assert_true(quantity_equal(asked_about(&stage.app.asked), w));
    /* What is pointed at goes before what was chosen, as long as it is. */
    app_pointer_move(&stage.app, place_of(&stage, z));
    assert_true(quantity_equal(asked_about(&stage.app.asked), z));
    app_pointer_leave(&stage.app);
    assert_true(quantity_equal(asked_about(&stage.app.asked), w));
    /* A click beside everything. */
    app_pointer_press(&stage.app, (struct point){8, 400});
    app_pointer_press(&stage.app, (struct point){60, 560});
    assert_int_equal(asked_about(&stage.app.asked).kind, QUANTITY_NONE);
    stage_teardown(&stage);
}

/* A weight can be asked about along its edge, off its chip. */
static void test_edges(void **state)
{
    struct quantity w = quantity_of_weight(QUANTITY_VALUE, 1, 0, 0);
    struct stage stage;
    struct point chip;

    (void)state;
    open_frame(&stage, "mazur");
    chip = place_of(&stage, w);
    for (float x = chip.x; x < chip.x + 200.0f; x += 1.0f) {
        const struct ui_target *item = ui_item_at(&stage.app.shown.ui, (struct point){x, chip.y});

        if (item == NULL || !item->item || item->line_half_px <= 0.0f)
            continue;
        assert_true(quantity_equal(quantity_unpack(item->action.argument), w));
        stage_teardown(&stage);
        return;
    }
    fail_msg("the edge is nowhere to be found");
}

/* With L2 the loss's card has s and J below it: there they answer, once they are computed. */
static void test_objective(void **state)
{
    struct quantity s = quantity_at(QUANTITY_PENALTY, 2, 0, 0), j = quantity_at(QUANTITY_OBJECTIVE, 2, 0, 0);
    struct stage stage;

    (void)state;
    open_frame(&stage, "l2");
    for (size_t i = 0; i < stage.app.shown.ui.target_count; i++)
        assert_true(stage.app.shown.ui.targets[i].action.argument != quantity_pack(s));
    press(&stage, "2");
    press(&stage, "Right");
    press(&stage, "Right");
    press(&stage, "Right");
    app_pointer_move(&stage.app, place_of(&stage, s));
    assert_true(quantity_equal(asked_about(&stage.app.asked), s));
    app_pointer_move(&stage.app, place_of(&stage, j));
    assert_true(quantity_equal(asked_about(&stage.app.asked), j));
    stage_teardown(&stage);
}

/* Whether a text of the frame has these words. */
static bool shows(const struct stage *stage, const char *words)
{
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *command = &stage->canvas.commands[i];

        if (command->kind == CANVAS_TEXT && strstr(canvas_text_of(&stage->canvas, command), words) != NULL)
            return true;
    }
    return false;
}

/* The panel may leave out rows of the table at the end of an update, but neither the equation nor what
 * has become of the loss. */
static void test_what_it_has_come_to(void **state)
{
    static const char *const lessons[] = {"mazur-biases", "l2", "adam", "momentum", "softmax", "iris"};

    (void)state;
    for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++) {
        struct stage stage;

        open_frame(&stage, lessons[i]);
        press(&stage, "1");
        press(&stage, "End");
        assert_true(shows(&stage, "before") && shows(&stage, "after"));
        assert_true(shows(&stage, "\xe2\x86\x90"));
        assert_true(shows(&stage, "old"));
        stage_teardown(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tab),
        cmocka_unit_test(test_pointing),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_objective),
        cmocka_unit_test(test_what_it_has_come_to),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
