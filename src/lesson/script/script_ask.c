/* "ask" of a station: see script.h. */
#include "lesson/script/script_parts.h"

/* What is asked or answered, in words. */
static bool read_said(const struct node *object, const char *expected,
                      struct script_reader *reader, const char **out)
{
    struct node text = node_member(object, "text");

    return node_require(&text, expected) && script_read_text(object, "text", reader, out)
           && (**out != '\0' || node_unexpected(&text, "%s", expected));
}

static bool read_answers(const struct node *list, struct script_reader *reader,
                         struct script_ask *ask)
{
    size_t right = 0;

    if (!node_require(list, "two to four answers, one of them with \"right\": true")
        || !node_check_list(list, "a list of two to four answers"))
        return false;
    if (node_size(list) < 2 || node_size(list) > SCRIPT_ANSWERS_MAX)
        return node_unexpected(list, "two to four answers");
    for (size_t i = 0; i < node_size(list); i++) {
        struct node node = node_element(list, i);
        struct node truth = node_member(&node, "right");
        struct script_answer *answer = &ask->answers[ask->answer_count++];

        if (!members_only(&node, "text right why")
            || !read_said(&node, "what the answer says", reader, &answer->text)
            || !script_read_text(&node, "why", reader, &answer->why)
            || (truth.json != NULL && !node_bool(&truth, &answer->right)))
            return false;
        right += answer->right;
    }
    return right == 1 || node_error(list, "%zu of the answers are right; expected one with "
                                          "\"right\": true", right);
}

/* What the question is about: a quantity, a parameter's name, or a neuron's. */
static bool read_of(const struct node *node, struct script_reader *reader, struct script_ask *ask)
{
    const struct net *net = &reader->scenario->net;
    const struct optimizer *optimizer = &reader->scenario->training.optimizer;
    const char *word = json_string_value(node->json), *activation;
    struct error err;

    if (node->json == NULL)
        return true;
    if (word == NULL)
        return node_unexpected(node, "a weight, a neuron or another quantity in double quotes");
    ask->of = arena_printf(&reader->script->arena, "%s", word);
    activation = arena_printf(&reader->script->arena, "a %s", word);
    return quantity_parameter_named(net, word, &ask->quantity, NULL)
           || quantity_named(net, optimizer, activation, &ask->quantity, NULL)
           || quantity_named(net, optimizer, word, &ask->quantity, &err)
           || node_error(node, "%s", err.text);
}

static bool read_kind(const struct node *node, const struct script_reader *reader,
                      struct script_ask *ask)
{
    const char *words[SCRIPT_ASK_TEXT - 1];
    size_t kind = 0;

    for (size_t i = 0; i < SCRIPT_ASK_TEXT - 1; i++)
        words[i] = script_ask_name((enum script_ask_kind)(i + 1));
    if (!node_choice(node, words, SCRIPT_ASK_TEXT - 1, &kind))
        return false;
    ask->kind = (enum script_ask_kind)(kind + 1);
    return (ask->kind != SCRIPT_ASK_TIMES && ask->kind != SCRIPT_ASK_SAME_WEIGHT)
           || reader->scenario->net.recurrent
           || node_error(node, "this network has no times for \"%s\"; choose another kind",
                         words[kind]);
}

bool script_read_ask(const struct node *object, struct script_reader *reader,
                     struct script_ask *ask)
{
    struct node node = node_member(object, "ask"), kind = node_member(&node, "kind");
    struct node of = node_member(&node, "of"), text = node_member(&node, "text");
    struct node answers = node_member(&node, "answers");

    if (node.json == NULL)
        return true;
    if (!members_only(&node, "kind of text answers"))
        return false;
    if ((kind.json == NULL) == (text.json == NULL))
        return node_error(&node, kind.json == NULL
                                     ? "found neither; expected \"kind\", or \"text\" and "
                                       "\"answers\""
                                     : "found \"kind\" and \"text\"; expected one of the two");
    if (kind.json != NULL && answers.json != NULL)
        return node_error(&answers, "the program makes the answers of a question of a kind; remove "
                                    "them, or write \"text\" in place of \"kind\"");
    if (kind.json != NULL && scenario_is_graph(reader->scenario))
        return node_error(&kind, "the program makes no questions of a graph; write \"text\" and "
                                 "\"answers\" in place of \"kind\"");
    if (kind.json != NULL)
        return read_kind(&kind, reader, ask) && read_of(&of, reader, ask);
    if (of.json != NULL)
        return node_error(&of, "only a question of a \"kind\" is of something; remove it");
    ask->kind = SCRIPT_ASK_TEXT;
    return read_said(&node, "what is asked", reader, &ask->text)
           && read_answers(&answers, reader, ask);
}
