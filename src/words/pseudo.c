#include "words/words.h"

#include "base/memory.h"

#include <string.h>

/* For a to z; those without an accent in the fonts stay as they are. */
static const char *const small[26] = {
    "á", "b", "ç", "ď", "é", "f", "ğ", "ĥ", "í", "ĵ", "ķ", "ľ", "m",
    "ñ", "ö", "p", "q", "ŕ", "š", "ť", "ü", "v", "ŵ", "x", "ý", "ž"};
static const char *const large[26] = {
    "Á", "B", "Ç", "Ď", "É", "F", "Ğ", "Ĥ", "Í", "Ĵ", "Ķ", "Ľ", "M",
    "Ñ", "Ö", "P", "Q", "Ŕ", "Š", "Ť", "Ü", "V", "Ŵ", "X", "Ý", "Ž"};

static const char *accented(char letter)
{
    if (letter >= 'a' && letter <= 'z')
        return small[letter - 'a'];
    if (letter >= 'A' && letter <= 'Z')
        return large[letter - 'A'];
    return NULL;
}

/* Whether a letter stands alone: a symbol. */
static bool is_alone(const char *text, const char *at)
{
    return (at == text || accented(at[-1]) == NULL) && accented(at[1]) == NULL;
}

/* Every letter of a word outside braces in its accented form, every third one twice. */
static char *translate(const char *whole)
{
    size_t size = 4 * strlen(whole) + 1, letters = 0;
    char *out = memory_new(size, 1), *end = out;

    for (const char *text = whole; *text != '\0'; text++) {
        const char *letter = is_alone(whole, text) ? NULL : accented(*text);

        if (*text == '{') {
            size_t length = strcspn(text, "}");

            memcpy(end, text, length);
            end += length;
            text += length;
        }
        if (letter == NULL) {
            *end++ = *text;
            continue;
        }
        for (int times = letters++ % 3 == 0 ? 2 : 1; times > 0; times--) {
            memcpy(end, letter, strlen(letter));
            end += strlen(letter);
        }
    }
    *end = '\0';
    return out;
}

const struct words_language *words_pseudo(void)
{
    static const char *texts[WORD_COUNT];
    static struct words_language pseudo;

    if (pseudo.texts == NULL) {
        for (size_t i = 0; i < WORD_COUNT; i++)
            texts[i] = translate(words_english.texts[i]);
        pseudo = (struct words_language){texts, words_english.form};
    }
    return &pseudo;
}
