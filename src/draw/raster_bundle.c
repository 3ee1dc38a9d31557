#include "draw/raster_bundle.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Positions are whole numbers of 1/256 pixel; a strength is 0 .. 127 times 1/256 of a pixel. */
enum { SUB_LOG2 = 8, SUB = 1 << SUB_LOG2, STRENGTH_MAX = 127, MANY_ENDS = 256,
    REACH_MAX = 1 << 28, SHEETS_MAX = 256 };

/* Lines that end further outside are drawn as if they ended here. */
static const float far_px = 4096.0f;

/* Two sums in one number, for each sign one: they cannot run over into each other below 2^32, which
 * is 130,000 lines of full strength on one pixel. */
typedef uint64_t signed_sum;

static inline uint32_t positive_part(signed_sum sum)
{
    return (uint32_t)sum;
}

static inline uint32_t negative_part(signed_sum sum)
{
    return (uint32_t)(sum >> 32);
}

/* One bundle's pixels: how opaque, and how much of that is negative, in the high and low byte. */
struct sheet {
    const struct canvas_command *command; /* borrowed until the next picture: only compared */
    int left, top, width, height;
    size_t first; /* in `cells` */
};

struct raster_bundles {
    struct sheet sheets[SHEETS_MAX];
    size_t count;
    uint16_t *cells;     /* owned: of all sheets */
    size_t cell_count, cell_capacity;
    signed_sum *lines;   /* owned: (to,from) strengths of the bundle that is being made */
    int *reaches;        /* owned: (to,from) half of each line's height, 1/256 pixel */
    size_t line_capacity;
    int *ends;           /* owned: y of `from` and `to` points, 1/256 pixel below the sheet's top */
    size_t end_capacity;
    size_t *rows;        /* owned: which of those each point has become */
    size_t row_capacity;
    signed_sum *column;  /* owned: changes of the sum from row to row */
    size_t column_capacity;
};

/* Makes room for `wanted` elements; what was there is lost. */
static void *renew(void *old, size_t *capacity, size_t wanted, size_t size)
{
    if (wanted <= *capacity)
        return old;
    free(old);
    *capacity = wanted + wanted / 2;
    return memory_new(*capacity, size);
}

/* Ends in the same eighth of a pixel's row become one, or where there are many in the same row: 784 of
 * them on 300 rows are 300. Returns how many there are then; rows[] has each point's. */
static size_t gather_ends(const struct point *points, size_t count, const struct sheet *sheet, int *ends,
                          size_t *rows)
{
    float low = (float)sheet->top - far_px, high = (float)(sheet->top + sheet->height) + far_px;
    int step = count > MANY_ENDS ? SUB : SUB / 8;
    size_t used = 0;

    for (size_t i = 0; i < count; i++) {
        float y = raster_larger(low, raster_smaller(high, points[i].y));
        int at = (int)floorf(y * (float)(SUB / step)) * step + step / 2 - sheet->top * SUB;

        if (used == 0 || ends[used - 1] != at)
            ends[used++] = at;
        rows[i] = used - 1;
    }
    return used;
}

/* A bundle with its equal lines added up. */
struct bundle {
    size_t from, to;
    const int *from_y, *to_y;
    const signed_sum *lines; /* (to,from) */
    const int *reaches;      /* (to,from) */
    double x0, x1;
};

static void add_lines(struct raster_bundles *bundles, const struct canvas *canvas,
                      const struct canvas_command *command, struct bundle *bundle)
{
    const size_t *rows = bundles->rows;
    size_t from = command->as.bundle.from, to = command->as.bundle.to;
    const char *strengths = canvas->pool + command->as.bundle.strengths;
    double across = bundle->x1 - bundle->x0;

    memset(bundles->lines, 0, bundle->from * bundle->to * sizeof *bundles->lines);
    for (size_t j = 0; j < to; j++) {
        signed_sum *line = bundles->lines + rows[from + j] * bundle->from;

        for (size_t i = 0; i < from; i++) {
            int strength = (signed char)strengths[j * from + i];

            line[rows[i]] += strength < 0 ? (signed_sum)-strength << 32 : (signed_sum)strength;
        }
    }
    for (size_t j = 0; j < bundle->to; j++) {
        for (size_t i = 0; i < bundle->from; i++) {
            double rise = (bundle->to_y[j] - bundle->from_y[i]) / (across * SUB);
            double high = (double)command->width * sqrt(1.0 + rise * rise) * (SUB / 2);

            bundles->reaches[j * bundle->from + i] = !(high > SUB / 2) ? SUB / 2
                : high > REACH_MAX ? REACH_MAX : (int)high;
        }
    }
}

static inline int limited(int value, int high)
{
    return value < 0 ? 0 : value > high ? high : value;
}

/* Adds a line's strength to the rows from low to high. */
static inline void add_rows(signed_sum *column, signed_sum strength, int low, int high)
{
    signed_sum *begin = column + (low >> SUB_LOG2), *end = column + (high >> SUB_LOG2);
    unsigned begun = (unsigned)low & (SUB - 1), ended = (unsigned)high & (SUB - 1);

    begin[0] += strength * (SUB - begun);
    begin[1] += strength * begun;
    end[0] -= strength * (SUB - ended);
    end[1] -= strength * ended;
}

static void fill_column(const struct bundle *bundle, double t, signed_sum *column, int height)
{
    int high = height << SUB_LOG2, part = (int)(t * 65536.0);

    memset(column, 0, ((size_t)height + 2) * sizeof *column);
    for (size_t j = 0; j < bundle->to; j++) {
        const signed_sum *line = bundle->lines + j * bundle->from;
        const int *reach = bundle->reaches + j * bundle->from;
        int to_y = bundle->to_y[j];

        for (size_t i = 0; i < bundle->from; i++) {
            int from_y = bundle->from_y[i];
            int y = from_y + (int)(((int64_t)(to_y - from_y) * part) >> 16);

            add_rows(column, line[i], limited(y - reach[i], high), limited(y + reach[i], high));
        }
    }
}

/* What has gathered in a column, as opacity and share of the negative. */
static void settle_column(const struct sheet *sheet, const signed_sum *column, int x, uint64_t half, int hatch,
                          uint16_t *cells)
{
    signed_sum sum = 0;

    for (int row = 0; row < sheet->height; row++) {
        uint32_t positive, negative, both;

        sum += column[row];
        positive = positive_part(sum);
        negative = negative_part(sum);
        if (hatch > 0 && ((sheet->left + x + sheet->top + row) / hatch) % 2 != 0)
            negative /= 3;
        both = positive / 2 + negative / 2;
        if (both > 0)
            cells[(size_t)row * (size_t)sheet->width] = (uint16_t)(
                (255 * (uint64_t)both / (both + half / 2)) << 8 | 255 * (uint64_t)(negative / 2) / both);
    }
}

static bool place_sheet(struct sheet *sheet, const struct canvas *canvas, const struct canvas_command *command,
                        struct raster_target target)
{
    const struct point *points = canvas->points + command->as.bundle.first;
    size_t count = command->as.bundle.from + command->as.bundle.to;
    float x0 = points[0].x, x1 = points[count - 1].x, low = INFINITY, high = -INFINITY;

    for (size_t i = 0; i < count; i++) {
        if (!isfinite(points[i].y))
            return false;
        low = raster_smaller(low, points[i].y);
        high = raster_larger(high, points[i].y);
    }
    if (!isfinite(x0) || !isfinite(x1) || !(x1 - x0 >= 1.0f))
        return false;
    if (!isfinite(command->width))
        return false;
    low -= command->width + 2.0f;
    high += command->width + 2.0f;
    sheet->left = raster_first((double)x0, 0, target.width);
    sheet->width = raster_first((double)x1, 0, target.width) - sheet->left;
    sheet->top = raster_first((double)low, 0, target.height);
    sheet->height = raster_first((double)high, 0, target.height) - sheet->top;
    return sheet->width > 0 && sheet->height > 0;
}

/* Where the sheet's cells go, zeroed. */
static void give_cells(struct raster_bundles *bundles, struct sheet *sheet)
{
    size_t wanted = (size_t)sheet->width * (size_t)sheet->height;

    sheet->first = bundles->cell_count;
    bundles->cell_count += wanted;
    if (bundles->cell_count > bundles->cell_capacity) {
        bundles->cell_capacity = bundles->cell_count + bundles->cell_count / 2;
        bundles->cells = memory_resize(bundles->cells, bundles->cell_capacity, sizeof *bundles->cells);
    }
    memset(bundles->cells + sheet->first, 0, wanted * sizeof *bundles->cells);
}

static void make_sheet(struct raster_bundles *bundles, const struct canvas *canvas,
                       const struct canvas_command *command, struct raster_target target)
{
    const struct point *points = canvas->points + command->as.bundle.first;
    size_t from = command->as.bundle.from, to = command->as.bundle.to;
    struct sheet *sheet = &bundles->sheets[bundles->count];
    double full = (double)(STRENGTH_MAX * SUB) * (double)command->as.bundle.half;
    uint64_t half = !(full > 2.0) ? 2 : full > 4e9 ? (uint64_t)4e9 : (uint64_t)full;
    struct bundle bundle = {.x0 = (double)points[0].x, .x1 = (double)points[from].x};

    *sheet = (struct sheet){.command = command};
    if (!place_sheet(sheet, canvas, command, target))
        return;
    bundles->count++;
    give_cells(bundles, sheet);
    bundles->ends = renew(bundles->ends, &bundles->end_capacity, from + to, sizeof *bundles->ends);
    bundles->rows = renew(bundles->rows, &bundles->row_capacity, from + to, sizeof *bundles->rows);
    bundle.from = gather_ends(points, from, sheet, bundles->ends, bundles->rows);
    bundle.to = gather_ends(points + from, to, sheet, bundles->ends + bundle.from, bundles->rows + from);
    bundle.from_y = bundles->ends;
    bundle.to_y = bundles->ends + bundle.from;
    if (bundle.from * bundle.to > bundles->line_capacity) {
        size_t capacity = bundles->line_capacity;

        bundles->lines = renew(bundles->lines, &capacity, bundle.from * bundle.to, sizeof *bundles->lines);
        bundles->reaches = renew(bundles->reaches, &bundles->line_capacity, bundle.from * bundle.to,
                                 sizeof *bundles->reaches);
    }
    add_lines(bundles, canvas, command, &bundle);
    bundle.lines = bundles->lines;
    bundle.reaches = bundles->reaches;
    bundles->column = renew(bundles->column, &bundles->column_capacity, (size_t)sheet->height + 2,
                            sizeof *bundles->column);
    for (int x = 0; x < sheet->width; x++) {
        double t = ((double)(sheet->left + x) + 0.5 - bundle.x0) / (bundle.x1 - bundle.x0);

        fill_column(&bundle, t, bundles->column, sheet->height);
        settle_column(sheet, bundles->column, x, half, (int)command->dash,
                      bundles->cells + sheet->first + x);
    }
}

void raster_bundles_make(struct raster_bundles **bundles, const struct canvas *canvas,
                         struct raster_target target)
{
    if (*bundles != NULL)
        (*bundles)->count = (*bundles)->cell_count = 0;
    for (size_t i = 0; i < canvas->count; i++) {
        if (canvas->commands[i].kind != CANVAS_BUNDLE)
            continue;
        if (*bundles == NULL)
            *bundles = memory_new(1, sizeof **bundles);
        if ((*bundles)->count < SHEETS_MAX)
            make_sheet(*bundles, canvas, &canvas->commands[i], target);
    }
}

static void blend_cells(uint32_t *pixels, const uint16_t *cells, int count,
                        const struct canvas_command *command)
{
    unsigned positive = command->fill >> 24, negative = command->stroke >> 24;

    for (int x = 0; x < count; x++) {
        unsigned share = raster_weight(cells[x] & 0xff), opaque = raster_weight((unsigned)cells[x] >> 8);
        unsigned alpha = positive * (256 - share) + negative * share;

        if (cells[x] != 0)
            pixels[x] = raster_mix(pixels[x], raster_mix(command->fill, command->stroke, share),
                                   opaque * raster_weight(alpha >> 8) >> 8);
    }
}

void raster_bundle_paint(const struct raster_bundles *bundles, const struct raster_area *area,
                         const struct canvas_command *command)
{
    const struct sheet *sheet = NULL;
    int left, right, top, bottom;

    for (size_t i = 0; i < bundles->count && sheet == NULL; i++)
        if (bundles->sheets[i].command == command)
            sheet = &bundles->sheets[i];
    if (sheet == NULL)
        return;
    left = sheet->left > area->left ? sheet->left : area->left;
    right = sheet->left + sheet->width < area->right ? sheet->left + sheet->width : area->right;
    top = sheet->top > area->top ? sheet->top : area->top;
    bottom = sheet->top + sheet->height < area->bottom ? sheet->top + sheet->height : area->bottom;
    for (int y = top; y < bottom; y++) {
        const uint16_t *cells = bundles->cells + sheet->first
            + (ptrdiff_t)(y - sheet->top) * sheet->width + (left - sheet->left);

        blend_cells(raster_pixel(area, left, y), cells, right - left, command);
    }
}

void raster_bundles_free(struct raster_bundles *bundles)
{
    if (bundles == NULL)
        return;
    free(bundles->cells);
    free(bundles->lines);
    free(bundles->reaches);
    free(bundles->ends);
    free(bundles->rows);
    free(bundles->column);
    free(bundles);
}
