/*
 * The keys of the objects of a scenario file, a table an object: scenario_parts.h names them. Of an
 * optimizer and of stop they are the engine's rows. What only one function reads, and nobody looks
 * for elsewhere, stands with that function: a change of a session, a station of a script.
 */
#include "lesson/scenario.h"
#include "lesson/scenario_parts.h"

#include <string.h>

#define IN(type, member) .offset = offsetof(struct type, member)
#define WORDS(...) .words = (const char *const[]){__VA_ARGS__}
#define ROWS(...)                                                                                  \
    .rows = (const struct member[]){__VA_ARGS__},                                                  \
    .count = sizeof((const struct member[]){__VA_ARGS__}) / sizeof(struct member)

const struct members schema_root = {
    "at the top level", ROWS(
    {"title", MEMBER_PROSE, .most = NODE_LINE_MAX, IN(scenario, title)},
    {"about", MEMBER_PROSE, .most = NODE_TEXT_MAX, IN(scenario, about)},
    {"source", MEMBER_PROSE, .most = NODE_TEXT_MAX, IN(scenario, source)},
    {"loss", MEMBER_READ, .read = scenario_read_loss,
     .needed = "\"half_squared_error\", \"cross_entropy\" or another loss",
     .no_graph = "a graph's loss is its last step; remove it"},
    {"network", MEMBER_READ, .read = scenario_read_network,
     .needed = "an object with \"inputs\" and \"layers\"; or \"graph\"",
     .no_graph = "the graph is the network here; keep one of the two"},
    {"graph", MEMBER_READ, .read = scenario_read_graph},
    {"time_reduction", MEMBER_EITHER, WORDS("sum", "mean"),
     IN(scenario, net.time_mean), .no_graph = "a graph has no times; remove it"},
    {"truncate", MEMBER_READ, .read = scenario_read_truncate,
     .no_graph = "a graph has no times; remove it"},
    {"data", MEMBER_READ, .read = scenario_read_data, .needed = "an object with \"samples\"",
     .no_graph = "a graph's numbers are its values; remove it"},
    {"optimizer", MEMBER_ALWAYS, .read = scenario_read_optimizer},
    {"l2", MEMBER_NUMBER, MEMBER_FROM_ZERO, IN(scenario, training.optimizer.l2),
     .no_graph = "a graph has no weights to keep small; write the penalty as a part of its last "
                 "step"},
    {"stop", MEMBER_READ, .read = scenario_read_stop},
    {"reduction", MEMBER_EITHER, WORDS("mean", "sum"), IN(scenario, training.sum),
     .no_graph = "a graph has no batch; remove it"},
    {"mistake", MEMBER_READ, .read = scenario_read_mistake,
     .no_graph = "a mistake on purpose is for networks; remove it"},
    {"compare", MEMBER_READ, .read = scenario_read_compare,
     .no_graph = "the run beside it is for networks; remove it"},
    {"session", MEMBER_READ, .read = scenario_read_session}), .others = "backstep script next"};

const struct members schema_network = {
    "in network", .others = "inputs layers init train_biases weights_file"};
const struct members schema_layer = {
    "in a layer", .others = "name units activation slope weights biases weight_names kind "
                            "recurrent_weights"};

const struct members schema_init = {"in network.init", ROWS(
    {"kind", MEMBER_CHOICE, .words = init_kind_names, .word_count = INIT_KIND_COUNT,
     IN(scenario_weights, kind),
     .needed = "\"xavier_uniform\", \"he_normal\", \"zeros\" or another kind"},
    {"seed", MEMBER_WHOLE, .most = INT64_MAX, IN(scenario_weights, seed)},
    {"scale", MEMBER_READ, .read = scenario_read_scale})};

/* ---- data ---- */

const struct members schema_seed = {"in data", ROWS(
    {"seed", MEMBER_WHOLE, .most = INT64_MAX, IN(scenario, training.seed)})};

const struct members schema_data = {"in data", ROWS(
    {"validation", MEMBER_READ, .read = scenario_read_validation},
    {"standardize", MEMBER_READ, .read = scenario_read_standardize},
    {"batch", MEMBER_READ, .read = scenario_read_batch},
    {"order", MEMBER_EITHER, WORDS("sequential", "shuffled"), IN(scenario, training.shuffle)}),
    .also = &schema_seed};

const struct members schema_samples = {
    "in data, beside \"samples\"", ROWS(
    {"samples", MEMBER_ALWAYS, .read = scenario_read_samples, .home = "in data"},
    {"validation_samples", MEMBER_READ, .read = scenario_read_held}), .also = &schema_data};

const struct members schema_csv = {
    "in data, beside \"csv\"", ROWS(
    {"csv", MEMBER_READ, .read = scenario_read_csv, .home = "in data"}),
    .others = "inputs targets class target separator decimal header pixels missing validation_csv",
    .also = &schema_data};

const struct members schema_generator = {
    "in data, beside \"generator\"", ROWS(
    {"generator", MEMBER_READ, .read = scenario_read_generator, .home = "in data"}),
    .others = "n noise", .also = &schema_data};

const struct members schema_sequences = {
    "in data, beside \"sequences\"", ROWS(
    {"sequences", MEMBER_ALWAYS, .read = scenario_read_sequences, .home = "in data"},
    {"validation_sequences", MEMBER_READ, .read = scenario_read_held}), .also = &schema_data};

const struct members schema_sample = {"in a sample", .others = "x t"};
const struct members schema_sequence = {"in a sequence", .others = "x t text"};
const struct members schema_graph = {"in graph", .others = "values steps train"};

const struct members schema_session = {NULL, ROWS(
    {"step", MEMBER_WHOLE, .most = INT64_MAX, IN(scenario, session.step),
     .needed = "the number of steps done"},
    {"granularity", MEMBER_CHOICE, .words = granularity_names, .word_count = GRANULARITY_COUNT,
     IN(scenario, session.granularity)},
    {"moment", MEMBER_READ, .read = scenario_read_moment},
    {"of", MEMBER_READ, .read = scenario_read_of},
    {"changes", MEMBER_READ, .read = scenario_read_changes})};

/* ---- the engine's rows ---- */

struct members schema_stop(struct member rows[SCHEMA_STOP_ROWS])
{
    size_t count = 0;

    for (enum stop_reason r = STOP_ITERATIONS; r <= STOP_PATIENCE; r++)
        rows[count++] = (struct member){
            stop_row(r)->key, stop_row(r)->counts ? MEMBER_WHOLE : MEMBER_NUMBER, MEMBER_ABOVE_ZERO,
            stop_row(r)->offset, .least = 1, .most = INT64_MAX};
    rows[count++] = (struct member){"min_delta", MEMBER_ALWAYS, .read = scenario_read_min_delta};
    rows[count++] = (struct member){"divergence", MEMBER_FLAG, IN(stop, divergence)};
    return (struct members){"in stop", rows, count, NULL, NULL};
}

const struct members schema_optimizer = {
    "in optimizer", ROWS(
    {"learning_rate", MEMBER_NUMBER, MEMBER_RATE, IN(optimizer, learning_rate),
     .needed = "a number such as 0.5"},
    {"clip_value", MEMBER_NUMBER, MEMBER_ABOVE_ZERO, IN(optimizer, clip_value)},
    {"clip_norm", MEMBER_NUMBER, MEMBER_ABOVE_ZERO, IN(optimizer, clip_norm)}),
    .others = "kind"};

struct members schema_constants(const struct optimizer_row *of, struct text *out)
{
    for (size_t c = 0; c < OPTIMIZER_CONSTANTS_MAX && of->constants[c].key != NULL; c++)
        text_printf(out, "%s%s", out->length > 0 ? " " : "", of->constants[c].key);
    if (of->flag != NULL)
        text_printf(out, " %s", of->flag);
    return (struct members){of->kind, .others = out->data, .also = &schema_optimizer};
}

/* ---- where a key belongs ---- */

size_t schema_tables(struct members tables[SCHEMA_TABLES], struct member stop[SCHEMA_STOP_ROWS])
{
    const struct members all[] = {
        schema_root, schema_network, schema_layer, schema_init, schema_optimizer, schema_stop(stop),
        schema_data, schema_seed, schema_samples, schema_csv, schema_generator, schema_sequences,
        schema_sample, schema_sequence, schema_graph, schema_session,
    };

    memcpy(tables, all, sizeof all);
    return sizeof all / sizeof all[0];
}

/* The place that the table has for the key; NULL: it has not that key. */
static const char *place_in(const struct members *table, const char *key)
{
    const struct members own = {NULL, table->rows, table->count, table->others, NULL};
    const char *known[MEMBERS_MAX];
    char words[MEMBERS_SIZE];
    size_t count = members_list(&own, words, known), at = text_index(key, known, count);

    return at == count ? NULL
         : at < own.count && own.rows[at].home != NULL ? own.rows[at].home : table->place;
}

bool member_home(const char *key, struct text *out)
{
    struct members tables[SCHEMA_TABLES];
    struct member stop[SCHEMA_STOP_ROWS];
    const char *kinds[OPTIMIZERS_MAX];
    size_t count = 0;

    for (size_t i = 0, all = schema_tables(tables, stop); i < all; i++) {
        const char *place = place_in(&tables[i], key);

        if (place != NULL && strstr(out->data, place) == NULL)
            text_printf(out, "%s%s", out->length > 0 ? " or " : "", place);
    }
    for (size_t i = 0; i < optimizer_count(); i++) {
        char words[MEMBERS_SIZE];
        struct text text;
        struct members table;
        const char *kind;

        text_init(&text, words, sizeof words);
        table = schema_constants(optimizer_row((enum optimizer_kind)i), &text);
        kind = place_in(&table, key);
        if (kind != NULL && text_index(kind, kinds, count) == count)
            kinds[count++] = kind;
    }
    if (count > 0) {
        text_printf(out, "%sin an optimizer of kind ", out->length > 0 ? " or " : "");
        text_list(out, kinds, count, " or ");
    }
    return out->length > 0;
}
