/* Numbers that must not be wider than their room: of all ways to write one, the first that fits,
 * from the most telling to the least. */
#include "view/view.h"

#include "base/elementary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHORT_DECIMALS = 4 };

/* From here on digits before the point say less than a power of ten. */
static const double short_most = 1e4, plain_most = 1e6;

static const char *const ellipsis = "\xe2\x80\xa6", *const about_nothing = "\xe2\x89\x88" "0";

/* How many places a power of ten has where so many decimals are wanted. */
static int places_for(int decimals)
{
    return decimals > 6 ? decimals - 1 : decimals > 2 ? 2 : decimals - 1;
}

/* What is to be written, and where. */
struct fit {
    const struct view *view;
    double value;
    bool sign;
    float width;
    int size_px;
    char *out; /* of NUMBER_TEXT_SIZE */
};

static bool fits(const struct fit *fit)
{
    return canvas_text_width(fit->view->canvas, FONT_MONO, fit->size_px, fit->out) <= fit->width;
}

static const char *sign_of(const struct fit *fit)
{
    return fit->value < 0.0 ? "\xe2\x88\x92" : fit->sign && fit->value > 0.0 ? "+" : "";
}

/* How many digits from the first that is not 0. */
static int digits_of(const char *text)
{
    int digits = 0;

    for (; *text != '\0'; text++)
        digits += (*text >= '1' && *text <= '9') || (*text == '0' && digits > 0);
    return digits;
}

/* With so many decimals, at least `least` digits of it being left. */
static bool plain(const struct fit *fit, int decimals, int least)
{
    if (decimals > 0)
        number_format(fit->out, fit->value, (struct number_style){.decimals = decimals, .sign = fit->sign});
    if (decimals > 0 && strstr(fit->out, "\xc3\x97") == NULL)
        return fits(fit);
    snprintf(fit->out, NUMBER_TEXT_SIZE, "%s%.*f", sign_of(fit), decimals, fabs(fit->value));
    return digits_of(fit->out) >= least && fits(fit);
}

/* "4.39e-5"; fewer places where those say it exactly. */
static bool power(const struct fit *fit, int places)
{
    char text[NUMBER_TEXT_SIZE - 16];
    int exact = 0, exponent;

    while (exact < places) {
        snprintf(text, sizeof text, "%.*e", exact, fabs(fit->value));
        if (strtod(text, NULL) == fabs(fit->value))
            break;
        exact++;
    }
    snprintf(text, sizeof text, "%.*e", exact, fabs(fit->value));
    exponent = atoi(strchr(text, 'e') + 1);
    *strchr(text, 'e') = '\0';
    snprintf(fit->out, NUMBER_TEXT_SIZE, "%s%se%d", sign_of(fit), text, exponent);
    return fits(fit);
}

static void write_nothing(const struct fit *fit)
{
    snprintf(fit->out, NUMBER_TEXT_SIZE, "%s%s", sign_of(fit), ellipsis);
}

static void write_number(const struct fit *fit, bool times_ten)
{
    int decimals = fit->view->decimals;
    bool small = fabs(fit->value) < plain_most, scientific;

    number_format(fit->out, fit->value, (struct number_style){.decimals = decimals, .sign = fit->sign});
    scientific = strstr(fit->out, "\xc3\x97") != NULL;
    if (!isfinite(fit->value) || ((times_ten || !scientific) && fits(fit)))
        return;
    for (int i = decimals - 1; i >= 0 && small && !scientific; i--) {
        if (plain(fit, i, 2))
            return;
    }
    for (int i = places_for(decimals); i >= 1; i--) {
        if (power(fit, i))
            return;
    }
    for (int i = decimals - 1; i >= 0 && small; i--) {
        if (plain(fit, i, 1))
            return;
    }
    if (!power(fit, 0))
        write_nothing(fit);
}

const char *view_number(const struct view *view, double value, bool sign, float width, int size_px,
                        char out[NUMBER_TEXT_SIZE])
{
    write_number(&(struct fit){view, value, sign, width, size_px, out}, true);
    return out;
}

const char *view_picture_number(const struct view *view, double value, bool sign, float width,
                                int size_px, char out[NUMBER_TEXT_SIZE])
{
    write_number(&(struct fit){view, value, sign, width, size_px, out}, false);
    return out;
}

/* Short by nature: shown as it is; else with so many decimals, if that does not make it nothing. */
static bool rounded(const struct fit *fit, int decimals)
{
    double scale = elementary_pow(10.0, decimals);

    if (round(fit->value * scale) / scale == fit->value) {
        number_format(fit->out, fit->value,
                      (struct number_style){.decimals = decimals > 0 ? decimals : 1, .sign = fit->sign});
        return fits(fit);
    }
    return plain(fit, decimals, 1);
}

const char *view_short_number(const struct view *view, double value, bool sign, float width,
                              int size_px, char out[NUMBER_TEXT_SIZE])
{
    struct fit fit = {view, value, sign, width, size_px, out};

    if (!isfinite(value))
        return number_format(out, value, (struct number_style){.decimals = 1, .sign = sign});
    for (int decimals = SHORT_DECIMALS; decimals >= 0 && fabs(value) < short_most; decimals--) {
        if (rounded(&fit, decimals))
            return out;
    }
    for (int places = 1; places >= 0; places--) {
        if (power(&fit, places))
            return out;
    }
    if (fabs(value) < 1.0)
        snprintf(out, NUMBER_TEXT_SIZE, "%s", about_nothing);
    else
        write_nothing(&fit);
    return out;
}

bool view_says_number(const char *text)
{
    return strstr(text, ellipsis) == NULL && strstr(text, about_nothing) == NULL;
}
