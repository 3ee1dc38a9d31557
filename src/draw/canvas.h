/*
 * canvas: a frame as data: an array of tagged commands and a pool of text.
 *
 * Views append commands; draw/raster turns them into pixels, tests look at them.
 * Later commands lie over earlier ones. Coordinates are pixels of the target
 * picture. Clearing keeps the memory, so a steady frame allocates nothing.
 */
#ifndef BACKSTEP_DRAW_CANVAS_H
#define BACKSTEP_DRAW_CANVAS_H

#include "draw/color.h"
#include "draw/font.h"
#include "draw/geom.h"

#include <stddef.h>

enum canvas_kind {
    CANVAS_BOX,      /* rounded rectangle, filled and/or stroked inside its edge */
    CANVAS_DISC,     /* filled and/or stroked circle */
    CANVAS_LINE,     /* thick line with round ends, maybe dashed */
    CANVAS_POLYLINE, /* thick, round joins and ends, blended once, maybe dashed */
    CANVAS_CURVE,    /* thick cubic Bezier, blended once, maybe dashed */
    CANVAS_TRIANGLE, /* filled */
    CANVAS_BUNDLE,   /* all lines from points on one upright to points on another; see there */
    CANVAS_TEXT,
    CANVAS_CLIP,     /* what follows is clipped to the rectangle; CANVAS_UNCLIP ends it */
    CANVAS_UNCLIP,
};

enum canvas_anchor { CANVAS_LEFT, CANVAS_CENTER, CANVAS_RIGHT };

struct canvas_command {
    enum canvas_kind kind;
    color fill;            /* alpha 0: none; the text's colour */
    color stroke;          /* alpha 0: none; the line's colour */
    float width;           /* of the stroke or line */
    float dash;            /* length of dashes and gaps; 0: solid */
    union {
        struct { struct rect rect; float radius; } box; /* also CLIP */
        struct { struct point center; float radius; } disc;
        struct { struct point p[4]; } points;           /* LINE 2, TRIANGLE 3, CURVE 4 */
        struct { size_t first, count; } path;           /* POLYLINE: in canvas->points */
        struct {
            size_t first;          /* of `from` and then `to` points, in canvas->points */
            size_t from, to;
            size_t strengths;      /* offset in canvas->pool: (to,from), -127 .. 127 each */
            float half;            /* the density that is drawn half opaque */
        } bundle;
        struct {
            struct point origin;   /* of the pen on the baseline, at the left end */
            enum font_face face;
            int size_px;
            size_t text;           /* offset in canvas->pool */
            size_t length;         /* bytes */
            float advance;         /* measured width */
            struct rect within;    /* the box the text must stay in; w 0: the window */
        } text;
    } as;
};

struct canvas {
    struct canvas_command *commands; /* owned */
    size_t count, capacity;
    struct point *points;            /* owned */
    size_t point_count, point_capacity;
    char *pool;                      /* owned: texts, and bundles' strengths */
    size_t pool_length, pool_capacity;
    float width, height;
    color background;
    const struct font *font;         /* borrowed; measures text as it is added */
    struct rect within;              /* given to text that is added; see canvas_within */
};

/* font may be NULL if no text is added. */
void canvas_init(struct canvas *canvas, const struct font *font);
void canvas_finish(struct canvas *canvas);

/* Starts a frame: empties it, keeps the memory. */
void canvas_begin(struct canvas *canvas, float width, float height, color background);

/* How far it has come, and back to there: what was added since is gone. */
struct canvas_mark {
    size_t commands, points, pool;
};
struct canvas_mark canvas_mark(const struct canvas *canvas);
void canvas_rewind(struct canvas *canvas, struct canvas_mark mark);

/* stroke_width 0 or a stroke with alpha 0: no stroke. */
void canvas_box(struct canvas *canvas, struct rect rect, float radius, color fill, color stroke,
                float stroke_width);
/* A stroked box whose outline is dashed. */
void canvas_box_dashed(struct canvas *canvas, struct rect rect, float radius, color fill,
                       color stroke, float stroke_width, float dash);
void canvas_disc(struct canvas *canvas, struct point center, float radius, color fill,
                 color stroke, float stroke_width);
void canvas_line(struct canvas *canvas, struct point a, struct point b, float width, color stroke,
                 float dash);
void canvas_polyline(struct canvas *canvas, const struct point *points, size_t count, float width,
                     color stroke);
/* The dashes go around its corners. */
void canvas_polyline_dashed(struct canvas *canvas, const struct point *points, size_t count,
                            float width, color stroke, float dash);
void canvas_curve(struct canvas *canvas, const struct point p[4], float width, color stroke,
                  float dash);
void canvas_triangle(struct canvas *canvas, struct point a, struct point b, struct point c,
                     color fill);

/* Every line between two sets of points, too many to be told apart: how dense they are, and of
 * which sign, decides the colour of a pixel; where the negative ones prevail it is hatched. */
struct canvas_bundle {
    float from_x, to_x;       /* from_x < to_x */
    const float *from_y;      /* (from) */
    const float *to_y;        /* (to) */
    size_t from, to;
    const signed char *strengths; /* (to,from): -127 .. 127, the sign and strength of each line */
    float width;              /* of a line */
    float half;               /* > 0: so many lines of full strength over a pixel make it half
                               * opaque, twice as many two thirds, and so on */
    color positive, negative; /* their alpha is that of the densest */
    float hatch;              /* width of the hatching's stripes; 0: none */
};

/* Copies all of it. Nothing of no lines. */
void canvas_bundle(struct canvas *canvas, const struct canvas_bundle *bundle);
void canvas_clip(struct canvas *canvas, struct rect rect);
void canvas_unclip(struct canvas *canvas);

/* All of another canvas, moved so that its origin is at x, y; not its background. */
void canvas_append(struct canvas *canvas, const struct canvas *other, float x, float y);

/* Text with its baseline at y; x is its left end, middle or right end. Returns its width. */
float canvas_text(struct canvas *canvas, float x, float y, enum canvas_anchor anchor,
                  enum font_face face, int size_px, color c, const char *text);

/* The box that text added from now on must stay in (the layout checks hold it to
 * that); returns the previous one, to put back. A zeroed rect: the window. */
struct rect canvas_within(struct canvas *canvas, struct rect within);

/* Measuring, with the canvas's font. */
float canvas_text_width(const struct canvas *canvas, enum font_face face, int size_px,
                        const char *text);
struct font_metrics canvas_font_metrics(const struct canvas *canvas, enum font_face face,
                                        int size_px);

/* The text of a TEXT command, terminated. */
const char *canvas_text_of(const struct canvas *canvas, const struct canvas_command *command);
/* The rectangle a TEXT command's digits and capitals fill: from cap height to baseline
 * (plus descent where a character has one), advance wide. */
struct rect canvas_text_bounds(const struct canvas *canvas, const struct canvas_command *command);

#endif
