/*
 * response_parts: the pieces of view/response; only for view/response*.c.
 */
#ifndef BACKSTEP_VIEW_MAP_RESPONSE_PARTS_H
#define BACKSTEP_VIEW_MAP_RESPONSE_PARTS_H

#include "view/map/response_card.h"
#include "view/view.h"

/* Where the inputs, and a curve's outputs, go. */
struct response_plot {
    struct rect rect;
    double low[2], high[2];
};

struct response_plot response_plot_make(const struct response_card *card, struct rect rect);
struct point response_plot_point(const struct response_plot *plot, double x, double y);
/* Of inputs, and for a curve the target or answer. */
struct point response_sample_point(const struct response_plot *plot,
                                   const struct response_card *card, const double *x,
                                   const double *t);

/* ---- classes ---- */

/* Of a sample or an answer: which class, for the kinds that have classes. */
size_t response_class(const struct response_card *card, const double *values);
color response_class_ink(const struct view *view, size_t class);
/* The ground where the network says the class, from unsure (0) to sure (1). */
color response_class_ground(const struct view *view, size_t class, float sure);

/* ---- the picture's parts ---- */

/* The colours of the plane, in cells about `cell` pixels large. */
void response_ground(const struct view *view, const struct response_plot *plot,
                     const struct response_card *card, float cell);

/* A run's line: the boundary between classes, or the curve. */
struct response_line {
    const struct response *response;
    color ink;
    float width, dash;  /* dash 0: solid */
};

void response_boundary(const struct view *view, const struct response_plot *plot,
                       const struct response_card *card, const struct response_line *line);
void response_curve(const struct view *view, const struct response_plot *plot,
                    const struct response_line *line);

/* Of the other run's line. */
float response_dash(const struct view *view);

/* A sample's mark: its class's shape; hollow: held out. */
void response_mark(const struct view *view, const struct response_card *card, struct point at,
                   float radius, const double *t, bool hollow);
void response_ring(const struct view *view, struct point at, float radius);
/* All samples, and the ring around the one worked on. */
void response_samples(const struct view *view, const struct response_plot *plot,
                      const struct response_card *card, float radius);

/* What the marks mean, in one line. */
void response_legend(const struct view *view, struct rect area, const struct response_card *card);

#endif
