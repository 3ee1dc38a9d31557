#include "lesson/schema/member.h"

#include "lesson/remedy.h"

#include <assert.h>
#include <string.h>

static bool unknown_key(const struct node *object, const char *key, const char *const *known,
                        size_t count)
{
    char quoted[NODE_QUOTE_SIZE], remedy[REMEDY_SIZE], places[ERROR_TEXT_SIZE] = "";
    struct text home;
    const char *near = text_nearest(key, known, count);

    text_init(&home, places, sizeof places);
    if (member_home(key, &home))
        return node_error(object, "unknown key \"%s\" here; it belongs %s", key, places);
    node_quote(key, quoted);
    if (remedy_for(key, known, count, remedy))
        return node_error(object, "unknown key %s; write %s", quoted, remedy);
    if (near != NULL)
        return node_error(object, "unknown key %s; did you mean \"%s\"?", quoted, near);
    return node_error(object, "unknown key %s; remove it, or check its spelling", quoted);
}

size_t members_list(const struct members *keys, char words[MEMBERS_SIZE],
                    const char *known[MEMBERS_MAX])
{
    struct text text;
    size_t count = 0;

    text_init(&text, words, MEMBERS_SIZE);
    for (; keys != NULL; keys = keys->also) {
        char *key = words + text.length;

        assert(count + keys->count <= MEMBERS_MAX);
        for (size_t i = 0; i < keys->count; i++)
            known[count++] = keys->rows[i].name;
        if (keys->others == NULL || keys->others[0] == 0)
            continue;
        text_printf(&text, "%s ", keys->others);
        for (char *end; (end = strchr(key, ' ')) != NULL; key = end + 1) {
            assert(count < MEMBERS_MAX);
            *end = '\0';
            known[count++] = key;
        }
    }
    assert(!text.cut);
    return count;
}

bool members_check(const struct node *node, const struct members *keys)
{
    json_t *object = (json_t *)node->json; /* jansson's iteration changes nothing */
    const char *known[MEMBERS_MAX];
    char words[MEMBERS_SIZE];
    size_t count = members_list(keys, words, known);

    if (!json_is_object(object))
        return node_unexpected(node, "an object: { ... }");
    for (void *i = json_object_iter(object); i != NULL; i = json_object_iter_next(object, i)) {
        const char *key = json_object_iter_key(i);

        if (text_index(key, known, count) == count)
            return unknown_key(node, key, known, count);
    }
    return true;
}

bool members_only(const struct node *object, const char *keys)
{
    return members_check(object, &(struct members){.others = keys});
}

bool member_number(const struct node *node, enum member_range range, double *out)
{
    static const char *const ranges[] = {
        [MEMBER_FROM_ZERO] = "a number of at least 0",
        [MEMBER_ABOVE_ZERO] = "a number greater than 0",
        [MEMBER_FRACTION] = "a number from 0 to less than 1",
        [MEMBER_RATE] = "a number of at least 0; the minus sign of gradient descent is not part of "
                        "it",
    };

    if (!node_number(node, out))
        return false;
    return range == MEMBER_ANY || (*out >= 0 && !(range == MEMBER_ABOVE_ZERO && *out == 0)
                                && !(range == MEMBER_FRACTION && *out >= 1))
        || node_unexpected(node, "%s", ranges[range]);
}

static bool read_word(const struct node *node, const struct member *key, void *out)
{
    size_t index;
    int choice;

    if (!node_choice(node, key->words, key->kind == MEMBER_EITHER ? 2 : key->word_count, &index))
        return false;
    choice = (int)index;
    if (key->kind == MEMBER_EITHER)
        *(bool *)out = index == 1;
    else
        memcpy(out, &choice, sizeof choice);
    return true;
}

/* The one member of a row. */
static bool read_one(const struct node *object, const struct member *key, void *out)
{
    struct node node = node_member(object, key->name);
    void *to = (char *)out + key->offset;

    if (node.json == NULL && key->kind != MEMBER_ALWAYS)
        return key->needed == NULL || node_require(&node, key->needed);
    switch (key->kind) {
    case MEMBER_READ:
    case MEMBER_ALWAYS:
        return key->read(&node, out);
    case MEMBER_NUMBER:
        return member_number(&node, key->range, to);
    case MEMBER_WHOLE:
        return node_whole(&node, key->least, key->most, to);
    case MEMBER_FLAG:
        return node_bool(&node, to);
    case MEMBER_EITHER:
    case MEMBER_CHOICE:
        return read_word(&node, key, to);
    case MEMBER_PROSE:
        return node_prose(&node, (size_t)key->most, to);
    }
    return true;
}

bool members_fill(const struct node *object, const struct members *keys, void *out)
{
    for (size_t i = 0; i < keys->count; i++)
        if (!read_one(object, &keys->rows[i], out))
            return false;
    return true;
}

bool members_read(const struct node *object, const struct members *keys, void *out)
{
    return members_check(object, keys) && members_fill(object, keys, out);
}
