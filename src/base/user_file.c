#include "base/user_file.h"

#include <stdio.h>
#include <stdlib.h>

enum { CONFIGURATION_MAX = 64 << 10 };

int user_path(const char *variable, const char *at_home, const char *name,
              char out[FILE_PATH_SIZE])
{
    const char *folder = getenv(variable), *home = getenv("HOME");

    if (folder != NULL && folder[0] == '/')
        return snprintf(out, FILE_PATH_SIZE, "%s/%s", folder, name);
    if (home != NULL && home[0] == '/')
        return snprintf(out, FILE_PATH_SIZE, "%s/%s/%s", home, at_home, name);
    return -1;
}

char *user_file_read(const char *name)
{
    char path[FILE_PATH_SIZE], *bytes = NULL;
    int length = user_path("XDG_CONFIG_HOME", ".config", name, path);
    size_t size;

    if (length < 0 || length >= FILE_PATH_SIZE || !file_exists(path))
        return NULL;
    return file_read(path, CONFIGURATION_MAX, &bytes, &size, NULL) ? bytes : NULL;
}
