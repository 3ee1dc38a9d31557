#include "lesson/script/picture.h"

#include "engine/measure/map.h"
#include "lesson/scenario.h"
#include "quantity/parameters.h"

const char *const picture_names[PICTURE_COUNT] = {
    [PICTURE_NETWORK] = "network", [PICTURE_FOLDED] = "folded",
    [PICTURE_GRADIENT] = "gradient",
    [PICTURE_TABLE] = "table", [PICTURE_MATRICES] = "matrices",
    [PICTURE_MAP] = "map", [PICTURE_LANDSCAPE] = "landscape",
    [PICTURE_GRAPH] = "graph",
};

/* A landscape is over two parameters that move. */
static bool moves_two(const struct net *net)
{
    size_t moved = 0;

    for (size_t i = 0; moved < 2 && i < parameters_count(net); i++)
        moved += !parameters_fixed(net, parameters_at(net, i));
    return moved == 2;
}

bool picture_is_of(const struct scenario *scenario, enum shown_picture picture)
{
    const struct net *net = &scenario->net;

    if (scenario_is_graph(scenario))
        return picture == PICTURE_GRAPH;
    if (picture == PICTURE_FOLDED || picture == PICTURE_GRADIENT)
        return net->recurrent;
    if (picture == PICTURE_MAP)
        return map_kind(net, &scenario->data) != MAP_NONE;
    return picture != PICTURE_LANDSCAPE || (!net->recurrent && moves_two(net));
}
