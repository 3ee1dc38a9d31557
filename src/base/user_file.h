/*
 * user_file: what the user's desktop has written down about the user.
 */
#ifndef BACKSTEP_BASE_USER_FILE_H
#define BACKSTEP_BASE_USER_FILE_H

/* The text of a file of the user's configuration, "user-dirs.dirs": in $XDG_CONFIG_HOME or
 * ~/.config. Owned by the caller; NULL: there is none that can be read. */
char *user_file_read(const char *name);

#endif
