/*
 * Formulas on a canvas with a font of fixed measures: what is measured is what
 * is drawn, nothing overlaps, nothing is too small, and the parts of each kind
 * of formula stand where mathematics puts them.
 */
#include "draw/math/mathbox.h"

#include "../formula/trees.h"
#include "fake_font.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { X = 100, Y = 5000, SIZE = 40, MIN = 20, TREES = 600 };

static struct arena arena;
static struct canvas canvas;
static struct mathbox_style style;

static int setup(void **state)
{
    (void)state;
    canvas_init(&canvas, fake_font());
    canvas_begin(&canvas, 10000, 10000, 0xffffffff);
    style = (struct mathbox_style){
        .size_px = SIZE, .min_px = MIN, .numbers = {.decimals = 4}, .ink = 0xff000000};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    canvas_finish(&canvas);
    arena_finish(&arena);
    return 0;
}

static void clear(void)
{
    canvas_begin(&canvas, 10000, 10000, 0xffffffff);
}

/* ---- formulas ---- */

static const struct formula *symbol(const char *base, const char *sub, double value)
{
    return formula_symbol(&arena, base, sub, NULL, value);
}

static const struct formula *number(double value)
{
    return formula_number(&arena, value);
}

static const struct formula *call(enum formula_function function, const struct formula *a,
                                  const struct formula *b)
{
    const struct formula *arguments[2] = {a, b};

    return formula_call(&arena, function, arguments, b != NULL ? 2 : 1);
}

static const struct formula *partial(const char *of, const char *by, enum formula_role role)
{
    struct formula *result =
        formula_partial(&arena, symbol(of, NULL, 1), symbol(by, NULL, 1), 0.5);

    result->role = role;
    return result;
}

static const struct formula *sum_of(size_t count)
{
    const struct formula *terms[20];

    for (size_t i = 0; i < count; i++)
        terms[i] = symbol("w", NULL, 0.25);
    return formula_nary(&arena, FORMULA_ADD, terms, count);
}

/* ---- what was drawn ---- */

/* The n-th TEXT command that says so. */
static const struct canvas_command *text_saying(const char *text, size_t n)
{
    for (size_t i = 0; i < canvas.count; i++) {
        const struct canvas_command *command = &canvas.commands[i];

        if (command->kind != CANVAS_TEXT || strcmp(canvas_text_of(&canvas, command), text) != 0)
            continue;
        if (n-- == 0)
            return command;
    }
    fail_msg("no text '%s'", text);
    return NULL;
}

static float x_of(const char *text)
{
    return text_saying(text, 0)->as.text.origin.x;
}

static float y_of(const char *text)
{
    return text_saying(text, 0)->as.text.origin.y;
}

static int size_of(const char *text)
{
    return text_saying(text, 0)->as.text.size_px;
}

static float middle_of(const char *text)
{
    return rect_center(canvas_text_bounds(&canvas, text_saying(text, 0))).x;
}

static size_t count_of(enum canvas_kind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < canvas.count; i++)
        count += canvas.commands[i].kind == kind;
    return count;
}

static const struct rect *bar(void)
{
    for (size_t i = 0; i < canvas.count; i++)
        if (canvas.commands[i].kind == CANVAS_BOX)
            return &canvas.commands[i].as.box.rect;
    fail_msg("no bar");
    return NULL;
}

/* All texts in the order drawn, but for what may be drawn as curves. */
static void all_text(struct text *out)
{
    for (size_t i = 0; i < canvas.count; i++) {
        const struct canvas_command *command = &canvas.commands[i];

        if (command->kind == CANVAS_TEXT) {
            const char *text = canvas_text_of(&canvas, command);

            text_add(out, strpbrk(text, "()|") == NULL ? text : "");
        }
    }
}

/* What a command certainly covers; of a curve its two ends. */
static struct rect extent(const struct canvas_command *command)
{
    const struct point *p = command->as.points.p;
    struct point end = command->kind == CANVAS_CURVE ? p[3] : p[1];

    if (command->kind == CANVAS_TEXT)
        return canvas_text_bounds(&canvas, command);
    if (command->kind == CANVAS_BOX)
        return command->as.box.rect;
    assert_true(command->kind == CANVAS_LINE || command->kind == CANVAS_CURVE);
    return (struct rect){fminf(p[0].x, end.x) - 0.5f, fminf(p[0].y, end.y) - 0.5f,
                         fabsf(p[0].x - end.x) + 1, fabsf(p[0].y - end.y) + 1};
}

static void check_inside(struct mathbox_size size)
{
    const float slack = 0.75f;

    for (size_t i = 0; i < canvas.count; i++) {
        struct rect r = extent(&canvas.commands[i]);

        if (r.x < X - slack || r.x + r.w > X + size.width + slack ||
            r.y < Y - size.ascent - slack || r.y + r.h > Y + size.descent + slack)
            fail_msg("command %zu of kind %d at %g,%g %gx%g is outside %g+%g,-%g+%g", i,
                     (int)canvas.commands[i].kind, (double)r.x, (double)r.y, (double)r.w,
                     (double)r.h, (double)X, (double)size.width, (double)size.ascent,
                     (double)size.descent);
    }
}

/* No two texts, and no text and bar, on top of each other; none too small. */
static void check_apart(const struct formula *formula)
{
    char said[2048];
    struct text out;

    text_init(&out, said, sizeof said);
    formula_to_text(formula, style.show, style.numbers, &out);
    for (size_t i = 0; i < canvas.count; i++) {
        struct rect a = rect_inset(extent(&canvas.commands[i]), 0.5f, 0.5f);

        if (canvas.commands[i].kind != CANVAS_TEXT)
            continue;
        assert_true(canvas.commands[i].as.text.size_px >= MIN);
        for (size_t k = 0; k < canvas.count; k++) {
            struct rect b = rect_inset(extent(&canvas.commands[k]), 0.5f, 0.5f);
            enum canvas_kind kind = canvas.commands[k].kind;

            if ((kind == CANVAS_BOX || (kind == CANVAS_TEXT && k > i)) && rect_overlap(a, b))
                fail_msg("'%s' at %g,%g and command %zu overlap in %s",
                         canvas_text_of(&canvas, &canvas.commands[i]), (double)a.x, (double)a.y,
                         k, said);
        }
    }
}

/* ---- any formula ---- */

static void random_style(struct rng *rng)
{
    style.size_px = 24 + (int)rng_below(rng, 40);
    style.show = rng_below(rng, 2) == 0 ? FORMULA_SYMBOLS : FORMULA_NUMBERS;
    style.inline_fractions = rng_below(rng, 4) == 0;
    style.mono_numbers = rng_below(rng, 4) == 0;
}

static void measured_is_drawn(void **state)
{
    struct rng rng;
    size_t texts = 0, bars = 0, curves = 0;

    (void)state;
    rng_seed(&rng, 11);
    for (int i = 0; i < TREES; i++) {
        const struct formula *tree = tree_random(&arena, &rng, 4, true);
        struct mathbox_size measured, drawn;

        random_style(&rng);
        measured = mathbox_measure(&canvas, tree, &style);
        assert_int_equal(canvas.count, 0);
        drawn = mathbox_draw(&canvas, X, Y, tree, &style);
        assert_true(fabsf(measured.width - drawn.width) < 0.05f);
        assert_true(measured.ascent == drawn.ascent && measured.descent == drawn.descent);
        check_inside(drawn);
        check_apart(tree);
        texts += count_of(CANVAS_TEXT);
        bars += count_of(CANVAS_BOX);
        curves += count_of(CANVAS_CURVE);
        clear();
        arena_reset(&arena);
    }
    assert_true(texts > 10 * TREES && bars > TREES / 4 && curves > TREES / 10);
}

static void broken_is_whole(void **state)
{
    static char whole[1 << 15], lines[1 << 15];
    struct rng rng;
    size_t broken = 0, fitting = 0;

    (void)state;
    rng_seed(&rng, 12);
    for (int i = 0; i < TREES; i++) {
        const struct formula *tree = tree_random(&arena, &rng, 4, true);
        float width = 200 + (float)rng_below(&rng, 600);
        struct text out;
        struct mathbox_size measured, drawn;

        random_style(&rng);
        mathbox_equation(&canvas, X, Y, 1e6f, symbol("L", NULL, 1), "=", tree, &style, true);
        text_init(&out, whole, sizeof whole);
        all_text(&out);
        clear();
        measured = mathbox_equation(&canvas, X, Y, width, symbol("L", NULL, 1), "=", tree, &style,
                                    false);
        assert_int_equal(canvas.count, 0);
        drawn = mathbox_equation(&canvas, X, Y, width, symbol("L", NULL, 1), "=", tree, &style,
                                 true);
        text_init(&out, lines, sizeof lines);
        all_text(&out);
        assert_string_equal(whole, lines);
        assert_true(measured.width == drawn.width && measured.ascent == drawn.ascent &&
                    measured.descent == drawn.descent);
        check_inside(drawn);
        check_apart(tree);
        fitting += drawn.width <= width;
        broken += drawn.width <= width && drawn.descent > 3 * (float)style.size_px;
        clear();
        arena_reset(&arena);
    }
    assert_true(fitting > TREES / 2);
    assert_true(broken > TREES / 50);
}

/* ---- the parts ---- */

static void fraction(void **state)
{
    const struct rect *line;

    (void)state;
    mathbox_draw(&canvas, X, Y, partial("L", "wxy", FORMULA_ROLE_NONE), &style);
    line = bar();
    assert_true(y_of("L") < line->y);
    assert_true(y_of("wxy") - 0.66f * SIZE > line->y + line->h);
    assert_int_equal(size_of("L"), SIZE);
    assert_true(line->y > Y - 0.35f * SIZE && line->y < Y - 0.15f * SIZE);
    assert_true(fabsf((x_of("∂") + x_of("L") + 0.5f * SIZE) / 2 - (line->x + line->w / 2)) < 1);
    assert_true(line->x + line->w >= x_of("wxy") + 1.5f * SIZE);
}

static void inline_partial_is_on_one_line(void **state)
{
    (void)state;
    style.inline_fractions = true;
    mathbox_draw(&canvas, X, Y, partial("L", "w", FORMULA_ROLE_NONE), &style);
    assert_int_equal(count_of(CANVAS_BOX), 0);
    assert_true(y_of("L") == Y && y_of("/") == Y && y_of("w") == Y);
    assert_true(x_of("L") < x_of("/") && x_of("/") < x_of("w"));
}

static void half_is_small(void **state)
{
    (void)state;
    mathbox_draw(&canvas, X, Y, formula_fraction(&arena, number(1), number(2)), &style);
    assert_int_equal(size_of("1"), 28);
    assert_int_equal(size_of("2"), 28);
    assert_true(y_of("1") < Y && y_of("2") > Y);
}

/* A bar over all of it, as high as it needs, and a sign before it. */
static void roots(void **state)
{
    const struct formula *low = call(FORMULA_ROOT, symbol("v", NULL, 4), NULL);
    const struct formula *high =
        call(FORMULA_ROOT, formula_fraction(&arena, number(1), symbol("v", NULL, 4)), NULL);
    struct mathbox_size one = mathbox_draw(&canvas, X, Y, low, &style), other;

    (void)state;
    assert_int_equal(count_of(CANVAS_BOX), 1);
    assert_true(count_of(CANVAS_LINE) >= 2);
    assert_true(x_of("v") > X + 0.4f * SIZE);
    other = mathbox_measure(&canvas, high, &style);
    assert_true(other.ascent > one.ascent + 0.2f * SIZE && other.descent > one.descent);
}

/* Above the letter, whose width it does not change. */
static void hats(void **state)
{
    struct formula *m = formula_symbol(&arena, "m", NULL, NULL, 1);
    struct mathbox_size bare = mathbox_measure(&canvas, m, &style), with;

    (void)state;
    m->hat = true;
    with = mathbox_draw(&canvas, X, Y, m, &style);
    assert_true(with.width == bare.width);
    assert_int_equal(count_of(CANVAS_POLYLINE), 1);
}

static void scripts(void **state)
{
    (void)state;
    mathbox_draw(&canvas, X, Y, formula_symbol(&arena, "w", "5", "(2)", 1), &style);
    assert_int_equal(size_of("w"), SIZE);
    assert_int_equal(size_of("5"), 28);
    assert_true(y_of("5") > Y && y_of("(2)") < Y);
    assert_true(x_of("5") >= x_of("w") + SIZE * 0.5f);
    assert_int_equal(text_saying("w", 0)->as.text.face, FONT_MATH_ITALIC);
    assert_int_equal(text_saying("5", 0)->as.text.face, FONT_MATH);
    clear();
    style.min_px = 34;
    mathbox_draw(&canvas, X, Y, symbol("w", "5", 1), &style);
    assert_int_equal(size_of("5"), 34);
    clear();
    style.size_px = 10;
    mathbox_draw(&canvas, X, Y, symbol("w", "5", 1), &style);
    assert_int_equal(size_of("w"), 34);
}

static void faces(void **state)
{
    (void)state;
    mathbox_draw(&canvas, X, Y, symbol("setosa", NULL, 1), &style);
    assert_int_equal(text_saying("setosa", 0)->as.text.face, FONT_MATH);
    mathbox_draw(&canvas, X, Y, symbol("δ", "o1", 1), &style);
    assert_int_equal(text_saying("δ", 0)->as.text.face, FONT_MATH_ITALIC);
    assert_int_equal(text_saying("o1", 0)->as.text.face, FONT_MATH);
    mathbox_draw(&canvas, X, Y, symbol("w", "jk", 1), &style);
    assert_int_equal(text_saying("jk", 0)->as.text.face, FONT_MATH_ITALIC);
    mathbox_draw(&canvas, X, Y, call(FORMULA_LN, symbol("a", NULL, 1), NULL), &style);
    assert_int_equal(text_saying("ln", 0)->as.text.face, FONT_MATH);
}

static void numbers(void **state)
{
    const struct formula *product =
        formula_multiply(&arena, symbol("w", NULL, 0.4), symbol("a", NULL, -0.5932699));

    (void)state;
    style.show = FORMULA_NUMBERS;
    mathbox_draw(&canvas, X, Y, product, &style);
    assert_true(x_of("0.4") < x_of("×") && x_of("×") < x_of("("));
    assert_true(x_of("(") < x_of("−0.5933") && x_of("−0.5933") < x_of(")"));
    assert_int_equal(text_saying("0.4", 0)->as.text.face, FONT_MATH);
    clear();
    style.mono_numbers = true;
    mathbox_draw(&canvas, X, Y, product, &style);
    assert_int_equal(text_saying("0.4", 0)->as.text.face, FONT_MONO);
    clear();
    style.show = FORMULA_SYMBOLS; /* its constants are no values */
    mathbox_draw(&canvas, X, Y, formula_add(&arena, number(1), product), &style);
    assert_int_equal(text_saying("1", 0)->as.text.face, FONT_MATH);
    clear();
    mathbox_draw(&canvas, X, Y, number(1), &style);
    assert_int_equal(text_saying("1", 0)->as.text.face, FONT_MONO);
    clear();
    style.show = FORMULA_NUMBERS;
    style.bold = true;
    style.numbers.sign = true;
    mathbox_draw(&canvas, X, Y, symbol("w", NULL, 0.4), &style);
    assert_int_equal(text_saying("+0.4", 0)->as.text.face, FONT_MONO_BOLD);
    clear();
    mathbox_draw(&canvas, X, Y, product, &style);
    assert_int_equal(text_saying("0.4", 0)->as.text.face, FONT_MONO_BOLD);
}

static void scientific_exponent_is_raised(void **state)
{
    (void)state;
    style.show = FORMULA_NUMBERS;
    mathbox_draw(&canvas, X, Y, number(-4.3857e-15), &style);
    assert_true(y_of("−4.39") == Y && y_of("10") == Y);
    assert_true(y_of("−15") < Y);
    assert_int_equal(size_of("−15"), 28);
}

static void sum_with_limits(void **state)
{
    const struct formula *one = symbol("a", "k", 1);
    const struct formula *sum = formula_sum(&arena, "k", "1", "9", one, &one, 1);

    (void)state;
    mathbox_draw(&canvas, X, Y, sum, &style);
    assert_true(size_of("∑") > SIZE);
    assert_true(y_of("9") < Y - SIZE * 0.7f);
    assert_true(y_of("1") > Y + SIZE * 0.5f);
    assert_true(fabsf(middle_of("9") - middle_of("∑")) < 1);
    assert_true(x_of("a") > x_of("∑"));
    clear();
    style.inline_fractions = true;
    mathbox_draw(&canvas, X, Y, sum, &style);
    assert_int_equal(size_of("∑"), SIZE);
    assert_true(x_of("9") > x_of("∑") && x_of("1") > x_of("∑"));
}

static void fences_grow(void **state)
{
    const struct formula *a = symbol("a", NULL, 1);
    const struct formula *fraction_of =
        formula_fraction(&arena, symbol("b", NULL, 1), symbol("c", NULL, 1));
    const struct formula *tall = formula_add(&arena, fraction_of, a);

    (void)state;
    mathbox_draw(&canvas, X, Y, formula_multiply(&arena, a, formula_add(&arena, a, a)), &style);
    assert_int_equal(count_of(CANVAS_CURVE), 0);
    text_saying("(", 0);
    clear();
    mathbox_draw(&canvas, X, Y, formula_multiply(&arena, a, tall), &style);
    assert_true(count_of(CANVAS_CURVE) >= 2);
    for (size_t i = 0; i < canvas.count; i++)
        if (canvas.commands[i].kind == CANVAS_CURVE) {
            assert_true(canvas.commands[i].as.points.p[0].y < y_of("b") - 0.5f * SIZE);
            assert_true(canvas.commands[i].as.points.p[3].y > y_of("c"));
        }
}

static void case_distinction(void **state)
{
    const struct formula *z = symbol("z", NULL, -1);
    const struct formula *parts[3] = {number(1), formula_condition(&arena, z, ">", number(0)),
                                      number(0.01)};
    const struct formula *slope = formula_cases(&arena, parts, 3);

    (void)state;
    mathbox_draw(&canvas, X, Y, slope, &style);
    assert_true(y_of("1") < Y && y_of("0.01") > Y);
    assert_true(y_of("otherwise") > y_of(">"));
    assert_true(x_of("if") == x_of("otherwise"));
    assert_true(count_of(CANVAS_CURVE) >= 4);
    clear();
    style.inline_fractions = true;
    mathbox_draw(&canvas, X, Y, slope, &style);
    assert_true(y_of("0.01") == Y && y_of(">") == Y);
    clear();
    style.show = FORMULA_NUMBERS;
    mathbox_draw(&canvas, X, Y, slope, &style);
    assert_int_equal(canvas.count, 1);
    text_saying("0.01", 0);
}

static void roles_colour(void **state)
{
    const struct theme *theme = theme_get(THEME_LIGHT);
    const struct formula *factors[2] = {partial("L", "a", FORMULA_ROLE_LOSS_SLOPE),
                                        partial("z", "w", FORMULA_ROLE_INPUT)};
    const struct formula *chain = formula_chain(&arena, factors, 2);

    (void)state;
    assert_true(theme->role[FORMULA_ROLE_LOSS_SLOPE] != theme->role[FORMULA_ROLE_INPUT]);
    mathbox_draw(&canvas, X, Y, chain, &style);
    assert_int_equal(text_saying("L", 0)->fill, style.ink);
    clear();
    style.theme = theme;
    mathbox_draw(&canvas, X, Y, chain, &style);
    assert_int_equal(text_saying("L", 0)->fill, theme->role[FORMULA_ROLE_LOSS_SLOPE]);
    assert_int_equal(text_saying("w", 0)->fill, theme->role[FORMULA_ROLE_INPUT]);
    assert_int_equal(text_saying("⋅", 0)->fill, style.ink);
    clear();
    mathbox_draw(&canvas, X, Y, formula_in_role(&arena, chain, FORMULA_ROLE_STEP), &style);
    assert_int_equal(text_saying("⋅", 0)->fill, theme->role[FORMULA_ROLE_STEP]);
    assert_int_equal(text_saying("L", 0)->fill, theme->role[FORMULA_ROLE_LOSS_SLOPE]);
}

/* ---- equations ---- */

static size_t lines_of(const char *sign, size_t signs)
{
    size_t lines = 1;
    float y = Y;

    for (size_t i = 0; i < signs; i++) {
        const struct canvas_command *command = text_saying(sign, i);

        if (command->as.text.origin.y > y) {
            y = command->as.text.origin.y;
            lines++;
        }
    }
    return lines;
}

static void breaks_before_signs(void **state)
{
    struct mathbox_size one, two, three;

    (void)state;
    one = mathbox_equation(&canvas, X, Y, 2000, symbol("z", NULL, 1), "=", sum_of(12), &style,
                           true);
    assert_int_equal(lines_of("+", 11), 1);
    clear();
    two = mathbox_equation(&canvas, X, Y, one.width - 1, symbol("z", NULL, 1), "=", sum_of(12),
                           &style, true);
    assert_int_equal(lines_of("+", 11), 2);
    assert_int_equal(size_of("w"), SIZE);
    /* the sign begins the new line, under the right side */
    assert_true(text_saying("+", 10)->as.text.origin.x == text_saying("w", 0)->as.text.origin.x);
    clear();
    three = mathbox_equation(&canvas, X, Y, one.width / 3 + 60, symbol("z", NULL, 1), "=",
                             sum_of(12), &style, true);
    assert_true(lines_of("+", 11) >= 3);
    assert_true(one.descent < two.descent && two.descent < three.descent);
    assert_true(three.width <= one.width / 3 + 60);
    assert_true(one.ascent == three.ascent);
}

static void breaks_at_the_relation(void **state)
{
    const struct formula *name = symbol("abcdefghijklmnop", NULL, 1);

    (void)state;
    mathbox_equation(&canvas, X, Y, 400, name, "=", symbol("qrstuvw", NULL, 1), &style, true);
    assert_true(y_of("abcdefghijklmnop") == Y);
    assert_true(y_of("=") > Y && y_of("=") == y_of("qrstuvw"));
    assert_true(x_of("=") > X);
    assert_int_equal(size_of("qrstuvw"), SIZE);
}

static void shrinks_what_cannot_break(void **state)
{
    const struct formula *name = symbol("abcdefghijklmnop", NULL, 1);
    struct mathbox_size size;

    (void)state;
    size = mathbox_equation(&canvas, X, Y, 250, NULL, NULL, name, &style, true);
    assert_true(size.width <= 250);
    assert_true(size_of("abcdefghijklmnop") < SIZE && size_of("abcdefghijklmnop") >= 30);
    clear();
    size = mathbox_equation(&canvas, X, Y, 50, NULL, NULL, name, &style, true);
    assert_true(size.width > 50);
    assert_int_equal(size_of("abcdefghijklmnop"), MIN);
}

/* A sum of products breaks at the sum's signs before it does at the products'. */
static void outer_signs_first(void **state)
{
    const struct formula *product =
        formula_multiply(&arena, symbol("w", NULL, 0.125), symbol("a", NULL, 0.25));
    const struct formula *terms[3] = {product, product, product};
    struct mathbox_size whole;

    (void)state;
    style.show = FORMULA_NUMBERS;
    whole = mathbox_equation(&canvas, X, Y, 5000, NULL, "=",
                             formula_nary(&arena, FORMULA_ADD, terms, 3), &style, true);
    assert_int_equal(lines_of("+", 2), 1);
    clear();
    mathbox_equation(&canvas, X, Y, whole.width - 5, NULL, "=",
                     formula_nary(&arena, FORMULA_ADD, terms, 3), &style, true);
    assert_int_equal(lines_of("+", 2), 2);
    for (size_t i = 0; i < 3; i++)
        assert_true(text_saying("0.125", i)->as.text.origin.y ==
                    text_saying("×", i)->as.text.origin.y);
}

static void missing_sides(void **state)
{
    struct mathbox_size size;

    (void)state;
    size = mathbox_equation(&canvas, X, Y, 500, NULL, "=", symbol("a", NULL, 1), &style, true);
    assert_true(x_of("=") == X && x_of("a") > X && size.width > SIZE);
    clear();
    size = mathbox_equation(&canvas, X, Y, 500, symbol("a", NULL, 1), NULL, NULL, &style, true);
    assert_true(x_of("a") == X && size.ascent > 0);
    clear();
    size = mathbox_equation(&canvas, X, Y, 500, NULL, NULL, NULL, &style, true);
    assert_int_equal(canvas.count, 0);
    assert_true(size.width == 0 && size.descent == 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(measured_is_drawn),
        TEST(broken_is_whole),
        TEST(fraction),
        TEST(inline_partial_is_on_one_line),
        TEST(half_is_small),
        TEST(roots),
        TEST(hats),
        TEST(scripts),
        TEST(faces),
        TEST(numbers),
        TEST(scientific_exponent_is_raised),
        TEST(sum_with_limits),
        TEST(fences_grow),
        TEST(case_distinction),
        TEST(roles_colour),
        TEST(breaks_before_signs),
        TEST(breaks_at_the_relation),
        TEST(shrinks_what_cannot_break),
        TEST(outer_signs_first),
        TEST(missing_sides),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
