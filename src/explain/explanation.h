/*
 * explanation: a page of the panel: equations, tables and texts, and what of the picture it is
 * about.
 */
#ifndef BACKSTEP_EXPLAIN_EXPLANATION_H
#define BACKSTEP_EXPLAIN_EXPLANATION_H

#include "quantity/quantity.h"
#include "quantity/reveal.h"

/* Text with mathematics in it: "How fast does the loss change with w₅?" */
struct rich_span {
    const char *text;              /* NULL where there is a formula */
    const struct formula *formula; /* set inline, as symbols */
    bool bold;
};

struct rich {
    const struct rich_span *spans;
    size_t count;
};

/* left = right, then the same with the numbers put in, then the result. General formulas, for
 * any j and k, have neither numbers nor result; their value is NaN. */
struct explain_equation {
    const struct formula *left;   /* a symbol, or f(z) where f is defined */
    const char *relation;         /* "=" or "←" */
    const struct formula *right;
    bool numbers;                 /* show the line with the numbers put in */
    bool result;                  /* end with = value (evaluating right) */
    bool part; /* defines a letter of the first one: rather shown than a remark */
    double value;                 /* what the engine computed for left; equals the evaluation */
};

/* One aligned row of a small table; unused cells have no formula and no text. */
enum { EXPLAIN_CELLS = 5 };

struct explain_cell {
    const struct formula *formula;
    const char *text;             /* plain text where there is no formula */
    enum formula_show show;
    bool strong;                  /* the row's result */
    bool sign;                    /* numbers with their sign, + too */
};

struct explain_row {
    struct explain_cell cells[EXPLAIN_CELLS];
    bool current;                 /* the row this step is about */
    unsigned kept;                /* where not all have room: 1 is the last to be left out, 2 the
                                   * last but one; 0: of these the latest are first */
    enum formula_role role;       /* colours the row's first cell */
};

struct explain_table {
    const char *head[EXPLAIN_CELLS]; /* column heads, NULL for none */
    const char *head_brief[EXPLAIN_CELLS]; /* where there is little room; NULL: as it is */
    const struct formula *head_symbol[EXPLAIN_CELLS]; /* in the place of a head: m̂ */
    size_t columns;
    const struct explain_row *rows;
    size_t count;
    size_t left_out;              /* rows that were not listed, to be said */
    bool by_size;                 /* none of those has a larger value than those that are listed */
    bool last_goes;               /* where there is too little room for all columns the last is left
                                   * out first, not the middle ones */
    bool leads;                   /* in large text its rows come before the equations: the picture
                                   * may have no room for their numbers */
};

/* A quantity that the step touches, and what it is in it. */
struct explain_mark {
    struct quantity quantity;
    enum formula_role role;
};

/* Targets, the loss and its parts have the output layer as their layer, η layer 0. */
enum { EXPLAIN_EQUATIONS = 7, EXPLAIN_ROWS_MAX = 12 };

struct explanation {
    struct rich kicker;           /* "Backward pass · output layer" */
    struct rich title;            /* "How fast does the loss change with w₅?" */
    struct explain_equation equations[EXPLAIN_EQUATIONS];
    size_t equation_count;
    struct explain_table table;   /* the factors one by one, or the layer's results */
    struct rich remark;           /* below a rule: a check, a comparison; may be empty */
    bool remark_leads;            /* it says what the step has come to: rather shown than rows */
    struct explain_table foot;    /* at the very end of an iteration: what would end the run, asked;
                                   * at the end of the run: how good the network has become */
    struct rich sentence;         /* the one plain sentence below the picture */
    struct explain_mark *marks;
    size_t mark_count;
    /* Those of the page itself, where a station of the lesson's script lights others; else none. */
    const struct explain_mark *own_marks;
    size_t own_count;
    /* The weight or bias that the first equation is about; NONE: it is about none. */
    struct quantity about;
    size_t focus_layer;           /* the neuron the step is about; focus_layer 0: none */
    size_t focus_unit;
    size_t own_focus_layer;       /* its layer, where a station's marks take its place; else 0 */
};

/* A run that hurries on. */
struct explain_run {
    uint64_t iteration;  /* to the end of this one; 0: to the end of the run */
    uint64_t epoch;      /* which is the end of this epoch; 0: of none */
    bool back;           /* to the start of the run, backwards */
    bool saved; /* to where it was when it was saved: what was computed then is computed again */
    double rate;         /* iterations a second; NaN: not known yet */
    double seconds;      /* that are left, at most; NaN: not known */
    size_t sample;       /* from 1: the one that the picture shows all along; 0: it has no other */
    uint64_t epochs;     /* that have ended; of the last of them: */
    double epoch_loss, epoch_norm;
};

#endif
