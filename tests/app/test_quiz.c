/* Questions before the answer: when they come, how they are answered, that they are never in the way,
 * and that every card is legible. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/quiz/quiz.h"
#include "explain/rich.h"
#include "layout_check.h"
#include "stage.h"
#include "../teach/question_names.h"
#include "../base/thorough.h"

static void begin(struct stage *stage, const char *lesson, bool on)
{
    stage_setup(stage);
    stage_open(stage, lesson);
    stage->app.quiz.on = on;
}

static void press_one(void *context, struct key key)
{
    app_key(context, key, false);
}

static void press(struct stage *stage, const char *keys)
{
    assert_true(key_script(keys, press_one, &stage->app, NULL));
}

static const struct question_card *card_of(struct stage *stage)
{
    static struct question_card card;

    return quiz_card(&stage->app, &card);
}

/* Steps until a question of that kind is open; fails if none comes. */
static void go_to(struct stage *stage, enum question_kind kind)
{
    for (int i = 0; i < 2000; i++) {
        const struct question_card *card = card_of(stage);

        if (card != NULL && card->open && card->question->kind == kind)
            return;
        press(stage, "Right");
    }
    fail_msg("no question %s", question_kind_name(kind));
}

static void no_question_unless_they_are_on(void **state)
{
    struct stage stage;

    (void)state;
    begin(&stage, "mazur", false);
    for (int i = 0; i < 60; i++) {
        press(&stage, "Right");
        assert_null(card_of(&stage));
    }
    stage_teardown(&stage);
}

/* In a recurrent lesson the passes are asked about too: a sum and an activation at a time, what
 * comes back in two parts, the sum over the times; and the cards have room. */
static void the_times_are_asked_about(void **state)
{
    static const enum question_kind of_times[] = {
        QUESTION_SAME_WEIGHT, QUESTION_TIMES, QUESTION_PATHS, QUESTION_FACTOR, QUESTION_RULE,
        QUESTION_NUMBER, QUESTION_GRADIENT_SIGN};
    size_t asked[QUANTITY_KIND_COUNT] = {0}, kinds[QUESTION_KIND_COUNT] = {0}, texts = 0,
           problems = 0;
    struct stage stage;

    (void)state;
    begin(&stage, "memory", true);
    press(&stage, "4");
    for (int i = 0; i < 600 && stage.app.run.stepper.here.iteration < 5; i++) {
        const struct question_card *card = card_of(&stage);
        bool open = card != NULL && card->open;

        if (open && kinds[card->question->kind]++ == 0)
            stage_check_layout(&stage, "memory", &texts, &problems);
        if (open && card->question->kind == QUESTION_VALUE && asked[card->question->of.kind]++ == 0)
            stage_check_layout(&stage, "memory", &texts, &problems);
        press(&stage, "Right");
    }
    assert_true(asked[QUANTITY_A] > 0 && asked[QUANTITY_Z] > 0);
    assert_true(asked[QUANTITY_DA] > 0 && asked[QUANTITY_GRADIENT] > 0);
    for (size_t i = 0; i < sizeof of_times / sizeof of_times[0]; i++)
        assert_true(kinds[of_times[i]] > 0);
    assert_true(texts > 500);
    assert_int_equal(problems, 0);
    stage_teardown(&stage);
}

static void the_step_is_the_answer(void **state)
{
    struct stage stage;
    struct cursor before;
    const struct question_card *card;

    (void)state;
    begin(&stage, "mazur", true);
    go_to(&stage, QUESTION_GRADIENT_SIGN);
    before = stage.app.run.cursor;
    assert_false(stage.app.run.cursor.step == 0);
    card = card_of(&stage);
    press(&stage, card->question->right == 0 ? "1" : card->question->right == 1 ? "2" : "3");
    card = card_of(&stage);
    assert_non_null(card);
    assert_false(card->open);
    assert_int_equal(card->chosen, card->question->right);
    assert_int_equal(card->right, 1);
    assert_int_equal(stage.app.run.cursor.step, before.step);
    assert_int_equal(stage.app.run.cursor.moment, before.moment + 3);
    press(&stage, "Left");
    assert_null(card_of(&stage));
    /* What was asked is not asked again. */
    press(&stage, "Right");
    card = card_of(&stage);
    assert_false(card->open && card->question->kind == QUESTION_GRADIENT_SIGN);
    stage_teardown(&stage);
}

static void a_wrong_answer_has_its_reply(void **state)
{
    struct stage stage;
    const struct question_card *card;

    (void)state;
    begin(&stage, "mazur", true);
    go_to(&stage, QUESTION_DIRECTION);
    card = card_of(&stage);
    press(&stage, card->question->right == 0 ? "2" : "1");
    card = card_of(&stage);
    assert_int_equal(card->answered, 1);
    assert_int_equal(card->right, 0);
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "Not"));
    stage_teardown(&stage);
}

static void what_was_seen_is_answered_in_place(void **state)
{
    struct stage stage;
    struct cursor before;

    (void)state;
    begin(&stage, "mazur", true);
    go_to(&stage, QUESTION_MOVED_YET);
    before = stage.app.run.cursor;
    press(&stage, "Space");
    assert_memory_equal(&before, &stage.app.run.cursor, sizeof before);
    assert_non_null(card_of(&stage));
    assert_false(card_of(&stage)->open);
    assert_int_equal(card_of(&stage)->answered, 0);
    /* At the same place one more question may look ahead. */
    press(&stage, "Right*2");
    assert_true(stage.app.run.cursor.step > before.step);
    stage_teardown(&stage);
}

static void asking_changes_no_bit(void **state)
{
    struct stage asked, silent;

    (void)state;
    begin(&asked, "xor", true);
    begin(&silent, "xor", false);
    for (int i = 0; i < 400; i++) {
        press(&asked, "Right");
        while (asked.app.run.cursor.step > silent.app.run.cursor.step
               || asked.app.run.cursor.moment > silent.app.run.cursor.moment)
            press(&silent, "Right");
        assert_int_equal(asked.app.run.cursor.moment, silent.app.run.cursor.moment);
        assert_memory_equal(asked.app.run.stepper.block, silent.app.run.stepper.block,
                            asked.app.run.scenario.net.block_size * sizeof(double));
    }
    assert_true(asked.app.run.record.count == silent.app.run.record.count);
    assert_true(asked.app.quiz.asked != 0);
    stage_teardown(&asked);
    stage_teardown(&silent);
}

static void nothing_is_in_the_way(void **state)
{
    struct key right = {KEY_RIGHT, 0};
    struct stage stage;

    (void)state;
    begin(&stage, "mazur", true);
    /* A key that is held is not stopped. */
    for (int i = 0; i < 28; i++) {
        app_key(&stage.app, right, true);
        assert_null(card_of(&stage));
    }
    assert_int_equal(stage.app.quiz.asked, 0);
    press(&stage, "Home");
    go_to(&stage, QUESTION_GRADIENT_SIGN);
    press(&stage, "Escape");
    assert_null(card_of(&stage));
    /* Then the digits are what they were. */
    press(&stage, "1");
    assert_int_equal(stage.app.run.granularity, GRANULARITY_PHASE);
    press(&stage, "3 J");
    assert_false(stage.app.quiz.on);
    press(&stage, "J");
    assert_true(stage.app.quiz.on);
    stage_teardown(&stage);
}

static void a_click_answers(void **state)
{
    struct stage stage;
    const struct ui_target *target = NULL;

    (void)state;
    begin(&stage, "mazur", true);
    go_to(&stage, QUESTION_LOSS_NEXT);
    stage_frame(&stage, 1280, 720);
    for (size_t i = 0; i < stage.app.shown.ui.target_count; i++)
        if (stage.app.shown.ui.targets[i].action.command == COMMAND_ANSWER
            && stage.app.shown.ui.targets[i].action.argument == 1)
            target = &stage.app.shown.ui.targets[i];
    assert_non_null(target);
    app_pointer_press(&stage.app, (struct point){target->rect.x + 5, target->rect.y + 5});
    app_pointer_release(&stage.app, (struct point){target->rect.x + 5, target->rect.y + 5});
    assert_int_equal(card_of(&stage)->chosen, 1);
    assert_false(card_of(&stage)->open);
    stage_teardown(&stage);
}

static void the_names_of_the_phases_are_hidden(void **state)
{
    struct stage stage;

    (void)state;
    begin(&stage, "mazur", true);
    go_to(&stage, QUESTION_ORDER);
    stage_frame(&stage, 1280, 720);
    assert_null(stage_text(&stage, "1 Forward pass"));
    assert_non_null(stage_text(&stage, "1 ?"));
    press(&stage, "Space");
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "1 Forward pass"));
    stage_teardown(&stage);
}

/* The key of the word whose place that is, from 1. */
static const char *key_of_place(const struct question *question, size_t place)
{
    static const char *const keys[] = {"1", "2", "3", "4"};

    for (size_t i = 0; i < question->count; i++)
        if (question->answers[i].place == place)
            return keys[i];
    fail_msg("no word for place %zu", place);
    return NULL;
}

/* Word after word goes to its place in the picture; one that comes too early is told why and
 * waits; in no size anything is cut. */
static void each_word_is_put_in_its_place(void **state)
{
    static const struct { float width, height; int text; } sizes[] = {
        {1280, 720, 0}, {1280, 720, 2}, {1920, 1080, 1}, {360, 800, 0}};
    static const char *const names[] = {"1 Forward pass", "2 Loss", "3 Backward pass",
                                        "4 Weight update"};
    size_t texts = 0, problems = 0;

    (void)state;
    for (int wrong = 0; wrong <= 1; wrong++) {
        struct stage stage;
        struct cursor before;

        begin(&stage, "mazur", true);
        go_to(&stage, QUESTION_ORDER);
        before = stage.app.run.cursor;
        for (size_t place = 1; place < 4; place++) {
            const struct question *question = card_of(&stage)->question;

            assert_int_equal(question->placed, place - 1);
            if (wrong && place == 2) {
                press(&stage, key_of_place(question, 4));
                assert_true(card_of(&stage)->open);
                assert_true(card_of(&stage)->reply.count > 0);
                stage_frame(&stage, 1280, 720);
                assert_non_null(stage_text(&stage, "gradients."));
                press(&stage, key_of_place(question, 1)); /* it stands already */
            }
            for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
                stage.app.shown.settings.text_size = sizes[i].text;
                stage_frame(&stage, sizes[i].width, sizes[i].height);
                stage_check_layout(&stage, "mazur", &texts, &problems);
            }
            stage.app.shown.settings.text_size = 0;
            stage_frame(&stage, 1280, 720);
            for (size_t i = 0; i < 4; i++)
                assert_int_equal(stage_text(&stage, names[i]) != NULL, i + 1 < place);
            press(&stage, key_of_place(question, place));
        }
        /* The last one has its place when the others have theirs. */
        assert_false(card_of(&stage)->open);
        assert_int_equal(card_of(&stage)->answered, 1);
        assert_int_equal(card_of(&stage)->right, 1 - wrong);
        assert_memory_equal(&before, &stage.app.run.cursor, sizeof before);
        stage_frame(&stage, 1280, 720);
        assert_non_null(stage_text(&stage, wrong ? "Not" : "Right"));
        assert_non_null(stage_text(&stage, names[3]));
        stage_teardown(&stage);
    }
    assert_int_equal(problems, 0);
}

/* The number of an answer as one types it; with so many digits that count. */
static const char *typed_text(const struct question *question, size_t answer, int digits)
{
    static char text[64], keys[160];
    size_t length = 0;

    snprintf(text, sizeof text, "%.*g", digits,
             question->answers[answer].text.spans[0].formula->value);
    for (const char *at = text; *at != '\0'; at++)
        length += (size_t)snprintf(keys + length, sizeof keys - length, "%c ", *at);
    return keys;
}

/* The new value is typed, in as many digits as the card says; known mistakes have their replies. */
static void a_number_is_typed(void **state)
{
    struct stage stage;
    const struct question_card *card;
    struct cursor before;
    struct snapshot snapshot;
    char gradient[NUMBER_TEXT_SIZE];

    (void)state;
    begin(&stage, "mazur", true);
    go_to(&stage, QUESTION_NUMBER);
    card = card_of(&stage);
    assert_int_equal(card->question->of.kind, QUANTITY_NEW);
    before = stage.app.run.cursor;
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "digits"));
    assert_true(app_is_typing(&stage.app));
    run_snapshot(&stage.app.run, &snapshot);
    number_format(gradient,
                  quantity_value(&snapshot, quantity_as(card->question->of, QUANTITY_GRADIENT)),
                  (struct number_style){.decimals = 4});
    for (int text = 0; text <= 2; text++) { /* what it is worked out from is there in any size */
        stage.app.shown.settings.text_size = text;
        stage_frame(&stage, 1280, 720);
        assert_non_null(stage_text(&stage, gradient));
    }
    stage.app.shown.settings.text_size = 0;
    /* What is no number is said, and asked on. */
    press(&stage, "- Enter");
    assert_true(card_of(&stage)->open);
    stage_frame(&stage, 1280, 720);
    assert_null(stage_text(&stage, "digits"));
    press(&stage, "Backspace");
    press(&stage, typed_text(card->question, 0, (int)card->question->digits));
    assert_memory_equal(&before, &stage.app.run.cursor, sizeof before);
    press(&stage, "Enter");
    card = card_of(&stage);
    assert_false(card->open);
    assert_int_equal(card->chosen, card->question->right);
    assert_int_equal(card->right, 1);
    assert_int_equal(stage.app.quiz.count, 1);
    assert_true(stage.app.run.cursor.step > before.step
                || stage.app.run.cursor.moment > before.moment);
    stage_frame(&stage, 1280, 720);
    assert_non_null(stage_text(&stage, "typed"));
    stage_teardown(&stage);
}

/* Each known mistake, typed, gets the reply that is its own; and what is none the last one. */
static void what_is_typed_wrong_has_its_reply(void **state)
{
    size_t mistakes = 0;

    (void)state;
    for (size_t answer = 1; answer < QUESTION_TYPED_MAX; answer++) {
        struct stage stage;
        const struct question *question;

        begin(&stage, "mazur", true);
        go_to(&stage, QUESTION_NUMBER);
        question = card_of(&stage)->question;
        if (answer < question->count) {
            press(&stage, answer + 1 == question->count ? "7 7 7" : typed_text(question, answer, 6));
            press(&stage, "Enter");
            assert_int_equal(card_of(&stage)->chosen, answer);
            assert_int_equal(card_of(&stage)->right, 0);
            stage_frame(&stage, 1280, 720);
            assert_non_null(stage_text(&stage, "Not"));
            mistakes++;
        }
        stage_teardown(&stage);
    }
    /* plus for minus, the step alone, the gradient, the old value, no learning rate; any other */
    assert_int_equal(mistakes, 6);
}

/* Nothing typed, or half of it: the step goes on, and the digits are what they were. */
static void a_typed_question_is_not_in_the_way(void **state)
{
    static const char *const keys[] = {"Space", "PageDown", "Right", "0 . 5 Space", "J", "Escape"};

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct stage stage;

        begin(&stage, "mazur", true);
        go_to(&stage, QUESTION_NUMBER);
        press(&stage, keys[i]);
        assert_true(card_of(&stage) == NULL || !card_of(&stage)->open);
        assert_int_equal(stage.app.quiz.count, 0);
        assert_false(app_is_typing(&stage.app));
        press(&stage, "1");
        assert_int_equal(stage.app.run.granularity, GRANULARITY_PHASE);
        stage_teardown(&stage);
    }
}

/* One gradient, four iterations: all is shown, its last factor is asked for, it itself with its
 * rule, it itself with the inputs alone; each time, when it is there, why. */
static void a_gradient_fades(void **state)
{
    static const struct {
        enum question_kind kind;
        size_t hints;
        bool inputs_only;
    } levels[] = {{QUESTION_GRADIENT_SIGN, 2, false}, {QUESTION_FACTOR, 1, false},
                  {QUESTION_NUMBER, 1, false}, {QUESTION_NUMBER, 0, true}};
    const struct quantity delta = quantity_at(QUANTITY_DZ, 2, 0, 0);
    struct stage stage;

    (void)state;
    begin(&stage, "mazur", true);
    for (uint64_t i = 1; i <= 4; i++) {
        const struct question_card *card;
        const struct ui *ui = &stage.app.shown.ui;
        bool seen = false;

        do {
            press(&stage, "Right");
            card = card_of(&stage);
        } while (card == NULL || !card->open || stage.app.run.stepper.here.iteration < i
                 || stage.app.run.stepper.here.unit.kind != UNIT_BACKWARD);
        assert_int_equal(card->question->kind, levels[i - 1].kind);
        assert_int_equal(card->question->hint_count, levels[i - 1].hints);
        assert_int_equal(card->question->inputs_only, levels[i - 1].inputs_only);
        stage_frame(&stage, 1280, 720);
        for (size_t t = 0; t < ui->target_count; t++)
            seen = seen || (ui->targets[t].item
                            && quantity_equal(quantity_unpack(ui->targets[t].action.argument),
                                              delta));
        assert_int_equal(seen, !levels[i - 1].inputs_only);
        press(&stage, "Right");
        assert_false(card_of(&stage)->open);
        press(&stage, "Right");
        card = card_of(&stage);
        assert_true(card->open);
        assert_int_equal(card->question->kind, QUESTION_RULE);
        press(&stage, "Right");
        assert_false(card_of(&stage)->open);
    }
    stage_teardown(&stage);
}

static void check_card(struct stage *stage, const char *lesson, size_t *texts)
{
    static const struct { float width, height; } sizes[] = {{1280, 720}, {1920, 1080}, {1024, 768}};
    struct app *app = &stage->app;

    static size_t turn; /* by default each size has its turn */
    size_t now = turn++;

    for (size_t i = now % (size_t)thorough_stride(3); i < sizeof sizes / sizeof sizes[0];
         i += (size_t)thorough_stride(3)) {
        for (int size = 2 * ((int)now % thorough_stride(2)); size <= 2; size += 2 * thorough_stride(2)) {
            struct layout_report report = {0};
            float width = sizes[i].width, height = sizes[i].height;

            app->shown.settings.text_size = size;
            app->shown.settings.theme = size == 0 ? THEME_LIGHT : THEME_DARK;
            stage_frame(stage, width, height);
            layout_check(&stage->canvas, (int)ceilf(0.02f * height), &report);
            *texts += report.texts;
            if (report.problems > 0) {
                char title[160];
                struct text text;

                text_init(&text, title, sizeof title);
                rich_to_text(card_of(stage)->question->title, (struct number_style){.decimals = 4},
                             &text);
                fail_msg("%s %.0fx%.0f text %d, '%s' (%s): %s", lesson, (double)width,
                         (double)height, size, title, card_of(stage)->open ? "open" : "shown",
                         report.first);
            }
        }
    }
    app->shown.settings.text_size = 0;
}

/* Every question of the first iterations of these lessons, before and after it is answered. */
static void every_card_is_legible(void **state)
{
    static const char *const lessons[] = {"mazur", "xor", "neuron", "softmax", "moons",
                                          "iris", "memory", "echo", "vanishing"};
    size_t kinds[QUESTION_KIND_COUNT] = {0}, all = 0, texts = 0;

    (void)state;
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        struct stage stage;
        struct place place;

        begin(&stage, lessons[i], true);
        for (int step = 0; step < 900; step++) {
            const struct question_card *card = card_of(&stage);

            stepper_place(&stage.app.run.stepper, &place);
            if (place.iteration > 5)
                break;
            if (card != NULL) {
                check_card(&stage, lessons[i], &texts);
                kinds[card->question->kind]++;
            }
            press(&stage, card == NULL || !card->open         ? "Right"
                          : card->question->typed             ? "1 Enter"
                          : card->question->ordered
                              ? key_of_place(card->question, card->question->placed + 1)
                          : step % 2 == 0                     ? "1" : "2");
        }
        stage_teardown(&stage);
    }
    for (int k = 1; k < QUESTION_KIND_COUNT; k++)
        all += kinds[k] > 0;
    assert_true(all >= 12);
    assert_true(texts > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_question_unless_they_are_on),
        cmocka_unit_test(the_times_are_asked_about),
        cmocka_unit_test(the_step_is_the_answer),
        cmocka_unit_test(a_wrong_answer_has_its_reply),
        cmocka_unit_test(what_was_seen_is_answered_in_place),
        cmocka_unit_test(asking_changes_no_bit),
        cmocka_unit_test(nothing_is_in_the_way),
        cmocka_unit_test(a_click_answers),
        cmocka_unit_test(the_names_of_the_phases_are_hidden),
        cmocka_unit_test(each_word_is_put_in_its_place),
        cmocka_unit_test(a_number_is_typed),
        cmocka_unit_test(what_is_typed_wrong_has_its_reply),
        cmocka_unit_test(a_typed_question_is_not_in_the_way),
        cmocka_unit_test(a_gradient_fades),
        cmocka_unit_test(every_card_is_legible),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
