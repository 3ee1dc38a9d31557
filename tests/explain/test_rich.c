#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "explain/rich.h"

#include <stdbool.h>
#include <string.h>

static const char *text_of(struct rich rich)
{
    static char buffer[256];
    struct text text;

    text_init(&text, buffer, sizeof buffer);
    rich_to_text(rich, (struct number_style){.decimals = 3}, &text);
    return buffer;
}

static void test_arguments(void **state)
{
    struct arena arena = {0};
    const struct formula *w = formula_symbol(&arena, "w", "5", NULL, 0.4);
    struct rich rich = rich_format(&arena, "{f} is {v}, {s} {n} of {n}", w, 0.12345, "sample",
                                   (size_t)2, (size_t)4);

    (void)state;
    assert_string_equal(text_of(rich), "w₅ is 0.123, sample 2 of 4");
    assert_ptr_equal(rich.spans[0].formula, w);
    assert_null(rich.spans[0].text);
    assert_string_equal(rich.spans[1].text, " is ");
    assert_int_equal(rich.spans[2].formula->kind, FORMULA_NUMBER);
    assert_true(rich.spans[2].formula->value == 0.12345);
    arena_finish(&arena);
}

static void test_bold(void **state)
{
    struct arena arena = {0};
    const struct formula *w = formula_symbol(&arena, "w", NULL, NULL, 0);
    struct rich rich = rich_format(&arena, "it *uses {f}* once", w);

    (void)state;
    assert_int_equal(rich.count, 4);
    assert_false(rich.spans[0].bold);
    assert_true(rich.spans[1].bold);
    assert_true(rich.spans[2].bold);
    assert_false(rich.spans[3].bold);
    assert_string_equal(rich.spans[3].text, " once");
    arena_finish(&arena);
}

static void test_edges(void **state)
{
    struct arena arena = {0};
    char word[] = "word";
    struct rich rich;

    (void)state;
    assert_int_equal(rich_format(&arena, "%s", "").count, 1); /* no printf */
    assert_int_equal(rich_format(&arena, "{s}", "").count, 0);
    assert_string_equal(text_of(rich_format(&arena, "*{s}*{s}", "a", "b")), "ab");
    rich = rich_format(&arena, "{s}", word);
    word[0] = 'W'; /* the text was copied */
    assert_string_equal(text_of(rich), "word");
    rich = rich_join(&arena, rich, rich_format(&arena, " and more"));
    assert_string_equal(text_of(rich), "word and more");
    assert_string_equal(text_of(rich_join(&arena, (struct rich){0}, rich)), "word and more");
    arena_finish(&arena);
}

static void test_shorter(void **state)
{
    struct arena arena = {0};
    const struct formula *w = formula_symbol(&arena, "w", "5", NULL, 0.4);
    struct rich rich = rich_format(&arena, "Of 0.5 e. g. {f}. 2 more! {f} is {v}. Done.", w, w, 0.5);

    (void)state;
    rich = rich_shorter(&arena, rich);
    assert_string_equal(text_of(rich), "Of 0.5 e. g. w₅. 2 more! w₅ is 0.5.");
    rich = rich_shorter(&arena, rich);
    assert_string_equal(text_of(rich), "Of 0.5 e. g. w₅. 2 more!");
    rich = rich_shorter(&arena, rich_shorter(&arena, rich_format(&arena, "One, e. g. two. Three? Four.")));
    assert_string_equal(text_of(rich), "One, e. g. two.");
    assert_int_equal(rich_shorter(&arena, rich).count, 0);
    rich = rich_join(&arena, rich_join(&arena, rich_format(&arena, "{v}.", 1.0), rich_format(&arena, " ")),
                     rich_format(&arena, "By {v}.", 2.0));
    assert_string_equal(text_of(rich_shorter(&arena, rich)), "1.");
    assert_int_equal(rich_shorter(&arena, (struct rich){0}).count, 0);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_bold),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_shorter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
