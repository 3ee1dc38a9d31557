/*
 * state_folder: where the program keeps what outlives it: $XDG_STATE_HOME/backstep, or
 * ~/.local/state/backstep.
 */
#ifndef BACKSTEP_APP_KEEP_STATE_FOLDER_H
#define BACKSTEP_APP_KEEP_STATE_FOLDER_H

#include "base/error.h"
#include "base/file.h"

/* Its path, with room for the name of a file in it; made if it is missing, and nobody else can read
 * it. Errors: there is no such place, or it cannot be made. */
bool state_folder(char path[FILE_PATH_SIZE], struct error *err);

#endif
