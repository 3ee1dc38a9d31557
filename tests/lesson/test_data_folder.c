/* Which of several places with data is taken: on folders made for the test. */
#include "lesson_test.h"

#include "lesson/data_folder.h"

#include <sys/stat.h>
#include <unistd.h>

static const struct data_folder scenarios = {"the built-in scenarios", "scenarios",
                                             "assets/scenarios"};
static char root[FILE_PATH_SIZE / 2];

/* root/below, alive until the next but seven. */
static const char *at(const char *below)
{
    static char paths[8][FILE_PATH_SIZE];
    static size_t next;
    char *path = paths[next++ % 8];

    snprintf(path, FILE_PATH_SIZE, "%s/%s", root, below);
    return path;
}

static const char *const folders[] = {
    "src", "src/assets", "src/assets/scenarios",                                   /* a source */
    "src/build", "usr", "usr/bin", "usr/share", "usr/share/backstep",              /* installed */
    "usr/share/backstep/scenarios", "own", "own/scenarios", "empty", "other", "other/scenarios",
};

static int make_folders(void **state)
{
    const char *folder = getenv("TMPDIR"); /* not the build folder: this program's source is near */

    (void)state;
    snprintf(root, sizeof root, "%s/data-folder-XXXXXX", folder != NULL ? folder : "/tmp");
    if (mkdtemp(root) == NULL)
        return 1;
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        if (mkdir(at(folders[i]), 0777) != 0)
            return 1;
    }
    return symlink(at("src"), at("src/build/backstep-source"));
}

static int remove_folders(void **state)
{
    (void)state;
    unlink(at("src/build/backstep-source"));
    for (size_t i = sizeof folders / sizeof folders[0]; i > 0; i--)
        rmdir(at(folders[i - 1]));
    return rmdir(root);
}

static void expect(const struct data_places *places, const char *folder)
{
    char out[FILE_PATH_SIZE];
    struct error err = {0};

    if (!data_folder_find(&scenarios, places, out, &err))
        fail_msg("%s", err.text);
    assert_string_equal(out, at(folder));
}

static void the_environment_overrides_everything(void **state)
{
    struct data_places places = {
        .override = at("own"), .program = at("src/build/backstep"), .configured = at("usr/share/backstep"),
    };

    (void)state;
    expect(&places, "own/scenarios");
    places.override = ""; /* as good as unset */
    expect(&places, "src/assets/scenarios");
}

static void a_wrong_override_is_an_error_not_a_fallback(void **state)
{
    struct data_places places = {.override = at("empty"), .configured = at("usr/share/backstep")};
    char out[FILE_PATH_SIZE], expected[ERROR_TEXT_SIZE];
    struct error err = {0};

    (void)state;
    assert_false(data_folder_find(&scenarios, &places, out, &err));
    snprintf(expected, sizeof expected,
             "cannot find the built-in scenarios: BACKSTEP_DATA is set, but there is no folder "
             "'%s/scenarios'; correct the variable or unset it", at("empty"));
    assert_string_equal(err.text, expected);
}

static void a_program_in_its_build_folder_takes_the_source(void **state)
{
    struct data_places places = {
        .program = at("src/build/tests/t"),
        .relative = "../share/backstep", .configured = at("usr/share/backstep"),
    };

    (void)state;
    expect(&places, "src/assets/scenarios");
    /* A folder whose name merely begins alike is another one. */
    places.program = at("src/build-2/backstep");
    expect(&places, "usr/share/backstep/scenarios");
}

static void an_installed_program_never_looks_into_the_source(void **state)
{
    struct data_places places = {
        .program = at("usr/bin/backstep"),
        .relative = "../share/backstep", .configured = at("other"),
    };
    char out[FILE_PATH_SIZE], expected[ERROR_TEXT_SIZE];
    struct error err = {0};

    (void)state;
    expect(&places, "usr/share/backstep/scenarios");
    places.program = at("empty/backstep");
    expect(&places, "other/scenarios");
    places.configured = at("nowhere");
    assert_false(data_folder_find(&scenarios, &places, out, &err));
    snprintf(expected, sizeof expected,
             "cannot find the built-in scenarios in '%s', "
             "'%s/scenarios'; install the program again, or set BACKSTEP_DATA to the folder that "
             "has 'scenarios' in it", at("share/backstep/scenarios"), at("nowhere"));
    assert_string_equal(err.text, expected);
}

static void a_system_that_does_not_tell_the_program_falls_back(void **state)
{
    struct data_places places = {.configured = at("usr/share/backstep")};
    char out[FILE_PATH_SIZE], folder[FILE_PATH_SIZE];
    struct error err = {0};

    (void)state;
    expect(&places, "usr/share/backstep/scenarios");
    places.configured = at("nowhere");
    assert_non_null(getcwd(folder, sizeof folder));
    assert_int_equal(chdir(at("src")), 0);
    assert_true(data_folder_find(&scenarios, &places, out, &err));
    assert_int_equal(chdir(folder), 0);
    assert_string_equal(out, "./assets/scenarios");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_environment_overrides_everything),
        cmocka_unit_test(a_wrong_override_is_an_error_not_a_fallback),
        cmocka_unit_test(a_program_in_its_build_folder_takes_the_source),
        cmocka_unit_test(an_installed_program_never_looks_into_the_source),
        cmocka_unit_test(a_system_that_does_not_tell_the_program_falls_back),
    };

    return cmocka_run_group_tests(tests, make_folders, remove_folders);
}
