#include "app/command.h"

#include "app/key.h"
#include "base/text.h"
#include "explain/reveal.h"

#include <stdio.h>
#include <string.h>

/* The one table: section, command, argument, help text, whether it repeats, keys. Commands that
 * only the pointer gives have no line here. */
enum { KEYS_MAX = 4 };

struct line {
    const char *section;
    enum command command;
    double argument;
    const char *text;
    bool repeats;
    const char *keys[KEYS_MAX];
};

static const struct line lines[] = {
    {"Stepping", COMMAND_STEP_FORWARD, 0, "step forward", true, {"Right", "Space", "PageDown"}},
    {"Stepping", COMMAND_STEP_BACK, 0, "step back", true, {"Left", "Backspace", "PageUp"}},
    {"Stepping", COMMAND_PHASE_FORWARD, 0, "a phase forward", true, {"Shift+Right"}},
    {"Stepping", COMMAND_PHASE_BACK, 0, "a phase back", true, {"Shift+Left"}},
    {"Stepping", COMMAND_ITERATION_FORWARD, 0, "an iteration forward", true, {"Ctrl+Right"}},
    {"Stepping", COMMAND_ITERATION_BACK, 0, "an iteration back", true, {"Ctrl+Left"}},
    {"Stepping", COMMAND_EPOCH_FORWARD, 0, "an epoch forward", true, {"Ctrl+Shift+Right"}},
    {"Stepping", COMMAND_EPOCH_BACK, 0, "an epoch back", true, {"Ctrl+Shift+Left"}},
    {"Stepping", COMMAND_START, 0, "the start of the run", false, {"Home"}},
    {"Stepping", COMMAND_END, 0, "the end of this iteration", false, {"End"}},
    {"Stepping", COMMAND_RUN, 0, "on to the end of the run", false, {"Ctrl+End"}},
    {"Stepping", COMMAND_REWIND, 0, "back to its start, in motion", false, {"Ctrl+Shift+Home"}},
    {"Stepping", COMMAND_DIVERGED, 0, "the first infinity or NaN", false, {"Ctrl+Home"}},
    {"Stepping", COMMAND_WHOLE_RUN, 0, "the whole run; any iteration", false, {"I"}},
    {"Playing", COMMAND_PLAY, 0, "play, pause", false, {"P"}},
    {"Playing", COMMAND_PLAY, -1, "play backwards", false, {"Shift+P"}},
    {"Playing", COMMAND_FASTER, 0, "play faster", true, {"+", "="}},
    {"Playing", COMMAND_SLOWER, 0, "play slower", true, {"-"}},
    {"How fine the steps are", COMMAND_COARSER, 0, "coarser steps", false, {"Up"}},
    {"How fine the steps are", COMMAND_FINER, 0, "finer steps", false, {"Down"}},
    {"How fine the steps are", COMMAND_GRANULARITY, GRANULARITY_PHASE, "a phase a step", false, {"1"}},
    {"How fine the steps are", COMMAND_GRANULARITY, GRANULARITY_LAYER, "a layer a step", false, {"2"}},
    {"How fine the steps are", COMMAND_GRANULARITY, GRANULARITY_NEURON, "a neuron a step", false, {"3"}},
    {"How fine the steps are", COMMAND_GRANULARITY, GRANULARITY_TERM, "a single term a step", false, {"4"}},
    {"Asking", COMMAND_NEXT_ITEM, 0, "ask about the next number", true, {"Tab"}},
    {"Asking", COMMAND_PREVIOUS_ITEM, 0, "ask about the one before", true, {"Shift+Tab"}},
    {"Asking", COMMAND_OPEN_FORM, 0, "the long form: open, close", false, {"O"}},
    {"Asking", COMMAND_NUDGE, 0, "nudge a parameter", false, {"N"}},
    {"Asking", COMMAND_OTHER_ROUTE, 0, "the other route: differences", false, {"D"}},
    {"Changing", COMMAND_EDIT, 0, "type another value for it", false, {"Enter", "E"}},
    {"Changing", COMMAND_MORE, 0, "a little more", true, {"Ctrl+Up"}},
    {"Changing", COMMAND_LESS, 0, "a little less", true, {"Ctrl+Down"}},
    {"Changing", COMMAND_OPTIMIZERS, 0, "another optimiser", false, {"U"}},
    {"Changing", COMMAND_UNDO, 0, "undo the last change", true, {"Ctrl+Z"}},
    {"Changing", COMMAND_REDO, 0, "do it again", true, {"Ctrl+Shift+Z", "Ctrl+Y"}},
    {"Changing", COMMAND_RESET, 0, "the lesson as it was", false, {"R"}},
    {"Picture", COMMAND_PICTURE, 0, "network, table, matrices, map", false, {"V"}},
    {"Picture", COMMAND_LAYER, -1, "matrices of the layer before", true, {","}},
    {"Picture", COMMAND_LAYER, 1, "matrices of the layer after", true, {"."}},
    {"Picture", COMMAND_SORT, 0, "table by size of gradient", false, {"A"}},
    {"Picture", COMMAND_CONFUSION, 0, "confusion matrix", false, {"C"}},
    {"Picture", COMMAND_THEME, 0, "light or dark", false, {"T"}},
    {"Picture", COMMAND_BRACKETS, 0, "the words under the phases", false, {"B"}},
    {"Picture", COMMAND_ANIMATION, 0, "motion on or off", false, {"M"}},
    {"Picture", COMMAND_MORE_DIGITS, 0, "more digits", true, {"]"}},
    {"Picture", COMMAND_FEWER_DIGITS, 0, "fewer digits", true, {"["}},
    {"Picture", COMMAND_TEXT_LARGER, 0, "larger text (projector)", false, {"Ctrl++", "Ctrl+="}},
    {"Picture", COMMAND_TEXT_SMALLER, 0, "smaller text", false, {"Ctrl+-"}},
    {"Picture", COMMAND_TEXT_DEFAULT, 0, "default text size", false, {"Ctrl+0"}},
    {"Picture", COMMAND_FULL_SCREEN, 0, "full screen", false, {"F", "F11", "F5"}},
    {"Words", COMMAND_MISTAKES, 0, "wrong on purpose", false, {"W"}},
    {"Words", COMMAND_COMPARE, 0, "compare with another run", false, {"Shift+C"}},
    {"Words", COMMAND_DIFFERENCE, 0, "where the two runs part", false, {"X"}},
    {"Words", COMMAND_GLOSSARY, 0, "glossary", false, {"G", "F1"}},
    {"Words", COMMAND_NAMES, 0, "what the letters mean", false, {"K"}},
    {"Program", COMMAND_SAVE, 0, "save moment and changes", false, {"Ctrl+S"}},
    {"Program", COMMAND_SCREENSHOT, 0, "save a picture", false, {"S"}},
    {"Program", COMMAND_COPY_TEXT, 0, "copy as text", false, {"Ctrl+C"}},
    {"Program", COMMAND_COPY_LATEX, 0, "copy as LaTeX", false, {"Ctrl+Shift+C"}},
    {"Program", COMMAND_COPY_TABLE, 0, "copy the table as CSV", false, {"Ctrl+Alt+C"}},
    {"Program", COMMAND_LESSONS, 0, "list of lessons", false, {"L"}},
    {"Program", COMMAND_HELP, 0, "this help", false, {"?", "H"}},
    {"Program", COMMAND_CLOSE, 0, "close; leave full screen", false, {"Escape"}},
    {"Program", COMMAND_QUIT, 0, "quit", false, {"Q"}},
};

enum { LINE_COUNT = sizeof lines / sizeof lines[0] };

static struct key parsed(const char *name)
{
    struct key key = {0};

    key_parse(name, strlen(name), &key, NULL);
    return key;
}

static enum command bound_to(struct key key, double *argument)
{
    for (size_t i = 0; i < LINE_COUNT; i++) {
        for (size_t k = 0; k < KEYS_MAX && lines[i].keys[k] != NULL; k++) {
            struct key bound = parsed(lines[i].keys[k]);

            if (bound.code != key.code || bound.modifiers != key.modifiers)
                continue;
            *argument = lines[i].argument;
            return lines[i].command;
        }
    }
    return COMMAND_NONE;
}

enum command command_for_key(struct key key, double *argument)
{
    enum command command = bound_to(key, argument);

    if (command == COMMAND_NONE && key.modifiers == KEY_SHIFT && key.code >= 'a' && key.code <= 'z')
        command = bound_to((struct key){key.code, 0}, argument);
    return command;
}

bool command_help(size_t index, struct command_help *help, char *keys, size_t size)
{
    struct text text;

    if (index >= LINE_COUNT)
        return false;
    text_init(&text, keys, size);
    for (size_t k = 0; k < KEYS_MAX && lines[index].keys[k] != NULL; k++)
        text_printf(&text, "%s%s", k > 0 ? ", " : "", lines[index].keys[k]);
    *help = (struct command_help){
        .section = lines[index].section,
        .command = lines[index].command,
        .argument = lines[index].argument,
        .keys = keys,
        .text = lines[index].text,
    };
    return true;
}

bool command_repeats(enum command command)
{
    for (size_t i = 0; i < LINE_COUNT; i++) {
        if (lines[i].command == command)
            return lines[i].repeats;
    }
    return false;
}
