/*
 * lesson_test: what the lesson layer's tests share.
 */
#ifndef BACKSTEP_TESTS_LESSON_TEST_H
#define BACKSTEP_TESTS_LESSON_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lesson/scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "<source>/<below>", from the environment the tests run in. */
static inline const char *source_path(const char *below)
{
    static char path[FILENAME_MAX];
    const char *source = getenv("BACKSTEP_SOURCE");

    assert_non_null(source);
    assert_true(snprintf(path, sizeof path, "%s/%s", source, below) < (int)sizeof path);
    return path;
}

/* `text` with its one occurrence of `find` replaced; owned by the caller. The
 * test fails where `find` is missing or ambiguous. */
static inline char *with(const char *text, const char *find, const char *replace)
{
    const char *at = strstr(text, find);
    size_t size = strlen(text) + strlen(replace) + 1;
    char *result = malloc(size);

    if (at == NULL || strstr(at + 1, find) != NULL)
        fail_msg("'%s' must occur exactly once", find);
    assert_non_null(result);
    snprintf(result, size, "%.*s%s%s", (int)(at - text), text, replace, at + strlen(find));
    return result;
}

/* Parsing must fail with exactly this sentence and leave a zeroed scenario. */
static inline void expect_error(const char *bytes, size_t length, const char *sentence)
{
    static const struct scenario zero;
    struct error err = {0};
    struct scenario scenario;

    memset(&scenario, 0x5a, sizeof scenario);
    if (scenario_parse(&scenario, bytes, length, "t.json", &err)) {
        scenario_finish(&scenario);
        fail_msg("parsed, expected the error: %s", sentence);
    }
    assert_string_equal(err.text, sentence);
    assert_memory_equal(&scenario, &zero, sizeof zero);
    /* The same without anyone to tell. */
    assert_false(scenario_parse(&scenario, bytes, length, "t.json", NULL));
}

static inline void expect_text_error(const char *text, const char *sentence)
{
    expect_error(text, strlen(text), sentence);
}

#endif
