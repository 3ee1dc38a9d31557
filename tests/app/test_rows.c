/*
 * Every activation, loss and optimiser on the screen: no text is cut, lies on another or is missing, in the
 * network and in the matrices, whatever the engine's rows say.
 */
#include "stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void open_row(struct stage *stage, size_t index)
{
    const struct activation_row *hidden = activation_row((enum activation)(index % activation_count()));
    const struct loss_row *loss = loss_row((enum loss)(index % loss_count()));
    const struct optimizer_row *optimizer = optimizer_row((enum optimizer_kind)(index % optimizer_count()));
    const char *name = hidden->couples ? "identity" : hidden->name;
    char text[1024], members[128] = "";

    if (strcmp(optimizer->name, optimizer->kind) != 0)
        snprintf(members, sizeof members, ", \"momentum\": 0.9%s",
                 optimizer->flag != NULL ? ", \"nesterov\": true" : "");
    snprintf(text, sizeof text,
             "{\"backstep\": 1, \"title\": \"%s, %s, %s\", \"network\": {\"inputs\": 2, \"layers\": [{\"units\": "
             "2, \"activation\": \"%s\", \"weights\": [[0.31, -0.8], [-1.1, 0.5]]}, {\"units\": 2, "
             "\"activation\": \"%s\", \"weights\": [[0.7, -1.4], [1.8, 0.9]]}]}, \"loss\": \"%s\", "
             "\"optimizer\": {\"kind\": \"%s\", \"learning_rate\": 0.1%s}, \"data\": {\"samples\": [{\"x\": [1, "
             "0.5], \"t\": [1, 0]}, {\"x\": [-0.3, 0.8], \"t\": [0, 0.3]}]}, \"stop\": {\"iterations\": 5}}",
             name, loss->name, optimizer->name, name,
             loss->fused ? activation_row(loss->with)->name : name, loss->name, optimizer->kind, members);
    stage_open_text(stage, text);
}

static void test_every_row(void **state)
{
    size_t count = activation_count(), texts = 0, problems = 0, checked = 0;
    struct stage stage;

    (void)state;
    count = loss_count() > count ? loss_count() : count;
    count = optimizer_count() > count ? optimizer_count() : count;
    stage_setup(&stage);
    for (size_t i = 0; i < count; i++) {
        open_row(&stage, i);
        app_apply(&stage.app, COMMAND_CLOSE, 0.0);
        for (int step = 0; step < 40; step++) {
            app_apply(&stage.app, COMMAND_GRANULARITY, step % 2 == 0 ? GRANULARITY_NEURON : GRANULARITY_TERM);
            app_apply(&stage.app, COMMAND_STEP_FORWARD, 0.0);
            stage.app.shown.notice.text[0] = '\0';
            if (step % 3 != (int)(i % 3))
                continue;
            stage_check_layout(&stage, stage.app.run.scenario.title, &texts, &problems);
            checked++;
        }
        app_apply(&stage.app, COMMAND_PHASE_BACK, 0.0);
        for (int view = 0; view < 4; view++) {
            app_apply(&stage.app, COMMAND_PICTURE, 0.0);
            stage.app.shown.notice.text[0] = '\0';
            stage_check_layout(&stage, stage.app.run.scenario.title, &texts, &problems);
        }
    }
    stage_teardown(&stage);
    assert_int_equal(problems, 0);
    assert_true(checked > 100 && texts > 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_row)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
