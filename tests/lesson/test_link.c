/* A link leads to the moment, the changes and the look that it was made of; a bad one says why not. */
#include "lesson_test.h"

#include "graph/graph_moment.h"
#include "lesson/catalogue.h"
#include "lesson/link/link.h"
#include "lesson/link/link_pack.h"
#include "quantity/reveal.h"

static void open_link(struct scenario *scenario, const char *link)
{
    struct error err = {0};

    assert_true(link_is(link));
    if (!scenario_read(scenario, link, &err))
        fail_msg("%s: %s", link, err.text);
}

/* The link to that moment of the scenario, with the scenario's own changes. */
static void write_link(const struct scenario *scenario, const char *name, struct cursor cursor,
                       char out[LINK_SIZE])
{
    struct session session = scenario->session;
    struct error err = {0};

    session.step = cursor.step;
    session.moment = (long)cursor.moment;
    session.granularity = GRANULARITY_TERM;
    if (!link_write(scenario, name, &session, &scenario->look, out, &err))
        fail_msg("%s", err.text);
}

static void assert_edits(const struct edit_log *a, const struct edit_log *b)
{
    assert_int_equal(a->count, b->count);
    assert_true(edit_log_difference(a, b) == UINT64_MAX);
}

/* Every moment of the first iterations; *named counts those that the link says in words. */
static void each_moment(const char *link, const char *name, uint64_t steps, size_t *named,
                        size_t *all)
{
    struct scenario scenario, back;
    struct stepper stepper;
    char out[LINK_SIZE];

    open_link(&scenario, link);
    assert_true(stepper_init(&stepper, &scenario.net, &scenario.data, &scenario.training,
                             scenario.params, NULL));
    for (size_t i = 0; i < scenario.session.edits.count; i++)
        edit_log_put(&stepper.edits, &scenario.session.edits.edits[i]);
    for (uint64_t step = 1; step <= steps; step++) {
        size_t moments = reveal_count(&scenario.net, reveal_unit_of(&stepper, step));

        for (size_t moment = 1; moment <= moments; moment += 1 + moments / 20) {
            write_link(&scenario, name, (struct cursor){step, moment}, out);
            open_link(&back, out);
            assert_true(back.session.present);
            assert_int_equal(back.session.step, step);
            assert_int_equal(back.session.moment, moment);
            assert_int_equal(back.session.granularity, GRANULARITY_TERM);
            assert_edits(&back.session.edits, &scenario.session.edits);
            assert_memory_equal(&back.look, &scenario.look, sizeof back.look);
            *named += strstr(out, "step") == NULL;
            ++*all;
            scenario_finish(&back);
        }
    }
    stepper_finish(&stepper);
    scenario_finish(&scenario);
}

static void test_moments(void **state)
{
    size_t named = 0, all = 0;

    (void)state;
    each_moment("#mazur?at=start", "mazur", 14, &named, &all);
    each_moment("https://a.example/b/?embed#mazur?theme=dark&text=-1&change=w+w5=0.9&"
                "change=x+i1=-1e-30@0.0&change=rate=2@7&change=optimizer=adam@7&change=t+o2=0.1@8",
                "mazur", 14, &named, &all);
    assert_true(named > all / 2); /* a product on the way to a sum has no name */
    each_moment("#xor?at=1", "xor", 30, &named, &all);
    each_moment("#moons?at=2,backward&text=2", "moons", 40, &named, &all);
    assert_true(named > all / 3);
}

/* Of a recurrent network the words name the time, and recurrent weights are changed by theirs. */
static void test_recurrent_moments(void **state)
{
    size_t named = 0, all = 0;

    (void)state;
    each_moment("#memory?at=start", "memory", 36, &named, &all);
    each_moment("#memory?at=start&change=r=0.25&change=x+x=3@0.0.2", "memory", 36, &named, &all);
    assert_true(all > 60 && named > 2 * all / 3);
    each_moment("#hello?at=start", "hello", 30, &named, &all);
}

/* Of a graph the words are those of a script, and every moment has some: shares, too, of a value that
 * one operation uses twice among them. */
static void test_graph_moments(void **state)
{
    static const char *const graphs[] = {"one-neuron-graph", "fork", "micrograd", "patterns"};
    struct scenario scenario, back;
    char out[LINK_SIZE], name[64];
    size_t all = 0, shares = 0;

    (void)state;
    for (size_t i = 0; i < sizeof graphs / sizeof graphs[0]; i++) {
        snprintf(name, sizeof name, "#%s", graphs[i]);
        open_link(&scenario, name);
        for (uint64_t step = 0; step <= 80; step++) {
            const struct graph_run plan = {.graph = &scenario.graph.graph,
                                           .start.trained = scenario.graph.trained};
            struct place place;

            program_locate(&scenario.graph.graph.program, step, 0, &place);
            for (size_t moment = step > 0; moment <= graph_moment_count(&plan, &place); moment++) {
                write_link(&scenario, graphs[i], (struct cursor){step, moment}, out);
                open_link(&back, out);
                assert_int_equal(back.session.step, step);
                assert_int_equal(back.session.moment, moment);
                assert_null(strstr(out, "at=step"));
                shares += strstr(out, "after+share") != NULL;
                all++;
                scenario_finish(&back);
            }
        }
        scenario_finish(&scenario);
    }
    open_link(&scenario, "#one-neuron-graph?at=1,backward,after+gradient+z");
    assert_int_equal(scenario.session.step, 12);
    scenario_finish(&scenario);
    assert_false(link_open(&scenario, "#fork?at=1,backward,after+share+x+nothing", &(struct error){0}));
    assert_true(all > 300 && shares > 30);
}

/* What it says of mazur, word for word. */
static void test_words(void **state)
{
    struct scenario scenario;
    char out[LINK_SIZE];
    static const char *const links[] = {
        "#mazur?at=start&granularity=term",
        "#mazur?at=1,backward,after+dw+w5&granularity=term",
        "#mazur?at=2,update&granularity=term&change=w+w5=0.9",
    };

    (void)state;
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        open_link(&scenario, links[i]);
        write_link(&scenario, "mazur",
                   (struct cursor){scenario.session.step, (size_t)scenario.session.moment}, out);
        assert_string_equal(out, links[i]);
        scenario_finish(&scenario);
    }
    open_link(&scenario, "#mazur?theme=dark&text=2");
    assert_false(scenario.session.present);
    assert_string_equal(scenario.look.theme, "dark");
    assert_true(scenario.look.sized && scenario.look.text_size == 2);
    scenario_finish(&scenario);
    open_link(&scenario, "#mazur?at=1,before+dw+w5");
    assert_int_equal(scenario.session.step, 4);
    assert_true(scenario.session.of != NULL);
    scenario_finish(&scenario);
}

/* A scenario of one's own travels whole; so does a change that has no words. */
static void test_whole(void **state)
{
    static const char text[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": [\"a&b=c@#\"], \"layers\": [{\"units\": "
        "[\"\xc3\xa4 \xe2\x82\xac\"], \"activation\": \"tanh\", \"weights\": [[0.1]]}]}, \"loss\": "
        "\"half_squared_error\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.5}, "
        "\"data\": {\"samples\": [{\"x\": [1], \"t\": [0.5]}]}}";
    static const char graph[] =
        "{\"backstep\": 1, \"graph\": {\"values\": {\"x\": -2}, \"steps\": [\"f = x * x\"]}}";
    struct scenario scenario, back;
    struct error err = {0};
    char out[LINK_SIZE];

    (void)state;
    assert_true(scenario_parse(&scenario, text, strlen(text), "own.json", &err));
    write_link(&scenario, NULL, (struct cursor){3, 1}, out);
    open_link(&back, out);
    assert_string_equal(back.net.layers[0].units[0], "a&b=c@#");
    assert_int_equal(back.session.step, 3);
    scenario_finish(&back);
    /* Of a file it is taken as it is there. */
    write_link(&scenario, "mine%", (struct cursor){1, 2}, out);
    assert_non_null(strstr(out, "at=1,forward,after+z"));
    scenario_finish(&scenario);

    assert_true(scenario_parse(&scenario, graph, strlen(graph), "graph.json", &err));
    write_link(&scenario, NULL, (struct cursor){1, 1}, out);
    open_link(&back, out);
    assert_true(scenario_is_graph(&back));
    assert_int_equal(back.session.step, 1);
    scenario_finish(&back);
    scenario_finish(&scenario);
}

static void test_file_needed(void **state)
{
    struct session session = {.present = true, .granularity = 2};
    struct scenario scenario;
    struct link_look look = {0};
    struct error err = {0};
    char out[LINK_SIZE];

    (void)state;
    assert_true(scenario_read(&scenario, source_path("assets/scenarios/digits.json"), &err));
    free(scenario.path);
    scenario.path = malloc(16);
    strcpy(scenario.path, "/tmp/mine.json");
    assert_false(link_write(&scenario, NULL, &session, &look, out, &err));
    assert_non_null(strstr(err.text, "a link does not carry the file"));
    scenario_finish(&scenario);
}

static void test_errors(void **state)
{
    static const struct {
        const char *link, *sentence;
    } wrong[] = {
        {"#mazur?at=1,backwards", "'at': found 'backwards', expected"},
        {"#mazur?at=0", "'at': found '0', expected"},
        {"#mazur?at=99999999999", "'at': found '99999999999'"},
        {"#mazur?at=1,after+dw+w99", "'at': "},
        {"#mazur?at=1,forward,after+dw+w5", "'at': this appears in phase \"backward\""},
        {"#mazur?at=1,sample+3,loss", "'at': sample 3"},
        {"#mazur?at=step+3.99999999", ""},
        {"#mazur?at=step+x", "'at': found 'step x'"},
        {"#mazur?theme=blue", "'theme' is 'blue'; it must be light or dark"},
        {"#mazur?text=9", "'text' is '9'"},
        {"#mazur?granularity=fine", "'granularity' is 'fine'"},
        {"#mazur?change=w+w5", "'change': found 'w w5', expected WHAT=VALUE"},
        {"#mazur?change=a+h1=1", "'change': 'a h1' cannot be changed"},
        {"#mazur?change=w+w5=inf", "'change': found 'w w5=inf', expected a number"},
        {"#mazur?change=w+w5=1@x", "'change': found"},
        {"#mazur?change=w+w5=1@3", "session.changes[0].after"},
        {"#mazur?change=optimizer=best", "expected an optimiser's name"},
        {"#mazur?foo=1", "the link has 'foo'; expected"},
        {"#mazur?thema=dark", "nearest is theme"},
        {"#mazur?at", "the link has 'at' without a value"},
        {"#mazur?at=%zz", "two hexadecimal digits"},
        {"#mazur?at=%00", "two hexadecimal digits"},
        {"#mazu", "did you mean 'mazur'"},
        {"#?data=AAAA", "damaged"},
        {"#?data=eJw", "damaged"},
        {"#?data=***", "damaged"},
    };
    struct scenario scenario;
    struct error err;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        err.text[0] = '\0';
        if (scenario_read(&scenario, wrong[i].link, &err)) {
            /* Moments that a step does not have are found when it is opened. */
            assert_string_equal(wrong[i].sentence, "");
            scenario_finish(&scenario);
        } else if (strstr(err.text, wrong[i].sentence) == NULL) {
            fail_msg("%s: %s", wrong[i].link, err.text);
        }
    }
}

static void test_pack(void **state)
{
    char bytes[600] = {0}, packed[1200], *back;
    size_t length;
    uint32_t random = 1;

    (void)state;
    for (size_t n = 0; n <= sizeof bytes; n += 7) {
        for (size_t i = 0; i < n; i++)
            bytes[i] = (char)((random = random * 1664525 + 1013904223) >> 24);
        assert_true(link_pack(bytes, n, packed, sizeof packed));
        assert_int_equal(strspn(packed, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                        "0123456789-_"), strlen(packed));
        back = link_unpack(packed, &length, NULL);
        assert_non_null(back);
        assert_int_equal(length, n);
        assert_memory_equal(back, bytes, n);
        free(back);
        packed[strlen(packed) / 2] = '\0';
        assert_null(link_unpack(packed, &length, NULL));
    }
    assert_false(link_pack(bytes, sizeof bytes, packed, 100));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recurrent_moments), cmocka_unit_test(test_graph_moments),
        cmocka_unit_test(test_moments), cmocka_unit_test(test_words),
        cmocka_unit_test(test_whole),   cmocka_unit_test(test_file_needed),
        cmocka_unit_test(test_errors),  cmocka_unit_test(test_pack),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
