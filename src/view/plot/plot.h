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
/* And for the losses of the samples held out, if there are any. */
void plot_widen_held_out(struct plot_axes *axes, const struct view *view);
void plot_settle(struct plot_axes *axes);

/* A value on the axis, a series' value there; NaN if it cannot be shown. */
double plot_on_axis(const struct plot_axes *axes, double value);
double plot_value_at(const struct plot_axes *axes, const struct series *series, size_t i);

/* Where iteration i (from 0) is, and a value that is on the axis; beyond the area if it is not
 * within. */
float plot_x(const struct plot_axes *axes, size_t i);
float plot_y(const struct plot_axes *axes, double value);

/* How a line looks: in pixels, dash 0: solid. */
struct plot_look {
    color ink;
    float width, dash;
};

enum plot_kind {
    PLOT_SHOWN,
    PLOT_LATER,    /* what was found after the moment shown */
    PLOT_OTHER,    /* another run: dashed */
    PLOT_HELD_OUT, /* samples held out: dotted, since the ends of dashes are round */
    PLOT_BEHIND    /* single iterations, faint behind the line of their means */
};

struct plot_look plot_look(const struct view *view, enum plot_kind kind, color ink);

/* A noisy series by its means over stretches of `window` iterations, the last of them whole. */
struct plot_means {
    const double *values; /* borrowed from the view's arena; [k]: of the k-th stretch; NaN: nothing
                             finite in it */
    size_t count, window;
};

/* Of stretches of so many whole epochs that a line can have them all; of none where an epoch is one
 * iteration or there are fewer than two of them. */
struct plot_means plot_means(const struct view *view, const struct series *series, size_t an_epoch);

/* A series and, of a noisy one, the means of its epochs. */
struct plot_run {
    const struct series *series;
    struct plot_means means; /* of none: its line is the series */
};

struct plot_run plot_run(const struct view *view, const struct series *series);
/* What of it is a line; its values live as long as the run's. */
struct series plot_run_line(const struct plot_run *run);
/* The line from iteration `first` up to `end`, of the means those that end there. */
void plot_run_draw(const struct view *view, const struct plot_axes *axes,
                   const struct plot_run *run, size_t first, size_t end, struct plot_look look);
/* The single iterations, faint, where the line is not they. */
void plot_run_behind(const struct view *view, const struct plot_axes *axes,
                     const struct plot_run *run, size_t first, size_t end, color ink);

/* The losses of the samples held out, at the ends of epochs, of many every so manieth; with a disc
 * of that radius for each where there is room for them. */
void plot_held_out(const struct view *view, const struct plot_axes *axes, float disc);

/* The values' lines and numbers at the left; the iterations below. */
void plot_draw_axes(const struct view *view, const struct plot_axes *axes);
void plot_iterations(const struct view *view, const struct plot_axes *axes);

#endif
