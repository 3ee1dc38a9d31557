/* The built-in lessons that are plain networks: they come first, graphs behind them. */
#ifndef BACKSTEP_TESTS_LESSON_NETWORKS_H
#define BACKSTEP_TESTS_LESSON_NETWORKS_H

#include "lesson/catalogue.h"

static inline const struct catalogue_entry *catalogue_networks(size_t *count)
{
    const struct catalogue_entry *entries = catalogue_entries(count);

    for (size_t i = *count; i-- > 0;)
        if (entries[i].part == W_PART_GRAPHS)
            *count = i;
    return entries;
}

#endif
