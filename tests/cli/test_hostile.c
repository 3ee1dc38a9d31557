/*
 * The built program where the world is against it: files without an end, no memory, texts that
 * would steer the terminal.
 */
#include "spawn.h"
#include "../base/thorough.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define RUN(result, ...) spawn_run(result, NULL, NULL, (const char *const[]){__VA_ARGS__, NULL})

enum { PATH_SIZE = SPAWN_PATH_SIZE + 32 };

/* The run failed, and said why in one line. */
static void expect_error(struct spawn_result *result, const char *words)
{
    const char *line = strchr(result->err, '\n');

    if (result->status != 1 || strstr(result->err, words) == NULL || line == NULL
        || line[1] != '\0')
        fail_msg("'%s' is not what was said (%d): %s", words, result->status, result->err);
    spawn_finish(result);
}

/* What has no end, or nobody at its other end, is not waited for, whoever names it. */
static void test_no_file(void **state)
{
    static const char document[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, \"activation\": "
        "\"identity\"}]}, \"loss\": \"half_squared_error\", \"optimizer\": {\"learning_rate\": 1}, "
        "\"data\": {\"csv\": \"pipe.csv\", \"targets\": [\"y\"]}}";
    char folder[SPAWN_PATH_SIZE], path[PATH_SIZE], pipe_path[PATH_SIZE];
    struct spawn_result result;

    (void)state;
    spawn_make_folder(folder);
    snprintf(pipe_path, sizeof pipe_path, "%s/pipe.csv", folder);
    snprintf(path, sizeof path, "%s/lesson.json", folder);
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    spawn_write_file(path, document);
    alarm(60);
    RUN(&result, "check", pipe_path);
    expect_error(&result, "is a pipe, not a file");
    RUN(&result, "check", path);
    expect_error(&result, "is a pipe, not a file");
    RUN(&result, "train", "/dev/zero");
    expect_error(&result, "is a device, not a file");
    alarm(0);
    spawn_remove_folder(folder);
}

/* Whatever memory there is, the program does its work or says in a sentence that it cannot; and
 * leaves nothing half written. Below the least of these limits its libraries cannot be loaded. */
static void test_little_memory(void **state)
{
    char folder[SPAWN_PATH_SIZE];
    struct spawn_result result;
    size_t failed = 0, done = 0;

    (void)state;
#ifdef SANITIZED
    skip(); /* a sanitizer takes terabytes of address space */
#endif
    spawn_make_folder(folder);
    for (size_t mib = 36; mib <= 180; mib += (mib < 80 ? 4 : 30) * (size_t)thorough_stride(2)) {
        spawn_limit_memory(mib << 20);
        RUN(&result, "export", "big", "--at", "3", "--force", "-o", folder);
        if (result.status == 127) { /* the loader's own word */
            spawn_finish(&result);
            continue;
        }
        if (result.status == 0) {
            done++;
            spawn_finish(&result);
        } else {
            failed++;
            expect_error(&result, "not enough memory");
        }
        assert_int_equal(spawn_count_files(folder, ".png"), 0);
    }
    spawn_limit_memory(0);
    assert_true(failed > 2 && done > 0);
    spawn_remove_folder(folder);
}

/* No byte that a terminal obeys, and no character that turns the direction of a line. */
static void expect_tame(const struct spawn_result *result)
{
    static const char *const wild[] = {"\x1b", "\xc2\x9b", "\xe2\x80\xae", "\xff"};
    const char *const said[] = {result->out, result->err};

    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < sizeof wild / sizeof wild[0]; i++)
            if (strstr(said[k], wild[i]) != NULL)
                fail_msg("%s", said[k]);
}

static void test_steering_texts(void **state)
{
    static const char format[] =
        "{\"backstep\": 1, \"title\": \"\xc2\x9b" "2J\xe2\x80\xae\\u001b[31m\\nverdict\", \"network\": "
        "{\"inputs\": 1, \"layers\": [{\"units\": 1, \"activation\": \"identity\", \"weight_names\": "
        "[[\"w\xe2\x80\xae\"]]}]}, \"loss\": \"half_squared_error\", \"optimizer\": "
        "{\"learning_rate\": 1}, \"data\": {\"samples\": [{\"x\": [1], \"t\": [2]}]}%s}";
    static const char *const commands[] = {"check", "train", "trace", "export"};
    char folder[SPAWN_PATH_SIZE], path[PATH_SIZE], document[1000];
    struct spawn_result result;

    (void)state;
    spawn_make_folder(folder);
    snprintf(path, sizeof path, "%s/\xff\xc2\x9b.json", folder);
    snprintf(document, sizeof document, format, ", \"stop\": {\"iterations\": 2}");
    spawn_write_file(path, document);
    RUN(&result, "check", path);
    assert_int_equal(result.status, 0);
    assert_int_equal(strncmp(result.out, "?2J? [31m verdict\n", 18), 0);
    expect_tame(&result);
    spawn_finish(&result);
    RUN(&result, "export", path, "--at", "1", "-o", folder);
    assert_int_equal(result.status, 0);
    expect_tame(&result);
    spawn_finish(&result);
    snprintf(document, sizeof document, format, ", \"\xe2\x80\xae\xc2\x9b\": 1");
    spawn_write_file(path, document);
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        RUN(&result, commands[i], path);
        expect_tame(&result);
        expect_error(&result, "??");
    }
    RUN(&result, "check", "\xc2\x9b\xff\xe2\x80\xae");
    expect_tame(&result);
    expect_error(&result, "???");
    spawn_remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_file),
        cmocka_unit_test(test_little_memory),
        cmocka_unit_test(test_steering_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
