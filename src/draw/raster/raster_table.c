#include "draw/raster/raster_table.h"

#include <math.h>

/* Directions are told apart in steps this fine, which no pixel shows: the dashes of
 * a line and neighbours on a curve then share a table. */
enum { DIRECTIONS = 1024 };

static void make(struct raster_table *table, double radius, double minor)
{
    double major = sqrt(1 - minor * minor), reach = (major + minor) / 2;

    table->radius = radius;
    table->minor = minor;
    table->begin = radius > reach ? radius - reach : 0;
    for (int i = 0; i < RASTER_TABLE; i++)
        table->cover[i] = raster_byte(raster_strip((float)(table->begin + (double)i / RASTER_STEPS),
                                                   (float)radius, (float)major, (float)minor));
}

const struct raster_table *raster_table_for(struct raster_tables *tables, double radius, double ux,
                                            double uy)
{
    double x = fabs(ux), y = fabs(uy), steps = floor((x < y ? x : y) * DIRECTIONS + 0.5);
    /* Direction and width tell its place, which it may have to take from another. */
    size_t place = ((size_t)steps + (size_t)(radius * 64) * 37) % RASTER_TABLES;
    struct raster_table *table = &tables->tables[place];

    if (table->radius != radius || table->minor != steps / DIRECTIONS)
        make(table, radius, steps / DIRECTIONS);
    return table;
}
