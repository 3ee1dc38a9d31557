/*
 * sheets: each sheet is one file and one row: what its opening sets, its keys, its picture.
 */
#ifndef BACKSTEP_APP_SHEETS_SHEETS_H
#define BACKSTEP_APP_SHEETS_SHEETS_H

#include "app/app.h"
#include "view/view.h"

struct sheet_row {
    /* Sets the sheet's choice and count, which are 0 and 1; NULL: so they stay. */
    void (*open)(struct app *app);
    /* A key, and the command it would give; false, or NULL: it means what it means on any sheet. */
    bool (*key)(struct app *app, struct key key, enum command command, bool repeat);
    void (*draw)(struct app *app, const struct view *view, struct rect window);
    /* Of a list: what Enter gives, with the choice for an argument. COMMAND_NONE: a page, which any
     * key closes. */
    enum command take;
};

extern const struct sheet_row sheet_help, sheet_mistakes, sheet_run, sheet_compare,
    sheet_optimizers, sheet_recovery, sheet_glossary, sheet_confusion, sheet_names, sheet_go_on,
    sheet_answers, sheet_clicker;
/* Over everything else, without a lesson all there is. */
extern const struct sheet_row sheet_lessons;

/* Commands of single sheets. Another run's setting is taken: on to its value, or that run begins;
 * other optimisers are shown, one is used; what was not saved is gone on with, put off or deleted
 * (enum recovery_answer); to the step of an answer; what a clicker has chosen. */
void sheet_compare_take(struct app *app, double row);
void sheet_optimizers_show(struct app *app, double unused);
void sheet_optimizers_use(struct app *app, double choice);
void sheet_recovery_answer(struct app *app, double answer);
void sheet_answers_take(struct app *app, double row);
void sheet_clicker_take(struct app *app, double choice);

#endif
