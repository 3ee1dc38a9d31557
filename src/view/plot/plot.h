/*
 * plot: values by iteration as lines over axes, linear from 0 or logarithmic in whole decades.
 *
 * The axes are zeroed but for their area, count and kind, then widened by every series they shall
 * hold, then settled.
 */
#ifndef BACKSTEP_VIEW_PLOT_PLOT_H
#define BACKSTEP_VIEW_PLOT_PLOT_H

#include "view/plot/series.h"
#include "view/view.h"

/* A line has no more points than twice that: more iterations share some. */
enum { PLOT_BUCKETS_MAX = 700 };

struct plot_axes {
    struct rect area;
    double low,
        high; /* of the values, or of their logarithms; infinite and -infinite to begin with */
    bool logarithmic;
    size_t count;      /* of the iterations */
};

void plot_widen(struct plot_axes *axes, const struct series *series);
/* The same for a second series, but never so far that the others become flat: at most twice as
 * high, or three decades. What is higher leaves the area. */
void plot_widen_within(struct plot_axes *axes, const struct series *series);
void plot_settle(struct plot_axes *axes);

/* A value on the axis, a series' value there; NaN if it cannot be shown. */
double plot_on_axis(const struct plot_axes *axes, double value);
double plot_value_at(const struct plot_axes *axes, const struct series *series, size_t i);

/* Where iteration i (from 0) is, and a value that is on the axis; beyond the area if it is not
 * within. */
float plot_x(const struct plot_axes *axes, size_t i);
float plot_y(const struct plot_axes *axes, double value);

/* The series' line from iteration `first` up to `end`; width and dash (0: solid) in units. Where
 * many share a point none of their peaks is lost. What is not finite breaks it. */
void plot_series(const struct view *view, const struct plot_axes *axes, const struct series *series,
                 size_t first, size_t end, color ink, float width, float dash);

/* A noisy series by its means over stretches of `window` iterations, the last of them whole. */
struct plot_means {
    const double *values; /* borrowed from the view's arena; [k]: of the k-th stretch; NaN: nothing
                             finite in it */
    size_t count, window;
};

/* Of stretches of so many whole epochs that a line can have them all; of none where an epoch is one
 * iteration or there are fewer than two of them. */
struct plot_means plot_means(const struct view *view, const struct series *series, size_t an_epoch);
void plot_means_widen(struct plot_axes *axes, const struct plot_means *means);
/* The line through those of the stretches that end after iteration `first` and by `end`. */
void plot_means_line(const struct view *view, const struct plot_axes *axes,
                     const struct plot_means *means, size_t first, size_t end, color ink,
                     float width, float dash);

/* The values' lines and numbers at the left; the iterations below. */
void plot_draw_axes(const struct view *view, const struct plot_axes *axes);
void plot_iterations(const struct view *view, const struct plot_axes *axes);

#endif
