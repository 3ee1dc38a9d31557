#include "exercise.h"

#include "engine/history.h"
#include "lesson/scenario.h"
#include "lesson/session/session_document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_MOST = 120, BUDGET = 4000, NAME_SIZE = 16 };

/* What the session is of: two samples an epoch in another order each, and one sample, so that edits of
 * every kind, whole and broken, find something to change. */
static const char *const lessons[] = {
    "{\"backstep\": 1, \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 2, \"activation\": \"tanh\"}, "
    "{\"units\": 1, \"activation\": \"sigmoid\"}]}, \"loss\": \"binary_cross_entropy\", \"optimizer\": "
    "{\"learning_rate\": 0.5, \"momentum\": 0.5}, \"data\": {\"order\": \"shuffled\", \"samples\": "
    "[{\"x\": [1, 2], \"t\": [0]}, {\"x\": [3, -1], \"t\": [1]}, {\"x\": [0, 1], \"t\": [1]}], \"batch\": 2}, "
    "\"stop\": {\"epochs\": 30}, \"session\": ",
    "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, \"activation\": \"identity\"}]}, "
    "\"loss\": \"half_squared_error\", \"optimizer\": {\"kind\": \"adam\", \"learning_rate\": 0.1}, \"data\": "
    "{\"samples\": [{\"x\": [1], \"t\": [2]}]}, \"session\": ",
};

static char *document_of(const char *bytes, size_t length, size_t *whole)
{
    const char *lesson = lessons[length > 0 ? (unsigned char)bytes[0] % 2 : 0];
    size_t before = strlen(lesson), skipped = length > 0 ? 1 : 0;
    char *document = malloc(before + length + 2);

    if (document == NULL)
        return NULL;
    memcpy(document, lesson, before);
    memcpy(document + before, bytes + skipped, length - skipped);
    *whole = before + length - skipped;
    document[(*whole)++] = '}';
    return document;
}

/* What is written of the session reads back as the same. */
static const char *check_again(const struct scenario *scenario)
{
    struct scenario again;
    struct error err = {0};
    const char *wrong = NULL;
    size_t length;
    char *document = session_document(scenario, &scenario->session, NULL, &length);

    if (!scenario_parse(&again, document, length, "fuzz.json", &err))
        wrong = "what was written of a session is refused";
    else if (again.session.step != scenario->session.step || again.session.moment != scenario->session.moment ||
             again.session.granularity != scenario->session.granularity ||
             edit_log_difference(&again.session.edits, &scenario->session.edits) != UINT64_MAX)
        wrong = "what was written of a session reads back as another";
    scenario_finish(&again);
    free(document);
    return wrong;
}

static bool begin(struct stepper *stepper, const struct scenario *scenario)
{
    struct error err;

    return stepper_init(stepper, &scenario->net, &scenario->data, &scenario->training, scenario->params, &err);
}

/* Travelling with the edits there and back in little memory gives the bits of a run straight ahead. */
static const char *check_travel(const struct scenario *scenario)
{
    const struct edit_log *edits = &scenario->session.edits;
    uint64_t step = scenario->session.step % STEPS_MOST;
    struct stepper straight = {0}, travelling = {0};
    struct history history = {0};
    const char *wrong = NULL;

    if (!begin(&straight, scenario) || !begin(&travelling, scenario) ||
        !history_init(&history, &travelling, BUDGET, NULL))
        wrong = "a run cannot begin";
    if (wrong == NULL) {
        edit_log_copy(&straight.edits, edits);
        while (straight.state.step < step && stepper_step(&straight))
            ;
        history_edit(&history, edits, STEPS_MOST);
        history_seek(&history, step / 2);
        history_seek(&history, step);
        if (travelling.state.step != straight.state.step ||
            memcmp(travelling.block, straight.block, scenario->net.block_size * sizeof *straight.block) != 0)
            wrong = "travelling with edits gives other numbers than a run straight ahead";
    }
    history_finish(&history);
    stepper_finish(&straight);
    stepper_finish(&travelling);
    return wrong;
}

const char *exercise_session(const char *bytes, size_t length, bool *accepted)
{
    size_t whole = 0;
    char *document = document_of(bytes, length, &whole);
    struct scenario scenario;
    struct error err = {0};
    const char *wrong;

    if (document == NULL)
        return "not enough memory to try";
    memset(&scenario, 0x5a, sizeof scenario);
    *accepted = scenario_parse(&scenario, document, whole, "fuzz.json", &err);
    free(document);
    if (!*accepted)
        return exercise_refused(&scenario, &err);
    wrong = check_again(&scenario);
    if (wrong == NULL)
        wrong = check_travel(&scenario);
    scenario_finish(&scenario);
    return wrong;
}
