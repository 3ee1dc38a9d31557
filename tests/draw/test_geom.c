#include "draw/geom.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_rect(struct rect rect, float x, float y, float w, float h)
{
    assert_true(rect.x == x && rect.y == y && rect.w == w && rect.h == h);
}

static void insets_and_centers(void **state)
{
    struct point center = rect_center((struct rect){10, 20, 30, 40});

    (void)state;
    assert_rect(rect_inset((struct rect){10, 20, 30, 40}, 1, 2), 11, 22, 28, 36);
    assert_rect(rect_inset((struct rect){10, 20, 30, 40}, -1, -2), 9, 18, 32, 44);
    assert_true(center.x == 25 && center.y == 40);
}

static void containing(void **state)
{
    struct rect rect = {10, 20, 30, 40};

    (void)state;
    assert_true(rect_contains(rect, (struct point){10, 20}));
    assert_true(rect_contains(rect, (struct point){39.5f, 59.5f}));
    assert_false(rect_contains(rect, (struct point){40, 30}));
    assert_false(rect_contains(rect, (struct point){20, 60}));
    assert_false(rect_contains(rect, (struct point){9.9f, 30}));
    assert_false(rect_contains(rect, (struct point){NAN, 30}));
}

static void overlapping(void **state)
{
    struct rect a = {0, 0, 10, 10};

    (void)state;
    assert_true(rect_overlap(a, (struct rect){9, 9, 5, 5}));
    assert_true(rect_overlap((struct rect){2, 2, 1, 1}, a));
    assert_false(rect_overlap(a, (struct rect){10, 0, 5, 5})); /* they touch */
    assert_false(rect_overlap(a, (struct rect){5, 5, 0, 5}));  /* empty */
    assert_false(rect_overlap(a, (struct rect){-9, -9, 5, 5}));
}

static void between_points(void **state)
{
    struct point a = {1, 2}, b = {3, -4}, p;

    (void)state;
    p = point_lerp(a, b, 0);
    assert_true(p.x == a.x && p.y == a.y);
    p = point_lerp(a, b, 1);
    assert_true(p.x == b.x && p.y == b.y);
    p = point_lerp(a, b, 0.5f);
    assert_true(p.x == 2 && p.y == -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(insets_and_centers),
        cmocka_unit_test(containing),
        cmocka_unit_test(overlapping),
        cmocka_unit_test(between_points),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
