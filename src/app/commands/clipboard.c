#include "app/commands/clipboard.h"

#include "app/app.h"
#include "explain/copy.h"

#include <stdlib.h>

static void put(struct app *app, char *text, const char *what)
{
    free(app->requests.clipboard);
    app->requests.clipboard = text;
    app_say(app, text == NULL, text != NULL ? what : words(W_THERE_ARE_TOO_MANY_PARAMETERS));
}

static void copy_panel(struct app *app,
                       char *(*write)(const struct explanation *, struct number_style),
                       const char *what)
{
    struct snapshot snapshot;

    run_snapshot(&app->run, &snapshot);
    put(app,
        write(app_explanation(app, &snapshot),
              (struct number_style){.decimals = app->shown.settings.decimals}),
        what);
}

void clipboard_text(struct app *app, double unused)
{
    (void)unused;
    copy_panel(app, copy_text, words(W_COPIED_WHAT_PANEL_SHOWS_AS));
}

void clipboard_latex(struct app *app, double unused)
{
    (void)unused;
    copy_panel(app, copy_latex, words(W_COPIED_WHAT_PANEL_SHOWS_AS_LATEX));
}

void clipboard_table(struct app *app, double unused)
{
    struct snapshot snapshot;

    (void)unused;
    run_snapshot(&app->run, &snapshot);
    put(app, copy_csv(&snapshot, app->run.cursor), words(W_COPIED_TABLE_OF_ALL_PARAMETERS));
}
