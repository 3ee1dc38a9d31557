#include "cmocka_all.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static void test_new(void **state)
{
    unsigned char *bytes = memory_new(3, 100), *none = memory_new(0, 8);

    (void)state;
    for (size_t i = 0; i < 300; i++)
        assert_int_equal(bytes[i], 0);
    assert_non_null(none);
    free(bytes);
    free(none);
}

static void test_resize(void **state)
{
    char *text = memory_string("kept");

    (void)state;
    text = memory_resize(text, 1000, 10);
    assert_string_equal(text, "kept");
    text[9999] = 'x';
    text = memory_resize(text, 5, 1);
    assert_string_equal(text, "kept");
    text = memory_resize(text, 0, 1);
    assert_non_null(text);
    free(text);
}

static void test_string(void **state)
{
    static const char original[] = "a\u2212b";
    char *copy = memory_string(original);

    (void)state;
    assert_string_equal(copy, original);
    assert_ptr_not_equal(copy, original);
    free(copy);
}

static jmp_buf without_memory;
static size_t wanted;

static void note(size_t bytes)
{
    wanted = bytes;
    longjmp(without_memory, 1);
}

/* What cannot be had is told to the one who can end the program; here what no number says. */
static void test_exhausted(void **state)
{
    static char *volatile old;

    (void)state;
    memory_on_exhaustion(note);
    if (setjmp(without_memory) == 0) {
        memory_new(SIZE_MAX / 2, 3);
        fail();
    }
    assert_true(wanted == SIZE_MAX);
    old = memory_string("kept");
    if (setjmp(without_memory) == 0) {
        memory_resize(old, SIZE_MAX / 2, 3);
        fail();
    }
    assert_true(wanted == SIZE_MAX);
    assert_string_equal(old, "kept");
    free(old);
    memory_on_exhaustion(NULL);
}

/* Large or not, it is written to, begins with a line of the cache, and is not had beyond all sizes. */
static void test_large(void **state)
{
    static const size_t sizes[] = {1, 100, 2 << 20, (5 << 20) + 1};

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        unsigned char *memory = memory_large(sizes[i]);

        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % (sizes[i] < 2 << 20 ? 64 : 2 << 20), 0);
        memset(memory, 7, sizes[i]);
        assert_int_equal(memory[sizes[i] - 1], 7);
        free(memory);
    }
    assert_null(memory_large(SIZE_MAX - 10));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_new),
        cmocka_unit_test(test_resize),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_string),
        cmocka_unit_test(test_exhausted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
