/* What the other run (app/run/compare.h) differs in: first the setting, then its value,
    of a list or
 * typed. */
#include "app/sheets/sheet.h"
#include "app/sheets/sheets.h"

#include "base/attributes.h"
#include "base/number.h"
#include "lesson/variant_run.h"
#include "view/sheets/overlay.h"

#include <string.h>

/* The rows of the first page: no other run, then the settings in their order. */
enum { SETTING_ROWS = VARIANT_KIND_COUNT - VARIANT_MISTAKE };

static enum variant_kind kind_of_row(size_t row)
{
    return row == 0 ? VARIANT_NONE : (enum variant_kind)(VARIANT_MISTAKE + row);
}

static size_t row_of_kind(enum variant_kind kind)
{
    return kind > VARIANT_MISTAKE ? (size_t)(kind - VARIANT_MISTAKE) : 0;
}

static void open(struct app *app)
{
    size_t row = row_of_kind(app->compare.variant.kind);

    app->sheet.compare = (struct compare_choice){0};
    app->sheet.count = SETTING_ROWS;
    app->sheet.choice = row > 0 ? row : row_of_kind(VARIANT_LEARNING_RATE);
}

/* On to the values of that setting. */
static void open_values(struct app *app, enum variant_kind kind)
{
    struct compare_choice *choice = &app->sheet.compare;
    const struct variant *now = &app->compare.variant;

    *choice = (struct compare_choice){.kind = kind};
    choice->count = variant_values(&app->run.scenario, kind, choice->values);
    app->sheet.count = choice->count + (variant_is_number(kind) ? 1 : 0);
    app->sheet.choice = 0;
    for (size_t i = 0; i < choice->count; i++)
        if (now->kind == kind && now->value == choice->values[i].value)
            app->sheet.choice = i;
}

/* ---- a value that is typed ---- */

static bool types(const struct compare_choice *choice, struct key key)
{
    bool plain = !(key.modifiers & (KEY_CONTROL | KEY_ALT));

    return plain
           && ((key.code >= '0' && key.code <= '9')
               || (choice->kind == VARIANT_LEARNING_RATE
                   && (key.code == '.' || key.code == 'e' || key.code == '-')));
}

static void type(struct app *app, unsigned character)
{
    struct compare_choice *choice = &app->sheet.compare;
    size_t length = strlen(choice->typed);

    app->sheet.choice = choice->count;
    if (length + 1 < sizeof choice->typed)
        choice->typed[length] = (char)character;
}

/* What is typed as a value; if it is none, the problem says so. */
static bool read_typed(struct compare_choice *choice, struct variant *variant)
{
    *variant = (struct variant){.kind = choice->kind};
    if (number_read(choice->typed, &variant->value))
        return variant_check(variant, &choice->problem);
    error_set(&choice->problem,
              choice->kind == VARIANT_LEARNING_RATE
                  ? "Type the other learning rate here, a number such as 0.5 or 1e-3."
                  : "Type the other seed here, a whole number.");
    return false;
}

/* A key that types, or goes back to the setting; else it is for whoever moves the choice. */
static bool key(struct app *app, struct key key, enum command command UNUSED, bool repeat UNUSED)
{
    struct compare_choice *choice = &app->sheet.compare;
    size_t length = strlen(choice->typed);

    app->shown.dirty = true;
    choice->problem.text[0] = '\0';
    if (choice->kind == VARIANT_NONE)
        return false;
    if (variant_is_number(choice->kind) && types(choice, key)) {
        type(app, key.code);
        return true;
    }
    if (key.code == KEY_BACKSPACE && app->sheet.choice == choice->count && length > 0) {
        choice->typed[length - 1] = '\0';
        return true;
    }
    if (key.code == KEY_ESCAPE) {
        app->sheet.choice = row_of_kind(choice->kind);
        *choice = (struct compare_choice){0};
        app->sheet.count = SETTING_ROWS;
        return true;
    }
    return false;
}

/* ---- taken ---- */

static void begin(struct app *app, struct variant variant)
{
    struct error err;

    sheet_close(app);
    if (!compare_set(&app->compare, &app->run, variant, &err))
        app_say(app, true, err.text);
}

static void take_setting(struct app *app, enum variant_kind kind)
{
    struct compare_choice *choice = &app->sheet.compare;
    const char *why = variant_impossible(&app->run.scenario, kind);

    if (kind == VARIANT_NONE)
        begin(app, (struct variant){0});
    else if (why != NULL)
        error_set(&choice->problem, "Here it changes nothing: %s.", why);
    else
        open_values(app, kind);
}

void sheet_compare_take(struct app *app, double taken)
{
    size_t row = (size_t)taken;
    struct compare_choice *choice = &app->sheet.compare;
    struct variant variant;

    if (app->sheet.which != SHEET_COMPARE || row >= app->sheet.count)
        return;
    app->sheet.choice = row;
    app->shown.dirty = true;
    if (choice->kind == VARIANT_NONE)
        take_setting(app, kind_of_row(row));
    else if (row < choice->count)
        begin(app, choice->values[row]);
    else if (read_typed(choice, &variant))
        begin(app, variant);
}

/* ---- the sheet ---- */

static size_t setting_rows(const struct app *app, struct arena *arena, struct overlay_row *rows)
{
    char own[VARIANT_WORDS_SIZE];

    rows[0] = (struct overlay_row){.left = words(W_NO_SETTING), .right = words(W_RUN_ALONE)};
    for (size_t i = 1; i < SETTING_ROWS; i++) {
        enum variant_kind kind = kind_of_row(i);
        const char *why = variant_impossible(&app->run.scenario, kind);

        rows[i].left = variant_setting(kind);
        rows[i].right = why != NULL ? arena_printf(arena, "– %s", why)
                                    : words_in(arena, W_NOW_2,
                                               variant_own_words(&app->run.scenario, kind, own));
    }
    return SETTING_ROWS;
}

static size_t value_rows(const struct app *app, struct arena *arena, struct overlay_row *rows)
{
    const char *const factors[] = {words(W_TENTH), words(W_HALF), words(W_DOUBLE),
                                   words(W_TEN_TIMES)};
    const struct compare_choice *choice = &app->sheet.compare;
    char name[VARIANT_WORDS_SIZE];

    for (size_t i = 0; i < choice->count; i++) {
        rows[i].left = arena_printf(arena, "%s", variant_words(&choice->values[i], name));
        rows[i].right = choice->kind == VARIANT_LEARNING_RATE ? factors[i] : "";
    }
    if (!variant_is_number(choice->kind))
        return choice->count;
    rows[choice->count].left = choice->typed[0] != '\0' ? choice->typed : words(W_ANOTHER);
    rows[choice->count].right =
        choice->typed[0] != '\0' ? words(W_ENTER_TAKES_IT) : words(W_TYPE_IT);
    return choice->count + 1;
}

static void draw(struct app *app, const struct view *view, struct rect window)
{
    const struct compare_choice *choice = &app->sheet.compare;
    struct overlay_row rows[COMPARE_ROWS_MAX] = {{0}};
    bool setting = choice->kind == VARIANT_NONE, problem = choice->problem.text[0] != '\0';
    size_t count = setting ? setting_rows(app, view->arena, rows)
                           : value_rows(app, view->arena, rows);
    char own[VARIANT_WORDS_SIZE];
    const char *says = words(W_SECOND_RUN_WITH_ONE_SETTING);

    if (!setting)
        says = words_in(view->arena, W_RUN_OTHER_ONE,
                        variant_own_words(&app->run.scenario, choice->kind, own));
    overlay_list(view, window,
                 setting ? words(W_COMPARE_WITH_ANOTHER_RUN_LARGE)
                         : words_in(view->arena, W_ANOTHER_2, variant_setting(choice->kind)),
                 rows, count, app->sheet.choice, problem ? choice->problem.text : says, problem,
                 COMMAND_COMPARE_WITH, (struct ui_action){COMMAND_CLOSE, 0.0});
}

const struct sheet_row sheet_compare = {
    .open = open,
    .key = key,
    .draw = draw,
    .take = COMMAND_COMPARE_WITH,
};
