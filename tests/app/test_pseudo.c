/* The window in the pseudo-language: every text is longer by a third and in accented letters. What
 * does not fit has too little room, and what is still legible is a text that is not in the table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../base/thorough.h"
#include "engine/activation.h"
#include "engine/loss.h"
#include "engine/optimizer.h"
#include "layout_check.h"
#include "lesson/catalogue.h"
#include "stage.h"
#include "words/words.h"

enum { OWN_SIZE = 65536, PROBLEMS_SHOWN = 60 };

/* What may be legible: a lesson's own words, names, functions and keys. */
static char own[OWN_SIZE];
static size_t problems_shown;

static void add_own(const char *text)
{
    size_t length = strlen(own);

    if (text != NULL)
        snprintf(own + length, sizeof own - length, "%s\n", text);
}

static void collect_own(struct stage *stage)
{
    struct scenario *scenario = &stage->app.run.scenario;
    const struct net *net = &scenario->net;

    own[0] = '\0';
    add_own("Adam RMSProp AdamW AdaGrad Nesterov SGD NaN LaTeX CSV");
    add_own("max min abs exp ln sign erf if else sqrt tanh softmax ReLU leaky");
    add_own("Right Left Up Down Space Backspace PageUp PageDown Home End Enter Escape Tab Delete "
            "Shift Ctrl Alt");
    add_own(scenario->title);
    scenario->script.count = 0;
    if (scenario->about != NULL)
        scenario->about[0] = '\0'; /* its words are too many to tell from ours */
    for (size_t i = 0; i < optimizer_count(); i++) {
        add_own(optimizer_row((enum optimizer_kind)i)->title);
        add_own(optimizer_row((enum optimizer_kind)i)->brief);
        add_own(optimizer_row((enum optimizer_kind)i)->narrow);
    }
    for (size_t i = 0; i < activation_count(); i++)
        add_own(activation_row((enum activation)i)->title);
    for (size_t i = 0; i < loss_count(); i++)
        add_own(loss_row((enum loss)i)->title);
    for (size_t l = 0; l <= net->layer_count; l++) {
        add_own(net->layers[l].name);
        for (size_t j = 0; net->layers[l].units != NULL && j < net->layers[l].out; j++)
            add_own(net->layers[l].units[j]);
    }
}

/* The first run of three plain letters that nobody has given; NULL: there is none. Some letters have
 * no accent. */
static const char *legible(const char *text, char word[64])
{
    while (*text != '\0') {
        size_t length = 0;

        while (length < 63 && isalpha((unsigned char)text[length]))
            length++;
        if (length >= 3) {
            snprintf(word, 64, "%.*s", (int)length, text);
            if (word[strspn(word, "bfmpqvxBFMPQVX")] != '\0' && strstr(own, word) == NULL)
                return word;
        }
        text += length > 0 ? length : 1;
    }
    return NULL;
}

/* What of a frame is laid out well: all of it, what lies on the sheet, or nothing (a notice covers a
 * part of the picture). */
enum extent { PICTURE, ON_SHEET, WORDS_ONLY };

static void check_frame(struct stage *stage, const char *name, enum extent extent, float width,
                        float height, size_t *texts, size_t *problems)
{
    struct layout_report report = {0};
    char word[64];

    stage_frame(stage, width, height);
    if (extent == PICTURE)
        layout_check(&stage->canvas, (int)ceilf(0.02f * height), &report);
    *texts += report.texts;
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *command = &stage->canvas.commands[i];

        if (command->kind != CANVAS_TEXT ||
            legible(canvas_text_of(&stage->canvas, command), word) == NULL)
            continue;
        ++*problems;
        if (problems_shown++ < PROBLEMS_SHOWN)
            print_message("%s, step %d.%d: '%s' in '%s' is English\n", name,
                          (int)stage->app.run.cursor.step, (int)stage->app.run.cursor.moment, word,
                          canvas_text_of(&stage->canvas, command));
    }
    if (extent == ON_SHEET)
        layout_check_sheet(&stage->canvas, (int)ceilf(0.02f * height), &report);
    *problems += report.problems;
    if (report.problems > 0 && problems_shown++ < PROBLEMS_SHOWN)
        print_message("%s, %.0fx%.0f, step %d.%d: %s\n", name, (double)width, (double)height,
                      (int)stage->app.run.cursor.step, (int)stage->app.run.cursor.moment,
                      report.first);
}

static void press(struct stage *stage, const char *name)
{
    struct error err;
    struct key key;

    if (!key_parse(name, strlen(name), &key, &err))
        fail_msg("%s", err.text);
    app_key(&stage->app, key, false);
}

/* The first iteration and a little more, of each granularity a share. */
static void check_walk(struct stage *stage, const char *name, size_t *texts, size_t *problems)
{
    static const struct {
        const char *granularity;
        int steps, stride;
    } walks[] = {{"1", 9, 1}, {"2", 14, 1}, {"3", 30, 2}, {"4", 60, 7}};

    for (size_t g = 0; g < sizeof walks / sizeof walks[0]; g++) {
        press(stage, "Home");
        press(stage, walks[g].granularity);
        for (int i = 0; i < walks[g].steps; i++) {
            bool large = i % 2 == 1;

            if (i % walks[g].stride == 0)
                check_frame(stage, name, PICTURE, large ? 1920.0f : 1280.0f,
                            large ? 1080.0f : 720.0f, texts, problems);
            press(stage, "Right");
        }
    }
}

static void test_steps(void **state)
{
    static const char *const names[] = {"mazur", "xor", "softmax", "adam", "l2", "iris", "momentum",
                                        "dead-relu", "sine", "digits"};
    struct stage stage;
    size_t texts = 0, problems = 0;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i += (size_t)thorough_stride(3)) {
        stage_open(&stage, names[i]);
        collect_own(&stage);
        check_walk(&stage, names[i], &texts, &problems);
    }
    stage_teardown(&stage);
    assert_true(texts > 1000);
    assert_int_equal(problems, 0);
}

/* Sheets, pictures and answers. */
static void test_the_rest(void **state)
{
    static const struct {
        const char *key;
        enum extent extent;
    } presses[] = {
        {"?", ON_SHEET},     {"Escape", PICTURE}, {"G", ON_SHEET},        {"Down", ON_SHEET},
        {"Down", ON_SHEET},  {"Escape", PICTURE}, {"K", WORDS_ONLY},      {"Escape", PICTURE},
        {"W", ON_SHEET},     {"Escape", PICTURE}, {"Right", PICTURE},     {"Shift+C", ON_SHEET},
        {"Escape", PICTURE}, {"I", ON_SHEET},     {"Escape", PICTURE},    {"C", WORDS_ONLY},
        {"Escape", PICTURE}, {"Tab", PICTURE},    {"O", PICTURE},         {"Tab", PICTURE},
        {"Tab", PICTURE},    {"Escape", PICTURE}, {"V", PICTURE},         {"Right", PICTURE},
        {"V", PICTURE},      {"Right", PICTURE},  {"Ctrl+Z", WORDS_ONLY}, {"Escape", PICTURE},
        {"V", PICTURE},      {"V", PICTURE},      {"1", PICTURE},         {"Right", PICTURE},
        {"Right", PICTURE},  {"N", PICTURE},      {"N", PICTURE},         {"D", PICTURE},
        {"Right", PICTURE},  {"Right", PICTURE},  {"D", PICTURE},         {"U", ON_SHEET},
        {"Escape", PICTURE}, {"R", WORDS_ONLY},   {"Ctrl+C", WORDS_ONLY}};
    struct stage stage;
    size_t texts = 0, problems = 0;

    (void)state;
    stage_setup(&stage);
    for (int lesson = 0; lesson < 2; lesson++) {
        stage_open(&stage, lesson == 0 ? "mazur" : "iris");
        collect_own(&stage);
        for (size_t i = 0; i < sizeof presses / sizeof presses[0]; i++) {
            press(&stage, presses[i].key);
            check_frame(&stage, presses[i].key, presses[i].extent, 1920.0f, 1080.0f, &texts,
                        &problems);
        }
    }
    stage_teardown(&stage);
    assert_true(texts > 1000);
    assert_int_equal(problems, 0);
}

static int use_pseudo(void **state)
{
    (void)state;
    words_use(words_pseudo());
    return 0;
}

static int use_english(void **state)
{
    (void)state;
    words_use(&words_english);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_steps, use_pseudo, use_english),
        cmocka_unit_test_setup_teardown(test_the_rest, use_pseudo, use_english),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
