#include "data/split.h"

#include "base/rng.h"
#include "data/classify.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The samples by class, in their order within each; one group of all where there are no classes. */
struct groups {
    size_t count;
    size_t *members; /* owned; members(all) */
    size_t *starts;  /* owned; starts(count + 2): of group g's members, its end is the next one's */
    size_t *drawn;   /* owned; drawn(count): how many of each are held out */
    bool *held;      /* owned; held(all), by sample */
};

static void groups_finish(struct groups *groups)
{
    free(groups->members);
    free(groups->starts);
    free(groups->drawn);
    free(groups->held);
}

static size_t group_of(const struct groups *groups, const struct dataset *data, size_t sample)
{
    return groups->count == 1 ? 0 : classify_class(dataset_t(data, sample), data->targets);
}

static size_t size_of(const struct groups *groups, size_t group)
{
    return groups->starts[group + 1] - groups->starts[group];
}

static bool groups_init(struct groups *groups, const struct dataset *data)
{
    size_t all = data->count,
           count = classify_has_classes(data) ? classify_count(data->targets) : 1;

    *groups = (struct groups){
        .count = count,
        .members = calloc(all, sizeof *groups->members),
        .starts = calloc(count + 2, sizeof *groups->starts),
        .drawn = calloc(count, sizeof *groups->drawn),
        .held = calloc(all, sizeof *groups->held),
    };
    if (groups->members == NULL || groups->starts == NULL || groups->drawn == NULL
        || groups->held == NULL)
        return false;
    /* Counted two places on, so that placing the members moves each start to its place. */
    for (size_t i = 0; i < all; i++)
        groups->starts[group_of(groups, data, i) + 2]++;
    for (size_t g = 1; g < count + 2; g++)
        groups->starts[g] += groups->starts[g - 1];
    for (size_t i = 0; i < all; i++)
        groups->members[groups->starts[group_of(groups, data, i) + 1]++] = i;
    return true;
}

/* ---- how many of each ---- */

/* What a group's share is above a whole number, in parts of a sample over `all`. */
static uint64_t fraction(const struct groups *groups, size_t group, size_t all, size_t validation)
{
    return (uint64_t)validation * size_of(groups, group) % all;
}

/* Whether group a gets one sample more before group b. */
static bool comes_before(const struct groups *groups, size_t a, size_t b, size_t all,
                         size_t validation)
{
    bool a_last = groups->drawn[a] + 1 == size_of(groups, a); /* none would be left to train on */
    bool b_last = groups->drawn[b] + 1 == size_of(groups, b);

    if (a_last != b_last)
        return b_last;
    return fraction(groups, a, all, validation) > fraction(groups, b, all, validation);
}

static void apportion(struct groups *groups, size_t all, size_t validation)
{
    size_t left = validation;

    for (size_t g = 0; g < groups->count; g++) {
        groups->drawn[g] = (size_t)((uint64_t)validation * size_of(groups, g) / all);
        left -= groups->drawn[g];
    }
    for (; left > 0; left--) {
        size_t best = groups->count;

        for (size_t g = 0; g < groups->count; g++) {
            bool open = fraction(groups, g, all, validation) > 0
                     && groups->drawn[g] == (uint64_t)validation * size_of(groups, g) / all;

            if (open && (best == groups->count || comes_before(groups, g, best, all, validation)))
                best = g;
        }
        groups->drawn[best]++;
    }
}

/* ---- which ---- */

/* Marks as many of the group's, drawn one after the other from those that are left. */
static void draw(struct groups *groups, size_t group, struct rng *rng)
{
    size_t *left = groups->members + groups->starts[group], all = size_of(groups, group);

    for (size_t i = 0; i < groups->drawn[group]; i++) {
        size_t pick = rng_below(rng, all - i);

        groups->held[left[pick]] = true;
        left[pick] = left[all - i - 1];
    }
}

/* The rows that are not held in front, the others behind them. `spare` has room for the others. */
static void part(double *rows, size_t all, size_t columns, const bool *held, double *spare)
{
    size_t size = columns * sizeof *rows, kept = 0, moved = 0;

    for (size_t i = 0; i < all; i++) {
        if (held[i])
            memcpy(spare + columns * moved++, rows + columns * i, size);
        else if (kept++ != i)
            memcpy(rows + columns * (kept - 1), rows + columns * i, size);
    }
    memcpy(rows + columns * kept, spare, moved * size);
}

bool split_hold_out(struct dataset *data, size_t validation, uint64_t seed, struct error *err)
{
    size_t all = data->count, columns = data->inputs > data->targets ? data->inputs : data->targets;
    double *spare = malloc(validation * columns * sizeof *spare + 1);
    struct groups groups;
    struct rng rng;
    bool ok;

    assert(data->validation == 0 && validation < all);
    ok = groups_init(&groups, data) && spare != NULL;
    if (ok) {
        rng_seed(&rng, seed);
        apportion(&groups, all, validation);
        for (size_t g = 0; g < groups.count; g++)
            draw(&groups, g, &rng);
        part(data->x, all, data->inputs, groups.held, spare);
        part(data->t, all, data->targets, groups.held, spare);
        data->count = all - validation;
        data->validation = validation;
    }
    groups_finish(&groups);
    free(spare);
    return ok || error_set(err, "not enough memory to hold out %zu samples", validation);
}

bool split_append(struct dataset *data, const struct dataset *held, struct error *err)
{
    struct dataset both;

    assert(data->validation == 0 && held->inputs == data->inputs && held->targets == data->targets);
    if (!dataset_init(&both, data->count + held->count, data->inputs, data->targets, err))
        return false;
    memcpy(both.x, data->x, data->count * data->inputs * sizeof *both.x);
    memcpy(both.t, data->t, data->count * data->targets * sizeof *both.t);
    memcpy(both.x + data->count * data->inputs, held->x,
           held->count * data->inputs * sizeof *both.x);
    memcpy(both.t + data->count * data->targets, held->t,
           held->count * data->targets * sizeof *both.t);
    both.count = data->count;
    both.times = data->times;
    both.validation = held->count;
    dataset_finish(data);
    *data = both;
    return true;
}
