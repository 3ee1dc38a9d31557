#include "lesson/document.h"

#include "base/text.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { TOKEN_SIZE = 48 };

/* Where the parser gave up. */
struct trouble {
    const char *name;
    const char *bytes;
    size_t length;
    size_t start;           /* of the token in question, an offset into bytes */
    size_t line, column;    /* of start, from 1; the column counts characters */
    char token[TOKEN_SIZE]; /* its text, cut if long */
};

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '.' || c == '+' || c == '-' || c == '_';
}

/* Of a UTF-8 sequence: not its first byte. */
static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* The quote that opened the text with the byte at `last` in it. */
static size_t text_start(const char *bytes, size_t last)
{
    size_t start = last;

    while (start > 0) {
        start--;
        if (bytes[start] == '"' && (start == 0 || bytes[start - 1] != '\\'))
            return start;
        if (bytes[start] == '\n')
            break;
    }
    return last;
}

/* The start of the token whose last byte is at `last`. */
static size_t token_start(const char *bytes, size_t last)
{
    size_t start = last;

    if (is_word_byte(bytes[last])) {
        while (start > 0 && is_word_byte(bytes[start - 1]))
            start--;
    } else if (bytes[last] == '"') {
        start = text_start(bytes, last); /* its closing quote */
    } else {
        while (start > 0 && is_continuation(bytes[start]))
            start--;
    }
    return start;
}

/* How many bytes from `at` on are one token: a text with its quotes, a word or
 * number, or else a single character. */
static size_t token_length(const char *at, size_t left)
{
    size_t length = left > 0 ? 1 : 0;

    if (left > 0 && *at == '"') {
        while (length < left && at[length] != '"' && (unsigned char)at[length] >= ' ')
            length++;
        if (length < left && at[length] == '"')
            length++;
    } else if (left > 0 && is_word_byte(*at)) {
        while (length < left && is_word_byte(at[length]))
            length++;
    } else if (left > 0 && (unsigned char)*at >= 0xc2) {
        size_t most = (unsigned char)*at < 0xe0 ? 2 : (unsigned char)*at < 0xf0 ? 3 : 4;

        while (length < left && length < most && is_continuation(at[length]))
            length++;
    }
    return length;
}

static void copy_token(struct trouble *trouble)
{
    const char *at = trouble->bytes + trouble->start;
    size_t length = token_length(at, trouble->length - trouble->start);

    if (length > TOKEN_SIZE - 1)
        length = TOKEN_SIZE - 1;
    memcpy(trouble->token, at, length);
    trouble->token[length] = '\0';
    text_cut_utf8(trouble->token);
    for (char *c = trouble->token; *c != '\0'; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = '?';
    }
}

static void locate(struct trouble *trouble, size_t start)
{
    trouble->start = start;
    trouble->line = 1;
    trouble->column = 1;
    for (size_t i = 0; i < start; i++) {
        if (trouble->bytes[i] == '\n') {
            trouble->line++;
            trouble->column = 1;
        } else if (!is_continuation(trouble->bytes[i])) {
            trouble->column++;
        }
    }
    copy_token(trouble);
}

static json_t *fail(const struct trouble *trouble, struct error *err, const char *sentence)
{
    error_set(err, "%s, line %zu, column %zu: %s", trouble->name, trouble->line, trouble->column,
              sentence);
    return NULL;
}

static bool is_one_of(const char *token, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strcmp(token, *words) == 0)
            return true;
    }
    return false;
}

/* Whether the last thing before the token is a comma. */
static bool follows_comma(const struct trouble *trouble)
{
    size_t at = trouble->start;

    while (at > 0 && isspace((unsigned char)trouble->bytes[at - 1]))
        at--;
    return at > 0 && trouble->bytes[at - 1] == ',';
}

/* What usually lies behind such a token; NULL if nothing usual does. */
static const char *remedy(const struct trouble *trouble)
{
    static const char *const non_finite[] = {"NaN",      "nan",       "Infinity",  "infinity",
                                             "inf",      "-Infinity", "-infinity", "-inf",
                                             "-NaN",     "-nan",      "+Infinity", NULL};
    static const char *const python[] = {"True", "False", "None", NULL};
    const char *token = trouble->token;

    if (is_one_of(token, non_finite))
        return "JSON has no NaN and no infinity: write a finite number";
    if (is_one_of(token, python))
        return "JSON writes true, false and null in small letters";
    if (token[0] == '\'')
        return "JSON puts texts into double quotes";
    if (token[0] == '/' || token[0] == '#')
        return "JSON has no comments: remove it";
    if ((token[0] == '}' || token[0] == ']') && follows_comma(trouble))
        return "remove the comma before it";
    if (token[0] == '.' || token[0] == '+' || token[0] == '0' || token[0] == '-' ||
        isdigit((unsigned char)token[0]))
        return "JSON writes numbers like 0.5, -2 or 1e-3";
    if (token[0] == '"')
        return "is a comma or a colon missing before it?";
    return NULL;
}

/* What is wrong inside a text; NULL if the trouble is elsewhere. */
static const char *text_trouble(const json_error_t *json)
{
    static const struct {
        const char *start; /* of the parser's own words */
        const char *sentence;
    } troubles[] = {
        {"unexpected newline", "a line ends inside a text: close its quotes, or write \\n"},
        {"control character", "a control character inside a text: write it as \\t or \\u0009"},
        {"invalid escape", "an unknown \\ sequence inside a text: a backslash is written \\\\"},
        {"invalid Unicode", "half of a surrogate pair inside a text: write both halves"},
    };

    for (size_t i = 0; i < sizeof troubles / sizeof troubles[0]; i++) {
        if (strncmp(json->text, troubles[i].start, strlen(troubles[i].start)) == 0)
            return troubles[i].sentence;
    }
    return NULL;
}

static json_t *fail_syntax(const struct trouble *trouble, struct error *err)
{
    char sentence[ERROR_TEXT_SIZE];
    const char *hint = remedy(trouble);

    snprintf(sentence, sizeof sentence, "not valid JSON: found '%s'%s%s", trouble->token,
             hint != NULL ? "; " : "", hint != NULL ? hint : "");
    return fail(trouble, err, sentence);
}

static json_t *fail_number(const struct trouble *trouble, struct error *err)
{
    char sentence[ERROR_TEXT_SIZE];

    snprintf(sentence, sizeof sentence,
             "the number %s is too large: whole numbers go up to 9223372036854775807, "
             "others (with a point or an exponent) up to 1.7e308",
             trouble->token);
    return fail(trouble, err, sentence);
}

/* Where the parser's trouble begins. */
static size_t trouble_start(const struct trouble *trouble, const json_error_t *json)
{
    enum json_error_code code = json_error_code(json);
    size_t position = json->position > 0 ? (size_t)json->position : 0;

    if (position > trouble->length)
        position = trouble->length;
    if (code == json_error_invalid_utf8 || code == json_error_premature_end_of_input ||
        position == 0)
        return position;
    if (code == json_error_invalid_syntax && text_trouble(json) != NULL)
        return text_start(trouble->bytes, position - 1);
    return token_start(trouble->bytes, position - 1);
}

static json_t *fail_parse(struct trouble *trouble, const json_error_t *json, struct error *err)
{
    char sentence[ERROR_TEXT_SIZE];

    locate(trouble, trouble_start(trouble, json));
    switch (json_error_code(json)) {
    case json_error_premature_end_of_input:
        return fail(trouble, err, "the file ends in the middle of the scenario; is it complete?");
    case json_error_end_of_input_expected:
        snprintf(sentence, sizeof sentence, "found '%s' after the scenario's end; remove it",
                 trouble->token);
        return fail(trouble, err, sentence);
    case json_error_duplicate_key:
        snprintf(sentence, sizeof sentence, "the key %s stands here a second time; keep one",
                 trouble->token);
        return fail(trouble, err, sentence);
    case json_error_invalid_utf8:
        return fail(trouble, err, "not UTF-8 text; save the file with the encoding UTF-8");
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return fail(trouble, err, "a text cannot contain the character U+0000");
    case json_error_numeric_overflow:
        return fail_number(trouble, err);
    case json_error_stack_overflow:
        return fail(trouble, err, "too many brackets inside each other");
    case json_error_out_of_memory:
        error_set(err, "cannot read %s: not enough memory", trouble->name);
        return NULL;
    default:
        if (text_trouble(json) != NULL)
            return fail(trouble, err, text_trouble(json));
        return fail_syntax(trouble, err);
    }
}

static bool is_blank(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!isspace((unsigned char)bytes[i]))
            return false;
    }
    return true;
}

json_t *document_parse(const char *bytes, size_t length, const char *name, struct error *err)
{
    struct trouble trouble = {.name = name};
    json_error_t json_error = {0};
    json_t *json;

    if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    if (is_blank(bytes, length)) {
        error_set(err, "%s is empty; expected a scenario: a JSON object that begins with "
                       "\"backstep\": 1", name);
        return NULL;
    }
    if (length >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0)) {
        error_set(err, "%s is UTF-16 text; save it with the encoding UTF-8", name);
        return NULL;
    }
    if (memchr(bytes, '\0', length) != NULL) {
        error_set(err, "%s is not a text file; expected a scenario in JSON", name);
        return NULL;
    }
    json = json_loadb(bytes, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &json_error);
    if (json != NULL)
        return json;
    trouble.bytes = bytes;
    trouble.length = length;
    return fail_parse(&trouble, &json_error, err);
}
