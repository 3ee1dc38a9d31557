#include "cmocka_all.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

static void test_set(void **state)
{
    struct error err = {0};

    (void)state;
    assert_false(error_set(&err, "cannot read '%s': %d", "a.json", 7));
    assert_string_equal(err.text, "cannot read 'a.json': 7");
    assert_false(error_set(NULL, "nobody listens to %d", 1));
}

static void test_prefix(void **state)
{
    struct error err = {0};

    (void)state;
    error_set(&err, "%d numbers", 3);
    assert_false(error_prefix(&err, "layers[%d]", 1));
    assert_string_equal(err.text, "layers[1]: 3 numbers");
    assert_false(error_prefix(NULL, "x"));
}

/* Long ones are cut between characters; the sentence survives a long prefix. */
static void test_long(void **state)
{
    char text[4000];

    (void)state;
    for (size_t shift = 0; shift < 3; shift++) {
        struct error err = {0};

        memset(text, 'a', shift);
        for (size_t i = shift; i + 3 < sizeof text; i += 3)
            memcpy(text + i, "\u2212", 4);
        error_set(&err, "%s", text);
        assert_true(strlen(err.text) > ERROR_TEXT_SIZE - 4);
        assert_true(text_valid_utf8(err.text, strlen(err.text)));
        error_set(&err, "the sentence");
        error_prefix(&err, "%s", text);
        assert_non_null(strstr(err.text, ": the sentence"));
        assert_true(text_valid_utf8(err.text, strlen(err.text)));
        error_prefix(&err, "%s", text);
        error_prefix(&err, "%s", text);
        assert_true(strlen(err.text) < ERROR_TEXT_SIZE);
        assert_true(text_valid_utf8(err.text, strlen(err.text)));
    }
}

/* A format may cut a word anywhere, and a file's name may be of any bytes. */
static void always_utf8(void **state)
{
    struct error err;

    (void)state;
    error_set(&err, "found \"%.3s\", expected a number", "\xc3\xa9\xc3\xa9");
    assert_string_equal(err.text, "found \"\xc3\xa9?\", expected a number");
    error_set(&err, "cannot read '%s'", "caf\xe9.csv\x80");
    assert_string_equal(err.text, "cannot read 'caf?.csv?'");
    error_set(&err, "%s", "\xef\xbf\xbd");
    assert_string_equal(err.text, "\xef\xbf\xbd");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(always_utf8),
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_prefix),
        cmocka_unit_test(test_long),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
