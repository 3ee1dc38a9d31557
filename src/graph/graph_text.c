#include "graph/graph_text.h"

#include "base/memory.h"
#include "base/text.h"
#include "data/cell.h"
#include "graph/graph_text_parts.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- characters ---- */

static bool is_letter(char c)
{
    return isalpha((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

size_t graph_text_name(const char *at)
{
    size_t length = 0;

    while (is_letter(at[length]) || (length > 0 && is_digit(at[length])))
        length++;
    return length;
}

bool graph_text_check_name(const char *name, struct error *err)
{
    size_t length = graph_text_name(name);
    const struct operation *operation = operation_find(name, strlen(name));

    if (length == 0 || name[length] != '\0')
        return error_set(err, "found the name '%.80s', expected letters, digits and _, a letter "
                              "first", name);
    if (length > GRAPH_NAME_MAX)
        return error_set(err, "the name has %zu bytes; expected at most %d", length,
                         (int)GRAPH_NAME_MAX);
    if (operation != NULL)
        return error_set(err, "'%s' is a function's name; take another one", name);
    return true;
}

static size_t number_length(const char *at)
{
    size_t length = 0, digits = 0, exponent;

    for (; is_digit(at[length]); length++)
        digits++;
    if (at[length] == '.')
        for (length++; is_digit(at[length]); length++)
            digits++;
    if (digits == 0)
        return 0;
    if (at[length] != 'e' && at[length] != 'E')
        return length;
    exponent = length + 1;
    if (at[exponent] == '+' || at[exponent] == '-')
        exponent++;
    if (!is_digit(at[exponent]))
        return length;
    while (is_digit(at[exponent]))
        exponent++;
    return exponent;
}

static void skip_blanks(struct graph_text_reader *r)
{
    r->at += strspn(r->text + r->at, " \t\r\n");
}

/* ---- the stacks ---- */

static void push_operand(struct graph_text_reader *r, struct graph_argument operand)
{
    if (r->operand_count == r->operand_room) {
        r->operand_room = 2 * r->operand_room + 16;
        r->operands = memory_resize(r->operands, r->operand_room, sizeof *r->operands);
    }
    r->operands[r->operand_count++] = operand;
}

static void push_operator(struct graph_text_reader *r, struct waiting operator)
{
    if (r->operator_count == r->operator_room) {
        r->operator_room = 2 * r->operator_room + 16;
        r->operators = memory_resize(r->operators, r->operator_room, sizeof *r->operators);
    }
    r->operators[r->operator_count++] = operator;
}

/* A node of its own, or a number where there are only numbers. */
static bool apply(struct graph_text_reader *r, const struct operation *operation, size_t at)
{
    struct graph *graph = r->graph;
    struct graph_argument arguments[OPERATION_ARGUMENTS_MAX] = {{GRAPH_CONSTANT, 0.0},
                                                                {GRAPH_CONSTANT, 0.0}};
    bool constant = true;

    assert(r->operand_count >= operation->arguments);
    r->operand_count -= operation->arguments;
    for (size_t i = 0; i < operation->arguments; i++) {
        arguments[i] = r->operands[r->operand_count + i];
        constant = constant && arguments[i].node == GRAPH_CONSTANT;
    }
    if (constant) {
        push_operand(r, (struct graph_argument){
                            GRAPH_CONSTANT,
                            operation->value(arguments[0].constant, arguments[1].constant)});
        return true;
    }
    if (operation->name[0] == '^' && arguments[1].node != GRAPH_CONSTANT)
        return graph_text_fail(
            r, at, arguments[0].node == GRAPH_CONSTANT
                       ? "the power has to be a number, not something that changes; write "
                         "exp(x * ln(2)) for 2^x"
                       : "the power has to be a number, not something that changes; write "
                         "exp(y * ln(x)) for x^y");
    if (graph->count - graph->leaf_count >= GRAPH_NODES_MAX)
        return error_set(r->err, "column %zu: the graph has more than %d operations, which is the "
                                 "most; take a smaller one", graph_text_column(r, at),
                         (int)GRAPH_NODES_MAX);
    graph->nodes[graph->count] = (struct graph_node){.operation = operation, .step = r->index};
    memcpy(graph->nodes[graph->count].arguments, arguments, sizeof arguments);
    push_operand(r, (struct graph_argument){graph->count++, 0.0});
    return true;
}

/* Those that bind at least as tightly as that. */
static bool apply_waiting(struct graph_text_reader *r, enum binding binding)
{
    while (r->operator_count > 0 && r->operators[r->operator_count - 1].binding >= binding) {
        const struct waiting *top = &r->operators[--r->operator_count];

        if (!apply(r, top->operation, top->at))
            return false;
    }
    return true;
}

/* ---- the two kinds of place ---- */

static const char *const operand_words = "a number, a name, a function, '-' or '('";

static bool unknown_function(const struct graph_text_reader *r, size_t at)
{
    char words[256];
    struct text text;

    text_init(&text, words, sizeof words);
    text_add(&text, "* before the bracket, or one of the functions");
    for (size_t i = 0; operation_row(i) != NULL; i++)
        if (operation_row(i)->function)
            text_printf(&text, " %s", operation_row(i)->name);
    return graph_text_unexpected(r, at, words);
}

static bool read_name(struct graph_text_reader *r, bool *operand)
{
    size_t at = r->at, length = graph_text_name(r->text + at), node = 0;
    const struct operation *function = operation_find(r->text + at, length);
    const struct graph *graph = r->graph;

    r->at += length;
    skip_blanks(r);
    if (function != NULL && function->function) {
        if (r->text[r->at] != '(')
            return graph_text_unexpected(r, r->at, "'(' behind the function's name");
        push_operator(r, (struct waiting){function, BIND_BRACKET, at, ++r->at, 0});
        return true;
    }
    if (r->text[r->at] == '(')
        return unknown_function(r, at);
    while (node < graph->count &&
           (graph->nodes[node].name == NULL || strlen(graph->nodes[node].name) != length ||
            memcmp(graph->nodes[node].name, r->text + at, length) != 0))
        node++;
    if (node == graph->count)
        return graph_text_unknown(r, at, length);
    push_operand(r, (struct graph_argument){node, 0.0});
    *operand = true;
    return true;
}

static bool read_number(struct graph_text_reader *r, size_t length, bool *operand)
{
    double value = 0.0;

    if (!cell_number(r->text + r->at, length, '.', &value))
        return graph_text_fail(r, r->at, "the number is too large; expected one that a double can "
                                         "hold, up to 1e308");
    r->at += length;
    push_operand(r, (struct graph_argument){GRAPH_CONSTANT, value});
    *operand = true;
    return true;
}

/* Where something that has a value has to begin; *operand: one has ended there. */
static bool read_operand(struct graph_text_reader *r, bool *operand)
{
    size_t length = number_length(r->text + r->at);
    char c = r->text[r->at];

    if (length > 0)
        return read_number(r, length, operand);
    if (is_letter(c))
        return read_name(r, operand);
    if (c == '-')
        push_operator(r, (struct waiting){operation_find("neg", 3), BIND_MINUS, r->at, 0, 0});
    else if (c == '(')
        push_operator(r, (struct waiting){NULL, BIND_BRACKET, r->at, r->at + 1, 0});
    else
        return graph_text_unexpected(r, r->at, operand_words);
    r->at++;
    return true;
}

/* A comma between arguments, or a bracket that closes. */
static bool read_end(struct graph_text_reader *r, bool *operand)
{
    bool comma = r->text[r->at] == ',';
    struct waiting *open;

    if (!apply_waiting(r, BIND_SUM))
        return false;
    if (r->operator_count == 0)
        return graph_text_unexpected(
            r, r->at, comma ? "an operation or the end: no function is open here"
                            : "an operation or the end: no bracket is open here");
    open = &r->operators[r->operator_count - 1];
    if (comma) {
        if (open->operation == NULL || open->commas + 1 == open->operation->arguments)
            return graph_text_unexpected(
                r, r->at, open->operation == NULL ? "')' or an operation"
                          : open->operation->arguments == 1
                              ? "')': the function has one argument"
                              : "')': the function has two arguments; write max(a, max(b, c)) for "
                                "three");
        open->commas++;
        *operand = false;
    } else {
        if (open->operation != NULL && open->commas + 1 < open->operation->arguments)
            return graph_text_unexpected(r, r->at, "',' and a second argument");
        r->operator_count--;
        if (open->operation != NULL && !apply(r, open->operation, open->at))
            return false;
    }
    r->at++;
    return true;
}

/* Behind something that has a value. */
static bool read_operator(struct graph_text_reader *r, bool *operand)
{
    static const struct {
        char sign;
        enum binding binding;
    } signs[] = {{'+', BIND_SUM}, {'-', BIND_SUM}, {'*', BIND_PRODUCT}, {'/', BIND_PRODUCT},
                 {'^', BIND_POWER}};
    char c = r->text[r->at];

    if (c == ',' || c == ')')
        return read_end(r, operand);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        /* To the right: a power before a power waits. */
        enum binding first = c == '^' ? BIND_POWER + 1 : signs[i].binding;

        if (signs[i].sign != c)
            continue;
        if (c == '*' && r->text[r->at + 1] == '*')
            return graph_text_fail(r, r->at, "found '**', expected '*'; a power is written with ^");
        if (!apply_waiting(r, first))
            return false;
        push_operator(r, (struct waiting){operation_find(&c, 1), signs[i].binding, r->at++, 0, 0});
        *operand = false;
        return true;
    }
    return graph_text_unexpected(r, r->at, "an operation, + - * / or ^, or the end");
}

/* ---- a step ---- */

bool graph_text_head(const char *text, const char **name, size_t *length, size_t *body)
{
    size_t at = strspn(text, " \t\r\n");

    *name = text + at;
    *length = graph_text_name(*name);
    at += *length;
    at += strspn(text + at, " \t\r\n");
    *body = at + 1;
    return *length > 0 && text[at] == '=';
}

static bool read_head(struct graph_text_reader *r, char name[GRAPH_NAME_MAX + 1])
{
    const char *start;
    size_t length, body, at;

    if (!graph_text_head(r->text, &start, &length, &body))
        return graph_text_unexpected(r, length > 0 ? body - 1 : (size_t)(start - r->text),
                          length > 0 ? "'=' behind the step's name, as in f = x + y"
                                     : "a name for the step, as in f = x + y");
    at = (size_t)(start - r->text);
    if (length > GRAPH_NAME_MAX)
        return error_set(r->err, "column %zu: the name has %zu bytes; expected at most %d",
                         graph_text_column(r, at), length, (int)GRAPH_NAME_MAX);
    memcpy(name, start, length);
    name[length] = '\0';
    if (!graph_text_check_name(name, r->err))
        return error_prefix(r->err, "column %zu", graph_text_column(r, at));
    if (graph_find(r->graph, name) < r->graph->count)
        return error_set(r->err, "column %zu: something is called '%s' already; give the step "
                                 "another name", graph_text_column(r, at), name);
    r->at = body;
    return true;
}

static bool read_body(struct graph_text_reader *r)
{
    bool operand = false;

    for (skip_blanks(r); !operand || r->text[r->at] != '\0'; skip_blanks(r))
        if (!(operand ? read_operator(r, &operand) : read_operand(r, &operand)))
            return false;
    if (!apply_waiting(r, BIND_SUM))
        return false;
    if (r->operator_count > 0)
        return error_set(r->err, "column %zu: the bracket is not closed; add ')'",
                         graph_text_column(r, r->operators[r->operator_count - 1].body - 1));
    return true;
}

/* The node that the step is. */
static bool end_step(struct graph_text_reader *r, size_t first, const char *name)
{
    struct graph *graph = r->graph;

    if (r->operands[0].node == GRAPH_CONSTANT)
        return graph_text_fail(r, (size_t)(strchr(r->text, '=') - r->text) + 1,
                               "the step is a number, nothing to compute; put it among the values");
    if (graph->count == first && !apply(r, operation_find("=", 1), r->at))
        return false;
    graph->nodes[graph->count - 1].name = memory_string(name);
    return true;
}

bool graph_text_read(struct graph *graph, const struct graph_source *source, size_t index,
                     struct error *err)
{
    struct graph_text_reader r = {.graph = graph, .source = source, .index = index,
                       .text = source->steps[index], .err = err};
    char name[GRAPH_NAME_MAX + 1];
    size_t first = graph->count;
    bool ok;

    if (strlen(r.text) > GRAPH_TEXT_MAX)
        return error_set(err, "the step has %zu bytes; expected at most %d", strlen(r.text),
                         (int)GRAPH_TEXT_MAX);
    ok = read_head(&r, name) && read_body(&r) && end_step(&r, first, name);
    free(r.operands);
    free(r.operators);
    return ok;
}
