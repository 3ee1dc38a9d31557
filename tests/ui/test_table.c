/* Where a table's columns stand, and in which order they give way. */
#include "ui/table.h"

#include "base/number.h"
#include "fake_font.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROWS = 3, COLUMNS = 3, FIRST_X = 100, SIZE = 20, DECIMALS = 6 };

static const double values[ROWS][COLUMNS] = {{1.5, -0.25, 12345.5}, {-10.25, 0.125, 0.5}, {100.0, 2.0, -3.5}};

static void measure(struct ui_table *table, void *data)
{
    const struct font *font = data;
    struct canvas canvas;

    table->columns[2].hidden |= table->series == 1;
    canvas_init(&canvas, font);
    for (size_t c = 0; c < table->count; c++) {
        ui_table_note_width(table, c, table->brief ? 0.0f : 60.0f);
        for (size_t r = 0; r < ROWS; r++) {
            char text[NUMBER_TEXT_SIZE];

            number_format(text, values[r][c] + 1.0 / 3.0, (struct number_style){.decimals = table->decimals});
            ui_table_note(table, c, &canvas, FONT_MONO, text);
        }
    }
    canvas_finish(&canvas);
}

static struct ui_table fitted(float width, const struct ui_table_step *steps, size_t count)
{
    struct ui_table table = {.count = COLUMNS, .size_px = SIZE, .decimals = DECIMALS, .gap_em = 1.0f};

    ui_table_fit(&table, FIRST_X, width, 2.0f, steps, count, measure, (void *)fake_font());
    return table;
}

/* The right end of the last column that is shown. */
static float end_of(const struct ui_table *table)
{
    float end = 0.0f;

    for (size_t c = 0; c < table->count; c++) {
        if (!table->columns[c].hidden)
            end = table->columns[c].x + table->columns[c].width;
    }
    return end;
}

static void what_has_room_gives_nothing(void **state)
{
    static const struct ui_table_step steps[] = {{UI_TABLE_DECIMALS, 2, 0}, {UI_TABLE_HIDE, 0, 1u << 1}};
    struct ui_table table = fitted(1000.0f, steps, 2);

    (void)state;
    assert_int_equal(table.decimals, DECIMALS);
    assert_false(table.columns[1].hidden);
    assert_true(table.columns[0].x == (float)FIRST_X);
    for (size_t c = 1; c < COLUMNS; c++)
        assert_true(table.columns[c].x - table.columns[c - 1].x - table.columns[c - 1].width == 3.0f * SIZE);
}

static void points_stand_below_each_other(void **state)
{
    static const char *const texts[] = {"1.5", "-10.25", "100", "?"};
    struct ui_table table = fitted(1000.0f, NULL, 0);
    struct canvas canvas;
    float last = 0.0f;

    (void)state;
    canvas_init(&canvas, fake_font());
    canvas_begin(&canvas, 400, 100, 0);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        static const float left[] = {1, 3, 3, 1};
        float point;

        ui_table_text(&table, 0, &canvas, 50.0f, FONT_MONO, FONT_MONO, 0, texts[i]);
        assert_int_equal(canvas.count, i + 1);
        point = canvas.commands[i].as.text.origin.x + left[i] * 0.5f * SIZE;
        assert_true(i == 0 || point == last);
        assert_true(canvas.commands[i].as.text.origin.x >= table.columns[0].x);
        last = point;
    }
    canvas_finish(&canvas);
}

static void steps_are_taken_in_order_and_no_further_than_needed(void **state)
{
    static const struct ui_table_step steps[] = {{UI_TABLE_GAP, 0.5f, 0}, {UI_TABLE_HEADS, 0, 0},
                                                 {UI_TABLE_TYPE, 16, 0}, {UI_TABLE_DECIMALS, 3, 0},
                                                 {UI_TABLE_HIDE, 0, 1u << 1}};
    size_t given = 0;

    (void)state;
    for (float width = 600.0f; width > 100.0f; width -= 1.0f) {
        struct ui_table table = fitted(width, steps, 5);
        size_t now = table.columns[1].hidden     ? 5
                     : table.decimals < DECIMALS ? 4
                     : table.size_px < SIZE      ? 3
                     : table.brief               ? 2
                     : table.gap_em < 1.0f       ? 1 : 0;

        assert_true(now >= given);
        assert_true(now < 3 || now == 5 || (table.brief && table.gap_em == 0.5f));
        assert_true(now != 4 || table.size_px == 16);
        assert_true(now == 5 || end_of(&table) <= FIRST_X + width + 0.01f);
        given = now;
    }
    assert_int_equal(given, 5);
}

static void what_a_column_leaves_is_for_the_digits(void **state)
{
    static const struct ui_table_step steps[] = {{UI_TABLE_DECIMALS, 3, 0}, {UI_TABLE_HIDE, 0, 1u << 1}};
    struct ui_table table;
    float width = 600.0f;

    (void)state;
    do {
        width -= 1.0f;
        table = fitted(width, steps, 2);
    } while (!table.columns[1].hidden && width > 0.0f);
    assert_true(table.columns[1].hidden);
    assert_true(table.decimals > 3);
    assert_true(end_of(&table) <= FIRST_X + width + 0.01f);
}

static void a_series_loses_a_column_before_its_digits_stay_few(void **state)
{
    static const struct ui_table_step steps[] = {{UI_TABLE_DECIMALS, 3, 0}, {UI_TABLE_SERIES, 1, 0}};
    struct ui_table table = {0};

    (void)state;
    for (float width = 600.0f; !table.columns[2].hidden && width > 0.0f; width -= 1.0f) {
        table = (struct ui_table){.count = COLUMNS, .size_px = SIZE, .decimals = DECIMALS,
                                  .gap_em = 1.0f, .series = 2};
        ui_table_fit(&table, FIRST_X, width, 2.0f, steps, 2, measure, (void *)fake_font());
    }
    assert_true(table.columns[2].hidden);
    assert_int_equal(table.series, 1);
    assert_true(table.decimals > 3);
}

/* Columns that cannot fit lose their gaps, and never lie over each other. */
static void a_table_moves_together_before_it_juts_out(void **state)
{
    struct ui_table roomy = fitted(1000.0f, NULL, 0), table;
    float all = 0.0f;

    (void)state;
    for (size_t c = 0; c < COLUMNS; c++)
        all += roomy.columns[c].width;
    table = fitted(all + 10.0f, NULL, 0);
    assert_true(end_of(&table) <= FIRST_X + all + 10.01f);
    table = fitted(all - 50.0f, NULL, 0);
    for (size_t c = 1; c < COLUMNS; c++)
        assert_true(table.columns[c].x >= table.columns[c - 1].x + table.columns[c - 1].width - 0.01f);
}

static void the_bar_shows_where_the_lines_are(void **state)
{
    static struct ui ui;
    const struct theme *theme = theme_get(THEME_LIGHT);
    struct rect bar = {10, 100, 8, 200};
    struct canvas canvas;
    struct ui_action action;

    (void)state;
    canvas_init(&canvas, fake_font());
    canvas_begin(&canvas, 400, 400, 0);
    ui_begin(&ui);
    ui_scroll_bar(&ui, &canvas, theme, bar, 30, 20, 50, (struct ui_action){7, 0.0});
    assert_int_equal(canvas.count, 2);
    assert_true(canvas.commands[1].as.box.rect.y + canvas.commands[1].as.box.rect.h == bar.y + bar.h);
    assert_true(canvas.commands[1].as.box.rect.h == 0.4f * bar.h);
    action = ui_press(&ui, (struct point){14, 150});
    assert_int_equal(action.command, 7);
    assert_true(action.argument == 0.25);
    canvas_finish(&canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_room_gives_nothing),
        cmocka_unit_test(points_stand_below_each_other),
        cmocka_unit_test(steps_are_taken_in_order_and_no_further_than_needed),
        cmocka_unit_test(what_a_column_leaves_is_for_the_digits),
        cmocka_unit_test(a_series_loses_a_column_before_its_digits_stay_few),
        cmocka_unit_test(a_table_moves_together_before_it_juts_out),
        cmocka_unit_test(the_bar_shows_where_the_lines_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
