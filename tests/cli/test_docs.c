/*
 * What the README and the manual page say about keys is what the command table says, and what they list of
 * activations, losses and optimisers are the engine's rows.
 */
#include "app/commands/commands.h"
#include "engine/stop.h"
#include "lesson/catalogue.h"
#include "lesson/scenario_parts.h"
#include "lesson/script/picture.h"
#include "engine/loss.h"
#include "engine/optimizer.h"
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
    static const char *const commands[] = {"--help", "list", "check", "trace", "train", "export",
                                          "worksheet", "convert"};
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

/* Every picture that an export or a station can ask for stands in the manual and the README. */
static void test_docs_have_every_picture(void **state)
{
    char *manual = read_source("assets/backstep.1"), *readme = read_source("README.md");
    char *view = strstr(manual, "\\-\\-view"), *station = strstr(manual, "\n.B view\n");
    char *part = strstr(readme, "`--part` ");

    (void)state;
    assert_true(view != NULL && station != NULL && part != NULL);
    *strstr(view, "\n.TP") = *strstr(station, "\n.B granularity") = *strstr(part, "\n- ") = '\0';
    for (int i = 0; i < PICTURE_COUNT; i++)
        if (strstr(view, picture_names[i]) == NULL || strstr(station, picture_names[i]) == NULL
            || strstr(part, picture_names[i]) == NULL)
            fail_msg("manual or README lack the picture %s", picture_names[i]);
    free(manual);
    free(readme);
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
        if (strstr(traces, stop_row((enum stop_reason)reason)->key) == NULL)
            fail_msg("the manual's traces lack the reason %s", stop_row((enum stop_reason)reason)->key);
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

/* The text from there to its end, which may be cut off; the caller's. */
static char *part_of(const char *name, const char *from, const char *to)
{
    char *text = read_source(name), *start = strstr(text, from), *end, *part;

    if (start == NULL)
        fail_msg("%s has no '%s'", name, from);
    end = strstr(start + strlen(from), to);
    if (end != NULL)
        *end = '\0';
    part = strdup(start);
    assert_non_null(part);
    free(text);
    return part;
}

static void expect_word(const char *part, const char *word)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz_0123456789";

    for (const char *at = strstr(part, word); at != NULL; at = strstr(at + 1, word))
        if (strchr(letters, at[-1]) == NULL && strspn(at + strlen(word), letters) == 0)
            return;
    fail_msg("'%s' is not in: %.400s", word, part);
}

static void expect_rows(const char *activations, const char *losses, const char *optimizers)
{
    for (size_t i = 0; i < activation_count(); i++)
        expect_word(activations, activation_row((enum activation)i)->name);
    for (size_t i = 0; i < loss_count(); i++)
        expect_word(losses, loss_row((enum loss)i)->name);
    for (size_t i = 0; i < optimizer_count(); i++) {
        const struct optimizer_row *row = optimizer_row((enum optimizer_kind)i);

        expect_word(optimizers, row->kind);
        if (row->flag != NULL)
            expect_word(optimizers, row->flag);
        for (size_t c = 0; c < OPTIMIZER_CONSTANTS_MAX && row->constants[c].key != NULL; c++)
            expect_word(optimizers, row->constants[c].key);
    }
}

static void test_lists_are_the_rows(void **state)
{
    char *activations = part_of("README.md", "\n- Activations:", "\n- ");
    char *losses = part_of("README.md", "\n- Losses:", "\n- ");
    char *optimizers = part_of("README.md", "\n- Optimisers,", "\n- ");

    (void)state;
    expect_rows(activations, losses, optimizers);
    free(activations);
    free(losses);
    free(optimizers);
    activations = part_of("assets/backstep.1", "\n.B activation\n", "\n.TP");
    losses = part_of("assets/backstep.1", "\n.B loss\nOver K", "\n.TP");
    optimizers = part_of("assets/backstep.1", "\n.B optimizer\n.B learning_rate", "\n.TP");
    expect_rows(activations, losses, optimizers);
    free(activations);
    free(losses);
    free(optimizers);
}

/* Every key that a scenario may have stands in the manual. */
static void test_manual_has_every_scenario_key(void **state)
{
    char *part = part_of("assets/backstep.1", ".SH SCENARIOS", "\n.SH "), words[MEMBERS_SIZE];
    const char *known[MEMBERS_MAX];
    struct member stop[SCHEMA_STOP_ROWS];
    struct members tables[SCHEMA_TABLES];
    size_t all = schema_tables(tables, stop), keys = 0;

    (void)state;
    for (size_t t = 0; t < all; t++) {
        size_t count = members_list(&tables[t], words, known);

        assert_true(count > 0);
        for (size_t i = 0; i < count; i++)
            expect_word(part, known[i]);
        keys += count;
    }
    assert_true(all > 10 && keys > 60);
    free(part);
}

/* Where one optimiser of all is named: "sgd, momentum, nesterov, rmsprop or adam". */
static void test_manual_names_every_optimizer(void **state)
{
    char *manual = read_source("assets/backstep.1"), plain[LINE_SIZE] = "", roff[LINE_SIZE] = "";
    size_t count = optimizer_count(), used = 0, bold = 0;

    (void)state;
    for (size_t i = 0; i < count; i++) {
        const char *name = optimizer_row((enum optimizer_kind)i)->name;
        const char *join = i == 0 ? "" : i + 1 < count ? ", " : " or ";

        used += (size_t)snprintf(plain + used, sizeof plain - used, "%s%s", join, name);
        bold += i == 0 ? (size_t)snprintf(roff, sizeof roff, "%s", name)
                       : (size_t)snprintf(roff + bold, sizeof roff - bold,
                                          i + 1 < count ? " \", \" %s" : " \" or \" %s", name);
    }
    assert_int_equal(count_of(manual, plain), 2);
    assert_int_equal(count_of(manual, roff), 1);
    free(manual);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readme_has_every_key),
        cmocka_unit_test(test_manual_has_every_key),
        cmocka_unit_test(test_manual_has_every_option),
        cmocka_unit_test(test_docs_have_every_picture),
        cmocka_unit_test(test_manual_has_every_scenario_and_reason),
        cmocka_unit_test(test_lists_are_the_rows),
        cmocka_unit_test(test_manual_has_every_scenario_key),
        cmocka_unit_test(test_manual_names_every_optimizer),
        cmocka_unit_test(test_readme_shows_pictures_that_are_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
