#include "platform/reduced_motion.h"

#include <emscripten.h>

EM_JS(int, page_reduces_motion, (void), {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 0;
})

bool reduced_motion_wished(void)
{
    return page_reduces_motion() != 0;
}
