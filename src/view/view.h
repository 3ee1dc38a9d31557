/*
 * view: what every view gets: where to draw, how large, in which colours, and
 * the moment to draw. Views never change the model: the snapshot is const.
 */
#ifndef BACKSTEP_VIEW_VIEW_H
#define BACKSTEP_VIEW_VIEW_H

#include "draw/canvas.h"
#include "draw/theme.h"
#include "engine/measure/confusion.h"
#include "explain/explain.h"
#include "ui/card.h"
#include "ui/marks.h"
#include "ui/sizes.h"
#include "ui/ui.h"

/* How good the network is; see app/jobs/accuracy.h. */
struct view_accuracy {
    const struct confusion *training;   /* the samples looked at; NULL: they are of no classes */
    const struct confusion *validation; /* empty where nothing is held out */
    double validation_loss;             /* as of the last epoch's end; NaN: none yet */
    const double *validation_losses;    /* of all epochs so far, or of every so manieth */
    size_t validation_count;            /* of them */
    size_t validation_iterations;       /* from one to the next */
    size_t iterations_an_epoch;
};

struct graph_view; /* view/graph/graph_view.h */
struct question_card;

struct view {
    struct canvas *canvas;
    struct ui *ui;
    const struct theme *theme;
    struct ui_sizes size;
    int decimals;
    const struct graph_view *graph; /* NULL: the lesson is a network's, else of the snapshot there
                                     * are only place, state and program */
    const struct snapshot *snapshot;
    const struct snapshot *other; /* of another run, at the same step; NULL: there is none */
    bool wrong;                   /* which makes a mistake on purpose */
    const struct view_accuracy *accuracy;
    struct cursor from;   /* where the step shown began */
    struct cursor cursor;
    enum granularity granularity;
    const struct explanation *explanation;
    struct quantity asked;    /* what `explanation` is about; QUANTITY_NONE: the step itself */
    struct quantity selected; /* as long as the user does not choose another; may be NONE */
    /* The parameter that the card beside the picture is about, to be marked; may be NONE. */
    struct quantity nudged;
    size_t layer;             /* whose matrices are shown; 0: of the layer that the step is in */
    int select_command;       /* what a click on a quantity gives; its argument is the quantity */
    struct arena *arena;  /* for this frame's symbols; reset by the caller */
    float motion;         /* 0 .. 1: how far the step's motion has come; 1: at rest */
    float move;           /* 0 .. 1: how far the parameters have moved from old to new */
    bool full_ink;        /* what the step is not about does not step back */
    bool bare;            /* a large text size: leave out what is not required */
    const struct question_card *question; /* asked, or just answered; NULL: none */
    bool inputs_only;     /* an open question is to be answered without the backward pass */
    bool still;           /* a picture in a file: leave out buttons, which it could not answer */
    bool other_route;     /* the backward pass goes by finite differences, not by backpropagation */
};

/* How its words look, at the size of labels, and its numbers. */
struct ui_type view_plain(const struct view *view);
struct ui_type view_bold(const struct view *view);
struct ui_type view_soft(const struct view *view);
struct ui_type view_mono(const struct view *view);

/* Of a symbol beside text of that size: the mathematical face looks smaller than the others. */
int view_symbol_px(float size_px);

/* What the view's frames are drawn with. */
struct ui_paper view_paper(const struct view *view);

/* The phase's place on the strip; the stop counts to the update. */
enum theme_phase view_phase(enum unit_kind kind);

/* A value in at most `width` pixels of the mono face: with all of the view's decimals where they
 * fit, else with fewer while two digits that count are left (base/number.h); where there is no
 * room for those an ellipsis after its sign. Returns out. */
const char *view_number(const struct view *view, double value, bool sign, float width, int size_px,
                        char out[NUMBER_TEXT_SIZE]);

/* Whether the text says a number, not only that one had no room. */
bool view_says_number(const char *text);

/* The fewest decimals with which two values read differently, at most six or the view's; 0: there
 * are none. */
int view_decimals_of_change(const struct view *view, double old, double moved);

/* What a class is called: as its output; of a single output "1" and "0". */
const char *view_class_name(const struct view *view, size_t class);

/* What is known of a quantity at the view's cursor: nothing before it arrives. */
enum known view_known(const struct view *view, struct quantity quantity);

/* Whether it has appeared in the step shown, though its light may still be on the way. */
bool view_fresh(const struct view *view, struct quantity quantity);

/* Of a step in motion: how far the light has come that brings what belongs to that layer and time
 * (0: of no one time), 0 .. 1. A step of several layers lights one after the other, and one of
 * several times one time after the other; at rest, and of others, it is 1. */
float view_light(const struct view *view, size_t layer, size_t time);

/* Whether the motion is so far that what the step comes to may be said. */
bool view_told(const struct view *view);

/* Whether the value is one that the step comes to, while that may not be said. */
bool view_untold(const struct view *view, double value);

/* How far the loss has fallen (or risen) to its new value: last of all; 0 before the move. */
float view_fall(const struct view *view);

/* The role in which the explanation marks the quantity; false if it does not. */
bool view_marked(const struct view *view, struct quantity quantity, enum formula_role *role);

/* Whether the step, or what is asked about, is of a part of the picture. */
bool view_dims(const struct view *view);

/* Whether it is of none of these: then they step back, so that what it is of stands out. */
bool view_steps_back(const struct view *view, const struct quantity *quantities, size_t count);

/* A colour of something that steps back: soft ink on it is legible. */
color view_dimmed(const struct view *view, color fill);

/* The rectangle shows the quantity: there it can be asked about, by pointing, clicking and Tab. To
 * be called when it has been drawn: the one that is asked about gets an outline. */
void view_item(const struct view *view, struct rect rect, struct quantity quantity);

/* The same of a circle. */
void view_item_round(const struct view *view, struct point center, float radius,
                     struct quantity quantity);

/* How wide a line is that stands for a value, a share of the largest, 1 at most. */
float view_stroke(const struct view *view, double share);

/* A thin line across. */
void view_rule(const struct view *view, float left, float right, float y, color ink);

/* One from side to side, in the middle of so many ems of running text; returns these in pixels.
 * measure: draws nothing. */
float view_divider(const struct view *view, struct rect inner, float ems, float y, bool measure);

/* An outline around a thing, whose corners have that radius; a ring around one that is round. */
void view_outline(const struct view *view, struct rect rect, float round, color ink);
void view_ring(const struct view *view, struct point center, float radius, color ink);

/* The sign of what differs between the view's two runs: a cross if the other is wrong, else ≠. */
void view_difference(const struct view *view, struct point at, float size);

/* Slow in, slow out: 0 .. 1 to 0 .. 1. */
float view_ease(float t);

#endif
