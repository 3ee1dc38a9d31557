#include "explain/equations/rule.h"

#include "explain/equations/expression.h"

#include <math.h>

struct reading {
    struct arena *arena;
    const struct optimizer *optimizer;
};

/* Letters without values; the buffers are those after the update, which nothing needs to say here.
 */
static const struct formula *of_name(void *context, const char *name)
{
    const struct reading *reading = context;
    enum quantity_kind kind = expression_buffer_kind(reading->optimizer, name);
    struct formula *letter =
        expression_letter(reading->arena,
                          kind == QUANTITY_NONE ? name
                          : quantity_is_second_buffer(kind)
                              ? optimizer_row(reading->optimizer->kind)->second.letter
                              : optimizer_row(reading->optimizer->kind)->first.letter,
                          (double)NAN);

    letter->hat = kind == QUANTITY_FIRST_HAT || kind == QUANTITY_SECOND_HAT;
    return letter;
}

const struct formula *rule_of(struct arena *arena, const struct optimizer *optimizer)
{
    struct reading reading = {arena, optimizer};
    const struct formula *direction =
        expression_read(arena, optimizer_direction(optimizer, true),
                        &(struct formula_names){.of = of_name, .context = &reading});

    return formula_negate(
        arena, formula_multiply(arena, expression_letter(arena, "η", (double)NAN), direction));
}
