/*
 * unrolled_parts: what the drawing of an unrolled network is made of; for this folder only.
 */
#ifndef BACKSTEP_VIEW_UNROLLED_UNROLLED_PARTS_H
#define BACKSTEP_VIEW_UNROLLED_UNROLLED_PARTS_H

#include "view/frame/label.h"
#include "view/view.h"

struct unrolled_row {
    float y;         /* of its middle */
    float height;    /* of a block */
    float cell;      /* of one neuron of several */
    size_t shown;    /* of them; the rest is left out */
    float px;        /* the size of the numbers in its cells; 0: they have no room */
};

struct unrolled {
    const struct view *view;
    const struct net *net;
    enum theme_phase phase;
    struct rect weights; /* the card of the weights */
    struct rect grid;    /* of the columns */
    struct rect sizes;   /* the plot of |δ|; h 0: no room */
    size_t times, now;   /* of the sample; of the step */
    size_t first, shown; /* the times in sight */
    float column;        /* from one to the next */
    float em;            /* the size of a number */
    float radius;        /* of the circle of a layer's only neuron; half a pill's height */
    bool pills;          /* they are wider than high */
    float between;       /* two rows */
    bool heads;          /* above them targets and losses have room */
    float block;         /* the width of a block of cells */
    bool chips;          /* there is room for the weights at their edges */
    size_t lines;        /* of numbers in a circle; 0: it is too low for any */
    bool plates;         /* below it there is room for δ */
    float foot, head;    /* the baselines of the times; of the losses, the upper one */
    struct unrolled_row rows[NET_LAYERS_MAX + 1];
};

void unrolled_make(struct unrolled *u, const struct view *view, struct rect area);

/* The middle of a layer's block at a time, in sight or one column outside; half its width. */
struct point unrolled_middle(const struct unrolled *u, size_t layer, size_t time);
float unrolled_half(const struct unrolled *u, size_t layer);

/* Whether it is drawn: in sight, and the sample has it. */
bool unrolled_runs(const struct unrolled *u, size_t layer, size_t time);

/* Whether any of the parameters of the layer (`of`) at that time is part of what the step or the
 * question is about. */
bool unrolled_lit(const struct unrolled *u, enum quantity_of of, size_t layer, size_t time);

/* The parameter's value (not of a time) as far as it has moved from old to new. */
double unrolled_weight(const struct unrolled *u, struct quantity parameter);

/* A line of letter and number around x; px 0: as large as other numbers. */
struct unrolled_line {
    const char *letter; /* borrowed; NULL: none */
    float x, y, width, px;
    color ink;
    float spill;        /* where it has no room there: over the edges, at most so wide; 0: not */
    color fill;         /* on a plate of that colour */
};

/* The number there, newly known in bold. Nothing where it is not known yet, or has no room. Can be
 * asked about. */
void unrolled_number(const struct unrolled *u, struct quantity q, struct unrolled_line line);

/* The colour of a neuron's activation; none before it is known. */
color unrolled_fill(const struct unrolled *u, size_t layer, size_t unit, size_t time);

/* A weight at its edge, with the share of its time (the quantity's). */
void unrolled_chip(const struct unrolled *u, struct point at, float width, struct quantity weight,
                   bool lit);

void unrolled_blocks(const struct unrolled *u);
void unrolled_edges(const struct unrolled *u);
void unrolled_weights(const struct unrolled *u);
void unrolled_sizes(const struct unrolled *u);
/* How high that plot is at least: lower bars cannot be compared. */
float unrolled_sizes_least(const struct view *view);

#endif
