/* What is wrong with a file before it is JSON: place, finding and remedy. */
#include "lesson_test.h"

#include "lesson/document.h"

struct broken {
    const char *bytes;
    const char *sentence;
};

static void broken_json_is_located_and_explained(void **state)
{
    static const struct broken cases[] = {
        {"", "t.json is empty; expected a scenario: a JSON object that begins with "
             "\"backstep\": 1"},
        {" \n\t", "t.json is empty; expected a scenario: a JSON object that begins with "
                  "\"backstep\": 1"},
        {"\xef\xbb\xbf", "t.json is empty; expected a scenario: a JSON object that begins with "
                         "\"backstep\": 1"},
        {"{\n  \"a\": NaN}", "t.json, line 2, column 8: not valid JSON: found 'NaN'; JSON has no "
                             "NaN and no infinity: write a finite number"},
        {"{\"a\": -Infinity}", "t.json, line 1, column 7: not valid JSON: found '-Infinity'; JSON "
                               "has no NaN and no infinity: write a finite number"},
        {"{\"a\": True}", "t.json, line 1, column 7: not valid JSON: found 'True'; JSON writes "
                          "true, false and null in small letters"},
        {"{'a': 1}", "t.json, line 1, column 2: not valid JSON: found '''; JSON puts texts into "
                     "double quotes"},
        {"// a\n{}", "t.json, line 1, column 1: not valid JSON: found '/'; JSON has no comments: "
                     "remove it"},
        {"{\"a\": [1,\n 2,\n]}", "t.json, line 3, column 1: not valid JSON: found ']'; remove the "
                                 "comma before it"},
        {"{\"a\": 1,}", "t.json, line 1, column 9: not valid JSON: found '}'; remove the comma "
                        "before it"},
        {"{\"a\": .5}", "t.json, line 1, column 7: not valid JSON: found '.5'; JSON writes numbers "
                        "like 0.5, -2 or 1e-3"},
        {"{\"a\": 01}", "t.json, line 1, column 7: not valid JSON: found '01'; JSON writes numbers "
                        "like 0.5, -2 or 1e-3"},
        {"{\"a\": 1 \"b\": 2}", "t.json, line 1, column 9: not valid JSON: found '\"b\"'; is a "
                                "comma or a colon missing before it?"},
        {"{\"a\": 1;}", "t.json, line 1, column 8: not valid JSON: found ';'"},
        {"{\"\xc3\xa4\": \xc3\xa9}", "t.json, line 1, column 7: not valid JSON: found '\xc3\xa9'"},
        {"{\"a\": 1,\n \"b\": 2,\n \"a\": 3}", "t.json, line 3, column 2: the key \"a\" stands "
                                              "here a second time; keep one"},
        {"{\"a\": {\"x\": 1, \"x\": 2}}", "t.json, line 1, column 16: the key \"x\" stands here a "
                                          "second time; keep one"},
        {"{\"a\": 1", "t.json, line 1, column 8: the file ends in the middle of the scenario; is "
                      "it complete?"},
        {"{\"a\": \"b", "t.json, line 1, column 9: the file ends in the middle of the scenario; is "
                        "it complete?"},
        {"{\"a\": 1}\n}", "t.json, line 2, column 1: found '}' after the scenario's end; remove "
                          "it"},
        {"{\"a\": \"b\nc\"}", "t.json, line 1, column 7: a line ends inside a text: close its "
                              "quotes, or write \\n"},
        {"{\"a\": \"b\tc\"}", "t.json, line 1, column 7: a control character inside a text: write "
                              "it as \\t or \\u0009"},
        {"{\"a\": \"\\q\"}", "t.json, line 1, column 7: an unknown \\ sequence inside a text: a "
                             "backslash is written \\\\"},
        {"{\"a\": \"\\ud800\"}", "t.json, line 1, column 7: half of a surrogate pair inside a "
                                 "text: write both halves"},
        {"{\"a\": \"\\u0000\"}", "t.json, line 1, column 7: a text cannot contain the character "
                                 "U+0000"},
        {"{\"\\u0000\": 1}", "t.json, line 1, column 2: a text cannot contain the character "
                             "U+0000"},
        {"{\"a\": \"b\xff\"}", "t.json, line 1, column 9: not UTF-8 text; save the file with the "
                               "encoding UTF-8"},
        {"{\"a\": 1e400}", "t.json, line 1, column 7: the number 1e400 is too large: whole numbers "
                           "go up to 9223372036854775807, others (with a point or an exponent) up "
                           "to 1.7e308"},
        {"{\"a\": 99999999999999999999}",
         "t.json, line 1, column 7: the number 99999999999999999999 is too large: whole numbers "
         "go up to 9223372036854775807, others (with a point or an exponent) up to 1.7e308"},
        /* Half characters beside whole ones must not get into the sentence. */
        {"{\"a\": \x03\x99x\"}", "t.json, line 1, column 7: not valid JSON: found '?'"},
        {"\xcf\xbb\xbfy", "t.json, line 1, column 1: not valid JSON: found '\xcf\xbb'"},
        {"\xff\xfe{", "t.json is UTF-16 text; save it with the encoding UTF-8"},
        {"PK\x03\x04", "t.json, line 1, column 1: not valid JSON: found 'PK'"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect_text_error(cases[i].bytes, cases[i].sentence);
}

static void binary_bytes_are_named_as_such(void **state)
{
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

    (void)state;
    expect_error(png, sizeof png - 1, "t.json is not a text file; expected a scenario in JSON");
    expect_error("{}\0", 3, "t.json is not a text file; expected a scenario in JSON");
}

static void deep_nesting_is_refused(void **state)
{
    char deep[5000];

    (void)state;
    memset(deep, '[', sizeof deep);
    expect_error(deep, sizeof deep, "t.json, line 1, column 2049: too many brackets inside each "
                                    "other");
}

/* Controls in a file must not reach a terminal through its error message. */
static void control_characters_do_not_reach_the_sentence(void **state)
{
    (void)state;
    expect_text_error("{\"a\": \x1b[2J}", "t.json, line 1, column 7: not valid JSON: found '?'");
    expect_text_error("{\"\\u001b[2J\": 1, \"backstep\": 1}",
                 "t.json: unknown key \"?[2J\"; remove it, or check its spelling");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broken_json_is_located_and_explained),
        cmocka_unit_test(binary_bytes_are_named_as_such),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(control_characters_do_not_reach_the_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
