/* "mistake" and "compare": what a second run beside the scenario's own does differently. */
#include "lesson/scenario.h"
#include "lesson/scenario_parts.h"
#include "lesson/variant_run.h"

enum { SETTINGS = VARIANT_KIND_COUNT - VARIANT_LEARNING_RATE };

/* One that the network can make. */
static bool read_mistake(const struct node *node, const struct net *net, struct variant *variant)
{
    size_t index = 0;

    if (!node_choice(node, mistake_names, mistake_count(net), &index))
        return false;
    if (index != MISTAKE_NONE)
        *variant = (struct variant){VARIANT_MISTAKE, (double)index};
    return true;
}

/* The one member, a setting, into *setting and variant->kind. */
static bool find_setting(const struct node *compare, struct node *setting, struct variant *variant)
{
    const char *known[SETTINGS];

    for (size_t i = 0; i < SETTINGS; i++)
        known[i] = variant_name((enum variant_kind)(VARIANT_LEARNING_RATE + i));
    if (!node_check_object(compare, known, SETTINGS))
        return false;
    *setting = (struct node){0};
    for (size_t i = 0; i < SETTINGS; i++) {
        struct node member = node_member(compare, known[i]);

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

static bool read_compare(const struct node *compare, const struct scenario *scenario,
                         struct variant *variant)
{
    char own[VARIANT_WORDS_SIZE];
    struct node setting;
    const char *why;

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

bool scenario_read_compare(const struct node *root, struct scenario *scenario)
{
    struct node mistake = node_member(root, "mistake"), compare = node_member(root, "compare");

    if (mistake.json != NULL && !read_mistake(&mistake, &scenario->net, &scenario->compare))
        return false;
    if (compare.json == NULL)
        return true;
    if (scenario->compare.kind != VARIANT_NONE)
        return node_error(&compare,
                          "there is a mistake too; one run stands beside the lesson's own, "
                          "remove one of the two");
    return read_compare(&compare, scenario, &scenario->compare);
}
