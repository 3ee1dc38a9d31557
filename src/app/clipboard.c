#include "app/clipboard.h"

#include "app/app.h"
#include "explain/copy.h"

#include <stdlib.h>

bool clipboard_apply(struct app *app, enum command command)
{
    struct number_style style = {.decimals = app->settings.decimals};
    const struct explanation *explanation;
    struct snapshot snapshot;
    const char *what;
    char *text;

    app_snapshot(app, &snapshot);
    explanation = app_explanation(app, &snapshot);
    switch (command) {
    case COMMAND_COPY_TEXT:
        text = copy_text(explanation, style);
        what = "Copied what the panel shows, as text.";
        break;
    case COMMAND_COPY_LATEX:
        text = copy_latex(explanation, style);
        what = "Copied what the panel shows, as LaTeX for a document with amsmath.";
        break;
    case COMMAND_COPY_TABLE:
        text = copy_csv(&snapshot, app->cursor);
        what = "Copied the table of all parameters, as CSV.";
        break;
    default:
        return false;
    }
    free(app->requests.clipboard);
    app->requests.clipboard = text;
    app_say(app, text == NULL, text != NULL ? what : "There are too many parameters, or too little memory, "
                                                     "to copy that.");
    return true;
}
