/* "sequences" of a scenario's data, and what else only a recurrent network has. */
#include "lesson/scenario.h"
#include "lesson/scenario_parts.h"

#include "base/memory.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>

enum { TIMES_MAX = 10000, CHARACTERS_MAX = NET_UNITS_MAX };

/* The characters of all texts, in order of first appearance: each is one input and one output. */
struct alphabet {
    unsigned characters[CHARACTERS_MAX];
    size_t count;
};

static size_t place_of(const struct alphabet *alphabet, unsigned character)
{
    size_t at = 0;

    while (at < alphabet->count && alphabet->characters[at] != character)
        at++;
    return at;
}

/* ---- how long they are ---- */

static bool check_length(const struct node *node, size_t times)
{
    return (times >= 1 && times <= TIMES_MAX) ||
           node_error(node, "found %zu times, expected 1 to %d", times, TIMES_MAX);
}

/* The characters of a text, of which the last is only a target. */
static bool text_length(const struct node *text, size_t *times)
{
    const char *at = json_string_value(text->json);
    size_t count = 0;

    if (at == NULL)
        return node_unexpected(text, "a text in double quotes");
    while (*at != '\0') {
        text_next_utf8(&at);
        count++;
    }
    if (count < 2)
        return node_unexpected(text, "at least 2 characters: each is to be followed by its target");
    *times = count - 1;
    return check_length(text, *times);
}

static bool sequence_length(const struct node *sequence, size_t *times)
{
    struct node x = node_member(sequence, "x"), t = node_member(sequence, "t");
    struct node text = node_member(sequence, "text");

    if (!members_check(sequence, &schema_sequence))
        return false;
    if (text.json != NULL && (x.json != NULL || t.json != NULL))
        return node_error(x.json != NULL ? &x : &t, "there is a text too, which has its own inputs "
                                                    "and targets; remove one of the two");
    if (text.json != NULL)
        return text_length(&text, times);
    if (!node_require(&x, "a list of the inputs at each time") ||
        !node_check_list(&x, "a list of the inputs at each time") ||
        !node_require(&t, "a list of the targets at each time, or null at times without one") ||
        !node_check_list(&t, "a list of the targets at each time, or null at times without one"))
        return false;
    *times = node_size(&x);
    return check_length(&x, *times) &&
           (node_size(&t) == *times ||
            node_error(&t, "found %zu time%s, expected %zu, as many as x has; write null where "
                           "there is no target", node_size(&t), node_size(&t) == 1 ? "" : "s",
                       *times));
}

/* The longest sequence of a list, into *most if it is longer. */
static bool find_longest(const struct node *list, size_t *most)
{
    for (size_t i = 0; i < node_size(list); i++) {
        struct node sequence = node_element(list, i);
        size_t times = 0;

        if (!sequence_length(&sequence, &times))
            return false;
        if (times > *most)
            *most = times;
    }
    return true;
}

/* ---- texts ---- */

static bool add_characters(const struct node *text, struct alphabet *alphabet)
{
    const char *at = json_string_value(text->json);

    while (*at != '\0') {
        unsigned character = text_next_utf8(&at);

        if (place_of(alphabet, character) < alphabet->count)
            continue;
        if (alphabet->count == CHARACTERS_MAX)
            return node_error(text, "the texts have more than %d different characters",
                              CHARACTERS_MAX);
        alphabet->characters[alphabet->count++] = character;
    }
    return true;
}

static bool find_alphabet(const struct node *list, const struct net *net,
                          struct alphabet *alphabet)
{
    size_t inputs = net->layers[0].out, outputs = net_output(net)->out;
    struct node text = {0};

    for (size_t i = 0; i < node_size(list); i++) {
        struct node sequence = node_element(list, i), member = node_member(&sequence, "text");

        if (member.json == NULL)
            continue;
        if (!add_characters(&member, alphabet))
            return false;
        text = member;
    }
    return text.json == NULL || (alphabet->count == inputs && alphabet->count == outputs) ||
           node_error(list, "the texts have %zu different characters, the network %zu input%s and "
                            "%zu output%s; give it one of each for every character",
                      alphabet->count, inputs, inputs == 1 ? "" : "s", outputs,
                      outputs == 1 ? "" : "s");
}

static void read_text(const struct node *text, const struct alphabet *alphabet, double *x,
                      double *t)
{
    const char *at = json_string_value(text->json);
    size_t count = alphabet->count, now = place_of(alphabet, text_next_utf8(&at));

    for (; *at != '\0'; x += count, t += count) {
        size_t next = place_of(alphabet, text_next_utf8(&at));

        for (size_t i = 0; i < count; i++) {
            x[i] = i == now;
            t[i] = i == next;
        }
        now = next;
    }
}

/* ---- one sequence ---- */

static void fill(double *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        numbers[i] = (double)NAN;
}

static bool read_times(const struct node *sequence, const struct net *net, double *x, double *t)
{
    struct node inputs = node_member(sequence, "x"), targets = node_member(sequence, "t");
    size_t in = net->layers[0].out, out = net_output(net)->out, with = 0;

    for (size_t time = 0; time < node_size(&inputs); time++, x += in, t += out) {
        struct node at = node_element(&inputs, time), target = node_element(&targets, time);

        if (!node_numbers(&at, in, "input", x))
            return false;
        if (json_is_null(target.json))
            continue;
        with++;
        if (!node_numbers(&target, out, "unit of the output layer", t) ||
            !scenario_check_targets(&target, net->loss, out, t))
            return false;
    }
    return with > 0 || node_error(&targets, "found no target at any time, expected one at least");
}

bool scenario_check_targets(const struct node *list, enum loss loss, size_t count,
                            const double *t)
{
    for (size_t k = 0; k < count; k++) {
        struct node target;

        if (loss_takes_target(loss, t[k]))
            continue;
        target = node_element(list, k);
        return node_unexpected(&target, "a target %s for %s", loss_row(loss)->range,
                               loss_row(loss)->name);
    }
    return true;
}

static bool read_list(const struct node *list, const struct net *net,
                      const struct alphabet *alphabet, struct dataset *out)
{
    fill(out->x, out->count * out->inputs);
    fill(out->t, out->count * out->targets);
    for (size_t i = 0; i < out->count; i++) {
        struct node sequence = node_element(list, i), text = node_member(&sequence, "text");
        double *x = out->x + i * out->inputs, *t = out->t + i * out->targets;

        if (text.json != NULL)
            read_text(&text, alphabet, x, t);
        else if (!read_times(&sequence, net, x, t))
            return false;
    }
    return true;
}

/* The alphabet is that of the sequences to train on, and then of those held out. */
static bool read_sequences(const struct node *list, const struct net *net,
                           struct alphabet *alphabet, struct dataset *out)
{
    static const char *const members[] = {"sequences", "validation_sequences"};
    size_t times = 0;

    for (size_t i = 0; i < 2; i++) {
        struct node member = node_member(list->parent, members[i]);

        if (member.json == NULL)
            continue;
        if (!node_check_list(&member, "a list of sequences") || !find_longest(&member, &times) ||
            !find_alphabet(&member, net, alphabet))
            return false;
    }
    if (!dataset_init(out, node_size(list), times * net->layers[0].out,
                      times * net_output(net)->out, list->err))
        return error_prefix(list->err, "%.300s: data.%s", list->file, list->key);
    out->times = times;
    return read_list(list, net, alphabet, out);
}

bool scenario_sequences(const struct node *list, const struct net *net, struct dataset *out)
{
    const char *expected = "a list of sequences: [{\"x\": [[...], ...], \"t\": [[...], ...]}, ...]";
    struct alphabet *alphabet;
    bool ok;

    if (!net->recurrent)
        return node_error(list, "found sequences, but no layer of the network remembers anything; "
                                "give one \"kind\": \"recurrent\", or write \"samples\"");
    if (!node_require(list, expected) || !node_check_list(list, expected))
        return false;
    if (node_size(list) < 1 || node_size(list) > DATASET_SAMPLES_MAX)
        return node_unexpected(list, "1 to %d sequences", DATASET_SAMPLES_MAX);
    alphabet = memory_new(1, sizeof *alphabet);
    ok = read_sequences(list, net, alphabet, out);
    free(alphabet);
    return ok;
}

/* ---- the loss in time ---- */

bool scenario_check_times(const struct node *root, const struct net *net)
{
    static const char *const keys[] = {"time_reduction", "truncate"};

    for (size_t i = 0; i < 2 && !net->recurrent; i++) {
        struct node node = node_member(root, keys[i]);

        if (node.json != NULL)
            return node_error(&node, "it belongs to a recurrent network, and no layer of this one "
                                     "is recurrent; remove it");
    }
    return true;
}

bool scenario_read_truncate(const struct node *node, void *scenario)
{
    uint64_t times = 0;

    if (!node_whole(node, 1, TIMES_MAX, &times))
        return false;
    ((struct scenario *)scenario)->net.truncate = (size_t)times;
    return true;
}
