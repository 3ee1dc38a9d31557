/* Every number that the picture shows against the quantity that it is of, and what it is told apart
 * by, colour aside: all lessons and random networks, sizes and text sizes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/thorough.h"
#include "base/rng.h"
#include "base/text.h"
#include "lesson/catalogue.h"
#include "stage.h"
#include "../lesson/networks.h"


static const struct {
    float width, height;
} sizes[] = {{1280, 720}, {1920, 1080}, {1024, 768}};

struct tally {
    size_t numbers, problems, checked[QUANTITY_KIND_COUNT];
};

/* "−4.39×10⁻⁴" as "-4.39e-4"; false if it is no number. */
static bool in_ascii(const char *text, char *out)
{
    static const struct {
        const char *from, *to;
    } forms[] = {{"−", "-"}, {"×10", "e"}, {"⁻", "-"}, {"⁰", "0"}, {"¹", "1"}, {"²", "2"}, {"³", "3"},
                 {"⁴", "4"}, {"⁵", "5"}, {"⁶", "6"}, {"⁷", "7"}, {"⁸", "8"}, {"⁹", "9"}};
    char *end = out;

    while (*text != '\0') {
        size_t form = 0;

        while (form < sizeof forms / sizeof forms[0]
               && strncmp(text, forms[form].from, strlen(forms[form].from)) != 0)
            form++;
        if (form < sizeof forms / sizeof forms[0]) {
            end += sprintf(end, "%s", forms[form].to);
            text += strlen(forms[form].from);
        } else {
            *end++ = *text++;
        }
    }
    *end = '\0';
    strtod(out, &end);
    return end != out && *end == '\0';
}

/* Whether it is the value, to half a unit of its last place and with two digits that count, or the value itself. */
static bool is_honest(const char *ascii, double value)
{
    const char *e = strchr(ascii, 'e'), *point = strchr(ascii, '.');
    double read = strtod(ascii, NULL), last;
    int places = point != NULL ? (int)strspn(point + 1, "0123456789") : 0, digits = 0;

    if (!isfinite(value))
        return isnan(value) ? isnan(read) : read == value;
    if (fabs(read - value) <= 1e-15 * fabs(value))
        return true;
    last = pow(10.0, (e != NULL ? atoi(e + 1) : 0) - places);
    for (const char *at = ascii + strspn(ascii, "+-0."); *at != '\0' && *at != 'e'; at++)
        digits += *at != '.';
    return digits >= 2 && fabs(read - value) <= 0.500001 * last;
}

/* The smallest item on which the text stands. */
static const struct ui_target *item_of(const struct ui *ui, struct point middle)
{
    const struct ui_target *found = NULL;

    for (size_t i = 0; i < ui->target_count; i++) {
        const struct ui_target *target = &ui->targets[i];

        if (target->item && target->line_half_px == 0.0f && rect_contains(target->rect, middle)
            && (found == NULL || target->rect.w * target->rect.h < found->rect.w * found->rect.h))
            found = target;
    }
    return found;
}

/* Of the canvas's texts on an item, those that are no number: the symbol. */
static void symbol_on(const struct stage *stage, struct rect rect, char *out, size_t size)
{
    struct text symbol;

    text_init(&symbol, out, size);
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind == CANVAS_TEXT && c->as.text.face != FONT_MONO && c->as.text.face != FONT_MONO_BOLD
            && rect_contains(rect, rect_center(canvas_text_bounds(&stage->canvas, c))))
            text_add(&symbol, canvas_text_of(&stage->canvas, c));
    }
}

/* What must stand beside a number of that kind, so that in grey it is taken for no other; NULL: nothing. */
static const char *mark_of(enum quantity_kind kind)
{
    switch (kind) {
    case QUANTITY_Z:
        return "z";
    case QUANTITY_A:
        return "a";
    case QUANTITY_DZ:
        return "δ";
    case QUANTITY_DA:
    case QUANTITY_GRADIENT:
    case QUANTITY_BATCH_GRADIENT:
    case QUANTITY_OBJECTIVE_GRADIENT:
        return "∂";
    case QUANTITY_STEP:
        return "Δ";
    default:
        return NULL;
    }
}

static void report(const struct stage *stage, const char *name, const char *what, const char *text,
                   struct quantity q, double value, struct tally *tally)
{
    if (tally->problems++ < 12)
        print_message("%s %gx%g, text size %d, step %llu.%zu: '%s' %s (kind %d, layer %zu, %zu from %zu: %.9g)\n", name,
                      (double)stage->canvas.width, (double)stage->canvas.height, stage->app.shown.settings.text_size,
                      (unsigned long long)stage->app.run.cursor.step, stage->app.run.cursor.moment, text, what, (int)q.kind,
                      q.layer, q.to, q.from, value);
}

static void check_frame(struct stage *stage, const char *name, struct tally *tally)
{
    struct snapshot snapshot;

    run_snapshot(&stage->app.run, &snapshot);
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];
        char ascii[128], symbol[256];
        const struct ui_target *item;
        const char *text, *mark;
        struct quantity q;
        struct rect wide;
        double value;

        if (c->kind != CANVAS_TEXT || (c->as.text.face != FONT_MONO && c->as.text.face != FONT_MONO_BOLD))
            continue;
        text = canvas_text_of(&stage->canvas, c);
        if (strlen(text) > 40)
            continue;
        item = item_of(&stage->app.shown.ui, rect_center(canvas_text_bounds(&stage->canvas, c)));
        if (item == NULL || !in_ascii(text, ascii))
            continue;
        q = quantity_unpack(item->action.argument);
        value = quantity_value(&snapshot, q);
        tally->numbers++;
        tally->checked[q.kind]++;
        if (!is_honest(ascii, value))
            report(stage, name, "is not its value", text, q, value, tally);
        mark = mark_of(q.kind);
        /* A plate is wider than what of the circle asks about its number. */
        wide = rect_inset(item->rect, q.kind == QUANTITY_Z || q.kind == QUANTITY_A ? -0.5f * item->rect.h : 0.0f, 0.0f);
        symbol_on(stage, wide, symbol, sizeof symbol);
        if (mark != NULL && strstr(symbol, mark) == NULL)
            report(stage, name, "has not its letter", text, q, value, tally);
        if (mark == NULL && (strstr(symbol, "∂") != NULL || strstr(symbol, "Δ") != NULL))
            report(stage, name, "has the letter of another", text, q, value, tally);
    }
}

/* The first iteration and the update of the second, by that granularity, in turn at one size and text size or another. */
static void check_walk(struct stage *stage, const char *name, enum granularity granularity, size_t stride,
                       struct tally *tally)
{
    struct place place = {0};
    size_t frame = 0;

    app_apply(&stage->app, COMMAND_START, 0.0);
    app_apply(&stage->app, COMMAND_GRANULARITY, granularity);
    while (place.iteration < 3 && frame < 400 * stride) {
        if (frame++ % stride == 0) {
            size_t look = (frame / stride) % 9;

            stage->app.shown.settings.text_size = (int)(look / 3);
            stage_frame(stage, sizes[look % 3].width, sizes[look % 3].height);
            check_frame(stage, name, tally);
        }
        app_apply(&stage->app, COMMAND_STEP_FORWARD, 0.0);
        stepper_place(&stage->app.run.stepper, &place);
    }
}

static void lessons_are_honest(void **state)
{
    size_t count;
    const struct catalogue_entry *entries = catalogue_networks(&count);
    struct tally tally = {0};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < count; i++) {
        stage_open(&stage, entries[i].name);
        check_walk(&stage, entries[i].name, GRANULARITY_PHASE, 1, &tally);
        check_walk(&stage, entries[i].name, GRANULARITY_NEURON, (size_t)thorough_stride(61), &tally);
    }
    stage_teardown(&stage);
    print_message("%zu numbers, %zu problems\n", tally.numbers, tally.problems);
    assert_int_equal(tally.problems, 0);
    assert_true(tally.numbers > 5000);
    assert_true(tally.checked[QUANTITY_Z] > 0 && tally.checked[QUANTITY_DZ] > 0 && tally.checked[QUANTITY_GRADIENT] > 0);
    assert_true(tally.checked[QUANTITY_STEP] > 0 && tally.checked[QUANTITY_NEW] > 0);
}

/* One of 1 to 4 layers of 1 to 9 units, with numbers of any size. */
static void random_network(struct rng *rng, char *out, size_t size)
{
    static const char *const activations[] = {"tanh", "sigmoid", "relu", "leaky_relu", "identity"};
    static const char *const kinds[] = {"\"sgd\"", "\"sgd\", \"momentum\": 0.9", "\"adam\"", "\"rmsprop\""};
    size_t layers = 1 + rng_below(rng, 4), inputs = 1 + rng_below(rng, 5), outputs = 1;
    struct text text;

    text_init(&text, out, size);
    text_printf(&text, "{\"backstep\": 1, \"title\": \"Random\", \"network\": {\"inputs\": %zu, \"layers\": [", inputs);
    for (size_t l = 0; l < layers; l++) {
        outputs = 1 + rng_below(rng, 9);
        text_printf(&text, "%s{\"units\": %zu, \"activation\": \"%s\"}", l > 0 ? ", " : "", outputs,
                    activations[rng_below(rng, 5)]);
    }
    text_printf(&text, "], \"init\": {\"kind\": \"xavier_uniform\", \"seed\": %zu}}, \"loss\": \"half_squared_error\", "
                       "\"optimizer\": {\"kind\": %s, \"learning_rate\": %.3g}, \"data\": {\"samples\": [",
                rng_below(rng, 1000), kinds[rng_below(rng, 4)], pow(10.0, -3.0 + (double)rng_below(rng, 5)));
    for (size_t n = 0; n < 2; n++) {
        text_printf(&text, "%s{\"x\": [", n > 0 ? ", " : "");
        for (size_t i = 0; i < inputs; i++)
            text_printf(&text, "%s%.4g", i > 0 ? ", " : "",
                        (rng_uniform(rng) - 0.5) * pow(10.0, (double)rng_below(rng, 5) - 3.0));
        text_printf(&text, "], \"t\": [");
        for (size_t i = 0; i < outputs; i++)
            text_printf(&text, "%s%.3g", i > 0 ? ", " : "", rng_uniform(rng) - 0.5);
        text_printf(&text, "]}");
    }
    text_printf(&text, "], \"batch\": %zu}}", 1 + rng_below(rng, 2));
}

static void random_networks_are_honest(void **state)
{
    struct tally tally = {0};
    struct stage stage;
    struct rng rng;

    (void)state;
    rng_seed(&rng, 11);
    stage_setup(&stage);
    for (int i = 0; i < 200; i += thorough_stride(40)) {
        char json[4096], name[32];

        snprintf(name, sizeof name, "random network %d", i);
        random_network(&rng, json, sizeof json);
        stage_open_text(&stage, json);
        check_walk(&stage, name, GRANULARITY_LAYER, 1, &tally);
    }
    stage_teardown(&stage);
    print_message("%zu numbers, %zu problems\n", tally.numbers, tally.problems);
    assert_int_equal(tally.problems, 0);
    assert_true(tally.numbers > 1000);
}

/* Counts a frame's numbers in the mono face of the picture, and those that had no room. */
static void count_numbers(const struct stage *stage, size_t *numbers, size_t *left_out)
{
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind != CANVAS_TEXT
            || (c->as.text.face != FONT_MONO && c->as.text.face != FONT_MONO_BOLD)
            || canvas_text_bounds(&stage->canvas, c).x > 0.65f * stage->canvas.width)
            continue;
        *numbers += 1;
        *left_out += !view_says_number(canvas_text_of(&stage->canvas, c));
    }
}

/* A matrix has room for its numbers or is a heat map: none of its cells is left out. */
static void matrices_have_room(void **state)
{
    size_t count, numbers = 0, problems = 0;
    const struct catalogue_entry *entries = catalogue_networks(&count);
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t look = 0; look < count * 2 * 3; look += (size_t)thorough_stride(13)) {
        const char *name = entries[look / 6].name;

        stage_open(&stage, name);
        stage.app.shown.settings.picture = PICTURE_MATRICES;
        stage.app.shown.settings.text_size = (int)(look / 2 % 3);
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_LAYER);
        for (size_t step = 0; step < 16; step++) {
            size_t left_out = 0;

            stage_frame(&stage, sizes[look % 2].width, sizes[look % 2].height);
            count_numbers(&stage, &numbers, &left_out);
            if (left_out > 0 && problems++ < 12)
                print_message("%s at %gx%g, text %d, step %zu: %zu numbers are left out\n", name,
                              (double)stage.canvas.width, (double)stage.canvas.height,
                              stage.app.shown.settings.text_size, step, left_out);
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        }
    }
    stage_teardown(&stage);
    assert_true(numbers > 500);
    assert_int_equal(problems, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lessons_are_honest),
        cmocka_unit_test(random_networks_are_honest),
        cmocka_unit_test(matrices_have_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
