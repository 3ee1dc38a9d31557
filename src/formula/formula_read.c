#include "formula/formula_read.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 64, TERMS_MAX = 32, DEPTH_MAX = 100, SHORT_NUMBER = 5 };

struct reader {
    struct arena *arena;
    const char *text, *at;
    const struct formula_names *names;
    struct error *err;
    size_t depth;
};

static const struct formula *read_cases(struct reader *r);
static const struct formula *read_power(struct reader *r);

/* ---- characters ---- */

static bool is_letter(char c)
{
    return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

static void skip_space(struct reader *r)
{
    while (*r->at == ' ')
        r->at++;
}

/* How many bytes a name at `at` has; 0: there is none. */
static size_t name_length(const char *at)
{
    size_t length = 0;

    if (!is_letter(at[0]))
        return 0;
    while (is_letter(at[length]) || isdigit((unsigned char)at[length]) || at[length] == '_')
        length++;
    return length + (at[length] == '\'');
}

static bool next_is(struct reader *r, const char *token)
{
    size_t length = strlen(token);

    skip_space(r);
    if (strncmp(r->at, token, length) != 0)
        return false;
    return !is_letter(token[0]) || name_length(r->at) == length;
}

static bool take(struct reader *r, const char *token)
{
    if (!next_is(r, token))
        return false;
    r->at += strlen(token);
    return true;
}

/* Says what was expected in the place of what is found there. */
static const struct formula *unexpected(struct reader *r, const char *expected)
{
    size_t place = 1, length;

    skip_space(r);
    length = name_length(r->at);
    for (const char *c = r->text; c < r->at; place++)
        text_next_utf8(&c);
    if (*r->at == '\0')
        error_set(r->err, "'%.200s' ends where %s was expected", r->text, expected);
    else
        error_set(r->err, "'%.200s', character %zu: found '%.*s', expected %s", r->text, place,
                  (int)(length > 0 ? length : 1), r->at, expected);
    return NULL;
}

/* ---- names and functions ---- */

static const struct {
    const char *name;
    enum formula_function function;
    size_t arguments;
} functions[] = {
    {"exp", FORMULA_EXP, 1},   {"ln", FORMULA_LN, 1},     {"sqrt", FORMULA_ROOT, 1},
    {"abs", FORMULA_ABS, 1},   {"sin", FORMULA_SIN, 1},   {"cos", FORMULA_COS, 1},
    {"tanh", FORMULA_TANH, 1}, {"sigmoid", FORMULA_SIGMOID, 1},
    {"max", FORMULA_MAX, 2},   {"min", FORMULA_MIN, 2},
    {"logsumexp", FORMULA_LOGSUMEXP, 2},
};

enum { FUNCTIONS = sizeof functions / sizeof functions[0] };

static const struct formula *read_argument(struct reader *r, const char *before,
                                           const char *expected)
{
    return take(r, before) ? read_cases(r) : unexpected(r, expected);
}

static const struct formula *read_call(struct reader *r, size_t function)
{
    const struct formula *arguments[2] = {NULL};
    size_t count = functions[function].arguments;

    for (size_t i = 0; i < count; i++) {
        arguments[i] = read_argument(r, i == 0 ? "(" : ",",
                                     i == 0 ? "'(' after the function's name"
                                            : "',' and a second argument");
        if (arguments[i] == NULL)
            return NULL;
    }
    if (!take(r, ")"))
        return unexpected(r, "')'");
    return formula_call(r->arena, functions[function].function, arguments, count);
}

/* max(0, z) */
static const struct formula *read_relu(struct reader *r)
{
    const struct formula *arguments[2] = {formula_number(r->arena, 0),
                                          read_argument(r, "(", "'(' after the function's name")};

    if (arguments[1] == NULL)
        return NULL;
    if (!take(r, ")"))
        return unexpected(r, "')'");
    return formula_call(r->arena, FORMULA_MAX, arguments, 2);
}

static const struct formula *read_name(struct reader *r)
{
    size_t length = name_length(r->at);
    const struct formula *known;
    char name[NAME_SIZE];

    if (length >= NAME_SIZE)
        return unexpected(r, "a shorter name");
    memcpy(name, r->at, length);
    name[length] = '\0';
    for (size_t i = 0; i < FUNCTIONS; i++)
        if (strcmp(name, functions[i].name) == 0) {
            r->at += length;
            return read_call(r, i);
        }
    if (strcmp(name, "relu") == 0) {
        r->at += length;
        return read_relu(r);
    }
    known = r->names->of(r->names->context, name);
    if (known == NULL)
        return unexpected(r, "a name that is defined before it, or a function");
    r->at += length;
    return known;
}

/* ---- from the tightest to the loosest ---- */

static const struct formula *read_primary(struct reader *r)
{
    const struct formula *inner;
    double value;
    char *end;

    skip_space(r);
    if (isdigit((unsigned char)*r->at)) {
        const char *start = r->at;

        value = strtod(start, &end);
        r->at = end;
        if (end - start > SHORT_NUMBER)
            return formula_symbol(r->arena,
                                  arena_printf(r->arena, "%.*s", (int)(end - start), start), NULL,
                                  NULL, value);
        return formula_number(r->arena, value);
    }
    if (name_length(r->at) > 0)
        return read_name(r);
    if (!take(r, "("))
        return unexpected(r, "a number, a name or '('");
    inner = read_cases(r);
    return inner == NULL || take(r, ")") ? inner : unexpected(r, "')'");
}

static const struct formula *read_power(struct reader *r)
{
    const struct formula *base = read_primary(r), *exponent;
    bool minus;

    if (base == NULL || !take(r, "^"))
        return base;
    minus = take(r, "-");
    exponent = read_power(r);
    if (exponent == NULL)
        return NULL;
    return formula_power(r->arena, base, minus ? formula_negate(r->arena, exponent) : exponent);
}

/* Whether a factor follows without a sign. */
static bool side_by_side(struct reader *r)
{
    skip_space(r);
    return r->names->products && !next_is(r, "if") && !next_is(r, "else") &&
           (*r->at == '(' || isdigit((unsigned char)*r->at) || name_length(r->at) > 0);
}

static const struct formula *join(struct reader *r, enum formula_kind kind,
                                  const struct formula *const *parts, size_t count)
{
    return count == 1 ? parts[0] : formula_nary(r->arena, kind, parts, count);
}

static const struct formula *read_product(struct reader *r)
{
    const struct formula *factors[TERMS_MAX];
    size_t count = 1;

    factors[0] = read_power(r);
    while (factors[count - 1] != NULL) {
        bool over = take(r, "/");

        if (!over && !take(r, "*") && !side_by_side(r))
            return join(r, FORMULA_MULTIPLY, factors, count);
        if (count == TERMS_MAX)
            return unexpected(r, "fewer factors");
        if (over) {
            const struct formula *below = read_power(r);

            if (below == NULL)
                return NULL;
            factors[0] =
                formula_fraction(r->arena, join(r, FORMULA_MULTIPLY, factors, count), below);
            count = 1;
        } else {
            factors[count++] = read_power(r);
        }
    }
    return NULL;
}

static const struct formula *read_sum(struct reader *r)
{
    const struct formula *terms[TERMS_MAX];
    bool minus = take(r, "-");

    for (size_t count = 0; count < TERMS_MAX;) {
        terms[count] = read_product(r);
        if (terms[count] == NULL)
            return NULL;
        if (minus)
            terms[count] = formula_negate(r->arena, terms[count]);
        count++;
        minus = take(r, "-");
        if (!minus && !take(r, "+"))
            return join(r, FORMULA_ADD, terms, count);
    }
    return unexpected(r, "fewer terms");
}

static const struct formula *read_condition(struct reader *r)
{
    static const char *const signs[][2] = {{"<=", "≤"}, {">=", "≥"}, {"<", "<"}, {">", ">"}};
    const struct formula *left = read_sum(r), *right;

    for (size_t i = 0; left != NULL && i < sizeof signs / sizeof signs[0]; i++)
        if (take(r, signs[i][0])) {
            right = read_sum(r);
            return right == NULL ? NULL : formula_condition(r->arena, left, signs[i][1], right);
        }
    return left == NULL ? NULL : unexpected(r, "'<', '<=', '>' or '>='");
}

static const struct formula *read_cases(struct reader *r)
{
    const struct formula *parts[TERMS_MAX + 1];
    size_t count = 0;

    if (++r->depth > DEPTH_MAX)
        return unexpected(r, "fewer parentheses within each other");
    while (count < TERMS_MAX && (parts[count++] = read_sum(r)) != NULL) {
        if (!take(r, "if")) {
            r->depth--;
            return count == 1 ? parts[0] : formula_cases(r->arena, parts, count);
        }
        parts[count] = read_condition(r);
        if (parts[count++] == NULL)
            return NULL;
        if (!take(r, "else"))
            return unexpected(r, "'else'");
    }
    return count < TERMS_MAX ? NULL : unexpected(r, "fewer cases");
}

const struct formula *formula_read(struct arena *arena, const char *text,
                                   const struct formula_names *names, struct error *err)
{
    struct reader reader = {.arena = arena, .text = text, .at = text, .names = names, .err = err};
    const struct formula *formula = read_cases(&reader);

    skip_space(&reader);
    if (formula != NULL && *reader.at != '\0')
        return unexpected(&reader, "an operator or the end");
    return formula;
}
