/* "mistake" and "compare": what a second run beside the scenario's own does differently. */
#include "lesson/scenario.h"
#include "lesson/scenario_parts.h"
#include "lesson/variant_run.h"

enum { SETTINGS = VARIANT_KIND_COUNT - VARIANT_LEARNING_RATE };

/* One that the network can make. */
bool scenario_read_mistake(const struct node *node, void *out)
{
    struct scenario *scenario = out;
    size_t index = 0;

    if (!node_choice(node, mistake_names, mistake_count(&scenario->net), &index))
        return false;
    if (index != MISTAKE_NONE)
        scenario->compare = (struct variant){VARIANT_MISTAKE, (double)index};
    return true;
}

/* The one member, a setting, into *setting and variant->kind. */
static bool find_setting(const struct node *compare, struct node *setting, struct variant *variant)
{
    struct member known[SETTINGS];

    for (size_t i = 0; i < SETTINGS; i++)
        known[i].name = variant_name((enum variant_kind)(VARIANT_LEARNING_RATE + i));
    if (!members_check(compare, &(struct members){.rows = known, .count = SETTINGS}))
        return false;
    *setting = (struct node){0};
    for (size_t i = 0; i < SETTINGS; i++) {
        struct node member = node_member(compare, known[i].name);

        if (member.json == NULL)
            continue;
        if (setting->json != NULL)
            return node_error(&member,
                              "%s stands here too; the two runs differ in one setting, remove "
                              "the other",
                              setting->key);
        *setting = member;
        variant->kind = (enum variant_kind)(VARIANT_LEARNING_RATE + i);
    }
    return setting->json != NULL
           || node_error(compare,
                         "found no setting, expected one of learning_rate, optimizer, init, seed, "
                         "activation and order");
}

static bool read_value(const struct node *setting, struct variant *variant)
{
    const char *words[VARIANT_VALUES_MAX];
    size_t count = variant_choices(variant->kind, words), index = 0;

    if (count > 0) {
        if (!node_choice(setting, words, count, &index))
            return false;
        variant->value = (double)index;
        return true;
    }
    return node_number(setting, &variant->value)
           && (variant_check(variant, NULL)
               || node_unexpected(setting, "%s", variant_range(variant->kind)));
}

bool scenario_read_compare(const struct node *compare, void *out)
{
    struct scenario *scenario = out;
    struct variant *variant = &scenario->compare;
    char own[VARIANT_WORDS_SIZE];
    struct node setting;
    const char *why;

    if (variant->kind != VARIANT_NONE)
        return node_error(compare,
                          "there is a mistake too; one run stands beside the lesson's own, "
                          "remove one of the two");
    if (!find_setting(compare, &setting, variant) || !read_value(&setting, variant))
        return false;
    why = variant_impossible(scenario, variant->kind);
    if (why != NULL)
        return node_error(&setting, "changing %s has no effect here: %s; compare another setting",
                          variant_setting(variant->kind), why);
    if (variant_is_own(scenario, variant))
        return node_error(&setting, "the run itself has that (%s); give another value",
                          variant_own_words(scenario, variant->kind, own));
    return true;
}
