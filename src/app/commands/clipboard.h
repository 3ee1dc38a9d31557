/*
 * clipboard: what the panel shows, or the table of all parameters, as text to paste elsewhere.
 */
#ifndef BACKSTEP_APP_COMMANDS_CLIPBOARD_H
#define BACKSTEP_APP_COMMANDS_CLIPBOARD_H

struct app;

/* Commands (command.h): the text goes to app->requests.clipboard, for the platform. */
void clipboard_text(struct app *app, double unused);
void clipboard_latex(struct app *app, double unused);
void clipboard_table(struct app *app, double unused);
/* The step as `backstep tell` says it; owned by the caller, NULL: too little memory. */
char *clipboard_told(struct app *app);
/* A link to the moment, behind the address of the page. */
void clipboard_link(struct app *app, double unused);

#endif
