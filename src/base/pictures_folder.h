/*
 * pictures_folder: where the user's desktop keeps pictures, as xdg-user-dir PICTURES says it:
 * XDG_PICTURES_DIR, be it set in the environment or in user-dirs.dirs of XDG_CONFIG_HOME
 * (~/.config).
 */
#ifndef BACKSTEP_BASE_PICTURES_FOLDER_H
#define BACKSTEP_BASE_PICTURES_FOLDER_H

#include "base/file.h"

/* False if there is no such folder. */
bool pictures_folder(char out[FILE_PATH_SIZE]);

#endif
