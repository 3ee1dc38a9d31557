#include "cmocka_all.h"

#include "base/arena.h"

#include <string.h>

enum { PIECES = 600 };

static size_t piece_size(size_t i)
{
    return i % 50 == 49 ? 40000 : 1 + i * 7 % 300; /* some larger than a chunk */
}

/* Gives out the same pieces in every round; checks zeroes, alignment, overlap. */
static void fill(struct arena *arena, unsigned char *pieces[PIECES])
{
    for (size_t i = 0; i < PIECES; i++) {
        size_t size = piece_size(i);

        pieces[i] = arena_alloc(arena, size);
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < size; k++)
            assert_int_equal(pieces[i][k], 0);
        memset(pieces[i], (int)(i % 255) + 1, size);
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t k = 0; k < piece_size(i); k++)
            assert_int_equal(pieces[i][k], i % 255 + 1);
}

static void test_reuse(void **state)
{
    static unsigned char *first[PIECES], *again[PIECES];
    struct arena arena = {0};

    (void)state;
    fill(&arena, first);
    for (int round = 0; round < 3; round++) {
        arena_reset(&arena);
        fill(&arena, again);
        /* The same memory in the same order: nothing was allocated. */
        assert_memory_equal(first, again, sizeof first);
    }
    arena_finish(&arena);
    assert_null(arena.first);
    arena_finish(&arena);
}

static void test_printf(void **state)
{
    struct arena arena = {0};
    char *one = arena_printf(&arena, "w%d = %s", 5, "0.15");
    char *two = arena_printf(&arena, "%s", "");
    char *long_one = arena_printf(&arena, "%0100000d", 1);

    (void)state;
    assert_string_equal(one, "w5 = 0.15");
    assert_string_equal(two, "");
    assert_int_equal(strlen(long_one), 100000);
    assert_string_equal(one, "w5 = 0.15");
    arena_finish(&arena);
}

static void test_reset_of_an_empty_one(void **state)
{
    struct arena arena = {0};

    (void)state;
    arena_reset(&arena);
    assert_non_null(arena_alloc(&arena, 0));
    assert_non_null(arena_alloc(&arena, 1));
    arena_finish(&arena);
}

static void test_cut(void **state)
{
    struct arena arena = {0};

    (void)state;
    assert_string_equal(arena_cut(&arena, "apple", 5), "apple");
    assert_string_equal(arena_cut(&arena, "apples", 5), "appl\xe2\x80\xa6");
    assert_string_equal(arena_cut(&arena, "", 3), "");
    assert_string_equal(arena_cut(&arena, "\xce\xb4\xce\xb7\xce\xb8", 2), "\xce\xb4\xe2\x80\xa6");
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_reuse),
        cmocka_unit_test(test_printf),
        cmocka_unit_test(test_reset_of_an_empty_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
