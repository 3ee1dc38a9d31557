#include "exercise.h"

#include "base/text.h"
#include "lesson/scenario.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The name of a file of this process's own, which ends as a table's does. */
static const char *table_path(void)
{
    static char path[64];

    snprintf(path, sizeof path, "/tmp/backstep-fuzz-%ld.csv", (long)getpid());
    return path;
}

/* What a table is refused with names the file, and nothing of the scenario that is made of it. */
static const char *check_refused(const struct scenario *scenario, const struct error *err)
{
    static const struct scenario zero;
    const char *path = table_path(), *rest = err->text + strlen(path);

    if (strncmp(err->text, path, strlen(path)) != 0)
        return "the error does not name the file";
    if (strncmp(rest, ": network", 9) == 0 || strncmp(rest, ": data", 6) == 0)
        return "the error is about the scenario that was made of the table";
    if (!text_valid_utf8(err->text, strlen(err->text)))
        return "the error is not UTF-8";
    return memcmp(scenario, &zero, sizeof zero) == 0 ? NULL : "refused, but the scenario is not zeroed";
}

/* A pixel lies between 0 and 1, a target is one that the loss takes, and all are finite. */
static const char *check_numbers(const struct scenario *scenario)
{
    const struct dataset *data = &scenario->data;
    size_t all = data->count + data->validation;

    if (data->count == 0)
        return "no row to train on";
    for (size_t i = 0; i < all * data->inputs; i++)
        if (!isfinite(data->x[i]) || (data->pixels && (data->x[i] < 0 || data->x[i] > 1)))
            return "an input that is not finite, or no pixel";
    for (size_t i = 0; i < all * data->targets; i++)
        if (!loss_takes_target(scenario->net.loss, data->t[i]))
            return "a target that the loss does not take";
    return NULL;
}

/* The scenario that was made of the table, from the file again: the same numbers. */
static const char *check_again(const struct scenario *scenario)
{
    const struct dataset *data = &scenario->data;
    size_t all = data->count + data->validation;
    struct scenario again;
    bool same;

    if (!scenario_parse(&again, scenario->document, scenario->document_length, scenario->path, NULL))
        return "the scenario that was made of the table is refused";
    same = again.data.count == data->count && again.data.validation == data->validation
        && again.data.inputs == data->inputs && again.data.targets == data->targets
        && memcmp(again.data.x, data->x, all * data->inputs * sizeof *data->x) == 0
        && memcmp(again.data.t, data->t, all * data->targets * sizeof *data->t) == 0;
    scenario_finish(&again);
    return same ? NULL : "the scenario that was made of the table has other numbers";
}

const char *exercise_table(const char *bytes, size_t length, bool *accepted)
{
    struct scenario scenario;
    struct error err = {0};
    FILE *file = fopen(table_path(), "wb");
    const char *wrong;

    if (file == NULL || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        return "the table cannot be written";
    *accepted = scenario_read(&scenario, table_path(), &err);
    if (!*accepted) {
        wrong = check_refused(&scenario, &err);
    } else {
        wrong = check_numbers(&scenario);
        wrong = wrong != NULL ? wrong : check_again(&scenario);
        if (!text_valid_utf8(scenario.table, strlen(scenario.table)))
            wrong = "the note is not UTF-8";
        scenario_finish(&scenario);
    }
    remove(table_path());
    return wrong;
}
