/*
 * The reading of arguments by a table.
 */
#include "cli/options.h"

#include "cli/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static bool force;
static const char *name;
static long number;

/* Reads the arguments with a small table; the plain words go to `words`. */
static enum options_result read_arguments(const char **words, int count, const char *const *given)
{
    const struct option table[] = {
        {.name = "force", .letter = 'f', .flag = &force, .help = "replace"},
        {.name = "name", .letter = 'o', .value = "NAME", .text = &name, .help = "a name"},
        {.name = "number", .letter = 'n', .value = "N", .number = &number, .least = -5,
         .most = 99, .help = "a number"},
    };
    const struct options options = {
        .command = "test", .synopsis = "test WORD", .about = "About.", .table = table,
        .count = sizeof table / sizeof table[0], .words_least = 1, .words_most = 2};
    char *argv[16] = {NULL};

    force = false;
    name = NULL;
    number = 7;
    assert_true(count < 15);
    for (int i = 0; i < count; i++)
        argv[i + 1] = (char *)(uintptr_t)given[i];
    return options_read(&options, count + 1, argv, words);
}

#define READ(...)                                                                                  \
    read_arguments(words, (int)(sizeof((const char *[]){__VA_ARGS__}) / sizeof(const char *)),     \
                   (const char *[]){__VA_ARGS__})

static void test_words_and_options_in_any_order(void **state)
{
    const char *words[2];

    (void)state;
    assert_int_equal(READ("--force", "one", "-n", "8", "two", "--name=a"), OPTIONS_GO);
    assert_true(force);
    assert_string_equal(words[0], "one");
    assert_string_equal(words[1], "two");
    assert_string_equal(name, "a");
    assert_int_equal(number, 8);
    assert_int_equal(READ("one"), OPTIONS_GO);
    assert_null(words[1]);
    assert_false(force);
    assert_null(name);
    assert_int_equal(number, 7);
}

static void test_values(void **state)
{
    const char *words[2];

    (void)state;
    assert_int_equal(READ("w", "-n9"), OPTIONS_GO);
    assert_int_equal(number, 9);
    assert_int_equal(READ("w", "--number", "-5"), OPTIONS_GO);
    assert_int_equal(number, -5);
    assert_int_equal(READ("w", "-oa=b"), OPTIONS_GO);
    assert_string_equal(name, "a=b");
    assert_int_equal(READ("w", "--name="), OPTIONS_GO);
    assert_string_equal(name, "");
    assert_int_equal(READ("--", "--force"), OPTIONS_GO);
    assert_string_equal(words[0], "--force");
    assert_false(force);
    assert_int_equal(READ("-"), OPTIONS_GO);
    assert_string_equal(words[0], "-");
}

static void test_wrong_usage(void **state)
{
    const char *words[2];

    (void)state;
    assert_int_equal(READ("w", "--forse"), OPTIONS_WRONG);
    assert_int_equal(READ("w", "-x"), OPTIONS_WRONG);
    assert_int_equal(READ("w", "-fx"), OPTIONS_WRONG);
    assert_int_equal(READ("w", "--force=yes"), OPTIONS_WRONG);
    assert_int_equal(READ("w", "--name"), OPTIONS_WRONG);
    assert_int_equal(READ("w", "-n"), OPTIONS_WRONG);
    assert_int_equal(READ("w", "-n", "100"), OPTIONS_WRONG);
    assert_int_equal(READ("w", "-n", "-6"), OPTIONS_WRONG);
    assert_int_equal(READ("w", "-n", "1x"), OPTIONS_WRONG);
    assert_int_equal(READ("w", "-n", ""), OPTIONS_WRONG);
    assert_int_equal(READ("w", "-n", " 2"), OPTIONS_WRONG);
    assert_int_equal(READ("w", "-n", "+2"), OPTIONS_WRONG);
    assert_int_equal(READ("w", "-n", "- 2"), OPTIONS_WRONG);
    assert_int_equal(READ("w", "-n", "-"), OPTIONS_WRONG);
    assert_int_equal(number, 7);
    assert_int_equal(READ("w", "-n", "99999999999999999999"), OPTIONS_WRONG);
    assert_int_equal(READ("w", "x", "y"), OPTIONS_WRONG);
    assert_int_equal(READ("--force"), OPTIONS_WRONG);
}

static void test_help(void **state)
{
    const char *words[2];

    (void)state;
    assert_int_equal(READ("--help"), OPTIONS_HELP);
    assert_int_equal(READ("w", "x", "y", "-h"), OPTIONS_HELP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_and_options_in_any_order),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_wrong_usage),
        cmocka_unit_test(test_help),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
