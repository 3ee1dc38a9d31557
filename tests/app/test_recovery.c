/* What was changed by hand outlives a process that is killed, and is asked about once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/keep/recovery.h"
#include "app/keep/saving.h"
#include "app/app.h"
#include "app/sheets/sheets.h"
#include "app/run/journal.h"
#include "app/sheets/sheet.h"
#include "app/run/hurry.h"
#include "app/run/travel.h"
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
    app_start_recovery(app);
}

static void change(struct app *app, double value)
{
    if (!journal_edit(&app->run, quantity_of_weight(QUANTITY_VALUE, 1, 0, 0), value, NULL))
        abort();
}

/* Seconds of the window's clock pass, with a tick a frame. */
static void wait_ms(struct app *app, double ms)
{
    for (double end = app->run.now_ms + ms; app->run.now_ms < end;)
        app_tick(app, app->run.now_ms + 16.0);
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
    assert_int_equal(app.sheet.which, SHEET_RECOVERY);
    assert_true(strstr(app.keep.recovery.question, "Two inputs, two outputs") != NULL);
    assert_true(strstr(app.keep.recovery.question, "3 unsaved changes") != NULL);
    /* Later: nothing is opened, nothing is lost. */
    assert_true(app_key(&app, (struct key){KEY_ESCAPE, 0}, false));
    assert_int_equal(app.sheet.which, SHEET_NONE);
    assert_int_equal(app.run.scenario.net.layers[0].out, 2);
    app_finish(&app);
    assert_int_equal(count_files(".json"), 1);
    assert_int_equal(count_files(".lock"), 0);

    start(&app, "xor");
    assert_true(app_key(&app, (struct key){KEY_ENTER, 0}, false));
    hurry_finish(&app.run);
    assert_int_equal(app.sheet.which, SHEET_NONE);
    assert_string_equal(app.run.scenario.title, "Two inputs, two outputs");
    assert_int_equal(app.run.stepper.edits.count, 3);
    assert_true(app.run.stepper.edits.edits[2].value == 0.123456789012345678);
    assert_true(app.run.lesson >= 0);
    /* Now it is this process's, until it is saved. */
    assert_int_equal(count_files(".json"), 1);
    assert_true(saving_is_due(&app.keep.saving, &app.run));
    assert_true(app_save(&app));
    assert_string_equal(app.keep.saving.path, "mazur-session.json");
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
        assert_int_equal(app.sheet.which, SHEET_RECOVERY);
        app_key(&app, (struct key){KEY_END, 0}, false);
        app_key(&app, (struct key){KEY_ENTER, 0}, false);
    }
    assert_int_equal(app.sheet.which, SHEET_NONE);
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
    assert_true(journal_undo(&app.run));
    wait_ms(&app, 1500.0);
    assert_int_equal(count_files(".json"), 1);
    change(&app, 0.25);
    app_finish(&app);
    assert_int_equal(count_files(".json"), 2);
    be_killed("softmax", 0.5);
    start(&app, "mazur");
    assert_int_equal(app.sheet.which, SHEET_RECOVERY);
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
        asked = other.sheet.which == SHEET_RECOVERY;
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
        if (app.sheet.which != SHEET_RECOVERY)
            _exit(1);
        sheet_recovery_answer(&app, RECOVERY_GO_ON);
        hurry_finish(&app.run);
        snprintf(expected, sizeof expected, "%s/there/mine-session.json", folder);
        _exit(app_save(&app) && strcmp(app.keep.saving.path, expected) == 0 ? 0 : 2);
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
    assert_true(app.shown.notice.is_error);
    assert_true(strstr(app.shown.notice.text, "Unsaved changes would not outlive a crash") != NULL);
    change(&app, 0.5);
    wait_ms(&app, 3000.0);
    app_finish(&app);
    setenv("XDG_STATE_HOME", folder, 1);
}

static void shell(const char *format, ...)
{
    char command[1000];
    va_list args;

    va_start(args, format);
    vsnprintf(command, sizeof command, format, args);
    va_end(args);
    if (system(command) != 0)
        fail_msg("%s", command);
}

/* In a container every start has the same number: what another process of that number left is asked
 * about, and not written over. */
static void test_same_number(void **state)
{
    struct app app;

    (void)state;
    shell("rm -rf backstep");
    be_killed("mazur", 0.25);
    shell("mv backstep/*.json backstep/%ld-0.json && mv backstep/*.lock backstep/%ld.lock && cp -r backstep before",
          (long)getpid(), (long)getpid());
    for (int round = 0; round < 2; round++) { /* with the lock of then, and without */
        start(&app, "xor");
        assert_int_equal(app.sheet.which, SHEET_RECOVERY);
        sheet_close(&app);
        change(&app, 0.75);
        wait_ms(&app, 1500.0);
        assert_int_equal(count_files(".json"), 2);
        shell("cmp backstep/%ld-0.json before/%ld-0.json", (long)getpid(), (long)getpid());
        assert_true(journal_undo(&app.run));
        wait_ms(&app, 1500.0);
        assert_int_equal(count_files(".json"), 1);
        app_finish(&app);
        assert_int_equal(count_files(".lock"), 0);
    }
    shell("rm -r before");
}

/* Two processes of one number, in two containers: the living one's file is nobody else's business. */
static void test_same_number_alive(void **state)
{
    char path[128];
    int ready[2], status;
    struct app app;
    pid_t child;

    (void)state;
    shell("rm -rf backstep && mkdir backstep && touch backstep/%ld-0.json", (long)getpid());
    snprintf(path, sizeof path, "backstep/%ld.lock", (long)getpid());
    assert_int_equal(pipe(ready), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
        int file = open(path, O_RDWR | O_CREAT, 0600);

        if (file < 0 || fcntl(file, F_SETLK, &lock) != 0 || write(ready[1], "x", 1) != 1)
            _exit(1);
        pause();
        _exit(0);
    }
    assert_int_equal(read(ready[0], path, 1), 1);
    start(&app, "xor");
    assert_false(app.shown.notice.is_error);
    change(&app, 0.75);
    wait_ms(&app, 1500.0);
    assert_int_equal(count_files(".json"), 2);
    shell("test ! -s backstep/%ld-0.json", (long)getpid());
    app_finish(&app);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    close(ready[0]);
    close(ready[1]);
}

/* What cannot be read hides nothing that is older. */
static void test_unreadable(void **state)
{
    struct app app;

    (void)state;
    shell("rm -rf backstep");
    be_killed("mazur", 0.25);
    shell("echo broken > backstep/4000001-0.json; echo broken > backstep/4000002-0.json;"
          "touch -d '1 hour' backstep/400000?-0.json"); /* a clock's tick may hold all three */
    start(&app, "xor");
    assert_int_equal(app.sheet.which, SHEET_RECOVERY);
    assert_true(strstr(app.keep.recovery.question, "Two inputs, two outputs") != NULL);
    assert_true(app.shown.notice.is_error && strstr(app.shown.notice.text, "could not be read") != NULL);
    app_key(&app, (struct key){KEY_END, 0}, false);
    app_key(&app, (struct key){KEY_ENTER, 0}, false);
    assert_int_equal(app.sheet.which, SHEET_NONE);
    assert_int_equal(count_files(".json"), 2);
    app_finish(&app);
}

/* A disk that is full for a while: said once, tried again, and the last good file stays. */
static void test_full_disk(void **state)
{
    struct rlimit none = {0}, before;
    struct app app;

    (void)state;
    shell("rm -rf backstep");
    start(&app, "mazur");
    change(&app, 0.25);
    wait_ms(&app, 1500.0);
    shell("grep -q 0.25 backstep/*.json");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    none.rlim_max = before.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    change(&app, 0.625);
    wait_ms(&app, 1500.0);
    assert_true(app.shown.notice.is_error && strstr(app.shown.notice.text, "would not outlive a crash") != NULL);
    app.shown.notice.text[0] = '\0';
    wait_ms(&app, 15000.0);
    assert_string_equal(app.shown.notice.text, "");
    assert_true(recovery_sleep_ms(&app.keep.recovery, &app.run) > 0.0);
    shell("grep -q 0.25 backstep/*.json");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_DFL);
    wait_ms(&app, 11000.0);
    assert_false(app.shown.notice.is_error);
    shell("grep -q 0.625 backstep/*.json && test $(ls backstep | wc -l) = 2");
    assert_true(recovery_sleep_ms(&app.keep.recovery, &app.run) < 0.0);
    app_finish(&app);
}

/* The folder that could not be made at the start may be made later. */
static void test_folder_comes_later(void **state)
{
    char state_home[64];
    struct app app;

    (void)state;
    shell("rm -rf backstep later && echo file > later");
    snprintf(state_home, sizeof state_home, "%s/later", folder);
    setenv("XDG_STATE_HOME", state_home, 1);
    start(&app, "mazur");
    assert_true(app.shown.notice.is_error);
    change(&app, 0.5);
    wait_ms(&app, 3000.0);
    shell("rm later");
    wait_ms(&app, 11000.0);
    shell("test -f later/backstep/*.json");
    app_finish(&app);
    setenv("XDG_STATE_HOME", folder, 1);
}

/* Nobody else reads what somebody has changed. */
static void test_private(void **state)
{
    mode_t mask = umask(0);
    struct app app;

    (void)state;
    shell("rm -rf backstep && mkdir -m 0755 backstep");
    start(&app, "mazur");
    change(&app, 0.5);
    wait_ms(&app, 1500.0);
    shell("test \"$(stat -c %%a backstep backstep/*.json backstep/*.lock | tr '\\n' ' ')\" = '700 600 600 '");
    app_finish(&app);
    umask(mask);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_killed), cmocka_unit_test(test_given_up), cmocka_unit_test(test_left),
        cmocka_unit_test(test_alive), cmocka_unit_test(test_elsewhere), cmocka_unit_test(test_no_folder),
        cmocka_unit_test(test_same_number), cmocka_unit_test(test_same_number_alive),
        cmocka_unit_test(test_unreadable), cmocka_unit_test(test_full_disk),
        cmocka_unit_test(test_folder_comes_later), cmocka_unit_test(test_private),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
