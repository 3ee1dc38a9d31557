#include "base/text.h"

#include <assert.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void text_init(struct text *text, char *buffer, size_t size)
{
    assert(size > 0);
    *text = (struct text){.data = buffer, .size = size};
    buffer[0] = '\0';
}

static void account(struct text *text, size_t wanted)
{
    size_t room = text->size - text->length;

    if (wanted < room) {
        text->length += wanted;
        return;
    }
    text->cut = true;
    text_cut_utf8(text->data);
    text->length = strlen(text->data);
}

void text_add(struct text *text, const char *bytes)
{
    text_printf(text, "%s", bytes);
}

void text_printf(struct text *text, const char *format, ...)
{
    va_list args;
    int wanted;

    if (text->cut)
        return;
    va_start(args, format);
    wanted = vsnprintf(text->data + text->length, text->size - text->length, format, args);
    va_end(args);
    account(text, wanted > 0 ? (size_t)wanted : 0);
}

void text_list(struct text *text, const char *const *names, size_t count, const char *last)
{
    const char *before = NULL, *joint = "";

    for (size_t i = 0; i <= count; i++) {
        if (i < count && names[i] == NULL)
            continue;
        if (before != NULL) {
            text_printf(text, "%s%s", i == count && joint[0] != '\0' ? last : joint, before);
            joint = ", ";
        }
        before = i < count ? names[i] : NULL;
    }
}

/* Bytes of the sequence that `lead` starts; 0 if it cannot start one. */
static size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead <= 0xdf)
        return 2;
    if (lead >= 0xe0 && lead <= 0xef)
        return 3;
    if (lead >= 0xf0 && lead <= 0xf4)
        return 4;
    return 0;
}

void text_cut_utf8(char *text)
{
    size_t length = strlen(text), start = length;

    while (start > 0 && length - start < 4 && ((unsigned char)text[start - 1] & 0xc0) == 0x80)
        start--;
    if (start == 0)
        return;
    start--;
    if (sequence_length((unsigned char)text[start]) > length - start)
        text[start] = '\0';
}

/* Decodes one sequence of at most `left` bytes; returns its length or 0. */
static size_t decode(const unsigned char *s, size_t left, unsigned *character)
{
    static const unsigned smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = sequence_length(s[0]);
    unsigned c;

    if (length == 0 || length > left)
        return 0;
    c = length == 1 ? s[0] : s[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (s[i] & 0x3fu);
    }
    if (c < smallest[length] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return 0;
    *character = c;
    return length;
}

bool text_valid_utf8(const char *bytes, size_t length)
{
    size_t at = 0;

    while (at < length) {
        unsigned c = 0;
        size_t step = decode((const unsigned char *)bytes + at, length - at, &c);

        if (step == 0 || c == 0)
            return false;
        at += step;
    }
    return true;
}

unsigned text_next_utf8(const char **at)
{
    const unsigned char *s = (const unsigned char *)*at;
    unsigned c = 0;
    size_t length;

    if (s[0] == '\0')
        return 0;
    length = decode(s, 4, &c); /* of the bytes of a sequence the end of the text is none */
    if (length == 0) {
        *at += 1;
        return 0xfffd;
    }
    *at += length;
    return c;
}

/* What nobody sees, but what follows it on the screen obeys. */
static bool steers(unsigned c)
{
    static const unsigned ranges[][2] = {
        {0x00, 0x1f}, {0x7f, 0x9f}, {0x61c, 0x61c}, {0x200e, 0x200f}, {0x2028, 0x202e},
        {0x2066, 0x206f}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xe0000, 0xe007f},
    };

    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return true;
    return false;
}

void text_tame(char *text)
{
    size_t left = strlen(text);
    char *to = text;

    for (const char *from = text; left > 0;) {
        unsigned c = 0;
        size_t length = decode((const unsigned char *)from, left, &c), step = length > 0 ? length
            : 1;

        if (length == 0 || steers(c)) {
            *to++ = '?';
        } else {
            memmove(to, from, length);
            to += length;
        }
        from += step;
        left -= step;
    }
    *to = '\0';
}

size_t text_put_utf8(char out[4], unsigned character)
{
    size_t length = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;

    for (size_t i = length; i-- > 1; character >>= 6)
        out[i] = (char)(0x80 | (character & 0x3f));
    out[0] = (char)(length == 1 ? character : (0xf00u >> length & 0xff) | character);
    return length;
}

size_t text_prefix(const char *text, size_t characters)
{
    const char *at = text;

    while (characters-- > 0 && text_next_utf8(&at) != 0)
        continue;
    return (size_t)(at - text);
}

enum { NEAREST_MAX = 32 };

static bool same_letter(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Levenshtein distance of two words of at most NEAREST_MAX bytes; upper and
 * lower case are the same. */
static size_t edit_distance(const char *a, size_t la, const char *b, size_t lb)
{
    size_t row[NEAREST_MAX + 1];

    for (size_t j = 0; j <= lb; j++)
        row[j] = j;
    for (size_t i = 1; i <= la; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            size_t best = diagonal + !same_letter(a[i - 1], b[j - 1]);

            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[lb];
}

size_t text_index(const char *word, const char *const *known, size_t count)
{
    size_t at = 0;

    while (at < count && (known[at] == NULL || strcmp(known[at], word) != 0))
        at++;
    return at;
}

const char *text_nearest(const char *word, const char *const *known, size_t count)
{
    return text_nearest_of(word, known, count, sizeof *known);
}

const char *text_nearest_of(const char *word, const void *first, size_t count, size_t apart)
{
    size_t length = strlen(word), best = length / 2 + 1;
    const char *found = NULL;

    if (length > NEAREST_MAX)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const char *known = *(const char *const *)((const char *)first + i * apart);
        size_t known_length = known != NULL ? strlen(known) : NEAREST_MAX + 1, distance;

        if (known_length > NEAREST_MAX)
            continue;
        distance = edit_distance(word, length, known, known_length);
        if (distance < best) {
            best = distance;
            found = known;
        }
    }
    return found;
}

bool text_same_letters(const char *a, const char *b)
{
    while (*a != '\0' && same_letter(*a, *b)) {
        a++;
        b++;
    }
    return *a == *b;
}
