/* Questions for a number: about how much it is, of some to choose from; and how much, typed. */
#include "teach/question_parts.h"

#include "base/elementary.h"
#include "explain/answers/ask.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* The number asked for: the one given, or what the next step shows; of a parameter its gradient. */
static struct quantity number_of(struct asking *asking)
{
    const struct question_moment *moment = asking->moment;
    struct reveal_unit unit = reveal_unit_in(asking->ahead, asking->ahead->place.index);
    struct moment last = reveal_moment(asking->net, unit, moment->next.moment);
    struct quantity of = asking->of, p;

    if (of.kind == QUANTITY_NONE)
        of = reveal_shown(asking->net, unit.unit.layer, last);
    if (last.kind == MOMENT_MOVE || last.kind == MOMENT_STEP || last.kind == MOMENT_GRADIENT) {
        p = asking_parameter(asking);
        return p.kind == QUANTITY_NONE ? p
                                       : quantity_as(p, last.kind == MOMENT_MOVE   ? QUANTITY_NEW
                                                        : last.kind == MOMENT_STEP ? QUANTITY_STEP
                                                                         : QUANTITY_GRADIENT);
    }
    if (asking->net->recurrent && last.kind == MOMENT_SHARE) {
        of = asking_share(asking);
        p = quantity_then(quantity_as(of, QUANTITY_GRADIENT), 0);
        return of.kind != QUANTITY_NONE && asking_awaits(asking, p) ? p : of;
    }
    if (of.kind == QUANTITY_VALUE)
        of = quantity_as(of, QUANTITY_GRADIENT);
    if (quantity_has_time(asking->net, of) && of.time == 0)
        of.time = quantity_time_of(asking->net, asking->ahead->now, unit.unit);
    return of;
}

/* ---- value ---- */

/* To two digits that count: what one may estimate. */
static double about(double value)
{
    char text[32];

    snprintf(text, sizeof text, "%.1e", value);
    return strtod(text, NULL);
}

/* Far enough from each other to be told apart by an estimate. */
static bool apart(double a, double b)
{
    return fabs(a - b) > 0.2 * fmax(fabs(a), fabs(b));
}

static void add_value(struct asking *asking, double value, const double *taken, enum word reply)
{
    if (!isfinite(value))
        return;
    for (size_t i = 0; i < asking->out->count; i++)
        if (!apart(value, taken[i]))
            return;
    asking_answer(asking, rich_format(asking->arena, "{v}", about(value)), reply);
}

bool question_value(struct asking *asking)
{
    struct quantity q = number_of(asking);
    struct slip slips[SLIPS_MAX];
    double value, taken[QUESTION_ANSWERS_MAX + 1];
    size_t count = question_slips_of(asking, q, slips);

    value = count == 0 ? (double)NAN : asking_value(asking, q);
    if (!isfinite(value))
        return false;
    asking->out->of = asking->out->hidden = q;
    asking_title(asking, W_ABOUT_HOW_MUCH_IS, asking_symbol(asking, q));
    if (asking->net->recurrent && q.kind == QUANTITY_GRADIENT)
        asking_hint(asking, W_SAME_WEIGHT_AT_EVERY_TIME);
    asking_answer(asking, rich_format(asking->arena, "{v}", about(value)), W_NONE);
    taken[0] = value;
    for (size_t i = 0; i < count; i++) {
        size_t before = asking->out->count;

        add_value(asking, slips[i].value, taken, slips[i].reply);
        if (asking->out->count > before)
            taken[before] = slips[i].value;
    }
    asking->out->sorted = true;
    asking_why(asking, W_EQUALS_VALUE, asking_symbol(asking, q), value);
    return true;
}

/* ---- number ---- */

/* Of a number that is typed so many digits have to be right; more, where a mistake is near. */
enum { DIGITS_LEAST = 3, DIGITS_MOST = 6 };
/* So many numbers to be put in are listed; of more none. */
enum { PARTS_MAX = 4 };
/* Smaller numbers are nothing to be typed. */
static const double least_typed = 1e-5;

/* One of the last of so many digits of the value: whether rounded or cut off, it is right. */
static double last_digit(double value, size_t digits)
{
    int before = (int)floor(elementary_log10(fabs(value))) + 1;
    char text[32];

    snprintf(text, sizeof text, "1e%d", before - (int)digits);
    return strtod(text, NULL);
}

static bool is_near(double value, double other, size_t digits)
{
    return !(fabs(value - other) > 3 * last_digit(value, digits));
}

static size_t digits_of(double value, const struct slip *slips, size_t count)
{
    size_t digits = DIGITS_LEAST;

    for (size_t i = 0; i < count; i++)
        while (digits < DIGITS_MOST && is_near(value, slips[i].value, digits))
            digits++;
    return digits;
}

static double number_in(const struct question *question, size_t i)
{
    return question->answers[i].text.spans[0].formula->value;
}

size_t question_typed(const struct question *question, double value)
{
    size_t other = question->count - 1;

    for (size_t i = 0; i < other; i++) {
        double answer = number_in(question, i);

        if (fabs(value - answer) <= 1.000001 * last_digit(answer, question->digits))
            return i;
    }
    return other;
}

static void add_number(struct asking *asking, double value, enum word reply)
{
    struct question *out = asking->out;

    if (!isfinite(value) || value == 0)
        return;
    for (size_t i = 0; i < out->count; i++)
        if (is_near(number_in(out, i), value, out->digits))
            return;
    out->answers[out->count++] = (struct question_answer){
        rich_format(asking->arena, "{v}", value), rich_words(asking->arena, reply), 0};
}

/* The rule of the number, and at first what is to be put in, where it is on the screen. */
static void rule_hints(struct asking *asking, struct quantity q)
{
    struct question *out = asking->out;
    const struct explanation *page;
    struct rich values = {NULL, 0};
    size_t parts = 0;

    if (asking->moment->level > LEVEL_RULE)
        return;
    page = explain_quantity(asking->arena, asking->ahead, asking->moment->next, q, false);
    if (page->equation_count == 0 || page->equations[0].right == NULL)
        return;
    out->hints[out->hint_count++] = rich_format(asking->arena, "{f} = {f}",
                                                asking_symbol(asking, q), page->equations[0].right);
    for (size_t i = 0; asking->moment->level == LEVEL_ALL && i < page->mark_count; i++) {
        struct quantity part = page->marks[i].quantity;

        if (quantity_equal(part, q) || !asking_knows(asking, part))
            continue;
        if (is_near(number_in(out, 0), asking_value(asking, part), DIGITS_LEAST))
            return; /* by a factor of 1 it is the answer */
        values = rich_join(asking->arena, values,
                           rich_format(asking->arena, parts++ > 0 ? ", {f} = {v}" : "{f} = {v}",
                                       asking_symbol(asking, part), asking_value(asking, part)));
    }
    if (parts > 0 && parts <= PARTS_MAX)
        out->hints[out->hint_count++] = values;
}

bool question_number(struct asking *asking)
{
    struct quantity q = number_of(asking);
    struct slip slips[SLIPS_MAX];
    struct question *out = asking->out;
    size_t count = question_slips_of(asking, q, slips);
    double value = count == 0 ? 0 : asking_value(asking, q);

    if (!isfinite(value) || fabs(value) < least_typed)
        return false;
    out->typed = true;
    out->of = out->hidden = q;
    out->inputs_only = asking->moment->level == LEVEL_INPUTS;
    out->digits = digits_of(value, slips, count);
    asking_title(asking, out->inputs_only ? W_FROM_INPUTS_ALONE_HOW_MUCH : W_HOW_MUCH_IS,
                 asking_symbol(asking, q));
    add_number(asking, value, W_NONE);
    rule_hints(asking, q);
    for (size_t i = 0; i < count; i++)
        add_number(asking, slips[i].value, slips[i].reply);
    out->answers[out->count++] =
        (struct question_answer){asking_text(asking, words(W_ANOTHER_NUMBER)),
                                 rich_words(asking->arena, W_IS_NO_MISTAKE_THAT_IS_KNOWN), 0};
    asking_why(asking, W_EQUALS_VALUE, asking_symbol(asking, q), value);
    return true;
}
