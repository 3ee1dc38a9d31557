#include "view/table/table_cell.h"

#include "quantity/parameters.h"
#include "quantity/quantity_facts.h"
#include "explain/row_words.h"

#include <stdio.h>

size_t table_cell_times(const struct table_cells *cells)
{
    const struct snapshot *snapshot = cells->view->snapshot;

    if (!snapshot->net->recurrent || cells->numeric != NULL
        || (snapshot->place.batch_count > 1 && !parameters_of_sample(snapshot)))
        return 0;
    return net_times(snapshot->net, snapshot->now);
}

/* The time of a share's column; 0: it is none. */
static size_t time_of(const struct table_cells *cells, enum table_column column)
{
    return column < TABLE_SHARE || column >= TABLE_SHARE + cells->shares
               ? 0 : cells->first_time + (size_t)(column - TABLE_SHARE);
}

bool table_cell_column(const struct table_cells *cells, enum table_column column)
{
    if (column >= TABLE_SHARE && column < TABLE_GRADIENT)
        return time_of(cells, column) > 0;
    switch (column) {
    case TABLE_OLD:
    case TABLE_NEW:
        return cells->numeric == NULL;
    case TABLE_NUMERIC:
    case TABLE_DIGITS:
    case TABLE_NUMERIC_STEP:
        return cells->numeric != NULL;
    case TABLE_OBJECTIVE:
        return cells->numeric == NULL
               && parameters_has(cells->view->snapshot, PARAMETERS_OBJECTIVE);
    case TABLE_CLIPPED:
        return cells->numeric == NULL && parameters_has(cells->view->snapshot, PARAMETERS_CLIPPED);
    case TABLE_FIRST:
        return cells->numeric == NULL && parameters_has(cells->view->snapshot, PARAMETERS_FIRST);
    case TABLE_SECOND:
        return cells->numeric == NULL && parameters_has(cells->view->snapshot, PARAMETERS_SECOND);
    default:
        return true;
    }
}

/* ---- heads ---- */

enum table_group table_cell_group(const struct table_cells *cells, enum table_column column)
{
    if (cells->numeric == NULL)
        return time_of(cells, column) > 0 ? TABLE_OF_SHARES : TABLE_ALONE;
    return column < TABLE_STEP ? TABLE_OF_GRADIENT : TABLE_OF_STEP;
}

static const char *gradient_head(const struct table_cells *cells)
{
    const struct snapshot *snapshot = cells->view->snapshot;

    if (snapshot->place.batch_count <= 1)
        return words(W_GRADIENT);
    if (!parameters_of_sample(snapshot))
        return snapshot->training->sum ? words(W_SUMMED_GRADIENT) : words(W_MEAN_GRADIENT);
    return words_in(cells->view->arena, W_GRADIENT_2, snapshot->place.batch_index + 1);
}

const char *table_cell_group_head(const struct table_cells *cells, enum table_group group)
{
    if (group == TABLE_OF_SHARES)
        return cells->shares == table_cell_times(cells)
                   ? words(W_SHARES_OF_TIMES)
                   : words_in(cells->view->arena, W_SHARES_OF_SOME_TIMES, cells->first_time,
                              cells->first_time + cells->shares - 1, table_cell_times(cells));
    return group == TABLE_OF_GRADIENT ? gradient_head(cells) : words(W_STEP);
}

static enum parameters_column own_column(enum table_column column)
{
    switch (column) {
    case TABLE_OLD:
        return PARAMETERS_OLD;
    case TABLE_GRADIENT:
    case TABLE_NUMERIC:
    case TABLE_DIGITS:
        return PARAMETERS_GRADIENT;
    case TABLE_OBJECTIVE:
        return PARAMETERS_OBJECTIVE;
    case TABLE_CLIPPED:
        return PARAMETERS_CLIPPED;
    case TABLE_FIRST:
        return PARAMETERS_FIRST;
    case TABLE_SECOND:
        return PARAMETERS_SECOND;
    case TABLE_STEP:
    case TABLE_NUMERIC_STEP:
        return PARAMETERS_STEP;
    default:
        return PARAMETERS_NEW;
    }
}

/* By what the column shows. */
static const char *own_head(const struct table_cells *cells, enum table_column column, bool brief)
{
    const struct snapshot *snapshot = cells->view->snapshot;
    const struct optimizer *optimizer = &snapshot->state->optimizer;
    enum quantity_kind kind = parameters_kind(snapshot, own_column(column));
    const struct quantity_facts *facts = quantity_facts(kind);

    if (facts->head != W_NONE)
        return words(brief && facts->brief != W_NONE ? facts->brief : facts->head);
    if (brief)
        return quantity_buffer_letter(optimizer, kind);
    return words(buffer_words(optimizer, quantity_is_second_buffer(kind), "head"));
}

const char *table_cell_head(const struct table_cells *cells, enum table_column column, bool brief)
{
    const char *backpropagation = brief ? words(W_BACKPROP) : words(W_BACKPROPAGATION);
    bool alone = cells->numeric == NULL;
    size_t time = time_of(cells, column);

    if (time > 0)
        return brief ? arena_printf(cells->view->arena, "%zu", time)
                     : words_in(cells->view->arena, W_TIME, time);
    switch (column) {
    case TABLE_SYMBOL:
        return cells->view->bare ? "w, b" : words(W_PARAMETER);
    case TABLE_GRADIENT:
        return alone ? gradient_head(cells) : backpropagation;
    case TABLE_DIGITS:
        return brief ? words(W_DIGITS) : words(W_DIGITS_ALIKE);
    case TABLE_NUMERIC:
    case TABLE_NUMERIC_STEP:
        return words(W_DIFFERENCE);
    case TABLE_STEP:
        return alone ? words(W_STEP) : backpropagation;
    default:
        return own_head(cells, column, brief);
    }
}

/* ---- cells ---- */

/* What backpropagation or the update has for the column. */
static struct quantity own(const struct table_cells *cells, struct quantity parameter,
                           enum table_column column)
{
    size_t time = time_of(cells, column);

    return time > 0 ? quantity_then(quantity_as(parameter, QUANTITY_SHARE), time)
                    : parameters_cell(cells->view->snapshot, parameter, own_column(column));
}

static bool is_numeric(enum table_column column)
{
    return column == TABLE_NUMERIC || column == TABLE_DIGITS || column == TABLE_NUMERIC_STEP;
}

struct quantity table_cell_quantity(const struct table_cells *cells, struct quantity parameter,
                                    enum table_column column)
{
    if (column == TABLE_NUMERIC)
        return parameter;
    return is_numeric(column) ? (struct quantity){0} : own(cells, parameter, column);
}

enum known table_cell_known(const struct table_cells *cells, struct quantity parameter,
                            enum table_column column)
{
    enum known known = view_known(cells->view, own(cells, parameter, column));

    if (!is_numeric(column))
        return known;
    if (quantity_parameter(cells->view->snapshot->net, parameter) >= cells->numeric->done)
        return KNOWN_NOT_YET;
    if (known == KNOWN_NOT_YET && column != TABLE_NUMERIC)
        return KNOWN_NOT_YET;
    return known == KNOWN_OLD ? KNOWN_OLD : KNOWN;
}

static const struct nudge_slope *slope_of(const struct table_cells *cells,
                                          struct quantity parameter)
{
    return &cells->numeric->slopes[quantity_parameter(cells->view->snapshot->net, parameter)];
}

static enum judge_verdict verdict_of(const struct table_cells *cells, struct quantity parameter)
{
    return judge(slope_of(cells, parameter),
                 quantity_value(cells->view->snapshot, own(cells, parameter, TABLE_GRADIENT)));
}

static const char *verdict_text(const struct table_cells *cells, struct quantity parameter)
{
    int digits = judge_digits(
        slope_of(cells, parameter)->value,
        quantity_value(cells->view->snapshot, own(cells, parameter, TABLE_GRADIENT)));

    switch (verdict_of(cells, parameter)) {
    case JUDGE_ROUNDING:
        return "≈0";
    case JUDGE_DIFFERS:
        return words(W_DIFFER);
    case JUDGE_KINK:
        return words(W_KINK);
    case JUDGE_BEND:
    case JUDGE_NOT_FINITE:
        return "–";
    default:
        return digits >= JUDGE_DIGITS_MAX ? words(W_ALL_2)
                                          : arena_printf(cells->view->arena, "%d", digits);
    }
}

static double value_of(const struct table_cells *cells, struct quantity parameter,
                       enum table_column column)
{
    const struct snapshot *snapshot = cells->view->snapshot;
    double difference;

    if (!is_numeric(column))
        return quantity_value(snapshot, own(cells, parameter, column));
    difference = slope_of(cells, parameter)->value;
    return column == TABLE_NUMERIC ? difference
                                   : quantity_move_by(snapshot, parameter, difference).step;
}

const char *table_cell_text(const struct table_cells *cells, struct quantity parameter,
                            enum table_column column, int decimals, char out[NUMBER_TEXT_SIZE])
{
    if (column >= TABLE_CLIPPED && parameters_fixed(cells->view->snapshot->net, parameter))
        return column == TABLE_STEP ? words(W_FIXED) : "";
    if (!quantity_happens(cells->view->snapshot, own(cells, parameter, column)))
        return "–";
    if (table_cell_known(cells, parameter, column) == KNOWN_NOT_YET)
        return "?";
    if (column == TABLE_DIGITS)
        return verdict_text(cells, parameter);
    return number_format(
        out, value_of(cells, parameter, column),
        (struct number_style){
            .decimals = decimals,
            .sign = column != TABLE_OLD && column != TABLE_SECOND && column != TABLE_NEW,
        });
}

color table_cell_ink(const struct table_cells *cells, struct quantity parameter,
                     enum table_column column, bool number)
{
    const struct view *view = cells->view;
    const struct theme *theme = view->theme;
    enum known known = table_cell_known(cells, parameter, column);
    bool moved = column == TABLE_OLD
                 && table_cell_known(cells, parameter, TABLE_NEW) != KNOWN_NOT_YET;

    if (column == TABLE_DIGITS && known != KNOWN_NOT_YET) {
        switch (verdict_of(cells, parameter)) {
        case JUDGE_AGREES:
            return theme->text;
        case JUDGE_DIFFERS:
            return theme->error;
        default:
            return theme->text_soft;
        }
    }
    if (known == KNOWN_OLD || moved || !number)
        return theme->text_soft;
    if (is_numeric(column))
        return theme->phase[PHASE_LOSS];
    return known == KNOWN_FRESH ? theme->phase[view_phase(view->snapshot->place.unit.kind)]
                                : theme->text;
}
