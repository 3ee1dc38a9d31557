/* The names of keys, scripts of them, and the command table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "app/commands/commands.h"
#include "quantity/reveal.h"

static struct key parse(const char *name)
{
    struct key key;
    struct error err = {0};

    if (!key_parse(name, strlen(name), &key, &err))
        fail_msg("%s", err.text);
    return key;
}

static void test_names(void **state)
{
    (void)state;
    assert_int_equal(parse("Right").code, KEY_RIGHT);
    assert_int_equal(parse("pagedown").code, KEY_PAGE_DOWN);
    assert_int_equal(parse("T").code, 't');
    assert_int_equal(parse("Ctrl++").code, '+');
    assert_int_equal(parse("Ctrl++").modifiers, KEY_CONTROL);
    assert_int_equal(parse("Shift+Ctrl+Left").modifiers, KEY_SHIFT | KEY_CONTROL);
    assert_int_equal(parse("+").code, '+');
    assert_int_equal(parse("Space").code, ' ');
}

static void test_bad_names(void **state)
{
    struct error err;
    struct key key;

    (void)state;
    assert_false(key_parse("Rigth", 5, &key, &err));
    assert_non_null(strstr(err.text, "Rigth"));
    assert_non_null(strstr(err.text, "'Right'"));
    assert_false(key_parse("", 0, &key, &err));
    assert_false(key_parse("xyzzyplugh", 10, &key, &err));
    assert_false(key_parse("ab", 2, &key, &err));
}

static void count_press(void *context, struct key key)
{
    size_t *counts = context;

    counts[0]++;
    if (key.code == KEY_RIGHT)
        counts[1]++;
}

static void test_script(void **state)
{
    size_t counts[2] = {0, 0};
    struct error err;

    (void)state;
    assert_true(key_script("Right*7 T  Ctrl+Right *", count_press, counts, &err));
    assert_int_equal(counts[0], 10);
    assert_int_equal(counts[1], 8);
    counts[0] = 0;
    assert_false(key_script("Right Wrong", count_press, counts, &err));
    assert_non_null(strstr(err.text, "Wrong"));
    assert_int_equal(counts[0], 0);
    assert_false(key_script("Right*x", count_press, counts, &err));
    assert_false(key_script("Right*99999999999", count_press, counts, &err));
    assert_true(key_script("", count_press, counts, &err));
    assert_int_equal(counts[0], 0);
}

static void test_table(void **state)
{
    double argument = 0.0;
    struct command_help help;
    char keys[64];
    size_t lines = 0, letters = 0;

    (void)state;
    assert_int_equal(command_for_key(parse("Space"), &argument), COMMAND_STEP_FORWARD);
    assert_int_equal(command_for_key(parse("PageUp"), &argument), COMMAND_STATION_BACK);
    assert_int_equal(command_for_key(parse("3"), &argument), COMMAND_GRANULARITY);
    assert_true(argument == (double)GRANULARITY_NEURON);
    assert_int_equal(command_for_key(parse("Ctrl+q"), &argument), COMMAND_NONE);
    /* A capital letter, unless it has a meaning of its own. */
    for (char letter[] = "a"; letter[0] <= 'z'; letter[0]++) {
        char capital[] = {'S', 'h', 'i', 'f', 't', '+', letter[0], '\0'};
        enum command small = command_for_key(parse(letter), &argument);

        assert_int_equal(command_for_key(parse(capital), &argument), 
                         letter[0] == 'b'   ? COMMAND_SENTENCE
                         : letter[0] == 'c' ? COMMAND_COMPARE
                         : letter[0] == 'f' ? COMMAND_FULL_INK
                         : letter[0] == 'j' ? COMMAND_ANSWERS
                         : letter[0] == 'l' ? COMMAND_COPY_LINK
                         : letter[0] == 'v' ? COMMAND_PICTURE_BACK : small);
        letters += small != COMMAND_NONE;
    }
    assert_true(letters > 15);
    assert_int_equal(command_for_key(parse("Shift+Ctrl+s"), &argument), COMMAND_NONE);
    while (command_help(lines, &help, keys, sizeof keys)) {
        char first[64];

        assert_true(strlen(help.text) > 3 && strlen(keys) > 0 && strlen(help.section) > 0);
        /* Every key named in the help gives the command it is named for. */
        strcpy(first, keys);
        for (char *name = strtok(first, " "); name != NULL; name = strtok(NULL, " ")) {
            size_t length = strlen(name);

            if (length > 1 && name[length - 1] == ',')
                name[length - 1] = '\0';
            assert_int_equal(command_for_key(parse(name), &argument), help.command);
        }
        lines++;
    }
    assert_true(lines > 25);
    assert_true(command_repeats(COMMAND_STEP_FORWARD));
    assert_false(command_repeats(COMMAND_QUIT));
}

/* A section is one block of the help: it does not begin a second time. */
static void test_sections(void **state)
{
    struct command_help help, earlier;
    char keys[64], before[64];

    (void)state;
    for (size_t line = 1; command_help(line, &help, keys, sizeof keys); line++) {
        assert_true(command_help(line - 1, &earlier, before, sizeof before));
        if (strcmp(help.section, earlier.section) == 0)
            continue;
        for (size_t i = 0; i < line; i++) {
            assert_true(command_help(i, &earlier, before, sizeof before));
            assert_string_not_equal(earlier.section, help.section);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_bad_names),
        cmocka_unit_test(test_script),
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_sections),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
