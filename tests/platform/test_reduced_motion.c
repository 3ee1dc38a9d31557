/* What the user has told the desktop about motion holds, and M still has the last word. */
#include "app/app.h"
#include "base/file.h"
#include "platform/loop.h"
#include "platform/reduced_motion.h"

#include "lesson/catalogue.h"

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

static char folder[] = "/tmp/backstep-motion-XXXXXX";

/* NULL: no such file. */
static void put(const char *name, const char *text)
{
    char path[FILE_PATH_SIZE], *slash;
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    remove(path);
    if (text == NULL)
        return;
    slash = strrchr(path, '/');
    *slash = '\0';
    mkdir(path, 0700);
    *slash = '/';
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void remove_folder(const char *name)
{
    char path[FILE_PATH_SIZE];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    rmdir(path);
}

static bool wished(const char *gtk4, const char *gtk3, const char *kde)
{
    put("gtk-4.0/settings.ini", gtk4);
    put("gtk-3.0/settings.ini", gtk3);
    put("kdeglobals", kde);
    return reduced_motion_wished();
}

static void test_what_is_written_down_is_read(void **state)
{
    (void)state;
    assert_false(wished(NULL, NULL, NULL));
    assert_true(wished("[Settings]\ngtk-enable-animations=0\n", NULL, NULL));
    assert_true(wished(NULL, "[Settings]\ngtk-font-name=A\n  gtk-enable-animations = false", NULL));
    assert_true(wished(NULL, NULL, "[KDE]\nAnimationDurationFactor=0\n"));
    assert_true(wished(NULL, "[Settings]\r\ngtk-enable-animations=0\r\n", NULL));
    assert_false(wished("[Settings]\ngtk-enable-animations=1\n", NULL, NULL));
    assert_false(wished(NULL, "[Settings]\ngtk-enable-animations=true\n", NULL));
    assert_false(wished(NULL, NULL, "[KDE]\nAnimationDurationFactor=0.5\n"));
    /* The newer of them decides; what is elsewhere, cut or of another name says nothing. */
    assert_false(wished("[Settings]\ngtk-enable-animations=1\n",
                        "[Settings]\ngtk-enable-animations=0\n", NULL));
    assert_false(wished("[Other]\ngtk-enable-animations=0\n", NULL, NULL));
    assert_false(wished("[Settings]\ngtk-enable-animations\n", NULL, NULL));
    assert_false(wished("[Settings]\ngtk-enable-animations=\n", "", NULL));
    assert_false(wished("[Settings]\ngtk-enable-animations-not=0\n", NULL, NULL));
    assert_true(wished("[Settings]\n", "[Settings]\ngtk-enable-animations=0\n", NULL));
}

/* Opens a window on the driver that shows nothing, and tells whether its lesson moves. */
static void open_window(struct app *app, struct fonts **fonts, struct loop *loop)
{
    char path[FILE_PATH_SIZE];
    struct error err;

    app_init(app);
    assert_true(catalogue_fonts_folder(path, &err));
    *fonts = fonts_open(path, &err);
    assert_non_null(*fonts);
    assert_true(catalogue_resolve("mazur", path, &err));
    assert_true(app_open(app, path, &err));
    assert_true(app->shown.settings.animation);
    assert_true(loop_init(loop, app, *fonts, 1000, 700, &err));
}

static void test_the_window_heeds_it_and_m_has_the_last_word(void **state)
{
    for (int reduced = 0; reduced < 2; reduced++) {
        struct app *app = calloc(1, sizeof *app);
        struct fonts *fonts;
        struct loop loop;

        (void)state;
        assert_non_null(app);
        assert_int_equal(wished(reduced ? "[Settings]\ngtk-enable-animations=0\n" : NULL, NULL,
                                NULL), reduced);
        open_window(app, &fonts, &loop);
        app_tick(app, 1000.0);
        app_apply(app, COMMAND_STEP_FORWARD, 0.0);
        assert_int_equal(app->shown.motion.length_ms > 0.0, !reduced);
        if (reduced) {
            app_apply(app, COMMAND_ANIMATION, 0.0);
            app_tick(app, 5000.0); /* after a key's repeat */
            app_apply(app, COMMAND_STEP_FORWARD, 0.0);
            assert_true(app->shown.motion.length_ms > 0.0);
        }
        loop_finish(&loop);
        app_finish(app);
        free(app);
        fonts_close(fonts);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_written_down_is_read),
        cmocka_unit_test(test_the_window_heeds_it_and_m_has_the_last_word),
    };
    int failed;

    if (mkdtemp(folder) == NULL)
        return 1;
    setenv("XDG_CONFIG_HOME", folder, 1);
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    wished(NULL, NULL, NULL);
    remove_folder("gtk-4.0");
    remove_folder("gtk-3.0");
    return rmdir(folder) == 0 ? failed : 1;
}
