#include "data/kinds.h"

#include "base/memory.h"
#include "data/cell.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* FNV-1a, of the word in small letters. */
static size_t hash(const char *word)
{
    uint64_t value = 14695981039346656037u;

    for (; *word != '\0'; word++)
        value = (value ^ (uint64_t)tolower((unsigned char)*word)) * 1099511628211u;
    return (size_t)(value >> 16);
}

/* Where the word's kind is, or would be. */
static size_t *find_place(const struct kinds *kinds, const char *word)
{
    size_t size = 2 * kinds->room, place = hash(word) % size;

    while (kinds->places[place] != 0
           && !cell_same_words(kinds->kinds[kinds->places[place] - 1].name, word))
        place = (place + 1) % size;
    return &kinds->places[place];
}

size_t kinds_find(const struct kinds *kinds, const char *word)
{
    return kinds->room == 0 ? KINDS_NONE : *find_place(kinds, word) - 1;
}

static void grow(struct kinds *kinds)
{
    kinds->room = 2 * kinds->room + 16;
    kinds->kinds = memory_resize(kinds->kinds, kinds->room, sizeof *kinds->kinds);
    free(kinds->places);
    kinds->places = memory_new(2 * kinds->room, sizeof *kinds->places);
    for (size_t i = 0; i < kinds->count; i++)
        *find_place(kinds, kinds->kinds[i].name) = i + 1;
}

void kinds_add(struct kinds *kinds, const char *word, size_t line, bool held, size_t most)
{
    size_t *place;

    if (kinds->count == kinds->room)
        grow(kinds);
    place = find_place(kinds, word);
    if (*place == 0 && kinds->count == most) {
        kinds->too_many = true;
        return;
    }
    if (*place == 0) {
        kinds->kinds[kinds->count++] = (struct kind){.name = memory_string(word), .line = line};
        *place = kinds->count;
    }
    kinds->merged += strcmp(kinds->kinds[*place - 1].name, word) != 0;
    if (held)
        kinds->kinds[*place - 1].held++;
    else
        kinds->kinds[*place - 1].count++;
}

void kinds_finish(struct kinds *kinds)
{
    for (size_t i = 0; i < kinds->count; i++)
        free(kinds->kinds[i].name);
    free(kinds->kinds);
    free(kinds->places);
    *kinds = (struct kinds){0};
}
