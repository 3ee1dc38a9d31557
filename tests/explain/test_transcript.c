/*
 * Lessons as pages of text, compared with tests/data/explain_*.txt. To accept a
 * change of the words, run the test with BACKSTEP_UPDATE=1 in the environment and read the
 * difference. With arguments (a scenario's name, a granularity, the last unit) the program
 * prints that transcript instead.
 */
#include "transcript.h"

#include <stdlib.h>
#include <string.h>

static char *stream_text(FILE *stream)
{
    long length;
    char *text;

    assert_int_equal(fseek(stream, 0, SEEK_END), 0);
    length = ftell(stream);
    assert_true(length > 0);
    text = calloc((size_t)length + 1, 1);
    assert_non_null(text);
    rewind(stream);
    assert_int_equal(fread(text, 1, (size_t)length, stream), (size_t)length);
    return text;
}

static void golden_path(const char *lesson, char *path, size_t size)
{
    const char *source = getenv("BACKSTEP_SOURCE");

    assert_non_null(source);
    snprintf(path, size, "%s/tests/data/explain_%s.txt", source, lesson);
}

/* The first line that differs, from 1. */
static size_t first_difference(const char *a, const char *b)
{
    size_t line = 1;

    while (*a != '\0' && *a == *b) {
        line += *a == '\n';
        a++;
        b++;
    }
    return line;
}

static void compare(const char *lesson, enum granularity granularity, uint64_t last)
{
    char path[FILENAME_MAX], *now, *golden;
    FILE *out = tmpfile(), *file;
    struct run run;

    assert_non_null(out);
    golden_path(lesson, path, sizeof path);
    run_open(&run, lesson);
    transcript_run(out, &run, granularity, last);
    run_close(&run);
    now = stream_text(out);
    fclose(out);
    if (getenv("BACKSTEP_UPDATE") != NULL) {
        file = fopen(path, "w");
        assert_non_null(file);
        assert_true(fputs(now, file) >= 0);
        assert_int_equal(fclose(file), 0);
    }
    file = fopen(path, "r");
    assert_non_null(file);
    golden = stream_text(file);
    fclose(file);
    if (strcmp(now, golden) != 0)
        fail_msg("differs from tests/data/explain_%s.txt in line %zu; if that is meant, run "
                 "with BACKSTEP_UPDATE=1 and read the difference", lesson, first_difference(now, golden));
    free(now);
    free(golden);
}

static void test_mazur(void **state)
{
    (void)state;
    compare("mazur", GRANULARITY_NEURON, 7);
}

/* Two updates: in the second the buffers are not empty. */
static void test_adam(void **state)
{
    (void)state;
    compare("adam", GRANULARITY_TERM, 14);
}

static void test_l2(void **state)
{
    (void)state;
    compare("l2", GRANULARITY_NEURON, 7);
}

static int print_transcript(char **arguments, int count)
{
    enum granularity granularity = GRANULARITY_NEURON;
    uint64_t last = count > 2 ? (uint64_t)strtoul(arguments[2], NULL, 10) : UINT64_MAX;
    struct run run;

    for (int g = 0; count > 1 && g < GRANULARITY_COUNT; g++)
        if (strcmp(arguments[1], granularity_name((enum granularity)g)) == 0)
            granularity = (enum granularity)g;
    for (size_t s = 0; s < run_spec_count; s++) {
        if (strcmp(arguments[0], run_specs[s].name) == 0) {
            run_compose(&run, &run_specs[s]);
            transcript_run(stdout, &run, granularity, last);
            run_close(&run);
            return 0;
        }
    }
    run_open(&run, arguments[0]);
    transcript_run(stdout, &run, granularity, last);
    run_close(&run);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mazur),
        cmocka_unit_test(test_adam),
        cmocka_unit_test(test_l2),
    };

    if (argc > 1)
        return print_transcript(argv + 1, argc - 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
