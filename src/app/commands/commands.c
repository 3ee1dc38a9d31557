#include "app/commands/commands.h"

#include "app/commands/apply.h"
#include "app/commands/clipboard.h"
#include "app/commands/change.h"
#include "app/keep/study.h"
#include "app/quiz/quiz.h"
#include "app/commands/settings.h"
#include "app/sheets/sheets.h"
#include "app/commands/stepping.h"
#include "app/walk/walk.h"
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
    NETWORK = COMMAND_IS_OF_NETWORK,
};

static const struct command_row rows[] = {
    {COMMAND_STEP_FORWARD, stepping_step, 1, LESSON | TRAVEL | ANIMATED | STOPPING | REPEATED,
     W_STEPPING, W_STEP_FORWARD, {"Right", "Space"}},
    {COMMAND_STEP_BACK, stepping_step, -1, LESSON | TRAVEL | STOPPING | REPEATED,
     W_STEPPING, W_STEP_BACK, {"Left", "Backspace"}},
    {COMMAND_STATION_FORWARD, walk_forward, 0, LESSON | TRAVEL | ANIMATED | STOPPING | REPEATED,
     W_STEPPING, W_STATION_FORWARD, {"PageDown"}},
    {COMMAND_STATION_BACK, walk_back, 0, LESSON | TRAVEL | STOPPING | REPEATED,
     W_STEPPING, W_STATION_BACK, {"PageUp"}},
    {COMMAND_PHASE_FORWARD, stepping_phase, 1, LESSON | TRAVEL | ANIMATED | REPEATED,
     W_STEPPING, W_PHASE_FORWARD, {"Shift+Right"}},
    {COMMAND_PHASE_BACK, stepping_phase, -1, LESSON | TRAVEL | REPEATED,
     W_STEPPING, W_PHASE_BACK, {"Shift+Left"}},
    {COMMAND_ITERATION_FORWARD, stepping_iteration, 1, LESSON | TRAVEL | ANIMATED | REPEATED,
     W_STEPPING, W_ITERATION_FORWARD, {"Ctrl+Right"}},
    {COMMAND_ITERATION_BACK, stepping_iteration, -1, LESSON | TRAVEL | REPEATED,
     W_STEPPING, W_ITERATION_BACK, {"Ctrl+Left"}},
    {COMMAND_EPOCH_FORWARD, stepping_epoch, 1, LESSON | TRAVEL | REPEATED,
     W_STEPPING, W_EPOCH_FORWARD, {"Ctrl+Shift+Right"}},
    {COMMAND_EPOCH_BACK, stepping_epoch, -1, LESSON | TRAVEL | REPEATED,
     W_STEPPING, W_EPOCH_BACK, {"Ctrl+Shift+Left"}},
    {COMMAND_START, stepping_start, 0, LESSON | TRAVEL,
     W_STEPPING, W_START_OF_RUN, {"Home"}},
    {COMMAND_END, stepping_end, 0, LESSON | TRAVEL,
     W_STEPPING, W_END_OF_ITERATION, {"End"}},
    {COMMAND_RUN, apply_run, 1, LESSON | STOPPING,
     W_STEPPING, W_ON_TO_END_OF_RUN_SMALL, {"Ctrl+End"}},
    {COMMAND_REWIND, apply_run, -1, LESSON | STOPPING,
     W_STEPPING, W_BACK_TO_ITS_START_IN, {"Ctrl+Shift+Home"}},
    {COMMAND_DIVERGED, apply_diverged, 0, LESSON | TRAVEL | NETWORK,
     W_STEPPING, W_FIRST_INFINITY_OR_NAN, {"Ctrl+Home"}},
    {COMMAND_WHOLE_RUN, apply_sheet, SHEET_RUN, LESSON,
     W_STEPPING, W_WHOLE_RUN_ANY_ITERATION, {"I"}},

    {COMMAND_PLAY, apply_play, 0, ARGUMENT | STOPPING,
     W_PLAYING, W_PLAY_PAUSE, {"P"}},
    {COMMAND_PLAY, apply_play, -1, ARGUMENT | STOPPING,
     W_PLAYING, W_PLAY_BACKWARDS, {"Shift+P"}},
    {COMMAND_FASTER, settings_speed, 2, REPEATED,
     W_PLAYING, W_PLAY_FASTER, {"+", "="}},
    {COMMAND_SLOWER, settings_speed, 0.5, REPEATED,
     W_PLAYING, W_PLAY_SLOWER, {"-"}},
    {COMMAND_PLAY_BY, settings_play_by, 0, 0,
     W_PLAYING, W_PLAY_BY_WHAT, {"Z"}},

    {COMMAND_COARSER, settings_coarseness, -1, 0,
     W_HOW_FINE_STEPS_ARE, W_COARSER_STEPS, {"Up"}},
    {COMMAND_FINER, settings_coarseness, 1, 0,
     W_HOW_FINE_STEPS_ARE, W_FINER_STEPS, {"Down"}},
    {COMMAND_GRANULARITY, settings_granularity, GRANULARITY_PHASE, ARGUMENT,
     W_HOW_FINE_STEPS_ARE, W_PHASE_STEP, {"1"}},
    {COMMAND_GRANULARITY, settings_granularity, GRANULARITY_LAYER, ARGUMENT,
     W_HOW_FINE_STEPS_ARE, W_LAYER_STEP, {"2"}},
    {COMMAND_GRANULARITY, settings_granularity, GRANULARITY_NEURON, ARGUMENT,
     W_HOW_FINE_STEPS_ARE, W_NEURON_STEP, {"3"}},
    {COMMAND_GRANULARITY, settings_granularity, GRANULARITY_TERM, ARGUMENT,
     W_HOW_FINE_STEPS_ARE, W_SINGLE_TERM_STEP, {"4"}},

    {COMMAND_NEXT_ITEM, apply_next_item, 1, LESSON | REPEATED,
     W_ASKING, W_ASK_ABOUT_NEXT_NUMBER, {"Tab"}},
    {COMMAND_PREVIOUS_ITEM, apply_next_item, -1, LESSON | REPEATED,
     W_ASKING, W_ASK_ABOUT_ONE_BEFORE, {"Shift+Tab"}},
    {COMMAND_OPEN_FORM, apply_open_form, 0, LESSON | NETWORK,
     W_ASKING, W_LONG_FORM_OPEN_CLOSE, {"O"}},
    {COMMAND_QUESTIONS, quiz_toggle, 0, 0,
     W_ASKING, W_QUESTIONS_BEFORE_ANSWER, {"J"}},
    {COMMAND_ANSWERS, apply_sheet, SHEET_ANSWERS, LESSON,
     W_ASKING, W_WHAT_YOU_ANSWERED, {"Shift+J"}},
    {COMMAND_NUDGE, apply_nudge, 0, 0,
     W_ASKING, W_NUDGE_PARAMETER, {"N"}},
    {COMMAND_OTHER_ROUTE, apply_other_route, 0, NETWORK,
     W_ASKING, W_OTHER_ROUTE_DIFFERENCES, {"D"}},

    {COMMAND_EDIT, change_open, 0, LESSON,
     W_CHANGING, W_TYPE_ANOTHER_VALUE_FOR_IT, {"Enter", "E"}},
    {COMMAND_MORE, change_by, 1, LESSON | REPEATED,
     W_CHANGING, W_LITTLE_MORE, {"Ctrl+Up"}},
    {COMMAND_LESS, change_by, -1, LESSON | REPEATED,
     W_CHANGING, W_LITTLE_LESS, {"Ctrl+Down"}},
    {COMMAND_OPTIMIZERS, sheet_optimizers_show, 0, LESSON | NETWORK,
     W_CHANGING, W_ANOTHER_OPTIMISER, {"U"}},
    {COMMAND_UNDO, change_undo, 0, LESSON | REPEATED,
     W_CHANGING, W_UNDO_LAST_CHANGE, {"Ctrl+Z"}},
    {COMMAND_REDO, change_redo, 0, LESSON | REPEATED,
     W_CHANGING, W_DO_IT_AGAIN, {"Ctrl+Shift+Z", "Ctrl+Y"}},
    {COMMAND_RESET, change_reset, 0, LESSON,
     W_CHANGING, W_LESSON_AS_IT_WAS, {"R"}},

    {COMMAND_PICTURE, apply_picture, 1, LESSON | NETWORK,
     W_PICTURE, W_NETWORK_TABLE_MATRICES_MAP, {"V"}},
    {COMMAND_PICTURE_BACK, apply_picture, -1, LESSON | NETWORK,
     W_PICTURE, W_PICTURE_BEFORE, {"Shift+V"}},
    {COMMAND_LANDSCAPE, apply_landscape, 0, LESSON | NETWORK,
     W_PICTURE, W_LOSS_AS_LANDSCAPE, {"Y"}},
    {COMMAND_LAYER, apply_layer, -1, LESSON | ARGUMENT | REPEATED | NETWORK,
     W_PICTURE, W_MATRICES_OF_LAYER_BEFORE, {","}},
    {COMMAND_LAYER, apply_layer, 1, LESSON | ARGUMENT | REPEATED | NETWORK,
     W_PICTURE, W_MATRICES_OF_LAYER_AFTER, {"."}},
    {COMMAND_SORT, apply_sort, 0, LESSON | NETWORK,
     W_PICTURE, W_TABLE_BY_SIZE_OF_GRADIENT, {"A"}},
    {COMMAND_CONFUSION, apply_confusion, 0, LESSON | NETWORK,
     W_PICTURE, W_CONFUSION_MATRIX, {"C"}},
    {COMMAND_THEME, settings_theme, 0, 0,
     W_PICTURE, W_LIGHT_OR_DARK, {"T"}},
    {COMMAND_BRACKETS, settings_brackets, 0, 0,
     W_PICTURE, W_WORDS_UNDER_PHASES, {"B"}},
    {COMMAND_SENTENCE, settings_sentence, 0, 0,
     W_PICTURE, W_SENTENCE_UNDER_PICTURE, {"Shift+B"}},
    {COMMAND_FULL_INK, settings_full_ink, 0, 0,
     W_PICTURE, W_ALL_NUMBERS_IN_FULL_INK, {"Shift+F"}},
    {COMMAND_ANIMATION, settings_animation, 0, 0,
     W_PICTURE, W_MOTION_ON_OR_OFF, {"M"}},
    {COMMAND_MORE_DIGITS, settings_digits, 1, REPEATED,
     W_PICTURE, W_MORE_DIGITS, {"]"}},
    {COMMAND_FEWER_DIGITS, settings_digits, -1, REPEATED,
     W_PICTURE, W_FEWER_DIGITS, {"["}},
    {COMMAND_TEXT_LARGER, settings_text, 1, 0,
     W_PICTURE, W_LARGER_TEXT_PROJECTOR, {"Ctrl++", "Ctrl+="}},
    {COMMAND_TEXT_SMALLER, settings_text, -1, 0,
     W_PICTURE, W_SMALLER_TEXT, {"Ctrl+-"}},
    {COMMAND_TEXT_DEFAULT, settings_text, 0, 0,
     W_PICTURE, W_DEFAULT_TEXT_SIZE, {"Ctrl+0"}},
    {COMMAND_FULL_SCREEN, apply_full_screen, 0, 0,
     W_PICTURE, W_FULL_SCREEN, {"F", "F11"}},
    {COMMAND_CLICKER, apply_clicker, 0, 0,
     W_PICTURE, W_CLICKER_MENU, {"F5", "Shift+F5"}},

    {COMMAND_MISTAKES, apply_sheet, SHEET_MISTAKES, LESSON | NETWORK,
     W_WORDS, W_WRONG_ON_PURPOSE_SMALL, {"W"}},
    {COMMAND_COMPARE, apply_sheet, SHEET_COMPARE, LESSON | NETWORK,
     W_WORDS, W_COMPARE_WITH_ANOTHER_RUN, {"Shift+C"}},
    {COMMAND_DIFFERENCE, stepping_difference, 0, LESSON | TRAVEL | NETWORK,
     W_WORDS, W_WHERE_TWO_RUNS_PART, {"X"}},
    {COMMAND_GLOSSARY, apply_sheet, SHEET_GLOSSARY, 0,
     W_WORDS, W_GLOSSARY, {"G", "F1"}},
    {COMMAND_NAMES, apply_sheet, SHEET_NAMES, LESSON | NETWORK,
     W_WORDS, W_WHAT_LETTERS_MEAN, {"K"}},

    {COMMAND_SAVE, apply_save, 0, 0,
     W_PROGRAM, W_SAVE_MOMENT_AND_CHANGES, {"Ctrl+S"}},
    {COMMAND_SCREENSHOT, apply_screenshot, 0, 0,
     W_PROGRAM, W_SAVE_PICTURE, {"S"}},
    {COMMAND_COPY_TEXT, clipboard_text, 0, LESSON,
     W_PROGRAM, W_COPY_AS_TEXT, {"Ctrl+C"}},
    {COMMAND_COPY_LATEX, clipboard_latex, 0, LESSON,
     W_PROGRAM, W_COPY_AS_LATEX, {"Ctrl+Shift+C"}},
    {COMMAND_COPY_TABLE, clipboard_table, 0, LESSON | NETWORK,
     W_PROGRAM, W_COPY_TABLE_AS_CSV, {"Ctrl+Alt+C"}},
    {COMMAND_COPY_LINK, clipboard_link, 0, LESSON,
     W_PROGRAM, W_COPY_LINK, {"Shift+L"}},
    {COMMAND_LESSONS, apply_lessons, 0, 0,
     W_PROGRAM, W_LIST_OF_LESSONS, {"L"}},
    {COMMAND_HELP, apply_sheet, SHEET_HELP, 0,
     W_PROGRAM, W_HELP, {"?", "H"}},
    {COMMAND_CLOSE, apply_close, 0, STOPPING,
     W_PROGRAM, W_CLOSE_LEAVE_FULL_SCREEN, {"Escape"}},
    {COMMAND_QUIT, apply_quit, 0, 0,
     W_PROGRAM, W_QUIT, {"Q"}},

    /* From the pointer only. */
    {COMMAND_SEEK, stepping_seek, 0, LESSON | TRAVEL | ARGUMENT, W_NONE, W_TO_THAT_STEP,
     {NULL}},
    {COMMAND_SEEK_RUN, stepping_seek_run, 0, LESSON | TRAVEL | ARGUMENT, W_NONE,
     W_TO_THAT_ITERATION, {NULL}},
    {COMMAND_TO_ITERATION, stepping_to_iteration, 0, LESSON | TRAVEL | ARGUMENT, W_NONE, W_NONE,
     {NULL}},
    {COMMAND_SEEK_PHASE, stepping_to_phase, 0, LESSON | TRAVEL | ARGUMENT, W_NONE,
     W_TO_THAT_PHASE, {NULL}},
    {COMMAND_LOGARITHMIC, settings_logarithmic, 0, ARGUMENT,
     W_NONE, W_LINEAR_OR_LOGARITHMIC,
     {NULL}},
    {COMMAND_OPEN_LESSON, apply_open_lesson, 0, ARGUMENT, W_NONE, W_NONE, {NULL}},
    {COMMAND_MAP, apply_map, 0, LESSON | ARGUMENT | NETWORK, W_NONE, W_MAP_LARGE, {NULL}},
    {COMMAND_SORT_BY, apply_sort_by, 0, LESSON | ARGUMENT | NETWORK, W_NONE, W_NONE, {NULL}},
    {COMMAND_SCROLL_TO, apply_scroll_to, 0, LESSON | ARGUMENT | NETWORK, W_NONE, W_NONE, {NULL}},
    {COMMAND_SCROLL_BY, apply_scroll_by, 0, LESSON | ARGUMENT | NETWORK, W_NONE, W_NONE, {NULL}},
    {COMMAND_SELECT, apply_select, 0, LESSON | ARGUMENT, W_NONE, W_NONE, {NULL}},
    {COMMAND_MISTAKE, apply_mistake, 0, ARGUMENT | NETWORK, W_NONE, W_NONE, {NULL}},
    {COMMAND_COMPARE_WITH, sheet_compare_take, 0, ARGUMENT | NETWORK, W_NONE, W_NONE, {NULL}},
    {COMMAND_USE_OPTIMIZER, sheet_optimizers_use, 0, ARGUMENT | NETWORK, W_NONE, W_NONE, {NULL}},
    {COMMAND_RECOVER, sheet_recovery_answer, 0, ARGUMENT, W_NONE, W_NONE, {NULL}},
    {COMMAND_TO_ANSWER, sheet_answers_take, 0, LESSON | TRAVEL | ARGUMENT, W_NONE, W_NONE, {NULL}},
    {COMMAND_CLICKER_TAKE, sheet_clicker_take, 0, ARGUMENT, W_NONE, W_NONE, {NULL}},
    {COMMAND_GO_ON, study_go_on, 0, ARGUMENT, W_NONE, W_NONE, {NULL}},
    {COMMAND_ANSWER, quiz_answer, 0, LESSON | ARGUMENT, W_NONE, W_NONE, {NULL}},
    {COMMAND_WORD, apply_word, 0, ARGUMENT, W_NONE, W_NONE, {NULL}},
    {COMMAND_CHOOSE, apply_choose, 0, ARGUMENT, W_NONE, W_NONE, {NULL}},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

/* Why a graph has it not; of all others it has no picture. */
static const struct {
    enum command command;
    enum word why;
} refusals[] = {
    {COMMAND_OTHER_ROUTE, W_GRAPH_WHY_OTHER_ROUTE}, {COMMAND_OPTIMIZERS, W_GRAPH_WHY_OPTIMIZERS},
    {COMMAND_USE_OPTIMIZER, W_GRAPH_WHY_OPTIMIZERS}, {COMMAND_MISTAKES, W_GRAPH_WHY_COMPARE},
    {COMMAND_MISTAKE, W_GRAPH_WHY_COMPARE}, {COMMAND_COMPARE, W_GRAPH_WHY_COMPARE},
    {COMMAND_COMPARE_WITH, W_GRAPH_WHY_COMPARE}, {COMMAND_DIFFERENCE, W_GRAPH_WHY_COMPARE},
    {COMMAND_OPEN_FORM, W_GRAPH_WHY_OPEN_FORM}, {COMMAND_DIVERGED, W_GRAPH_WHY_DIVERGED},
    {COMMAND_LAYER, W_GRAPH_WHY_LAYERS}, {COMMAND_CONFUSION, W_GRAPH_WHY_CONFUSION},
    {COMMAND_NAMES, W_GRAPH_WHY_NAMES},
};

enum word command_no_graph(enum command command)
{
    const struct command_row *row = command_row(command);

    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        if (refusals[i].command == command)
            return refusals[i].why;
    return row != NULL && (row->is & COMMAND_IS_OF_NETWORK) ? W_GRAPH_WHY_PICTURE : W_NONE;
}

const struct command_row *command_row(enum command command)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (rows[i].command == command)
            return &rows[i];
    return NULL;
}

const struct command_row *command_row_of(enum command command, double argument)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (rows[i].command == command && rows[i].argument == argument)
            return &rows[i];
    return command_row(command);
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

    if (index >= ROW_COUNT || rows[index].section == W_NONE)
        return false;
    text_init(&text, keys, size);
    for (size_t k = 0; k < COMMAND_KEYS_MAX && rows[index].keys[k] != NULL; k++)
        text_printf(&text, "%s%s", k > 0 ? ", " : "", rows[index].keys[k]);
    *help = (struct command_help){
        .section = words(rows[index].section),
        .command = rows[index].command,
        .argument = given(&rows[index]),
        .keys = keys,
        .text = words(rows[index].text),
    };
    return true;
}

bool command_repeats(enum command command)
{
    const struct command_row *row = command_row(command);

    return row != NULL && (row->is & COMMAND_IS_REPEATED) != 0;
}
