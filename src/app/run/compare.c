#include "app/run/compare.h"

#include "app/run/compare_part.h"
#include "engine/wrong/effect.h"

/* What a frame may take of it, in parameters moved: some milliseconds. */
static const uint64_t at_once = 4000000;

void compare_finish(struct compare *compare)
{
    history_finish(&compare->history);
    stepper_finish(&compare->stepper);
    variant_finish(&compare->run);
    edit_log_finish(&compare->edits);
    record_finish(&compare->record);
    stepper_finish(&compare->search[0]);
    stepper_finish(&compare->search[1]);
    *compare = (struct compare){0};
}

enum mistake compare_mistake(const struct compare *compare)
{
    return compare->variant.kind == VARIANT_MISTAKE ? (enum mistake)compare->variant.value
                                                    : MISTAKE_NONE;
}

/* Of the changes by hand those that the other run gets too. */
static void common_edits(const struct compare *compare, struct edit_log *common)
{
    for (size_t i = 0; i < compare->edits.count; i++)
        if (variant_takes_edit(&compare->variant, &compare->edits.edits[i]))
            edit_log_put(common, &compare->edits.edits[i]);
}

static bool begin_stepper(const struct compare *compare, const struct scenario *scenario,
                          struct stepper *stepper, struct error *err)
{
    const struct variant_run *run = &compare->run;

    return stepper_init(stepper, &run->net, &scenario->data, &run->training, run->params,
                        err);
}

/* Both runs from their start, side by side; one a call. */
static void begin_search(struct compare *compare, const struct run *run)
{
    const struct scenario *scenario = &run->scenario;
    struct stepper *shown = &compare->search[0], *other = &compare->search[1];

    if (shown->block == NULL) {
        compare->searches = stepper_init(shown, &scenario->net, &scenario->data,
                                         &scenario->training, scenario->params, NULL);
        if (compare->searches)
            edit_log_copy(&shown->edits, &run->stepper.edits);
    } else {
        compare->searches = begin_stepper(compare, scenario, other, NULL);
        if (compare->searches)
            common_edits(compare, &other->edits);
    }
}

/* Some more of it; all at once where nobody waits for a picture. */
static void search_on(struct compare *compare, const struct run *run)
{
    size_t units = run->live ? at_once / (run->scenario.net.param_count + 50) + 1 : SIZE_MAX;
    bool begins = false;

    while (compare->searches && compare->search[1].block == NULL && !(begins && run->live)) {
        begin_search(compare, run);
        begins = true;
    }
    if (!compare->searches || (begins && run->live)
        || !compare_part_search(&compare->search[0], &compare->search[1], units, &compare->first,
                                &compare->searched))
        return;
    compare->searches = false;
    stepper_finish(&compare->search[0]);
    stepper_finish(&compare->search[1]);
}

static void iteration_ended(void *context, const struct stepper *stepper)
{
    record_look(context, stepper);
}

static bool begin(struct compare *compare, const struct run *run, struct variant variant,
                  struct error *err)
{
    struct edit_log common = {0};

    if (!variant_begin(&compare->run, &run->scenario, &variant, err)
        || !begin_stepper(compare, &run->scenario, &compare->stepper, err))
        return false;
    compare->stepper.watch = (struct stepper_watch){iteration_ended, &compare->record};
    if (!history_init(&compare->history, &compare->stepper, run->memory / RUN_OTHER_SHARE, err))
        return false;
    compare->variant = variant;
    edit_log_copy(&compare->edits, &run->stepper.edits);
    common_edits(compare, &common);
    if (common.count > 0)
        history_edit(&compare->history, &common, 0);
    edit_log_finish(&common);
    compare->searches = true;
    compare->is_new = compare->behind = run->live;
    if (!run->live)
        search_on(compare, run);
    return true;
}

bool compare_set(struct compare *compare, const struct run *run, struct variant variant,
                 struct error *err)
{
    const char *why = variant_impossible(&run->scenario, variant.kind);

    if (variant.kind == VARIANT_MISTAKE && variant.value >= mistake_count(&run->scenario.net))
        why = words(W_NETWORK_HAS_NO_TIMES);
    compare_finish(compare);
    if (variant.kind == VARIANT_NONE
        || (variant.kind == VARIANT_MISTAKE && variant.value == MISTAKE_NONE))
        return true;
    if (why != NULL)
        return error_set(err, "there is nothing to compare: %s", why);
    if (begin(compare, run, variant, err))
        return true;
    compare_finish(compare);
    return false;
}

/* ---- in step ---- */

/* In what both runs have left behind by now, where the search had not come. */
static void look_further(struct compare *compare, const struct run *run)
{
    size_t kept = compare->record.first;

    if (kept < run->record.first)
        kept = run->record.first;
    if (compare->searched < kept) {
        compare->searched = kept;
        compare->missed = true;
    }
    while (compare->variant.kind != VARIANT_MISTAKE && compare->first.iteration == 0
           && !compare->missed
           && compare->searched < compare->record.count
           && compare->searched < run->record.count) {
        double shown = record_loss(&run->record, compare->searched);
        double other = record_loss(&compare->record, compare->searched);

        compare->searched++;
        if (compare_part_differs(shown, other))
            compare->first = compare_part_at(&run->stepper, compare->searched, shown, other);
    }
}

/* The same changes by hand, from the start. */
static bool is_up_to_date(struct compare *compare, const struct run *run)
{
    return edit_log_difference(&compare->edits, &run->stepper.edits) == UINT64_MAX
        || compare_set(compare, run, compare->variant, NULL);
}

/* To that step, or where somebody waits for a picture, some way. */
static void follow_to(struct compare *compare, const struct run *run, uint64_t target)
{
    uint64_t some = at_once / run->stepper.iteration_work;

    if (target != compare->stepper.state.step && !run->live)
        history_seek(&compare->history, target);
    else if (target != compare->stepper.state.step && compare->is_new)
        compare->is_new = false;
    else if (target != compare->stepper.state.step)
        compare->behind = !history_approach(&compare->history, target, some > 0 ? some : 1);
    else
        compare->behind = false;
}

void compare_keep_up(struct compare *compare, const struct run *run)
{
    uint64_t target = run->cursor.step;

    if (compare->variant.kind == VARIANT_NONE)
        return;
    /* Where the shown run stops, the other is at the end of the same iteration. */
    if (run->stepper.state.stop_step > 0 && run->stepper.state.stop_step == target)
        target--;
    follow_to(compare, run, target);
    record_look(&compare->record, &compare->stepper);
    if (!compare->searches)
        look_further(compare, run);
}

bool compare_is_busy(const struct compare *compare)
{
    return compare->behind || compare->searches;
}

const struct snapshot *compare_follow(struct compare *compare, const struct run *run)
{
    if (compare->variant.kind == VARIANT_NONE || !is_up_to_date(compare, run))
        return NULL;
    search_on(compare, run);
    compare_keep_up(compare, run);
    if (compare->stepper.state.stop_step > 0 || compare->behind)
        return NULL;
    run_snapshot_of(&compare->stepper, &compare->history, &compare->snapshot);
    if (compare->snapshot.place.step > 0
        && compare->snapshot.place.index >= compare->snapshot.place.count) {
        if (compare->loss_after_step != compare->snapshot.place.step)
            compare->loss_after = stepper_batch_loss_now(&compare->stepper, run->scratch);
        compare->loss_after_step = compare->snapshot.place.step;
        compare->snapshot.loss_after = compare->loss_after;
    }
    return &compare->snapshot;
}

struct evaluation compare_result(struct compare *compare, const struct run *run,
                                 const struct snapshot *shown)
{
    const struct accuracy_of other = {.stepper = &compare->stepper, .scratch = run->scratch};
    uint64_t step = compare->stepper.state.step + 1;

    if (compare->variant.kind == VARIANT_NONE || compare->behind ||
        shown->training_result.samples == 0)
        return (struct evaluation){0};
    if (compare->result_step != step) {
        compare->result = accuracy_of_other(&run->accuracy, &other, compare->stepper.block);
        compare->result_step = step;
    }
    return compare->result;
}

/* ---- in words ---- */

const char *compare_name(const struct compare *compare, struct arena *arena)
{
    char name[VARIANT_WORDS_SIZE];

    if (compare_mistake(compare) != MISTAKE_NONE)
        return words(W_WRONG);
    return arena_printf(arena, "%s", variant_words(&compare->variant, name));
}

static const char *stop_words(const struct compare *compare, struct arena *arena)
{
    struct place place;

    stepper_place(&compare->stepper, &place);
    if (compare->behind)
        return words_in(arena, W_OTHER_RUN_COMES, (size_t)place.iteration);
    if (compare->stepper.state.stop_step == 0)
        return "";
    return words_in(arena,
                    compare->stepper.state.stopped == STOP_DIVERGENCE ? W_OTHER_RUN_DIVERGED
                                                                      : W_OTHER_RUN_STOPPED,
                    (size_t)place.iteration);
}

static const char *mistake_words(const struct compare *compare, const struct scenario *scenario)
{
    enum mistake mistake = compare_mistake(compare);
    const char *none = effect_missing(mistake, &scenario->net, &scenario->training,
                                      scenario->params);

    return words(none != NULL ? words_named("effect", none)
                              : words_named(mistake_name(mistake), "says"));
}

const char *compare_words(const struct compare *compare, const struct scenario *scenario,
                          struct arena *arena)
{
    char own[VARIANT_WORDS_SIZE], other[VARIANT_WORDS_SIZE];
    const char *stopped = stop_words(compare, arena);

    if (compare->variant.kind == VARIANT_MISTAKE)
        return arena_printf(arena, "%s%s", stopped, mistake_words(compare, scenario));
    variant_words(&compare->variant, other);
    variant_own_words(scenario, compare->variant.kind, own);
    return words_in(arena, W_OTHER_NOT_ALL_ELSE_SAME, stopped, other, own,
                    compare->first.iteration > 0 ? ""
                    : compare->missed            ? words(W_WHAT_LIES_FAR_BACK_WAS)
                                                 : words(W_SO_FAR_THEY_HAVE_NOT));
}
