/*
 * Screenshots: what they are called, where they go, what they leave as it was.
 */
#include "cli/picture.h"

#include "app/app.h"
#include "base/file.h"
#include "cli/cli.h"
#include "lesson/catalogue.h"
#include "spawn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATH_SIZE = SPAWN_PATH_SIZE + 64, WIDTH = 640, HEIGHT = 360 };

static struct app app;
static struct fonts *fonts;
static struct picture picture;
static char folder[SPAWN_PATH_SIZE], before[FILE_PATH_SIZE];

static int begin(void **state)
{
    struct error err;

    (void)state;
    spawn_make_folder(folder);
    if (getcwd(before, sizeof before) == NULL || chdir(folder) != 0)
        return -1;
    app_init(&app);
    fonts = cli_open_fonts(&err);
    if (fonts == NULL)
        return -1;
    picture_init(&picture, fonts);
    return 0;
}

static int end(void **state)
{
    (void)state;
    picture_finish(&picture);
    fonts_close(fonts);
    app_finish(&app);
    if (chdir(before) != 0)
        return -1;
    spawn_remove_folder(folder);
    return 0;
}

static void open_lesson(const char *word)
{
    char path[FILE_PATH_SIZE];
    struct error err = {0};

    if (!catalogue_resolve(word, path, &err) || !app_open(&app, path, &err))
        fail_msg("%s", err.text);
}

static void expect_name(const char *name)
{
    char out[64];

    picture_lesson_name(&app, out, sizeof out);
    assert_string_equal(out, name);
}

/* Takes one and returns its path's last part, which must be the end of the notice too. */
static void expect_screenshot(const char *file)
{
    struct error notice = {0};
    unsigned width = 0, height = 0;
    const char *at;

    assert_true(picture_screenshot(&picture, &app, WIDTH, HEIGHT, &notice));
    at = strchr(notice.text, '/');
    assert_non_null(at); /* the whole path is named */
    assert_true(strlen(at) > strlen(file));
    assert_string_equal(at + strlen(at) - strlen(file), file);
    assert_true(spawn_png_size(at, &width, &height));
    assert_int_equal(width, WIDTH);
    assert_int_equal(height, HEIGHT);
    assert_true(file_exists(file));
}

static void test_the_name_follows_the_lesson(void **state)
{
    (void)state;
    expect_name("lessons");
    open_lesson("mazur");
    expect_screenshot("backstep-mazur-001.png");
    expect_screenshot("backstep-mazur-002.png");
    open_lesson("xor");
    expect_screenshot("backstep-xor-001.png");
    assert_int_equal(spawn_count_files(folder, NULL), 3);
}

/* From where a desktop starts programs, a picture goes to the user's pictures. */
static void test_pictures_folder(void **state)
{
    struct error notice = {0};
    char here[FILE_PATH_SIZE];

    (void)state;
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(setenv("HOME", here, 1), 0);
    assert_int_equal(setenv("XDG_CONFIG_HOME", here, 1), 0);
    unsetenv("XDG_PICTURES_DIR");
    assert_int_equal(mkdir("Photos", 0700), 0);
    spawn_write_file("user-dirs.dirs", "# by hand\nXDG_MUSIC_DIR=\"$HOME/M\"\n"
                                       "XDG_PICTURES_DIR=\"$HOME/Photos\"\n");
    open_lesson("xor");
    assert_true(picture_screenshot(&picture, &app, WIDTH, HEIGHT, &notice));
    assert_non_null(strstr(notice.text, "/Photos/backstep-xor-001.png"));
    assert_true(file_exists("Photos/backstep-xor-001.png"));
    /* Without such a folder it is home. */
    spawn_write_file("user-dirs.dirs", "XDG_PICTURES_DIR=\"/nowhere\"\n");
    assert_true(picture_screenshot(&picture, &app, WIDTH, HEIGHT, &notice));
    assert_non_null(strstr(notice.text, "backstep-xor-00"));
    assert_null(strstr(notice.text, "Photos"));
    assert_int_equal(setenv("HOME", "/nowhere", 1), 0);
}

/* What a window shows that is too small is not a picture of the lesson. */
static void test_no_picture_without_room(void **state)
{
    struct error notice = {0};
    int files = (int)spawn_count_files(folder, NULL);

    (void)state;
    open_lesson("mazur");
    assert_false(picture_screenshot(&picture, &app, 340, 1080, &notice));
    assert_non_null(strstr(notice.text, "make it larger"));
    assert_int_equal(spawn_count_files(folder, NULL), files);
}

static void test_a_file_is_called_by_its_title(void **state)
{
    static const char *const titles[][2] = {{"My net, no. 2!", "my-net-no-2"},
                                            {"../../etc/x", "etc-x"},
                                            {"gr\xc3\xb6\xc3\x9f" "er.json", "gr\xc3\xb6\xc3\x9f" "er"},
                                            {"?", "lesson"}};
    char text[512];

    (void)state;
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        snprintf(text, sizeof text,
                 "{\"backstep\": 1, \"title\": \"%s\", \"network\": {\"inputs\": 1, \"layers\":"
                 " [{\"units\": 1, \"activation\": \"sigmoid\", \"weights\": [[0.5]]}]},"
                 " \"loss\": \"half_squared_error\","
                 " \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.1},"
                 " \"data\": {\"samples\": [{\"x\": [1], \"t\": [0]}]}}", titles[i][0]);
        spawn_write_file("own.json", text);
        open_lesson("./own.json");
        expect_name(titles[i][1]);
    }
}

/* Without a lesson the reason is in the picture; with one a notice is not. */
static void test_notices(void **state)
{
    size_t lengths[4];
    char *bytes[4];
    struct error err;

    (void)state;
    for (int i = 0; i < 4; i++) {
        char path[PATH_SIZE];

        if (i == 2)
            open_lesson("mazur");
        if (i % 2 == 1)
            app_say(&app, true, "the scenario is broken");
        app.sheet.lessons_open = i < 2;
        snprintf(path, sizeof path, "%d.png", i);
        if (!picture_write(&picture, &app, WIDTH, HEIGHT, path, false, &err))
            fail_msg("%s", err.text);
        if (i % 2 == 1)
            assert_string_equal(app.shown.notice.text, "the scenario is broken");
        bytes[i] = spawn_read_file(path, &lengths[i]);
        assert_non_null(bytes[i]);
    }
    assert_false(lengths[0] == lengths[1] && memcmp(bytes[0], bytes[1], lengths[0]) == 0);
    assert_int_equal(lengths[2], lengths[3]);
    assert_memory_equal(bytes[2], bytes[3], lengths[2]);
    for (int i = 0; i < 4; i++)
        free(bytes[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_name_follows_the_lesson, begin, end),
        cmocka_unit_test_setup_teardown(test_a_file_is_called_by_its_title, begin, end),
        cmocka_unit_test_setup_teardown(test_no_picture_without_room, begin, end),
        cmocka_unit_test_setup_teardown(test_notices, begin, end),
        cmocka_unit_test_setup_teardown(test_pictures_folder, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
