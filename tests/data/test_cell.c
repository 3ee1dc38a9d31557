#include "../base/cmocka_all.h"

#include "data/cell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What looks like a number to a program is not one to a person. */
static void what_is_a_number(void **state)
{
    static const char *const wrong[] = {"nan", "inf", "0x10", "1e999", "1,5", "1 2", "--1", "n/a", "", "+", ".",
                                        "1e", "e5", "1.2.3", "1e5.0", "\xe2\x88\x92"};
    static const struct {
        const char *text;
        char decimal;
        double value;
    } right[] = {
        {"1.5", '.', 1.5}, {"-2e-3", '.', -2e-3}, {"+4", '.', 4}, {".5", '.', 0.5}, {"7.", '.', 7}, {"1,5", ',', 1.5},
        {"-0,25", ',', -0.25}, {"\xe2\x88\x92" "3.25", '.', -3.25}, {"1E+2", '.', 100}, {"0012", '.', 12},
        {"3.14159265358979323846", '.', 3.14159265358979323846}, {"1,5e3", ',', 1500},
    };
    double value;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (cell_number(wrong[i], strlen(wrong[i]), '.', &value))
            fail_msg("'%s' is a number", wrong[i]);
    assert_false(cell_number("1.5", 3, ',', &value));
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        assert_true(cell_number(right[i].text, strlen(right[i].text), right[i].decimal, &value));
        assert_true(value == right[i].value);
    }
    assert_true(cell_number("-0", 2, '.', &value) && signbit(value));
}

/* The bits of strtod, whatever the number of digits and places. */
static void the_nearest_double(void **state)
{
    unsigned long long random = 1;

    (void)state;
    for (int i = 0; i < 200000; i++) {
        char text[64];
        double value;

        random = random * 6364136223846793005u + 1442695040888963407u;
        snprintf(text, sizeof text, i % 4 == 0 ? "%.*e" : "%.*f", (int)(random >> 60),
                 (double)(long long)random / (double)(1ull << (random >> 20 & 63)));
        assert_true(cell_number(text, strlen(text), '.', &value));
        assert_true(value == strtod(text, NULL));
    }
}

static void gaps(void **state)
{
    static const char *const gaps[] = {"", "NA", "n/a", "NaN", "null", "?", "-", "  ", "\x7f"};

    (void)state;
    for (size_t i = 0; i < sizeof gaps / sizeof gaps[0]; i++)
        assert_true(cell_is_missing(gaps[i], strlen(gaps[i])));
    assert_false(cell_is_missing("nano", 4));
    assert_false(cell_is_missing("0", 1));
    assert_false(cell_is_missing("none", 4));
}

static void words(void **state)
{
    char out[CELL_WORDS_SIZE], text[400], accents[400] = "";

    (void)state;
    assert_false(cell_words("a \n\t b\x7f", 7, out));
    assert_string_equal(out, "a b");
    assert_true(cell_words("caf\xe9 \x80", 6, out));
    assert_string_equal(out, "caf\xc3\xa9 \xe2\x82\xac");
    memset(text, 'x', sizeof text);
    cell_words(text, sizeof text, out);
    assert_int_equal(strlen(out), CELL_WORDS_SIZE - 1);
    for (int i = 0; i < 150; i++)
        strcat(accents, "\xc3\xa9");
    assert_false(cell_words(accents, strlen(accents), out)); /* cut between two of them */
    assert_int_equal(strlen(out), CELL_WORDS_SIZE - 2);
    assert_true(cell_same_words("Cat", "cAT"));
    assert_false(cell_same_words("Cat", "cats"));
    assert_false(cell_same_words("a", "A"));
    assert_true(cell_same_words("", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_a_number), cmocka_unit_test(the_nearest_double), cmocka_unit_test(gaps),
        cmocka_unit_test(words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
