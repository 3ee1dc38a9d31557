/* The table of texts: whole, well-formed, filled in any order, and in the pseudo-language longer. */
#include "words/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <string.h>

static const char *const keys[WORD_COUNT] = {
    [W_NONE] = "NONE",
#define WORD(key, text) [W_##key] = #key,
#include "words/lists.h"
#undef WORD
};

static int use_english(void **state)
{
    (void)state;
    words_use(&words_english);
    return 0;
}

static void test_every_key_has_a_well_formed_text(void **state)
{
    size_t checked = 0;

    (void)state;
    for (enum word key = W_NONE + 1; key < WORD_COUNT; key++, checked++) {
        const char *text = words(key);
        size_t stars = 0;

        if (text == NULL || *text == '\0' || !text_valid_utf8(text, strlen(text)))
            fail_msg("%s has no text", keys[key]);
        for (const char *at = text; *at != '\0'; at++) {
            stars += *at == '*';
            if (*at == '{' && strcspn(at + 1, "{}") == strlen(at + 1))
                fail_msg("%s: a brace is not closed", keys[key]);
        }
        if (stars % 2 != 0)
            fail_msg("%s: bold is not turned off", keys[key]);
    }
    assert_true(checked > 100);
}

/* The engine's rows have their texts each for itself, under names in small letters. */
static bool is_of_row(enum word key)
{
    return strpbrk(keys[key], "abcdefghijklmnopqrstuvwxyz") != NULL;
}

/* Two keys with one text would be changed in one place only. */
static void test_no_text_stands_twice(void **state)
{
    (void)state;
    for (enum word a = W_NONE + 1; a < WORD_COUNT; a++) {
        for (enum word b = a + 1; b < WORD_COUNT; b++) {
            if (!is_of_row(a) && !is_of_row(b) && strcmp(words(a), words(b)) == 0)
                fail_msg("%s and %s have the same text", keys[a], keys[b]);
        }
    }
}

static const char *filled(enum word key, ...)
{
    static char buffer[512];
    struct text out;
    va_list args;

    text_init(&out, buffer, sizeof buffer);
    va_start(args, key);
    words_vadd(&out, key, args);
    va_end(args);
    return buffer;
}

static void test_places_are_filled(void **state)
{
    (void)state;
    assert_string_equal(filled(W_ARROW_MORE, "↑", (size_t)12345), "↑ 12,345 more");
    assert_string_equal(filled(W_USE_AND_SOURCE, "strictly", "a book"), "strictly: a book");
}

/* Three forms, and the places in another order than in English. */
static size_t third_form(size_t count)
{
    return count == 1 ? 0 : count < 5 ? 1 : 2;
}

static void test_another_language_chooses_forms_and_order(void **state)
{
    const char *texts[WORD_COUNT] = {
        [W_ARROW_MORE] = "{n} one {s arrow}\f{n} few {s arrow}\f{n} many {s arrow}",
        [W_USE_AND_SOURCE] = "{s source} ({s use}, {s use})",
    };
    struct words_language language = {texts, third_form};

    (void)state;
    words_use(&language);
    assert_string_equal(filled(W_ARROW_MORE, "v", (size_t)1), "1 one v");
    assert_string_equal(filled(W_ARROW_MORE, "v", (size_t)4), "4 few v");
    assert_string_equal(filled(W_ARROW_MORE, "v", (size_t)5), "5 many v");
    assert_string_equal(filled(W_USE_AND_SOURCE, "strictly", "a book"),
                        "a book (strictly, strictly)");
    assert_string_equal(words(W_GLOSSARY_TITLE), words_english.texts[W_GLOSSARY_TITLE]);
}

/* Counts characters, not bytes. */
static size_t length_of(const char *text)
{
    size_t length = 0;

    while (text_next_utf8(&text) != 0)
        length++;
    return length;
}

static bool same_places(const char *a, const char *b)
{
    for (;;) {
        size_t length;

        a = strchr(a, '{');
        b = strchr(b, '{');
        if (a == NULL || b == NULL)
            return a == b;
        length = strcspn(a, "}");
        if (strncmp(a, b, length + 1) != 0)
            return false;
        a += length;
        b += length;
    }
}

/* Three plain letters in a row outside braces: English. */
static bool is_legible(const char *text)
{
    size_t run = 0;

    for (; *text != '\0'; text++) {
        if (*text == '{')
            text += strcspn(text, "}");
        run = isalpha((unsigned char)*text) ? run + 1 : 0;
        if (run == 4)
            return true;
    }
    return false;
}

static void test_the_pseudo_language_is_a_third_longer(void **state)
{
    const struct words_language *pseudo = words_pseudo();
    size_t plain = 0, longer = 0;

    (void)state;
    for (enum word key = W_NONE + 1; key < WORD_COUNT; key++) {
        const char *text = pseudo->texts[key];

        assert_true(text_valid_utf8(text, strlen(text)));
        if (!same_places(words_english.texts[key], text))
            fail_msg("%s: '%s' has other places", keys[key], text);
        if (is_legible(text))
            fail_msg("%s: '%s' is English", keys[key], text);
        plain += length_of(words_english.texts[key]);
        longer += length_of(text);
    }
    assert_true((double)longer > 1.2 * (double)plain);
    assert_true((double)longer < 1.4 * (double)plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_every_key_has_a_well_formed_text, use_english),
        cmocka_unit_test_setup(test_no_text_stands_twice, use_english),
        cmocka_unit_test_setup(test_places_are_filled, use_english),
        cmocka_unit_test_setup_teardown(test_another_language_chooses_forms_and_order, use_english,
                                        use_english),
        cmocka_unit_test_setup(test_the_pseudo_language_is_a_third_longer, use_english),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
