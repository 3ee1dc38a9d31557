/*
 * matrices: the equations of a layer in matrix form, with the actual matrices.
 *
 * The equations are those of equation.h, with capitals: z = W a + b, ΔW = -η ∂L/∂W, V⁺ = μV + G.
 * Products of two matrices of one shape are cell by cell (⊙, ⊘), and so are squares and roots. Of
 * the loss there are the column of its parts, L = (1/K) 1ᵀ parts, and with L2, when the batch's
 * loss is complete, s = λ/2 Σ ‖W‖². The backward pass has the tags of Nielsen's four equations
 * (Neural Networks and Deep Learning, chapter 2):
 *
 *   BP1  δ = ∂L/∂a ⊙ f'(z)           of the output layer
 *   BP2  δ = (Wᵀ δ) ⊙ f'(z)          of a hidden layer: W and δ are those above
 *   BP3  ∂L/∂b = δ
 *   BP4  ∂L/∂W = δ aᵀ                an outer product
 *
 * In a recurrent net they are those of one time: BP2 has in its parentheses also what comes back
 * from the next (Wᵀ δ + Rᵀ δ of the time after), BP3 and BP4 give that time's share, and so R's.
 *
 * In BP1 and BP2 the parentheses also hold what they come to: (Wᵀ δ = ∂L/∂a). Where the loss is
 * fused with the output activation BP1 has its short form δ = a - t. The step before the first one
 * shows the first layer's forward pass, the stop the last layer's update.
 *
 * Nothing is copied: cells are looked up in the snapshot when they are asked for, so that a matrix
 * of millions costs no more than the cells that are drawn.
 */
#ifndef BACKSTEP_EXPLAIN_EQUATIONS_MATRICES_H
#define BACKSTEP_EXPLAIN_EQUATIONS_MATRICES_H

#include "quantity/quantity.h"
#include "quantity/reveal.h"

/* What stands between a term and the one before it. A product binds more than ⊙ and ⊘, these more
 * than + and -, and these more than =; all sides of a = have the same value, in parentheses too. A
 * scalar is added to every cell. */
enum matrices_sign {
    MATRICES_TIMES, /* side by side: the matrix product; a scalar scales. Also the first term's */
    MATRICES_HADAMARD, /* ⊙, cell by cell */
    MATRICES_OVER,     /* ⊘, cell by cell: divided by */
    MATRICES_PLUS,
    MATRICES_MINUS,
    MATRICES_EQUALS,
};

/* Where the cells come from. */
enum matrices_source {
    MATRICES_QUANTITIES,
    MATRICES_TRANSPOSED,    /* quantities, with rows and columns exchanged */
    MATRICES_NUMBERS,       /* `values` */
    MATRICES_SLOPES,        /* f'(z) of each unit */
    MATRICES_SLOPES_ACROSS, /* ∂a_j/∂z_k of softmax, row k, column j */
};

struct matrices_term {
    enum matrices_sign sign;
    bool minus;                   /* the term is negated: after = or ( */
    unsigned opens, closes;       /* parentheses before and after it */
    bool squared;                 /* what its closing parenthesis ends, cell by cell */
    const struct formula *symbol; /* NULL: a number that speaks for itself */
    const char *function;         /* "σ", "σ′", "√": of the symbol; NULL: none */
    bool applied;                 /* the function is still to be applied to the cells shown (the
                                   * layer's activation, or √); else they are its values */
    bool scalar;                  /* a number, not a matrix of one cell */
    const char *text;             /* how a scalar is written: "1/2"; NULL: its value */
    enum formula_role role;       /* its colour */
    size_t rows, cols;
    enum matrices_source source;
    struct quantity first; /* the first cell; where they are no quantities, that in the same row
                            * with which they become known */
    const double *values;         /* (rows, cols), row by row; in the arena */
};

enum { MATRICES_TERMS = 9, MATRICES_EQUATIONS = 24 };

/* terms[0] is what is computed; the others are the right side. */
struct matrices_equation {
    const char *tag;   /* "BP2"; NULL: none */
    const char *words; /* "error signal of the hidden layer" */
    bool outer;        /* result, column, row: an outer product, to be drawn as one */
    struct matrices_term terms[MATRICES_TERMS];
    size_t count;
};

struct matrices {
    enum unit_kind kind;  /* forward, loss, backward or update */
    size_t layer;
    size_t of_step;       /* the layer that the step is in; the same unless another was asked for */
    struct matrices_equation equations[MATRICES_EQUATIONS];
    size_t count;
    size_t current;       /* the equation that the moment at the cursor is about */
};

/* Of the snapshot's place, and of that layer (1 .. L; the loss's is the last), or the one that the
 * step is in (0). Borrowed from the arena and the snapshot. */
const struct matrices *matrices_make(struct arena *arena, const struct snapshot *snapshot,
                                     struct cursor cursor, size_t layer);

/* The layer that the step is in, as matrices_make takes it. */
size_t matrices_layer_of(const struct snapshot *snapshot);

/* The equation that is about the quantity: whose result it is in, or if it is in none the one in
 * the midst of which it stands, `preferred` if it is in that one, else the first; `count`: it is
 * nowhere, or η. */
size_t matrices_find(const struct matrices *matrices, struct quantity quantity, size_t preferred);

/* All quantities that stand together with the first, as a term by themselves. */
struct matrices_term matrices_whole(struct arena *arena, const struct snapshot *snapshot,
                                    struct quantity first);

/* What a cell shows; QUANTITY_NONE if it is no quantity. */
struct quantity matrices_quantity(const struct matrices_term *term, size_t row, size_t col);
/* Its value, whether or not it is revealed yet. */
double matrices_value(const struct snapshot *snapshot, const struct matrices_term *term, size_t row,
                      size_t col);
/* What can be said of it at the cursor, as reveal_known does. */
enum known matrices_known(const struct snapshot *snapshot, struct cursor from, struct cursor cursor,
                          const struct matrices_term *term, size_t row, size_t col);

#endif
