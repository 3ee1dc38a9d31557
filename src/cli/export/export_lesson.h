/*
 * export_lesson: the lesson of an export, opened as it is asked for.
 */
#ifndef BACKSTEP_CLI_EXPORT_EXPORT_LESSON_H
#define BACKSTEP_CLI_EXPORT_EXPORT_LESSON_H

#include "cli/export/export_request.h"

/* At the start of the run, or, of a session that was not asked for steps, at its moment. Errors: it
 * cannot be read, or has no stations. */
bool export_open_lesson(struct app *app, const struct export_request *request, struct error *err);

/* Whether the open lesson has the picture that is asked for. */
bool export_has_picture(const struct app *app, const struct export_request *request,
                        struct error *err);

/* From the start of the run to that of the iteration. Errors: the run ends before. */
bool export_go_to_iteration(struct app *app, uint64_t iteration, struct error *err);

#endif
