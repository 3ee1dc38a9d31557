#include "cli/options.h"

#include "base/text.h"
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_MAX = 32, HELP_COLUMN = 26, HELP_WIDTH = 100 };

bool options_number(const char *text, long least, long most, long *number)
{
    char *end;
    long value;

    /* strtol would pass over blanks and a plus sign. */
    if (text[0] != '-' && (text[0] < '0' || text[0] > '9'))
        return false;
    errno = 0;
    value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || value < least || value > most)
        return false;
    *number = value;
    return true;
}

/* Lines that are too long go on in the next. */
static void print_help_text(FILE *out, const char *help)
{
    size_t column = HELP_COLUMN;

    for (const char *p = help; *p != '\0'; p++, column++) {
        if (*p == '\n' || (*p == ' ' && column + strcspn(p + 1, " \n") >= HELP_WIDTH)) {
            fprintf(out, "\n%*s", HELP_COLUMN, "");
            column = HELP_COLUMN - 1;
        } else {
            fputc(*p, out);
        }
    }
    fputc('\n', out);
}

void options_print(FILE *out, const struct option *table, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct option *option = &table[i];
        char left[64];

        if (option->letter != 0)
            snprintf(left, sizeof left, "  -%c, --%s%s%s", option->letter, option->name,
                     option->value ? " " : "", option->value ? option->value : "");
        else
            snprintf(left, sizeof left, "      --%s%s%s", option->name, option->value ? " " : "",
                     option->value ? option->value : "");
        if (strlen(left) < HELP_COLUMN - 1)
            fprintf(out, "%-*s", HELP_COLUMN, left);
        else
            fprintf(out, "%s\n%*s", left, HELP_COLUMN, "");
        print_help_text(out, option->help);
    }
}

static void print_help(const struct options *options)
{
    printf("usage: backstep %s\n\n%s\n", options->synopsis, options->about);
    if (options->count > 0) {
        printf("\n");
        options_print(stdout, options->table, options->count);
    }
}

/* A line each, as they are typed. */
static void print_names(const struct options *options)
{
    printf("--help\n--quiet\n%s", options->command[0] == '\0' ? "--version\n" : "");
    for (size_t i = 0; i < options->count; i++)
        printf("--%s\n", options->table[i].name);
}

/* The option whose name has these bytes, or NULL. */
static const struct option *find_name(const struct options *options, const char *name,
                                      size_t length)
{
    for (size_t i = 0; i < options->count; i++)
        if (strlen(options->table[i].name) == length &&
            strncmp(options->table[i].name, name, length) == 0)
            return &options->table[i];
    return NULL;
}

static const struct option *find_letter(const struct options *options, char letter)
{
    for (size_t i = 0; i < options->count; i++)
        if (options->table[i].letter != 0 && options->table[i].letter == letter)
            return &options->table[i];
    return NULL;
}

static enum options_result unknown_name(const struct options *options, const char *name,
                                        size_t length)
{
    const char *known[OPTIONS_MAX + 3] = {"help", "quiet", "version"};
    size_t count = options->command[0] == '\0' ? 3 : 2;
    char word[64];
    const char *nearest;

    snprintf(word, sizeof word, "%.*s", (int)(length < 60 ? length : 60), name);
    for (size_t i = 0; i < options->count && count < OPTIONS_MAX + 3; i++)
        known[count++] = options->table[i].name;
    nearest = text_nearest(word, known, count);
    if (nearest != NULL)
        cli_usage(options->command, "unknown option '--%s'; did you mean '--%s'?", word, nearest);
    else
        cli_usage(options->command, "unknown option '--%s'", word);
    return OPTIONS_WRONG;
}

/* Puts the value where the option wants it; `shown` is the option as it was written. */
static enum options_result store(const struct options *options, const struct option *option,
                                 const char *shown, const char *value)
{
    if (option->flag != NULL) {
        *option->flag = true;
        return OPTIONS_GO;
    }
    if (value == NULL) {
        cli_usage(options->command, "'%s' needs a value: %s", shown, option->value);
        return OPTIONS_WRONG;
    }
    if (option->text != NULL) {
        *option->text = value;
        return OPTIONS_GO;
    }
    if (options_number(value, option->least, option->most, option->number))
        return OPTIONS_GO;
    cli_usage(options->command, "'%s' is '%.60s'; it must be a whole number from %ld to %ld", shown,
              value, option->least, option->most);
    return OPTIONS_WRONG;
}

/* Reads the argument at *at and, if that is where its value is, the next one. */
static enum options_result read_long(const struct options *options, int argc, char **argv, int *at)
{
    const char *name = argv[*at] + 2, *equals = strchr(name, '=');
    size_t length = equals != NULL ? (size_t)(equals - name) : strlen(name);
    const struct option *option = find_name(options, name, length);
    const char *value = equals != NULL ? equals + 1 : NULL;
    char shown[64];

    if (option == NULL)
        return unknown_name(options, name, length);
    snprintf(shown, sizeof shown, "--%s", option->name);
    if (option->flag != NULL && value != NULL) {
        cli_usage(options->command, "'%s' takes no value", shown);
        return OPTIONS_WRONG;
    }
    if (option->flag == NULL && value == NULL && *at + 1 < argc)
        value = argv[++*at];
    return store(options, option, shown, value);
}

static enum options_result read_short(const struct options *options, int argc, char **argv, int *at)
{
    const char *arg = argv[*at];
    const struct option *option = find_letter(options, arg[1]);
    const char *value = arg[2] != '\0' ? arg + 2 : NULL;
    char shown[3] = {'-', arg[1], '\0'};

    if (option == NULL || (option->flag != NULL && value != NULL)) {
        cli_usage(options->command, "unknown option '%.60s'", arg);
        return OPTIONS_WRONG;
    }
    if (option->flag == NULL && value == NULL && *at + 1 < argc)
        value = argv[++*at];
    return store(options, option, shown, value);
}

static enum options_result check_words(const struct options *options, size_t count,
                                       const char *extra)
{
    if (extra != NULL)
        cli_usage(options->command, "'%.60s' is one argument too many", extra);
    else if (count < options->words_least)
        cli_usage(options->command, "%s",
                  options->missing != NULL ? options->missing
                                           : "SCENARIO is missing: a built-in name (see 'backstep "
                                             "list') or a file");
    else
        return OPTIONS_GO;
    return OPTIONS_WRONG;
}

enum options_result options_read(const struct options *options, int argc, char **argv,
                                 const char **words)
{
    const char *extra = NULL;
    size_t count = 0;
    bool only_words = false;

    for (size_t i = 0; i < options->words_most; i++)
        words[i] = NULL;
    for (int i = 1; i < argc; i++) {
        enum options_result result = OPTIONS_GO;
        const char *arg = argv[i];

        if (only_words || arg[0] != '-' || arg[1] == '\0') {
            if (count < options->words_most)
                words[count++] = arg;
            else if (extra == NULL)
                extra = arg;
        } else if (strcmp(arg, "--") == 0) {
            only_words = true;
        } else if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
            if (options->help != NULL)
                options->help();
            else
                print_help(options);
            return OPTIONS_HELP;
        } else if (strcmp(arg, "--options") == 0) {
            print_names(options);
            return OPTIONS_HELP;
        } else if (strcmp(arg, "--quiet") == 0 || strcmp(arg, "-q") == 0) {
            cli_be_quiet();
        } else {
            result = arg[1] == '-' ? read_long(options, argc, argv, &i)
                                   : read_short(options, argc, argv, &i);
        }
        if (result != OPTIONS_GO)
            return result;
    }
    return check_words(options, count, extra);
}
