#include "data/cell.h"

#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { EXACT_DIGITS = 15, NUMBER_SIZE = 128 };

/* Powers of ten and whole numbers of 15 digits are doubles, so that one quotient rounds once. */
static const double powers[EXACT_DIGITS + 1] = {1,   1e1, 1e2, 1e3,  1e4,  1e5,  1e6,  1e7,
                                                1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether all of it is digits with at most one point, and perhaps an exponent. */
static bool is_decimal(const char *text)
{
    size_t digits = strspn(text, "0123456789"), more = 0;

    text += digits;
    if (*text == '.') {
        more = strspn(text + 1, "0123456789");
        text += 1 + more;
    }
    if (digits + more == 0)
        return false;
    if (*text == 'e' || *text == 'E') {
        text += text[1] == '+' || text[1] == '-' ? 2 : 1;
        if (!is_digit(*text))
            return false;
        text += strspn(text, "0123456789");
    }
    return *text == '\0';
}

/* What the short way does not take: exponents and many digits. No sign. */
static bool long_number(const char *text, size_t length, char decimal, double *out)
{
    char copy[NUMBER_SIZE];

    if (length >= sizeof copy || (decimal != '.' && memchr(text, '.', length) != NULL))
        return false;
    for (size_t i = 0; i < length; i++)
        copy[i] = text[i] == decimal ? '.' : text[i];
    copy[length] = '\0';
    if (!is_decimal(copy))
        return false;
    *out = strtod(copy, NULL);
    return isfinite(*out) != 0;
}

bool cell_number(const char *text, size_t length, char decimal, double *out)
{
    const char *p = text, *end = text + length;
    uint64_t value = 0;
    bool negative = length > 0 && *p == '-',
         minus = length > 3 && memcmp(p, "−", 3) == 0;
    size_t whole, places = 0;

    if (negative || (length > 0 && *p == '+'))
        p++;
    else if (minus)
        p += 3;
    negative = negative || minus;
    text = p;
    for (; p < end && is_digit(*p); p++)
        value = value * 10 + (uint64_t)(*p - '0');
    whole = (size_t)(p - text);
    if (p < end && *p == decimal) {
        for (p++; p < end && is_digit(*p); p++)
            value = value * 10 + (uint64_t)(*p - '0');
        places = (size_t)(p - text) - whole - 1;
    }
    if (p == end && whole + places > 0 && whole + places <= EXACT_DIGITS)
        *out = places > 0 ? (double)value / powers[places] : (double)value;
    else if (!long_number(text, (size_t)(end - text), decimal, out))
        return false;
    if (negative)
        *out = -*out;
    return true;
}

bool cell_is_missing(const char *text, size_t length)
{
    static const char *const words[] = {"na", "n/a", "nan", "null", "?", "-"};

    for (size_t i = 0; length > 0 && i < sizeof words / sizeof words[0]; i++) {
        size_t k = 0;

        while (k < length && words[i][k] != '\0' && tolower((unsigned char)text[k]) == words[i][k])
            k++;
        if (k == length && words[i][k] == '\0')
            return true;
    }
    while (length > 0 && ((unsigned char)*text <= ' ' || *text == 127)) {
        text++;
        length--;
    }
    return length == 0; /* or blanks in quotes */
}

/* The characters of code page 1252 from 0x80 to 0x9f; the rest of it is Latin-1. */
static const unsigned short windows[32] = {
    0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
};

bool cell_words(const char *text, size_t length, char out[CELL_WORDS_SIZE])
{
    bool latin = !text_valid_utf8(text, length);
    char raw[CELL_WORDS_SIZE];
    struct text words;
    size_t kept = 0;

    if (length >= sizeof raw)
        length = sizeof raw - 1;
    for (size_t i = 0; i < length; i++) {
        bool blank = (unsigned char)text[i] <= ' ' || text[i] == 127;

        if (!blank || (kept > 0 && raw[kept - 1] != ' '))
            raw[kept++] = blank ? ' ' : text[i];
    }
    kept -= kept > 0 && raw[kept - 1] == ' ';
    raw[kept] = '\0';
    text_init(&words, out, CELL_WORDS_SIZE);
    if (!latin) {
        text_cut_utf8(raw);
        text_add(&words, raw);
    }
    for (size_t i = 0; latin && i < kept; i++) {
        unsigned char byte = (unsigned char)raw[i];
        char character[5] = "";

        text_put_utf8(character, byte >= 0x80 && byte < 0xa0 ? windows[byte - 0x80] : byte);
        text_add(&words, character);
    }
    return latin;
}

bool cell_same_words(const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return true;
    if (a[0] == '\0' || a[1] == '\0')
        return false;
    while (*a != '\0' && tolower((unsigned char)*a) == tolower((unsigned char)*b)) {
        a++;
        b++;
    }
    return *a == *b;
}
