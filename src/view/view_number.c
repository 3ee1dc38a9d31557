/* Numbers that must not be wider than their room: with as many digits as fit. */
#include "view/view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const ellipsis = "…";

const char *view_number(const struct view *view, double value, bool sign, float width, int size_px,
                        char out[NUMBER_TEXT_SIZE])
{
    for (int decimals = view->decimals; decimals >= 0; decimals--) {
        number_format(out, value, (struct number_style){.decimals = decimals, .sign = sign});
        if (canvas_text_width(view->canvas, FONT_MONO, size_px, out) <= width)
            return out;
    }
    snprintf(out, NUMBER_TEXT_SIZE, "%s%s", value < 0.0 ? "−" : sign && value > 0.0
             ? "+" : "",
             ellipsis);
    return out;
}

bool view_says_number(const char *text)
{
    return strstr(text, ellipsis) == NULL;
}
