/* The loss over two parameters: its heights, its arrows, the ways of the runs, and its picture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../draw/contrast.h"
#include "app/run/travel.h"
#include "app/scene.h"
#include "quantity/parameters.h"
#include "stage.h"
#include "view/landscape/landscape_parts.h"
#include "view/landscape/landscape.h"

static void press(struct stage *stage, const char *keys)
{
    struct key key;

    for (; *keys != '\0'; keys += strcspn(keys, " "), keys += *keys == ' ') {
        assert_true(key_parse(keys, strcspn(keys, " "), &key, NULL));
        app_key(&stage->app, key, false);
    }
}

/* With all its work done. */
static const struct landscape_card *drawn(struct stage *stage)
{
    jobs_settle(&stage->app.shown.jobs);
    stage_frame(stage, 1280, 720);
    assert_int_equal(scene_picture(&stage->app), PICTURE_LANDSCAPE);
    assert_int_equal(stage->app.shown.jobs.landscape.card.stride, 1);
    return &stage->app.shown.jobs.landscape.card;
}

/* The mean loss of the iteration's batch, by forward passes of the engine alone. */
static double loss_at(struct stage *stage, const struct landscape_card *card, double x, double y)
{
    struct run *run = &stage->app.run;
    const struct net *net = &run->scenario.net;
    double *block = calloc(net->block_size, sizeof *block), sum = 0.0;
    struct snapshot snapshot;

    assert_non_null(block);
    run_snapshot(run, &snapshot);
    memcpy(block, snapshot.before, net->param_count * sizeof *block);
    block[quantity_parameter(net, card->pair[0])] = x;
    block[quantity_parameter(net, card->pair[1])] = y;
    for (size_t i = 0; i < snapshot.place.batch_count; i++) {
        stepper_load(&run->stepper, i, run->scratch);
        memcpy(block + net->layers[0].a, run->scratch + net->layers[0].a,
               net->layers[0].out * sizeof *block);
        memcpy(block + net->t, run->scratch + net->t, net_output(net)->out * sizeof *block);
        for (size_t l = 1; l <= net->layer_count; l++)
            net_forward(net, block, l);
        sum += net_loss(net, block);
    }
    sum /= (double)snapshot.place.divisor;
    if (card->objective)
        sum += net_penalty(net, block, snapshot.state->optimizer.l2);
    free(block);
    return sum;
}

static void heights_are_losses(void **state)
{
    static const struct {
        const char *lesson, *keys;
    } cases[] = {{"neuron", "Ctrl+Right Y"}, {"saturated", "Ctrl+Right 1 Right Y"},
                 {"momentum", "1 Right Right Right Y"}, {"adam", "Ctrl+Right Ctrl+Right Y"},
                 {"xor", "Ctrl+Right 1 Right Y"}, {"l2", "Ctrl+Right 1 Right Right Y"},
                 {"iris", "Ctrl+Right 1 Right Y"}, {"softmax", "Right Y"}};

    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        struct stage stage;
        const struct landscape_card *card;
        double span;

        stage_setup(&stage);
        stage_open(&stage, cases[c].lesson);
        press(&stage, cases[c].keys);
        card = drawn(&stage);
        span = card->high[0] - card->low[0];
        assert_true(card->least < card->most);
        for (size_t i = 0; i < 40; i++) {
            size_t row = (7 * i) % LANDSCAPE_POINTS, column = (11 * i + 3) % LANDSCAPE_POINTS;
            double wanted = loss_at(&stage, card,
                                    card->low[0] + span * (double)column / (LANDSCAPE_POINTS - 1),
                                    card->low[1] + span * (double)row / (LANDSCAPE_POINTS - 1));
            double found = card->values[row * LANDSCAPE_POINTS + column];

            assert_true(fabs(found - wanted) <= 1e-12 * fmax(1.0, fabs(wanted)));
        }
        stage_teardown(&stage);
    }
}

/* The gradient's arrow goes the steepest way up, and the step's ends where the update leads. */
static void arrows_are_gradient_and_step(void **state)
{
    static const char *const lessons[] = {"neuron", "momentum", "adam", "xor", "l2"};

    (void)state;
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++) {
        struct stage stage;
        const struct landscape_run *run;
        const struct landscape_card *card;
        struct snapshot snapshot;

        stage_setup(&stage);
        stage_open(&stage, lessons[i]);
        press(&stage, "Ctrl+Right Ctrl+Right Y 1 Right");
        assert_false(drawn(&stage)->runs[0].has_gradient);
        while (!(card = drawn(&stage))->runs[0].has_step)
            press(&stage, "Right");
        run = &card->runs[0];
        run_snapshot(&stage.app.run, &snapshot);
        assert_true(run->has_gradient);
        for (int axis = 0; axis < 2; axis++) {
            double h = 1e-6, at[2][2] = {{run->from[0], run->from[1]}, {run->from[0], run->from[1]}};
            size_t param = quantity_parameter(&stage.app.run.scenario.net, card->pair[axis]);
            double slope;

            at[0][axis] -= h;
            at[1][axis] += h;
            slope = (loss_at(&stage, card, at[1][0], at[1][1])
                     - loss_at(&stage, card, at[0][0], at[0][1])) / (2.0 * h);
            assert_true(fabs(slope - run->gradient[axis]) < 1e-6 * fmax(1.0, fabs(slope)));
            assert_true(fabs(run->from[axis] + run->step[axis] - snapshot.now[param]) < 1e-12);
            assert_true(fabs(run->now[axis] - snapshot.now[param]) < 1e-12);
            assert_true(fabs(run->plain[axis] + snapshot.state->optimizer.learning_rate
                                                    * run->gradient[axis]) < 1e-15);
        }
        stage_teardown(&stage);
    }
}

/* Wherever one comes from, the way is that of the run, to the bit, and no further than it is. */
static void the_way_is_the_runs(void **state)
{
    struct stage stage;
    struct run *run = &stage.app.run;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "momentum");
    press(&stage, "Y");
    for (uint64_t back = 0; back < 2; back++) {
        uint64_t shown = back == 0 ? 20 : 7;
        const struct landscape_card *card;
        size_t count;

        travel_to(run, travel_iteration_end(run, shown));
        stage.app.shown.explanation = NULL;
        card = drawn(&stage);
        count = card->runs[0].count;
        assert_int_equal(count, shown); /* the start, and after each iteration before this one */
        for (uint64_t i = 1; i < count; i++) {
            struct snapshot snapshot;

            travel_to(run, travel_iteration_end(run, i));
            run_snapshot(run, &snapshot);
            for (int axis = 0; axis < 2; axis++) {
                size_t param = quantity_parameter(&run->scenario.net, card->pair[axis]);

                assert_true(card->runs[0].points[i][axis] == snapshot.now[param]);
            }
        }
    }
    stage_teardown(&stage);
}

/* Both runs of a comparison are on it; and a change by hand begins it anew. */
static void both_runs_and_changes(void **state)
{
    struct stage stage;
    const struct landscape_card *card;
    struct error err;
    double before;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "momentum");
    assert_true(compare_set(&stage.app.compare, &stage.app.run,
                            (struct variant){VARIANT_LEARNING_RATE, 0.1}, &err));
    press(&stage, "Y Ctrl+Right Ctrl+Right Ctrl+Right");
    card = drawn(&stage);
    assert_int_equal(card->run_count, 2);
    assert_int_equal(card->runs[1].count, card->runs[0].count);
    assert_true(card->runs[0].points[2][0] != card->runs[1].points[2][0]);
    assert_non_null(card->runs[1].name);
    before = card->runs[0].points[0][1];
    press(&stage, "Home");
    stage.app.asked.selected = card->pair[1];
    press(&stage, "Ctrl+Up Ctrl+Up Ctrl+Right Ctrl+Right");
    card = drawn(&stage);
    assert_true(card->runs[0].from[1] != before);
    assert_int_equal(card->runs[0].count, 2);
    stage_teardown(&stage);
}

/* The two that were asked about last are the two of the picture. */
static void parameters_are_chosen(void **state)
{
    struct stage stage;
    const struct net *net;
    struct quantity two[2];
    const struct landscape_card *card;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    net = &stage.app.run.scenario.net;
    two[0] = quantity_of_weight(QUANTITY_VALUE, 1, 0, 1);
    two[1] = quantity_of_weight(QUANTITY_VALUE, 2, 1, 0);
    for (int i = 0; i < 2; i++)
        app_apply(&stage.app, COMMAND_SELECT, quantity_pack(two[i]));
    press(&stage, "Escape Y");
    card = drawn(&stage);
    assert_false(card->alone);
    for (int i = 0; i < 2; i++)
        assert_int_equal(quantity_parameter(net, card->pair[i]), quantity_parameter(net, two[i]));
    press(&stage, "Y");
    assert_int_equal(scene_picture(&stage.app), PICTURE_NETWORK);
    stage_teardown(&stage);
}

/* In grey, too, the arrows are told from the ground and from each other: by contrast, and by dashes
 * and width, not by colour. */
static void it_is_readable_in_grey(void **state)
{
    struct stage stage;

    (void)state;
    for (int kind = 0; kind < THEME_COUNT; kind++) {
        const struct theme *theme = theme_get((enum theme_kind)kind);
        const color inks[] = {theme->phase[PHASE_BACKWARD], theme->phase[PHASE_UPDATE],
                              theme->text_soft};
        /* The ground where it is highest. */
        const color ground = color_mix(theme->panel, theme->text,
                                       TINT_FAINT * LANDSCAPE_LEVELS / (LANDSCAPE_LEVELS + 1.0f));
        float widths[3] = {0.0f, 0.0f, 0.0f};
        bool dashed[3] = {false, false, false};

        stage_setup(&stage);
        stage_open(&stage, "adam");
        stage.app.shown.settings.theme = (enum theme_kind)kind;
        press(&stage, "Ctrl+Right Ctrl+Right Y 1 Right");
        while (!drawn(&stage)->runs[0].has_step)
            press(&stage, "Right");
        for (size_t i = 0; i < stage.canvas.count; i++) {
            const struct canvas_command *c = &stage.canvas.commands[i];

            for (int k = 0; k < 3; k++)
                if (c->kind == CANVAS_LINE && c->stroke == inks[k] && c->width > widths[k]) {
                    widths[k] = c->width;
                    dashed[k] = c->dash > 0.0f;
                }
        }
        for (int k = 0; k < 3; k++) {
            assert_true(widths[k] > 0.0f);
            assert_true(color_contrast(inks[k], theme->panel) >= 3.0f);
            if (color_contrast(inks[k], ground) < 3.0f)
                fail_msg("ink %d has a contrast of %.2f to the ground", k,
                         (double)color_contrast(inks[k], ground));
        }
        assert_true(dashed[0] && !dashed[1] && dashed[2] && widths[2] < 0.8f * widths[0]);
        stage_teardown(&stage);
    }
}

/* Wherever the run stands in the plot, the gradient's arrow ends in it with its head. */
static void the_gradient_stays_in_the_plot(void **state)
{
    struct stage stage;
    size_t heads = 0;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "momentum");
    press(&stage, "Y 1");
    for (int step = 0; step < 40; step++) {
        color ink = theme_get(stage.app.shown.settings.theme)->phase[PHASE_BACKWARD];

        struct rect plot = {0};
        struct point tip;

        press(&stage, "Right");
        drawn(&stage);
        for (size_t i = 0; i < stage.canvas.count; i++) {
            const struct canvas_command *c = &stage.canvas.commands[i];

            if (c->kind == CANVAS_CLIP)
                plot = c->as.box.rect;
            if (c->kind == CANVAS_UNCLIP) /* the legend has an arrow, too */
                plot.w = 0.0f;
            if (c->kind != CANVAS_POLYLINE || c->stroke != ink || c->as.path.count != 4
                || plot.w < 100.0f)
                continue;
            heads++;
            tip = stage.canvas.points[c->as.path.first];
            if (!rect_contains(plot, tip))
                fail_msg("step %d: the tip is at %.0f, %.0f, the plot %.0f, %.0f, %.0f, %.0f", step,
                         (double)tip.x, (double)tip.y, (double)plot.x, (double)plot.y,
                         (double)(plot.x + plot.w), (double)(plot.y + plot.h));
        }
    }
    assert_true(heads > 5);
    stage_teardown(&stage);
}

static void its_layout_is_sound(void **state)
{
    static const char *const lessons[] = {"adam", "xor", "digits"};
    size_t texts = 0, problems = 0;

    (void)state;
    for (size_t i = 0; i < sizeof lessons / sizeof lessons[0]; i++)
        for (int text_size = 0; text_size <= 2; text_size++) {
            struct stage stage;

            stage_setup(&stage);
            stage_open(&stage, lessons[i]);
            stage.app.shown.settings.text_size = text_size;
            press(&stage, "Y 1 Right Right Right Right Right Right Right");
            jobs_settle(&stage.app.shown.jobs);
            stage_check_layout(&stage, lessons[i], &texts, &problems);
            stage_teardown(&stage);
        }
    assert_true(texts > 300);
    assert_int_equal(problems, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heights_are_losses),
        cmocka_unit_test(arrows_are_gradient_and_step),
        cmocka_unit_test(the_way_is_the_runs),
        cmocka_unit_test(both_runs_and_changes),
        cmocka_unit_test(parameters_are_chosen),
        cmocka_unit_test(it_is_readable_in_grey),
        cmocka_unit_test(the_gradient_stays_in_the_plot),
        cmocka_unit_test(its_layout_is_sound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
