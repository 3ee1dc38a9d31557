/* The decision map and the fitted curve: what they show, when, and that the run does not notice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/scene.h"
#include "app/run/travel.h"
#include "lesson/catalogue.h"
#include "stage.h"
#include "../base/thorough.h"
#include "../draw/contrast.h"

static void open_map(struct stage *stage, const char *name)
{
    stage_setup(stage);
    stage_open(stage, name);
    app_apply(&stage->app, COMMAND_MAP, 0.0);
}

static bool shows(const struct stage *stage, const char *text)
{
    for (size_t i = 0; i < stage->canvas.count; i++)
        if (stage->canvas.commands[i].kind == CANVAS_TEXT
            && strstr(canvas_text_of(&stage->canvas, &stage->canvas.commands[i]), text) != NULL)
            return true;
    return false;
}

static void compare(struct stage *stage, enum variant_kind kind, double value)
{
    assert_true(compare_set(&stage->app.compare, &stage->app.run, (struct variant){kind, value}, NULL));
}

static const char *const with_map[] = {"xor", "sine", "moons", "softmax"};

enum { WITH_MAP = sizeof with_map / sizeof with_map[0] };

static bool is_with_map(const char *name)
{
    for (size_t i = 0; i < WITH_MAP; i++)
        if (strcmp(with_map[i], name) == 0)
            return true;
    return false;
}

/* Whether V comes by the picture: the unrolled network can be folded; a landscape of all there is
 * takes two parameters. */
static bool is_on_the_way(const struct scenario *scenario, const char *name, enum shown_picture picture)
{
    switch (picture) {
    case PICTURE_FOLDED:
    case PICTURE_GRADIENT: return scenario->net.recurrent;
    case PICTURE_MAP: return is_with_map(name);
    case PICTURE_LANDSCAPE: return scenario->net.param_count == 2;
    case PICTURE_GRAPH:
    case PICTURE_NETWORK:
    case PICTURE_TABLE:
    case PICTURE_MATRICES:
    case PICTURE_COUNT: break;
    }
    return true;
}

/* V: network, folded, table, matrices, map, landscape and graph, where there are such. */
static void test_cycle(void **state)
{
    static const enum shown_picture order[] = {PICTURE_FOLDED, PICTURE_GRADIENT, PICTURE_TABLE,
                                               PICTURE_MATRICES, PICTURE_MAP, PICTURE_LANDSCAPE,
                                               PICTURE_GRAPH, PICTURE_NETWORK};
    size_t count, recurrent = 0;
    const struct catalogue_entry *entries = catalogue_entries(&count);

    (void)state;
    for (size_t l = 0; l < count; l++) {
        bool map = is_with_map(entries[l].name);
        struct stage stage;

        stage_setup(&stage);
        stage_open(&stage, entries[l].name);
        recurrent += stage.app.run.scenario.net.recurrent;
        if (run_is_graph(&stage.app.run)) {
            stage_teardown(&stage);
            continue;
        }
        for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
            if (!is_on_the_way(&stage.app.run.scenario, entries[l].name, order[i]))
                continue;
            app_apply(&stage.app, COMMAND_PICTURE, 0.0);
            assert_int_equal(scene_picture(&stage.app), order[i]);
            stage_frame(&stage, 1280, 720);
            assert_int_equal(shows(&stage, "what the network answers"), order[i] == PICTURE_MAP);
        }
        /* One that was chosen in another lesson. */
        stage.app.shown.settings.picture = PICTURE_MAP;
        stage_frame(&stage, 1280, 720);
        assert_int_equal(shows(&stage, "what the network answers"), map);
        if (!map)
            assert_int_equal(scene_picture(&stage.app), PICTURE_NETWORK);
        stage_teardown(&stage);
    }
    assert_true(recurrent > 3);
}

/* The small one opens the large one. */
static void test_small(void **state)
{
    (void)state;
    for (size_t l = 0; l < WITH_MAP; l++) {
        const struct ui_target *card = NULL;
        struct stage stage;

        stage_setup(&stage);
        stage_open(&stage, with_map[l]);
        stage_frame(&stage, 1280, 720);
        for (size_t t = 0; t < stage.app.shown.ui.target_count; t++)
            if (stage.app.shown.ui.targets[t].action.command == COMMAND_MAP)
                card = &stage.app.shown.ui.targets[t];
        assert_non_null(card);
        app_pointer_press(&stage.app, rect_center(card->rect));
        assert_int_equal(scene_picture(&stage.app), PICTURE_MAP);
        stage_teardown(&stage);
    }
}

/* In the small map of any sample the ring is whole and below the caption. */
static void test_ring(void **state)
{
    struct stage stage;
    size_t rings = 0;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "xor");
    for (int i = 0; i < 24; i++) {
        struct rect clip = {0}, caption = {0};

        stage.app.shown.settings.text_size = i % 2;
        stage_frame(&stage, 1280, 720);
        for (size_t k = 0; k < stage.canvas.count; k++) {
            const struct canvas_command *command = &stage.canvas.commands[k];
            float radius = command->as.disc.radius;
            struct point at = command->as.disc.center;

            if (command->kind == CANVAS_TEXT && strcmp(canvas_text_of(&stage.canvas, command), "map") == 0)
                caption = canvas_text_bounds(&stage.canvas, command);
            if (command->kind == CANVAS_UNCLIP)
                clip = (struct rect){0};
            if (command->kind == CANVAS_CLIP)
                clip = command->as.box.rect;
            if (command->kind != CANVAS_DISC || command->fill != 0 || rect_empty(clip) || rect_empty(caption))
                continue;
            assert_true(at.y - radius >= caption.y + caption.h && at.y - radius >= clip.y);
            assert_true(at.y + radius <= clip.y + clip.h);
            assert_true(at.x - radius >= clip.x && at.x + radius <= clip.x + clip.w);
            rings++;
        }
        app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    }
    assert_true(rings > 20);
    stage_teardown(&stage);
}

/* Every lesson that has one, at every phase of two iterations and further on, and with the pointer in it. */
static void test_layout(void **state)
{
    size_t texts = 0, problems = 0;

    (void)state;
    for (size_t l = 0; l < WITH_MAP; l++) {
        struct stage stage;

        open_map(&stage, with_map[l]);
        for (int i = 0; i < 20; i++) {
            stage.app.shown.settings.text_size = i % 5 == 4 ? 1 + i / 5 % 2 : 0;
            if (i == 9)
                compare(&stage, VARIANT_LEARNING_RATE, 0.25);
            stage.app.shown.ui.pointer_inside = i % 3 == 2;
            stage.app.shown.ui.pointer = (struct point){60.0f + 61.0f * (float)i, 100.0f + 53.0f * (float)(i * 7 % 13)};
            stage_check_layout(&stage, with_map[l], &texts, &problems);
            app_apply(&stage.app, i < 9 ? COMMAND_PHASE_FORWARD : COMMAND_ITERATION_FORWARD, 0.0);
        }
        stage_teardown(&stage);
    }
    assert_true(texts > 10000);
    assert_int_equal(problems, 0);
}

static void open_text(struct stage *stage, const char *text)
{
    stage_open_text(stage, text);
    stage->app.shown.settings.picture = PICTURE_MAP;
}

/* Names that are too long, classes by the dozen, numbers out of all bounds, one dimension flat. */
static void test_others(void **state)
{
    static const char *const others[] = {
        "{\"backstep\":1,\"title\":\"Long names\",\"network\":{\"inputs\":["
        "\"WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW\",\"a_rather_long_name_of_an_input_that_goes_on_and_on\"],"
        "\"layers\":[{\"units\":[\"the_answer_of_the_network\",\"and_the_other_one_that_is_as_long\"],"
        "\"activation\":\"softmax\"}]},\"loss\":\"cross_entropy\",\"optimizer\":{\"kind\":\"sgd\","
        "\"learning_rate\":0.5},\"data\":{\"samples\":[{\"x\":[-12.5,0.8],\"t\":[1,0]},"
        "{\"x\":[0.00001,0.8],\"t\":[0,1]}]}}",
        "{\"backstep\":1,\"title\":\"Eight classes\",\"network\":{\"inputs\":2,\"layers\":[{\"units\":8,"
        "\"activation\":\"softmax\"}]},\"loss\":\"cross_entropy\",\"optimizer\":{\"kind\":\"sgd\","
        "\"learning_rate\":0.5},\"data\":{\"samples\":[{\"x\":[1,2],\"t\":[1,0,0,0,0,0,0,0]},"
        "{\"x\":[3,1],\"t\":[0,0,0,0,0,0,1,0]}]}}",
        "{\"backstep\":1,\"title\":\"Diverges\",\"network\":{\"inputs\":[\"x\"],\"layers\":[{\"units\":"
        "[\"a_rather_long_name_of_an_output_that_goes_on\"],\"activation\":\"identity\",\"weights\":[[1e300]],"
        "\"biases\":[-0.5]}]},\"loss\":\"half_squared_error\",\"optimizer\":{\"kind\":\"sgd\","
        "\"learning_rate\":1e60},\"data\":{\"samples\":[{\"x\":[1e20],\"t\":[1]},{\"x\":[1e-20],\"t\":[1]}]},"
        "\"stop\":{\"divergence\":false}}",
        "{\"backstep\":1,\"title\":\"Signs\",\"network\":{\"inputs\":[\"a\",\"b\"],\"layers\":[{\"units\":[\"y\"],"
        "\"activation\":\"tanh\",\"weights\":[[1e308,1e308]],\"biases\":[0]}]},\"loss\":\"half_squared_error\","
        "\"optimizer\":{\"kind\":\"sgd\",\"learning_rate\":1e60},\"data\":{\"samples\":[{\"x\":[1,-1e10],\"t\":[1]},"
        "{\"x\":[1,1e10],\"t\":[-1]}]},\"stop\":{\"divergence\":false}}",
    };
    size_t texts = 0, problems = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t n = 0; n < sizeof others / sizeof others[0]; n++) {
        open_text(&stage, others[n]);
        for (int i = 0; i < 8; i++) {
            stage.app.shown.ui.pointer_inside = i % 2 == 1;
            stage.app.shown.ui.pointer = (struct point){200.0f + 61.0f * (float)i, 250.0f + 20.0f * (float)i};
            stage_check_layout(&stage, stage.app.run.scenario.title, &texts, &problems);
            assert_int_not_equal(stage.app.shown.jobs.map.kind, MAP_NONE);
            app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
        }
    }
    stage_teardown(&stage);
    assert_true(texts > 1000);
    assert_int_equal(problems, 0);
}

static bool shown(const struct stage *stage, const double *params)
{
    const struct net *net = &stage->app.run.scenario.net;

    return memcmp(stage->app.shown.jobs.map.map.block, params, net->param_count * sizeof *params) == 0;
}

/* The old parameters until they move, then the new ones; the run goes on to the same bits. */
static void test_parameters(void **state)
{
    struct stage stage, plain;
    const struct net *net;
    struct snapshot snapshot;

    (void)state;
    open_map(&stage, "moons");
    stage_setup(&plain);
    stage_open(&plain, "moons");
    net = &stage.app.run.scenario.net;
    app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_LAYER);
    app_apply(&plain.app, COMMAND_GRANULARITY, GRANULARITY_LAYER);
    for (int i = 0; i < 80; i++) {
        stage.app.shown.ui.pointer_inside = true;
        stage.app.shown.ui.pointer = (struct point){300.0f + (float)i, 300.0f};
        stage_frame(&stage, 1280, 720);
        assert_int_equal(stage.app.shown.jobs.map.map.stride, 1);
        assert_true(stage.app.shown.jobs.map.card.probe.on);
        run_snapshot(&stage.app.run, &snapshot);
        assert_true(shown(&stage, travel_has_moved(&stage.app.run) ? snapshot.now : snapshot.before));
        assert_memory_equal(stage.app.run.stepper.block, plain.app.run.stepper.block, net->block_size * sizeof(double));
        app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        app_apply(&plain.app, COMMAND_STEP_FORWARD, 0.0);
    }
    stepper_place(&stage.app.run.stepper, &snapshot.place);
    assert_true(snapshot.place.iteration > 2);
    stage_teardown(&stage);
    stage_teardown(&plain);
}

/* What the label at the pointer says is what the network answers there; on a sample, exactly there. */
static void test_pointing(void **state)
{
    const struct map_probe *probe;
    struct stage stage;
    double *block;
    bool found = false;

    (void)state;
    open_map(&stage, "xor");
    block = calloc(stage.app.run.scenario.net.block_size, sizeof *block);
    assert_non_null(block);
    memcpy(block, stage.app.run.scenario.params, stage.app.run.scenario.net.param_count * sizeof *block);
    probe = &stage.app.shown.jobs.map.card.probe;
    for (int i = 0; i < 5000; i += thorough_stride(3)) {
        app_pointer_move(&stage.app, (struct point){(float)(i % 100) * 12.8f, (float)(i / 100) * 14.4f});
        if (i % 7 == 0 || stage.app.shown.ui.pointer.x < 600.0f) {
            stage_frame(&stage, 1280, 720);
            if (!probe->on)
                continue;
            net_evaluate(&stage.app.run.scenario.net, block, probe->x, probe->t);
            assert_true(*probe->answer == block[net_output(&stage.app.run.scenario.net)->a]);
            found = found || probe->is_sample;
            if (probe->is_sample)
                assert_true((probe->x[0] == 0 || probe->x[0] == 1) && *probe->t == (probe->x[0] != probe->x[1]));
        }
    }
    assert_true(found);
    app_pointer_leave(&stage.app);
    stage_frame(&stage, 1280, 720);
    assert_false(probe->on);
    free(block);
    stage_teardown(&stage);
}

/* A sample that was changed by hand is where it was put, and back when that is undone. */
static void test_changed(void **state)
{
    const struct dataset *samples;
    struct stage stage;

    (void)state;
    open_map(&stage, "xor");
    samples = &stage.app.shown.jobs.map.samples;
    stage_frame(&stage, 1280, 720);
    assert_true(dataset_x(samples, 0)[0] == 1);
    app_apply(&stage.app, COMMAND_SELECT, quantity_pack(quantity_at(QUANTITY_X, 0, 0, 0)));
    app_apply(&stage.app, COMMAND_LESS, 0.0);
    assert_int_equal(stage.app.run.stepper.edits.count, 1);
    stage_frame(&stage, 1280, 720);
    assert_true(dataset_x(samples, 0)[0] == stage.app.run.stepper.edits.edits[0].value);
    assert_true(dataset_x(samples, 0)[0] < 1);
    app_apply(&stage.app, COMMAND_UNDO, 0.0);
    stage_frame(&stage, 1280, 720);
    assert_true(dataset_x(samples, 0)[0] == 1);
    stage_teardown(&stage);
}

/* Beside a network of any form there is room for it, or it is not there. */
static void test_beside(void **state)
{
    static const int units[] = {1, 2, 5, 9, 20, 300};
    size_t texts = 0, problems = 0;
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    for (size_t n = 0; n < 2 * sizeof units / sizeof units[0]; n++) {
        char text[1024];

        snprintf(text, sizeof text,
                 "{\"backstep\":1,\"title\":\"Beside\",\"network\":{\"inputs\":2,\"layers\":[{\"units\":%d,\"activation\":"
                 "\"tanh\"},{\"units\":[\"%s\"],\"activation\":\"sigmoid\"}]},\"loss\":\"binary_cross_entropy\","
                 "\"optimizer\":{\"kind\":\"sgd\",\"learning_rate\":0.1},\"data\":{\"generator\":\"spirals\",\"n\":60,"
                 "\"batch\":2}}", units[n / 2], n % 2 == 0 ? "y" : "the_answer_of_it");
        open_text(&stage, text);
        stage.app.shown.settings.picture = PICTURE_NETWORK;
        app_apply(&stage.app, COMMAND_GRANULARITY, GRANULARITY_LAYER);
        for (int i = 0; i < 14; i += thorough_stride(2)) {
            stage_check_layout(&stage, "beside", &texts, &problems);
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
        }
    }
    stage_teardown(&stage);
    assert_true(texts > 2500);
    assert_int_equal(problems, 0);
}

/* A network too large for one frame: coarse at once, finer from frame to frame, then at rest. */
static void test_slices(void **state)
{
    static const char *const text =
        "{\"backstep\":1,\"title\":\"Large\",\"network\":{\"inputs\":2,\"layers\":[{\"units\":100,\"activation\":"
        "\"tanh\"},{\"units\":60,\"activation\":\"tanh\"},{\"units\":1,\"activation\":\"sigmoid\"}]},\"loss\":"
        "\"binary_cross_entropy\",\"optimizer\":{\"kind\":\"sgd\",\"learning_rate\":0.1},\"data\":{\"generator\":"
        "\"circles\",\"n\":3000,\"batch\":10}}";
    const struct map_job *job;
    struct stage stage;
    size_t frames = 0, ones = 0, last;

    (void)state;
    stage_setup(&stage);
    open_text(&stage, text);
    job = &stage.app.shown.jobs.map;
    stage_frame(&stage, 1280, 720);
    last = job->map.stride;
    assert_true(last > 1 && last <= MAP_FIRST_STRIDE);
    assert_true(job->samples.count <= 1000 && job->samples.count > 500);
    /* Not only those of one class, which alternate. */
    for (size_t i = 0; i < job->samples.count; i++)
        ones += *dataset_t(&job->samples, i) == 1;
    assert_true(ones > job->samples.count / 3 && ones < job->samples.count * 2 / 3);
    while (job->job.computing && frames++ < 1000) {
        assert_true(app_sleep_ms(&stage.app) == 0.0);
        app_tick(&stage.app, 10.0 * (double)frames);
        stage_frame(&stage, 1280, 720);
        assert_true(job->map.stride <= last);
        last = job->map.stride;
    }
    assert_int_equal(last, 1);
    assert_true(frames > 3 && frames < 1000);
    app_tick(&stage.app, 20000.0);
    assert_true(app_sleep_ms(&stage.app) != 0.0);
    /* A picture that is saved has all of it. */
    app_apply(&stage.app, COMMAND_ITERATION_FORWARD, 0.0);
    jobs_settle(&stage.app.shown.jobs);
    stage_frame(&stage, 1280, 720);
    assert_int_equal(job->map.stride, 1);
    assert_false(job->job.computing);
    stage_teardown(&stage);
}

/* ---- another run beside it ---- */

static void go_on(struct stage *stage, int iterations)
{
    for (int i = 0; i < iterations; i++)
        app_apply(&stage->app, COMMAND_ITERATION_FORWARD, 0.0);
    stage_frame(stage, 1280, 720);
}

/* The map's longest line that is dashed, or is not; NULL: none. Its points. */
static const struct point *line(const struct stage *stage, bool dashed, size_t *count)
{
    const struct point *points = NULL;

    *count = 0;
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *command = &stage->canvas.commands[i];
        const struct point *own;

        if (command->kind != CANVAS_POLYLINE || (command->dash > 0) != dashed)
            continue;
        own = &stage->canvas.points[command->as.path.first];
        if (command->as.path.count <= *count || own->x > 850.0f) /* there is the curve */
            continue;
        *count = command->as.path.count;
        points = own;
    }
    return points;
}

/* Both boundaries are lines where the network of that run says one half, the other run's dashed. */
static void test_both_boundaries(void **state)
{
    const struct map_probe *probe;
    struct stage stage;
    size_t checked = 0;

    (void)state;
    open_map(&stage, "moons");
    probe = &stage.app.shown.jobs.map.card.probe;
    compare(&stage, VARIANT_INIT, INIT_XAVIER_NORMAL);
    go_on(&stage, 200);
    assert_true(shows(&stage, "Xavier normal weights"));
    for (int dashed = 0; dashed < 2; dashed++) {
        struct point points[64];
        size_t count;
        const struct point *all = line(&stage, dashed == 1, &count);

        assert_true(count > 30);
        for (size_t k = 0; k < 60; k++)
            points[k] = all[2 + k * (count - 4) / 60];
        for (size_t k = 0; k < 60; k++) {
            double answer;

            app_pointer_move(&stage.app, points[k]);
            stage_frame(&stage, 1280, 720);
            assert_true(probe->on);
            answer = dashed == 1 ? *probe->other : *probe->answer;
            if (probe->is_sample)
                continue;
            assert_true(answer > 0.4 && answer < 0.6);
            checked++;
        }
        app_pointer_leave(&stage.app);
        stage_frame(&stage, 1280, 720);
    }
    assert_true(checked > 80);
    compare(&stage, VARIANT_NONE, 0);
    stage_frame(&stage, 1280, 720);
    assert_null(line(&stage, true, &checked));
    stage_teardown(&stage);
}

/* The other run's own parameters and network; of a mistake, with the mistake; of one that has stopped, the last. */
static void test_the_others_answers(void **state)
{
    static const struct {
        const char *lesson;
        enum variant_kind kind;
        double value;
    } cases[] = {
        {"moons", VARIANT_ACTIVATION, ACTIVATION_RELU}, {"sine", VARIANT_SEED, 5},
        {"xor", VARIANT_MISTAKE, MISTAKE_NO_BIAS},      {"sine", VARIANT_LEARNING_RATE, 1e200},
    };
    size_t stopped = 0;

    (void)state;
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++) {
        struct stage stage, alone;
        const struct app *app = &stage.app;
        const struct map *other = &app->shown.jobs.map.other;
        const struct net *net;
        double *block;

        open_map(&stage, cases[n].lesson);
        open_map(&alone, cases[n].lesson);
        compare(&stage, cases[n].kind, cases[n].value);
        go_on(&stage, 12);
        go_on(&alone, 12);
        net = &app->compare.run.net;
        block = calloc(net->block_size, sizeof *block);
        assert_non_null(block);
        memcpy(block, app->compare.stepper.block, net->param_count * sizeof *block);
        stopped += app->compare.stepper.state.stop_step > 0;
        assert_int_equal(other->stride, 1);
        for (size_t column = 0; column < other->columns; column += 7)
            for (size_t row = 0; row < other->rows; row += 9) {
                double x[2] = {map_input(other, 0, column), 0}, got = *map_at(other, column, row), wanted;

                if (other->rows > 1)
                    x[1] = map_input(other, 1, row);
                memcpy(&block[net->layers[0].a], x, net->layers[0].out * sizeof *x);
                for (size_t l = 1; l <= net->layer_count; l++)
                    mistake_forward(compare_mistake(&app->compare), net, block, l, 1);
                wanted = block[net_output(net)->a];
                assert_memory_equal(&got, &wanted, sizeof got);
            }
        /* And the shown run's are what they are without. */
        assert_memory_equal(app->shown.jobs.map.map.values, alone.app.shown.jobs.map.map.values,
                            other->columns * other->rows * other->outputs * sizeof(double));
        assert_memory_equal(app->run.stepper.block, alone.app.run.stepper.block, app->run.scenario.net.block_size * sizeof(double));
        free(block);
        stage_teardown(&stage);
        stage_teardown(&alone);
    }
    assert_int_equal(stopped, 1);
}

/* A line that goes around is one line; where three classes meet, each pair has its own. */
static void test_lines_are_whole(void **state)
{
    static const char *const rings =
        "{\"backstep\":1,\"title\":\"Rings\",\"network\":{\"inputs\":2,\"layers\":[{\"units\":5,\"activation\":\"tanh\"},"
        "{\"units\":1,\"activation\":\"sigmoid\"}]},\"loss\":\"binary_cross_entropy\",\"optimizer\":{\"kind\":\"adam\","
        "\"learning_rate\":0.05},\"data\":{\"generator\":\"circles\",\"n\":100,\"noise\":0.05,\"batch\":100}}";
    const struct point *points;
    struct stage stage;
    size_t count, lines = 0;

    (void)state;
    stage_setup(&stage);
    open_text(&stage, rings);
    go_on(&stage, 400);
    points = line(&stage, false, &count);
    assert_true(count > 60);
    assert_true(points[0].x == points[count - 1].x && points[0].y == points[count - 1].y);
    stage_open(&stage, "softmax");
    stage.app.shown.settings.picture = PICTURE_MAP;
    go_on(&stage, 20);
    for (size_t i = 0; i < stage.canvas.count; i++)
        lines += stage.canvas.commands[i].kind == CANVAS_POLYLINE && stage.canvas.commands[i].as.path.count > 5
              && stage.canvas.points[stage.canvas.commands[i].as.path.first].x < 850.0f; /* there is the curve */
    assert_int_equal(lines, 2); /* of the first class to both others, and between those */
    stage_teardown(&stage);
}

/* ---- not by colour alone ---- */

/* A piece of the grounds' hatching, or one of their dots. */
struct piece {
    bool dot;
    struct point at;
    color ink, ground;
};

enum { PIECES = 4096 };

/* Those of the large map in the frame; returns how many. */
static size_t find_pieces(const struct stage *stage, struct piece *pieces)
{
    const struct canvas_command *commands = stage->canvas.commands;
    size_t count = 0, first = 0;

    while (commands[first].kind != CANVAS_CLIP || commands[first].as.box.rect.w < 200.0f)
        first++;
    for (size_t i = first; commands[i].kind != CANVAS_UNCLIP; i++) {
        const struct canvas_command *command = &commands[i];
        struct piece *piece = &pieces[count];

        if (command->kind == CANVAS_LINE)
            *piece = (struct piece){
                false, point_lerp(command->as.points.p[0], command->as.points.p[1], 0.5f), command->stroke, 0};
        else if (command->kind == CANVAS_DISC && command->fill != 0 && command->as.disc.radius < 2.0f)
            *piece = (struct piece){true, command->as.disc.center, command->fill, 0};
        else
            continue;
        for (size_t k = first; k < i; k++)
            if (commands[k].kind == CANVAS_BOX && rect_contains(commands[k].as.box.rect, piece->at))
                piece->ground = commands[k].fill;
        assert_true(++count < PIECES);
    }
    return count;
}

/* In grey too: the first class's ground is hatched, the second's plain, the third's dotted; each piece stands out. */
static void test_textures(void **state)
{
    static const char *const names[] = {"moons", "softmax"};
    static struct piece pieces[PIECES];

    (void)state;
    for (size_t n = 0; n < 4; n++) {
        size_t classes = 2 + n % 2, count, seen[2] = {0, 0};
        const struct map_probe *probe;
        struct stage stage;

        open_map(&stage, names[n % 2]);
        stage.app.shown.settings.theme = n < 2 ? THEME_LIGHT : THEME_DARK;
        go_on(&stage, 20);
        jobs_settle(&stage.app.shown.jobs);
        stage_frame(&stage, 1280, 720);
        probe = &stage.app.shown.jobs.map.card.probe;
        count = find_pieces(&stage, pieces);
        for (size_t i = 0; i < count; i++) {
            assert_true(color_contrast(pieces[i].ink, pieces[i].ground) > 1.15f);
            if (i % 7 != 0)
                continue;
            app_pointer_move(&stage.app, pieces[i].at);
            stage_frame(&stage, 1280, 720);
            assert_true(probe->on);
            if (probe->is_sample)
                continue;
            if (classes == 2)
                assert_true(probe->answer[0] < 0.52 && !pieces[i].dot);
            else
                assert_true(probe->answer[1] < 0.52 && probe->answer[pieces[i].dot ? 2 : 0] > 0.3);
            seen[pieces[i].dot]++;
        }
        assert_true(seen[0] > 9 && (seen[1] > 9) == (classes == 3));
        stage_teardown(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cycle),      cmocka_unit_test(test_small),    cmocka_unit_test(test_layout),
        cmocka_unit_test(test_others),     cmocka_unit_test(test_parameters), cmocka_unit_test(test_pointing),
        cmocka_unit_test(test_changed),    cmocka_unit_test(test_beside),   cmocka_unit_test(test_slices),
        cmocka_unit_test(test_both_boundaries), cmocka_unit_test(test_the_others_answers),
        cmocka_unit_test(test_lines_are_whole), cmocka_unit_test(test_textures),
        cmocka_unit_test(test_ring),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
