#include "app/clipboard.h"

#include "app/app.h"
#include "explain/copy.h"

#include <stdlib.h>

static void put(struct app *app, char *text, const char *what)
{
    free(app->requests.clipboard);
    app->requests.clipboard = text;
    app_say(app, text == NULL,
            text != NULL ? what
                         : "There are too many parameters, or too little memory, "
                           "to copy that.");
}

static void copy_panel(struct app *app,
                       char *(*write)(const struct explanation *, struct number_style),
                       const char *what)
{
    struct snapshot snapshot;

    app_snapshot(app, &snapshot);
    put(app,
        write(app_explanation(app, &snapshot),
              (struct number_style){.decimals = app->shown.settings.decimals}),
        what);
}

void clipboard_text(struct app *app, double unused)
{
    (void)unused;
    copy_panel(app, copy_text, "Copied what the panel shows, as text.");
}

void clipboard_latex(struct app *app, double unused)
{
    (void)unused;
    copy_panel(app, copy_latex,
               "Copied what the panel shows, as LaTeX for a document with amsmath.");
}

void clipboard_table(struct app *app, double unused)
{
    struct snapshot snapshot;

    (void)unused;
    app_snapshot(app, &snapshot);
    put(app, copy_csv(&snapshot, app->run.cursor), "Copied the table of all parameters, as CSV.");
}
