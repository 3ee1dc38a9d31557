/* Scripts: what is read, where the stations stand, and the sentence of every mistake. */
#include "lesson_test.h"
#include "networks.h"

#include "base/text.h"
#include "lesson/catalogue.h"
#include "lesson/script/picture.h"
#include "quantity/parameters.h"

static const char good[] =
    "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": ["
    "{\"units\": [\"h1\", \"h2\"], \"activation\": \"tanh\", \"weights\": [[1, 2], [3, 4]], "
    "\"weight_names\": [[\"w1\", \"w2\"], [\"w3\", \"w4\"]]}, "
    "{\"units\": 1, \"activation\": \"sigmoid\"}]}, \"loss\": \"binary_cross_entropy\", "
    "\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.5}, "
    "\"data\": {\"samples\": [{\"x\": [1, 2], \"t\": [0]}, {\"x\": [3, 4], \"t\": [1]}], "
    "\"batch\": 2}, \"stop\": {\"iterations\": 10}, \"script\": ["
    "{\"at\": {\"start\": true}, \"say\": \"Begin.\"}, "
    "{\"at\": {\"iteration\": 1, \"phase\": \"forward\", \"after\": \"a h1\"}, "
    "\"say\": \"**Now** {a h1} is {a h1=}.\", \"look\": [\"w w1\", \"a h1\"], \"view\": \"table\", "
    "\"granularity\": \"layer\", \"ask\": {\"kind\": \"gradient_sign\", \"of\": \"w2\"}}, "
    "{\"at\": {\"phase\": \"backward\", \"sample\": 1, \"before\": \"dw w3\"}}, "
    "{\"at\": {\"after\": \"new w1\"}}, "
    "{\"at\": {\"iteration\": 2, \"phase\": \"update\"}}, "
    "{\"run_to\": {\"iteration\": 9, \"seconds\": 8}, \"ask\": {\"text\": \"Why?\", \"answers\": ["
    "{\"text\": \"So\", \"right\": true, \"why\": \"It is.\"}, {\"text\": \"No\"}]}}, "
    "{\"at\": {\"iteration\": 10, \"phase\": \"stop\"}}], \"next\": \"xor\"}";

static void read_good(struct scenario *scenario, const char *text)
{
    struct error err = {0};

    if (!scenario_parse(scenario, text, strlen(text), "t.json", &err))
        fail_msg("%s", err.text);
}

static void what_a_script_says_is_kept(void **state)
{
    struct scenario scenario;
    const struct script_station *station;

    (void)state;
    read_good(&scenario, good);
    assert_string_equal(scenario.script.wrong.text, "");
    assert_int_equal(scenario.script.count, 7);
    assert_string_equal(scenario.script.next, "xor");
    station = &scenario.script.stations[1];
    assert_string_equal(station->say, "**Now** {a h1} is {a h1=}.");
    assert_int_equal(station->look_count, 2);
    assert_int_equal(station->look[0].of, QUANTITY_OF_WEIGHT);
    assert_int_equal(station->picture, PICTURE_TABLE);
    assert_int_equal(station->granularity, GRANULARITY_LAYER);
    assert_int_equal(station->ask.kind, SCRIPT_ASK_GRADIENT_SIGN);
    assert_int_equal(station->ask.quantity.kind, QUANTITY_VALUE);
    assert_int_equal(station->ask.quantity.from, 1);
    station = &scenario.script.stations[5];
    assert_true(station->runs);
    assert_true(station->seconds == 8);
    assert_int_equal(station->ask.kind, SCRIPT_ASK_TEXT);
    assert_int_equal(station->ask.answer_count, 2);
    assert_true(station->ask.answers[0].right);
    assert_string_equal(station->ask.answers[0].why, "It is.");
    scenario_finish(&scenario);
}

static void a_station_stands_where_its_quantity_appears(void **state)
{
    static const struct { uint64_t step; enum moment_kind last; size_t to; } expected[] = {
        {0, MOMENT_STOP, 0}, {1, MOMENT_ACTIVATION, 0}, {10, MOMENT_DZ, 1}, {12, MOMENT_MOVE, 0},
        {24, MOMENT_MOVE, 0}, {108, MOMENT_MOVE, 0}, {121, MOMENT_STOP, 0}};
    struct scenario scenario;
    struct stepper stepper;
    struct error err = {0};

    (void)state;
    read_good(&scenario, good);
    assert_true(stepper_init(&stepper, &scenario.net, &scenario.data, &scenario.training,
                             scenario.params, &err));
    assert_true(stepper_run(&stepper, 121));
    for (size_t i = 0; i < scenario.script.count; i++) {
        struct cursor cursor;
        struct moment moment;

        assert_true(script_cursor(&scenario, i, &stepper, &cursor));
        assert_int_equal(cursor.step, expected[i].step);
        if (cursor.step == 0)
            continue;
        moment = reveal_moment(&scenario.net, reveal_unit_of(&stepper, cursor.step), cursor.moment);
        assert_int_equal(moment.kind, expected[i].last);
        assert_int_equal(moment.to, expected[i].to);
    }
    assert_true(script_check(&scenario, &err));
    stepper_finish(&stepper);
    scenario_finish(&scenario);
}

static void a_sentence_is_spans(void **state)
{
    static const struct { enum script_span_kind kind; bool bold; const char *text; } expected[] = {
        {SCRIPT_SPAN_TEXT, true, "Now"}, {SCRIPT_SPAN_TEXT, false, " "},
        {SCRIPT_SPAN_SYMBOL, false, "a h1"}, {SCRIPT_SPAN_TEXT, false, " is "},
        {SCRIPT_SPAN_VALUE, false, "a h1"}, {SCRIPT_SPAN_TEXT, false, "."}};
    const char *at = "**Now** {a h1} is {a h1=}.";
    bool bold = false;

    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        struct script_span span = script_next_span(&at, &bold);

        assert_int_equal(span.kind, expected[i].kind);
        assert_int_equal(span.bold, expected[i].bold);
        assert_int_equal(span.length, strlen(expected[i].text));
        assert_memory_equal(span.text, expected[i].text, span.length);
    }
    assert_int_equal(script_next_span(&at, &bold).kind, SCRIPT_SPAN_END);
}

static void every_mistake_has_its_place_and_the_lesson_opens(void **state)
{
    static const struct { const char *find, *replace, *sentence; } mistakes[] = {
        {"\"after\": \"a h1\"", "\"after\": \"a h9\"",
         "script[1].at.after: there is no neuron \"h9\", expected h1, h2, o1"},
        {"\"after\": \"a h1\"", "\"after\": \"y h1\"",
         "script[1].at.after: \"y h1\" names no quantity; expected a key and a name, such as \"a "
         "h1\" or \"dw w5\"; keys are x z a t loss da dz w r b dw dr db gw gr gb step new rate"},
        {"\"after\": \"a h1\"", "\"after\": \"w w1\"",
         "script[1].at: what is given appears in no step; expected something that is computed, such "
         "as \"a h1\""},
        {"\"after\": \"a h1\"", "\"after\": \"dw w1\"",
         "script[1].at: this appears in phase \"backward\", not in \"forward\""},
        {"\"after\": \"a h1\"", "\"after\": \"a h1\", \"before\": \"a h2\"",
         "script[1].at.before: found \"after\" and \"before\"; expected one of the two"},
        {"\"look\": [\"w w1\"", "\"look\": [\"w w7\"",
         "script[1].look[0]: there is no weight \"w7\", expected w1, w2, w3, w4, w11, w12"},
        {"{a h1}", "{a h3}", "script[1].say: there is no neuron \"h3\", expected h1, h2, o1"},
        {"{a h1}", "{a h1", "script[1].say: a brace is opened and not closed; expected {quantity} "
                            "or {quantity=}"},
        {"**Now**", "**Now", "script[1].say: ** turns bold on and nothing turns it off; expected "
                             "**bold**"},
        {"\"view\": \"table\"", "\"view\": \"tables\"",
         "script[1].view: found the text \"tables\", expected network, folded, gradient, table, "
         "matrices, map, landscape or graph; did you mean \"table\"?"},
        {"\"gradient_sign\"", "\"sign\"",
         "script[1].ask.kind: found the text \"sign\", expected gradient_sign, direction, "
         "largest_step, largest_gradient, moved_yet, phase_name, who_moves, loss_next, why_small, "
         "factor, paths, value, order, same_gradient, number, rule, times, same_weight or why"},
        {"\"gradient_sign\", \"of\": \"w2\"", "\"times\"",
         "script[1].ask.kind: this network has no times for \"times\"; choose another kind"},
        {"\"gradient_sign\"", "\"same_weight\"",
         "script[1].ask.kind: this network has no times for \"same_weight\"; choose another kind"},
        {"\"Why?\"", "\" \"",
         "script[5].ask.text: found the text \" \", expected what is asked"},
        {"\"No\"", "\"\"",
         "script[5].ask.answers[1].text: found the text \"\", expected what the answer says"},
        {"\"of\": \"w2\"", "\"of\": \"w9\"",
         "script[1].ask.of: \"w9\" names no quantity; expected a key and a name, such as \"a h1\" "
         "or \"dw w5\"; keys are x z a t loss da dz w r b dw dr db gw gr gb step new rate"},
        {"\"right\": true", "\"right\": false",
         "script[5].ask.answers: 0 of the answers are right; expected one with \"right\": true"},
        {", {\"text\": \"No\"}]", "]",
         "script[5].ask.answers: found a list of 1, expected two to four answers"},
        {"\"iteration\": 9", "\"iteration\": 11",
         "script[5].run_to.iteration: found 11, expected a whole number from 1 to 10, the iteration "
         "at which the run stops"},
        {"\"seconds\": 8", "\"seconds\": -1",
         "script[5].run_to.seconds: found -1, expected seconds, from 0 to 600"},
        {"\"iteration\": 2", "\"iteration\": 1, \"after\": \"z h1\"",
         "script[4].at: this appears in phase \"forward\", not in \"update\""},
        {"\"iteration\": 2, \"phase\": \"update\"", "\"iteration\": 1, \"phase\": \"forward\"",
         "script[4].at: this station comes before the one above it in the run, so that it is never "
         "reached; put them in the order of the run"},
        {"\"sample\": 1", "\"sample\": 2",
         "script[2].at.sample: found 2, expected a whole number from 0 to 1, the last sample"},
        {"\"at\": {\"start\": true}, ", "", "script[0]: found neither \"at\" nor \"run_to\"; "
                                            "expected where the station stands"},
        {"\"granularity\": \"layer\"", "\"granularit\": \"layer\"",
         "script[1]: unknown key \"granularit\"; did you mean \"granularity\"?"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        char *bad = with(good, mistakes[i].find, mistakes[i].replace), sentence[ERROR_TEXT_SIZE];
        struct scenario scenario;
        struct error err = {0};

        snprintf(sentence, sizeof sentence, "t.json: %s", mistakes[i].sentence);
        read_good(&scenario, bad);
        assert_string_equal(scenario.script.wrong.text, sentence);
        assert_int_equal(scenario.script.count, 0);
        assert_false(script_check(&scenario, &err));
        assert_string_equal(err.text, sentence);
        scenario_finish(&scenario);
        free(bad);
    }
}

/* A station's view is any of the pictures that its lesson has, by its name; one that it has not is
 * an error at its place. */
static void a_station_s_view_is_one_of_its_lesson_s(void **state)
{
    static const bool without[PICTURE_COUNT] = {
        [PICTURE_FOLDED] = true, [PICTURE_GRADIENT] = true};

    (void)state;
    for (int picture = 0; picture < PICTURE_COUNT; picture++) {
        char view[64], *script;
        struct scenario scenario;

        snprintf(view, sizeof view, "\"view\": \"%s\"", picture_names[picture]);
        script = with(good, "\"view\": \"table\"", view);
        read_good(&scenario, script);
        if (without[picture]) {
            snprintf(view, sizeof view, "script[1].view: this lesson has no %s; remove it",
                     picture_names[picture]);
            assert_non_null(strstr(scenario.script.wrong.text, view));
            assert_int_equal(scenario.script.count, 0);
            scenario_finish(&scenario);
            free(script);
            continue;
        }
        assert_string_equal(scenario.script.wrong.text, "");
        assert_int_equal(scenario.script.stations[0].picture, -1);
        assert_int_equal(scenario.script.stations[1].picture, picture);
        scenario_finish(&scenario);
        free(script);
    }
}

static void check_proves_that_stations_are_reached(void **state)
{
    static const struct { const char *find, *replace, *sentence; } mistakes[] = {
        {"\"iterations\": 10", "\"iterations\": 10, \"loss_below\": 1000",
         "t.json: script[4]: the run never reaches this station: it stops in iteration 1"},
        {"\"stop\": {\"iterations\": 10}, ", "",
         "t.json: script[6]: the run does not stop in iteration 10"},
        {"{a h1=}", "{dw w1=}",
         "t.json: script[1].say: the value of \"dw w1\" is not computed yet at this station"},
        {"\"next\": \"xor\"", "\"next\": \"xnor\"",
         "t.json: next: there is no built-in lesson and no file 'xnor'"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        char *bad = with(good, mistakes[i].find, mistakes[i].replace);
        struct scenario scenario;
        struct error err = {0};

        read_good(&scenario, bad);
        assert_string_equal(scenario.script.wrong.text, "");
        assert_false(script_check(&scenario, &err));
        assert_string_equal(err.text, mistakes[i].sentence);
        scenario_finish(&scenario);
        free(bad);
    }
}

/* Words and back, of everything that has a word. Returns how many. */
static size_t expect_words(const struct scenario *scenario, struct quantity quantity)
{
    const struct optimizer *optimizer = &scenario->training.optimizer;
    char buffer[200];
    struct text words;
    struct quantity back;
    struct error err = {0};

    text_init(&words, buffer, sizeof buffer);
    quantity_words(&scenario->net, optimizer, quantity, &words);
    if (!quantity_named(&scenario->net, optimizer, buffer, &back, &err))
        fail_msg("%s: '%s': %s", scenario->title, buffer, err.text);
    if (!quantity_equal(back, quantity))
        fail_msg("%s: '%s' is another quantity", scenario->title, buffer);
    return 1;
}

static size_t expect_units(const struct scenario *scenario)
{
    static const enum quantity_kind kinds[] = {QUANTITY_Z, QUANTITY_A, QUANTITY_DA, QUANTITY_DZ};
    const struct net *net = &scenario->net;
    size_t count = 0;

    for (size_t l = 1; l <= net->layer_count; l++)
        for (size_t unit = 0; unit < net->layers[l].out && unit < 3; unit++)
            for (size_t k = 0; k < 4; k++)
                count += expect_words(scenario, quantity_at(kinds[k], l, unit, 0));
    count += expect_words(scenario, quantity_at(QUANTITY_X, 0, net->layers[0].out - 1, 0));
    count += expect_words(scenario, quantity_at(QUANTITY_T, net->layer_count, 0, 0));
    count += expect_words(scenario, quantity_at(QUANTITY_LOSS, net->layer_count, 0, 0));
    return count + expect_words(scenario, quantity_at(QUANTITY_LOSS_PART, net->layer_count, 0, 0));
}

static void every_lesson_s_quantities_have_words_of_their_own(void **state)
{
    static const enum quantity_kind kinds[] = {QUANTITY_VALUE, QUANTITY_GRADIENT,
                                               QUANTITY_BATCH_GRADIENT, QUANTITY_STEP, QUANTITY_NEW};
    size_t count, tried = 0;
    const struct catalogue_entry *entries = catalogue_networks(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        char path[FILE_PATH_SIZE];
        struct scenario scenario;
        struct error err = {0};
        size_t parameters;

        assert_true(catalogue_resolve(entries[i].name, path, &err));
        assert_true(scenario_read(&scenario, path, &err));
        parameters = parameters_count(&scenario.net);
        for (size_t p = 0; p < parameters; p += 1 + parameters / 40)
            for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
                tried += expect_words(&scenario,
                                      quantity_as(parameters_at(&scenario.net, p), kinds[k]));
        tried += expect_units(&scenario);
        scenario_finish(&scenario);
    }
    assert_true(tried > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_script_says_is_kept),
        cmocka_unit_test(a_station_stands_where_its_quantity_appears),
        cmocka_unit_test(a_sentence_is_spans),
        cmocka_unit_test(every_mistake_has_its_place_and_the_lesson_opens),
        cmocka_unit_test(a_station_s_view_is_one_of_its_lesson_s),
        cmocka_unit_test(check_proves_that_stations_are_reached),
        cmocka_unit_test(every_lesson_s_quantities_have_words_of_their_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
