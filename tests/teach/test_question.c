#include "proof.h"
#include "question_names.h"

#include "explain/rich.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How often things were looked at, over all runs. */
struct tally {
    size_t kinds[QUESTION_KIND_COUNT];
    size_t places[QUESTION_ANSWERS_MAX]; /* of the right answer, of questions with at least 3 */
    size_t longest, of;                  /* the right one is the longest, of so many with 3 */
    size_t steps, asked;                 /* of neurons: so many have a question, before or behind */
};

static const char *text_of(struct rich rich, char out[256])
{
    return proof_text(rich, out, 256);
}

static void check_answers(const struct question *question, struct tally *tally)
{
    char a[256], b[256];
    bool longest = true;

    assert_in_range(question->count, 2,
                    question->typed ? QUESTION_TYPED_MAX : QUESTION_ANSWERS_MAX);
    assert_in_range(question->right, 0, question->count - 1);
    for (size_t i = 0; i < question->count; i++) {
        size_t length = strlen(text_of(question->answers[i].text, a));

        assert_in_range(length, 1, 120);
        text_of(question->answers[i].reply, b);
        if (i == question->right)
            assert_string_equal(b, "");
        else
            assert_in_range(strlen(b), 20, 200);
        for (size_t j = 0; j < i; j++) {
            if (!question->typed) /* there more digits count */
                assert_string_not_equal(a, text_of(question->answers[j].text, b));
            text_of(question->answers[i].reply, a);
            assert_string_not_equal(a, text_of(question->answers[j].reply, b));
            text_of(question->answers[i].text, a);
        }
        if (i != question->right)
            longest = longest
                   && length < strlen(text_of(question->answers[question->right].text, b));
    }
    if (question->count > 2 && !question->typed) {
        tally->places[question->right]++;
        tally->longest += longest;
        tally->of++;
    }
}

/* Whether the text has the number, which begins with a space, as a word of its own. */
static bool says(const char *text, const char *number)
{
    for (const char *at = text; (at = strstr(at, number)) != NULL; at++)
        if (strchr("0123456789.", at[strlen(number)]) == NULL || at[strlen(number)] == '\0')
            return true;
    return false;
}

/* Nothing on the card, and nothing on the screen, says what is asked for. */
static void check_secret(const struct question_moment *moment, const struct question *question)
{
    char right[256], text[256];

    assert_in_range(strlen(text_of(question->title, text)), 10, 140);
    assert_in_range(strlen(text_of(question->why, text)), 5, 220);
    if (question->kind == QUESTION_VALUE || question->kind == QUESTION_NUMBER) {
        /* As a word of its own: an index may be the same figure. */
        right[0] = ' ';
        proof_text(question->answers[question->right].text, right + 1, sizeof right - 1);
        assert_null(strstr(text_of(question->title, text), right));
        for (size_t i = 0; i < question->hint_count; i++)
            assert_false(says(text_of(question->hints[i], text), right));
        assert_int_equal(reveal_known(moment->snapshot, moment->shown, moment->next, question->of),
                         KNOWN_FRESH);
    }
    if (moment->level > (question->typed ? LEVEL_RULE : LEVEL_ALL))
        assert_int_equal(question->hint_count, 0);
    assert_int_equal(question->inputs_only, question->typed && moment->level == LEVEL_INPUTS);
}

/* How many. */
static size_t ask_all(struct walk *walk, struct question_moment *moment, bool ahead,
                      struct tally *tally)
{
    struct arena arena = {0};
    struct question question;
    size_t asked = 0;

    for (int k = 1; k < QUESTION_KIND_COUNT; k++) {
        enum question_kind kind = (enum question_kind)k;

        if (question_looks_ahead(kind) != ahead
            || !question_make(&arena, moment, kind, (struct quantity){0}, &question))
            continue;
        assert_int_equal(question.kind, kind);
        check_answers(&question, tally);
        check_secret(moment, &question);
        proof_of(walk, moment, &question);
        for (moment->placed = 1; question.ordered && moment->placed < question.count - 1;
             moment->placed++) {
            assert_true(question_make(&arena, moment, kind, (struct quantity){0}, &question));
            check_answers(&question, tally);
            proof_of(walk, moment, &question);
        }
        moment->placed = 0;
        asked++;
        tally->kinds[kind]++;
        if (kind == QUESTION_NUMBER)
            walk->typed[question.of.kind]++;
        if (kind == QUESTION_VALUE)
            walk->values[question.of.kind]++;
        arena_reset(&arena);
    }
    arena_finish(&arena);
    return asked;
}

static void note_phase(struct walk *walk)
{
    static const char *const names[] = {
        [UNIT_FORWARD] = "forward pass", [UNIT_LOSS] = "loss",
        [UNIT_BACKWARD] = "backward pass", [UNIT_UPDATE] = "weight update", [UNIT_STOP] = ""};
    const struct place *place = &walk->run.snapshot.place;
    const char *name = names[place->unit.kind];

    if (place->index == 1)
        walk->phases[0] = '\0';
    if (strstr(walk->phases, name) == NULL)
        snprintf(walk->phases + strlen(walk->phases), sizeof walk->phases - strlen(walk->phases),
                 "%s%s", walk->phases[0] == '\0' ? "" : " → ", name);
}

/* Whether at that time there is nothing to do: no target, or the sequence is over. */
static bool is_idle(const struct run *run)
{
    const struct net *net = &run->scenario.net;
    const struct unit unit = run->snapshot.place.unit;

    if (unit.time == 0)
        return false;
    return unit.kind == UNIT_LOSS ? !net_has_target(net, run->stepper.block, unit.time)
                                  : !net_runs(net, run->stepper.block, unit.layer, unit.time);
}

/* Asks everything at every step of that granularity. */
static void walk_run(struct walk *walk, enum granularity granularity, uint64_t units,
                     struct tally *tally)
{
    struct run *run = &walk->run;
    struct question_moment moment = {.snapshot = &run->snapshot, .granularity = granularity};
    const struct net *net = &run->scenario.net;
    size_t size = stepper_snapshot_size(&run->stepper);
    uint64_t asked = 0;
    size_t questions;

    walk->start = malloc(size);
    walk->now = malloc(size);
    assert_true(walk->start != NULL && walk->now != NULL);
    while (run->snapshot.place.step < units) {
        if (run->snapshot.place.index == run->snapshot.place.count || run->snapshot.place.index == 0)
            stepper_save(&run->stepper, walk->start);
        if (!run_step(run) || run->snapshot.place.unit.kind == UNIT_STOP)
            break;
        note_phase(walk);
        for (size_t s = 1; s <= reveal_steps(net, run->unit, granularity); s++) {
            moment.next = (struct cursor){run->snapshot.place.step,
                                          reveal_boundary(net, run->unit, granularity, s)};
            moment.level = (unsigned)(asked++ % QUESTION_LEVELS);
            questions = ask_all(walk, &moment, true, tally);
            moment.shown = moment.next;
            questions += ask_all(walk, &moment, false, tally);
            if (granularity == GRANULARITY_NEURON && !is_idle(run)) {
                tally->steps++;
                tally->asked += questions > 0;
            }
        }
    }
    assert_true(asked > 0);
    free(walk->start);
    free(walk->now);
    run_close(run);
}

static void expect_variety(const struct tally *tally, size_t least)
{
    size_t kinds = 0;

    for (int k = 1; k < QUESTION_KIND_COUNT; k++) {
        kinds += tally->kinds[k] > 0;
        print_message("%s %zu\n", question_kind_name((enum question_kind)k), tally->kinds[k]);
    }
    print_message("places %zu %zu %zu %zu, longest %zu of %zu\n", tally->places[0],
                  tally->places[1], tally->places[2], tally->places[3], tally->longest, tally->of);
    assert_true(kinds >= least);
    assert_true(tally->of > 20);
    for (int i = 0; i < 3; i++)
        assert_true(tally->places[i] > tally->of / 10 && tally->places[i] < tally->of / 2);
    assert_true(tally->longest < tally->of / 2);
}

static void every_question_of_every_lesson_is_true(void **state)
{
    static const char *const more[] = {"mazur-mistake", "sine", "moons", "iris", NULL};
    struct tally tally = {{0}, {0}, 0, 0, 0, 0};
    struct walk walk = {0};

    (void)state;
    for (int g = 0; g < GRANULARITY_COUNT; g++) {
        for (size_t i = 0; run_built_in[i] != NULL; i++) {
            run_open(&walk.run, run_built_in[i]);
            walk_run(&walk, (enum granularity)g, 60, &tally);
        }
        for (size_t i = 0; more[i] != NULL; i++) {
            run_open(&walk.run, more[i]);
            walk_run(&walk, (enum granularity)g, 30, &tally);
        }
    }
    expect_variety(&tally, 15);
    assert_true(tally.asked > tally.steps * 3 / 4);
    assert_true(walk.typed[QUANTITY_Z] > 100 && walk.typed[QUANTITY_A] > 100);
    assert_true(walk.typed[QUANTITY_DZ] > 30 && walk.typed[QUANTITY_GRADIENT] > 100);
    assert_true(walk.typed[QUANTITY_STEP] > 100 && walk.typed[QUANTITY_NEW] > 30);
}

/* Of the recurrent lessons too: a sum and an activation at a time, the two parts of what comes
 * back, the gradient as a sum over the times; and the mistakes that there are in them. */
static void every_question_of_recurrent_lessons_is_true(void **state)
{
    static const char *const lessons[] = {"memory", "echo", "parity", "hello", "vanishing",
                                          "exploding"};
    static const enum quantity_kind asked[] = {
        QUANTITY_Z, QUANTITY_A, QUANTITY_DA, QUANTITY_DZ, QUANTITY_SHARE, QUANTITY_GRADIENT};
    struct tally tally = {{0}, {0}, 0, 0, 0, 0};
    struct walk walk = {0};

    (void)state;
    for (int g = 0; g < GRANULARITY_COUNT; g++)
        for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
            run_open(&walk.run, lessons[i]);
            walk_run(&walk, (enum granularity)g, i == 0 ? 60 : 30, &tally);
        }
    expect_variety(&tally, 17);
    assert_true(tally.kinds[QUESTION_LARGEST_GRADIENT] > 10);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
        assert_true(walk.values[asked[i]] > 5 && walk.typed[asked[i]] > 5);
    assert_true(walk.values[QUANTITY_LOSS] > 0 && walk.typed[QUANTITY_LOSS] > 0);
    assert_true(tally.asked > tally.steps * 3 / 4);
}

static void every_question_of_any_network_is_true(void **state)
{
    struct tally tally = {{0}, {0}, 0, 0, 0, 0};
    struct walk walk = {0};

    (void)state;
    for (size_t i = 0; i < run_spec_count; i++) {
        run_compose(&walk.run, &run_specs[i]);
        walk_run(&walk, GRANULARITY_NEURON, 60, &tally);
    }
    for (size_t i = 0; run_optimizers[i] != NULL; i++) {
        run_optimizer(&walk.run, run_optimizers[i], i % 2 == 1);
        walk_run(&walk, GRANULARITY_NEURON, 60, &tally);
    }
    expect_variety(&tally, 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_question_of_every_lesson_is_true),
        cmocka_unit_test(every_question_of_recurrent_lessons_is_true),
        cmocka_unit_test(every_question_of_any_network_is_true),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
