#include "cli/opening.h"

#include "base/file.h"
#include "lesson/catalogue.h"

struct option opening_target(const char **target)
{
    return (struct option){.name = "target",
                           .value = "COLUMN",
                           .text = target,
                           .help = "of a table: the column that is learned, its name or number"};
}

static void show_reading(void *context, size_t done, size_t all)
{
    progress_show(context, done >> 20, all >> 20, "MiB read");
}

struct scenario_opening opening_init(const char *target, struct progress *progress)
{
    progress_init(progress);
    return (struct scenario_opening){.target = target, .progress = {show_reading, progress}};
}

bool opening_read(struct scenario *scenario, const char *word, const char *target,
                  struct error *err)
{
    char path[FILE_PATH_SIZE];
    struct progress progress;
    struct scenario_opening opening = opening_init(target, &progress);
    bool ok;

    *scenario = (struct scenario){0};
    ok = catalogue_resolve(word, path, err) && scenario_open(scenario, path, &opening, err);
    progress_clear(&progress);
    return ok;
}
