#include "cmocka_all.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

static void test_grows(void **state)
{
    char buffer[32];
    struct text text;

    (void)state;
    text_init(&text, buffer, sizeof buffer);
    assert_string_equal(buffer, "");
    text_add(&text, "one");
    text_printf(&text, " %d %s", 2, "three");
    assert_string_equal(buffer, "one 2 three");
    assert_int_equal(text.length, strlen(buffer));
    assert_false(text.cut);
    text_add(&text, "100% %s"); /* not a format */
    assert_string_equal(buffer, "one 2 three100% %s");
}

/* What does not fit is dropped between characters, never inside one. */
static void test_cut(void **state)
{
    (void)state;
    for (size_t size = 1; size < 16; size++) {
        /* a, U+00E9 (2 bytes), U+2212 (3 bytes), U+1D70E (4 bytes), b */
        static const char whole[] = "a\u00e9\u2212\U0001d70eb";
        static const size_t ends[] = {0, 1, 3, 6, 10, 11};
        char buffer[17];
        struct text text;
        size_t expected = 0;

        memset(buffer, '#', sizeof buffer);
        text_init(&text, buffer, size);
        text_add(&text, whole);
        for (size_t i = 0; i < 6; i++)
            if (ends[i] < size)
                expected = ends[i];
        assert_int_equal(text.length, expected);
        assert_int_equal(strlen(buffer), expected);
        assert_memory_equal(buffer, whole, expected);
        assert_int_equal(text.cut, size <= 11);
        assert_int_equal(buffer[size], '#');
        text_add(&text, "x"); /* nothing is added behind a gap */
        assert_int_equal(text.length, expected + (text.cut ? 0 : size > 12));
    }
}

static void test_cut_utf8(void **state)
{
    static const char *const cases[][2] = {
        {"", ""},
        {"ab", "ab"},
        {"a\xc3\xa9", "a\xc3\xa9"},
        {"a\xc3", "a"},
        {"a\xe2\x88", "a"},
        {"a\xe2\x88\x92", "a\xe2\x88\x92"},
        {"\xf0\x9d\x9c", ""},
        {"\xf0", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[16];

        strcpy(text, cases[i][0]);
        text_cut_utf8(text);
        assert_string_equal(text, cases[i][1]);
    }
}

static void test_valid(void **state)
{
    static const char good[] = "a\u00e9\u2212\U0001d70e\U0010ffff\ud7ff\ue000";
    static const char *const bad[] = {
        "\x80",             /* continues nothing */
        "\xc3",             /* ends too early */
        "\xe2\x88",         /* the same */
        "\xc0\x80",         /* NUL in two bytes */
        "\xc1\xbf",         /* overlong */
        "\xe0\x9f\xbf",     /* overlong */
        "\xf0\x8f\xbf\xbf", /* overlong */
        "\xed\xa0\x80",     /* a surrogate */
        "\xf4\x90\x80\x80", /* above U+10FFFF */
        "\xf8\x88\x80\x80\x80",
        "\xff",
        "a\xe2\x28\xa1",    /* broken in the middle */
    };

    (void)state;
    assert_true(text_valid_utf8(good, strlen(good)));
    assert_true(text_valid_utf8("", 0));
    assert_false(text_valid_utf8("a\0b", 3));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(text_valid_utf8(bad[i], strlen(bad[i])));
    assert_false(text_valid_utf8(good, strlen(good) - 1));
}

static void test_next(void **state)
{
    static const unsigned expected[] = {'a', 0xe9, 0x2212, 0x1d70e, 0xfffd, 'b', 0xfffd, 0, 0};
    const char *at = "a\u00e9\u2212\U0001d70e\xff" "b\xe2";

    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(text_next_utf8(&at), expected[i]);
    assert_int_equal(*at, '\0');
}

/* What a terminal would obey is not in what is left; all that is seen is. */
static void test_tame(void **state)
{
    static const char *const cases[][2] = {
        {"a\u00e9\u2212\u03b4\U0001d70e \u05d0\u200d",
         "a\u00e9\u2212\u03b4\U0001d70e \u05d0\u200d"},
        {"\x1b[2J", "?[2J"}, {"a\nb\tc\r\x7f", "a?b?c??"}, {"\xc2\x9b" "2J", "?2J"},
        {"\u202eabc\u202c", "?abc?"}, {"\u2066\u2069\u200f\u061c\u2028", "?????"},
        {"\xff" "a\xe2\x88", "?a??"}, {"\xc0\x9b\xed\xa0\x80", "?????"}, {"\U000e0041x", "?x"},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[64];

        snprintf(text, sizeof text, "%s", cases[i][0]);
        text_tame(text);
        assert_string_equal(text, cases[i][1]);
    }
}

static void test_nearest(void **state)
{
    static const char *const known[] = {"identity", "sigmoid", "tanh",
                                        "relu",     "leaky_relu", "softmax"};
    static const char *const meant[][2] = {
        {"sigmoid", "sigmoid"},   {"sigmiod", "sigmoid"}, {"Sigmoid", "sigmoid"},
        {"ReLU", "relu"},         {"LeakyReLU", "leaky_relu"}, {"soft_max", "softmax"},
        {"tanhh", "tanh"},
    };
    char endless[200];
    const char *const one[] = {endless, "relu"};

    (void)state;
    for (size_t i = 0; i < sizeof meant / sizeof *meant; i++) {
        const char *found = text_nearest(meant[i][0], known, 6);

        assert_non_null(found);
        assert_string_equal(found, meant[i][1]);
    }
    assert_null(text_nearest("gaussian", known, 6));
    assert_null(text_nearest("x", known, 6));
    assert_null(text_nearest("", known, 6));
    assert_null(text_nearest("relu", known, 0));
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    assert_null(text_nearest(endless, known, 6));
    assert_string_equal(text_nearest("rely", one, 2), "relu");
}

static void test_list(void **state)
{
    static const char *const names[] = {NULL, "a", NULL, "b", "c", NULL};
    static const struct { size_t count; const char *list; } cases[] = {
        {0, ""}, {1, ""}, {3, "a"}, {4, "a or b"}, {5, "a, b or c"}, {6, "a, b or c"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char buffer[40];
        struct text text;

        text_init(&text, buffer, sizeof buffer);
        text_list(&text, names, cases[i].count, " or ");
        assert_string_equal(buffer, cases[i].list);
    }
    assert_string_equal(text_nearest("c", names, 6), "c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grows),   cmocka_unit_test(test_cut),
        cmocka_unit_test(test_cut_utf8), cmocka_unit_test(test_valid),
        cmocka_unit_test(test_next),    cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_tame),   cmocka_unit_test(test_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
