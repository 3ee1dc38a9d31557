/* A clicker alone leads through every lesson, there and back; each sentence has room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "app/run/hurry.h"
#include "app/walk/station.h"
#include "app/run/travel.h"
#include "app/walk/walk.h"
#include "layout_check.h"
#include "lesson/catalogue.h"
#include "stage.h"
#include "../base/thorough.h"

static void press(struct app *app, const char *name)
{
    struct key key;
    struct error err;

    assert_true(key_parse(name, strlen(name), &key, &err));
    app_key(app, key, false);
    hurry_finish(&app->run);
}

static bool at_station(const struct app *app, size_t expected)
{
    struct cursor cursor;
    size_t number;

    return station_here(&app->run, &app->walk, &number) != NULL && number == expected
           && script_cursor(&app->run.scenario, expected - 1, &app->run.stepper, &cursor)
           && cursor.step == app->run.cursor.step && cursor.moment == app->run.cursor.moment;
}

/* The size of the sentence's letters; of indices it is smaller. */
static int sentence_px(const struct stage *stage, float height)
{
    int most = 0;

    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *command = &stage->canvas.commands[i];
        float y = command->as.text.origin.y;

        if (command->kind == CANVAS_TEXT && y > 0.8f * height && y < 0.92f * height
            && command->as.text.origin.x < 640.0f)
            most = command->as.text.size_px > most ? command->as.text.size_px : most;
    }
    return most;
}

static void every_lesson_is_walked_by_page_down_alone(void **state)
{
    size_t count, stations = 0;
    const struct catalogue_entry *entries = catalogue_entries(&count);
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < count; i++) {
        size_t last;

        stage_open(&stage, entries[i].name);
        last = app->run.scenario.script.count;
        assert_true(last > 5);
        assert_true(at_station(app, 1));
        for (size_t n = 2; n <= last; n++) {
            press(app, "PageDown");
            if (!at_station(app, n))
                fail_msg("%s: station %zu is not reached", entries[i].name, n);
            assert_non_null(app->run.scenario.script.stations[n - 1].say);
            stations++;
        }
        for (size_t n = last - 1; n > 0 && last < 40; n--) {
            press(app, "PageUp");
            if (!at_station(app, n))
                fail_msg("%s: station %zu is not reached backwards", entries[i].name, n);
        }
    }
    assert_true(stations > 8 * count);
    stage_teardown(&stage);
}

static void the_course_leads_through_all_lessons(void **state)
{
    size_t count, seen = 0;
    const struct catalogue_entry *entries = catalogue_entries(&count);
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, entries[0].name);
    for (size_t i = 0; i < count; i++) {
        const char *next = app->run.scenario.script.next;

        assert_int_equal(app->run.lesson, i);
        seen++;
        if (next == NULL)
            break;
        stage_open(&stage, next);
    }
    assert_int_equal(seen, count);
    stage_teardown(&stage);
}

static void each_sentence_has_room_in_large_letters(void **state)
{
    size_t count, texts = 0;
    const struct catalogue_entry *entries = catalogue_entries(&count);
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < count; i++) {
        stage_open(&stage, entries[i].name);
        for (size_t n = 1; n <= app->run.scenario.script.count; n++) {
            if (n > 1)
                press(app, "PageDown");
            for (int size = (int)n % thorough_stride(2) * 2; size <= 2; size += 2 * thorough_stride(2)) {
                struct layout_report report = {0};
                int px;

                app->shown.settings.text_size = size;
                stage_frame(&stage, 1280, 720);
                layout_check(&stage.canvas, 15, &report);
                if (report.problems > 0)
                    fail_msg("%s, station %zu, text %d: %s", entries[i].name, n, size, report.first);
                px = sentence_px(&stage, 720.0f);
                if (px < (size == 0 ? 18 : 22))
                    fail_msg("%s, station %zu, text %d: the sentence has %d px", entries[i].name, n,
                             size, px);
                texts += report.texts;
            }
        }
    }
    assert_true(texts > 1000);
    stage_teardown(&stage);
}

static const char run_script[] =
    "{\"backstep\": 1, \"network\": {\"inputs\": [\"x\"], \"layers\": [{\"units\": [\"y\"], "
    "\"activation\": \"sigmoid\", \"weights\": [[1]], \"weight_names\": [[\"w\"]]}]}, "
    "\"loss\": \"half_squared_error\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 1}, "
    "\"data\": {\"samples\": [{\"x\": [1], \"t\": [0]}]}, \"stop\": {\"iterations\": 500}, "
    "\"script\": [{\"at\": {\"start\": true}, \"say\": \"Begin with {w w=}.\"}, "
    "{\"at\": {\"after\": \"z y\"}, \"say\": \"Here.\", \"granularity\": \"term\"}, "
    "{\"at\": {\"after\": \"z y\"}, \"say\": \"Still here.\", \"view\": \"table\"}, "
    "{\"run_to\": {\"iteration\": 400, \"seconds\": 4}, \"say\": \"It runs.\"}, "
    "{\"at\": {\"iteration\": 500}, \"say\": \"Done.\"}]}";

static void a_run_is_stretched_over_its_seconds(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;
    struct key down = {KEY_PAGE_DOWN, 0};
    uint64_t before = 0;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, run_script);
    app_tick(app, 1000.0);
    for (int i = 0; i < 3; i++)
        app_key(app, down, false);
    assert_true(app->run.hurry.on);
    for (int tick = 1; tick < 40; tick++) {
        app_tick(app, 1000.0 + 100.0 * tick);
        assert_true(app->run.hurry.on);
        assert_true(app->run.stepper.here.iteration >= before);
        before = app->run.stepper.here.iteration;
        if (tick == 20)
            assert_in_range(before, 80, 120); /* a quarter of the way */
        stage_frame(&stage, 1280, 720);
        assert_non_null(stage_text(&stage, "It"));
    }
    app_tick(app, 5100.0);
    while (app->run.hurry.on)
        app_tick(app, 5200.0);
    assert_true(at_station(app, 4));
    press(app, "PageUp");
    assert_true(at_station(app, 3));
    /* Whoever has seen enough presses again. */
    app_key(app, down, false);
    assert_true(app->run.hurry.on);
    press(app, "PageDown");
    assert_true(at_station(app, 4));
    stage_teardown(&stage);
}

static void stations_of_one_moment_and_steps_between(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, run_script);
    press(app, "PageDown");
    assert_true(at_station(app, 2));
    assert_int_equal(app->run.granularity, GRANULARITY_TERM);
    press(app, "PageDown");
    assert_true(at_station(app, 3));
    assert_int_equal(app->shown.settings.picture, PICTURE_TABLE);
    press(app, "PageUp");
    assert_true(at_station(app, 2));
    press(app, "Right");
    assert_false(at_station(app, 3));
    stage_frame(&stage, 1280, 720);
    assert_null(stage_text(&stage, "Here."));
    press(app, "Left");
    assert_true(at_station(app, 2));
    press(app, "Home");
    assert_true(at_station(app, 1));
    /* What is said follows what is changed. */
    assert_true(app->run.scenario.script.count == 5);
    press(app, "Tab");
    press(app, "PageDown");
    press(app, "PageDown");
    press(app, "PageDown");
    press(app, "PageDown");
    assert_true(at_station(app, 5));
    press(app, "PageDown"); /* no lesson comes next: a step */
    assert_false(at_station(app, 5));
    stage_teardown(&stage);
}

/* A sample's loss is told with the sample, the batch's with the update. */
static void the_loss_of_the_update_is_the_batchs(void **state)
{
    static const char batch[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": [\"x\"], \"layers\": [{\"units\": [\"y\"], "
        "\"activation\": \"identity\", \"weights\": [[1]]}]}, \"loss\": \"half_squared_error\", "
        "\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 1}, "
        "\"data\": {\"samples\": [{\"x\": [1], \"t\": [0]}, {\"x\": [2], \"t\": [0]}], \"batch\": 2}, "
        "\"script\": [{\"at\": {\"phase\": \"loss\", \"sample\": 1}, \"say\": \"It is {loss=}.\"}, "
        "{\"at\": {\"phase\": \"update\"}, \"say\": \"It is {loss=}.\"}]}";
    static const double losses[] = {2.0, 1.25};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, batch);
    for (size_t i = 0; i < 2; i++) {
        press(&stage.app, "PageDown");
        stage_frame(&stage, 1280, 720);
        assert_true(at_station(&stage.app, i + 1));
        assert_int_equal(stage.app.shown.explanation->sentence.count, 3);
        assert_true(stage.app.shown.explanation->sentence.spans[1].formula->value == losses[i]);
    }
    stage_teardown(&stage);
}

/* A station of one's own question says it where no questions are asked, for whoever asks aloud; one
 * of the program's is passed there, and asked where they are. */
static void a_station_of_a_question_says_nothing_twice(void **state)
{
    static const char text[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": [\"x\"], \"layers\": [{\"units\": [\"y\"], "
        "\"activation\": \"sigmoid\"}]}, \"loss\": \"half_squared_error\", "
        "\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 1}, "
        "\"data\": {\"samples\": [{\"x\": [1], \"t\": [0]}]}, \"script\": ["
        "{\"at\": {\"phase\": \"forward\"}, \"say\": \"One.\"}, "
        "{\"at\": {\"phase\": \"forward\"}, \"ask\": {\"kind\": \"phase_name\"}}, "
        "{\"at\": {\"phase\": \"loss\"}, \"ask\": {\"text\": \"Why?\", \"answers\": ["
        "{\"text\": \"So\", \"right\": true}, {\"text\": \"No\"}]}}, "
        "{\"at\": {\"phase\": \"backward\"}, \"say\": \"Four.\"}]}";

    (void)state;
    for (int asked = 0; asked < 2; asked++) {
        struct stage stage;
        struct app *app = &stage.app;

        stage_setup(&stage);
        stage_open_text(&stage, text);
        assert_false(app->shown.notice.is_error);
        app->quiz.on = asked == 1;
        press(app, "PageDown");
        press(app, "PageDown");
        assert_true(at_station(app, asked == 1 ? 2 : 3));
        assert_int_equal(app->quiz.open, asked == 1);
        if (asked == 0) {
            stage_frame(&stage, 1280, 720);
            assert_string_equal(app->shown.explanation->sentence.spans[0].text, "Why?");
            press(app, "PageDown");
            assert_true(at_station(app, 4));
            press(app, "PageUp");
            press(app, "PageUp");
            assert_true(at_station(app, 1));
        }
        stage_teardown(&stage);
    }
}

static size_t length_of(const struct question *question, size_t i)
{
    return strlen(question->answers[i].text.spans[0].text);
}

/* Of the lessons' own questions neither place nor length tells the right answer, and whoever
 * chooses a wrong one is told why. The order is that of the file: its author chose it. */
static void no_written_question_gives_itself_away(void **state)
{
    size_t count, asked = 0, longest = 0, places[SCRIPT_ANSWERS_MAX] = {0};
    const struct catalogue_entry *entries = catalogue_entries(&count);
    struct stage stage;
    struct app *app = &stage.app;
    const struct question *question = &app->quiz.question;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < count; i++) {
        stage_open(&stage, entries[i].name);
        app->quiz.on = true;
        for (size_t n = 1; n <= app->run.scenario.script.count; n++) {
            bool most = true;

            if (app->run.scenario.script.stations[n - 1].ask.kind != SCRIPT_ASK_TEXT)
                continue;
            assert_true(walk_to(app, n));
            app->walk.asked = 0;
            assert_true(walk_ask(app, n));
            for (size_t k = 0; k < question->count; k++) {
                assert_int_equal(k == question->right,
                                 app->run.scenario.script.stations[n - 1].ask.answers[k].right);
                if (k == question->right)
                    continue;
                most = most && 2 * length_of(question, question->right)
                                   > 3 * length_of(question, k);
                if (question->answers[k].reply.spans[0].text[0] == '\0')
                    fail_msg("%s, station %zu: a wrong answer has no reply", entries[i].name, n);
            }
            asked++;
            longest += most;
            places[question->right]++;
        }
    }
    assert_true(asked > 15);
    assert_true(3 * longest < asked);
    for (size_t k = 0; k < SCRIPT_ANSWERS_MAX; k++)
        assert_true(2 * places[k] < asked);
    stage_teardown(&stage);
}

/* The target that leads to the next station; NULL: there is none. */
static const struct ui_target *way_on(const struct stage *stage)
{
    const struct ui *ui = &stage->app.shown.ui;

    for (size_t i = 0; i < ui->target_count; i++)
        if (ui->targets[i].action.command == COMMAND_STATION_FORWARD)
            return &ui->targets[i];
    return NULL;
}

/* A mouse alone walks the script, with the sentence below the picture and without; in a narrow
 * window and in large letters, too. */
static void the_mouse_walks_without_the_sentence(void **state)
{
    static const struct { float width, height; int text; } sizes[] = {
        {1280, 720, 0}, {1280, 720, 2}, {360, 800, 0}, {1920, 1080, 1}};
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    for (size_t n = 2; n <= 17; n++) {
        size_t i = n % (sizeof sizes / sizeof sizes[0]);
        struct layout_report report = {0};
        struct point at;

        app->shown.settings.sentence = n % 3 == 0;
        app->shown.settings.text_size = sizes[i].text;
        stage_frame(&stage, sizes[i].width, sizes[i].height);
        layout_check(&stage.canvas, 1, &report);
        if (report.problems > 0)
            fail_msg("station %zu, %.0fx%.0f: %s", n - 1, (double)sizes[i].width,
                     (double)sizes[i].height, report.first);
        assert_non_null(way_on(&stage));
        at = rect_center(way_on(&stage)->rect);
        app_pointer_press(app, at);
        app_pointer_release(app, at);
        hurry_finish(&app->run);
        assert_true(at_station(app, n));
    }
    stage_teardown(&stage);
}

static void a_wrong_script_leaves_the_lesson(void **state)
{
    static const char wrong[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": [\"x\"], \"layers\": [{\"units\": [\"y\"], "
        "\"activation\": \"sigmoid\"}]}, \"loss\": \"half_squared_error\", "
        "\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 1}, "
        "\"data\": {\"samples\": [{\"x\": [1], \"t\": [0]}]}, "
        "\"script\": [{\"at\": {\"after\": \"a q\"}}]}";
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    stage_open_text(&stage, wrong);
    assert_true(app_has_lesson(app));
    assert_true(app->shown.notice.is_error);
    assert_non_null(strstr(app->shown.notice.text, "script[0].at.after: there is no neuron \"q\""));
    press(app, "PageDown");
    assert_true(app->run.cursor.step == 1);
    press(app, "PageUp");
    assert_true(app->run.cursor.step == 0);
    stage_teardown(&stage);
}

/* Coarser steps than the one that was taken: the strip marks the step that has begun, in the colour
 * of the phase, and not the last that has ended. */
static void the_strip_marks_the_phase_that_goes_on(void **state)
{
    struct stage stage;
    struct app *app = &stage.app;
    size_t marked = 0, phases[PHASE_COUNT] = {0};

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    for (size_t step = 0; step < 28; step++) {
        const struct theme *theme = theme_get(app->shown.settings.theme);
        struct place place;

        app_apply(app, COMMAND_GRANULARITY, GRANULARITY_TERM);
        app_apply(app, COMMAND_STEP_FORWARD, 0.0);
        app_apply(app, COMMAND_GRANULARITY, GRANULARITY_PHASE);
        stage_frame(&stage, 1280, 720);
        stepper_place(&app->run.stepper, &place);
        for (size_t i = 0; i < stage.canvas.count; i++) {
            const struct canvas_command *c = &stage.canvas.commands[i];
            color ink = theme->phase[view_phase(place.unit.kind)];

            if (c->kind != CANVAS_BOX || c->stroke != theme->text || c->fill == theme->text
                || c->as.box.rect.y < 640.0f || c->as.box.rect.w < 60.0f)
                continue;
            marked++;
            phases[view_phase(place.unit.kind)]++;
            assert_true(c->fill == ink || c->fill == color_mix(theme->background, ink, 0.5f));
        }
    }
    assert_int_equal(marked, 28);
    assert_true(phases[PHASE_FORWARD] > 0 && phases[PHASE_BACKWARD] > 0);
    stage_teardown(&stage);
}

/* The last update of mazur changes the loss by less than a digit: old and new have as many, and the
 * new one its word, in any size. */
static void the_new_loss_has_its_word_and_its_digits(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    do
        press(&stage.app, "PageDown");
    while (!stage.app.run.scenario.script.stations[stage.app.walk.number - 1].runs);
    for (int text = 0; text <= 2; text++) {
        size_t whole = 0;

        stage.app.shown.settings.text_size = text;
        stage_frame(&stage, 1280, 720);
        for (size_t i = 0; i < stage.canvas.count; i++) {
            const struct canvas_command *c = &stage.canvas.commands[i];

            whole += c->kind == CANVAS_TEXT && c->as.text.origin.x < 900.0f
                  && strncmp(canvas_text_of(&stage.canvas, c), "3.51", 4) == 0;
        }
        assert_int_equal(whole, 2);
        assert_non_null(stage_text(&stage, "new"));
    }
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_new_loss_has_its_word_and_its_digits),
        cmocka_unit_test(the_strip_marks_the_phase_that_goes_on),
        cmocka_unit_test(every_lesson_is_walked_by_page_down_alone),
        cmocka_unit_test(the_loss_of_the_update_is_the_batchs),
        cmocka_unit_test(the_course_leads_through_all_lessons),
        cmocka_unit_test(each_sentence_has_room_in_large_letters),
        cmocka_unit_test(a_run_is_stretched_over_its_seconds),
        cmocka_unit_test(stations_of_one_moment_and_steps_between),
        cmocka_unit_test(a_station_of_a_question_says_nothing_twice),
        cmocka_unit_test(no_written_question_gives_itself_away),
        cmocka_unit_test(the_mouse_walks_without_the_sentence),
        cmocka_unit_test(a_wrong_script_leaves_the_lesson),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
