#include "app/commands/clipboard.h"

#include "app/app.h"
#include "app/keep/saving.h"
#include "base/attributes.h"
#include "base/memory.h"
#include "explain/copy.h"
#include "lesson/catalogue.h"

#include <stdlib.h>
#include <string.h>

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

void clipboard_text(struct app *app, double unused UNUSED)
{
    copy_panel(app, copy_text, words(W_COPIED_WHAT_PANEL_SHOWS_AS));
}

void clipboard_latex(struct app *app, double unused UNUSED)
{
    copy_panel(app, copy_latex, words(W_COPIED_WHAT_PANEL_SHOWS_AS_LATEX));
}

void clipboard_table(struct app *app, double unused UNUSED)
{
    struct snapshot snapshot;

    run_snapshot(&app->run, &snapshot);
    put(app, copy_csv(&snapshot, app->run.cursor), words(W_COPIED_TABLE_OF_ALL_PARAMETERS));
}

char *clipboard_told(struct app *app)
{
    struct snapshot snapshot;

    run_snapshot(&app->run, &snapshot);
    return copy_told(app_explanation(app, &snapshot),
                     (struct number_style){.decimals = app->shown.settings.decimals});
}

void clipboard_link(struct app *app, double unused UNUSED)
{
    const struct shown_settings *settings = &app->shown.settings;
    const struct run *run = &app->run;
    struct link_look look = {.sized = settings->text_size != 0, .text_size = settings->text_size};
    struct session session = saving_session(run);
    size_t before = strlen(app->page), count;
    char *text = memory_new(before + LINK_SIZE, 1);
    struct error err;

    if (settings->theme != THEME_LIGHT)
        strcpy(look.theme, theme_names[settings->theme]);
    strcpy(text, app->page);
    if (link_write(&run->scenario, run->lesson >= 0 ? catalogue_entries(&count)[run->lesson].name
                                                    : NULL,
                   &session, &look, text + before, &err)) {
        put(app, text, words(before > 0 ? W_COPIED_LINK : W_COPIED_LINK_WITHOUT_PAGE));
        return;
    }
    free(text);
    app_say(app, true, err.text);
}
