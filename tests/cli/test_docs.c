/*
 * What the README and the manual page say about keys is what the command table says.
 */
#include "app/command.h"
#include "engine/stop.h"
#include "lesson/catalogue.h"
#include "spawn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { KEYS_SIZE = 128, LINE_SIZE = 512 };

static char *read_source(const char *name)
{
    const char *source = getenv("BACKSTEP_SOURCE");
    char path[SPAWN_PATH_SIZE];
    char *text;

    assert_non_null(source);
    snprintf(path, sizeof path, "%s/%s", source, name);
    text = spawn_read_file(path, NULL);
    assert_non_null(text);
    return text;
}

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;

    for (const char *at = strstr(text, what); at != NULL; at = strstr(at + 1, what))
        count++;
    return count;
}

static void test_readme_has_every_key(void **state)
{
    char *readme = read_source("README.md");
    char *keys_part = strstr(readme, "## Keys");
    char *end = keys_part != NULL ? strstr(keys_part, "\n## Commands") : NULL;
    char keys[KEYS_SIZE], line[LINE_SIZE];
    struct command_help help;
    size_t count = 0, rows;

    (void)state;
    assert_non_null(end);
    *end = '\0';
    for (; command_help(count, &help, keys, sizeof keys); count++) {
        snprintf(line, sizeof line, "\n| %s | %s |\n", keys, help.text);
        if (strstr(keys_part, line) == NULL)
            fail_msg("the README's keys lack the line%s", line);
        snprintf(line, sizeof line, "\n%s:\n", help.section);
        if (strstr(keys_part, line) == NULL)
            fail_msg("the README's keys lack the section '%s'", help.section);
    }
    assert_true(count > 10);
    /* And nothing that is no longer true: rows, less two for the head of each section. */
    rows = count_of(keys_part, "\n|") - 2 * count_of(keys_part, "\n| --- |");
    assert_int_equal(rows, count);
    free(readme);
}

/* As roff has it: a leading period or quote is guarded, a hyphen is a minus. */
static void roff_keys(const char *keys, char *out, size_t size)
{
    size_t used = 0;

    if (*keys == '.' || *keys == '\'')
        used = (size_t)snprintf(out, size, "\\&");
    for (; *keys != '\0' && used + 3 < size; keys++) {
        if (*keys == '-')
            out[used++] = '\\';
        out[used++] = *keys;
    }
    out[used] = '\0';
}

static void test_manual_has_every_key(void **state)
{
    char *manual = read_source("assets/backstep.1");
    char *keys_part = strstr(manual, ".SH KEYS");
    char *end = keys_part != NULL ? strstr(keys_part, ".SH SCENARIOS") : NULL;
    char keys[KEYS_SIZE], roff[2 * KEYS_SIZE], line[LINE_SIZE];
    struct command_help help;
    size_t count = 0;

    (void)state;
    assert_non_null(end);
    *end = '\0';
    for (; command_help(count, &help, keys, sizeof keys); count++) {
        roff_keys(keys, roff, sizeof roff);
        snprintf(line, sizeof line, "\n.B %s\n%s\n", roff, help.text);
        if (strstr(keys_part, line) == NULL)
            fail_msg("the manual's keys lack the lines%s", line);
    }
    assert_true(count > 10);
    assert_int_equal(count_of(keys_part, "\n.TP\n"), count);
    free(manual);
}

/* Every option that a command's help knows stands in the manual. */
static void test_manual_has_every_option(void **state)
{
    static const char *const commands[] = {"--help", "list", "check", "trace", "train", "export"};
    char *manual = read_source("assets/backstep.1");
    size_t options = 0;

    (void)state;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        struct spawn_result result;

        spawn_run(&result, NULL, NULL, (const char *const[]){commands[i], "--help", NULL});
        assert_int_equal(result.status, 0);
        for (char *at = strstr(result.out, "--"); at != NULL; at = strstr(at, "--")) {
            char plain[LINE_SIZE], roff[2 * LINE_SIZE];
            size_t length = 2 + strspn(at + 2, "abcdefghijklmnopqrstuvwxyz-");

            snprintf(plain, sizeof plain, "%.*s", (int)length, at);
            roff_keys(plain, roff, sizeof roff);
            if (strstr(manual, roff) == NULL)
                fail_msg("the manual lacks %s of 'backstep %s'", plain, commands[i]);
            options++;
            at += length;
        }
        spawn_finish(&result);
    }
    assert_true(options > 15);
    free(manual);
}

/* Every built-in scenario, and every reason that a trace can end with. */
static void test_manual_has_every_scenario_and_reason(void **state)
{
    char *manual = read_source("assets/backstep.1");
    char *traces = strstr(manual, ".SH TRACES"), roff[2 * KEYS_SIZE], line[LINE_SIZE];
    const struct catalogue_entry *entries;
    size_t count;

    (void)state;
    assert_non_null(traces);
    entries = catalogue_entries(&count);
    assert_true(count > 10);
    for (size_t i = 0; i < count; i++) {
        roff_keys(entries[i].name, roff, sizeof roff);
        snprintf(line, sizeof line, "\n%s ", roff);
        if (strstr(manual, line) == NULL)
            fail_msg("the manual's list lacks the scenario %s", entries[i].name);
    }
    for (int reason = STOP_NONE + 1; reason < STOP_REASON_COUNT; reason++)
        if (strstr(traces, stop_reason_name((enum stop_reason)reason)) == NULL)
            fail_msg("the manual's traces lack the reason %s", stop_reason_name((enum stop_reason)reason));
    free(manual);
}

static void test_readme_shows_pictures_that_are_named(void **state)
{
    static const char *const names[] = {"forward", "loss", "backward", "update"};
    char *readme = read_source("README.md");
    char link[LINE_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(link, sizeof link, "(assets/pictures/%s.png)", names[i]);
        assert_non_null(strstr(readme, link));
    }
    free(readme);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readme_has_every_key),
        cmocka_unit_test(test_manual_has_every_key),
        cmocka_unit_test(test_manual_has_every_option),
        cmocka_unit_test(test_manual_has_every_scenario_and_reason),
        cmocka_unit_test(test_readme_shows_pictures_that_are_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
