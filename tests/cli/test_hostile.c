/*
 * The built program where the world is against it: files without an end, no memory, texts that
 * would steer the terminal.
 */
#include "spawn.h"

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

/* Whatever memory there is, the program does its work or says in a sentence that it cannot; and leaves
 * nothing half written. Below the least of these limits its libraries cannot be loaded. */
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
    for (size_t mib = 60; mib <= 180; mib += mib < 120 ? 6 : 30) {
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_file),
        cmocka_unit_test(test_little_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
