/*
 * user_file: where the user's own files are (XDG Base Directory Specification 0.8), and what the
 * desktop has written down there about the user.
 */
#ifndef BACKSTEP_BASE_USER_FILE_H
#define BACKSTEP_BASE_USER_FILE_H

#include "base/file.h"

/* A path below the folder that the variable names, such as "XDG_STATE_HOME", or, where it names
 * none, below that one of the home folder; its length, as of snprintf; -1: there is no home. */
int user_path(const char *variable, const char *at_home, const char *name,
              char out[FILE_PATH_SIZE]);

/* The text of a file of the user's configuration, "user-dirs.dirs": in $XDG_CONFIG_HOME or
 * ~/.config. Owned by the caller; NULL: there is none that can be read. */
char *user_file_read(const char *name);

#endif
