/* Sessions: a moment with its changes, saved and opened again, is the same to the bit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/keep/saving.h"
#include "app/app.h"
#include "app/run/journal.h"
#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "base/rng.h"
#include "../lesson/networks.h"
#include "lesson/catalogue.h"
#include "lesson/session/session_document.h"

static char folder[] = "/tmp/backstep-saving-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL || chdir(folder) != 0 || setenv("HOME", folder, 1) != 0;
}

static int tear_down(void **state)
{
    char command[64];

    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) != 0;
}

static void open_lesson(struct app *app, const char *name)
{
    char path[FILE_PATH_SIZE];
    struct error err;

    app_init(app);
    if (!catalogue_resolve(name, path, &err) || !app_open(app, path, &err))
        fail_msg("%s", err.text);
    hurry_finish(&app->run);
    app->shown.settings.animation = false;
}

static void assert_same(struct app *a, struct app *b)
{
    size_t size = stepper_snapshot_size(&a->run.stepper);
    char *x = malloc(size), *y = malloc(size);

    assert_true(x != NULL && y != NULL);
    assert_int_equal(a->run.cursor.step, b->run.cursor.step);
    assert_int_equal(a->run.cursor.moment, b->run.cursor.moment);
    assert_int_equal(a->run.granularity, b->run.granularity);
    stepper_save(&a->run.stepper, x);
    stepper_save(&b->run.stepper, y);
    assert_memory_equal(x, y, size);
    assert_true(edit_log_difference(&a->run.stepper.edits, &b->run.stepper.edits) == UINT64_MAX);
    assert_memory_equal(a->run.record.losses, b->run.record.losses, a->run.record.count * sizeof(double));
    free(x);
    free(y);
}

static void edit(struct app *app, struct quantity quantity, double value)
{
    struct error err;

    if (!journal_edit(&app->run, quantity, value, &err))
        fail_msg("%s", err.text);
}

static void test_round_trip(void **state)
{
    size_t count;
    const struct catalogue_entry *entries = catalogue_networks(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct app app, again;
        char name[64];

        open_lesson(&app, entries[i].name);
        edit(&app, quantity_of_weight(QUANTITY_VALUE, 1, 0, app.run.scenario.net.layers[1].in - 1), 0.1);
        app_apply(&app, COMMAND_ITERATION_FORWARD, 0);
        app_apply(&app, COMMAND_ITERATION_FORWARD, 0);
        edit(&app, quantity_at(QUANTITY_RATE, 0, 0, 0), 1.0 / 3);
        app_apply(&app, COMMAND_GRANULARITY, GRANULARITY_TERM);
        for (int k = 0; k < 5; k++)
            app_apply(&app, COMMAND_STEP_FORWARD, 0);
        assert_true(saving_is_due(&app.keep.saving, &app.run));
        assert_true(app_save(&app));
        assert_false(saving_is_due(&app.keep.saving, &app.run));
        snprintf(name, sizeof name, "%s-session.json", entries[i].name);
        assert_string_equal(app.keep.saving.path, name);
        open_lesson(&again, name);
        assert_false(saving_is_due(&again.keep.saving, &again.run));
        assert_same(&app, &again);
        assert_string_equal(app.run.scenario.title, again.run.scenario.title);
        /* All of it can be undone, and is then the lesson. */
        while (journal_undo(&again.run))
            continue;
        assert_int_equal(again.run.stepper.edits.count, 0);
        assert_true(saving_is_due(&again.keep.saving, &again.run));
        app_finish(&app);
        app_finish(&again);
    }
}

/* A moment that only another optimiser's update has, in a file and back. */
static void test_optimizer_moment(void **state)
{
    struct app app, again;
    struct error err;

    (void)state;
    open_lesson(&app, "mazur");
    app_apply(&app, COMMAND_END, 0);
    if (!app_reserve_buffers(&app, 2, &err))
        fail_msg("%s", err.text);
    journal_optimizer(&app.run, OPTIMIZER_ADAM);
    app_apply(&app, COMMAND_END, 0);
    app_apply(&app, COMMAND_GRANULARITY, GRANULARITY_TERM);
    app_apply(&app, COMMAND_STEP_BACK, 0);
    assert_int_equal(app.run.cursor.moment, 3 * 4);
    assert_true(app_save(&app));
    open_lesson(&again, app.keep.saving.path);
    assert_same(&app, &again);
    app_finish(&app);
    app_finish(&again);
}

/* Far ahead it is reached in slices, and is the same moment. */
static void test_far(void **state)
{
    struct app app, again;

    (void)state;
    open_lesson(&app, "mazur");
    for (int i = 0; i < 9000; i++)
        app_apply(&app, COMMAND_ITERATION_FORWARD, 0);
    for (int i = 0; i < 3; i++)
        app_apply(&app, COMMAND_STEP_FORWARD, 0);
    assert_true(app_save(&app));
    app_init(&again);
    again.run.hurry.share = 0.0;
    assert_true(app_open(&again, app.keep.saving.path, NULL));
    assert_true(again.run.hurry.on);
    assert_true(app_sleep_ms(&again) == 0.0);
    for (double now = 0; again.run.hurry.on; now += 16)
        app_tick(&again, now);
    assert_same(&app, &again);
    app_finish(&app);
    app_finish(&again);
}

/* A second save replaces the first; what somebody else wrote stays. */
static void test_names(void **state)
{
    struct app app;
    FILE *file;

    (void)state;
    open_lesson(&app, "neuron");
    unlink("neuron-session.json");
    assert_true(app_save(&app));
    edit(&app, quantity_at(QUANTITY_RATE, 0, 0, 0), 2);
    assert_true(app_save(&app));
    assert_string_equal(app.keep.saving.path, "neuron-session.json");
    assert_false(file_exists("neuron-session-2.json"));
    file = fopen("neuron-session.json", "w");
    assert_non_null(file);
    fputs("mine", file);
    fclose(file);
    assert_true(app_save(&app));
    assert_string_equal(app.keep.saving.path, "neuron-session-2.json");
    app_finish(&app);
    /* Opened, the session's file is the one that is saved; its next number keeps the name. */
    open_lesson(&app, "neuron-session-2.json");
    edit(&app, quantity_at(QUANTITY_RATE, 0, 0, 0), 3);
    assert_true(app_save(&app));
    assert_string_equal(app.keep.saving.path, "neuron-session-2.json");
    unlink("neuron-session-2.json");
    assert_true(app_save(&app));
    assert_string_equal(app.keep.saving.path, "neuron-session-2.json");
    app_finish(&app);
}

static void test_bad_moment(void **state)
{
    char path[FILE_PATH_SIZE];
    const struct session session = {.present = true, .step = 2, .moment = 1000};
    struct app app;
    struct scenario scenario;
    struct error err;
    size_t length;
    char *text;
    FILE *file = fopen("bad.json", "w");

    (void)state;
    assert_true(catalogue_resolve("mazur", path, NULL) && scenario_read(&scenario, path, NULL));
    text = session_document(&scenario, &session, NULL, &length);
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    app_init(&app);
    assert_false(app_open(&app, "bad.json", &err));
    assert_string_equal(err.text, "bad.json: session.moment: found 1000, expected 0 to 8, the moments of step 2");
    assert_false(app_has_lesson(&app));
    app_finish(&app);
    free(text);
    scenario_finish(&scenario);
}

/* A data file that stands beside the document is found from anywhere. */
static void test_data_file(void **state)
{
    struct app app, again;
    FILE *csv, *held, *json;
    size_t length;
    char *text;

    (void)state;
    assert_int_equal(system("mkdir -p deep/er"), 0);
    csv = fopen("deep/my data.csv", "w");
    json = fopen("deep/er/net.json", "w");
    held = fopen("deep/er/held.csv", "w");
    assert_true(csv != NULL && held != NULL && json != NULL);
    fputs("a,b\n1,0.5\n2,0.25\n", csv);
    fputs("a,b\n3,0.75\n", held);
    fputs("{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, \"activation\": "
          "\"identity\"}]}, \"loss\": \"half_squared_error\", \"optimizer\": {\"kind\": \"sgd\", "
          "\"learning_rate\": 0.1}, \"data\": {\"csv\": \"../my data.csv\", \"inputs\": [\"a\"], "
          "\"targets\": [\"b\"], \"validation_csv\": \"held.csv\"}}", json);
    fclose(csv);
    fclose(held);
    fclose(json);
    open_lesson(&app, "deep/er/net.json");
    app_apply(&app, COMMAND_STEP_FORWARD, 0);
    assert_true(app_save(&app));
    assert_string_equal(app.keep.saving.path, "deep/er/net-session.json");
    assert_true(strstr(app.keep.saving.bytes, "\"../my data.csv\"") != NULL);
    assert_true(strstr(app.keep.saving.bytes, "\"held.csv\"") != NULL);
    /* For another folder it is named in full. */
    text = saving_document(&app.run, "/", NULL, &length);
    assert_null(strstr(text, "\"../my data.csv\""));
    assert_null(strstr(text, "\"held.csv\""));
    assert_non_null(strstr(text, "/deep/er/held.csv\""));
    json = fopen("elsewhere.json", "w");
    assert_non_null(json);
    fputs(text, json);
    fclose(json);
    open_lesson(&again, "elsewhere.json");
    assert_same(&app, &again);
    assert_int_equal(again.run.scenario.data.validation, 1);
    assert_true(dataset_x(&again.run.scenario.data, 2)[0] == 3);
    free(text);
    app_finish(&app);
    app_finish(&again);
}

/* The same by a link: the moment, the changes, the look, and nothing that counts as saved. */
static void test_link(void **state)
{
    struct app app, again;
    char *link;
    struct error err;

    (void)state;
    open_lesson(&app, "xor");
    app.page = "https://a.example/";
    app_apply(&app, COMMAND_ITERATION_FORWARD, 0.0);
    assert_true(journal_edit(&app.run, quantity_of_weight(QUANTITY_VALUE, 1, 1, 0), 0.3, &err));
    for (int i = 0; i < 9; i++)
        app_apply(&app, COMMAND_STEP_FORWARD, 0.0);
    app_apply(&app, COMMAND_THEME, 0.0);
    app_apply(&app, COMMAND_TEXT_LARGER, 0.0);
    app_apply(&app, COMMAND_COPY_LINK, 0.0);
    link = app.requests.clipboard;
    assert_non_null(link);
    assert_non_null(strstr(link, "https://a.example/#xor?at="));
    open_lesson(&again, link);
    assert_same(&app, &again);
    assert_int_equal(again.shown.settings.theme, THEME_DARK);
    assert_int_equal(again.shown.settings.text_size, 1);
    assert_int_equal(again.run.lesson, app.run.lesson);
    assert_null(again.keep.saving.path);
    app_finish(&app);
    app_finish(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip), cmocka_unit_test(test_optimizer_moment),
        cmocka_unit_test(test_far), cmocka_unit_test(test_names),
        cmocka_unit_test(test_bad_moment), cmocka_unit_test(test_data_file),
        cmocka_unit_test(test_link),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
