#include "lesson/script/picture.h"

const char *const picture_names[PICTURE_COUNT] = {
    [PICTURE_NETWORK] = "network", [PICTURE_FOLDED] = "folded",
    [PICTURE_GRADIENT] = "gradient",
    [PICTURE_TABLE] = "table", [PICTURE_MATRICES] = "matrices",
    [PICTURE_MAP] = "map", [PICTURE_LANDSCAPE] = "landscape",
    [PICTURE_GRAPH] = "graph",
};
