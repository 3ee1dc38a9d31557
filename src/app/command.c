#include "app/command_row.h"

#include "app/apply.h"
#include "app/asked.h"
#include "app/clipboard.h"
#include "app/editor.h"
#include "app/quiz/quiz.h"
#include "app/settings.h"
#include "app/sheets/sheet.h"
#include "app/run/stepping.h"
#include "base/text.h"
#include "quantity/reveal.h"

#include <stdio.h>
#include <string.h>

enum {
    LESSON = COMMAND_IS_OF_LESSON,
    TRAVEL = COMMAND_IS_TRAVEL,
    ANIMATED = COMMAND_IS_ANIMATED,
    STOPPING = COMMAND_IS_STOPPING,
    ARGUMENT = COMMAND_IS_OF_ARGUMENT,
    REPEATED = COMMAND_IS_REPEATED,
};

static const struct command_row rows[] = {
    {COMMAND_STEP_FORWARD, stepping_step, 1, LESSON | TRAVEL | ANIMATED | STOPPING | REPEATED,
     "Stepping", "step forward", {"Right", "Space", "PageDown"}},
    {COMMAND_STEP_BACK, stepping_step, -1, LESSON | TRAVEL | STOPPING | REPEATED,
     "Stepping", "step back", {"Left", "Backspace", "PageUp"}},
    {COMMAND_PHASE_FORWARD, stepping_phase, 1, LESSON | TRAVEL | ANIMATED | REPEATED,
     "Stepping", "a phase forward", {"Shift+Right"}},
    {COMMAND_PHASE_BACK, stepping_phase, -1, LESSON | TRAVEL | REPEATED,
     "Stepping", "a phase back", {"Shift+Left"}},
    {COMMAND_ITERATION_FORWARD, stepping_iteration, 1, LESSON | TRAVEL | ANIMATED | REPEATED,
     "Stepping", "an iteration forward", {"Ctrl+Right"}},
    {COMMAND_ITERATION_BACK, stepping_iteration, -1, LESSON | TRAVEL | REPEATED,
     "Stepping", "an iteration back", {"Ctrl+Left"}},
    {COMMAND_EPOCH_FORWARD, stepping_epoch, 1, LESSON | TRAVEL | REPEATED,
     "Stepping", "an epoch forward", {"Ctrl+Shift+Right"}},
    {COMMAND_EPOCH_BACK, stepping_epoch, -1, LESSON | TRAVEL | REPEATED,
     "Stepping", "an epoch back", {"Ctrl+Shift+Left"}},
    {COMMAND_START, stepping_start, 0, LESSON | TRAVEL,
     "Stepping", "the start of the run", {"Home"}},
    {COMMAND_END, stepping_end, 0, LESSON | TRAVEL,
     "Stepping", "the end of this iteration", {"End"}},
    {COMMAND_RUN, apply_run, 1, LESSON | STOPPING,
     "Stepping", "on to the end of the run", {"Ctrl+End"}},
    {COMMAND_REWIND, apply_run, -1, LESSON | STOPPING,
     "Stepping", "back to its start, in motion", {"Ctrl+Shift+Home"}},
    {COMMAND_DIVERGED, apply_diverged, 0, LESSON | TRAVEL,
     "Stepping", "the first infinity or NaN", {"Ctrl+Home"}},
    {COMMAND_WHOLE_RUN, apply_sheet, SHEET_RUN, LESSON,
     "Stepping", "the whole run; any iteration", {"I"}},

    {COMMAND_PLAY, apply_play, 0, ARGUMENT | STOPPING,
     "Playing", "play, pause", {"P"}},
    {COMMAND_PLAY, apply_play, -1, ARGUMENT | STOPPING,
     "Playing", "play backwards", {"Shift+P"}},
    {COMMAND_FASTER, settings_speed, 2, REPEATED,
     "Playing", "play faster", {"+", "="}},
    {COMMAND_SLOWER, settings_speed, 0.5, REPEATED,
     "Playing", "play slower", {"-"}},

    {COMMAND_COARSER, settings_coarseness, -1, 0,
     "How fine the steps are", "coarser steps", {"Up"}},
    {COMMAND_FINER, settings_coarseness, 1, 0,
     "How fine the steps are", "finer steps", {"Down"}},
    {COMMAND_GRANULARITY, settings_granularity, GRANULARITY_PHASE, ARGUMENT,
     "How fine the steps are", "a phase a step", {"1"}},
    {COMMAND_GRANULARITY, settings_granularity, GRANULARITY_LAYER, ARGUMENT,
     "How fine the steps are", "a layer a step", {"2"}},
    {COMMAND_GRANULARITY, settings_granularity, GRANULARITY_NEURON, ARGUMENT,
     "How fine the steps are", "a neuron a step", {"3"}},
    {COMMAND_GRANULARITY, settings_granularity, GRANULARITY_TERM, ARGUMENT,
     "How fine the steps are", "a single term a step", {"4"}},

    {COMMAND_NEXT_ITEM, asked_next, 1, LESSON | REPEATED,
     "Asking", "ask about the next number", {"Tab"}},
    {COMMAND_PREVIOUS_ITEM, asked_next, -1, LESSON | REPEATED,
     "Asking", "ask about the one before", {"Shift+Tab"}},
    {COMMAND_OPEN_FORM, asked_open, 0, LESSON,
     "Asking", "the long form: open, close", {"O"}},
    {COMMAND_QUESTIONS, quiz_toggle, 0, 0,
     "Asking", "questions before the answer", {"J"}},
    {COMMAND_NUDGE, apply_nudge, 0, 0,
     "Asking", "nudge a parameter", {"N"}},
    {COMMAND_OTHER_ROUTE, apply_other_route, 0, 0,
     "Asking", "the other route: differences", {"D"}},

    {COMMAND_EDIT, editor_open, 0, LESSON,
     "Changing", "type another value for it", {"Enter", "E"}},
    {COMMAND_MORE, editor_change, 1, LESSON | REPEATED,
     "Changing", "a little more", {"Ctrl+Up"}},
    {COMMAND_LESS, editor_change, -1, LESSON | REPEATED,
     "Changing", "a little less", {"Ctrl+Down"}},
    {COMMAND_OPTIMIZERS, apply_optimizers, 0, LESSON,
     "Changing", "another optimiser", {"U"}},
    {COMMAND_UNDO, editor_undo, 0, LESSON | REPEATED,
     "Changing", "undo the last change", {"Ctrl+Z"}},
    {COMMAND_REDO, editor_redo, 0, LESSON | REPEATED,
     "Changing", "do it again", {"Ctrl+Shift+Z", "Ctrl+Y"}},
    {COMMAND_RESET, editor_reset, 0, LESSON,
     "Changing", "the lesson as it was", {"R"}},

    {COMMAND_PICTURE, apply_picture, 0, LESSON,
     "Picture", "network, table, matrices, map", {"V"}},
    {COMMAND_LAYER, apply_layer, -1, LESSON | ARGUMENT | REPEATED,
     "Picture", "matrices of the layer before", {","}},
    {COMMAND_LAYER, apply_layer, 1, LESSON | ARGUMENT | REPEATED,
     "Picture", "matrices of the layer after", {"."}},
    {COMMAND_SORT, apply_sort, 0, LESSON,
     "Picture", "table by size of gradient", {"A"}},
    {COMMAND_CONFUSION, apply_confusion, 0, LESSON,
     "Picture", "confusion matrix", {"C"}},
    {COMMAND_THEME, settings_theme, 0, 0,
     "Picture", "light or dark", {"T"}},
    {COMMAND_BRACKETS, settings_brackets, 0, 0,
     "Picture", "the words under the phases", {"B"}},
    {COMMAND_ANIMATION, settings_animation, 0, 0,
     "Picture", "motion on or off", {"M"}},
    {COMMAND_MORE_DIGITS, settings_digits, 1, REPEATED,
     "Picture", "more digits", {"]"}},
    {COMMAND_FEWER_DIGITS, settings_digits, -1, REPEATED,
     "Picture", "fewer digits", {"["}},
    {COMMAND_TEXT_LARGER, settings_text, 1, 0,
     "Picture", "larger text (projector)", {"Ctrl++", "Ctrl+="}},
    {COMMAND_TEXT_SMALLER, settings_text, -1, 0,
     "Picture", "smaller text", {"Ctrl+-"}},
    {COMMAND_TEXT_DEFAULT, settings_text, 0, 0,
     "Picture", "default text size", {"Ctrl+0"}},
    {COMMAND_FULL_SCREEN, apply_full_screen, 0, 0,
     "Picture", "full screen", {"F", "F11", "F5"}},

    {COMMAND_MISTAKES, apply_sheet, SHEET_MISTAKES, LESSON,
     "Words", "wrong on purpose", {"W"}},
    {COMMAND_COMPARE, apply_sheet, SHEET_COMPARE, LESSON,
     "Words", "compare with another run", {"Shift+C"}},
    {COMMAND_DIFFERENCE, stepping_difference, 0, LESSON | TRAVEL,
     "Words", "where the two runs part", {"X"}},
    {COMMAND_GLOSSARY, apply_sheet, SHEET_GLOSSARY, 0,
     "Words", "glossary", {"G", "F1"}},
    {COMMAND_NAMES, apply_sheet, SHEET_NAMES, LESSON,
     "Words", "what the letters mean", {"K"}},

    {COMMAND_SAVE, apply_save, 0, 0,
     "Program", "save moment and changes", {"Ctrl+S"}},
    {COMMAND_SCREENSHOT, apply_screenshot, 0, 0,
     "Program", "save a picture", {"S"}},
    {COMMAND_COPY_TEXT, clipboard_text, 0, LESSON,
     "Program", "copy as text", {"Ctrl+C"}},
    {COMMAND_COPY_LATEX, clipboard_latex, 0, LESSON,
     "Program", "copy as LaTeX", {"Ctrl+Shift+C"}},
    {COMMAND_COPY_TABLE, clipboard_table, 0, LESSON,
     "Program", "copy the table as CSV", {"Ctrl+Alt+C"}},
    {COMMAND_LESSONS, apply_lessons, 0, 0,
     "Program", "list of lessons", {"L"}},
    {COMMAND_HELP, apply_sheet, SHEET_HELP, 0,
     "Program", "this help", {"?", "H"}},
    {COMMAND_CLOSE, apply_close, 0, STOPPING,
     "Program", "close; leave full screen", {"Escape"}},
    {COMMAND_QUIT, apply_quit, 0, 0,
     "Program", "quit", {"Q"}},

    /* From the pointer only. */
    {COMMAND_SEEK, stepping_seek, 0, LESSON | TRAVEL | ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_SEEK_RUN, stepping_seek_run, 0, LESSON | TRAVEL | ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_TO_ITERATION, stepping_to_iteration, 0, LESSON | TRAVEL | ARGUMENT, NULL, NULL,
     {NULL}},
    {COMMAND_SEEK_PHASE, stepping_to_phase, 0, LESSON | TRAVEL | ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_LOGARITHMIC, settings_logarithmic, 0, ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_OPEN_LESSON, apply_open_lesson, 0, ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_MAP, apply_map, 0, LESSON | ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_SORT_BY, apply_sort_by, 0, LESSON | ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_SCROLL_TO, apply_scroll_to, 0, LESSON | ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_SCROLL_BY, apply_scroll_by, 0, LESSON | ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_SELECT, asked_select, 0, LESSON | ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_MISTAKE, apply_mistake, 0, ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_COMPARE_WITH, apply_compare_with, 0, ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_USE_OPTIMIZER, apply_use_optimizer, 0, ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_RECOVER, apply_recover, 0, ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_ANSWER, quiz_answer, 0, LESSON | ARGUMENT, NULL, NULL, {NULL}},
    {COMMAND_CHOOSE, sheet_choose, 0, ARGUMENT, NULL, NULL, {NULL}},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

const struct command_row *command_row(enum command command)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (rows[i].command == command)
            return &rows[i];
    return NULL;
}

/* What comes with the command: 0 where its row has the argument. */
static double given(const struct command_row *row)
{
    return (row->is & COMMAND_IS_OF_ARGUMENT) != 0 ? row->argument : 0.0;
}

static struct key parsed(const char *name)
{
    struct key key = {0};

    key_parse(name, strlen(name), &key, NULL);
    return key;
}

static enum command bound_to(struct key key, double *argument)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        for (size_t k = 0; k < COMMAND_KEYS_MAX && rows[i].keys[k] != NULL; k++) {
            struct key bound = parsed(rows[i].keys[k]);

            if (bound.code != key.code || bound.modifiers != key.modifiers)
                continue;
            *argument = given(&rows[i]);
            return rows[i].command;
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

    if (index >= ROW_COUNT || rows[index].section == NULL)
        return false;
    text_init(&text, keys, size);
    for (size_t k = 0; k < COMMAND_KEYS_MAX && rows[index].keys[k] != NULL; k++)
        text_printf(&text, "%s%s", k > 0 ? ", " : "", rows[index].keys[k]);
    *help = (struct command_help){
        .section = rows[index].section,
        .command = rows[index].command,
        .argument = given(&rows[index]),
        .keys = keys,
        .text = rows[index].text,
    };
    return true;
}

bool command_repeats(enum command command)
{
    const struct command_row *row = command_row(command);

    return row != NULL && (row->is & COMMAND_IS_REPEATED) != 0;
}
