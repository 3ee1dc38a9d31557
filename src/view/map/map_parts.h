/*
 * map_parts: the pieces of view/map; only for view/map*.c.
 */
#ifndef BACKSTEP_VIEW_MAP_MAP_PARTS_H
#define BACKSTEP_VIEW_MAP_MAP_PARTS_H

#include "view/map/map_card.h"
#include "view/view.h"

/* Where the inputs, and a curve's outputs, go. */
struct map_plot {
    struct rect rect;
    double low[2], high[2];
};

struct point map_plot_point(const struct map_plot *plot, double x, double y);
/* Of inputs, and for a curve the target or answer. */
struct point map_sample_point(const struct map_plot *plot,
                                   const struct map_card *card, const double *x,
                                   const double *t);

/* ---- classes ---- */

/* Of a sample or an answer: which class, for the kinds that have classes. */
size_t map_class(const struct map_card *card, const double *values);
color map_class_ink(const struct view *view, size_t class);

/* ---- the picture's parts ---- */

/* The colours of the plane, in cells about `cell` pixels large. */
void map_ground(const struct view *view, const struct map_plot *plot,
                     const struct map_card *card, float cell);

/* The hatching or dots of the classes' grounds, followed in such steps. */
void map_texture(const struct view *view, const struct map_plot *plot, const struct map_card *card,
                 float cell);
/* A class's ground, or a value's of that sign, as sure (0 .. 1) as that. */
void map_swatch(const struct view *view, const struct map_card *card, struct rect rect,
                size_t class, float sure);

/* A run's line: the boundary between classes, or the curve. */
struct map_line {
    const struct map *map;
    color ink;
    float width, dash;  /* dash 0: solid */
};

void map_boundary(const struct view *view, const struct map_plot *plot,
                       const struct map_card *card, const struct map_line *line);
void map_curve(const struct view *view, const struct map_plot *plot,
                    const struct map_line *line);

/* Of the other run's line. */
float map_dash(const struct view *view);

/* All samples, and the ring around the one worked on. */
void map_samples(const struct view *view, const struct map_plot *plot,
                      const struct map_card *card, float radius);

/* What the marks mean, in one line. */
void map_legend(const struct view *view, struct rect area, const struct map_card *card);

#endif
