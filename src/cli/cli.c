#include "cli/cli.h"

#include "base/file.h"
#include "base/text.h"
#include "cli/signals.h"
#include "lesson/catalogue.h"
#include "lesson/script/script.h"
#include "lesson/session/splice.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct command_word {
    const char *word;
    const char *arguments;
    const char *summary;
    int (*run)(int argc, char **argv);
};

static const struct command_word commands[] = {
    {"list", "", "built-in scenarios, a line each", cli_list},
    {"check", "SCENARIO", "read it, sum it up, check every gradient", cli_check},
    {"trace", "SCENARIO", "every unit of work of the first iterations as JSON Lines", cli_trace},
    {"tell", "SCENARIO", "each step as text", cli_tell},
    {"train", "SCENARIO", "train it to its stopping criterion", cli_train},
    {"convert", "IN OUT", "networks from and to other programs", cli_convert},
    {"export", "SCENARIO", "pictures without a window", cli_export},
    {"worksheet", "SCENARIO", "an exercise on paper with its solution", cli_worksheet},
    {"completion", "bash", "what makes the shell complete commands and options", cli_completion},
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static const struct command_word *find_command(const char *word)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].word, word) == 0)
            return &commands[i];
    return NULL;
}

const char *cli_nearest_command(const char *word)
{
    return text_nearest_of(word, &commands[0].word, COMMANDS, sizeof commands[0]);
}

/* One line for a terminal: what a file or an argument brought along must not steer it. */
static void say(const char *text)
{
    char line[ERROR_TEXT_SIZE + 64];

    snprintf(line, sizeof line, "%s", text);
    text_tame(line);
    fprintf(stderr, "backstep: %s\n", line);
}

void cli_print_line(const char *format, ...)
{
    char line[2 * FILE_PATH_SIZE + ERROR_TEXT_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    text_tame(line);
    puts(line);
}

void cli_print_json(const char *text)
{
    putchar('"');
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < ' ')
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static bool quiet;

void cli_be_quiet(void)
{
    quiet = true;
}

bool cli_is_quiet(void)
{
    return quiet;
}

void cli_leave_out_script(const struct scenario *scenario, const char *why, char **text,
                          size_t *length)
{
    static const char *const member[] = {"script"};
    struct error err;
    char *rest;

    if (scenario->script.count == 0 || script_check(scenario, &err))
        return;
    rest = splice_member(*text, *length, member, 1, "[]", length);
    free(*text);
    *text = rest;
    if (!quiet)
        fprintf(stderr, "without its script, which %s: %s\n", why, err.text);
}

bool cli_is_stdout(const char *path)
{
    return strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0;
}

bool cli_open_output(struct file_writer *writer, const char *path, bool force, struct error *err)
{
    return cli_is_stdout(path) ? file_writer_open_standard(writer, err)
                               : file_writer_open(writer, path, force, err);
}

bool cli_write(const char *path, bool force,
               bool (*write)(FILE *out, void *context, struct error *err), void *context,
               struct error *err)
{
    struct file_writer writer = {0};
    bool ok;

    if (path == NULL)
        return write(stdout, context, err);
    ok = cli_open_output(&writer, path, force, err) && write(writer.stream, context, err)
      && file_writer_commit(&writer, err);
    file_writer_abandon(&writer);
    return ok;
}

int cli_find_word(const char *option, const char *word, const char *const *names, size_t count,
                  struct error *err)
{
    char list[ERROR_TEXT_SIZE / 2];
    const char *near = text_nearest(word, names, count);
    size_t found = text_index(word, names, count);
    struct text all;

    if (found < count)
        return (int)found;
    text_init(&all, list, sizeof list);
    text_list(&all, names, count, " or ");
    error_set(err, "'%s' is '%.60s'; it must be %s%s%s%s", option, word, list,
              near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
              near != NULL ? "'?" : "");
    return -1;
}

void cli_say_written(const char *path)
{
    if (!quiet && !cli_is_stdout(path))
        cli_print_line("wrote %s", path);
}

void cli_say_result(const char *line, const char *with, const char *path)
{
    if (quiet && path != NULL)
        return;
    if (path != NULL && cli_is_stdout(path)) /* where the scenario went */
        fprintf(stderr, "%s\n", line);
    else if (with != NULL)
        cli_print_line("with %s: %s", with, line);
    else
        cli_print_line("%s", line);
}

int cli_fail(const struct error *err)
{
    say(err->text);
    return err->wrong_use ? CLI_USAGE : CLI_FAILED;
}

/* What is worked on, as it was named; NULL: nothing yet. */
static const char *at_work;

void cli_say_exhausted(size_t bytes)
{
    char text[ERROR_TEXT_SIZE];

    file_remove_temporaries();
    snprintf(text, sizeof text,
             "not enough memory%s%.200s%s: %zu KiB more were needed; close what else"
             " is open, or take a smaller network, table or picture", at_work != NULL ? " for '"
                 : "",
             at_work != NULL ? at_work : "", at_work != NULL ? "'" : "", bytes / 1024 + 1);
    say(text);
}

int cli_usage(const char *command, const char *format, ...)
{
    char sentence[ERROR_TEXT_SIZE], whole[ERROR_TEXT_SIZE + 64];
    va_list args;

    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    text_cut_utf8(sentence);
    snprintf(whole, sizeof whole, "%s (see 'backstep %s%s--help')", sentence, command,
             command[0] != '\0' ? " " : "");
    say(whole);
    return CLI_USAGE;
}

bool cli_read_scenario(struct scenario *scenario, const char *word, struct error *err)
{
    char path[FILE_PATH_SIZE];

    *scenario = (struct scenario){0};
    at_work = word;
    return catalogue_resolve(word, path, err) && scenario_read(scenario, path, err);
}

struct fonts *cli_open_fonts(struct error *err)
{
    char folder[FILE_PATH_SIZE];

    return catalogue_fonts_folder(folder, err) ? fonts_open(folder, err) : NULL;
}

int cli_help(void)
{
    printf("Backstep shows one training iteration of a neural network in slow motion:\n"
           "forward pass, loss, backward pass, weight update.\n\n"
           "usage: backstep [SCENARIO] [OPTION...]   open the window\n");
    for (size_t i = 0; i < COMMANDS; i++) {
        char left[40];

        snprintf(left, sizeof left, "%s %s", commands[i].word, commands[i].arguments);
        printf("       backstep %-24s%s\n", left, commands[i].summary);
    }
    printf("       backstep help [COMMAND] | --version\n\n"
           "SCENARIO is a built-in name ('backstep list' has them) or a file; without one the\n"
           "first lesson opens. The options of a command: 'backstep COMMAND --help'; those of\n"
           "the window:\n");
    cli_window_print_options();
    printf("\nIn the window, ? shows all keys. With any command -q, --quiet says nothing but what\n"
           "was asked for, and errors. Exit status: 0 done, 1 the work failed, 2 wrong usage.\n");
    return CLI_DONE;
}

/* A command that stands behind options goes before them. */
static void put_command_first(int argc, char **argv)
{
    if (argc < 2 || argv[1][0] != '-')
        return;
    for (int i = 2; i < argc && strcmp(argv[i - 1], "--") != 0; i++) {
        char *word = argv[i];

        if (find_command(word) == NULL)
            continue;
        memmove(&argv[2], &argv[1], (size_t)(i - 1) * sizeof *argv);
        argv[1] = word;
        return;
    }
}

/* The help of one command. */
static int help_of(char *word)
{
    char option[] = "--help", *arguments[] = {word, option, NULL};
    const char *nearest = cli_nearest_command(word);
    const struct command_word *command = find_command(word);

    if (command != NULL)
        return command->run(2, arguments);
    return cli_usage("", "there is no command '%.60s'%s%s%s", word,
                     nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                     nearest != NULL ? "'?" : "");
}

static int dispatch(int argc, char **argv)
{
    const char *first = argc > 1 ? argv[1] : "";
    const struct command_word *command = find_command(first);

    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 ||
        (strcmp(first, "help") == 0 && argc == 2))
        return cli_help();
    if (strcmp(first, "help") == 0 && argc == 3)
        return help_of(argv[2]);
    if (strcmp(first, "--commands") == 0) { /* for completion in a shell */
        for (size_t i = 0; i < COMMANDS; i++)
            puts(commands[i].word);
        return CLI_DONE;
    }
    if (strcmp(first, "bench") == 0) {
        printf("To measure there is a program of its own, backstep-bench: the build makes it in "
               "tools/bench.\n");
        return CLI_DONE;
    }
    if (command != NULL)
        return command->run(argc - 1, argv + 1);
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--version") == 0 || strcmp(argv[i], "-V") == 0) {
            printf("backstep %s\n", BACKSTEP_VERSION);
            return CLI_DONE;
        }
    return cli_window(argc, argv);
}

int cli_main(int argc, char **argv)
{
    int status;

    signals_guard();
    put_command_first(argc, argv);
    status = dispatch(argc, argv);
    /* What could not be printed was not done. */
    errno = 0;
    if ((fflush(stdout) != 0 || ferror(stdout)) && status == CLI_DONE) {
        struct error err;

        error_set(&err, "cannot write to standard output: %s",
                  errno != 0 ? strerror(errno) : "it was cut short");
        return cli_fail(&err);
    }
    return status;
}
