#include "explain/page.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>

static bool ends_step(const struct page *page, enum granularity granularity)
{
    size_t moment = page->cursor.moment;

    return reveal_rank(page->net, page->unit, granularity, moment) >
           reveal_rank(page->net, page->unit, granularity, moment - 1);
}

void page_init(struct page *page, struct arena *arena, const struct snapshot *snapshot,
               struct cursor cursor, enum granularity granularity)
{
    *page = (struct page){
        .arena = arena,
        .snapshot = snapshot,
        .net = snapshot->net,
        .cursor = cursor,
        .granularity = granularity,
        .out = arena_alloc(arena, sizeof *page->out),
        .rows = arena_alloc(arena, EXPLAIN_ROWS_MAX * sizeof *page->rows),
        .foot_rows = arena_alloc(arena, PAGE_FOOT_MAX * sizeof *page->foot_rows),
        .marks = arena_alloc(arena, PAGE_MARKS_MAX * sizeof *page->marks),
    };
    page->out->table.rows = page->rows;
    page->filling = &page->out->table;
    page->out->marks = page->marks;
    if (cursor.moment == 0)
        return;
    page->unit = reveal_unit_in(snapshot, snapshot->place.index);
    page->moment = reveal_moment(page->net, page->unit, cursor.moment);
    while (page->granularity < GRANULARITY_TERM && !ends_step(page, page->granularity))
        page->granularity++;
}

struct formula *page_symbol(const struct page *page, struct quantity quantity,
                            enum formula_role role)
{
    struct formula *symbol = quantity_symbol(page->arena, page->snapshot, quantity);

    symbol->role = role;
    if (page->general)
        symbol->value = (double)NAN;
    return symbol;
}

struct formula *page_plain(const struct page *page, struct quantity quantity)
{
    return page_symbol(page, quantity, FORMULA_ROLE_NONE);
}

struct formula *page_as(const struct page *page, struct quantity quantity, enum quantity_kind kind)
{
    return page_plain(page, quantity_as(quantity, kind));
}

struct formula *page_of(const struct page *page, enum quantity_kind kind, size_t layer, size_t unit)
{
    return page_plain(page, quantity_at(kind, layer, unit, 0));
}

struct formula *page_in_role(const struct page *page, enum quantity_kind kind, size_t layer,
                             size_t unit, enum formula_role role)
{
    return page_symbol(page, quantity_at(kind, layer, unit, 0), role);
}

struct quantity page_output(const struct page *page, enum quantity_kind kind, size_t output)
{
    return quantity_at(kind, page->net->layer_count, output, 0);
}

double page_value(const struct page *page, struct quantity quantity)
{
    return page->general ? (double)NAN : quantity_value(page->snapshot, quantity);
}

void page_values(const struct page *page, enum quantity_kind kind, size_t layer, size_t unit,
                 double *values)
{
    if (!page->general) {
        quantity_values(page->snapshot, kind, layer, unit, values);
        return;
    }
    for (size_t k = 0; k < page->net->layers[layer].in; k++)
        values[k] = (double)NAN;
}

double *page_values_room(const struct page *page)
{
    size_t most = 1;

    for (size_t l = 1; l <= page->net->layer_count; l++)
        most = page->net->layers[l].in > most ? page->net->layers[l].in : most;
    return arena_alloc(page->arena, most * sizeof(double));
}

struct formula *page_unit(const struct page *page, size_t layer, size_t unit)
{
    return quantity_unit_symbol(page->arena, page->net, layer, unit);
}

const struct net_layer *page_layer(const struct page *page, size_t layer)
{
    return &page->net->layers[layer];
}

size_t page_above(const struct page *page, size_t layer)
{
    return page->net->layers[layer].to > 0 ? net_to(page->net, layer)->out : 0;
}

bool page_sums(const struct page *page)
{
    return page->snapshot->training->sum;
}

bool page_has_batch(const struct page *page)
{
    return page->snapshot->place.batch_count > 1;
}

enum known page_known(const struct page *page, struct quantity quantity)
{
    return reveal_known(page->snapshot, page->cursor, page->cursor, quantity);
}

/* ---- words ---- */

static const char *act_and_layer(const struct page *page, const char *act, size_t layer)
{
    if (layer == 0)
        return act;
    return words_in(page->arena, W_ACT_OF_LAYER, act,
                    quantity_layer_name(page->arena, page->net, layer));
}

void page_kicker(struct page *page, enum word key, size_t layer)
{
    const struct place *place = &page->snapshot->place;
    const char *act = act_and_layer(page, words(key), layer);

    if (page->net->recurrent && page->unit.unit.time > 0
        && page->granularity != GRANULARITY_PHASE)
        act = words_in(page->arena, W_ACT_AT_TIME, act, page->unit.unit.time);
    if (page_has_batch(page))
        page->out->kicker = rich_words(page->arena, W_ACT_OF_SAMPLE, act, place->batch_index + 1,
                                       place->batch_count);
    else
        page->out->kicker = rich_format(page->arena, "{s}", act);
}

void page_kicker_of_batch(struct page *page, const char *act, size_t layer)
{
    page->out->kicker = rich_format(page->arena, "{s}", act_and_layer(page, act, layer));
}

void page_title(struct page *page, enum word key, ...)
{
    va_list args;

    va_start(args, key);
    page->out->title = rich_vwords(page->arena, key, args);
    va_end(args);
}

void page_sentence(struct page *page, enum word key, ...)
{
    va_list args;

    va_start(args, key);
    page->out->sentence = rich_vwords(page->arena, key, args);
    va_end(args);
}

void page_sentence_more(struct page *page, enum word key, ...)
{
    struct rich *sentence = &page->out->sentence, space = rich_format(page->arena, " ");
    va_list args;

    va_start(args, key);
    *sentence = rich_join(page->arena, rich_join(page->arena, *sentence, space),
                          rich_vwords(page->arena, key, args));
    va_end(args);
}

void page_remark(struct page *page, enum word key, ...)
{
    va_list args;

    va_start(args, key);
    page_remark_rich(page, rich_vwords(page->arena, key, args));
    va_end(args);
}

void page_remark_rich(struct page *page, struct rich added)
{
    struct rich *remark = &page->out->remark;

    if (remark->count > 0)
        *remark = rich_join(page->arena, *remark, rich_format(page->arena, " "));
    *remark = rich_join(page->arena, *remark, added);
}

void page_indices_remark(struct page *page, size_t layer, bool paths)
{
    const struct formula *i = formula_symbol(page->arena, "i", NULL, NULL, (double)NAN);
    const struct formula *j = formula_symbol(page->arena, "j", NULL, NULL, (double)NAN);
    const struct formula *k = formula_symbol(page->arena, "k", NULL, NULL, (double)NAN);

    if (page->net->layer_count != 2)
        return;
    if (layer > 1)
        page_remark(page, W_INDICES_OF_OUTPUT, j, k);
    else if (paths)
        page_remark(page, W_INDICES_OF_PATHS, i, j, k);
    else
        page_remark(page, W_INDICES_OF_HIDDEN, j, k);
}

void page_focus(struct page *page, size_t layer, size_t unit)
{
    page->out->focus_layer = layer;
    page->out->focus_unit = unit;
}

/* ---- formulas ---- */

bool page_agrees(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    if (a == b)
        return true;
    return isfinite(a) && isfinite(b) &&
           fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b)) + 1e-15;
}

void page_equation(struct page *page, const struct formula *left, const char *relation,
                   const struct formula *right, unsigned show, double value)
{
    struct explanation *out = page->out;

    assert(out->equation_count < EXPLAIN_EQUATIONS);
    if (!page->general && !isfinite(value) && !page_agrees(formula_evaluate(right), value))
        right = formula_number(page->arena, value);
    out->equations[out->equation_count++] = (struct explain_equation){
        .left = left,
        .relation = relation,
        .right = right,
        .numbers = (show & PAGE_NUMBERS) != 0 && !formula_is_said(right, (show & PAGE_RESULT) != 0),
        .result = (show & PAGE_RESULT) != 0,
        .part = (show & PAGE_PART) != 0,
        .value = value,
    };
}

void page_equals(struct page *page, const struct formula *left, const struct formula *right,
                 unsigned show)
{
    page_equation(page, left, "=", right, show, left->value);
}

void page_equation_of(struct page *page, struct quantity quantity, const struct formula *right,
                      unsigned show)
{
    page_equals(page, page_symbol(page, quantity, FORMULA_ROLE_RESULT), right, show);
}

void page_general(struct page *page, const struct formula *left, const struct formula *right)
{
    page_equation(page, left, "=", right, 0, (double)NAN);
}

/* ---- the table ---- */

static void begin_table(struct page *page, struct explain_table *table, struct explain_row *rows,
                        size_t columns, const enum word *heads)
{
    assert(columns <= EXPLAIN_CELLS);
    *table = (struct explain_table){.columns = columns, .rows = rows};
    for (size_t i = 0; heads != NULL && i < columns; i++)
        table->head[i] = heads[i] != W_NONE ? words(heads[i]) : NULL;
    page->filling = table;
}

void page_table(struct page *page, size_t columns, const enum word *heads)
{
    for (size_t r = 0; r < page->out->table.count; r++)
        page->rows[r] = (struct explain_row){0};
    begin_table(page, &page->out->table, page->rows, columns, heads);
}

void page_foot(struct page *page, size_t columns, const enum word *heads)
{
    assert(page->out->foot.count == 0);
    begin_table(page, &page->out->foot, page->foot_rows, columns, heads);
}

struct explain_row *page_row(struct page *page)
{
    struct explain_table *table = page->filling;
    bool foot = table == &page->out->foot;

    if (table->count < (foot ? (size_t)PAGE_FOOT_MAX : (size_t)EXPLAIN_ROWS_MAX))
        return &(foot ? page->foot_rows : page->rows)[table->count++];
    table->left_out++;
    page->spare = (struct explain_row){0};
    return &page->spare;
}

void cell_text(struct explain_cell *cell, const char *text)
{
    cell->text = text;
}

void cell_word(struct explain_cell *cell, enum word key)
{
    cell->text = words(key);
}

void cell_symbols(struct explain_cell *cell, const struct formula *formula)
{
    cell->formula = formula;
    cell->show = FORMULA_SYMBOLS;
}

void cell_numbers(struct explain_cell *cell, const struct formula *formula)
{
    cell->formula = formula;
    cell->show = FORMULA_NUMBERS;
}

void cell_result(struct explain_cell *cell, const struct formula *formula)
{
    cell_numbers(cell, formula);
    cell->strong = true;
}

struct explain_row *page_cells(struct page *page, const char *kinds, ...)
{
    struct explain_row *row = page_row(page);
    struct explain_cell *cell = row->cells;
    va_list args;

    va_start(args, kinds);
    for (const char *kind = kinds; *kind != '\0'; kind++) {
        const void *what = *kind == '-'   ? NULL
                           : *kind == 'w' ? words(va_arg(args, enum word))
                                          : va_arg(args, const void *);

        if (what != NULL && (*kind == 't' || *kind == 'w'))
            cell_text(cell, what);
        else if (what != NULL)
            (*kind == 's' ? cell_symbols : *kind == 'n' ? cell_numbers : cell_result)(cell, what);
        cell->sign = kind[1] == '+';
        cell++;
        kind += kind[1] == '+';
    }
    va_end(args);
    return row;
}

/* ---- marks ---- */

void page_mark(struct page *page, struct quantity quantity, enum formula_role role)
{
    if (page->out->mark_count < PAGE_MARKS_MAX)
        page->marks[page->out->mark_count++] =
            (struct explain_mark){quantity_settled(page->snapshot, quantity), role};
}

void page_mark_inputs(struct page *page, size_t layer, size_t unit)
{
    const struct net_layer *at = page_layer(page, layer);

    for (size_t k = 0; k < at->in; k++) {
        page_mark(page, quantity_of_weight(QUANTITY_VALUE, layer, unit, k), FORMULA_ROLE_WEIGHT);
        page_mark(page, quantity_input(page->net, layer, k), FORMULA_ROLE_INPUT);
    }
    for (size_t k = 0; at->recurrent && k < at->out; k++) {
        struct quantity weight = quantity_of_recurrent(QUANTITY_VALUE, layer, unit, k);
        struct quantity carried = quantity_carried(page->snapshot, weight);

        if (carried.kind == QUANTITY_NONE)
            break;
        page_mark(page, weight, FORMULA_ROLE_WEIGHT);
        page_mark(page, carried, FORMULA_ROLE_INPUT);
    }
    if (at->has_biases)
        page_mark(page, quantity_of_bias(QUANTITY_VALUE, layer, unit), FORMULA_ROLE_WEIGHT);
}
