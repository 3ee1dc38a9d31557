#include "base/user_file.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

enum { CONFIGURATION_MAX = 64 << 10 };

char *user_file_read(const char *name)
{
    const char *folder = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    char path[FILE_PATH_SIZE], *bytes = NULL;
    size_t length;
    int written;

    if (folder != NULL && folder[0] == '/')
        written = snprintf(path, sizeof path, "%s/%s", folder, name);
    else if (home != NULL && home[0] == '/')
        written = snprintf(path, sizeof path, "%s/.config/%s", home, name);
    else
        return NULL;
    if (written >= (int)sizeof path || !file_exists(path))
        return NULL;
    return file_read(path, CONFIGURATION_MAX, &bytes, &length, NULL) ? bytes : NULL;
}
