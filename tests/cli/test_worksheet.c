/*
 * Exercises on paper: which numbers, what is refused, the same bytes every time.
 */
#include "lesson/catalogue.h"
#include "lesson/friendly.h"
#include "spawn.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char folder[SPAWN_PATH_SIZE];
static struct spawn_result result;

static int begin(void **state)
{
    (void)state;
    spawn_make_folder(folder);
    return 0;
}

static int end(void **state)
{
    (void)state;
    spawn_remove_folder(folder);
    return 0;
}

#define WORKSHEET(...) run((const char *const[]){"worksheet", __VA_ARGS__, NULL})

static int run(const char *const *arguments)
{
    spawn_finish(&result);
    spawn_run(&result, folder, NULL, arguments);
    return result.status;
}

/* Owned by the caller. */
static char *read_pdf(const char *name, size_t *length)
{
    char path[SPAWN_PATH_SIZE + 64], *bytes;

    snprintf(path, sizeof path, "%.400s/%.60s", folder, name);
    bytes = spawn_read_file(path, length);
    assert_non_null(bytes);
    assert_true(*length > 5000);
    assert_memory_equal(bytes, "%PDF-", 5);
    return bytes;
}

static bool same_bytes(const char *a, const char *b)
{
    size_t length_a, length_b;
    char *bytes_a = read_pdf(a, &length_a), *bytes_b = read_pdf(b, &length_b);
    bool same = length_a == length_b && memcmp(bytes_a, bytes_b, length_a) == 0;

    free(bytes_a);
    free(bytes_b);
    return same;
}

static void test_sheets(void **state)
{
    size_t one, three;

    (void)state;
    assert_int_equal(WORKSHEET("mazur", "-o", "a.pdf"), 0);
    assert_int_equal(WORKSHEET("mazur", "-o", "b.pdf"), 0);
    assert_true(same_bytes("a.pdf", "b.pdf"));
    assert_int_equal(WORKSHEET("mazur", "--seed", "4", "-o", "c.pdf"), 0);
    assert_false(same_bytes("a.pdf", "c.pdf"));
    assert_int_equal(WORKSHEET("mazur", "--seed", "4", "--count", "3", "-o", "d.pdf"), 0);
    free(read_pdf("c.pdf", &one));
    free(read_pdf("d.pdf", &three));
    assert_true(three > 3 * one / 2);
    assert_int_equal(WORKSHEET("mazur", "--blank", "forward", "--paper", "letter", "-o", "e.pdf"),
                     0);
    assert_false(same_bytes("a.pdf", "e.pdf"));
    assert_int_equal(WORKSHEET("mazur", "-o", "a.pdf"), 1);
    assert_non_null(strstr(result.err, "--force"));
    assert_int_equal(WORKSHEET("mazur", "-o", "a.pdf", "--force"), 0);
}

static void test_refusals(void **state)
{
    static const char *const wrong[] = {"0", "1.5", "-0.5", "nan", "0.5x", "", "forward,",
                                        "forward,0", "some,0.5", "0.5,forward", ","};

    (void)state;
    assert_int_equal(WORKSHEET("mazur"), 2);
    assert_non_null(strstr(result.err, "-o is missing"));
    assert_int_equal(WORKSHEET("mazur", "-o", "a.png"), 2);
    assert_non_null(strstr(result.err, ".pdf"));
    assert_int_equal(WORKSHEET("mazur", "-o", "a.pdf", "--blank", "some"), 2);
    assert_non_null(strstr(result.err, "forward, backward, update or all"));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(WORKSHEET("mazur", "-o", "a.pdf", "--blank", wrong[i]), 2);
        assert_non_null(strstr(result.err, "such as 0.5"));
    }
    assert_int_equal(WORKSHEET("mazur", "-o", "a.pdf", "--paper", "a3"), 2);
    assert_non_null(strstr(result.err, "a4 or letter"));
    assert_int_equal(WORKSHEET("mazur", "-o", "a.pdf", "--count", "0"), 2);
    assert_int_equal(WORKSHEET("digits", "-o", "a.pdf"), 1);
    assert_non_null(strstr(result.err, "too large for paper"));
    assert_int_equal(WORKSHEET("sine", "-o", "a.pdf"), 1);
    assert_non_null(strstr(result.err, "for paper"));
    assert_int_equal(WORKSHEET("fork", "-o", "a.pdf"), 1);
    assert_non_null(strstr(result.err, "'fork' is a graph of an expression"));
    assert_int_equal(WORKSHEET("no-such", "-o", "a.pdf"), 1);
    assert_int_equal(WORKSHEET("mazur", "-o", "no/such/a.pdf"), 1);
    assert_int_equal(spawn_count_files(folder, NULL), 0);
}

/* How often the words stand in the file's text, which poppler reads. */
static size_t count_in_pdf(const char *name, const char *words)
{
    char command[2 * SPAWN_PATH_SIZE], line[1024];
    size_t count = 0;
    FILE *text;

    snprintf(command, sizeof command, "pdftotext -layout '%.400s/%.60s' -", folder, name);
    text = popen(command, "r");
    assert_non_null(text);
    while (fgets(line, sizeof line, text) != NULL) {
        for (const char *at = line; (at = strstr(at, words)) != NULL; at += strlen(words))
            count++;
    }
    assert_int_equal(pclose(text), 0);
    return count;
}

/* A share of the numbers is blank: the others stand in the exercise, too, each sheet has other
 * blanks, and all stand in the solution. */
static void test_share(void **state)
{
    size_t none, half;

    (void)state;
    assert_int_equal(WORKSHEET("mazur", "-o", "all.pdf"), 0);
    assert_int_equal(WORKSHEET("mazur", "--blank", "0.5", "-o", "half.pdf"), 0);
    assert_int_equal(WORKSHEET("mazur", "--blank", "1", "-o", "one.pdf"), 0);
    assert_int_equal(WORKSHEET("mazur", "--blank", "all,0.5", "-o", "both.pdf"), 0);
    assert_true(same_bytes("all.pdf", "one.pdf"));
    assert_true(same_bytes("half.pdf", "both.pdf"));
    assert_int_equal(WORKSHEET("mazur", "--blank", "update,0.3", "--count", "2", "-o", "two.pdf"),
                     0);
    if (system("pdftotext -v >/dev/null 2>&1") != 0) {
        print_message("no pdftotext: what stands on the pages is not read\n");
        return;
    }
    /* The loss, and the first and the second output's activation, as the reference has them. */
    none = count_in_pdf("all.pdf", "0.2984") + count_in_pdf("all.pdf", "0.7514") +
           count_in_pdf("all.pdf", "0.7729");
    half = count_in_pdf("half.pdf", "0.2984") + count_in_pdf("half.pdf", "0.7514") +
           count_in_pdf("half.pdf", "0.7729");
    assert_true(none > 0 && half > none);
}

/* What the picture has no room for is given. */
static void test_large(void **state)
{
    (void)state;
    assert_int_equal(WORKSHEET("iris", "--blank", "update", "-o", "iris.pdf"), 0);
    if (system("pdftotext -v >/dev/null 2>&1") == 0)
        assert_true(count_in_pdf("iris.pdf", "Given") == 1);
}

/* Tenths, and the same from the same seed. */
static void test_numbers_are_friendly(void **state)
{
    struct scenario scenario, again;
    char path[FILE_PATH_SIZE];
    struct error err;
    size_t changed = 0;

    (void)state;
    assert_true(catalogue_resolve("mazur", path, &err));
    assert_true(scenario_read(&scenario, path, &err));
    assert_true(scenario_read(&again, path, &err));
    friendly_numbers(&scenario, 7);
    for (size_t i = 0; i < scenario.net.param_count; i++)
        changed += scenario.params[i] != again.params[i];
    friendly_numbers(&again, 7);
    for (size_t i = 0; i < scenario.net.param_count; i++) {
        double tenths = 10.0 * scenario.params[i];

        assert_true(fabs(tenths - floor(tenths + 0.5)) < 1e-12);
        assert_true(fabs(tenths) >= 0.9 && fabs(tenths) <= 9.1);
        assert_true(scenario.params[i] == again.params[i]);
    }
    assert_true(changed > scenario.net.param_count / 2);
    scenario_finish(&scenario);
    scenario_finish(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_sheets, begin, end),
        cmocka_unit_test_setup_teardown(test_share, begin, end),
        cmocka_unit_test_setup_teardown(test_large, begin, end),
        cmocka_unit_test_setup_teardown(test_refusals, begin, end),
        cmocka_unit_test_setup_teardown(test_numbers_are_friendly, begin, end),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    spawn_finish(&result);
    return failed;
}
