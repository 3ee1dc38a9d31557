/*
 * clipboard: what the panel shows, or the table of all parameters, as text to paste elsewhere.
 */
#ifndef BACKSTEP_APP_CLIPBOARD_H
#define BACKSTEP_APP_CLIPBOARD_H

#include "app/command.h"

#include <stdbool.h>

struct app;

/* Applies a command of copying: the text goes to app->requests.clipboard, for the platform. False if
 * the command is none. */
bool clipboard_apply(struct app *app, enum command command);

#endif
