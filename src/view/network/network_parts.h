/*
 * network_parts: the pieces of the network's picture; only for view/network*.c.
 */
#ifndef BACKSTEP_VIEW_NETWORK_NETWORK_PARTS_H
#define BACKSTEP_VIEW_NETWORK_NETWORK_PARTS_H

#include "view/frame/label.h"
#include "view/network/network_places.h"

/* Finds where the chips of every layer go, the columns and circles being placed. */
void network_chips_place(struct network_layout *layout, const struct view *view);

bool network_edge_is_level(struct point a, struct point b);

/* The widths, in number sizes, that a row below a circle (0: the first) and the bias's chip above
 * it may have. */
float network_row_width(const struct network_layout *layout, size_t row);
static const float network_bias_width = ROOM(10);

/* The largest radius of a circle, of the room for one and of the width of a column. */
static const float network_circle_height = 0.44f, network_circle_width = 0.24f;
/* The least radius, in number sizes, of circles with two lines in them. */
static const float network_lettered = LINE_ROW;

/* The neuron (or input) of which a dense picture tells the numbers: what is asked about, else what
 * the step is about. */
struct network_detail {
    bool some;
    size_t layer, unit;
    bool above; /* the weights it has a part in are those out of it, not those into it */
};

/* What one frame's pieces share. */
struct network_picture {
    const struct view *view;
    const struct network_layout *layout;
    enum theme_phase phase;
    double weight_scale;     /* largest |w|, > 0 */
    float edge_thinning;     /* 0 .. 1: less where there are many */
    double activation_scale; /* the |a| that gets the full colour, > 0 */
    struct network_detail detail;
    double *scales;          /* three a layer: network_scale */
};

/* What the line of a weight says now, by its width and sign: QUANTITY_VALUE, a gradient or
 * QUANTITY_STEP; of a layer's lines what is new. */
enum quantity_kind network_carried(const struct network_picture *picture, size_t layer, size_t to,
                                   size_t from);
enum quantity_kind network_carried_by(const struct network_picture *picture, size_t layer);

/* The size that the widest line of a layer stands for, > 0; the same in words, and as a number. */
double network_scale(const struct network_picture *picture, size_t layer,
                     enum quantity_kind carried);
const char *network_carried_scale(const struct network_picture *picture, size_t layer);
const char *network_carried_brief(const struct network_picture *picture, size_t layer);

/* To be called first: finds the scales. */
void network_measure_carried(struct network_picture *picture);

/* Below the layers of circles: what their lines say, unless it is weights that all have numbers. */
void network_carried_words(const struct network_picture *picture);

/* The quantity's symbol, short where its place says the rest: no layer, no long name, and on a
 * neuron's own bias and ∂L/∂a no name at all. */
const struct formula *network_symbol(const struct network_picture *picture,
                                     struct quantity quantity);

/* What a neuron is called above its circle: its whole name without its layer, cut to what fits
 * there. */
const struct formula *network_name(const struct view *view, const struct network_layout *layout,
                                   size_t layer, size_t unit);

/* The width of a layer's widest name. */
float network_names_width(const struct view *view, const struct network_layout *layout,
                          size_t layer);

/* Where a name so wide begins that stands alone above its circle: over its middle, or as near to
 * that as the picture's edge and the targets let it. */
float network_name_left(const struct network_layout *layout, const struct view *view, size_t layer,
                        float width);

/* One parameter and what the iteration makes of it. */
struct network_parameter {
    struct quantity old;
    struct quantity shown_gradient; /* in the backward pass: of the sample, or of the batch where
                                     * the page is about that */
    struct quantity gradient, moved;
    struct quantity
        made[5]; /* of the gradient, by the optimiser, in this order; the last is the step */
};

/* How much higher than others, in number sizes, the chip of a symbol is that has a layer over its
 * indices. */
float network_chip_head(const struct formula *symbol);

struct network_parameter network_weight(const struct view *view, size_t layer, size_t to,
                                        size_t from);
struct network_parameter network_bias(const struct view *view, size_t layer, size_t to);

/* Whether the step shown touches the parameter. */
bool network_parameter_lit(const struct network_picture *picture,
                           const struct network_parameter *parameter);

/* The colour of what is lit of it: its role in what is asked about, else the phase's. */
color network_parameter_ink(const struct network_picture *picture,
                            const struct network_parameter *parameter);

/* What a parameter's chip says: its value and, once known, its gradient, step or old value. */
enum { NETWORK_CHIP_LINES = 4 };

struct network_chip {
    struct label lines[NETWORK_CHIP_LINES];
    struct quantity quantities[NETWORK_CHIP_LINES]; /* what each line is the value of */
    size_t count;
    struct label step;  /* at the move, behind the old value; size_px 0: it has no room there */
    struct quantity stepped;
    bool moved;         /* lines[1] is the old value, crossed out */
    bool lit, nudged;
    color rim;          /* where it is lit */
    float width, height;
    float head;         /* the room above the first line beyond what every chip has */
};

/* Prepares a chip at most `width` wide; with one line it says the newest thing while the step
 * touches it (a bias's gradient is δ below the neuron), else its value; with more than two all that
 * the step is about. symbols: the second line has its whole symbol. */
void network_chip_make(const struct network_picture *picture,
                       const struct network_parameter *parameter, float width, size_t lines,
                       bool symbols, struct network_chip *chip);

/* Beside and between its lines; between the old value and the step, in chip sizes. */
static inline float network_chip_padding(const struct view *view)
{
    return GAP_NEAR * (float)view->size.chip_px;
}
static inline float network_chip_line(const struct view *view)
{
    return LINE_NOTE * (float)view->size.chip_px;
}
/* The height with so many lines, the first of them so much higher; all in chip sizes. */
static inline float network_chip_height(size_t lines, float head)
{
    return (float)lines * LINE_NOTE + GAP_TIGHT + head;
}
static const float network_chip_gap = 0.5f;

/* Draws it with its upper left corner there. */
void network_chip_draw(const struct network_picture *picture, const struct network_chip *chip,
                       float x, float y);

void network_node(const struct network_picture *picture, size_t layer, size_t unit,
                  struct point center);

/* The rows below it. */
void network_node_below(const struct network_picture *picture, size_t layer, size_t unit,
                        struct point center);

/* What stands above the circle: its name, and a neuron's bias. To be drawn over the lines that end
 * at the circle. */
void network_node_head(const struct network_picture *picture, size_t layer, size_t unit,
                       struct point center);

/* What is in a circle that has room for one number. */
void network_compact(const struct network_picture *picture, size_t layer, size_t unit,
                     struct point center);

/* The letter beside a neuron's number, in a circle or a cell: x, z, a or δ. */
const struct formula *network_letter(const struct view *view, struct quantity quantity);

/* The room for a line of text in a circle, clear of its rim; `dy`: the farthest that the text's ink
 * gets above or below the middle. */
float network_chord(const struct network_picture *picture, float dy);

/* A label on the circle, its baseline `dy` below the middle; on a plate of its own where it is a
 * little wider than the circle there. Without a number where two digits of it have no room. */
void network_on_circle(const struct network_picture *picture, const struct label *label,
                       struct point center,
                       float dy, color fill);

/* The circle, or the half of it above (-1) or below (1) its middle, where a quantity can be asked
 * about. */
void network_node_item(const struct network_picture *picture, struct quantity quantity,
                       struct point center, int half);

/* Nothing of a neuron belongs to what is asked about. */
bool network_node_steps_back(const struct view *view, size_t layer, size_t unit);

/* The newest of a neuron's numbers, for where there is room for one only: z, then a, then δ. */
struct quantity network_newest(const struct network_picture *picture, size_t layer, size_t unit);

/* What a neuron is filled with, showing that number. */
color network_node_fill(const struct network_picture *picture, size_t layer, size_t unit,
                        struct quantity newest);

/* Whether the neuron stands out, in which colour and how much. */
bool network_node_lit(const struct network_picture *picture, size_t layer, size_t unit, color *ink,
                      float *width);

/* Whether the weight's line is lit: the step uses it or touches its parameter. */
bool network_edge_lit(const struct network_picture *picture, size_t layer, size_t to, size_t from);

/* ---- layers that do not fit as circles ---- */

/* Whether the weights into a layer are drawn as a bundle, not one by one. */
bool network_bundled(const struct network_layout *layout, size_t layer);

/* A layer's cells. */
void network_cells(const struct network_picture *picture, size_t layer);

/* The inputs as the image they are; below it the weights into the detail's neuron and their
 * gradients, as images too. */
void network_image(const struct network_picture *picture);

/* The minus (or plus) of a value that has its colour alone, in its cell; none where it is too
 * small. */
void network_sign_mark(const struct view *view, struct rect cell, double value, double scale);

/* How many lines the bundle of a layer's weights has: all of them, or of very many a part. */
size_t network_bundle_lines(const struct network_layout *layout, size_t layer);

/* All weights into a layer, as a bundle of lines; what the step uses stands out. */
void network_bundle(const struct network_picture *picture, size_t layer);

/* Finds what the picture tells the numbers of. */
void network_find_detail(struct network_picture *picture);

/* Its strongest connections: lines and numbers; and how many there are beside. */
void network_strongest(const struct network_picture *picture);

/* What the network says about the sample and whether it is right, where the targets are classes and
 * the outputs are known; the room it takes above the loss's card. */
void network_verdict(const struct network_picture *picture);
float network_verdict_height(const struct view *view);

/* Whether it is that output, of several, which says the class; and the mark of it, a triangle that
 * points to the left. */
bool network_verdict_says(const struct view *view, size_t output);
void network_verdict_mark(const struct view *view, struct point tip, color ink);

/* At a projector's text sizes, after all else, of which `first` was the first command: what the
 * step needs. */
void network_step(const struct network_picture *picture, size_t first);

/* The baseline of an output's target (and `lines` - 1 below it) in the column of the loss's card:
 * beside the output, or as near to that as the card lets it. */
float network_target_y(const struct network_layout *layout, const struct view *view, size_t place,
                       float lines);

/* Targets, each output's part of the loss, the curves to the loss, and its card. */
void network_loss(const struct network_picture *picture);

#endif
