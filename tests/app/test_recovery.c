/* What was changed by hand outlives a process that is killed, and is asked about once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/run.h"
#include "app/travel.h"
#include "lesson/catalogue.h"

static char folder[] = "/tmp/backstep-recovery-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL || setenv("XDG_STATE_HOME", folder, 1) != 0 || chdir(folder) != 0;
}

static int tear_down(void **state)
{
    char command[64];

    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) != 0;
}

static size_t count_files(const char *ending)
{
    char path[128];
    DIR *files;
    const struct dirent *entry;
    size_t count = 0;

    snprintf(path, sizeof path, "%s/backstep", folder);
    files = opendir(path);
    assert_non_null(files);
    while ((entry = readdir(files)) != NULL)
        count += strstr(entry->d_name, ending) != NULL;
    closedir(files);
    return count;
}

/* As the window does. */
static void start(struct app *app, const char *lesson)
{
    char path[FILE_PATH_SIZE];

    app_init(app);
    if (!catalogue_resolve(lesson, path, NULL) || !app_open(app, path, NULL))
        abort();
    recovery_start(app);
}

static void change(struct app *app, double value)
{
    if (!journal_edit(app, quantity_at(QUANTITY_W, 1, 0, 0), value, NULL))
        abort();
}

/* Seconds of the window's clock pass, with a tick a frame. */
static void wait_ms(struct app *app, double ms)
{
    for (double end = app->now_ms + ms; app->now_ms < end;)
        app_tick(app, app->now_ms + 16.0);
}

/* Another process changes a weight three times, two seconds pass, and it is killed. */
static void be_killed(const char *lesson, double last)
{
    pid_t child = fork();
    int status;

    assert_true(child >= 0);
    if (child == 0) {
        struct app *app = malloc(sizeof *app);

        start(app, lesson);
        sheet_close(app);
        app_tick(app, 1000.0);
        change(app, 0.3);
        app_apply(app, COMMAND_ITERATION_FORWARD, 0);
        change(app, 0.4);
        app_apply(app, COMMAND_ITERATION_FORWARD, 0);
        change(app, last);
        wait_ms(app, 1900.0);
        raise(SIGKILL);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void test_killed(void **state)
{
    struct app app;

    (void)state;
    be_killed("mazur", 0.123456789012345678);
    assert_int_equal(count_files(".json"), 1);
    start(&app, "xor");
    assert_int_equal(app.sheet, SHEET_RECOVERY);
    assert_true(strstr(app.recovery.question, "Two inputs, two outputs") != NULL);
    assert_true(strstr(app.recovery.question, "3 unsaved changes") != NULL);
    /* Later: nothing is opened, nothing is lost. */
    assert_true(app_key(&app, (struct key){KEY_ESCAPE, 0}, false));
    assert_int_equal(app.sheet, SHEET_NONE);
    assert_int_equal(app.scenario.net.layers[0].out, 2);
    app_finish(&app);
    assert_int_equal(count_files(".json"), 1);
    assert_int_equal(count_files(".lock"), 0);

    start(&app, "xor");
    assert_true(app_key(&app, (struct key){KEY_ENTER, 0}, false));
    run_finish(&app);
    assert_int_equal(app.sheet, SHEET_NONE);
    assert_string_equal(app.scenario.title, "Two inputs, two outputs");
    assert_int_equal(app.stepper.edits.count, 3);
    assert_true(app.stepper.edits.edits[2].value == 0.123456789012345678);
    assert_true(app.lesson >= 0);
    /* Now it is this process's, until it is saved. */
    assert_int_equal(count_files(".json"), 1);
    assert_true(saving_is_due(&app));
    assert_true(saving_save(&app));
    assert_string_equal(app.saving.path, "mazur-session.json");
    wait_ms(&app, 1900.0);
    assert_int_equal(count_files(".json"), 0);
    app_finish(&app);
}

static void test_given_up(void **state)
{
    struct app app;

    (void)state;
    be_killed("neuron", 0.5);
    be_killed("l2", 0.75);
    assert_int_equal(count_files(".json"), 2);
    start(&app, "xor");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(app.sheet, SHEET_RECOVERY);
        app_key(&app, (struct key){KEY_END, 0}, false);
        app_key(&app, (struct key){KEY_ENTER, 0}, false);
    }
    assert_int_equal(app.sheet, SHEET_NONE);
    assert_int_equal(count_files(".json"), 0);
    app_finish(&app);
}

/* Another lesson opens or the window closes: what was changed is kept and asked about. What was
 * undone is not. */
static void test_left(void **state)
{
    char path[FILE_PATH_SIZE];
    struct app app;

    (void)state;
    start(&app, "mazur");
    change(&app, 0.5);
    assert_true(catalogue_resolve("xor", path, NULL) && app_open(&app, path, NULL));
    assert_int_equal(count_files(".json"), 1);
    change(&app, 0.5);
    wait_ms(&app, 1500.0);
    assert_int_equal(count_files(".json"), 2);
    assert_true(journal_undo(&app));
    wait_ms(&app, 1500.0);
    assert_int_equal(count_files(".json"), 1);
    change(&app, 0.25);
    app_finish(&app);
    assert_int_equal(count_files(".json"), 2);
    be_killed("softmax", 0.5);
    start(&app, "mazur");
    assert_int_equal(app.sheet, SHEET_RECOVERY);
    app_finish(&app);
}

/* A living process's file is nobody else's business. */
static void test_alive(void **state)
{
    struct app app, other;
    pid_t child;
    int status;

    (void)state;
    assert_int_equal(system("rm -f backstep/*"), 0);
    start(&app, "mazur");
    change(&app, 0.5);
    wait_ms(&app, 1500.0);
    assert_int_equal(count_files(".json"), 1);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        bool asked;

        start(&other, "mazur");
        asked = other.sheet == SHEET_RECOVERY;
        _exit(asked ? 1 : 0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    app_finish(&app);
}

/* A file that was named relative to the folder of then is found from the folder of now. */
static void test_elsewhere(void **state)
{
    char original[FILE_PATH_SIZE], expected[FILE_PATH_SIZE];
    struct app app;
    pid_t child;
    int status;

    (void)state;
    assert_int_equal(system("rm -rf backstep there here && mkdir there here"), 0);
    assert_true(catalogue_resolve("neuron", original, NULL));
    snprintf(expected, sizeof expected, "cp '%.3000s' there/mine.json", original);
    assert_int_equal(system(expected), 0);
    assert_int_equal(chdir("there"), 0);
    start(&app, "mine.json");
    change(&app, 0.5);
    app_finish(&app);
    assert_int_equal(chdir("../here"), 0);
    /* This process's own files are not asked about while it lives: another one looks. */
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        start(&app, "xor");
        if (app.sheet != SHEET_RECOVERY)
            _exit(1);
        recovery_answer(&app, RECOVERY_GO_ON);
        run_finish(&app);
        snprintf(expected, sizeof expected, "%s/there/mine-session.json", folder);
        _exit(saving_save(&app) && strcmp(app.saving.path, expected) == 0 ? 0 : 2);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_int_equal(chdir(folder), 0);
}

/* A folder that cannot be made is said, and nothing else fails. */
static void test_no_folder(void **state)
{
    struct app app;

    (void)state;
    setenv("XDG_STATE_HOME", "/dev/null/nowhere", 1);
    start(&app, "mazur");
    assert_true(app.notice_is_error);
    assert_true(strstr(app.notice, "Unsaved changes would not outlive a crash") != NULL);
    change(&app, 0.5);
    wait_ms(&app, 3000.0);
    app_finish(&app);
    setenv("XDG_STATE_HOME", folder, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_killed), cmocka_unit_test(test_given_up), cmocka_unit_test(test_left),
        cmocka_unit_test(test_alive), cmocka_unit_test(test_elsewhere), cmocka_unit_test(test_no_folder),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
