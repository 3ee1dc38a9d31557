#include "lesson/script/script.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const ask_names[SCRIPT_ASK_KINDS] = {
    [SCRIPT_ASK_GRADIENT_SIGN] = "gradient_sign",
    [SCRIPT_ASK_DIRECTION] = "direction",
    [SCRIPT_ASK_LARGEST_STEP] = "largest_step",
    [SCRIPT_ASK_LARGEST_GRADIENT] = "largest_gradient",
    [SCRIPT_ASK_MOVED_YET] = "moved_yet",
    [SCRIPT_ASK_PHASE_NAME] = "phase_name",
    [SCRIPT_ASK_WHO_MOVES] = "who_moves",
    [SCRIPT_ASK_LOSS_NEXT] = "loss_next",
    [SCRIPT_ASK_WHY_SMALL] = "why_small",
    [SCRIPT_ASK_FACTOR] = "factor",
    [SCRIPT_ASK_PATHS] = "paths",
    [SCRIPT_ASK_VALUE] = "value",
    [SCRIPT_ASK_ORDER] = "order",
    [SCRIPT_ASK_SAME_GRADIENT] = "same_gradient",
    [SCRIPT_ASK_NUMBER] = "number",
    [SCRIPT_ASK_RULE] = "rule",
    [SCRIPT_ASK_TIMES] = "times",
    [SCRIPT_ASK_SAME_WEIGHT] = "same_weight",
    [SCRIPT_ASK_WHY] = "why",
};

const char *script_ask_name(enum script_ask_kind kind)
{
    assert(kind > SCRIPT_ASK_NONE && kind < SCRIPT_ASK_TEXT);
    return ask_names[kind];
}

void script_finish(struct script *script)
{
    free(script->stations);
    free(script->next);
    arena_finish(&script->arena);
    *script = (struct script){0};
}

struct script_span script_next_span(const char **at, bool *bold)
{
    const char *start;
    struct script_span span;

    while (strncmp(*at, "**", 2) == 0) {
        *bold = !*bold;
        *at += 2;
    }
    start = *at;
    span = (struct script_span){SCRIPT_SPAN_TEXT, *bold, start, 0};
    if (*start == '\0')
        span.kind = SCRIPT_SPAN_END;
    else if (*start == '{') {
        span.text = start + 1;
        span.length = strcspn(span.text, "}");
        *at = span.text + span.length + (span.text[span.length] == '}');
        span.kind = SCRIPT_SPAN_SYMBOL;
        if (span.length > 0 && span.text[span.length - 1] == '=') {
            span.kind = SCRIPT_SPAN_VALUE;
            span.length--;
        }
    } else {
        while (**at != '\0' && **at != '{' && strncmp(*at, "**", 2) != 0)
            ++*at;
        span.length = (size_t)(*at - start);
    }
    return span;
}
