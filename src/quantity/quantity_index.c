/* The numbers by which a weight's name says which units it joins; see quantity.h. */
#include "quantity/quantity.h"

#include <ctype.h>
#include <string.h>

enum { DIGITS_MAX = 7 };

/* The number at the end of a name, and how long what stands before it is; false where there is
 * none, or one that is written as no number is: 007. */
static bool ends_in_number(const char *name, size_t *stem, size_t *number)
{
    size_t length = strlen(name), at = length;

    while (at > 0 && isdigit((unsigned char)name[at - 1]))
        at--;
    if (at == length || length - at > DIGITS_MAX || (name[at] == '0' && length - at > 1))
        return false;
    *stem = at;
    *number = 0;
    for (; at < length; at++)
        *number = *number * 10 + (size_t)(name[at] - '0');
    return true;
}

/* Whether all units of the layer are called alike but for a number at the end, as h1, h2 or 0, 1;
 * then the largest of them. */
static bool is_numbered(const struct net_layer *layer, size_t *most)
{
    size_t first, stem, number;

    *most = 0;
    if (layer->units == NULL || !ends_in_number(layer->units[0], &first, &number))
        return false;
    for (size_t i = 0; i < layer->out; i++) {
        if (!ends_in_number(layer->units[i], &stem, &number) || stem != first
            || memcmp(layer->units[i], layer->units[0], stem) != 0)
            return false;
        *most = number > *most ? number : *most;
    }
    return true;
}

/* That of one unit, and the largest of its layer. */
static size_t index_of(const struct net_layer *layer, size_t unit, size_t *most)
{
    size_t stem, number = unit + 1;

    if (is_numbered(layer, most))
        ends_in_number(layer->units[unit], &stem, &number);
    else
        *most = layer->out;
    return number;
}

size_t quantity_index(const struct net *net, size_t layer, size_t unit)
{
    size_t most;

    return index_of(&net->layers[layer], unit, &most);
}

void quantity_indices(const struct net *net, struct quantity q, struct text *out)
{
    const struct net_layer *layer = &net->layers[q.layer];
    size_t to_most, from_most, to = index_of(layer, q.to, &to_most);
    size_t from = index_of(q.of == QUANTITY_OF_RECURRENT ? layer : net_from(net, q.layer), q.from,
                           &from_most);

    if (net->layer_count == 1 && layer->out == 1 && q.of == QUANTITY_OF_WEIGHT)
        text_printf(out, "%zu", from); /* one neuron on its own */
    else
        text_printf(out, "%zu%s%zu", to, to_most > 9 || from_most > 9 ? "," : "", from);
}
