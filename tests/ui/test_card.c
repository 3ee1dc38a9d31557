/* Where sheets lie, what they cover, and what their frames keep in. */
#include "ui/card.h"

#include "fake_font.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { CLOSE = 5, ON_IT, BELOW };

static const struct rect window = {0, 0, 1000, 600};

struct place {
    struct ui ui;
    struct canvas canvas;
    struct ui_paper paper;
};

static struct place *begin(void)
{
    static struct place place;

    canvas_init(&place.canvas, fake_font());
    canvas_begin(&place.canvas, window.w, window.h, 0);
    ui_begin(&place.ui);
    place.paper = (struct ui_paper){&place.ui, &place.canvas, theme_get(THEME_LIGHT), 1.0f, 16, 20, 30};
    return &place;
}

static struct ui_sheet sheet_of(float width, float height)
{
    return (struct ui_sheet){"Keys", .width = width, .height = height, .close = {CLOSE, 0.0}, .on_it = {ON_IT, 0.0}};
}

static void a_sheet_lies_in_the_middle_and_covers_all(void **state)
{
    struct place *place = begin();
    struct ui_sheet sheet = sheet_of(400, 300);
    struct ui_frame frame;

    (void)state;
    ui_target(&place->ui, (struct rect){480, 280, 40, 40}, (struct ui_action){BELOW, 0.0}, false);
    frame = ui_sheet(&place->paper, window, &sheet);
    assert_true(frame.rect.x == 300 && frame.rect.y == 150 && frame.rect.w == 400 && frame.rect.h == 300);
    assert_true(frame.inner.x == 330 && frame.inner.w == 340);
    assert_true(frame.inner.y == 150 + ui_sheet_band(&place->paper));
    assert_true(frame.inner.y + frame.inner.h == 450);
    assert_int_equal(ui_press(&place->ui, (struct point){500, 300}).command, ON_IT);
    assert_int_equal(ui_press(&place->ui, (struct point){10, 10}).command, CLOSE);
    canvas_finish(&place->canvas);
}

/* The title of one that is higher than the window is still in sight. */
static void the_title_stays_in_sight(void **state)
{
    struct place *place = begin();
    struct ui_sheet sheet = sheet_of(400, 700);
    const struct canvas_command *title;
    struct ui_frame frame = ui_sheet(&place->paper, window, &sheet);
    struct rect bounds;

    (void)state;
    assert_true(frame.rect.y == 0);
    assert_int_equal(place->canvas.count, 3); /* the veil, the sheet, the title */
    title = &place->canvas.commands[2];
    assert_string_equal(canvas_text_of(&place->canvas, title), "Keys");
    bounds = canvas_text_bounds(&place->canvas, title);
    assert_true(bounds.y > 0 && bounds.y + bounds.h < frame.inner.y);
    canvas_finish(&place->canvas);
}

static void a_frame_keeps_texts_in_until_it_ends(void **state)
{
    struct place *place = begin();
    struct rect outer = {10, 10, 500, 500}, rect = {50, 50, 200, 100};
    struct ui_frame frame;

    (void)state;
    canvas_within(&place->canvas, outer);
    frame = ui_card(&place->paper, rect);
    assert_memory_equal(&place->canvas.within, &rect, sizeof rect);
    assert_true(frame.inner.x > rect.x && frame.inner.x + frame.inner.w < rect.x + rect.w);
    assert_true(frame.inner.y > rect.y && frame.inner.y + frame.inner.h < rect.y + rect.h);
    ui_frame_end(&place->paper, &frame);
    assert_memory_equal(&place->canvas.within, &outer, sizeof outer);
    frame = ui_card_dashed(&place->paper, rect, place->paper.theme->error);
    assert_true(place->canvas.commands[place->canvas.count - 1].dash > 0);
    ui_frame_end(&place->paper, &frame);
    canvas_finish(&place->canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_lies_in_the_middle_and_covers_all),
        cmocka_unit_test(the_title_stays_in_sight),
        cmocka_unit_test(a_frame_keeps_texts_in_until_it_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
