/* Numbers that must not be wider than their room: with as many digits as fit. */
#include "view/view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_OF_CHANGE = 6 };

static const char *const ellipsis = "…";

/* Whether it is read as 1, which another number is not: a probability would be certain. */
static bool is_false_one(double value, const char *text)
{
    const char *digits = strpbrk(text, "0123456789");

    return digits != NULL && digits[0] == '1'
           && strspn(digits + 1, ".0") == strlen(digits + 1) && fabs(value) < 1.0;
}

const char *view_number(const struct view *view, double value, bool sign, float width, int size_px,
                        char out[NUMBER_TEXT_SIZE])
{
    for (int decimals = view->decimals; decimals >= 0; decimals--) {
        number_format(out, value, (struct number_style){.decimals = decimals, .sign = sign});
        if (decimals < view->decimals && is_false_one(value, out))
            break;
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

/* A value as it reads with so many decimals. */
static double rounded(double value, int decimals)
{
    char text[NUMBER_TEXT_SIZE];

    return strtod(number_format(text, value,
                                (struct number_style){.decimals = decimals, .ascii = true}), NULL);
}

int view_decimals_of_change(const struct view *view, double old, double moved)
{
    int most = view->decimals > DIGITS_OF_CHANGE ? view->decimals : DIGITS_OF_CHANGE;

    for (int decimals = 1; decimals <= most; decimals++) {
        if (rounded(old, decimals) != rounded(moved, decimals))
            return decimals;
    }
    return 0;
}
